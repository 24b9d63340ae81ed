"""Where the paragraphs of a page stand, and what they are to those who judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.article.lines import Line
from narrate.model import Passage, Role

if TYPE_CHECKING:
    from narrate.article.markup import Element
    from narrate.article.page.content.whole import Content
    from narrate.model import Paragraph, Source

_BESIDE = 1_500
"""Characters."""


def is_in(paragraph: Paragraph, element: Element) -> bool:
    """Whether a paragraph begins in an element."""
    return any(element.start <= o < element.end for o in paragraph.passage.known_origins[:1])


def less(paragraph: Paragraph, element: Element) -> Paragraph:
    """A paragraph without what of it stands in an element."""
    origins = paragraph.passage.origins
    inside = [n for n, origin in enumerate(origins) if element.start <= origin < element.end]
    if not inside:
        return paragraph
    rest = paragraph.without([(inside[0], inside[-1] + 1)])
    return rest._replace(passage=rest.passage.strip())


def is_near(passage: Passage, content: Content) -> bool:
    """Whether a text stands in the article, or right beside it."""
    places = passage.known_origins[:1]
    start, end = content.element.start - _BESIDE, content.element.end + _BESIDE
    return any(start <= place < end for place in places)


def is_prose(paragraph: Paragraph) -> bool:
    """Whether a paragraph of the text is written in sentences."""
    from narrate.article.plain.kinds import is_sentences

    return paragraph.role is Role.BODY and is_sentences(paragraph.passage.text)


def line_of(paragraph: Paragraph, *, is_open: bool) -> Line:
    """A paragraph as a line of plain text; one that is open may turn out to be something else."""
    role, breaks = None if is_open else paragraph.role, paragraph.after_scene_break
    return Line(paragraph.passage, False, True, role=role, level=paragraph.level, after_break=breaks)


def stretch_of(source: Source, start: int, end: int) -> Passage:
    """What a source holds from ``start`` to ``end``."""
    return Passage(source.text[start:end], range(start, end))
