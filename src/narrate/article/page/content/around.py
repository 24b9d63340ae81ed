"""What stands before and behind the text of an article inside of the element that holds both."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.article.page.content.furniture import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.markup import Element
    from narrate.article.page.content.weights import Weights
    from narrate.messages import Message

_CONTAINERS = frozenset(
    {"div", "section", "article", "main", "td", "body", "blockquote", "center", "font", "form"}
)
_BOXES = frozenset({"div", "section", "aside", "footer", "ul", "ol", "dl", "nav", "span", "table"})
"""What may stand around a text without being of it; paragraphs, headings and figures are."""
_NOTES = re.compile(
    r"foot-?notes?|end-?notes?|references|notes?\b|honbun|continu|main|lead|summary", re.IGNORECASE
)
_COLUMN = re.compile(r"col(?:umn)?\b|(?:^|[\W_])(?:main|sub|side|left|right|center|foot|head)", re.IGNORECASE)
_LINKED = 0.2
_HARDLY = 0.05
_LITTLE = 0.15
"""Of the sentences."""


def around_core(path: Sequence[Element], weights: Weights) -> dict[int, Message]:
    """Why what stands around the text is not read.

    ``path`` leads from the element that is the article down to the smallest one with nearly all sentences.
    On the way, boxes that are of another kind than the text hold what a site adds: who the author is, ways
    to share and to go on. Those behind it are left out unless they say much, those before it if they say
    nothing.
    """
    core = max((n for n, element in enumerate(path) if element.name in _CONTAINERS), default=0)
    found: dict[int, Message] = {}
    for outer, inner in pairwise(path[: core + 1]):
        siblings = list(outer.elements)
        at = next(n for n, child in enumerate(siblings) if child is inner)
        for n, sibling in enumerate(siblings):
            if n != at and _is_added(sibling, inner) and _says_little(sibling, weights, is_behind=n > at):
                found[id(sibling)] = OUTSIDE
    return found


def _is_added(sibling: Element, core: Element) -> bool:
    """Whether a box is of another kind than the text beside it, and no notes."""
    if sibling.name in ("td", "tr"):
        return True
    if sibling.name not in _BOXES or _is_alike(sibling, core):
        return False
    if sibling.first("figcaption") or any(image["alt"].strip() for image in sibling.all("img", "amp-img")):
        return False
    return not _NOTES.search(f"{sibling['class']} {sibling['id']}") and sibling.first("h1") is None


def _is_alike(sibling: Element, core: Element) -> bool:
    """Whether two boxes are of one kind; columns without a class tell their kind by their ids."""
    if sibling.name != core.name or sibling.classes != core.classes:
        return False
    return not (sibling["id"] and core["id"] and _COLUMN.search(f"{sibling['id']} {core['id']}"))


def _says_little(sibling: Element, weights: Weights, *, is_behind: bool) -> bool:
    """Whether a box says next to nothing, or serves for going on from there."""
    if sibling.name in ("td", "tr"):
        return weights.of(sibling) < _LITTLE * weights.whole
    if weights.of(sibling) >= (_LITTLE * weights.whole if is_behind else 1):
        return False
    links = list(sibling.all("a"))
    serves = sibling.first("button", "form", "input") is not None
    if not links and not serves:
        return not weights.of(sibling) and not _is_content(sibling)
    if not weights.of(sibling) or serves:
        return True
    linked = sum(map(_length, links))
    return linked > _LINKED * _length(sibling) or weights.of(sibling) < _HARDLY * weights.whole


def _is_content(box: Element) -> bool:
    """Whether there is a list, a table or a heading in it, which need no sentences."""
    return box.first("li", "dd", "tr", "h2", "h3", "h4", "blockquote", "ruby") is not None


def _length(element: Element) -> int:
    return len("".join(element.text.split()))
