"""Where in a Markdown text no dialect holds: code, fenced, indented or in backticks, and comments."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

_FENCE = re.compile(r"(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*+(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_CLOSE = re.compile(r"[ \t>]*+(?P<fence>`{3,}|~{3,})[ \t]*$")
_HOLDS_INDENTED = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)|!!!|\?\?\?|=== |\[\^|: |<)")
_DIRECTIVE = re.compile(
    r"\{(?P<name>note|tip|hint|important|warning|caution|danger|attention|error|admonition|seealso|todo|dropdown"
    r"|tab-item|tab-set|card|grid|grid-item|grid-item-card|sidebar|margin|topic|epigraph|pull-quote|highlights"
    r"|versionadded|versionchanged|deprecated|figure|list-table|exercise|solution|prf:[a-z]+|glossary)\}"
)
_WIDE = r"[^\x00-\u2e7f]"
_PROSE = re.compile(
    rf"[ \t]+(?:[0-9(]{{1,4}}[.)]?[ \t]*)?{_WIDE}(?:[\x00-\u2e7f]{{0,12}}{_WIDE})*[\x00-\u2e7f]{{0,12}}$"
)
"""A line of Japanese, with few Latin letters or figures between: prose that is set in, hardly code."""
_SHORTEST_PROSE = 8
"""Characters; less may be an example of what is written."""
_SIGN = re.compile(r"```|~~~|<!--|^(?: {4}|\t)", re.MULTILINE)
"""Without one of them there is no code but in backticks, and no comment."""
_BACKTICKS = re.compile("`+")
_BLANK = re.compile(r"\n[ \t]*\n")


class Stretch(NamedTuple):
    """A half-open stretch of lines that is taken as it stands, and the length of the longest.

    ``is_wide`` if it is set in like code, but all of it is in Japanese.
    """

    start: int
    end: int
    is_wide: bool = False
    longest: int = 0

    @property
    def is_prose(self) -> bool:
        """Whether it is only set in like code."""
        return self.is_wide and self.longest >= _SHORTEST_PROSE


def directive_of(info: str) -> str:
    """The name of the directive (MyST) by which a fence's info string says that it holds text, if it does."""
    match = _DIRECTIVE.match(info.strip())
    return match["name"] if match else ""


class _Lines:
    """Walks the lines of a text and knows in which kind of code it stands."""

    def __init__(self, *, has_indented: bool, sees_comments: bool) -> None:
        self.has_indented = has_indented
        self.sees_comments = sees_comments
        self.fence = ""
        self.is_comment = False
        self.directives: list[str] = []
        self.follows_blank = True
        self.in_block = False
        self.in_indented = False

    def is_code(self, line: str) -> bool:
        """Whether the next line is code, or a fence, or in a comment; ``in_indented`` if it is set in."""
        if self.fence:
            close = _CLOSE.match(line)
            if close and close["fence"].startswith(self.fence):
                self.fence = ""
            return True
        if self.is_comment:
            self.is_comment = "-->" not in line
            return not self.sees_comments
        return self._opens(line)

    def _opens(self, line: str) -> bool:
        if not line or line.isspace():
            self.follows_blank = True
            return self.in_indented
        if self._is_indented(line):
            return True
        self.follows_blank = self.in_indented = False
        if ("```" in line or "~~~" in line) and self._opens_fence(line):
            return True
        comment = line.rfind("<!--")
        self.is_comment = comment >= 0 and line.find("-->", comment) < 0
        return False

    def _opens_fence(self, line: str) -> bool:
        match = _FENCE.match(line)
        if not match or (match["fence"][0] == "`" and "`" in match["info"]):
            return False
        if directive_of(match["info"]):
            self.directives.append(match["fence"])
            return False
        if self.directives and not match["info"].strip() and match["fence"].startswith(self.directives[-1]):
            self.directives.pop()
            return False
        self.fence = match["fence"]
        return True

    def _is_indented(self, line: str) -> bool:
        if not line.startswith(("    ", "\t")):
            if not line[0].isspace() or _HOLDS_INDENTED.match(line):
                self.in_block = bool(_HOLDS_INDENTED.match(line))
            return False
        if not self.in_indented and line.lstrip().startswith("</"):
            return False  # code does not begin with the end of an element
        self.in_indented = (
            self.has_indented and not self.in_block and (self.follows_blank or self.in_indented)
        )
        return self.in_indented


def opaque_stretches(text: str, *, has_indented: bool, sees_comments: bool = False) -> list[Stretch]:
    """The lines of code, in order, and of comments but their first ones, unless these are looked into."""
    found: list[Stretch] = []
    if not _SIGN.search(text):
        return found
    walk = _Lines(has_indented=has_indented, sees_comments=sees_comments)
    at, was_indented = 0, False
    begun, is_wide, longest = -1, False, 0
    for line in text.split("\n"):
        is_code = walk.is_code(line)
        if begun >= 0 and not (is_code and was_indented == walk.in_indented):
            found.append(Stretch(begun, at, is_wide, longest))
            begun = -1
        if is_code:
            ink = line.strip()
            if begun < 0:
                begun, is_wide, longest = at, walk.in_indented, 0
            is_wide = is_wide and (not ink or bool(_PROSE.match(line)))
            longest = max(longest, len(ink))
        was_indented = walk.in_indented
        at += len(line) + 1
    if begun >= 0:
        found.append(Stretch(begun, at, is_wide, longest))
    return found


def lucid_stretches(text: str, *, has_indented: bool) -> list[Stretch]:
    """What lies between code: only there a dialect is looked for. Comments are part of it."""
    found, at = [], 0
    for opaque in opaque_stretches(text, has_indented=has_indented, sees_comments=True):
        if opaque.start > at:
            found.append(Stretch(at, opaque.start))
        at = opaque.end
    return [*found, Stretch(at, len(text))] if at < len(text) else found


class Backticks:
    """The code spans of a text, found in linear time: where each run of backticks is closed."""

    def __init__(self, text: str) -> None:
        self._runs: dict[int, list[int]] = {}
        for run in _BACKTICKS.finditer(text):
            self._runs.setdefault(len(run[0]), []).append(run.start())
        self._blanks = [m.start() for m in _BLANK.finditer(text)] if self._runs else []

    def end_of(self, start: int, length: int) -> int:
        """Where the code span ends that opens at ``start``; -1 if it is not closed in its paragraph."""
        runs = self._runs.get(length, [])
        at = bisect_left(runs, start + length)
        if at == len(runs):
            return -1
        blank = bisect_left(self._blanks, start)
        if blank < len(self._blanks) and self._blanks[blank] < runs[at]:
            return -1
        return runs[at] + length
