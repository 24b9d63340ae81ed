"""Where the content of a Markdown block stands in its source, and what of the source nobody claimed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.model import NOWHERE, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.model import Paragraph, Source

_UNCLAIMED = re.compile(rb"\0+")
_INK = re.compile(r"\S+")
_MARKUP = re.compile(rb"\x01+")
_MARKS = bytes(0 if chr(code).isalnum() or chr(code) in " ?" else 33 <= code < 127 for code in range(256))
"""1 for what is a mark in ASCII, but for what is written instead of all other characters."""


class Places:
    """Finds the parser's content again. Lines count from 0."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._starts, self._text = source.line_starts, source.text
        self._read_to: dict[int, int] = {}

    def line_start(self, line: int) -> int:
        """The source offset at which a line begins; the text's end for a line behind the last."""
        starts = self._starts
        return starts[line] if line < len(starts) else len(self.source.text)

    def unread(self, line: int) -> int:
        """The source offset behind all that was found on a line so far."""
        return self.line_start(line) + self._read_to.get(line, 0)

    def mark_read(self, line: int, offset: int) -> None:
        """Look for what follows on this line only from ``offset`` on."""
        self._read_to[line] = offset - self.line_start(line)

    def origins(self, content: str, lines: tuple[int, int], *, is_cell: bool = False) -> Sequence[int]:
        """The source offset of each character of ``content``, which was cut out of these lines."""
        first, *others = content.split("\n")
        number = lines[0]
        if lines[1] - number > 1:
            number = next((n for n in range(*lines) if self._holds(n, first)), number)
        start = self._line_origins(number, first, is_cell=is_cell)
        if not others:
            return start
        origins = [*start]
        for line in others:
            number += 1
            origins += [self.line_start(number) - 1, *self._line_origins(number, line, is_cell=False)]
        return origins

    def _holds(self, number: int, part: str) -> bool:
        """White space, ideographic too, is stripped off a block, and with it whole lines.

        The parser does not take every separator for white space: one may be all that a line holds.
        """
        return _found(self._line(number), part.strip() or part, self._read_to.get(number, 0)) is not None

    def _line(self, number: int) -> str:
        starts = self._starts
        if number + 1 < len(starts):
            return self._text[starts[number] : starts[number + 1] - 1]
        return self._text[self.line_start(number) :].rstrip("\n")

    def _line_origins(self, number: int, part: str, *, is_cell: bool) -> Sequence[int]:
        whole, text = self._line(number), part.strip()
        at = self._read_to.get(number, 0)
        if whole == part and text and not at and not is_cell:
            self._read_to[number] = len(whole) - len(whole.lstrip()) + len(text)
            return range(self._starts[number], self._starts[number] + len(whole))
        tail = len(whole.rstrip()) - len(text)
        if not is_cell and tail >= at and whole.rstrip().endswith(text):
            at = tail
        found = _found(whole, text, at)
        assert found is not None, f"Markdown content {part!r} is not in its line {whole!r}"
        begin, end = found
        self._read_to[number] = end
        start = self.line_start(number)
        if whole[begin:end] == part:
            return range(start + begin, start + end)
        before, after = len(part) - len(part.lstrip()), len(part) - len(part.rstrip()) if text else 0
        places = [
            *range(begin - before, begin),
            *_places(whole, text, begin),
            *range(end, end + after),
        ]
        return [
            start + place if 0 <= place < len(whole) and whole[place] == character else NOWHERE
            for place, character in zip(places, part, strict=True)
        ]


def _found(whole: str, text: str, at: int) -> tuple[int, int] | None:
    """Where ``text`` stands in ``whole`` from ``at`` on; an escaped bar in a table cell stands for a bar."""
    if whole.startswith(text, at):
        return at, at + len(text)
    if "|" in text and "\\|" in whole:
        match = re.compile(r"\\?\|".join(map(re.escape, text.split("|")))).search(whole, at)
        return match.span() if match else None
    begin = whole.find(text, min(at, len(whole)))
    return None if begin < 0 else (begin, begin + len(text))


def _places(whole: str, text: str, begin: int) -> list[int]:
    if "|" not in text:
        return list(range(begin, begin + len(text)))
    places, i = [], begin
    for character in text:
        i += whole[i] != character
        places.append(i)
        i += 1
    return places


def leftovers(
    source: Source,
    paragraphs: Sequence[Paragraph],
    skips: Iterable[Skip],
    first: Iterable[Skip],
    last: Iterable[Skip],
) -> list[Skip]:
    """What nobody claimed: inside ``first``, then marks, then inside ``last``.

    Letters outside of these are no leftovers.
    """
    text = source.text
    claimed = bytearray(len(text))
    for paragraph in paragraphs:
        for begin, end in paragraph.passage.known_spans:
            claimed[begin:end] = b"\1" * (end - begin)
    for skip in skips:
        claimed[skip.start : skip.end] = b"\1" * (skip.end - skip.start)
    found = _unclaimed(text, claimed, first)
    markup = Message("markup")
    marks = [Skip(*match.span(), markup) for match in _MARKUP.finditer(_marks(text, claimed))]
    for mark in marks:
        claimed[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    return [*found, *marks, *_unclaimed(text, claimed, last)]


def _unclaimed(text: str, claimed: bytearray, loose: Iterable[Skip]) -> list[Skip]:
    """What of these stretches nobody claimed; they claim it."""
    found = []
    for begin, end, reason in loose:
        if begin < end and 0 in claimed[begin:end]:
            for gap in _UNCLAIMED.finditer(claimed, begin, end):
                found += [Skip(*ink.span(), reason) for ink in _INK.finditer(text, *gap.span())]
            claimed[begin:end] = b"\1" * (end - begin)
    return found


def _marks(text: str, claimed: bytearray) -> bytes:
    """A byte for each character: 1 for the marks that nobody claimed. All at once, as two large numbers."""
    marks = text.replace("?", "!").encode("ascii", "replace").translate(_MARKS)
    free = int.from_bytes(marks, "little") & ~int.from_bytes(claimed, "little")
    return free.to_bytes(len(text), "little")
