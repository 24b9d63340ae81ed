"""A page without headings is judged as plain text is; what its elements say stays."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.article.page.stretches import is_in, line_of
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.article.lines import Line
    from narrate.article.markup import Element
    from narrate.article.page.sheet import Sheet
    from narrate.article.plain import PlainText
    from narrate.model import Metadata, Paragraph

_SETS_OFF = ("b", "strong", "font", "big", "em", "u")
_RUNS_ON = re.compile(
    r"(?:[！？!?…♪☆〜～]|わけで|けど|ので|から|ます|です|ました|でした|ない|[でがはをにへ])$"
)


def judged_as_plain(
    sheet: Sheet, paragraphs: Sequence[Paragraph], metadata: Metadata, called: str
) -> PlainText:
    """The text, with the headings that nothing but their words and places tells. ``called`` is its title."""
    from narrate.article.plain import judged

    known = {p.passage.text: p for p in paragraphs}
    text = judged(list(_lines(sheet, paragraphs)), replace(metadata, title=metadata.title or called))
    kept = tuple(_as_before(p, known.get(p.passage.text)) for p in text.paragraphs)
    return replace(text, paragraphs=kept, metadata=replace(text.metadata, title=metadata.title))


def _lines(sheet: Sheet, paragraphs: Sequence[Paragraph]) -> Iterator[Line]:
    closed = [*sheet.tree.all("figcaption", "caption"), *filter(_runs_on, sheet.tree.all("p"))]
    mark = sheet.words.image
    captions = {id(below) for above, below in pairwise(paragraphs) if above.passage.text.startswith(mark)}
    for paragraph in paragraphs:
        is_open = id(paragraph) not in captions and _is_open(paragraph, closed, mark)
        yield line_of(paragraph, is_open=is_open)


def _runs_on(paragraph: Element) -> bool:
    """Whether a paragraph that nothing sets off is said to the reader, or goes on in the next one."""
    is_set_off = paragraph["class"] or paragraph["style"] or paragraph.first(*_SETS_OFF) is not None
    return not is_set_off and _RUNS_ON.search(paragraph.text.strip()) is not None


def _is_open(paragraph: Paragraph, closed: Sequence[Element], image: str) -> bool:
    """Whether a paragraph may turn out to be a heading, or something else than it seems.

    ``closed`` hold none of these, ``image`` is what is said before the description of a picture.
    """
    is_plain = paragraph.role is Role.BODY and not paragraph.cuts
    is_plain = is_plain and not paragraph.passage.text.startswith(image)
    return is_plain and not any(is_in(paragraph, element) for element in closed)


def _as_before(judged: Paragraph, known: Paragraph | None) -> Paragraph:
    return judged if known is None else judged._replace(cuts=known.cuts)
