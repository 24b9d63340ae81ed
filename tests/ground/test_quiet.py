"""Imports that keep silent, on many threads."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from narrate.ground.quiet import imported_quietly

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MODULES = 40


def test_threads_that_import_quietly_leave_standard_error_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    talking = "import sys, time\nprint('hello', file=sys.stderr)\ntime.sleep(0.002)\n"
    names = [f"talking_{n}" for n in range(MODULES)]
    for name in names:
        (tmp_path / f"{name}.py").write_text(talking, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    before = sys.stderr
    with ThreadPoolExecutor(8) as pool:
        modules = list(pool.map(imported_quietly, names))
    assert sys.stderr is before
    assert [m.__name__ for m in modules] == names
    assert capsys.readouterr().err == ""
