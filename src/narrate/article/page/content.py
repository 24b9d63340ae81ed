"""Which part of a page is the article, and what of that part is furniture.

Libraries that find a page's main content give it up where it is written otherwise than they expect; a lost
sentence is worse here than one too many. So the whole page is weighed in sentences: the article is the
smallest element that holds nearly all of them, as wide as its author named it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.markup import Element
from narrate.article.page.blocks import HEADINGS, is_block
from narrate.article.page.furniture import PAGE, why_furniture, why_silent
from narrate.article.page.leads import why_leads
from narrate.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.article.markup import Node
    from narrate.messages import Message

_SENTENCE = re.compile(r"[。！？」]|[a-z]{2}[.!?](?:\s|$)")
_NEARLY_ALL = 0.9
_ALL = 0.98
_MUCH = 0.4
"""Of the sentences: what holds so many is no furniture, whatever it is called."""
_SOME = 0.1
_FEW = 0.2
"""Of a text: it is written without marks, as poems are, if no more of it stands in sentences."""
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
    """Where the article stands in the page, and why elements, by their `id`, are not of it."""

    element: Element
    reasons: dict[int, Message]
    weights: Weights

    def is_on_top(self, element: Element) -> bool:
        """Whether no sentence of the article stands before an element of it."""
        return self.weights.before(element) <= self.weights.before(self.element)


def content_of(page: Element) -> Content:
    """The part of a page that is its article."""
    body = page.first("body") or page
    bare = Weights(body, _silent(body))
    reasons = _furniture(body, bare)
    weights = Weights(body, reasons)
    if not weights.whole:
        return Content(body, reasons, weights)
    path = list(_path_to_most(body, weights))
    return Content(_as_wide_as_named(path, weights), reasons, weights)


def _silent(body: Element) -> dict[int, Message]:
    return {id(element): reason for element in body.all() if (reason := why_silent(element))}


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
                or why_leads(element, is_on_top=not weights.before(element), follows_text=here.follows_text)
            )
        if reason is PAGE and here.is_box:
            reason = None
        if reason is not None and (share < _MUCH or element.name in ("script", "style", "template")):
            reasons[id(element)] = reason
            continue
        waiting += _inside(here, weights)
    return reasons


def _why_leads(here: _Here, weights: Weights) -> Message | None:
    if weights.of(here.element) or not weights.link_count(here.element):
        return None
    is_on_top = not weights.before(here.element)
    return why_leads(here.element, is_on_top=is_on_top, follows_text=here.follows_text)


class _Here(NamedTuple):
    """An element on the way: inside of an article, a box among paragraphs, behind a text."""

    element: Element
    is_inside: bool = False
    is_box: bool = False
    follows_text: bool = False


def _inside(here: _Here, weights: Weights) -> Iterator[_Here]:
    is_inside = here.is_inside or here.element.name in _INNER
    boxes = _boxes_between_paragraphs(here.element, weights)
    follows_text = here.follows_text
    for child in here.element.children:
        if isinstance(child, Passage):
            follows_text = follows_text or bool(child.text.strip())
            continue
        yield _Here(child, is_inside, id(child) in boxes, follows_text)
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
    if element.name == "aside" and (not is_inside or not weights.of(element)):
        return PAGE
    return None


class Weights:
    """How many characters of sentences each element holds, links and silent elements apart."""

    def __init__(self, body: Element, silent: dict[int, Message]) -> None:
        self._silent = silent
        self._of: dict[int, int] = {}
        self._texts: dict[int, int] = {}
        self._before: dict[int, int] = {}
        self._links: dict[int, int] = {}
        self._so_far = 0
        self._weigh(body)
        self._all = max(1, self._texts[id(body)])
        if self._of[id(body)] < _FEW * self._all:
            self._of = self._texts
        self.whole = self._of[id(body)]

    def of(self, element: Element) -> int:
        """The weight of an element."""
        return self._of.get(id(element), 0)

    def is_bare_text(self, element: Element) -> bool:
        """Whether an element holds text, and no links."""
        return bool(self._texts.get(id(element))) and not self._links.get(id(element))

    def link_count(self, element: Element) -> int:
        """How many links stand in an element, or it is one itself."""
        return self._links.get(id(element), element.name == "a")

    def share(self, element: Element) -> float:
        """How much of the page an element holds, of its sentences or of its text, whichever is less."""
        texts = self._texts.get(id(element), 0) / self._all
        return min(self.of(element) / self.whole, texts) if self.whole else texts

    def before(self, element: Element) -> int:
        """The weight of what stands before an element."""
        return self._before.get(id(element), 0)

    def _weigh(self, element: Element) -> None:
        self._before[id(element)] = self._so_far
        if id(element) in self._silent:
            self._of[id(element)] = self._texts[id(element)] = self._links[id(element)] = 0
            return
        weight = texts = links = 0
        for line in _lines_and_blocks(element):
            if isinstance(line, Element):
                self._weigh(line)
                weight += self._of[id(line)]
                texts += self._texts[id(line)]
                links += self._links[id(line)]
            else:
                own = "".join(_own_texts(line, self._silent))
                sentences = len(own) if _SENTENCE.search(own) else 0
                self._so_far += sentences
                weight += sentences
                texts += len(own.strip())
                links += _link_count(line)
        self._links[id(element)] = links
        self._of[id(element)], self._texts[id(element)] = weight, texts


def _lines_and_blocks(element: Element) -> Iterator[Element | list[Node]]:
    """What stands in an element: blocks, and what stands in lines between them."""
    line: list[Node] = []
    for child in element.children:
        if isinstance(child, Element) and is_block(child):
            if line:
                yield line
            line = []
            yield child
        else:
            line.append(child)
    if line:
        yield line


def _link_count(nodes: Sequence[Node]) -> int:
    return sum(1 for node in nodes if isinstance(node, Element) for _ in node.all("a"))


def _own_texts(nodes: Sequence[Node], silent: dict[int, Message]) -> Iterator[str]:
    """The text of nodes that stand in lines, links apart."""
    for node in nodes:
        if isinstance(node, Passage):
            yield node.text
        elif id(node) not in silent and node.name != "a" and not is_block(node):
            yield from _own_texts(node.children, silent)


def _path_to_most(body: Element, weights: Weights) -> Iterator[Element]:
    """From the body down to the smallest element with nearly all sentences."""
    here: Element | None = body
    while here is not None:
        yield here
        most = _NEARLY_ALL * weights.whole
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
