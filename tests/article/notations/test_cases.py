"""Texts in the notations of novel sites, blogs and wikis, and subtitles: title, chapters, what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge import Case, cases, faults_as_named

HERE = Path(__file__).parent
ALL = [*cases(HERE / "developed.txt"), *cases(HERE / "held.txt"), *cases(HERE / "further.txt")]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_text_comes_out_as_was_written_down_before(case: Case) -> None:
    assert faults_as_named(case) == []
