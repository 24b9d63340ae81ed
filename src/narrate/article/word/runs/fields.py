"""Fields: instructions and what they resulted in, which may go over several paragraphs (section 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.article.skips.reasons import CONTENTS
from narrate.article.word.marks import FIELD, STORIES, read_in, value
from narrate.model import Passage

if TYPE_CHECKING:
    from narrate.article.markup import Element
    from narrate.messages import Message

_NOTHING = Passage("", ())
_CONTENTS = frozenset({"TOC", "INDEX", "TOA"})
_RUBY = re.compile(
    r"\s*EQ\b.{0,200}?\\o\s*(?:\\a[dclr])?\s*\(\s*\\s\s*(?:\\up|\\do)\s*[\d.]*\s*\((?P<kana>[^()]{1,60})\)\s*[,;，]"
    r"\s*(?P<base>[^()]{1,60})\)\s*",
    re.IGNORECASE | re.DOTALL,
)
"""The phonetic guide of older documents."""
_COMBINED = re.compile(
    r"\s*EQ\b.{0,200}?\\o\s*(?:\\a[dclr])?\s*\(\s*[○◯△▲□■◇◆]\s*[,;，]\s*(?P<base>[^()]{1,20})\)\s*",
    re.IGNORECASE | re.DOTALL,
)
"""A character with something drawn around it."""


@dataclass(slots=True)
class _Field:
    is_contents: bool = False
    has_result: bool = False
    instruction: list[Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """An instruction as a whole, and what it shows by itself: a text, and perhaps its reading."""

    instruction: Passage
    base: Passage = _NOTHING
    kana: Passage = _NOTHING


class Fields:
    """The fields that have begun and not ended. ``endless`` are the places of those that never do."""

    def __init__(self, story: Element) -> None:
        self._open: list[_Field] = []
        self._in_contents = self._in_instructions = 0
        self._endless = frozenset(_endless(story))

    @property
    def silence(self) -> Message | None:
        """Why what stands here is not read, if it is not."""
        return CONTENTS if self._in_contents else FIELD if self._in_instructions else None

    def begin(self, place: int) -> None:
        """A field begins."""
        if place not in self._endless:
            self._open.append(_Field())
            self._in_instructions += 1

    def takes(self, passage: Passage) -> bool:
        """Take a piece of an instruction, if one is being given."""
        is_given = bool(self._open) and not self._open[-1].has_result
        if is_given:
            self._open[-1].instruction.append(passage)
        return is_given

    def separate(self) -> Told:
        """Its result begins: the instruction is complete."""
        if not self._open or self._open[-1].has_result:
            return Told(_NOTHING)
        here = self._open[-1]
        here.has_result = True
        instruction = Passage.joined(here.instruction)
        here.is_contents = is_contents(instruction.text)
        self._in_instructions -= 1
        self._in_contents += here.is_contents
        return Told(instruction) if self.silence else _told(instruction)

    def end(self) -> Told:
        """It ends; what an instruction without a result shows is given back."""
        told = self.separate()
        if self._open:
            self._in_contents -= self._open.pop().is_contents
        return told


def _endless(story: Element) -> list[int]:
    """The places of the fields that begin and do not end, as in damaged documents."""
    begun: list[int] = []
    waiting = [story]
    while waiting:
        element = waiting.pop()
        kind = value(element, "fldCharType") if element.name == "fldChar" else ""
        if kind == "begin":
            begun.append(element.start)
        elif kind == "end" and begun:
            begun.pop()
        waiting += reversed([inner for inner in read_in(element) if inner.name not in STORIES])
    return begun


def is_contents(instruction: str) -> bool:
    """Whether an instruction makes a table of contents, or an index."""
    return (instruction.split() or [""])[0].upper() in _CONTENTS


def _told(instruction: Passage) -> Told:
    if match := _RUBY.fullmatch(instruction.text):
        spans = match.span("base"), match.span("kana")
        return Told(instruction, *(instruction[start:end] for start, end in spans))
    if match := _COMBINED.fullmatch(instruction.text):
        start, end = match.span("base")
        return Told(instruction, instruction[start:end])
    return Told(instruction)
