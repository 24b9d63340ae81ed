"""Which part of a page is the article, and what of that part is furniture.

Libraries that find a page's main content give it up where it is written otherwise than they expect; a lost
sentence is worse here than one too many. So the whole page is weighed in sentences: the article is the
smallest element that holds nearly all of them, as wide as its author named it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.article.page.blocks import HEADINGS, is_block
from narrate.article.page.furniture import LANGUAGES, NAVIGATION, PAGE, why_furniture, why_silent
from narrate.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.article.markup import Element
    from narrate.messages import Message

_SENTENCE = re.compile(r"[。！？」]|[a-z]{2,}[.!?](?:\s|$)")
_NEARLY_ALL = 0.9
_ALL = 0.98
_MUCH = 0.4
"""Of the sentences: what holds so many is no furniture, whatever it is called."""
_SOME = 0.1
_OUTER = frozenset({"article", "main"})
_INNER = frozenset({"article", "section", "main", "blockquote", "figure", "details", "li", "td"})
_NAMED = re.compile(
    r"(?:main|contents?|article|entry|post|single|honbun|body|text|document|page)"
    r"(?:[-_]?(?:main|contents?|body|area|inner|wrap|wrapper|text|detail|content|article|block|box))*",
    re.IGNORECASE,
)
_PARAGRAPHS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote"})
_FEWEST_LINKS = 3


@dataclass(frozen=True, slots=True)
class Content:
    """Where the article stands in the page, and why elements, by their `id`, are not of it."""

    element: Element
    reasons: dict[int, Message]


def content_of(page: Element) -> Content:
    """The part of a page that is its article."""
    body = page.first("body") or page
    bare = _Weights(body, _silent(body))
    reasons = _furniture(body, bare)
    weights = _Weights(body, reasons)
    if not weights.whole:
        return Content(body, reasons)
    path = list(_path_to_most(body, weights))
    return Content(_as_wide_as_named(path, weights), reasons)


def _silent(body: Element) -> dict[int, Message]:
    return {id(element): reason for element in body.all() if (reason := why_silent(element))}


def _furniture(body: Element, weights: _Weights) -> dict[int, Message]:
    """Why elements are not of the article; those that hold much of it are, whatever they are called."""
    reasons: dict[int, Message] = {}
    waiting: list[tuple[Element, bool, bool]] = [(body, False, False)]
    while waiting:
        element, is_inside, is_box = waiting.pop()
        share = weights.of(element) / weights.whole if weights.whole else 0.0
        reason = why_silent(element)
        if reason is None and share < _MUCH:
            reason = why_furniture(element) or _why_frame(element, weights, share, is_inside=is_inside)
        if reason is PAGE and is_box:
            reason = None
        if reason is not None and (share < _MUCH or element.name in ("script", "style", "template")):
            reasons[id(element)] = reason
            continue
        inside = is_inside or element.name in _INNER
        boxes = _boxes_between_paragraphs(element, weights)
        waiting += [(child, inside, id(child) in boxes) for child in element.elements]
    return reasons


def _boxes_between_paragraphs(element: Element, weights: _Weights) -> set[int]:
    """What stands below a paragraph of a text and says something: a box in it, whatever its name."""
    children = list(element.elements)
    prose = [n for n, child in enumerate(children) if weights.of(child) and _is_paragraph(child)]
    below = children[prose[0] :] if prose else []
    return {id(child) for child in below if weights.of(child)}


def _is_paragraph(element: Element) -> bool:
    return element.name in _PARAGRAPHS or not any(map(is_block, element.elements))


def _why_frame(element: Element, weights: _Weights, share: float, *, is_inside: bool) -> Message | None:
    """A page's header, footer and aside; inside of an article they may say something of it."""
    if element.name == "footer":
        return PAGE if share < _SOME else None
    if element.name == "header":
        return None if is_inside or element.first("h1") else PAGE
    if element.name == "aside" and (not is_inside or not weights.of(element)):
        return PAGE
    if element.name in ("ul", "ol", "div", "p", "table", "dl") and _only_leads(element):
        return NAVIGATION
    if element.name in ("ul", "ol", "div", "p", "dl", "span") and _leads_to_translations(element):
        return LANGUAGES
    if element.name == "a" and element["href"].startswith("#") and element.first("img"):
        return NAVIGATION
    return None


def _only_leads(element: Element) -> bool:
    """Several links, and hardly a word beside them."""
    links = list(element.all("a"))
    if len(links) < _FEWEST_LINKS or element.first("h1", "h2", "h3", "img", "ruby", "sup"):
        return False
    text = len("".join(element.text.split()))
    linked = sum(len("".join(link.text.split())) for link in links)
    is_bar = text - linked <= 2 * len(links) and linked > 0
    return is_bar and not _SENTENCE.search(element.text) and linked / len(links) <= 16


def _leads_to_translations(element: Element) -> bool:
    links = list(element.all("a"))
    return len(links) > 1 and all(link["hreflang"] for link in links) and not _SENTENCE.search(element.text)


class _Weights:
    """How many characters of sentences each element holds, links and silent elements apart."""

    def __init__(self, body: Element, silent: dict[int, Message]) -> None:
        self._silent = silent
        self._of: dict[int, int] = {}
        self._texts: dict[int, int] = {}
        self._weigh(body)
        if not self._of[id(body)]:
            self._of = self._texts
        self.whole = self._of[id(body)]

    def of(self, element: Element) -> int:
        """The weight of an element."""
        return self._of.get(id(element), 0)

    def _weigh(self, element: Element) -> None:
        if id(element) in self._silent:
            self._of[id(element)] = self._texts[id(element)] = 0
            return
        own = "".join(_own_texts(element, self._silent))
        weight = len(own) if _SENTENCE.search(own) else 0
        texts = len(own.strip())
        for child in element.elements:
            if is_block(child):
                self._weigh(child)
                weight += self._of[id(child)]
                texts += self._texts[id(child)]
        self._of[id(element)], self._texts[id(element)] = weight, texts


def _own_texts(element: Element, silent: dict[int, Message]) -> Iterator[str]:
    """What stands in an element's own lines."""
    for child in element.children:
        if isinstance(child, Passage):
            yield child.text
        elif id(child) not in silent and child.name != "a" and not is_block(child):
            yield from _own_texts(child, silent)


def _path_to_most(body: Element, weights: _Weights) -> Iterator[Element]:
    """From the body down to the smallest element with nearly all sentences."""
    here: Element | None = body
    while here is not None:
        yield here
        most = _NEARLY_ALL * weights.whole
        inner = (child for child in here.elements if child.name not in HEADINGS)
        here = next((child for child in inner if weights.of(child) >= most), None)


def _as_wide_as_named(path: list[Element], weights: _Weights) -> Element:
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
