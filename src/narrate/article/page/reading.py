"""The steps from a page to its article, in their order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrate.article.elements.accounts import skips_of
from narrate.article.elements.notes import notes_in
from narrate.article.markup import XmlError, html_tree, xml_tree
from narrate.article.page.about import about_of
from narrate.article.page.content.furniture import BYLINE, OUTSIDE, PAGE
from narrate.article.page.content.leads import is_bar
from narrate.article.page.content.whole import content_of
from narrate.article.page.credits import (
    author_in,
    changed_on,
    credits_below,
    credits_on_top,
    told_on,
    with_credits,
)
from narrate.article.page.head import ABOVE, headed
from narrate.article.page.marked import marked_author, marked_date
from narrate.article.page.pages import pages_of
from narrate.article.page.sheet import Sheet
from narrate.article.page.stretches import is_near, is_prose, stretch_of
from narrate.article.page.tails import InnerLinks, without_tail, without_teasers
from narrate.article.page.title import title_of
from narrate.article.page.unmarked import judged_as_plain
from narrate.article.page.words import (
    Left,
    without_bare_headings,
    without_doubles,
    without_furniture,
    without_people,
)
from narrate.article.parsed import Parsed
from narrate.article.plain.credits import is_dateline
from narrate.messages import Message
from narrate.model import Paragraph, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from narrate.article.elements.notes import Notes
    from narrate.article.frontmatter import FrontMatter
    from narrate.article.markup import Element
    from narrate.article.policy import ArticlePolicy
    from narrate.model import Decision, Metadata, Source

_TITLE_AGAIN = Message("the title once more")
_FOOTNOTE = Message("footnote")
_AROUND = (PAGE, OUTSIDE, BYLINE)
_NEAR_THE_TITLE = 3
_NOTE_HEADINGS = frozenset(
    {"注", "註", "注釈", "註釈", "脚注", "脚註", "注記", "Notes", "Footnotes", "References"}
)
_WAY_BACK = "↑^←⤴↩︎0123456789 []"
_EMBEDDED = ("iframe", "video", "audio", "object", "embed")
_NUMBER_MARKS = ".．)）:：]］、 　"


def parse_page(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    """The article of a page, or of several that were kept as one."""
    said = _Said()
    metadata = front.metadata
    for number, (start, end) in enumerate(pages_of(source.text, front.end)):
        sheet = _sheet(source, _tree(source, start, end), policy, metadata.language)
        metadata = _Page(sheet, metadata).read(said, is_first=not number)
    paragraphs = tuple(said.paragraphs)
    skips = skips_of(source, front.end, paragraphs, said.dropped, said.texts)
    return Parsed(paragraphs, skips, metadata, (), tuple(said.decisions))


def _tree(source: Source, start: int, end: int) -> Element:
    """XHTML as XML, if it is that; all else as a browser reads it."""
    text = source.text
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    if text.startswith("<?xml", first):
        try:
            return xml_tree(text, first, end)
        except XmlError:
            pass
    return html_tree(source.text, start, end)


def _sheet(source: Source, tree: Element, policy: ArticlePolicy, language: str) -> Sheet:
    from narrate.ground.wording import words_of

    about, content = about_of(tree), content_of(tree)
    words = words_of(language or about.language)
    return Sheet(source, tree, about, content, marked_author(tree, content), policy.markdown, words)


@dataclass(slots=True)
class _Said:
    """What was found so far."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    dropped: list[tuple[Passage, Message]] = field(default_factory=list)
    texts: list[Passage] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


class _Page:
    """One page on its way."""

    def __init__(self, sheet: Sheet, metadata: Metadata) -> None:
        self._sheet = sheet
        self._metadata = metadata
        self._dropped: list[tuple[Passage, Message]] = []

    def read(self, said: _Said, *, is_first: bool) -> Metadata:
        """Add what the page says; what it tells of itself where nothing else did is given back."""
        sheet = self._sheet
        notes = notes_in(sheet.content.element)
        heading, called = title_of(sheet.tree, sheet.content, sheet.about)
        top = headed(sheet, self._said_by_author(notes), heading)
        self._dropped += top.dropped
        paragraphs, metadata = self._without_credits(self._article_of(top.paragraphs), top.title)
        if paragraphs and not any(p.role is Role.HEADING for p in paragraphs):
            text = judged_as_plain(sheet, paragraphs, metadata, called)
            paragraphs, metadata = list(text.paragraphs), text.metadata
            self._dropped += [(stretch_of(sheet.source, s.start, s.end), s.reason) for s in text.skips]
            said.decisions += text.decisions
        if is_first:
            paragraphs = self._with_title(paragraphs, top.title, called if heading is None else "")
        elif top.title is not None:
            self._drop(top.title.passage, _TITLE_AGAIN)
        said.paragraphs += [*paragraphs, *self._notes(notes)]
        said.texts += _passages(sheet.tree)
        self._drop_outside()
        said.dropped += self._dropped
        return self._with_who_and_when(metadata) if is_first else self._metadata

    def _said_by_author(self, notes: Notes) -> list[Paragraph]:
        """What stands in the article, less what is said of its author, of pictures twice, and by readers."""
        sheet = self._sheet
        paragraphs = self._left(without_doubles(self._flow(notes), sheet.words.image, sheet.names))
        form = max((field.start for field in sheet.tree.all("textarea", "form") if _asks(field)), default=-1)
        return self._left(without_people(paragraphs, form))

    def _article_of(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Less what is furniture by its words, and by where it leads."""
        sheet = self._sheet
        paragraphs = self._left(without_furniture(paragraphs, sheet.source))
        embedded = [element.start for element in sheet.content.element.all(*_EMBEDDED)]
        paragraphs = self._left(without_bare_headings(paragraphs, self._dropped, embedded))
        links = InnerLinks(sheet.tree, sheet.about.address)
        paragraphs = self._left(without_teasers(paragraphs, links))
        return self._left(without_tail(paragraphs, links, is_body=sheet.content.is_named))

    def _with_who_and_when(self, metadata: Metadata) -> Metadata:
        """The metadata, with the author and the date that the page marks, or says beside the text."""
        sheet = self._sheet
        author = sheet.author or self._author_above() or sheet.about.company
        return replace(metadata, author=metadata.author or author, date=metadata.date or self._date())

    def _date(self) -> date | None:
        sheet = self._sheet
        around = [p.text for p, reason in self._dropped if reason in _AROUND and is_near(p, sheet.content)]
        above = [p.text.strip() for p, reason in self._dropped if reason in (BYLINE, ABOVE)]
        above += [text.strip() for text in around if is_dateline(text.strip())]
        return marked_date(sheet.tree, sheet.content) or changed_on(around) or told_on(above)

    def _author_above(self) -> str:
        content = self._sheet.content
        start = content.element.start
        above = [p for p, _ in self._dropped if p.known_origins and p.known_origins[0] < start]
        return next((name for p in above if is_near(p, content) and (name := author_in(p.text.strip()))), "")

    def _left(self, left: Left) -> list[Paragraph]:
        self._dropped += left.dropped
        return left.paragraphs

    def _drop(self, passage: Passage, reason: Message) -> None:
        self._dropped.append((passage, reason))

    def _flow(self, notes: Notes) -> list[Paragraph]:
        content = self._sheet.content
        bodies = {id(body): _FOOTNOTE for body in notes.bodies}
        reasons = content.reasons | notes.silent | bodies
        flow = self._sheet.flow([content.element], reasons, is_furniture=is_bar)
        self._dropped += [(passage, reason) for passage, reason in flow.dropped if reason is not _FOOTNOTE]
        return _without_empty_note_heading(list(flow.paragraphs), bool(notes.bodies), self._dropped)

    def _notes(self, notes: Notes) -> list[Paragraph]:
        sheet = self._sheet
        found: list[Paragraph] = []
        for number, body in enumerate(notes.bodies, 1):
            flow = sheet.flow([body], sheet.content.reasons | notes.silent, Role.NOTE)
            self._dropped += flow.dropped
            if sheet.policy.footnotes == "skip":
                self._dropped += [(p.passage, _FOOTNOTE) for p in flow.paragraphs]
                continue
            mark = sheet.words.note.format(number)
            self._dropped += [(p.passage, _FOOTNOTE) for p in flow.paragraphs if _is_way_back(p)]
            said = [p for p in flow.paragraphs if p.role is not Role.ANNOUNCEMENT and not _is_way_back(p)]
            found += _behind_mark([p._replace(role=Role.NOTE) for p in said], mark)
        return found

    def _without_credits(
        self, paragraphs: list[Paragraph], title: Paragraph | None
    ) -> tuple[list[Paragraph], Metadata]:
        first_prose = next((n for n, p in enumerate(paragraphs) if is_prose(p)), 0)
        paragraphs = _with_subtitle(paragraphs, first_prose) if title is not None else paragraphs
        first = next((n for n, p in enumerate(paragraphs) if p.role is Role.HEADING), first_prose)
        end = min(first, first_prose) if title is not None else 0
        places = credits_on_top(paragraphs, 0, end, self._sheet.author)
        places += credits_below(paragraphs)
        texts = [paragraphs[at].passage.text for at in places]
        for at in places:
            self._drop(paragraphs[at].passage, BYLINE)
        kept = [p for at, p in enumerate(paragraphs) if at not in places]
        return kept, with_credits(self._sheet.about.filled(self._metadata), texts)

    def _with_title(
        self, paragraphs: list[Paragraph], title: Paragraph | None, called: str
    ) -> list[Paragraph]:
        if self._metadata.title:
            if title is not None:
                self._drop(title.passage, _TITLE_AGAIN)
            return paragraphs
        if title is None and called and not any(p.role is Role.TITLE for p in paragraphs[:3]):
            title = Paragraph(Role.TITLE, self._named(called), anchor=0)
        if title is None:
            return paragraphs
        return [title, *[p._replace(role=Role.BODY) if p.role is Role.TITLE else p for p in paragraphs]]

    def _named(self, called: str) -> Passage:
        """The name of a page as it stands in its head."""
        written = self._sheet.about.title
        at = written.text.find(called) if written is not None else -1
        if written is None or at < 0:
            return Passage.unwritten(called)
        return written[at : at + len(called)]

    def _drop_outside(self) -> None:
        inside = {id(passage) for passage in _passages(self._sheet.content.element)}
        self._dropped += [(p, OUTSIDE) for p in _passages(self._sheet.tree) if id(p) not in inside]


def _passages(element: Element) -> list[Passage]:
    from narrate.article.markup.tree import passages_in

    return list(passages_in(element))


def _with_subtitle(paragraphs: list[Paragraph], first_prose: int) -> list[Paragraph]:
    """A heading right below the title is one of its own where who wrote it stands below both."""
    is_below = len(paragraphs) > 1 and paragraphs[0].role is Role.HEADING
    if is_below and credits_on_top(paragraphs, 1, min(first_prose, _NEAR_THE_TITLE)):
        return [paragraphs[0]._replace(role=Role.SUBTITLE), *paragraphs[1:]]
    return paragraphs


def _asks(field: Element) -> bool:
    """Whether a field or a form asks readers for what they have to say."""
    names = f"{field['name']} {field['id']} {field['class']} {field['action']}".lower()
    return field.name == "textarea" or any(word in names for word in ("comment", "reply", "message"))


def _is_way_back(paragraph: Paragraph) -> bool:
    """Whether it is only the arrow from a note back to its text, with its number."""
    return not paragraph.passage.text.strip(_WAY_BACK)


def _behind_mark(paragraphs: Sequence[Paragraph], mark: str) -> list[Paragraph]:
    """The paragraphs of a note behind its number, without the one that is written."""
    first, others = paragraphs[:1], paragraphs[1:]
    return [*(p.behind(Passage.unwritten(mark)) for p in first), *others]


def _without_empty_note_heading(
    paragraphs: list[Paragraph], has_notes: bool, dropped: list[tuple[Passage, Message]]
) -> list[Paragraph]:
    """The heading above the notes says nothing where they are read with their numbers."""
    last = paragraphs[-1] if has_notes and paragraphs else None
    if (
        last is None
        or last.role not in (Role.HEADING, Role.BODY)
        or last.passage.text.strip(_NUMBER_MARKS) not in _NOTE_HEADINGS
    ):
        return paragraphs
    dropped.append((last.passage, _FOOTNOTE))
    return paragraphs[:-1]
