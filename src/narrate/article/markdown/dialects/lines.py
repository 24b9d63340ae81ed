"""The lines of a Markdown text on their way to CommonMark, and what is known of the whole of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.dialects import fields
from narrate.article.markdown.dialects.mdx import JAPANESE
from narrate.article.markdown.dialects.opaque import Stretch, opaque_stretches
from narrate.article.scan import MARKUP
from narrate.article.skips.reasons import CONTENTS
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.rewriting import Rewriting

LONGEST_LINE = 2_000
"""Characters of a line that is looked at; a mark's is short."""

_MYST = re.compile(r"^[ \t]*(?:`{3,}|:{3,})\{[a-z-]+\}|^\([A-Za-z][\w.-]*\)=[ \t]*$", re.MULTILINE)

_OUTLINE = re.compile(r"^[ \t]+[a-z-]+:: |^[ \t]*:LOGBOOK:[ \t]*$", re.MULTILINE)

_COMPONENT_END = re.compile(r"^[ \t]*::[ \t]*$", re.MULTILINE)

_DECKSET = re.compile(
    r"^\[\.[a-z-]+:|^#{1,3} \[fit\]|\A(?:theme|footer|slidenumbers|autoscale|build-lists): ", re.MULTILINE
)

MOST_ROWS = 300

TAGS = re.compile(r"#(?=[^\s#]*[^\s#\d])[^\s#]+(?:[ \t\u3000]+#[^\s#]+)*+[ \t]*$")

_LONE = re.compile(r"#[^\s#\d!\[{][^#。]{0,60}$")
"""A heading or a tag, of which nothing but its place tells which."""

_LONE_ANYWHERE = re.compile(r"^#[^\s#\d!\[{]", re.MULTILINE)

LONE_OR_TAGS = re.compile(rf"{_LONE.pattern}|{TAGS.pattern}")

_NO_NEIGHBOUR = re.compile(rf"#{{1,6}}[ \t]|{LONE_OR_TAGS.pattern}")

BOX = Message("mark of a box")

FIELD = Message("field of a note")


class Lines:
    """The lines of a text on their way.

    ``insets`` are the columns from which on a box's content stands, and how many of them are the box's.
    """

    def __init__(self, made: Rewriting, *, is_mdx: bool) -> None:
        self.made = made
        self.lines = made.text.split("\n")
        self.number = 0
        self.start = 0
        self.insets: list[tuple[int, int]] = []
        self.is_mdx = is_mdx
        self.has_kramdown = "{:" in made.text
        self.follows_blank = True
        self.follows_module = False
        self.follows_directive = False
        self.dropped_to = 0
        self.no_contents_to = 0
        self.reason = CONTENTS
        self._opaque = opaque_stretches(made.text, has_indented=not is_mdx)
        self._next_opaque = 0
        self._closed_not_to: dict[str, int] = {}
        self.properties = fields.notion_lines(made.text, self.lines) or fields.slide_settings(self.lines)
        self.is_deckset = bool(_DECKSET.search(made.text))
        self.tab_depth = 0
        self.is_myst = bool(_MYST.search(made.text))
        self.has_components = bool(_COMPONENT_END.search(made.text))
        self.is_outline = bool(_OUTLINE.search(made.text))
        self.may_be_titled = False
        self.lone_headings = _lone_headings(made.text, self.lines, self._opaque)

    @property
    def line(self) -> str:
        """The line itself."""
        return self.lines[self.number]

    @property
    def end(self) -> int:
        """The position behind the line's last character."""
        return self.start + len(self.line)

    def is_code(self) -> bool:
        """Whether the line is in code or a comment; asked of each line in order."""
        while self._next_opaque < len(self._opaque) and self._opaque[self._next_opaque].end <= self.start:
            self._next_opaque += 1
        return self._next_opaque < len(self._opaque) and self._opaque[self._next_opaque].start <= self.start

    def is_set_in(self) -> bool:
        """Whether the line, which `is_code` was asked of, is prose that only looks like code."""
        return self._opaque[self._next_opaque].is_prose

    def drop_line(self, reason: Message) -> None:
        """Leave out all that the line still holds."""
        self.made.keep(self.start)
        self.made.drop(self.end, reason)

    def drop_lines(self, to: int, reason: Message) -> None:
        """Leave out the lines up to that number."""
        self.dropped_to, self.reason = to, reason
        self.drop_line(reason)

    def end_of_fence(self, mark: str) -> int:
        """The number of the line behind the fence that opens here; else of the next line.

        What one search passed over, the next one need not look at again.
        """
        first, last = max(self.number + 1, self._closed_not_to.get(mark, 0)), self.number + MOST_ROWS
        for number in range(first, min(last, len(self.lines))):
            if _closes(self.lines[number], mark):
                return number + 1
        self._closed_not_to[mark] = max(first, last)
        return self.number + 1

    def part(self, prefix: str) -> None:
        """Make a paragraph begin with the line."""
        self.made.keep(self.start)
        if not self.follows_blank:
            self.made.put(f"{prefix.rstrip()}\n")
        self.made.keep(self.start + len(prefix))

    def mark(self, prefix: str, title: tuple[int, int]) -> None:
        """The line is a box's mark, of which ``title`` is read as a paragraph of its own."""
        begin, end = title
        if begin >= end:
            self.made.keep(self.start + len(prefix))
            self.made.drop(self.end, BOX)
            return
        self.part(prefix)
        at = self.start + len(prefix)
        self.made.drop(at + begin, BOX)
        self.made.keep(at + end)
        self.made.drop(self.end, BOX)
        self.made.put(f"\n{prefix.rstrip()}")

    def take_inset(self) -> None:
        """Take what a box sets its content in by off the line."""
        columns = _columns(self.line)
        while self.insets and columns < self.insets[-1][0]:
            self.insets.pop()
        if self.insets:
            self.made.keep(self.start)
            self.made.drop(self.start + _characters(self.line, self.insets[-1][1]), MARKUP)

    def set_in(self, prefix: str) -> None:
        """What follows is set in by four columns more than this line."""
        outer = self.insets[-1][1] if self.insets else 0
        self.insets.append((_columns(prefix) + 4, outer + 4))


def _columns(line: str) -> int:
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank) + 3 * blank.count("\t")


def _characters(line: str, columns: int) -> int:
    taken = at = 0
    while at < columns and taken < len(line) and line[taken] in " \t":
        at += 4 if line[taken] == "\t" else 1
        taken += 1
    return taken


def _closes(line: str, mark: str) -> bool:
    return line.strip().startswith(mark) and not line.strip(" \t" + mark[0])


def _lone_headings(text: str, lines: Sequence[str], code: Sequence[Stretch]) -> frozenset[int]:
    """The numbers of the lines like ``#はじめに`` that are headings: several, each with a text below it."""
    found: dict[int, str] = {}
    if not _LONE_ANYWHERE.search(text):
        return frozenset()
    at, in_code = 0, iter(code)
    stretch = next(in_code, None)
    written: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        while stretch is not None and stretch.end <= at:
            stretch = next(in_code, None)
        if line.strip():
            is_code = stretch is not None and stretch.start <= at
            written.append((number, "" if is_code else line[:LONGEST_LINE]))
        at += len(line) + 1
    for place, (number, line) in enumerate(written[:-1]):
        above = written[place - 1][1] if place else ""
        below = written[place + 1][1]
        if _LONE.match(line) and not _NO_NEIGHBOUR.match(above) and not LONE_OR_TAGS.match(below):
            found[number] = line.strip()
    is_japanese = any(JAPANESE.search(line) for line in found.values())
    return frozenset(found if is_japanese and len(set(found.values())) > 1 else ())
