"""Which part of a page is the article, and what of that part is furniture.

Libraries that find a page's main content give it up where it is written otherwise than they expect; a lost
sentence is worse here than one too many. So the whole page is weighed in sentences: the article is the
smallest element that holds nearly all of them, as wide as its author named it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.elements.blocks import HEADINGS, is_block
from narrate.article.page.content.around import around_core
from narrate.article.page.content.bodies import named_body
from narrate.article.page.content.furniture import (
    ALWAYS_SILENT,
    COLOPHON,
    COMMENTS,
    NAVIGATION,
    PAGE,
    RELATED,
    why_furniture,
    why_silent,
)
from narrate.article.page.content.leads import is_card, why_leads
from narrate.article.page.content.weights import Weights
from narrate.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.article.markup import Element
    from narrate.messages import Message

_MOST = 0.8
_NEARLY_ALL = 0.9
_ALL = 0.98
_OF_BOXES = (PAGE, NAVIGATION, RELATED, COMMENTS)
"""What a box between paragraphs may be called, and be of the text all the same."""
_MUCH = 0.4
"""Of the sentences: what holds so many is no furniture, whatever it is called."""
_SOME = 0.1
_NOTICE = 0.05
_OUTER = frozenset({"article", "main"})
_INNER = frozenset({"article", "section", "main", "blockquote", "figure", "details", "li", "td"})
_NAMED = re.compile(
    r"(?:main|contents?|article|entry|post|single|honbun|body|text|document|page)"
    r"(?:[-_]?(?:main|contents?|body|area|inner|wrap|wrapper|text|detail|content|article|block|box))*",
    re.IGNORECASE,
)
_PARAGRAPHS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote"})


@dataclass(frozen=True, slots=True)
class Content:
    """Where the article stands in the page, and why elements, by their `id`, are not of it.

    ``is_named``: the page itself calls that place the body of its article.
    """

    element: Element
    reasons: dict[int, Message]
    weights: Weights
    is_named: bool = False

    def is_on_top(self, element: Element) -> bool:
        """Whether hardly a sentence of the article stands before an element of it: a notice at most."""
        before = self.weights.before(element) - self.weights.before(self.element)
        return before <= _NOTICE * self.weights.whole


def content_of(page: Element) -> Content:
    """The part of a page that is its article."""
    body = page.first("body") or page
    bare = Weights(body, _silent(body))
    reasons = _furniture(body, bare)
    weights = Weights(body, reasons)
    if not weights.whole:
        return Content(body, reasons, weights)
    path = list(_path_to_most(body, weights))
    named = named_body(body, weights, reasons)
    element = named or _as_wide_as_named(
        [e for e in path if weights.of(e) >= _NEARLY_ALL * weights.whole], weights
    )
    inside = path[path.index(element) :] if element in path else list(_path_to_most(element, weights))
    reasons |= around_core(inside, weights)
    return Content(element, reasons, weights, is_named=named is not None)


def _silent(body: Element) -> dict[int, Message]:
    """Programs and pictures. What is hidden, or a form, may hold the whole page and show it later."""
    return {id(e): reason for e in body.all() if (reason := why_silent(e)) in ALWAYS_SILENT and reason}


def _furniture(body: Element, weights: Weights) -> dict[int, Message]:
    """Why elements are not of the article; those that hold much of it are, whatever they are called."""
    reasons: dict[int, Message] = {}
    waiting = [_Here(body)]
    while waiting:
        here = waiting.pop()
        element = here.element
        share = weights.share(element)
        reason = why_silent(element)
        if reason is None and share < _MUCH:
            reason = (
                why_furniture(element)
                or _why_frame(element, weights, share, is_inside=here.is_inside)
                or (RELATED if here.is_alone and is_card(element) else None)
                or _why_leads(here, weights)
            )
        if here.is_box and reason in (_OF_BOXES if weights.after(element) else (PAGE,)):
            reason = None
        is_sure = reason in (*ALWAYS_SILENT, COLOPHON) or (
            reason is NAVIGATION and weights.says_nothing(element)
        )
        if reason is not None and (share < _MUCH or is_sure):
            reasons[id(element)] = reason
            continue
        waiting += _inside(here, weights)
    return reasons


def _why_leads(here: _Here, weights: Weights) -> Message | None:
    if weights.of(here.element) or not weights.link_count(here.element):
        return None
    is_on_top, is_last = not weights.before(here.element), not weights.after(here.element)
    return why_leads(here.element, is_on_top=is_on_top, is_last=is_last, follows_text=here.follows_text)


class _Here(NamedTuple):
    """An element on the way: inside of an article, a box in a text, behind a text, with none beside it."""

    element: Element
    is_inside: bool = False
    is_box: bool = False
    follows_text: bool = False
    is_alone: bool = False


def _inside(here: _Here, weights: Weights) -> Iterator[_Here]:
    is_inside = here.is_inside or here.element.name in _INNER
    boxes = _boxes_between_paragraphs(here.element, weights)
    follows_text = here.follows_text
    is_alone = not any(isinstance(child, Passage) and child.text.strip() for child in here.element.children)
    for child in here.element.children:
        if isinstance(child, Passage):
            follows_text = follows_text or bool(child.text.strip())
            continue
        yield _Here(child, is_inside, id(child) in boxes, follows_text, is_alone)
        if is_block(child):
            follows_text = weights.is_bare_text(child) or child.name in HEADINGS


def _boxes_between_paragraphs(element: Element, weights: Weights) -> set[int]:
    """What stands below a paragraph of a text and says something: a box in it, whatever its name."""
    children = list(element.elements)
    prose = [n for n, child in enumerate(children) if weights.of(child) and _is_paragraph(child)]
    below = children[prose[0] :] if prose else []
    return {id(child) for child in below if weights.of(child)}


def _is_paragraph(element: Element) -> bool:
    return element.name in _PARAGRAPHS or not any(map(is_block, element.elements))


def _why_frame(element: Element, weights: Weights, share: float, *, is_inside: bool) -> Message | None:
    """A page's header, footer and aside; inside of an article they may say something of it."""
    if element.name == "footer":
        return PAGE if share < _SOME else None
    if element.name == "header":
        return None if is_inside or element.first("h1") else PAGE
    if element.name == "aside" and not (is_inside and (weights.of(element) or weights.is_bare_text(element))):
        return PAGE
    return None


def _path_to_most(body: Element, weights: Weights) -> Iterator[Element]:
    """From an element down to the smallest one with most of its sentences."""
    here: Element | None = body
    most = _MOST * weights.of(body)
    while here is not None:
        yield here
        inner = (child for child in here.elements if child.name not in HEADINGS)
        here = next((child for child in inner if weights.of(child) >= most), None)


def _as_wide_as_named(path: list[Element], weights: Weights) -> Element:
    """The outermost article or main part on the way, else one of such a name, else what holds all."""
    inside = path[1:]
    for names in (_OUTER, None):
        for element in inside:
            named = element.name in names if names else _is_named(element)
            if named or element["role"] in ("main", "article") or element["itemprop"] == "articleBody":
                return element
    all_of_it = [element for element in path if weights.of(element) >= _ALL * weights.whole]
    return next(
        (e for e in reversed(all_of_it) if e.name not in ("p", "li", "tr", "tbody", "pre", "ul", "ol")),
        path[0],
    )


def _is_named(element: Element) -> bool:
    names = [element["id"], *element["class"].split()]
    return element.name in ("div", "section", "td") and any(_NAMED.fullmatch(name) for name in names if name)
