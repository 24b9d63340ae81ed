"""The spoken text laid out again as an article: cues gathered into paragraphs, paragraphs into chapters."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from narrate.model import Role
from narrate.site.sentences import ShownSentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrate.model import Cue, Edition


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list or quotation of several: each of ``paragraphs`` is a line of sentences."""

    role: Role
    paragraphs: tuple[tuple[ShownSentence, ...], ...]

    @property
    def opens_with_bracket(self) -> bool:
        """Whether it begins with a bracket, whose own blank counts toward the indent (JLREQ 3.1.5)."""
        return self.paragraphs[0][0].pieces[0].text[:1] in tuple("「『（〈《【〔")


@dataclass(frozen=True, slots=True)
class ChapterText:
    """A chapter with what is said in it. ``number`` counts from 1."""

    number: int
    title: str
    start_ms: int
    end_ms: int
    blocks: tuple[Block, ...]

    @property
    def has_heading(self) -> bool:
        """Whether its title is spoken, and so stands in its text."""
        return any(block.role in (Role.HEADING, Role.TITLE) for block in self.blocks)

    @property
    def sentences(self) -> tuple[ShownSentence, ...]:
        """All sentences in the order they are spoken."""
        return tuple(s for block in self.blocks for paragraph in block.paragraphs for s in paragraph)


_GATHERED = frozenset({Role.ITEM, Role.QUOTE})
"""Neighbours of these roles are one block: a list, a quotation."""


def chapter_texts(edition: Edition) -> tuple[ChapterText, ...]:
    """Every chapter with its text; sentences are named ``s1``, ``s2`` … through the whole edition."""
    by_chapter: dict[int, list[tuple[int, Cue]]] = {}
    for number, cue in enumerate((c for c in edition.cues if c.text.strip()), 1):
        by_chapter.setdefault(cue.chapter, []).append((number, cue))
    return tuple(
        ChapterText(index + 1, c.title, c.start_ms, c.end_ms, _blocks(by_chapter.get(index, ())))
        for index, c in enumerate(edition.chapters)
    )


def _blocks(cues: Iterable[tuple[int, Cue]]) -> tuple[Block, ...]:
    paragraphs = [
        (role, _sentences(run)) for (_, role), run in groupby(cues, lambda c: (c[1].paragraph, c[1].role))
    ]
    blocks: list[Block] = []
    for role, run in groupby(paragraphs, lambda p: p[0]):
        lines = tuple(sentences for _, sentences in run)
        blocks += [Block(role, lines)] if role in _GATHERED else [Block(role, (line,)) for line in lines]
    return tuple(blocks)


def _sentences(cues: Iterable[tuple[int, Cue]]) -> tuple[ShownSentence, ...]:
    shown: list[ShownSentence] = []
    before = ""
    for number, cue in cues:
        gap = " " if _meet_as_latin(before, cue.text) else ""
        shown.append(ShownSentence(f"s{number}", cue, gap))
        before = cue.text
    return tuple(shown)


def _meet_as_latin(before: str, after: str) -> bool:
    """Whether two sentences need a space between them, which Japanese ones do not."""
    return bool(before and after) and before[-1].isascii() and after[0].isascii()
