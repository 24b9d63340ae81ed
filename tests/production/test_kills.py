"""Builds that are killed: the long form of this is benchmarks/kills.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmark import benchmark

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 6
PATIENCE_S = 60


def test_after_a_kill_at_any_moment_the_same_command_ends_in_the_clean_bytes(tmp_path: Path) -> None:
    counts = benchmark("kills").kill_many(tmp_path, KILLS, seed=7, most_s=PATIENCE_S, sentences=20)
    assert counts.wrong == 0
    assert sum(counts.killed.values()) >= KILLS // 2, "most builds were to be killed under way"
