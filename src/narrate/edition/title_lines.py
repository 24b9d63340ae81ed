"""Titles broken into lines as Japanese type is: no bracket or comma stranded, no Latin word cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NEVER_FIRST = (
    "、。，．・：；？！?!,.:;」』）】〕》〉］)]}ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥〜～―"
)
_NEVER_LAST = "「『（【〔《〈［([{"
_UNIT = re.compile(
    r"""[^\W\u2e80-\uffff]+(?:['’.\-][^\W\u2e80-\uffff]+)*  # a Latin word, a number
    | \s+
    | [\u3005\u4e00-\u9fff]{1,4}                            # a word in kanji
    | [\u30a1-\u30ff]{1,8}                                  # a word in katakana
    | .""",
    re.DOTALL | re.VERBOSE,
)
_HIRAGANA = re.compile(r"[ぁ-ん]")


def broken(text: str, lines: int, width_of: Callable[[str], float]) -> list[str]:
    """``text`` in at most ``lines`` lines whose longest is as short as can be.

    A break never comes before a mark that may not start a line or after one that may not end it
    (JIS X 4051, JLREQ 3.1.7-3.1.8). ``width_of`` measures a string, in any unit.
    """
    units = _units(text)
    low, high = max(map(width_of, units), default=0.0), width_of(text)
    best = _filled(units, high, width_of)
    for _ in range(12):
        middle = (low + high) / 2
        attempt = _filled(units, middle, width_of)
        if len(attempt) <= lines:
            best, high = attempt, middle
        else:
            low = middle
    return best


def _units(text: str) -> list[str]:
    """The pieces between which a line may break: a word ending in kana stays whole with what it inflects."""
    units: list[str] = []
    for piece in _UNIT.findall(" ".join(text.split())):
        if units and (
            piece[0] in _NEVER_FIRST or units[-1][-1] in _NEVER_LAST or _inflects(units[-1], piece)
        ):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _inflects(before: str, piece: str) -> bool:
    """Whether a piece most likely belongs to the one before: kana to their stem, a counter to its number."""
    short = len(before) < 5 and not before.isspace() and before[-1] not in _NEVER_FIRST[:16]
    return short and bool(_HIRAGANA.match(piece) or before[-1].isdecimal())


def _filled(units: list[str], width: float, width_of: Callable[[str], float]) -> list[str]:
    lines = [""]
    for unit in units:
        if lines[-1] and width_of((lines[-1] + unit).strip()) > width + 1e-6:
            lines.append("")
        lines[-1] += unit
    return [line.strip() for line in lines if line.strip()]
