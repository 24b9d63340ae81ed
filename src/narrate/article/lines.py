"""Source text -> lines of text that know their place."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from narrate.model import Passage

if TYPE_CHECKING:
    from narrate.model import Role

_TAB_COLUMNS = 4


class Line(NamedTuple):
    """A line that holds text, without white space at its ends.

    ``depth`` is its indent in columns, ``blanks`` how many empty lines stand above it. ``role`` (with a
    heading's ``level``) and ``after_break`` are what a reader of some notation already knows of it.
    """

    passage: Passage
    is_indented: bool
    follows_blank: bool
    depth: int = 0
    blanks: int = 0
    role: Role | None = None
    level: int = 0
    after_break: bool = False


def lines_in(whole: Passage) -> list[Line]:
    """The lines of a passage that hold more than white space."""
    lines: list[Line] = []
    offset, blanks = 0, 0
    origins = whole.origins
    for raw in whole.text.split("\n"):
        text = raw.strip()
        if not text:
            blanks += 1
            offset += len(raw) + 1
            continue
        indent = 0 if raw[0] == text[0] else len(raw) - len(raw.lstrip())
        first = offset + indent
        passage = Passage(text, origins[first : first + len(text)])
        depth = _columns_of_indent(raw[:indent]) if indent else 0
        lines.append(Line(passage, raw[0] in " \t\u3000", blanks > 0 or not lines, depth, blanks))
        blanks = 0
        offset += len(raw) + 1
    return lines


def _columns_of_indent(indent: str) -> int:
    return columns(indent.replace("\t", " " * _TAB_COLUMNS))


def columns(text: str) -> int:
    """How many half-width columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
