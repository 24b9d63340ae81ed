"""What sites for novels write in plain text, taken out of its lines; their headings and pauses are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.article.lines import Line, lines_in
from narrate.article.novel import MARKS, Marks, plain_marks, plain_pages
from narrate.article.plain.spans import (
    ARMOUR,
    SIGNS,
    STARS,
    without_armour,
    without_cells,
    without_spans,
    without_stars,
)
from narrate.article.rewriting import Rewriting
from narrate.model import Passage, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Skip, Source

_PAGES = ("[chapter:", "[newpage]")


def lines_and_skips(source: Source, start: int) -> tuple[list[Line], tuple[Skip, ...]]:
    """The lines from offset ``start`` on, and what in them is no text."""
    passage = Passage(source.text[start:], range(start, len(source.text)))
    marks = Marks()
    skips: tuple[Skip, ...] = ()
    if any(sign in passage.text for sign in _PAGES):
        pages = Rewriting(passage)
        plain_pages(pages, [(0, len(pages.text))], marks)
        passage, skips = pages.done(), (*pages.skips,)
    if any(sign in passage.text for sign in MARKS):
        spans = Rewriting(passage)
        plain_marks(spans, [(0, len(spans.text))])
        passage, skips = spans.done(), (*skips, *spans.skips)
    for sign, rewrite in ((ARMOUR, without_armour), (STARS, without_stars)):
        if sign in passage.text:
            made = Rewriting(passage)
            rewrite(made)
            passage, skips = made.done(), (*skips, *made.skips)
    if any(sign in passage.text for sign in SIGNS):
        for rewrite in (without_cells, without_spans):
            made = Rewriting(passage)
            rewrite(made)
            passage, skips = made.done(), (*skips, *made.skips)
    return _marked(lines_in(passage), marks), skips


def _marked(lines: Sequence[Line], marks: Marks) -> list[Line]:
    """The lines with the headings and pauses that stand at these offsets."""
    if not marks.headings and not marks.breaks:
        return list(lines)
    found, breaks = [], sorted(marks.breaks, reverse=True)
    for line in lines:
        first = line.passage.origins[0]
        after_break = False
        while breaks and breaks[-1] < first:
            breaks.pop()
            after_break = True
        is_heading = first in marks.headings
        role, level = (Role.HEADING, 2) if is_heading else (line.role, line.level)
        found.append(line._replace(role=role, level=level, after_break=after_break))
    return found
