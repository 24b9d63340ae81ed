"""Source text -> lines of text that know their place; lines that a mailer wrapped are joined again."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrate.model import Source

_SHORTEST_WRAP_COLUMNS = 40
_WRAP_SLACK_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text, without white space at its ends."""

    passage: Passage
    is_indented: bool
    follows_blank: bool


def lines_of(source: Source, start: int) -> list[Line]:
    """The lines from offset ``start`` on that hold more than white space."""
    lines = []
    offset, follows_blank = start, True
    for raw in source.text[start:].split("\n"):
        text = raw.strip()
        if text:
            first = offset + len(raw) - len(raw.lstrip())
            passage = Passage(text, range(first, first + len(text)))
            lines.append(Line(passage, raw[0] in " \t\u3000", follows_blank))
        follows_blank = not text
        offset += len(raw) + 1
    return lines


def unwrapped(lines: Iterable[Line]) -> list[Line]:
    """Join the lines of each group between blank lines that was wrapped at a fixed width."""
    joined: list[Line] = []
    group: list[Line] = []
    for line in lines:
        if line.follows_blank:
            joined += _unwrapped_group(group)
            group = []
        group.append(line)
    return joined + _unwrapped_group(group)


def _unwrapped_group(group: list[Line]) -> list[Line]:
    if not _is_wrapped(group):
        return group
    parts = [group[0].passage]
    for before, line in pairwise(group):
        parts += (_space_between(before.passage.text[-1], line.passage), line.passage)
    return [Line(Passage.joined(parts), group[0].is_indented, group[0].follows_blank)]


def _is_wrapped(group: list[Line]) -> bool:
    """All lines but the last fill the same width, and most of them break off in mid-sentence."""
    if len(group) < 3:
        return False
    widths = [_columns(line.passage.text) for line in group]
    full = max(widths)
    fills = all(full - width <= _WRAP_SLACK_COLUMNS for width in widths[:-1])
    broken = sum(line.passage.text[-1] not in "。．！？!?」』）)" for line in group[:-1])
    return full >= _SHORTEST_WRAP_COLUMNS and fills and broken >= len(group) // 2


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _space_between(last: str, following: Passage) -> Passage:
    """Words in Latin letters need the space that the line break stood for; its origin is the break."""
    if last.isascii() and last.isalnum() and following.text[0].isascii() and following.text[0].isalnum():
        return Passage(" ", (following.origins[0] - 1,))
    return Passage("", ())
