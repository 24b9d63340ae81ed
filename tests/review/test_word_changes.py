"""Which words changed, told from the kana of a sentence then and its words now."""

from __future__ import annotations

import pytest

from narrate.model import HeardWord, Reading
from narrate.review.word_changes import changed_words


def reading(*words: tuple[str, int]) -> Reading:
    """A sentence of words, each by its kana without small letters and its length as written."""
    heard, at, first = [], 0, 0
    for kana, length in words:
        heard.append(HeardWord(at, at + length, first, first + len(kana)))
        at, first = at + length, first + len(kana)
    return Reading("", (), "".join(kana for kana, _ in words), first, words=tuple(heard))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("オガミガキタ", [(0, 3, "オガミガ", "オノエガ")]),
        ("オノエガキタ", []),
        ("オノエガイッタ", [(3, 5, "イッタ", "キタ")]),
        ("オノエガ", [(3, 5, "", "キタ")]),
        ("アサオノエガキタ", [(0, 3, "アサオノエガ", "オノエガ")]),
        ("ネズミ", [(0, 5, "ネズミ", "オノエガキタ")]),
        ("", [(0, 5, "", "オノエガキタ")]),
    ],
)
def test_each_word_that_changed_has_its_kana_then_and_now(
    before: str, expected: list[tuple[int, int, str, str]]
) -> None:
    assert [tuple(c) for c in changed_words(before, reading(("オノエガ", 3), ("キタ", 2)))] == expected


def test_a_word_between_two_that_stayed_is_told_alone() -> None:
    now = reading(("ナツノ", 2), ("アサ", 1), ("デス", 2))
    assert changed_words("ナツノヨルデス", now) == ((2, 3, "ヨル", "アサ"),)
