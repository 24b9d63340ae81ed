"""A document's elements and texts, frozen; every text is a passage of the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from narrate.model import NOWHERE, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DEEPEST = 100
"""Elements inside of each other; what is nested more deeply stands in the last of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element with what stands in it.

    ``name`` is in lower case for HTML and without its prefix for XML. ``start`` to ``end`` (half-open) is
    where it stands in the source, its tags included; of one whose tags are not written both may be the same.
    """

    name: str
    attributes: Mapping[str, str]
    children: tuple[Node, ...]
    start: int
    end: int

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    @property
    def elements(self) -> Iterator[Element]:
        """The elements that stand directly in this one."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of its classes, in lower case."""
        return tuple(self["class"].lower().split())

    @property
    def passage(self) -> Passage:
        """All text in it, as it is written."""
        return Passage.joined(passages_in(self))

    @property
    def text(self) -> str:
        """The same as mere text."""
        return "".join(passage.text for passage in passages_in(self))

    def all(self, *names: str) -> Iterator[Element]:
        """It and the elements in it that have one of these names, or any, in the order of the source."""
        return (element for element in elements_in(self) if not names or element.name in names)

    def first(self, *names: str) -> Element | None:
        """The first of `all`."""
        return next(self.all(*names), None)


Node: TypeAlias = Element | Passage


def elements_in(element: Element) -> Iterator[Element]:
    """The element and all in it, in the order of the source."""
    waiting = [element]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += [child for child in reversed(here.children) if isinstance(child, Element)]


def passages_in(element: Element) -> Iterator[Passage]:
    """The texts in an element, in the order of the source."""
    waiting: list[Node] = [element]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Passage):
            yield here
        else:
            waiting += reversed(here.children)


def referred(text: str, start: int) -> Passage:
    """What a character reference stands for: its first character stands where the reference begins.

    White space stands nowhere: it goes where a sentence ends with it, and the reference is no white space.
    """
    first = NOWHERE if text.isspace() else start
    return Passage(text, (first, *[NOWHERE] * (len(text) - 1)) if text else ())


@dataclass(slots=True)
class _Open:
    """An element on its way."""

    name: str
    attributes: Mapping[str, str]
    start: int
    children: list[Node] = field(default_factory=list)


class TreeBuilder:
    """Builds a tree from what comes one after the other."""

    def __init__(self) -> None:
        self._open = [_Open("", {}, 0)]
        self._too_deep = 0

    def begin(self, name: str, attributes: Mapping[str, str], start: int) -> None:
        """An element begins."""
        if len(self._open) > DEEPEST:
            self._too_deep += 1
        else:
            self._open.append(_Open(name, attributes, start))

    def add(self, *nodes: Node) -> None:
        """Something stands in the element that was begun last."""
        self._open[-1].children += nodes

    def end(self, end: int) -> None:
        """The element that was begun last ends."""
        if self._too_deep:
            self._too_deep -= 1
            return
        made = self._open.pop()
        self.add(Element(made.name, made.attributes, tuple(made.children), made.start, end))

    def done(self, end: int) -> Element:
        """The whole, an element without a name."""
        while len(self._open) > 1:
            self.end(end)
        return Element("", {}, tuple(self._open[0].children), 0, end)


def joined_texts(nodes: Sequence[Node]) -> str:
    """The text of several nodes."""
    return "".join(node.text for node in nodes)
