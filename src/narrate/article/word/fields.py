"""Fields: instructions and what they resulted in, which may go over several paragraphs (section 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.article.word.marks import CONTENTS, FIELD
from narrate.model import Passage

if TYPE_CHECKING:
    from narrate.messages import Message

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
class Shown:
    """What an instruction shows by itself: a text, and perhaps its reading."""

    base: Passage
    kana: Passage


class Fields:
    """The fields that have begun and not ended."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def silence(self) -> Message | None:
        """Why what stands here is not read, if it is not."""
        if any(opened.is_contents for opened in self._open):
            return CONTENTS
        return FIELD if any(not opened.has_result for opened in self._open) else None

    def begin(self) -> None:
        """A field begins."""
        self._open.append(_Field())

    def instruct(self, passage: Passage) -> None:
        """A piece of its instruction."""
        if self._open and not self._open[-1].has_result:
            self._open[-1].instruction.append(passage)

    def separate(self) -> Shown | None:
        """Its result begins; what it shows itself is given back."""
        if not self._open or self._open[-1].has_result:
            return None
        here = self._open[-1]
        here.has_result = True
        instruction = Passage.joined(here.instruction)
        here.is_contents = is_contents(instruction.text)
        return None if self.silence else _shown(instruction)

    def end(self) -> Shown | None:
        """It ends; what an instruction without a result shows is given back."""
        shown = self.separate()
        if self._open:
            self._open.pop()
        return shown


def is_contents(instruction: str) -> bool:
    """Whether an instruction makes a table of contents, or an index."""
    return (instruction.split() or [""])[0].upper() in _CONTENTS


def _shown(instruction: Passage) -> Shown | None:
    if match := _RUBY.fullmatch(instruction.text):
        return Shown(instruction[slice(*match.span("base"))], instruction[slice(*match.span("kana"))])
    if match := _COMBINED.fullmatch(instruction.text):
        return Shown(instruction[slice(*match.span("base"))], Passage("", ()))
    return None
