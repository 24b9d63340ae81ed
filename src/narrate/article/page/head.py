"""A page's title and what leads in below it, where the page sets both apart from its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.article.page.content.furniture import BYLINE, NAVIGATION, why_furniture, why_silent
from narrate.article.page.credits import credits_on_top
from narrate.article.page.stretches import is_in, less
from narrate.article.page.title import is_site
from narrate.messages import Message
from narrate.model import Paragraph, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.article.markup import Element
    from narrate.article.page.content.whole import Content
    from narrate.article.page.sheet import Sheet

ABOVE = Message("above the title")
_SITE = Message("name of the site")
_COUNTER = re.compile(r"\s*[（(]\d{1,3}\s*[/／]\s*\d{1,3}(?:\s*ページ)?[)）]\s*$")
_ENDED = "。"
_LONGEST_LEAD = 600


@dataclass(slots=True)
class Headed:
    """A page's title, what stands below it, and what of both is not read."""

    title: Paragraph | None
    paragraphs: list[Paragraph]
    dropped: list[tuple[Passage, Message]] = field(default_factory=list)


def headed(sheet: Sheet, paragraphs: list[Paragraph], heading: Element | None) -> Headed:
    """The paragraphs below the title; what is above it leads to other pages."""
    spoken = sheet.flow([heading], sheet.content.reasons).paragraphs if heading is not None else ()
    named = [p.passage for p in spoken if p.role is not Role.ANNOUNCEMENT]
    if heading is None or not named:
        return Headed(None, paragraphs)
    found = Headed(Paragraph(Role.TITLE, Passage.joined(named)), [])
    at = next((n for n, p in enumerate(paragraphs) if is_in(p, heading)), None)
    below = [rest for p in paragraphs[at or 0 :] if (rest := less(p, heading)).passage.text.strip()]
    origins = {origin for passage in named for origin in passage.known_origins}
    if not origins.isdisjoint(o for p in below for o in p.passage.known_origins):
        return Headed(None, paragraphs)
    _drop_counter(found)
    found.dropped += [(above.passage, ABOVE) for above in paragraphs[:at] if at]
    found.paragraphs += below if at is not None else [*_lead(sheet, heading, found), *below]
    if at is None:
        _drop_site(sheet, found)
    return found


def _drop_counter(found: Headed) -> None:
    """A title does not say which of its pages this is."""
    counter = _COUNTER.search(found.title.passage.text) if found.title is not None else None
    if found.title is not None and counter is not None and counter.start():
        found.dropped.append((found.title.passage[counter.start() : counter.end()], NAVIGATION))
        found.title = found.title.without([counter.span()])


def _drop_site(sheet: Sheet, found: Headed) -> None:
    sites = [h for h in sheet.tree.all("h1", "h2") if is_site(h, sheet.about)]
    named = [p for p in found.paragraphs if any(is_in(p, site) for site in sites)]
    found.dropped += [(paragraph.passage, _SITE) for paragraph in named]
    found.paragraphs = [p for p in found.paragraphs if p not in named]


def _lead(sheet: Sheet, heading: Element, found: Headed) -> list[Paragraph]:
    """What stands between a title and its text: a line or two that lead in, a picture."""
    blocks = list(_between(sheet.tree, heading, sheet.content))
    inside = (inner for block in blocks for inner in block.all())
    reasons = {id(e): reason for e in inside if (reason := why_furniture(e) or why_silent(e))}
    said = [p for p in sheet.flow(blocks, reasons).paragraphs if len(p.passage.text) <= _LONGEST_LEAD]
    names = {said[n].start for n in credits_on_top(said, 0, len(said))}
    image = sheet.words.image
    lines = [p for p in said if p.start not in names and not p.passage.text.startswith(image)]
    if any(p.passage.text.endswith(_ENDED) for p in lines):
        names |= {p.start for p in lines if _may_be_label(p, blocks)}
    found.dropped += [(p.passage, BYLINE) for p in said if p.start in names]
    first = next((p for p in lines if p.start not in names), None)
    return [p._replace(role=Role.SUBTITLE) if p is first else p for p in said if p.start not in names]


def _may_be_label(line: Paragraph, blocks: Sequence[Element]) -> bool:
    """Whether a line beside one in sentences is neither one itself nor below a picture."""
    in_figure = any(is_in(line, block) for block in blocks if block.first("figure") is not None)
    return not in_figure and not line.passage.text.endswith((_ENDED, "！", "？", "」"))


def _between(page: Element, heading: Element, content: Content) -> Iterator[Element]:
    """The blocks between a title and its text that may lead in: right below it, or below what holds it."""
    around = [e for e in page.all() if e.start <= heading.start and heading.end <= e.end and e is not heading]
    for inner, outer in pairwise([heading, *reversed(around)]):
        below = (block for block in outer.elements if inner.end <= block.start)
        above = (b for b in below if b.end <= content.element.start and _may_lead_in(b, content))
        yield from (block for block in above if inner is heading or _leads_in(block))


def _leads_in(block: Element) -> bool:
    """Whether a block away from the title is a picture, or in sentences and not of the frame."""
    is_said = _ENDED in block.text or block.name == "figure" or block.first("figcaption") is not None
    return is_said and not why_furniture(block)


def _may_lead_in(element: Element, content: Content) -> bool:
    """Whether a block may be a line below the title, or a picture."""
    if element.name == "figure":
        return id(element) not in content.reasons
    return element.name in ("p", "h2", "div") and element.first("a", "h1", "ul") is None
