"""HTML -> its tree, as a browser sees it (WHATWG HTML, section 13.2), with the place of every character.

The parser moves text about (out of tables, for example) and tells the places of tags alone. So each run of
text is given to it as a mark with a number, and the marks are exchanged for the runs in the tree.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from narrate.article.markup.tree import TreeBuilder, referred
from narrate.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from turbohtml import Element as Parsed
    from turbohtml import Token

    from narrate.article.markup.tree import Element

_VERBATIM = frozenset({"script", "style"})
"""What is in these is no text."""
_VOID_END = ("</>", "<!>")
"""An end tag without a name is left out without a word; a comment of its length is not."""
_Attributes: TypeAlias = "Mapping[str, str | list[str] | None]"


class _Marked(NamedTuple):
    """HTML with marks for its texts.

    ``places`` leads from where a tag begins or ends in it to where it does in the source.
    """

    html: str
    runs: Sequence[Passage]
    places: Mapping[int, int]
    mark: str


def html_tree(text: str, start: int = 0, end: int | None = None) -> Element:
    """The tree of the page that stands from ``start`` to ``end``; whatever that holds, there is one."""
    from turbohtml import parse

    marked = _marked(text[:end], start)
    page = parse(marked.html, source_locations=True)
    return _Reader(marked, start, len(text) if end is None else end).read(page.children)


def _marked(text: str, start: int) -> _Marked:
    from turbohtml import tokenize

    mark = _unused(text)
    pieces: list[str] = []
    runs: list[Passage] = []
    starts: list[int] = []
    at, inside = start, ""
    told = tokenize(text[start:].replace(*_VOID_END), resolve_references=False, capture_source=True)
    for token in told:
        length = len(token.source if token.source is not None else token.data or "")
        starts.append(at)
        if (run := _run_of(token, text, at)) is None or inside in _VERBATIM:
            pieces.append(text[at : at + length])
        elif run.text.isspace() and token.source is None:
            pieces.append(run.text)
        else:
            pieces.append(f"{mark}{len(runs)}{mark}")
            runs.append(run)
        inside = _opened_by(token, inside)
        at += length
    pieces.append(text[at:])
    made = accumulate(map(len, pieces), initial=0)
    return _Marked("".join(pieces), runs, dict(zip(made, [*starts, at, len(text)], strict=True)), mark)


def _unused(text: str) -> str:
    """A character of the private use area that a text does not hold; the unlikely last one, if need be."""
    return next((c for c in map(chr, range(0xF8FF, 0xE000, -1)) if c not in text), "\U0010fffd")


def _run_of(token: Token, text: str, at: int) -> Passage | None:
    """The text that a token is, if it is any."""
    data = token.data or ""
    if token.type.name == "TEXT":
        return Passage(text[at : at + len(data)], range(at, at + len(data)))
    if token.type.name == "CHARACTER_REFERENCE":
        return referred(data, at)
    return None


def _opened_by(token: Token, inside: str) -> str:
    if token.type.name == "START_TAG":
        return token.tag or ""
    return "" if token.type.name == "END_TAG" else inside


class _Reader:
    """Copies what was parsed, with the texts in the place of their marks."""

    def __init__(self, marked: _Marked, start: int, end: int) -> None:
        self._marked = marked
        self._end = end
        self._marks = re.compile(f"{marked.mark}(\\d+){marked.mark}")
        self._built = TreeBuilder()
        self._last = start

    def read(self, children: Sequence[object]) -> Element:
        """The tree of a page's top."""
        from turbohtml import DocumentFragment, Text
        from turbohtml import Element as Parsed

        waiting: list[object] = list(reversed(children))
        while waiting:
            node = waiting.pop()
            if isinstance(node, _Ended):
                self._built.end(max(node.place, self._last))
                self._last = max(node.place, self._last)
            elif isinstance(node, Parsed):
                waiting.append(self._begin(node))
                waiting += reversed(node.children)
            elif isinstance(node, Text):
                self._built.add(*self._passages(node.data))
            elif isinstance(node, DocumentFragment):  # what a template holds
                waiting += reversed(node.children)
        return self._built.done(self._end)

    def _begin(self, parsed: Parsed) -> _Ended:
        """Begin an element; what is given back ends it."""
        location = parsed.source_location
        start = end = self._last
        if location is not None:
            places = self._marked.places
            start = places.get(location.start_tag.start_offset, start)
            end = places.get(location.start_tag.end_offset, start)
            self._last = max(self._last, end)
            if location.end_tag is not None:
                end = places.get(location.end_tag.end_offset, end)
        self._built.begin(parsed.tag, _plain(parsed.attrs), start)
        return _Ended(end)

    def _passages(self, marked: str) -> Iterator[Passage]:
        at = 0
        for match in self._marks.finditer(marked):
            yield from _white_space(marked[at : match.start()])
            run = self._marked.runs[int(match[1])]
            if run.text:
                self._last = max(self._last, run.origins[0] + len(run.text))
                yield run
            at = match.end()
        yield from _white_space(marked[at:])


class _Ended(NamedTuple):
    place: int


def _white_space(text: str) -> Iterator[Passage]:
    if text:
        yield Passage.unwritten(text)


def _plain(attributes: _Attributes) -> dict[str, str]:
    """Attributes as they are written: a list of classes is one text."""
    return {
        name: " ".join(value) if isinstance(value, list) else value or ""
        for name, value in attributes.items()
    }
