"""The element that a page's author calls the body of the article, where nothing beside it speaks against."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.article.page.content.furniture import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrate.article.markup import Element
    from narrate.article.page.content.weights import Weights
    from narrate.messages import Message

_OF_WHAT = frozenset(
    {"article", "arti", "entry", "post", "news", "story", "blog", "novel", "cms", "diary", "column"}
)
_BODIES = frozenset({"body", "content", "contents", "text", "txt", "honbun", "maintext"})
_ALONE = frozenset(
    {"articlebody", "articletext", "entrycontent", "entrybody", "postbody", "postcontent", "honbun"}
)
_PARTS = ("div", "section", "article", "main", "td")
_ALL = 0.98
_HALF = 0.5
"""Of the page's sentences."""
_AS_MUCH = 0.15
"""Of the body's sentences: what says so much beside it may be of the article."""
_FEWEST = 3
_A_TEASER = 160
"""Characters in sentences beside each link, as lists of other articles show their first words."""
_ELSEWHERE = re.compile(
    r"side|sub|right|left|foot|header|gdpr|cookie|copy|about|info|notice|attention|caution|ad\\b|banner|related|recommend",
    re.IGNORECASE,
)


def named_body(page: Element, weights: Weights, reasons: Mapping[int, Message]) -> Element | None:
    """The one element that is called so, holds half of the sentences or more, and has no equal beside it.

    Those of the page's frame do not count, however many they are.
    """
    called = [e for e in page.all(*_PARTS) if weights.of(e) and id(e) not in reasons and _is_called_body(e)]
    outer = [e for n, e in enumerate(called) if not any(_holds(other, e) for other in called[:n])]
    if len(outer) != 1:
        return None
    body = next(e for e in reversed(called) if weights.of(e) >= _ALL * weights.of(outer[0]))
    path = [*(e for e in page.all() if _holds(e, body)), body]
    beside = [e for e in _beside(path) if weights.of(e) and id(e) not in reasons]
    others = [e for e in beside if not _is_frame(e, weights)]
    if any(weights.of(e) >= _AS_MUCH * weights.of(body) for e in others):
        return None
    whole = weights.whole - sum(weights.of(e) for e in beside if _is_frame(e, weights))
    return body if weights.of(body) >= _HALF * whole else None


def _is_called_body(element: Element) -> bool:
    if element["itemprop"] == "articleBody":
        return True
    for name in (element["id"], *element["class"].split()):
        tokens = tokens_of(name)
        if "".join(tokens) in _ALONE:
            return True
        if any(of in _OF_WHAT and body in _BODIES for of, body in pairwise(tokens)):
            return tokens[-1] in _BODIES
    return False


def _holds(outer: Element, inner: Element) -> bool:
    return outer is not inner and outer.start <= inner.start and inner.end <= outer.end


def _beside(path: Sequence[Element]) -> Iterator[Element]:
    """What stands beside the elements of a path that leads down."""
    for outer, inner in pairwise(path):
        yield from (child for child in outer.elements if child is not inner)


def _is_frame(element: Element, weights: Weights) -> bool:
    """Whether an element is of the page's frame by what it is called, or by how often it leads elsewhere."""
    if element.name in ("header", "footer", "aside", "nav"):
        return True
    if weights.link_count(element) >= _FEWEST and weights.of(element) < _A_TEASER * weights.link_count(
        element
    ):
        return True
    return _ELSEWHERE.search(f"{element['id']} {element['class']}") is not None
