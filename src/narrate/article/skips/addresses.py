"""Addresses of the web that nobody reads out: alone on a line or in brackets, or the text of their own link.

One inside a sentence stays in it; how it is said is a matter of reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.model import NOWHERE, Format, Paragraph, Passage, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrate.model import Source

_PART = r"[^\s<>「」『』（）、。　\u3040-\u30ff\u4e00-\u9fff]"
_URL = re.compile(
    rf"(?:https?|ftp)://{_PART}+"
    rf"|(?<![A-Za-z0-9_@.])www\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/{_PART}*)?"
)
_MARKS_BESIDE = re.compile(
    r"(?:\[\^[^\]\n]{1,99}\]:|\d{1,3}[.)]|(?:URL|リンク|link)[ \t]*[:：]|[^\w。、！？])*", re.IGNORECASE
)
"""What may stand beside an address that is alone on its line: marks of lists and notes, arrows, a label."""
_OF_LINES = frozenset({Format.TEXT, Format.MARKDOWN})
_OPENING, _CLOSING = "（(〔［【", "）)〕］】"
_INK = re.compile(r"\w")
_NEVER_EMPTY = frozenset({Role.CATEGORY, Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.ANNOUNCEMENT})

_NAMES_A_SITE = re.compile(r"(?:://|^www\.).*[0-9A-Za-z]")
_BLANKED = Message("address of which the name is blanked out")
_ALONE = Message("address on a line of its own")
_IN_BRACKETS = Message("address in brackets")
_OWN_LINK = Message("address that is the text of its own link")


def without_addresses(
    source: Source, paragraphs: Iterable[Paragraph]
) -> tuple[list[Paragraph], tuple[Skip, ...]]:
    """The paragraphs less the addresses that nobody reads out, and these as skips."""
    lone = _LoneAddresses(source)
    kept: list[Paragraph] = []
    skips: list[Skip] = []
    for paragraph in paragraphs:
        if paragraph.role in _NEVER_EMPTY or not _URL.search(paragraph.passage.text):
            kept.append(paragraph)
            continue
        spans = list(_spans(paragraph, lone))
        rest = paragraph.without([(start, end) for start, end, _ in spans])
        for start, end, reason in spans:
            skips += _skips(paragraph.passage[start:end], reason)
        if not spans or _says_something(rest.passage):
            kept.append(rest)
        else:
            skips += _skips(rest.passage, spans[0][2])
    return kept, tuple(skips)


class _LoneAddresses:
    """Which lines of a source hold nothing but addresses: looked up once for each line."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._known: dict[tuple[int, int], bool] = {}

    def holds(self, paragraph: Paragraph, start: int) -> bool:
        """Whether the address at an offset of a passage has its line for itself.

        In a source of tags its line is what stands between two breaks of the paragraph.
        """
        if self.source.format not in _OF_LINES:
            return self._holds_between_breaks(paragraph, start)
        line = self.source.line_span(paragraph.passage.origins[start])
        if line not in self._known:
            self._known[line] = _is_lone(self.source.text[slice(*line)])
        return self._known[line]

    def _holds_between_breaks(self, paragraph: Paragraph, start: int) -> bool:
        passage, cuts = paragraph.passage, paragraph.cuts
        number = bisect_right(cuts, start)
        first = cuts[number - 1] if number else 0
        place = paragraph.start, first
        if place not in self._known:
            line = passage[first : cuts[number] if number < len(cuts) else len(passage)]
            self._known[place] = _is_lone(_written(line))
        return self._known[place]


def _is_lone(line: str) -> bool:
    return _MARKS_BESIDE.fullmatch(_URL.sub(" ", line)) is not None


def _written(line: Passage) -> str:
    """What of a line stands in the source: no number of a list that narrate says."""
    return "".join(c for c, o in zip(line.text, line.origins, strict=True) if o != NOWHERE)


def _spans(paragraph: Paragraph, lone: _LoneAddresses) -> Iterator[tuple[int, int, Message]]:
    """Each stretch of a paragraph's passage that is not read out, and why."""
    passage = paragraph.passage
    text = passage.text
    for match in _URL.finditer(text):
        start, end = match.span()
        origin = passage.origins[start]
        if origin == NOWHERE:
            continue
        while end > start and text[end - 1] in _CLOSING + ".,;:":
            end -= 1
        is_enclosed = start and end < len(text) and text[start - 1] in _OPENING and text[end] in _CLOSING
        if not _NAMES_A_SITE.search(match[0]):
            yield start, match.end(), _BLANKED
        elif _is_own_link(lone.source.text, origin, passage.origins[end - 1]):
            yield start, end, _OWN_LINK
        elif lone.holds(paragraph, start):
            yield start, match.end(), _ALONE
        elif is_enclosed:
            yield start - 1, end + 1, _IN_BRACKETS


def _is_own_link(text: str, first: int, last: int) -> bool:
    """Whether an address stands in the source as ``[address](address)``, with or without its scheme."""
    if not first or text[first - 1] != "[" or not text.startswith("](", last + 1):
        return False
    shown = text[first : last + 1].partition("://")[2] or text[first : last + 1]
    target = text[last + 3 : last + 20 + len(shown)].lstrip("<").partition("://")[2]
    return target.startswith(shown.rstrip("/…."))


def _says_something(passage: Passage) -> bool:
    """Whether something of the source is left to be said, numbers of lists and notes aside."""
    known = "".join(c for c, o in zip(passage.text, passage.origins, strict=True) if o != NOWHERE)
    return bool(_INK.search(_MARKS_BESIDE.sub("", known.strip(), count=1)) and not known.strip().isdecimal())


def _skips(passage: Passage, reason: Message) -> list[Skip]:
    return [Skip(start, end, reason) for start, end in passage.known_spans]
