"""Builds that are killed: the long form of this is benchmarks/kills.py."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

KILLS = 6
PATIENCE_S = 60


def _benchmark() -> ModuleType:
    """benchmarks/kills.py, which is no package."""
    path = Path(__file__).parent.parent / "benchmarks" / "kills.py"
    spec = importlib.util.spec_from_file_location("kills", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kills"] = module
    spec.loader.exec_module(module)
    return module


def test_after_a_kill_at_any_moment_the_same_command_ends_in_the_clean_bytes(tmp_path: Path) -> None:
    counts = _benchmark().kill_many(tmp_path, KILLS, seed=7, most_s=PATIENCE_S, sentences=20)
    assert counts.wrong == 0
    assert sum(counts.killed.values()) >= KILLS // 2, "most builds were to be killed under way"
