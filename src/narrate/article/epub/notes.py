"""Notes of a book, which may stand in another document than their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.elements.notes import BACK, MARK, container_of, is_mark, may_be_note, whole_mark
from narrate.article.epub.contents import types_of
from narrate.article.epub.names import fragment_of
from narrate.model import NOWHERE, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrate.article.epub.names import Names
    from narrate.article.markup import Element
    from narrate.messages import Message
    from narrate.model import Paragraph

_OPENING, _CLOSING = r"\[(（［【", r"\])）］】"
_AROUND = " \t\n\u3000[](（)）［］【】"
_LONGEST_MARK = 6
_LONGEST_NOTE = 20_000
"""Characters, with its tags, of what is only taken for a note because it leads back."""
_EMPTY = re.compile(rf"[{_OPENING}][ \u3000]?[{_CLOSING}]")
_NOTES = frozenset({"footnote", "endnote", "rearnote", "note", "footnotes", "endnotes", "rearnotes"})
_ONE_NOTE = frozenset({"footnote", "endnote", "rearnote", "note"})


class Target(NamedTuple):
    """What has an id in a book."""

    name: str
    element: Element


@dataclass(slots=True)
class BookNotes:
    """The notes in the order of their first marks, which are ``marks`` as they are written.

    ``silent`` are marks and ways back, by their `id`.
    """

    bodies: list[Element] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    silent: dict[int, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Links:
    """All ids of a book with what has them, and what each element stands in, by its `id`.

    ``tops`` are the names of the documents by the `id` of their bodies.
    """

    targets: Mapping[tuple[str, str], Element]
    parents: dict[int, Element]
    names: Names
    tops: Mapping[int, str]

    def name_of(self, element: Element) -> str:
        """The document that an element stands in."""
        *_, top = _upwards(element, self.parents)
        return self.tops[id(top)]

    def target(self, href: str, beside: str) -> Element | None:
        """What a link in the document ``beside`` leads to."""
        name = beside if href.startswith("#") else self.names.find(href, beside)
        return self.targets.get((name, fragment_of(href)))


def links_of(bodies: Sequence[tuple[str, Element]], names: Names) -> Links:
    """The ids of documents, each with its name; of one that is given twice the first counts."""
    targets: dict[tuple[str, str], Element] = {}
    parents: dict[int, Element] = {}
    for name, body in bodies:
        for element in body.all():
            parents.update((id(child), element) for child in element.elements)
            for key in (element["id"], element["name"] if element.name == "a" else "", element["xml:id"]):
                if key:
                    targets.setdefault((name, key), element)
    return Links(targets, parents, names, {id(body): name for name, body in bodies})


def notes_of(bodies: Sequence[tuple[str, Element]], links: Links) -> BookNotes:
    """The notes of a book."""
    notes = BookNotes()
    known: set[int] = set()
    for name, body in bodies:
        for mark in body.all("a"):
            note = _note_of(mark, name, links)
            if note is None:
                continue
            notes.silent[id(whole_mark(mark, links.parents))] = MARK
            if id(note) not in known:
                known.add(id(note))
                notes.bodies.append(note)
                notes.marks.append(mark.text)
                notes.silent.update((id(link), MARK) for link in _ways_back(note))
    return notes


def _note_of(mark: Element, name: str, links: Links) -> Element | None:
    """The note that a link leads to, if that is what it does."""
    if "#" not in mark["href"]:
        return None
    target = links.target(mark["href"], name)
    if target is None or _is_inside(mark, target, links.parents):
        return None
    is_called = "noteref" in types_of(mark)
    if not is_called and target.start < mark.start:
        return None
    note = _whole_note(target, links.parents)
    if note is None or _is_inside(mark, note, links.parents):
        return None
    if not is_called and not is_mark(mark, links.parents) and not _is_number_led_back_to(mark, note, links):
        return None
    is_named = not types_of(note).isdisjoint(_NOTES)
    return note if is_named or is_called or may_be_note(note, links.parents) else None


def _is_number_led_back_to(mark: Element, note: Element, links: Links) -> bool:
    """Whether a link is a mere number, and the note leads back to it or to what it stands in."""
    if not mark.text.strip(_AROUND).isdecimal() or len(mark.text) > _LONGEST_MARK:
        return False
    if note.end - note.start > _LONGEST_NOTE:
        return False
    near = {id(mark), *map(id, mark.elements), id(links.parents.get(id(mark)))}
    backs = (links.target(a["href"], links.name_of(note)) for a in _ways_back(note))
    return any(back is not None and id(back) in near for back in backs)


def _whole_note(target: Element, parents: dict[int, Element]) -> Element | None:
    """What is called a note around a target, else the block that it stands in."""
    for element in _upwards(target, parents):
        if not types_of(element).isdisjoint(_ONE_NOTE):
            return element
    found = container_of(target, parents)
    return None if found is not None and found.name in ("body", "section", "article") else found


def _ways_back(note: Element) -> Iterator[Element]:
    return (
        a for a in note.all("a") if "#" in a["href"] and ("backlink" in types_of(a) or BACK.fullmatch(a.text))
    )


def _is_inside(element: Element, outer: Element, parents: dict[int, Element]) -> bool:
    return any(here is outer for here in _upwards(element, parents))


def _upwards(element: Element, parents: dict[int, Element]) -> Iterator[Element]:
    here: Element | None = element
    while here is not None:
        yield here
        here = parents.get(id(here))


def own_mark(text: str, mark: str) -> int:
    """How many characters at the beginning of a note are the ``mark`` that leads to it, as in ``[*1] ``."""
    core = mark.strip(_AROUND)
    if not core:
        return 0
    found = re.match(
        rf"[{_OPENING}]?{re.escape(core)}(?:[{_CLOSING}]|[.．:：、]|(?=[\s\u3000]))[\s\u3000]*", text
    )
    is_all = re.fullmatch(rf"[{_OPENING}]?{re.escape(core)}[{_CLOSING}]?", text)
    return len(text) if is_all else found.end() if found else 0


def empty_brackets_in(paragraph: Paragraph) -> list[tuple[int, int]]:
    """The brackets of a paragraph, half-open, between which a mark stood that is not said."""
    text, origins = paragraph.passage.text, paragraph.passage.origins
    return [
        match.span()
        for match in _EMPTY.finditer(text)
        if NOWHERE not in (first := origins[match.start()], last := origins[match.end() - 1])
        and last - first > 1
    ]


def behind_number(paragraphs: Sequence[Paragraph], number: str) -> list[Paragraph]:
    """The paragraphs of a note behind its number."""
    notes = [p._replace(role=Role.NOTE, level=0) for p in paragraphs]
    if not notes:
        return []
    return [notes[0].behind(Passage.unwritten(number)), *notes[1:]]
