"""What sites for novels give their authors of a work (Narō, Kakuyomu) -> its episodes as chapters.

Such a file says line by line what follows: ``【タイトル】``, ``【本文】``. What the site counts is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrate.article.parsed import Parsed
from narrate.article.plain.conventions import lines_and_skips
from narrate.article.plain.kinds import is_scene_break
from narrate.article.plain.wrapping import unwrapped
from narrate.article.serials.contents import chapters_in
from narrate.article.serials.labels import Holds, holds, is_separator, is_serial, site_figures
from narrate.article.skips.reasons import SCENE_BREAK
from narrate.messages import Message
from narrate.model import Paragraph, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narrate.article.lines import Line
    from narrate.model import Metadata, Source

__all__ = ["is_serial", "parse_serial"]

_LABEL = Message("label of the site")
_SEPARATOR = Message("line between episodes")
_SITE = Message("what the site tells of the work")
_SUMMARY = Message("summary of the work")
_DRAFT = Message("draft of an episode")


def parse_serial(source: Source, metadata: Metadata, start: int) -> Parsed:
    """The episodes of a work, each a chapter; those of a site's chapter stand below its name."""
    lines, skips = lines_and_skips(source, start)
    work = _Work()
    for part in _parts(source, lines):
        _read(part, work)
    about = replace(
        metadata,
        author=metadata.author or work.author,
        description=metadata.description or "\n".join(work.summary),
    )
    return Parsed(tuple(work.paragraphs), (*skips, *work.skips), about)


@dataclass
class _Work:
    """What has been read of a work: ``chapters`` has the names that stand above an episode, by its number."""

    author: str = ""
    summary: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    chapters: Mapping[int, tuple[Line, ...]] = field(default_factory=dict)
    episodes: int = 0
    has_title: bool = False

    def skip(self, line: Line, reason: Message) -> None:
        self.skips += [Skip(*span, reason) for span in line.passage.known_spans]

    def add(self, line: Line, role: Role, level: int = 0, *, after_break: bool = False) -> None:
        self.paragraphs.append(
            Paragraph(role, line.passage, (), after_break or line.after_break, line.level or level)
        )


def _parts(source: Source, lines: Sequence[Line]) -> Iterable[list[Line]]:
    """The lines of each file of an archive; all of them where the source is no archive."""
    at = 0
    for _, end in source.part_spans:
        first = at
        while at < len(lines) and lines[at].passage.origins[0] < end:
            at += 1
        yield [*lines[first:at]]


def _read(lines: Sequence[Line], work: _Work) -> None:
    """Read what stands below each label of a file."""
    groups = list(_groups(lines))
    is_whole_work = any(held is Holds.CONTENTS or _is_separated(label) for label, held, _ in groups)
    is_draft = any(
        held is Holds.STATE and [x.passage.text for x in below] == ["下書き"] for _, held, below in groups
    )
    is_part_of_more = bool(work.chapters) or work.has_title
    if held_text := not is_whole_work and any(held is Holds.TEXT for _, held, _ in groups):
        work.episodes += 1
        for chapter in work.chapters.get(work.episodes, ()):
            work.add(chapter, Role.HEADING, 2)
    for label, held, below in groups:
        if label is not None:
            work.skip(label, _SEPARATOR if _is_separated(label) else _LABEL)
        if is_draft and held_text and is_part_of_more:
            for line in below:
                work.skip(line, _DRAFT)
        elif held is Holds.TITLE and is_part_of_more:
            _take(Holds.EPISODE, below, work)
        else:
            _take(held, below, work)


def _groups(lines: Sequence[Line]) -> Iterable[tuple[Line | None, Holds, list[Line]]]:
    """Each label, what it says that the lines below it hold, and they."""
    label: Line | None = None
    held = Holds.FIGURES
    below: list[Line] = []
    is_below_text = False
    for at, line in enumerate(lines):
        found = holds(line.passage.text, is_below_text=is_below_text)
        if found is Holds.FIGURES and is_below_text and not site_figures(lines[at : at + 2]):
            found = None
        if found is None:
            below.append(line)
            continue
        if label is not None or below:
            yield label, held, below
        label, held, below = line, found, []
        is_below_text = found in (Holds.TEXT, Holds.FOREWORD, Holds.AFTERWORD)
    if label is not None or below:
        yield label, held, below


def _is_separated(label: Line | None) -> bool:
    return label is not None and is_separator(label.passage.text)


def _take(held: Holds, below: Sequence[Line], work: _Work) -> None:
    if held is Holds.TEXT:
        _take_text(below, work)
    elif held in (Holds.FOREWORD, Holds.AFTERWORD):
        for at, line in enumerate(unwrapped(below)):
            work.add(line, Role.NOTE, after_break=not at)
    elif held is Holds.TITLE and below and not work.has_title:
        work.has_title = True
        work.add(below[0], Role.HEADING if work.paragraphs else Role.TITLE, 2 if work.paragraphs else 0)
        _leave(below[1:], work, _SITE)
    elif held in (Holds.EPISODE, Holds.CHAPTER) and below:
        work.add(below[0], Role.HEADING, 2)
        _leave(below[1:], work, _SITE)
    elif held is Holds.AUTHOR and below:
        work.author = work.author or below[0].passage.text.removeprefix("@")
        _leave(below, work, _SITE)
    elif held is Holds.SUMMARY:
        work.summary += [line.passage.text for line in below]
        _leave(below, work, _SUMMARY)
    elif held is Holds.CONTENTS:
        work.chapters, others = chapters_in(below)
        _leave(others, work, _SITE)
    else:
        _leave(below, work, _SITE)


def _take_text(below: Sequence[Line], work: _Work) -> None:
    """A line is a paragraph; what parts scenes is a pause."""
    after_break = False
    for line in unwrapped(below):
        if line.role is None and is_scene_break(line.passage.text):
            work.skip(line, SCENE_BREAK)
            after_break = True
            continue
        work.add(line, line.role or Role.BODY, after_break=after_break)
        after_break = False


def _leave(lines: Iterable[Line], work: _Work, reason: Message) -> None:
    for line in lines:
        work.skip(line, reason)
