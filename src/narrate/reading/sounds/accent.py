"""Where the pitch falls in a word whose accent nobody gave."""

from __future__ import annotations

from narrate.ground.kana import moras

_WEAK = frozenset("ーッン")


def loanword_accent(kana: str) -> int:
    """The nucleus of a loanword: on the third mora from its end, one earlier on a weak mora.

    A long mark, ッ, ン and the second half of アイ or オイ cannot carry the fall.
    """
    parts = moras(kana)
    if len(parts) <= 3:
        return 1
    nucleus = len(parts) - 2
    while nucleus > 1 and _is_weak(parts, nucleus):
        nucleus -= 1
    return nucleus


def spelled_accent(letters: list[str]) -> int:
    """The nucleus of a spelled abbreviation: the first mora of its last letter's name."""
    return sum(len(moras(name)) for name in letters[:-1]) + 1 if letters else 0


def compound_accent(kana: str) -> int:
    """The nucleus of a Sino-Japanese compound: flat up to four moras, else on the third from its end."""
    parts = moras(kana)
    return 0 if len(parts) <= 4 else loanword_accent(kana)


def _is_weak(parts: list[str], nucleus: int) -> bool:
    mora = parts[nucleus - 1]
    return mora in _WEAK or (
        mora == "イ"
        and parts[nucleus - 2][-1] in "アカサタナハマヤラワガザダバパァャオコソトノホモロゴゾドボポョ"
    )
