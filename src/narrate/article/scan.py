"""A notation's constructs, looked for from left to right, each claimed by its rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from narrate.article.skips.reasons import FOOTNOTE_MARK, RUBY
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

MARKUP = Message("markup")
TARGET = Message("link target")
IMAGE = Message("mark of an image")
BREAK = Message("line break")
FENCE = "~" * 9

_LONGEST = 4_000
"""Characters of a shortcode, a formula or a comment in an expression."""

_FIRST_LINE = re.compile(
    r"\s*(?P<line>[^\s*#\[\](){}=:;|<>'&\-][^\n。]{0,69})(?=\n[ \t]*\n|\n[ \t\u3000]*[*=\[#])"
)


class Scan:
    """A text on its way."""

    def __init__(self, made: Rewriting) -> None:
        self.made = made
        self.text = made.text
        self._closers: dict[int, tuple[Message, str]] = {}
        self.pairs: dict[int, int] = {}
        self._known: dict[str, tuple[int, int, re.Match[str] | None]] = {}
        self._next: dict[str, int] = {}

    def find(self, closer: str, start: int) -> int:
        """Where ``closer`` stands next; asked of from left to right, which searches the text only once."""
        known = self._next.get(closer, 0)
        if 0 <= known < start or not known:
            known = self._next[closer] = self.text.find(closer, start)
        return known

    def near(self, closer: str, start: int) -> int:
        """Where ``closer`` stands in the next few thousand characters: what it closes is no longer."""
        at = self.find(closer, start)
        return at if at - start <= _LONGEST else -1

    def search(self, pattern: str, start: int) -> re.Match[str] | None:
        """The next place behind ``start`` that fits; asked of from left to right, it searches once."""
        asked, known, match = self._known.get(pattern, (len(self.text) + 1, -1, None))
        if asked > start or (match is not None and known < start):
            match = re.compile(pattern, re.MULTILINE).search(self.text, start)
            self._known[pattern] = (start, match.start() if match else -1, match)
        return match

    def drop(self, start: int, end: int, reason: Message) -> bool:
        """Leave out what stands there."""
        self.made.keep(start)
        self.made.drop(end, reason)
        return True

    def skip(self, match: re.Match[str], reason: Message) -> bool:
        """Leave out all of it."""
        return self.drop(match.start(), match.end(), reason)

    def strip(self, match: re.Match[str], group: str, reason: Message = MARKUP) -> bool:
        """Keep what a group holds, and leave out the marks around it."""
        start, end = match.span(group)
        self.drop(match.start(), start, reason)
        return self.drop(end, match.end(), reason)

    def ruby(self, outer: tuple[int, int], base: tuple[int, int], kana: tuple[int, int]) -> bool:
        """Write it as ``｜base《kana》``, which stands everywhere, in a table too."""
        made = self.made
        self.drop(outer[0], base[0] - 1, RUBY)
        made.exchange(base[0], "｜")
        made.keep(base[1])
        made.drop(kana[0] - 1, RUBY)
        made.exchange(kana[0], "《")
        made.keep(kana[1])
        made.exchange(kana[1] + 1, "》")
        made.drop(outer[1], RUBY)
        return True

    def instead(self, match: re.Match[str], text: str, reason: Message = MARKUP) -> bool:
        """Leave out all of it, and write ``text``."""
        self.skip(match, reason)
        self.made.put(text)
        return True

    def put(self, at: int, text: str) -> None:
        """Write ``text`` before what stands at a position."""
        self.made.keep(at)
        self.made.put(text)

    def heading(self, match: re.Match[str], group: str, level: int) -> bool:
        """A line is a heading, which ``group`` is the words of."""
        return self.paragraph(match, group, f"{'#' * level} ")

    def paragraph(self, match: re.Match[str], group: str, mark: str = "") -> bool:
        """What ``group`` holds is a paragraph of its own, which begins with ``mark``."""
        self.put(match.start(), f"\n\n{mark}")
        self.strip(match, group)
        self.made.put("\n\n")
        return True

    def note(self, start: int, first: int, last: int, end: int) -> bool:
        """What stands from ``first`` to ``last`` is a note in the text, what stands around it its marks."""
        self.drop(start, first, FOOTNOTE_MARK)
        self.made.put("^[")
        self.made.keep(last)
        self.made.put("]")
        return self.drop(last, end, FOOTNOTE_MARK)

    def picture(self, match: re.Match[str], group: str, end: int) -> bool:
        """A picture up to ``end``, which ``group`` describes, if it holds anything."""
        if not match[group]:
            return self.drop(match.start(), end, IMAGE)
        self.drop(match.start(), match.start(group), IMAGE)
        self.made.put("\n\n![")
        self.made.keep(match.end(group))
        self.made.put("](.)\n\n")
        return self.drop(match.end(group), end, IMAGE)

    def code(self, start: int, first: int, last: int, end: int) -> bool:
        """The lines from ``first`` to ``last`` are code, what stands around them its marks."""
        self.put(start, f"\n\n{FENCE}\n")
        self.drop(start, first, MARKUP)
        self.made.keep(last)
        self.made.put(f"\n{FENCE}\n\n")
        return self.drop(last, end, MARKUP)

    def open(self, closer: int, reason: Message = MARKUP, text: str = "") -> None:
        """What stands at ``closer`` closes something: it is left out, and ``text`` is written there."""
        self._closers[closer] = reason, text

    def close(self, match: re.Match[str]) -> bool:
        """A mark that closes something, if it does."""
        closer = self._closers.get(match.start())
        return closer is not None and self.instead(match, closer[1], closer[0])


Scanner = TypeVar("Scanner", bound=Scan)
Rule: TypeAlias = Callable[[Scanner, re.Match[str]], bool]
Kinds: TypeAlias = Mapping[str, "Rule[Scanner]"]
Finder: TypeAlias = Callable[[str, int, int], "re.Match[str] | None"]


def rewrite(
    scan: Scanner, find: Finder, kinds: Kinds[Scanner], stretches: Sequence[tuple[int, int]] | None = None
) -> None:
    """Give each construct in these stretches to the rule of its kind; one it refuses stays as it stands.

    Without stretches all of the text is looked through.
    """
    for start, end in [(0, len(scan.text))] if stretches is None else stretches:
        at = max(start, scan.made.at)
        while at < end and (match := find(scan.text, at, end)):
            is_taken = _kind_of(match, kinds)(scan, match)
            at = max(match.end() if is_taken else match.start() + 1, scan.made.at, at + (not match[0]))


def _kind_of(match: re.Match[str], kinds: Kinds[Scanner]) -> Rule[Scanner]:
    known = kinds.get(match.lastgroup or "")
    return known or next(rule for name, rule in kinds.items() if match[name] is not None)


def name_by_first_line(scan: Scan) -> None:
    """The first line is the title where it stands apart and is no sentence."""
    match = _FIRST_LINE.match(scan.text)
    if match:
        scan.put(match.start("line"), "# ")
        scan.made.keep(match.end())
        scan.made.put("\n")


def skipped(reason: Message) -> Rule[Scan]:
    """The rule of what is left out."""
    return lambda scan, match: scan.skip(match, reason)


def inside(group: str, reason: Message = MARKUP) -> Rule[Scan]:
    """The rule of marks around what ``group`` holds; where it stands nowhere, all is left out."""
    return lambda scan, match: (
        scan.skip(match, reason) if match[group] is None else scan.strip(match, group, reason)
    )


def instead(text: str, reason: Message = MARKUP) -> Rule[Scan]:
    """The rule of what ``text`` is written for."""
    return lambda scan, match: scan.instead(match, text, reason)


def opened(group: str, text: str = "", closing: str = "", reason: Message = MARKUP) -> Rule[Scan]:
    """The rule of a mark that ``group`` closes, and what is written for either."""

    def rule(scan: Scan, match: re.Match[str]) -> bool:
        scan.open(match.start(group), reason, closing)
        return scan.instead(match, text, reason)

    return rule


def noted(group: str) -> Rule[Scan]:
    """The rule of a mark that begins a note in the text, which ``group`` closes."""
    return opened(group, "^[", "]", FOOTNOTE_MARK)


def broken(scan: Scan, match: re.Match[str]) -> bool:
    """The rule of what ends a line: one that ends there anyway needs no other end."""
    is_last = scan.text[match.end() : match.end() + 1] == "\n"
    return scan.instead(match, "\\" if is_last else "\\\n", BREAK)


def broken_inside(scan: Scan, match: re.Match[str]) -> bool:
    """The rule of what ends a line before its end: at it, it says nothing."""
    is_last = scan.text[match.end() : match.end() + 1] in ("\n", "")
    return scan.instead(match, "" if is_last else "\\\n", BREAK)


def kept(scan: Scan, match: re.Match[str]) -> bool:
    """The rule of what stays as it stands, with nothing in it looked at."""
    scan.made.keep(match.end())
    return True


def closed(scan: Scan, match: re.Match[str]) -> bool:
    """The rule of what closes a construct."""
    return scan.close(match)
