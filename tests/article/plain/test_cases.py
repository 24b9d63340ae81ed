"""Texts of many kinds: title, chapters, what is said and what is not."""

from __future__ import annotations

import pytest

from judge import Case, cases, faults

ALL = [*cases("developed.txt"), *cases("held.txt"), *cases("reported.txt"), *cases("pages.txt")]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_text_comes_out_as_was_written_down_before(case: Case) -> None:
    assert faults(case) == []
