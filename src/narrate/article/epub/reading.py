"""The steps from a book's parts to its article, in their order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from narrate.article.elements.accounts import skips_of
from narrate.article.elements.blocks import flow_of
from narrate.article.elements.notes import MARK
from narrate.article.epub.book import Book, Document, open_book, remarks_on, with_package
from narrate.article.epub.breaks import fewest_lines, gaps_in, with_breaks, without_breaks_below_headings
from narrate.article.epub.chapters import Chapter, chapters_of, named_again, with_chapters
from narrate.article.epub.contents import contents_of_page
from narrate.article.epub.dates import published_in
from narrate.article.epub.matter import TITLE_PAGE, bare, is_front_of, is_title_page, numbers_of_paragraphs
from narrate.article.epub.notes import behind_number, empty_brackets_in, own_mark
from narrate.article.epub.selection import silences, why_left_out
from narrate.article.markup.tree import passages_in
from narrate.article.parsed import Parsed
from narrate.article.skips.reasons import COLOPHON, CONTENTS, FOOTNOTE
from narrate.errors import SourceError
from narrate.ground.wording import words_of
from narrate.messages import Message
from narrate.model import Paragraph, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narrate.article.elements.blocks import Flow
    from narrate.article.frontmatter import FrontMatter
    from narrate.article.markup import Element
    from narrate.article.policy import ArticlePolicy
    from narrate.model import Metadata, Skip, Source

_PACKAGE = Message("package of the book")
_PARAGRAPH_NUMBER = Message("number of a paragraph")
_NOTES_HEADING = Message("heading of the notes")
_TITLE_AGAIN = Message("the title once more")
_OUTSIDE = Message("outside of the text")
_TOP_PARAGRAPHS = 12
_TOP_DOCUMENTS = 6
"""In which a page of titles is looked for."""


def parse_epub(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    """The article of a book.

    Raises:
        SourceError: it holds images alone, or no document.
    """
    book = open_book(source)
    if not book.documents and not book.package.pictures:
        problem = Message("the book names no document that it has")
        raise SourceError(problem, hint=Message("get the file again"), path=source.path)
    return _Reading(book, policy, front.metadata).read()


_Flowing: TypeAlias = "tuple[Document, list[Paragraph]]"
"""A document, and what it says."""


@dataclass(slots=True)
class _Said:
    """What is said, in order, and what is not."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    dropped: list[tuple[Passage, Message]] = field(default_factory=list)


class _Reading:
    """A book on its way."""

    def __init__(self, book: Book, policy: ArticlePolicy, metadata: Metadata) -> None:
        self._book = book
        self._policy = policy.markdown
        self._metadata = with_package(metadata, book)
        self._words = words_of(self._metadata.language)
        self._said = _Said()
        self._silences = {d.name: silences(d, book) for d in book.documents}
        self._contents_pages: list[Document] = []
        self._named: dict[str, Document] = {}

    def read(self) -> Parsed:
        """All of it."""
        flows, note_headings = self._flows()
        body = self._with_breaks(flows)
        self._refuse_images(body)
        body = self._without_numbers(body)
        self._date_by("\n".join(p.passage.text for p in takewhile(_is_above, body[:_TOP_PARAGRAPHS])))
        body = with_chapters(body, self._chapters([document for document, _ in flows]))
        body = self._without_colophon(without_breaks_below_headings(body))
        self._said.paragraphs = [*self._with_title(body), *self._notes(note_headings)]
        paragraphs = tuple(self._said.paragraphs)
        return Parsed(paragraphs, self._skips(), self._metadata, tuple(remarks_on(self._book)))

    def _drop(self, paragraphs: Iterable[Paragraph], reason: Message) -> None:
        self._said.dropped += [(paragraph.passage, reason) for paragraph in paragraphs]

    def _flows(self) -> tuple[list[_Flowing], list[Paragraph]]:
        """The documents with what they say, and what stands above notes in one that holds nothing else."""
        texts = [document for document in self._book.documents if not self._is_left_out(document)]
        flows = self._without_title_pages([(document, self._flow(document)) for document in texts])
        flows, headings = self._without_notes_pages(flows)
        return self._without_half_titles(flows), headings

    def _with_breaks(self, flows: Sequence[_Flowing]) -> list[Paragraph]:
        gaps = [gaps_in(document.body, found) for document, found in flows]
        fewest = fewest_lines(gaps, sum(len(found) for _, found in flows))
        return [
            p for (_, found), gap in zip(flows, gaps, strict=True) for p in with_breaks(found, gap, fewest)
        ]

    def _is_left_out(self, document: Document) -> bool:
        """Whether a document is no text as a whole: then it is left out here."""
        reason = why_left_out(document, self._book)
        if reason is None:
            return False
        if reason is CONTENTS:
            self._contents_pages.append(document)
        if reason is COLOPHON:
            self._date_by(document.body.text)
        notes = self._book.notes_in.get(document.name, ())
        spoken = {id(passage) for note in notes for passage in passages_in(note)}
        texts = (p for p in passages_in(document.root) if id(p) not in spoken and p.text.strip())
        self._said.dropped += [(passage, reason) for passage in texts]
        return True

    def _date_by(self, text: str) -> None:
        """Know the day of publication by a text, unless it is known."""
        if self._metadata.date is None:
            self._metadata = replace(self._metadata, date=published_in(text))

    def _flow(self, document: Document) -> list[Paragraph]:
        flow = self._said_by([document.body], self._silences[document.name])
        self._said.dropped += [(p, reason) for p, reason in flow.dropped if reason is not FOOTNOTE]
        inside = {id(passage) for passage in passages_in(document.body)}
        outside = (p for p in passages_in(document.root) if id(p) not in inside and p.text.strip())
        self._said.dropped += [(passage, _OUTSIDE) for passage in outside]
        return [self._without_empty_brackets(paragraph) for paragraph in flow.paragraphs]

    def _without_empty_brackets(self, paragraph: Paragraph) -> Paragraph:
        spans = empty_brackets_in(paragraph)
        if len(spans) == 0 or len(paragraph.passage) == sum(end - start for start, end in spans):
            return paragraph
        self._said.dropped += [(paragraph.passage[start:end], MARK) for start, end in spans]
        return paragraph.without(spans)

    def _said_by(
        self, nodes: Sequence[Element | Passage], reasons: Mapping[int, Message], role: Role = Role.BODY
    ) -> Flow:
        return flow_of(nodes, self._book.source.text, self._policy, self._words, reasons, role)

    def _without_title_pages(self, flows: list[_Flowing]) -> list[_Flowing]:
        """Less the pages on top that say nothing but what the package says."""
        last = min(_TOP_DOCUMENTS, len(flows) - 1)
        return [
            (document, [] if number < last and self._is_title_page(document, found) else found)
            for number, (document, found) in enumerate(flows)
        ]

    def _is_title_page(self, document: Document, found: Sequence[Paragraph]) -> bool:
        """Whether a document is one; then it is left out here."""
        title = bare(self._metadata.title)
        is_page = is_title_page(found, self._book.package.names | {self._metadata.title}) or is_front_of(
            document.body, title
        )
        self._drop(found if is_page else (), TITLE_PAGE)
        return is_page

    def _without_half_titles(self, flows: list[_Flowing]) -> list[_Flowing]:
        """Less the documents that hold but the title of the next one, which begins where they do."""
        said = [p for _, found in flows for p in found]
        numbers = {id(said[at]) for at in numbers_of_paragraphs(said)}
        again = named_again([[p for p in found if id(p) not in numbers] for _, found in flows])
        for at, after in again.items():
            for paragraph in flows[at][1]:
                self._drop([paragraph], _PARAGRAPH_NUMBER if id(paragraph) in numbers else _TITLE_AGAIN)
            self._named[flows[at][0].name] = flows[after][0]
        return [flow for at, flow in enumerate(flows) if at not in again]

    def _without_notes_pages(self, flows: list[_Flowing]) -> tuple[list[_Flowing], list[Paragraph]]:
        """Less the headings of documents that hold notes alone; the first of them stands above the notes."""
        kept: list[_Flowing] = []
        headings: list[Paragraph] = []
        for document, found in flows:
            is_page = document.name in self._book.notes_in and all(p.role is Role.HEADING for p in found)
            headings += found if is_page else []
            kept.append((document, [] if is_page else found))
        self._drop(headings[1:], _NOTES_HEADING)
        return kept, [p._replace(level=2) for p in headings[:1]]

    def _chapters(self, documents: Sequence[Document]) -> list[Chapter]:
        """The entries of the contents that lead to what is said.

        Those of Japanese publishers list cover, contents and colophon; then the page of contents says more.
        """
        title = self._metadata.title
        listed = chapters_of(self._book.contents.entries, documents, self._book, title, self._named)
        pages = [page for page in self._contents_pages if page.name != self._book.package.nav]
        if len(listed) > 1 or not pages:
            return listed
        written = [e for page in pages for e in contents_of_page(page.body, page.name, self._book.names)]
        return max(listed, chapters_of(written, documents, self._book, title, self._named), key=len)

    def _without_numbers(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        numbers = numbers_of_paragraphs(paragraphs)
        self._drop((paragraphs[at] for at in sorted(numbers)), _PARAGRAPH_NUMBER)
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
        self._drop(paragraphs[count:], COLOPHON)
        return paragraphs[:count]

    def _with_title(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """The title on top: as the text has it, if it begins with it, else as the package does."""
        title = bare(self._metadata.title)
        author = bare(self._metadata.author)
        paragraphs = [
            p._replace(role=Role.BODY, level=0) if at < 3 and author and bare(p.passage.text) == author else p
            for at, p in enumerate(paragraphs)
        ]
        tops = [n for n, p in enumerate(paragraphs[:2]) if title and bare(p.passage.text) == title]
        at = next(iter(tops or self._spoken_title(paragraphs)), None)
        if at is not None:
            written = paragraphs[at]._replace(role=Role.TITLE, level=1)
            return [written, *paragraphs[:at], *paragraphs[at + 1 :]]
        if self._book.title is None:
            return paragraphs
        return [Paragraph(Role.TITLE, self._book.title, level=1), *paragraphs]

    def _spoken_title(self, paragraphs: Sequence[Paragraph]) -> list[int]:
        """Which paragraph the title is, where it is the heading of a document that is read."""
        title = self._book.title
        places = title.known_origins[:1] if title is not None else ()
        return [n for n, p in enumerate(paragraphs) if places and p.passage.known_origins[:1] == places]

    def _notes(self, headings: list[Paragraph]) -> list[Paragraph]:
        """What is said of the notes, below their heading."""
        notes = self._book.notes
        bodies = {id(note) for note in notes.bodies}
        reasons = {
            key: reason
            for found in self._silences.values()
            for key, reason in found.items()
            if key not in bodies
        }
        said: list[Paragraph] = []
        for number, (note, mark) in enumerate(zip(notes.bodies, notes.marks, strict=True), 1):
            flow = self._said_by(note.children, reasons, Role.NOTE)
            self._said.dropped += flow.dropped
            said += behind_number(self._without_marks(flow.paragraphs, mark), self._words.note.format(number))
        if said and self._policy.footnotes == "read":
            return [*headings, *said]
        self._drop(said, FOOTNOTE)
        self._drop(headings, _NOTES_HEADING)
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

    def _refuse_images(self, paragraphs: Sequence[Paragraph]) -> None:
        """A book of pictures has nothing to read.

        Raises:
            SourceError: there is no text in it.
        """
        if all(p.role is Role.HEADING for p in paragraphs) and self._book.holds_pictures:
            problem = Message("there is nothing to read: it holds images only")
            hint = Message("give a book that holds text")
            raise SourceError(problem, hint=hint, path=self._book.source.path)

    def _texts(self) -> Iterator[Passage]:
        return (passage for document in self._book.documents for passage in passages_in(document.root))

    def _skips(self) -> tuple[Skip, ...]:
        book, text = self._book, self._book.source.text
        whole = [(book.source.parts[0].name, _PACKAGE)]
        whole += [(name, CONTENTS) for name in (book.package.nav, book.package.ncx) if name]
        spans = [(range(*book.spans[name]), reason) for name, reason in whole]
        dropped = [(Passage(text[at.start : at.stop], at), reason) for at, reason in spans]
        return skips_of(book.source, 0, self._said.paragraphs, [*self._said.dropped, *dropped], self._texts())


def _is_above(paragraph: Paragraph) -> bool:
    """Whether a paragraph may belong to what stands below the title: it is no sentence."""
    return "。" not in paragraph.passage.text
