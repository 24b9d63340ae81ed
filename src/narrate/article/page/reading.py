"""The steps from a page to its article, in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.article.elements.accounts import skips_of
from narrate.article.elements.blocks import flow_of
from narrate.article.elements.notes import notes_in
from narrate.article.markup import XmlError, html_tree, xml_tree
from narrate.article.page.about import about_of, parts_of_name
from narrate.article.page.content.furniture import (
    BYLINE,
    NAVIGATION,
    OUTSIDE,
    PAGE,
    why_furniture,
    why_silent,
)
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
from narrate.article.page.marked import marked_author, marked_date
from narrate.article.page.pages import pages_of
from narrate.article.page.stretches import is_in, is_near, is_prose, less, line_of, stretch_of
from narrate.article.page.tails import InnerLinks, without_tail
from narrate.article.page.title import is_site, title_of
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
    from collections.abc import Iterator, Sequence
    from datetime import date

    from narrate.article.elements.notes import Notes
    from narrate.article.frontmatter import FrontMatter
    from narrate.article.markup import Element
    from narrate.article.page.about import About
    from narrate.article.page.content.whole import Content
    from narrate.article.policy import ArticlePolicy
    from narrate.ground.wording import Words
    from narrate.model import Decision, Metadata, Source

_ABOVE = Message("above the title")
_TITLE_AGAIN = Message("the title once more")
_SITE = Message("name of the site")
_FOOTNOTE = Message("footnote")
_AROUND = (PAGE, OUTSIDE, BYLINE)
_COUNTER = re.compile(r"\s*[（(]\d{1,3}\s*[/／]\s*\d{1,3}(?:\s*ページ)?[)）]\s*$")
_ENDED = "。"
_NEAR_THE_TITLE = 3
_LONGEST_DECK = 200
_BESIDE = 1_500
_NOTE_HEADINGS = frozenset(
    {"注", "註", "注釈", "註釈", "脚注", "脚註", "注記", "Notes", "Footnotes", "References"}
)
_SETS_OFF = ("b", "strong", "font", "big", "em", "u")
_RUNS_ON = re.compile(
    r"(?:[！？!?…♪☆〜～]|わけで|けど|ので|から|ます|です|ました|でした|ない|[でがはをにへ])$"
)
_NUMBER_MARKS = ".．)）:：]］、 　"


def parse_page(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    """The article of a page, or of several that were kept as one."""
    from narrate.ground.wording import words_of

    said = _Said()
    metadata = front.metadata
    for number, (start, end) in enumerate(pages_of(source.text, front.end)):
        tree = _tree(source, start, end)
        about = about_of(tree)
        words = words_of(metadata.language or about.language)
        page = _Page(source, tree, about, policy, words, metadata)
        metadata = page.read(said, is_first=not number)
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


@dataclass(slots=True)
class _Said:
    """What was found so far."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    dropped: list[tuple[Passage, Message]] = field(default_factory=list)
    texts: list[Passage] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


class _Page:
    """One page on its way."""

    def __init__(
        self,
        source: Source,
        tree: Element,
        about: About,
        policy: ArticlePolicy,
        words: Words,
        metadata: Metadata,
    ) -> None:
        self._source = source
        self._tree = tree
        self._about = about
        self._policy = policy.markdown
        self._words = words
        self._metadata = metadata
        self._content = content_of(tree)
        self._author = marked_author(tree, self._content)
        self._dropped: list[tuple[Passage, Message]] = []

    def read(self, said: _Said, *, is_first: bool) -> Metadata:
        """Add what the page says; what it tells of itself where nothing else did is given back."""
        content = self._content
        notes = notes_in(content.element)
        heading, called = title_of(self._tree, content, self._about)
        paragraphs, title = self._without_title(self._said_by_author(content, notes), content, heading)
        paragraphs, metadata = self._without_credits(self._article_of(paragraphs), title)
        decisions: tuple[Decision, ...] = ()
        if not any(p.role is Role.HEADING for p in paragraphs):
            paragraphs, metadata, decisions = self._judged(paragraphs, metadata, called)
        if is_first:
            paragraphs = self._with_title(paragraphs, title, called if heading is None else "")
        elif title is not None:
            self._drop(title.passage, _TITLE_AGAIN)
        said.paragraphs += [*paragraphs, *self._notes(notes, content)]
        said.texts += _passages(self._tree)
        self._drop_outside(content)
        said.dropped += self._dropped
        said.decisions += decisions
        if not is_first:
            return self._metadata
        return replace(
            metadata,
            author=metadata.author or self._author or self._author_above(content) or self._about.company,
            date=metadata.date or self._date(content),
        )

    def _said_by_author(self, content: Content, notes: Notes) -> list[Paragraph]:
        """What stands in the article, less what is said of its author, of pictures twice, and by readers."""
        about = self._about
        parts = (part.strip() for name in about.names for part in parts_of_name(name))
        names = {*about.names, *parts, about.site, about.author, about.company, self._author} - {""}
        paragraphs = self._left(without_doubles(self._flow(content, notes), self._words.image, names))
        form = max((field.start for field in self._tree.all("textarea", "form") if _asks(field)), default=-1)
        return self._left(without_people(paragraphs, form))

    def _article_of(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Less what is furniture by its words, and by where it leads."""
        paragraphs = self._left(without_furniture(paragraphs, self._source))
        paragraphs = self._left(without_bare_headings(paragraphs, self._dropped))
        links = InnerLinks(self._tree, self._about.address)
        return self._left(without_tail(paragraphs, links, is_body=self._content.is_named))

    def _date(self, content: Content) -> date | None:
        """When the page was written, as it marks it, or says it beside the text or above."""
        around = [p.text for p, reason in self._dropped if reason in _AROUND and is_near(p, content)]
        above = [p.text.strip() for p, reason in self._dropped if reason in (BYLINE, _ABOVE)]
        above += [text.strip() for text in around if is_dateline(text.strip())]
        return marked_date(self._tree, content) or changed_on(around) or told_on(above)

    def _author_above(self, content: Content) -> str:
        """Who wrote it, as a line right above the text says."""
        start = content.element.start
        above = [p for p, _ in self._dropped if p.known_origins and p.known_origins[0] < start]
        return next((name for p in above if is_near(p, content) and (name := author_in(p.text.strip()))), "")

    def _left(self, left: Left) -> list[Paragraph]:
        self._dropped += left.dropped
        return left.paragraphs

    def _drop(self, passage: Passage, reason: Message) -> None:
        self._dropped.append((passage, reason))

    def _flow(self, content: Content, notes: Notes) -> list[Paragraph]:
        bodies = {id(body): _FOOTNOTE for body in notes.bodies}
        reasons = content.reasons | notes.silent
        flow = flow_of(
            [content.element],
            self._source.text,
            self._policy,
            self._words,
            reasons | bodies,
            is_furniture=is_bar,
        )
        self._dropped += [(passage, reason) for passage, reason in flow.dropped if reason is not _FOOTNOTE]
        return _without_empty_note_heading(list(flow.paragraphs), bool(notes.bodies), self._dropped)

    def _notes(self, notes: Notes, content: Content) -> list[Paragraph]:
        found: list[Paragraph] = []
        for number, body in enumerate(notes.bodies, 1):
            reasons = content.reasons | notes.silent
            flow = flow_of([body], self._source.text, self._policy, self._words, reasons, Role.NOTE)
            self._dropped += flow.dropped
            if self._policy.footnotes == "skip":
                self._dropped += [(p.passage, _FOOTNOTE) for p in flow.paragraphs]
                continue
            mark = self._words.note.format(number)
            said = [p._replace(role=Role.NOTE) for p in flow.paragraphs if p.role is not Role.ANNOUNCEMENT]
            found += _behind_mark(said, mark)
        return found

    def _without_title(
        self, paragraphs: list[Paragraph], content: Content, heading: Element | None
    ) -> tuple[list[Paragraph], Paragraph | None]:
        """The paragraphs below the title, and the title; what is above it leads to other pages."""
        if heading is None:
            return paragraphs, None
        spoken = flow_of([heading], self._source.text, self._policy, self._words, content.reasons)
        named = [p.passage for p in spoken.paragraphs if p.role is not Role.ANNOUNCEMENT]
        if not named:
            return paragraphs, None
        title = self._without_counter(Paragraph(Role.TITLE, Passage.joined(named)))
        at = next((n for n, p in enumerate(paragraphs) if is_in(p, heading)), None)
        below = [rest for p in paragraphs[at or 0 :] if (rest := less(p, heading)).passage.text.strip()]
        if not set(title.passage.known_origins).isdisjoint(o for p in below for o in p.passage.known_origins):
            return paragraphs, None
        for above in paragraphs[:at] if at else ():
            self._drop(above.passage, _ABOVE)
        if at is None:
            return [*self._deck(heading, content), *self._without_site(below)], title
        return below, title

    def _without_counter(self, title: Paragraph) -> Paragraph:
        """A title without the words for which of its pages this is."""
        counter = _COUNTER.search(title.passage.text)
        if counter is None or not counter.start():
            return title
        self._drop(title.passage[counter.start() : counter.end()], NAVIGATION)
        return title.without([counter.span()])

    def _deck(self, heading: Element, content: Content) -> list[Paragraph]:
        """What stands below a title that a page sets apart from its text: a line or two that lead in."""
        below = list(_between(self._tree, heading, content))
        inside = (inner for block in below for inner in block.all())
        reasons = {id(e): reason for e in inside if (reason := why_furniture(e) or why_silent(e))}
        flow = flow_of(below, self._source.text, self._policy, self._words, reasons)
        image = self._words.image
        found = [p for p in flow.paragraphs if len(p.passage.text) <= _LONGEST_DECK]
        names = {found[n].start for n in credits_on_top(found, 0, len(found))}
        lines = [p for p in found if p.start not in names and not p.passage.text.startswith(image)]
        if any(p.passage.text.endswith(_ENDED) for p in lines):
            names |= {p.start for p in lines if _may_be_label(p, below)}
        self._dropped += [(p.passage, BYLINE) for p in found if p.start in names]
        first = next((p for p in lines if p.start not in names), None)
        return [p._replace(role=Role.SUBTITLE) if p is first else p for p in found if p.start not in names]

    def _without_site(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        sites = [h for h in self._tree.all("h1", "h2") if is_site(h, self._about)]
        kept = []
        for paragraph in paragraphs:
            if any(is_in(paragraph, site) for site in sites):
                self._drop(paragraph.passage, _SITE)
            else:
                kept.append(paragraph)
        return kept

    def _without_credits(
        self, paragraphs: list[Paragraph], title: Paragraph | None
    ) -> tuple[list[Paragraph], Metadata]:
        first_prose = next((n for n, p in enumerate(paragraphs) if is_prose(p)), 0)
        paragraphs = _with_subtitle(paragraphs, first_prose) if title is not None else paragraphs
        first = next((n for n, p in enumerate(paragraphs) if p.role is Role.HEADING), first_prose)
        end = min(first, first_prose) if title is not None else 0
        places = credits_on_top(paragraphs, 0, end, self._author)
        places += credits_below(paragraphs)
        texts = [paragraphs[at].passage.text for at in places]
        for at in places:
            self._drop(paragraphs[at].passage, BYLINE)
        kept = [p for at, p in enumerate(paragraphs) if at not in places]
        return kept, with_credits(self._about.filled(self._metadata), texts)

    def _judged(
        self, paragraphs: list[Paragraph], metadata: Metadata, called: str
    ) -> tuple[list[Paragraph], Metadata, tuple[Decision, ...]]:
        """Without a heading a page is judged as plain text is."""
        from narrate.article.plain import judged

        if not paragraphs:
            return paragraphs, metadata, ()
        known = {p.passage.text: p for p in paragraphs}
        closed = [*self._tree.all("figcaption", "caption"), *filter(_runs_on, self._tree.all("p"))]
        mark = self._words.image
        below_pictures = {id(b) for a, b in pairwise(paragraphs) if a.passage.text.startswith(mark)}
        lines = [
            line_of(p, is_open=id(p) not in below_pictures and _is_open(p, closed, mark)) for p in paragraphs
        ]
        text = judged(lines, replace(metadata, title=metadata.title or called))
        self._dropped += [
            (stretch_of(self._source, skip.start, skip.end), skip.reason) for skip in text.skips
        ]
        kept = [_as_before(p, known.get(p.passage.text)) for p in text.paragraphs]
        return kept, replace(text.metadata, title=metadata.title), text.decisions

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
        written = self._about.title
        at = written.text.find(called) if written is not None else -1
        if written is None or at < 0:
            return Passage.unwritten(called)
        return written[at : at + len(called)]

    def _drop_outside(self, content: Content) -> None:
        inside = {id(passage) for passage in _passages(content.element)}
        self._dropped += [(p, OUTSIDE) for p in _passages(self._tree) if id(p) not in inside]


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


def _may_be_label(line: Paragraph, blocks: Sequence[Element]) -> bool:
    """Whether a line beside one in sentences is neither one itself nor below a picture."""
    in_figure = any(is_in(line, block) for block in blocks if block.first("figure") is not None)
    return not in_figure and not line.passage.text.endswith((_ENDED, "！", "？", "」"))


def _between(page: Element, heading: Element, content: Content) -> Iterator[Element]:
    """The blocks between a title and its text that may lead in: right below it, or below what holds it."""
    around = [e for e in page.all() if e.start <= heading.start and heading.end <= e.end and e is not heading]
    for outer, inner in pairwise([*reversed([heading, *reversed(around)])]):
        is_beside = inner is heading
        for block in outer.elements:
            is_below = block.start >= inner.end
            if (
                is_below
                and (is_beside or block.end <= content.element.start)
                and _may_lead_in(block, content)
            ):
                is_said = (
                    _ENDED in block.text or block.name == "figure" or block.first("figcaption") is not None
                )
                is_deck = is_beside or (is_said and not why_furniture(block))
                yield from [block] if is_deck else []


def _may_lead_in(element: Element, content: Content) -> bool:
    """Whether a block may be a line below the title, and neither is of the text nor holds it."""
    if element.name == "figure":
        return id(element) not in content.reasons
    if element.name not in ("p", "h2", "div") or element.first("a", "h1", "ul") is not None:
        return False
    inside = (inner is content.element for inner in element.all())
    return not any(inside) and all(inner is not element for inner in content.element.all())


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
        or last.role is not Role.HEADING
        or last.passage.text.strip(_NUMBER_MARKS) not in _NOTE_HEADINGS
    ):
        return paragraphs
    dropped.append((last.passage, _FOOTNOTE))
    return paragraphs[:-1]


def _runs_on(paragraph: Element) -> bool:
    """Whether a paragraph that nothing sets off is said to the reader, or goes on in the next one."""
    is_set_off = paragraph["class"] or paragraph["style"] or paragraph.first(*_SETS_OFF) is not None
    return not is_set_off and _RUNS_ON.search(paragraph.text.strip()) is not None


def _is_open(paragraph: Paragraph, closed: Sequence[Element], image: str) -> bool:
    """Whether a paragraph may turn out to be a heading, or something else than it seems.

    ``closed`` hold none of these, ``image`` is what is said before the description of a picture.
    """
    is_plain = paragraph.role is Role.BODY and not paragraph.cuts
    is_plain = is_plain and not paragraph.passage.text.startswith(image)
    return is_plain and not any(is_in(paragraph, element) for element in closed)


def _as_before(judged: Paragraph, known: Paragraph | None) -> Paragraph:
    return judged if known is None else judged._replace(cuts=known.cuts)
