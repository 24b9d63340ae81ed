"""How much of a page's sentences, text and links each of its elements holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.elements.blocks import HEADINGS, is_block
from narrate.article.markup.tree import Element
from narrate.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.article.markup import Node
    from narrate.messages import Message

_SENTENCE = re.compile(r"[。！？」]|[a-z]{2}[.!?](?:\s|$)")
_FEW = 0.2
"""Of a text: it is written without marks, as poems are, if no more of it stands in sentences."""


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
        self._sentences = self._of
        if self._of[id(body)] < _FEW * self._all:
            self._of = self._texts
        self.whole = self._of[id(body)]

    def of(self, element: Element) -> int:
        """The weight of an element."""
        return self._of.get(id(element), 0)

    def says_nothing(self, element: Element) -> bool:
        """Whether no sentence stands in an element."""
        return not self._sentences.get(id(element))

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
        """The weight of what stands before an element of the page's body."""
        return self._before.get(id(element), self.whole)

    def after(self, element: Element) -> int:
        """The weight of what stands behind an element of the page's body."""
        return self.whole - self.before(element) - self.of(element)

    def _weigh(self, element: Element) -> None:
        self._before[id(element)] = self._so_far
        if id(element) in self._silent:
            self._of[id(element)] = self._texts[id(element)] = self._links[id(element)] = 0
            self._before |= dict.fromkeys(map(id, element.all()), self._so_far)
            return
        weight = texts = links = 0
        for line in _lines_and_blocks(element):
            if isinstance(line, Element):
                self._weigh(line)
                weight += self._of[id(line)]
                texts += self._texts[id(line)]
                links += self._links[id(line)]
            else:
                inside = (e for node in line if isinstance(node, Element) for e in node.all())
                self._before |= dict.fromkeys(map(id, inside), self._so_far)
                own = "".join(_own_texts(line, self._silent))
                sentences = len(own) if element.name not in HEADINGS and _SENTENCE.search(own) else 0
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
