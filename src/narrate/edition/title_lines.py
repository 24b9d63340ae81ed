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
_LONG_KANA = re.compile(r"[ぁ-ん]{3}$")
_CLOSING = "、。，．・：；？！?!,.:;"


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
    """Cut ``text`` into the pieces between which a line may break; a blank belongs to the piece before it."""
    units: list[str] = []
    for piece in _UNIT.findall(" ".join(text.split())):
        if units and (
            piece[0] in _NEVER_FIRST or units[-1].rstrip()[-1:] in _NEVER_LAST or _belongs(units[-1], piece)
        ):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _belongs(before: str, piece: str) -> bool:
    """Tell whether a piece most likely goes with the one before it.

    Kana go with their stem, a counter with its number; a long run of kana may break all the same.
    """
    if piece.isspace():
        return True
    if before[-1].isspace() or before[-1] in _CLOSING:
        return False
    kana = bool(_HIRAGANA.match(piece)) and not _LONG_KANA.search(before)
    return kana or before[-1].isdecimal()


def _filled(units: list[str], width: float, width_of: Callable[[str], float]) -> list[str]:
    lines = [""]
    for unit in units:
        if lines[-1] and width_of((lines[-1] + unit).strip()) > width + 1e-6:
            lines.append("")
        lines[-1] += unit
    return [line.strip() for line in lines if line.strip()]
