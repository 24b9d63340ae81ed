"""Documents in the dialects of many tools: title, chapters, what is said, written down before they were tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge import Case, cases, faults_as_named

HERE = Path(__file__).parent
ALL = [case for name in ("developed", "held", "later") for case in cases(HERE / f"{name}.txt")]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_document_comes_out_as_was_written_down_before(case: Case) -> None:
    assert faults_as_named(case) == []
