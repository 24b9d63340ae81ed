"""Ages in brackets after a full name: 山田花子（45） is said with 歳."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.reading.words.word import Grounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.words.word import Word

_AGES = range(15, 111)
"""Below, a number in brackets is rather a note's."""


def with_ages(words: Sequence[Word]) -> list[Word]:
    """The words with 歳 in place of the bracket that closes an age."""
    return [_years(word) if _closes_age(words, i) else word for i, word in enumerate(words)]


def _closes_age(words: Sequence[Word], i: int) -> bool:
    if words[i].surface not in ("）", ")"):
        return False
    first = i
    while first and words[first - 1].pos[1] == "数" and words[first - 1].surface.isdecimal():
        first -= 1
    digits = "".join(w.surface for w in words[first:i])
    is_age = len(digits) in (2, 3) and int(digits) in _AGES
    return (
        is_age and first > 0 and words[first - 1].surface in ("（", "(") and _is_full_name(words[: first - 1])
    )


def _is_full_name(words: Sequence[Word]) -> bool:
    """Whether the words end in a surname and a given name, or in two names with a dot between."""
    names = [w for w in words[-3:] if w.pos[2] == "人名"]
    if len(words) < 2 or len(names) < 2 or words[-1] is not names[-1]:
        return False
    is_native = words[-2] is names[-2] and names[-2].pos[3] == "姓" and names[-1].pos[3] == "名"
    return is_native or words[-2].surface == "・"


def _years(bracket: Word) -> Word:
    pos = ("名詞", "接尾", "助数詞", "*", "*", "*")
    return replace(
        bracket,
        surface="歳",
        pos=pos,
        base="歳",
        read="サイ",
        pron="サイ",
        accent=1,
        chain="C3",
        grounds=Grounds.RULE,
        row="",
        rule="age in brackets",
    )
