"""Paragraphs -> sections: the title block on top, then one section for each heading that makes a chapter."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from narrate.errors import PIPED_IN, SourceError
from narrate.ground.choices import DEFAULT_CHAPTERS
from narrate.ground.wording import words_of
from narrate.messages import Listed, Message
from narrate.model import Article, Paragraph, Passage, Role, Section, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.model import Metadata, Source

MOST_CHAPTERS = 255
"""A CTOC frame counts its children in one byte (ID3v2 Chapter Frame Addendum 1.0, section 3.2)."""

_TITLE_ROLES = (Role.CATEGORY, Role.TITLE, Role.SUBTITLE)
_IDENTITY = re.compile(r"[ _-][0-9a-f]{32}$")
"""What Notion adds to the names of files."""
_OTHER_TITLE = Message("another title stands for it")
_TOP = 3
"""Paragraphs in which an article's own title is looked for."""
_READ_ROLES = frozenset({Role.LEAD, Role.BODY, Role.ITEM, Role.QUOTE, Role.NOTE})


def article_of(
    source: Source,
    metadata: Metadata,
    paragraphs: Iterable[Paragraph],
    skips: tuple[Skip, ...],
    notes: tuple[Message, ...],
    chapters: int = DEFAULT_CHAPTERS,
) -> Article:
    """Sort an article's paragraphs into sections, one for each heading of the upper levels.

    ``chapters`` is how many levels make sections, if the front matter does not say.

    Raises:
        SourceError: no paragraph but headings.
    """
    body = _with_title(list(paragraphs), metadata)
    body, skips = _with_front_matter_titles(body, metadata, source, skips)
    if not any(p.role in _READ_ROLES for p in body):
        raise SourceError(
            Message("there is nothing to read but headings") if body else Message("there is nothing to read"),
            hint=Message("write at least one paragraph"),
            path=source.path,
        )
    title = _first_text(body, Role.TITLE) or metadata.title or _file_title(source, metadata)
    deepest = _deepest_chapter(body, metadata.chapters or chapters)
    sections, overflow = _limited(_split(body, title, deepest))
    doubles = [t for t, n in Counter(s.title for s in sections).items() if n > 1]
    if doubles:
        notes += (
            Message(
                "several chapters are called {titles}; --section needs their numbers",
                titles=Listed(doubles[:3]),
            ),
        )
    return Article(source, metadata, tuple(sections), skips, notes + overflow)


def _file_title(source: Source, metadata: Metadata) -> str:
    """What a file is called; what was piped in has no name."""
    if str(source.path) == PIPED_IN:
        return words_of(metadata.language).untitled
    return _IDENTITY.sub("", source.path.stem)


def retitled(article: Article, title: str) -> Article:
    """The article with another title in place of its own, which is left out."""
    first, *others = article.sections
    own = [p for p in first.paragraphs if p.role is Role.TITLE]
    below = [p for p in first.paragraphs if p.role is not Role.TITLE]
    above = sum(p.role is Role.CATEGORY for p in below[:1])
    said = Paragraph(Role.TITLE, Passage.unwritten(title), anchor=0)
    spans = [span for paragraph in own for span in paragraph.passage.known_spans]
    top = Section(title, 1, (*below[:above], said, *below[above:]))
    if below and below[0].role is Role.HEADING:
        top, others = Section(title, 1, (said,)), list(article.sections)
    return replace(
        article,
        metadata=replace(article.metadata, title=title),
        sections=(top, *others),
        skips=article.skips + tuple(Skip(start, end, _OTHER_TITLE) for start, end in spans),
    )


def _first_text(paragraphs: Sequence[Paragraph], role: Role) -> str:
    return next((p.passage.text for p in paragraphs if p.role is role), "")


def _with_title(paragraphs: list[Paragraph], metadata: Metadata) -> list[Paragraph]:
    """A level-1 heading on top is the title, unless front matter names another.

    One that no other heading has its level with may stand below a picture or two.
    """
    at = next((n for n, p in enumerate(paragraphs[:_TOP]) if p.role is Role.HEADING), 0)
    if any(p.role is Role.TITLE for p in paragraphs[:_TOP]):
        return paragraphs
    if not paragraphs or paragraphs[at].role is not Role.HEADING or paragraphs[at].level != 1:
        return paragraphs
    first = paragraphs[at]
    is_lone = sum(p.role is Role.HEADING and p.level == 1 for p in paragraphs) == 1
    if metadata.title not in ("", first.passage.text) or (at and not is_lone):
        return paragraphs
    return [*paragraphs[:at], first._replace(role=Role.TITLE), *paragraphs[at + 1 :]]


def _with_front_matter_titles(
    paragraphs: list[Paragraph], metadata: Metadata, source: Source, skips: tuple[Skip, ...]
) -> tuple[list[Paragraph], tuple[Skip, ...]]:
    """Put category, title and subtitle from the front matter on top where the text has none."""
    texts = (metadata.category, metadata.title, metadata.subtitle)
    top = []
    for role, text in zip(_TITLE_ROLES, texts, strict=True):
        own = next((p for p in paragraphs[:_TOP] if p.role is role), None)
        if own is not None:
            top.append(own)
        elif text:
            top.append(Paragraph(role, _found_in_front_matter(role, text, source, skips), anchor=0))
    spoken = {origin for p in top for origin in p.passage.known_origins}
    if skips and skips[0].start == 0 and any(o < skips[0].end for o in spoken):
        skips = (*_less(skips[0], spoken), *skips[1:])
    return top + [p for p in paragraphs if p.role not in _TITLE_ROLES], skips


def _found_in_front_matter(role: Role, text: str, source: Source, skips: tuple[Skip, ...]) -> Passage:
    """The value on its key's line; one that is folded or escaped there stands nowhere."""
    end = skips[0].end if skips and skips[0].start == 0 else 0
    line = re.compile(rf"^[ \t{{]*[\"']?{role}[\"']?[ \t]*[:=][ \t]*[\"']?({re.escape(text)})", re.MULTILINE)
    found = line.search(source.text, 0, end)
    return Passage(text, range(*found.span(1))) if found else Passage.unwritten(text)


def _less(skip: Skip, spoken: set[int]) -> tuple[Skip, ...]:
    """What is left of a skip when some of its characters are spoken after all."""
    parts, start = [], None
    for i in range(skip.start, skip.end + 1):
        inside = i < skip.end and i not in spoken
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            parts.append(Skip(start, i, skip.reason))
            start = None
    return tuple(parts)


def _deepest_chapter(paragraphs: Sequence[Paragraph], chapters: int) -> int:
    """The deepest level whose headings make chapters.

    The title's own level always does: that of a level-1 heading on top, or of one that stands alone on its
    level above others. Below it as many levels do as ``chapters`` says, of those that occur.
    """
    counts = Counter(p.level for p in paragraphs if p.role is Role.HEADING)
    levels = sorted(counts)
    has_own_title = any(p.role is Role.TITLE and p.level == 1 for p in paragraphs)
    if levels and levels[0] == 1 and (has_own_title or counts[1] == 1):
        chapters += 1
    return levels[:chapters][-1] if levels else 0


def _split(paragraphs: Sequence[Paragraph], title: str, deepest: int) -> list[Section]:
    """One section from the top to the first heading, then one for each heading down to the deepest level."""
    groups: list[list[Paragraph]] = [[]]
    for paragraph in paragraphs:
        if paragraph.role is Role.HEADING and paragraph.level <= deepest:
            groups.append([])
        groups[-1].append(paragraph)
    sections = [Section(title, 1, tuple(groups[0]))] if groups[0] else []
    return sections + [Section(g[0].passage.text, g[0].level, tuple(g)) for g in groups[1:]]


def _limited(sections: list[Section]) -> tuple[list[Section], tuple[Message, ...]]:
    """At most `MOST_CHAPTERS` sections: the deepest headings stop being chapters first, then the last."""
    total, deepest = len(sections), max(s.level for s in sections)
    while len(sections) > MOST_CHAPTERS and deepest > 2:
        sections = _merged(sections, [at == 0 or s.level < deepest for at, s in enumerate(sections)])
        deepest -= 1
    if len(sections) > MOST_CHAPTERS:
        sections = _merged(sections, [at < MOST_CHAPTERS for at in range(len(sections))])
    if len(sections) == total:
        return sections, ()
    note = Message(
        "{total} headings, but a file holds {most} chapters at most: "
        "{count} headings are spoken without a chapter mark of their own",
        total=total,
        most=MOST_CHAPTERS,
        count=total - len(sections),
    )
    return sections, (note,)


def _merged(sections: list[Section], is_chapter: list[bool]) -> list[Section]:
    groups: list[list[Section]] = []
    for section, begins in zip(sections, is_chapter, strict=True):
        if begins:
            groups.append([])
        groups[-1].append(section)
    return [
        replace(group[0], paragraphs=tuple(chain.from_iterable(s.paragraphs for s in group)))
        for group in groups
    ]
