"""The steps from a book's parts to its article, in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from narrate.article.epub.breaks import fewest_lines, gaps_in, with_breaks, without_breaks_below_headings
from narrate.article.epub.chapters import Chapter, with_chapters
from narrate.article.epub.contents import Contents, contents_of_nav, contents_of_ncx, contents_of_page
from narrate.article.epub.dates import published_in
from narrate.article.epub.matter import (
    COLOPHON,
    LONE_NOTE,
    bare,
    is_contents,
    is_front_of,
    is_title_page,
    lone_notes_in,
    numbers_of_paragraphs,
    silent_in,
    why_by_class,
    why_by_label,
    why_by_name,
    why_by_type,
)
from narrate.article.epub.names import Names
from narrate.article.epub.notes import links_of, notes_of, own_mark
from narrate.article.epub.package import package_of
from narrate.article.epub.trees import tree_of
from narrate.article.markup.tree import passages_in
from narrate.article.page.accounts import skips_of
from narrate.article.page.blocks import flow_of
from narrate.article.page.notes import MARK
from narrate.article.parsed import Parsed
from narrate.errors import SourceError
from narrate.ground.wording import JAPANESE, are_alike, words_of
from narrate.messages import Listed, Message, counted
from narrate.model import NOWHERE, Paragraph, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narrate.article.epub.contents import Entry
    from narrate.article.epub.package import Package
    from narrate.article.frontmatter import FrontMatter
    from narrate.article.markup import Element
    from narrate.article.policy import ArticlePolicy
    from narrate.model import Metadata, Skip, Source

_PACKAGE = Message("package of the book")
_CONTENTS = Message("table of contents")
_TITLE_PAGE = Message("title page")
_FOOTNOTE = Message("footnote")
_PARAGRAPH_NUMBER = Message("number of a paragraph")
_NOTES_HEADING = Message("heading of the notes")
_NOT_LINEAR = Message("set apart by the book: it is no part of its order of reading")
_OUTSIDE = Message("outside of the text")
_MOST_NAMED = 3
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_LATIN = re.compile("[A-Za-z]")
_FEWEST_KANA = 20
_TOP_PARAGRAPHS = 12
_TOP_DOCUMENTS = 6
"""In which a page of titles is looked for."""


def parse_epub(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    """The article of a book.

    Raises:
        SourceError: it holds images alone, or no document.
    """
    book = _Book(source, policy, front.metadata)
    return book.read()


class _Document(NamedTuple):
    """A document of the spine. ``start`` to ``end`` is where it stands in the source."""

    name: str
    start: int
    end: int
    root: Element
    body: Element
    is_linear: bool


_Flowing: TypeAlias = "tuple[_Document, list[Paragraph]]"
"""A document, and what it says."""


@dataclass(slots=True)
class _Said:
    """What is said, in order, and what is not."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    dropped: list[tuple[Passage, Message]] = field(default_factory=list)

    def drop(self, element: Element, reason: Message) -> None:
        """All text of an element is left out."""
        self.dropped += [(passage, reason) for passage in passages_in(element)]


class _Book:
    """A book on its way."""

    def __init__(self, source: Source, policy: ArticlePolicy, metadata: Metadata) -> None:
        self._source = source
        self._policy = policy.markdown
        self._spans = _spans(source)
        self._names = Names(self._spans)
        first = source.parts[0].name
        self._package = package_of(self._tree(first), first, self._names)
        self._metadata = _filled(metadata, self._package)
        self._contents = self._contents_of()
        self._labels = _grouped((entry.name, entry.label.text) for entry in self._contents.entries)
        self._landmarks = _grouped(self._contents.landmarks)
        self._said = _Said()
        self._ill_formed: list[str] = []
        self._contents_pages: list[_Document] = []
        self._documents = self._documents_of()
        self._is_japanese_unsaid = _is_japanese([d.body for d in self._documents], self._metadata.language)
        if self._is_japanese_unsaid:
            self._metadata = replace(self._metadata, language=JAPANESE.language)
        self._words = words_of(self._metadata.language)
        bodies = [(d.name, d.body) for d in self._documents]
        self._links = links_of(bodies, self._names)
        self._notes = notes_of(bodies, self._links)
        self._notes_in = _grouped((self._source.part_of(note.start), note) for note in self._notes.bodies)

    def read(self) -> Parsed:
        """All of it."""
        said = self._said
        silent = {d.name: self._silent_in(d) for d in self._documents}
        texts = [d for d in self._documents if not self._is_left_out(d)]
        flows = [(d, self._flow(d, silent[d.name])) for d in texts]
        flows = self._without_title_pages(flows)
        flows, note_headings = self._without_notes_pages(flows)
        gaps = [gaps_in(d.body, found) for d, found in flows]
        fewest = fewest_lines(gaps, sum(len(found) for _, found in flows))
        for (_, found), gap in zip(flows, gaps, strict=True):
            said.paragraphs += with_breaks(found, gap, fewest)
        self._refuse_images()
        said.paragraphs = self._without_numbers(said.paragraphs)
        self._date_by(
            "\n".join(p.passage.text for p in takewhile(_is_above, said.paragraphs[:_TOP_PARAGRAPHS]))
        )
        said.paragraphs = with_chapters(said.paragraphs, self._chapters([d for d, _ in flows]))
        said.paragraphs = without_breaks_below_headings(said.paragraphs)
        said.paragraphs = self._without_colophon(said.paragraphs)
        said.paragraphs = self._with_title(said.paragraphs)
        said.paragraphs += self._said_notes(
            note_headings, {k: v for s in silent.values() for k, v in s.items()}
        )
        return Parsed(tuple(said.paragraphs), self._skips(), self._metadata, tuple(self._remarks()))

    def _tree(self, name: str) -> Element:
        return tree_of(self._source.text, *self._spans[name]).root

    def _contents_of(self) -> Contents:
        nav, ncx = self._package.nav, self._package.ncx
        found = contents_of_nav(self._tree(nav), nav, self._names) if nav else Contents()
        if found.entries or not ncx:
            return found
        return replace(contents_of_ncx(self._tree(ncx), ncx, self._names), landmarks=found.landmarks)

    def _documents_of(self) -> list[_Document]:
        found = []
        for name, is_linear in self._package.documents:
            start, end = self._spans[name]
            tree = tree_of(self._source.text, start, end)
            if not tree.is_well_formed:
                self._ill_formed.append(name)
            body = tree.root.first("body", "book") or tree.root
            found.append(_Document(name, start, end, tree.root, body, is_linear))
        if not any(d.is_linear for d in found):
            found = [d._replace(is_linear=True) for d in found]
        if not found and not self._package.pictures:
            problem = Message("the book names no document that it has")
            raise SourceError(problem, hint=Message("get the file again"), path=self._source.path)
        return found

    def _silent_in(self, document: _Document) -> dict[int, Message]:
        """Why elements are not said where they stand."""
        reasons = silent_in(document.body)
        reasons |= {id(note): LONE_NOTE for note in lone_notes_in(document.body)}
        reasons |= {id(note): _FOOTNOTE for note in self._notes.bodies}
        return reasons | self._notes.silent

    def _is_left_out(self, document: _Document) -> bool:
        """Whether a document is no text as a whole: then it is left out here."""
        reason = self._why_left_out(document)
        if reason is not None:
            if reason == _CONTENTS:
                self._contents_pages.append(document)
            if reason == COLOPHON:
                self._date_by(document.body.text)
            notes = self._notes_in.get(document.name, [])
            spoken = {id(passage) for note in notes for passage in passages_in(note)}
            self._said.dropped += [(p, reason) for p in passages_in(document.root) if id(p) not in spoken]
        return reason is not None

    def _why_left_out(self, document: _Document) -> Message | None:
        body, name = document.body, document.name
        if name == self._package.nav:
            return _CONTENTS
        labels = self._labels.get(name, [])
        landmarks = self._landmarks.get(name, [])
        found = (
            why_by_type(_kinds(body)) or why_by_class(body),
            why_by_type([self._package.kinds.get(name, ""), *landmarks]),
            why_by_label(labels[0], body) if len(labels) == 1 else None,
            why_by_label(_first_text(body), body),
            why_by_name(name, body),
            _CONTENTS if is_contents(body) else None,
            None if document.is_linear else _NOT_LINEAR,
        )
        return next((reason for reason in found if reason), None)

    def _date_by(self, text: str) -> None:
        """Know the day of publication by a text, unless it is known."""
        if self._metadata.date is None:
            self._metadata = replace(self._metadata, date=published_in(text))

    def _flow(self, document: _Document, reasons: Mapping[int, Message]) -> list[Paragraph]:
        flow = flow_of([document.body], self._source.text, self._policy, self._words, reasons)
        self._said.dropped += [(p, reason) for p, reason in flow.dropped if reason is not _FOOTNOTE]
        inside = {id(passage) for passage in passages_in(document.body)}
        self._said.dropped += [
            (p, _OUTSIDE) for p in passages_in(document.root) if id(p) not in inside and p.text.strip()
        ]
        return list(flow.paragraphs)

    def _without_title_pages(self, flows: list[_Flowing]) -> list[_Flowing]:
        """Less the pages on top that say nothing but what the package says."""
        last = min(_TOP_DOCUMENTS, len(flows) - 1)
        title = bare(self._metadata.title)
        pages = [
            is_title_page(found, self._package.names) or is_front_of(d.body, title)
            for d, found in flows[:last]
        ]
        for (_, found), is_page in zip(flows, pages, strict=False):
            self._said.dropped += [(p.passage, _TITLE_PAGE) for p in found if is_page]
        return [(d, [] if pages[n : n + 1] == [True] else found) for n, (d, found) in enumerate(flows)]

    def _without_notes_pages(self, flows: list[_Flowing]) -> tuple[list[_Flowing], list[Paragraph]]:
        """Less the headings of documents that hold notes alone; the first of them stands above the notes."""
        kept: list[_Flowing] = []
        headings: list[Paragraph] = []
        for document, found in flows:
            is_page = document.name in self._notes_in and all(p.role is Role.HEADING for p in found)
            headings += found if is_page else []
            kept.append((document, [] if is_page else found))
        self._said.dropped += [(p.passage, _NOTES_HEADING) for p in headings[1:]]
        return kept, [p._replace(level=2) for p in headings[:1]]

    def _chapters(self, documents: Sequence[_Document]) -> list[Chapter]:
        """The entries of the contents that lead to what is said.

        Those of Japanese publishers list cover, contents and colophon; then the page of contents says more.
        """
        listed = self._led_to(self._contents.entries, documents)
        pages = [d for d in self._contents_pages if d.name != self._package.nav]
        if len(listed) > 1 or not pages:
            return listed
        written = [e for d in pages for e in contents_of_page(d.body, d.name, self._names)]
        return max(listed, self._led_to(written, documents), key=len)

    def _led_to(self, entries: Iterable[Entry], documents: Sequence[_Document]) -> list[Chapter]:
        places = {d.name: d for d in documents}
        title = bare(self._metadata.title)
        found: list[Chapter] = []
        for entry in entries:
            document = places.get(entry.name)
            label = bare(entry.label.text)
            if document is None or not label or label == title:
                continue
            target = self._links.targets.get((entry.name, entry.fragment))
            start = document.start if target is None else max(document.start, target.start)
            if entry.fragment and target is None and any(c.start == start for c in found):
                continue  # it leads nowhere, and what is here has its name
            found.append(Chapter(entry.label, entry.depth, start, document.end))
        return found

    def _without_numbers(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        numbers = numbers_of_paragraphs(paragraphs)
        self._said.dropped += [(paragraphs[at].passage, _PARAGRAPH_NUMBER) for at in sorted(numbers)]
        return [p for at, p in enumerate(paragraphs) if at not in numbers]

    def _without_colophon(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Less what Aozora Bunko's texts have at their end; of that, what the text was typed from is kept."""
        from narrate.article.aozora.frame import colophon_in, source_in

        lines = [p.passage.text for p in paragraphs]
        text = "\n\n".join(lines)
        at = colophon_in(text, 0)
        if at == len(text):
            return paragraphs
        count = text.count("\n\n", 0, at)
        described = self._metadata.description or source_in("\n".join(lines[count:]))
        self._metadata = replace(self._metadata, description=described)
        self._said.dropped += [(p.passage, COLOPHON) for p in paragraphs[count:]]
        return paragraphs[:count]

    def _with_title(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """The title on top: as the text has it, if it begins with it, else as the package does."""
        title = bare(self._metadata.title)
        author = bare(self._metadata.author)
        paragraphs = [
            p._replace(role=Role.BODY, level=0) if at < 3 and author and bare(p.passage.text) == author else p
            for at, p in enumerate(paragraphs)
        ]
        at = next((n for n, p in enumerate(paragraphs[:2]) if title and bare(p.passage.text) == title), None)
        if at is not None:
            written = paragraphs[at]._replace(role=Role.TITLE, level=1)
            return [written, *paragraphs[:at], *paragraphs[at + 1 :]]
        if self._package.title is None:
            return paragraphs
        return [Paragraph(Role.TITLE, self._package.title, level=1), *paragraphs]

    def _said_notes(self, headings: list[Paragraph], silent: Mapping[int, Message]) -> list[Paragraph]:
        bodies = {id(note) for note in self._notes.bodies}
        reasons = {key: reason for key, reason in silent.items() if key not in bodies}
        found: list[Paragraph] = []
        for number, (note, mark) in enumerate(zip(self._notes.bodies, self._notes.marks, strict=True), 1):
            inner = note.children if id(note) in bodies else [note]
            flow = flow_of(inner, self._source.text, self._policy, self._words, reasons, Role.NOTE)
            self._said.dropped += flow.dropped
            texts = self._without_marks(flow.paragraphs, mark)
            if self._policy.footnotes == "skip":
                self._said.dropped += [(p.passage, _FOOTNOTE) for p in texts]
            else:
                found += _behind_mark(texts, self._words.note.format(number))
        if found:
            return [*headings, *found]
        self._said.dropped += [(p.passage, _NOTES_HEADING) for p in headings]
        return []

    def _without_marks(self, paragraphs: Sequence[Paragraph], mark: str) -> list[Paragraph]:
        """The paragraphs of a note less the mark that it begins with itself, and brackets around it."""
        kept: list[Paragraph] = []
        for paragraph in paragraphs:
            passage = paragraph.passage
            length = own_mark(passage.text, mark) if not kept else 0
            length = length if bare(passage.text) else len(passage)
            self._said.dropped += [(passage[:length], MARK)] if length else []
            if length < len(passage):
                cuts = tuple(cut - length for cut in paragraph.cuts if cut > length)
                kept.append(paragraph._replace(passage=passage[length:], cuts=cuts))
        return kept

    def _refuse_images(self) -> None:
        """A book of pictures has nothing to read.

        Raises:
            SourceError: there is no text in it.
        """
        has_text = any(d.body.text.strip() for d in self._documents if d.name != self._package.nav)
        pictures = self._package.pictures or any(
            d.body.first("img", "image", "object") for d in self._documents
        )
        if not has_text and pictures:
            problem = Message("there is nothing to read: it holds images only")
            raise SourceError(problem, hint=Message("give a book that holds text"), path=self._source.path)

    def _skips(self) -> tuple[Skip, ...]:
        package = self._spans[self._source.parts[0].name]
        text = self._source.text
        dropped = [*self._said.dropped, (Passage(text[slice(*package)], range(*package)), _PACKAGE)]
        for name in (self._package.nav, self._package.ncx):
            if name:
                start, end = self._spans[name]
                dropped.append((Passage(text[start:end], range(start, end)), _CONTENTS))
        return skips_of(self._source, 0, self._said.paragraphs, dropped)

    def _remarks(self) -> Iterator[Message]:
        if missing := self._package.missing:
            yield counted(
                "{count} document of the book is missing or damaged: {names}",
                "{count} documents of the book are missing or damaged: {names}",
                len(missing),
                names=Listed(missing[:_MOST_NAMED]),
            )
        if self._is_japanese_unsaid:
            yield Message(
                "the book calls its language {language}; it is Japanese", language=self._package.language
            )
        if self._ill_formed:
            yield counted(
                "{count} document of the book is no well-formed XML and read as far as it goes: {names}",
                "{count} documents of the book are no well-formed XML and read as far as they go: {names}",
                len(self._ill_formed),
                names=Listed(self._ill_formed[:_MOST_NAMED]),
            )


_Value = TypeVar("_Value")


def _grouped(pairs: Iterable[tuple[str, _Value]]) -> dict[str, list[_Value]]:
    groups: dict[str, list[_Value]] = {}
    for name, value in pairs:
        groups.setdefault(name, []).append(value)
    return groups


def _spans(source: Source) -> dict[str, tuple[int, int]]:
    ends = [*(part.start for part in source.parts[1:]), len(source.text)]
    return {part.name: (part.start, end) for part, end in zip(source.parts, ends, strict=True)}


def _filled(metadata: Metadata, package: Package) -> Metadata:
    title = " ".join(package.title.text.split()) if package.title is not None else ""
    return replace(
        metadata,
        title=metadata.title or title,
        author=metadata.author or package.author,
        date=metadata.date or package.date,
        description=metadata.description or package.description,
        language=metadata.language or package.language,
    )


def _first_text(body: Element) -> str:
    """What a document begins with."""
    return next((text for p in passages_in(body) if (text := p.text.strip())), "")


def _is_japanese(bodies: Sequence[Element], language: str) -> bool:
    """Whether a book is in Japanese that calls its language another one, as makers of books do by default."""
    if are_alike(language, JAPANESE.language):
        return False
    texts = [passage.text for body in bodies for passage in passages_in(body)]
    kana = sum(len(_KANA.findall(text)) for text in texts)
    return kana > _FEWEST_KANA and 3 * kana > sum(len(_LATIN.findall(text)) for text in texts)


def _is_above(paragraph: Paragraph) -> bool:
    """Whether a paragraph may belong to what stands below the title: it is no sentence."""
    return "。" not in paragraph.passage.text


def _kinds(body: Element) -> frozenset[str]:
    """What a document says it is: its body, or the one section that is all of it."""
    from narrate.article.epub.contents import types_of

    inner = list(body.elements)
    alone = inner[0] if len(inner) == 1 and inner[0].name in ("section", "div", "nav", "article") else body
    return types_of(body) | types_of(alone)


def _behind_mark(paragraphs: Sequence[Paragraph], mark: str) -> list[Paragraph]:
    """The paragraphs of a note behind its number."""
    notes = [p._replace(role=Role.NOTE, level=0) for p in paragraphs]
    if not notes:
        return []
    first, *others = notes
    said = Passage(mark, (NOWHERE,) * len(mark))
    cuts = tuple(cut + len(mark) for cut in first.cuts)
    return [first._replace(passage=said + first.passage, cuts=cuts), *others]
