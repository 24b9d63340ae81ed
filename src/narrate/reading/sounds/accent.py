"""Where the pitch falls in a word whose accent nobody gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.ground.kana import moras

if TYPE_CHECKING:
    from collections.abc import Sequence

_WEAK = frozenset("ーッン")
_BEFORE_I = frozenset("アカサタナハマヤラワガザダバパァャオコソトノホモロゴゾドボポョ")


def loanword_accent(kana: str) -> int:
    """The nucleus of a loanword: on the third mora from its end, one earlier on a weak mora.

    A weak mora and the second half of アイ or オイ cannot carry the fall.
    """
    parts = moras(kana)
    if len(parts) <= 3:
        return 1
    nucleus = len(parts) - 2
    while nucleus > 1 and (is_weak(parts[nucleus - 1]) or is_second_half(parts, nucleus)):
        nucleus -= 1
    return nucleus


def spelled_accent(letters: list[str]) -> int:
    """The nucleus of a spelled abbreviation: the first mora of its last letter's name."""
    return sum(len(moras(name)) for name in letters[:-1]) + 1 if letters else 0


def compound_accent(kana: str) -> int:
    """The nucleus of a Sino-Japanese compound: flat up to four moras, else on the third from its end."""
    parts = moras(kana)
    return 0 if len(parts) <= 4 else loanword_accent(kana)


def is_weak(mora: str) -> bool:
    """Whether a mora never carries the fall: a long mark, ッ or ン."""
    return mora in _WEAK


def is_second_half(parts: Sequence[str], place: int) -> bool:
    """Whether the mora at ``place``, counted from 1, is the イ of アイ or オイ."""
    return place > 1 and parts[place - 1] == "イ" and parts[place - 2][-1] in _BEFORE_I
