"""Text in the columns of a terminal, where a Japanese character takes two."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEVER_FIRST = frozenset("、。，．・：；！？…ー々」』】〉》）〕ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)]")
_NEVER_LAST = frozenset("「『【〈《（〔([")
_PIECE = re.compile(r"[^\S\n]+|[!-~…]+|.", re.DOTALL)


def width_of(text: str) -> int:
    """How many columns of a terminal it takes (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, columns: int) -> list[str]:
    """Lines of so many columns, unless a word has more, broken where Japanese may be.

    Source: JIS X 4051 (行頭禁則, 行末禁則).
    """
    lines, line = [], ""
    for piece in _unbroken(text):
        if line and width_of(line) + width_of(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _unbroken(text: str) -> Iterator[str]:
    """Pieces between which a line may end: Latin words, and each Japanese character with its marks."""
    held = ""
    for piece in _PIECE.findall(text):
        sticks = piece[0] in _NEVER_FIRST or held[-1:] in _NEVER_LAST
        if held and not sticks:
            yield held
            held = ""
        held += piece
    if held:
        yield held


def padded(text: str, columns: int) -> str:
    """The text, filled up with spaces to so many columns."""
    return text + " " * (columns - width_of(text))


def excerpt(before: str, word: str, after: str, columns: int) -> str:
    """``word`` with as much of what is round it as so many columns hold; ``…`` for what is left out."""
    room = max(0, columns - width_of(word))
    left = min(width_of(before), max(room // 2, room - width_of(after)))
    return _end_of(before, left) + word + _start_of(after, room - left)


def _start_of(text: str, columns: int) -> str:
    if width_of(text) <= columns:
        return text
    while text and width_of(text) + 1 > columns:
        text = text[:-1]
    return f"{text}…"


def _end_of(text: str, columns: int) -> str:
    return _start_of(text[::-1], columns)[::-1]
