"""Footnotes of a page: marks that lead to a note, the notes they lead to, and the ways back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.markup import Element

MARK = Message("footnote mark")
_MARK = re.compile(
    r"[\s\u3000]*[\[［(（<＜【]?[\s*＊※†‡注註脚^]*[0-9０-９]{0,3}[a-z]?[\s*＊※†‡]*[\]］)）>＞】]?[\s\u3000]*"
)
_WORDS = re.compile(
    r"foot-?note|end-?note|note-?ref|fn-?ref|fn-?\d|cite_ref|sidenote|annotation", re.IGNORECASE
)
BACK = re.compile(
    r"[\s\u3000]*(?:↩[\ufe0e\ufe0f]?\d*|↑|\^|⏎|▲|←|戻る|本文へ(?:戻る)?|back|[\[［(（*＊※注]*(?:[0-9０-９]{1,3}|[a-z])[\]］)）:：.]*)[\s\u3000]*",
    re.IGNORECASE,
)
_CONTAINERS = frozenset(
    {"li", "p", "dd", "dt", "div", "aside", "section", "td", "tr", "blockquote", "article"}
)
_LONGEST = 2_000
"""Characters of what may be a note; what is longer is a part of the text."""
_LONGEST_WRITTEN = 40 * _LONGEST
"""The same with its tags."""


@dataclass(slots=True)
class Notes:
    """The notes in the order of their first marks; ``silent`` are marks and ways back, by their `id`."""

    bodies: list[Element] = field(default_factory=list)
    silent: dict[int, Message] = field(default_factory=dict)


def notes_in(page: Element) -> Notes:
    """The notes of a page."""
    parents = {id(child): element for element in page.all() for child in element.elements}
    targets = {name: e for e in reversed(list(page.all())) for name in (e["id"], e["name"]) if name}
    places = {id(element): at for at, element in enumerate(page.all())}
    notes = Notes()
    for mark in page.all("a"):
        target = targets.get(unquote(mark["href"][1:])) if mark["href"].startswith("#") else None
        if target is None or not is_mark(mark, parents) or places[id(target)] < places[id(mark)]:
            continue
        body = container_of(target, parents)
        if body is None or body.start <= mark.start < body.end or not may_be_note(body, parents):
            continue
        _add(notes, body, mark, parents)
    return notes


def _add(notes: Notes, body: Element, mark: Element, parents: dict[int, Element]) -> None:
    notes.silent[id(whole_mark(mark, parents))] = MARK
    if all(body is not known for known in notes.bodies):
        notes.bodies.append(body)
        for link in body.all("a"):
            if link["href"].startswith("#") and BACK.fullmatch(link.text):
                notes.silent[id(link)] = MARK


def is_mark(link: Element, parents: dict[int, Element]) -> bool:
    """Whether a link looks like the mark of a note."""
    text = link.text
    if not text.strip() or not _MARK.fullmatch(text):
        return False
    parent = parents.get(id(link))
    is_raised = bool(link.first("sup")) or (parent is not None and parent.name == "sup")
    names = " ".join((link["class"], link["id"], link["href"], link["epub:type"], link["role"]))
    return is_raised or bool(_WORDS.search(names)) or not text.strip().isdecimal()


def whole_mark(link: Element, parents: dict[int, Element]) -> Element:
    """The mark with what raises it, where that holds nothing else."""
    parent = parents.get(id(link))
    is_alone = (
        parent is not None
        and parent.name in ("sup", "span")
        and parent.end - parent.start < link.end - link.start + _LONGEST
        and parent.text.strip() == link.text.strip()
    )
    return parent if parent is not None and is_alone else link


def container_of(target: Element, parents: dict[int, Element]) -> Element | None:
    """The block that a target stands in, or is."""
    here: Element | None = target
    while here is not None and here.name not in _CONTAINERS:
        here = parents.get(id(here))
    if here is not None and here.name in ("dt", "td"):
        here = parents.get(id(here)) if here.name == "td" else _described(here, parents)
    return here


def _described(term: Element, parents: dict[int, Element]) -> Element | None:
    """What a term of a list is about: a note whose number is the term."""
    parent = parents.get(id(term))
    siblings = list(parent.elements) if parent is not None else []
    at = next((n for n, child in enumerate(siblings) if child is term), len(siblings))
    return next((child for child in siblings[at + 1 : at + 2] if child.name == "dd"), None)


def may_be_note(body: Element, parents: dict[int, Element]) -> bool:
    """It is short, and it leads back or is called a note."""
    if body.end - body.start > _LONGEST_WRITTEN or len(body.text) > _LONGEST or not body.text.strip():
        return False
    names = [f"{body['class']} {body['id']} {body['epub:type']} {body['role']}"]
    here = parents.get(id(body))
    for _ in range(3):
        if here is not None:
            names.append(f"{here['class']} {here['id']} {here['epub:type']} {here['role']}")
            here = parents.get(id(here))
    leads_back = any("#" in link["href"] and BACK.fullmatch(link.text) for link in body.all("a"))
    return (
        leads_back or any(map(_WORDS.search, names)) or bool(re.search("notes?|references", " ".join(names)))
    )
