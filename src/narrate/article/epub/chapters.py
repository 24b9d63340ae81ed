"""Headings and their levels: those of the documents, and those that only the contents have."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.epub.matter import bare
from narrate.model import Paragraph, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narrate.article.epub.book import Book, Document
    from narrate.article.epub.contents import Entry

_LOOKED_AT = 3
"""Paragraphs below the place an entry leads to, in which its words are looked for."""
_NO_TITLES = frozenset({"本文", "text", "start", "body", "main", "bodymatter", "はじまり", "開始", "本編"})
"""What contents call the whole text, which nobody says."""
_NUMBER = re.compile(r"(?:第?[0-9〇一二三四五六七八九十百]{1,6}[章部編節話回]?|(?:chapter|part)[0-9]{1,4})?")
_TOP = 2
"""The level below the title's."""


class Chapter(NamedTuple):
    """An entry of the contents where it leads to: offsets of the source, ``end`` is that of its document."""

    label: Passage
    depth: int
    start: int
    end: int


def chapters_of(
    entries: Iterable[Entry],
    documents: Iterable[Document],
    book: Book,
    title: str,
    named: Mapping[str, Document],
) -> list[Chapter]:
    """The entries of contents that lead to one of the documents; what is called as the book is none.

    ``named`` are the documents that others only name, by the names of those.
    """
    places = {document.name: document for document in documents} | dict(named)
    twice = {document.name for document in named.values()}
    found: list[Chapter] = []
    starts: set[int] = set()
    for entry in entries:
        document = places.get(entry.name)
        label = bare(entry.label.text)
        if document is None or not label or label == bare(title):
            continue
        target = book.links.targets.get((entry.name, entry.fragment))
        start = document.start if target is None else max(document.start, target.start)
        leads_nowhere = bool(entry.fragment) and target is None
        if start in starts and (leads_nowhere or document.name in twice):
            continue  # what is here has its name
        starts.add(start)
        found.append(Chapter(entry.label, entry.depth, start, document.end))
    return found


def named_again(documents: Sequence[Sequence[Paragraph]]) -> dict[int, int]:
    """Documents that say but what the next one that says something begins with, and the numbers of those.

    That one's heading may have a number that theirs has not.
    """
    said = [at for at, found in enumerate(documents) if found]
    found: dict[int, int] = {}
    for at, after in reversed([*pairwise(said)]):
        if _is_named(documents[at], documents[after][0]):
            found[at] = found.get(after, after)
    return dict(reversed(found.items()))


def _is_named(found: Sequence[Paragraph], later: Paragraph) -> bool:
    first = found[0]
    if len(found) > 1 or not first.role is later.role is Role.HEADING:
        return False
    name, again = bare(first.passage.text), bare(later.passage.text)
    return bool(name) and again.endswith(name) and bool(_NUMBER.fullmatch(again.removesuffix(name)))


def with_chapters(paragraphs: Sequence[Paragraph], chapters: Sequence[Chapter]) -> list[Paragraph]:
    """The paragraphs with a heading at each chapter's start, its level by its depth in the contents.

    Where there are parts with chapters in them both are of the upper two levels. A heading that the contents
    do not list stands as far below the one above it as the book says.
    """
    if not chapters:
        return _ranked(paragraphs)
    top = 1 if max(c.depth for c in chapters) > min(c.depth for c in chapters) else _TOP
    top -= min(c.depth for c in chapters)
    book = _Book(paragraphs)
    for chapter in sorted(chapters, key=lambda c: c.start):
        book.set(chapter, chapter.depth + top)
    return book.paragraphs()


def _ranked(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Headings by their own levels, of which the highest is the one below the title."""
    levels = sorted({p.level for p in paragraphs if p.role is Role.HEADING})
    ranks = {level: rank for rank, level in enumerate(levels, _TOP)}
    return [p._replace(level=ranks[p.level]) if p.role is Role.HEADING else p for p in paragraphs]


class _Book:
    """Paragraphs, with what the contents say of them, by their numbers."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._all = list(paragraphs)
        self._starts = [p.start for p in paragraphs]
        self._headings: dict[int, Paragraph] = {}
        self._joined: set[int] = set()
        self._added: dict[int, list[Paragraph]] = {}

    def set(self, chapter: Chapter, level: int) -> None:
        """A chapter begins."""
        first = self._first(chapter)
        label = bare(chapter.label.text)
        for at in range(first, min(first + _LOOKED_AT, len(self._all))):
            if self._starts[at] >= chapter.end:
                break
            if at not in self._headings and (count := self._spelling(at, label)):
                self._take(at, count, level)
                return
        near = range(first, min(first + 2, len(self._all)))
        free = next((at for at in near if at not in self._headings), first)
        is_inside = free < len(self._all) and self._starts[free] < chapter.end
        if is_inside and free not in self._headings and self._all[free].role is Role.HEADING:
            self._take(free, 1, level)
        elif label and label not in _NO_TITLES:
            heading = Paragraph(Role.HEADING, chapter.label, level=level, anchor=chapter.start)
            self._added.setdefault(free, []).append(heading)

    def _first(self, chapter: Chapter) -> int:
        """The paragraph that stands where a chapter begins: the one there, or the next."""
        at = bisect_left(self._starts, chapter.start)
        before = self._all[at - 1].passage.known_origins if at else ()
        return at - 1 if before and before[0] <= chapter.start <= before[-1] else at

    def _spelling(self, at: int, label: str) -> int:
        """How many paragraphs, from one on, together say a label; 0 where they do not."""
        said = ""
        for count, paragraph in enumerate(self._all[at : at + _LOOKED_AT], 1):
            said += bare(paragraph.passage.text)
            if said == label:
                return count if label else 0
            if not label.startswith(said):
                return 0
        return 0

    def _take(self, at: int, count: int, level: int) -> None:
        parts = self._all[at : at + count]
        spaced = [part for p in parts for part in (Passage.unwritten("\u3000"), p.passage)][1:]
        passage = Passage.joined(spaced)
        self._headings[at] = parts[0]._replace(role=Role.HEADING, passage=passage, cuts=(), level=level)
        self._joined.update(range(at + 1, at + count))

    def paragraphs(self) -> list[Paragraph]:
        """All of it in order."""
        found: list[Paragraph] = []
        known = (_TOP, 1)  # the level of the last heading that the contents list, and what the book calls it
        for at, paragraph in enumerate(self._all):
            for added in self._added.get(at, ()):
                found.append(added)
                known = (added.level, 0)
            if at in self._joined:
                continue
            if (heading := self._headings.get(at)) is not None:
                known = (heading.level, paragraph.level)
                found.append(heading)
            elif paragraph.role is Role.HEADING:
                below = max(1, paragraph.level - known[1]) if known[1] else 1
                level = known[0] + below if paragraph.level > known[1] else max(known[0], _TOP)
                found.append(paragraph._replace(level=level))
            else:
                found.append(paragraph)
        return found + self._added.get(len(self._all), [])
