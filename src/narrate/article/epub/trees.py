"""A file of a book -> its tree: as XML where it is well-formed, else as a browser would read it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.elements.blocks import is_block
from narrate.article.markup import Element, XmlError, html_tree, xml_tree
from narrate.article.markup.tree import joined_texts
from narrate.model import NOWHERE, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

_SELF_CLOSED = re.compile(r"<([A-Za-z][\w:.-]*)([^<>]*)/>")
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
"""What has no end tag in HTML anyway (WHATWG HTML, section 13.1.2)."""
_OF_XML = re.compile(r"<!\[CDATA\[|\]\]>")
"""Marks around text; what HTML calls a comment as long as they are is in no text."""
_EMPTY_COMMENT = "<!>"
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]{0,1000}\[[^\]]{0,5000}\]\s*>", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADING = 200
"""Characters; what has more, and sentences, is text."""
_HEAD = 20_000
"""Characters in which a document says of what type it is."""


class Tree(NamedTuple):
    """The tree of a part, its names without prefixes, with its places in the whole source."""

    root: Element
    is_well_formed: bool


def tree_of(text: str, start: int, end: int) -> Tree:
    """The tree of what stands from ``start`` to ``end``; whatever that holds, there is one."""
    try:
        return Tree(_with_short_headings(xml_tree(text, start, end)), True)
    except XmlError:
        return Tree(_with_short_headings(_as_html(text[start:end], start)), False)


def _with_short_headings(root: Element) -> Element:
    """The tree; what stands in a heading that was never closed stands below it."""
    is_mended = any(map(_is_endless, root.all(*_HEADINGS)))
    return _mended(root) if is_mended else root


def _is_endless(element: Element) -> bool:
    return element.name in _HEADINGS and len(text := element.text) > _LONGEST_HEADING and "。" in text


def _mended(element: Element) -> Element:
    children = tuple(_mended(node) if isinstance(node, Element) else node for node in element.children)
    made = replace(element, children=children)
    if not _is_endless(element):
        return made
    blocks = [at for at, node in enumerate(children) if isinstance(node, Element) and is_block(node)]
    first = next((at for at in blocks if joined_texts(children[:at]).strip()), 0)
    if not first or len(joined_texts(children[:first])) > _LONGEST_HEADING:
        return replace(made, name="div")
    heading = replace(made, children=children[:first])
    return Element("div", {}, (heading, *children[first:]), element.start, element.end)


def _as_html(part: str, start: int) -> Element:
    """XHTML in the terms of HTML, where ``<title/>`` begins an element and does not end it."""
    if declared := _DOCTYPE.search(part, 0, _HEAD):
        part = part[: declared.start()] + _comment(len(declared[0])) + part[declared.end() :]
    part = _OF_XML.sub(lambda found: _comment(len(found[0])), part)
    pieces, made, at = [], 0, 0
    steps = [_Step(0, start)]
    for match in _SELF_CLOSED.finditer(part):
        if match[1].lower() in _VOID:
            continue
        pieces += [part[at : match.end() - 2], f"></{match[1]}>"]
        made += match.end() - 2 - at + len(pieces[-1])
        at = match.end()
        steps.append(_Step(made, start + at))
    pieces.append(part[at:])
    return _Mover(steps).moved(html_tree("".join(pieces)))


def _comment(length: int) -> str:
    """A comment of so many characters: of three, or of seven and more."""
    return f"<!--{' ' * (length - 7)}-->" if length > len(_EMPTY_COMMENT) else _EMPTY_COMMENT


class _Step(NamedTuple):
    """From the place ``made`` on, the text that was made goes on as the source does from ``place`` on."""

    made: int
    place: int


class _Mover:
    """Moves a tree from a text that was made to the source."""

    def __init__(self, steps: Sequence[_Step]) -> None:
        self._steps = steps
        self._borders = [step.made for step in steps]

    def moved(self, element: Element) -> Element:
        children = tuple(
            self.moved(child) if isinstance(child, Element) else self._passage(child)
            for child in element.children
        )
        name = element.name.rpartition(":")[2]
        places = self._place(element.start), self._place(element.end)
        return Element(name, element.attributes, children, *places)

    def _passage(self, passage: Passage) -> Passage:
        """A text never holds a tag, so that all of it moves as far."""
        origins = passage.origins
        first = next((origin for origin in origins if origin != NOWHERE), NOWHERE)
        if first == NOWHERE:
            return passage
        by = self._place(first) - first
        if isinstance(origins, range):
            return Passage(passage.text, range(origins.start + by, origins.stop + by))
        return Passage(passage.text, tuple(o if o == NOWHERE else o + by for o in origins))

    def _place(self, made: int) -> int:
        step = self._steps[bisect_right(self._borders, made) - 1]
        nearest = step.place + made - step.made
        later = bisect_right(self._borders, made)
        return min(nearest, self._steps[later].place) if later < len(self._steps) else nearest
