"""A book, opened: its package, contents, documents and notes, before anything is said of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from narrate.article.elements.inline import collapsed
from narrate.article.epub.contents import Contents, contents_of_nav, contents_of_ncx
from narrate.article.epub.matter import is_slug, may_be_title
from narrate.article.epub.names import Names
from narrate.article.epub.notes import BookNotes, Links, links_of, notes_of
from narrate.article.epub.package import Package, package_of
from narrate.article.epub.trees import tree_of
from narrate.article.markup.tree import passages_in
from narrate.ground.wording import JAPANESE, are_alike
from narrate.messages import Listed, Message, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narrate.article.markup import Element
    from narrate.model import Metadata, Passage, Source

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_LATIN = re.compile("[A-Za-z]")
_FEWEST_KANA = 20
_MOST_NAMED = 3
"""Of the documents that are missing, or no XML."""
_TITLES = ("h1", "title", "doctitle")


class Document(NamedTuple):
    """A document of the spine. ``start`` to ``end`` is where it stands in the source."""

    name: str
    start: int
    end: int
    root: Element
    body: Element
    is_linear: bool
    is_well_formed: bool


@dataclass(frozen=True)
class Book:
    """A book. ``spans`` are the offsets of its parts, half-open, by their names."""

    source: Source
    spans: Mapping[str, tuple[int, int]]
    names: Names
    package: Package
    contents: Contents
    documents: tuple[Document, ...]
    links: Links
    notes: BookNotes

    @cached_property
    def title(self) -> Passage | None:
        """Its title; where the package has but the name of a file for it, as the book has it elsewhere."""
        called = self.package.title
        if called is None or not is_slug(called.text):
            return called
        elsewhere = (collapsed(e.passage) for e in self._titles() if e.first("rt") is None)
        return next((title for title in elsewhere if may_be_title(title.text)), called)

    def _titles(self) -> Iterator[Element]:
        """What may hold the title besides the package: the first heading, then what the contents say."""
        roots = [document.body for document in self.documents[:1]]
        others = (name for name in (self.package.nav, self.package.ncx) if name)
        roots += [tree_of(self.source.text, *self.spans[name]).root for name in others]
        found = (e for root in roots for e in root.all() if e.name.lower() in _TITLES)
        return (element for element in found if element.text.strip())

    @cached_property
    def labels(self) -> Mapping[str, Sequence[str]]:
        """What the contents call each document."""
        return _grouped((entry.name, entry.label.text) for entry in self.contents.entries)

    @cached_property
    def kinds(self) -> Mapping[str, Sequence[str]]:
        """What guide and landmarks call each document."""
        return _grouped([*self.package.kinds.items(), *self.contents.landmarks])

    @cached_property
    def notes_in(self) -> Mapping[str, Sequence[Element]]:
        """The notes that stand in each document."""
        return _grouped((self.source.part_of(note.start), note) for note in self.notes.bodies)

    @cached_property
    def language(self) -> str:
        """The tag of its language: Japanese, if it is that, whatever the package calls it."""
        called = self.package.language
        return JAPANESE.language if not are_alike(called, "ja") and _is_japanese(self.documents) else called

    @property
    def holds_pictures(self) -> bool:
        """Whether there is an image in it."""
        shown = (document.body.first("img", "image", "object") for document in self.documents)
        return bool(self.package.pictures) or any(element is not None for element in shown)


def open_book(source: Source) -> Book:
    """What is known of the book whose parts are a source."""
    spans = {part.name: span for part, span in zip(source.parts, source.part_spans, strict=True)}
    names = Names(spans)
    first = source.parts[0].name
    package = package_of(tree_of(source.text, *spans[first]).root, first, names)
    documents = tuple(_documents(source, package, spans))
    bodies = [(document.name, document.body) for document in documents]
    links = links_of(bodies, names)
    contents = _contents(source, package, spans, names)
    return Book(source, spans, names, package, contents, documents, links, notes_of(bodies, links))


def _documents(source: Source, package: Package, spans: Mapping[str, tuple[int, int]]) -> list[Document]:
    """The documents in the order of reading; where none is linear, all are."""
    found = []
    for name, is_linear in package.documents:
        root, is_well_formed = tree_of(source.text, *spans[name])
        body = root.first("body", "book") or root
        found.append(Document(name, *spans[name], root, body, is_linear, is_well_formed))
    if any(document.is_linear for document in found):
        return found
    return [document._replace(is_linear=True) for document in found]


def _contents(
    source: Source, package: Package, spans: Mapping[str, tuple[int, int]], names: Names
) -> Contents:
    nav, ncx = package.nav, package.ncx
    found = contents_of_nav(tree_of(source.text, *spans[nav]).root, nav, names) if nav else Contents()
    if found.entries or not ncx:
        return found
    points = contents_of_ncx(tree_of(source.text, *spans[ncx]).root, ncx, names)
    return replace(points, landmarks=found.landmarks)


def _is_japanese(documents: Sequence[Document]) -> bool:
    texts = [passage.text for document in documents for passage in passages_in(document.body)]
    kana = sum(len(_KANA.findall(text)) for text in texts)
    return kana > _FEWEST_KANA and 3 * kana > sum(len(_LATIN.findall(text)) for text in texts)


_Value = TypeVar("_Value")


def _grouped(pairs: Iterable[tuple[str, _Value]]) -> Mapping[str, Sequence[_Value]]:
    groups: dict[str, list[_Value]] = defaultdict(list)
    for name, value in pairs:
        groups[name].append(value)
    return groups


def remarks_on(book: Book) -> Iterator[Message]:
    """What is to be known of a book that is not as it should be."""
    if missing := book.package.missing:
        yield counted(
            "{count} document of the book is missing or damaged: {names}",
            "{count} documents of the book are missing or damaged: {names}",
            len(missing),
            names=Listed(missing[:_MOST_NAMED]),
        )
    if book.language != book.package.language:
        called = book.package.language
        yield Message("the book calls its language {language}; it is Japanese", language=called)
    if broken := [document.name for document in book.documents if not document.is_well_formed]:
        yield counted(
            "{count} document of the book is no well-formed XML and read as far as it goes: {names}",
            "{count} documents of the book are no well-formed XML and read as far as they go: {names}",
            len(broken),
            names=Listed(broken[:_MOST_NAMED]),
        )


def with_package(metadata: Metadata, book: Book) -> Metadata:
    """What is known of an article, with what the package says where that is silent."""
    package = book.package
    return replace(
        metadata,
        title=metadata.title or (book.title.text if book.title is not None else ""),
        author=metadata.author or package.author,
        date=metadata.date or package.date,
        description=metadata.description or package.description,
        language=metadata.language or book.language,
    )
