"""Which documents of a book are its text, and which elements of those are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.epub.contents import types_of
from narrate.article.epub.matter import (
    is_contents,
    lone_notes_in,
    silent_in,
    why_by_class,
    why_by_label,
    why_by_name,
    why_by_type,
)
from narrate.article.markup.tree import passages_in
from narrate.article.skips.reasons import CONTENTS, FOOTNOTE, LONE_NOTE
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.epub.book import Book, Document
    from narrate.article.markup import Element

_NOT_LINEAR = Message("set apart by the book: it is no part of its order of reading")
_SENTENCE = re.compile("。")
_MOST_SENTENCES = 20
"""Beside the contents: a document that has more is text, and the contents are on top of it."""


def why_left_out(document: Document, book: Book) -> Message | None:
    """Why a document as a whole is no text."""
    body, name = document.body, document.name
    if name == book.package.nav:
        return CONTENTS if _is_mere_contents(body) else None
    labels = book.labels.get(name, ())
    found = (
        why_by_type(_types_of(body)) or why_by_class(body),
        why_by_type(book.kinds.get(name, ())),
        why_by_label(labels[0], body) if len(labels) == 1 else None,
        why_by_label(_first_text(body), body),
        why_by_name(name, body),
        CONTENTS if is_contents(body) else None,
        None if document.is_linear else _NOT_LINEAR,
    )
    return next((reason for reason in found if reason), None)


def silences(document: Document, book: Book) -> dict[int, Message]:
    """Why elements, by their `id`, are not said where they stand."""
    reasons = silent_in(document.body)
    reasons |= {id(note): LONE_NOTE for note in lone_notes_in(document.body)}
    reasons |= {id(note): FOOTNOTE for note in book.notes_in.get(document.name, ())}
    return reasons | book.notes.silent


def _is_mere_contents(body: Element) -> bool:
    listed = sum(len(_SENTENCE.findall(nav.text)) for nav in body.all("nav"))
    return len(_SENTENCE.findall(body.text)) <= listed + _MOST_SENTENCES


def _first_text(body: Element) -> str:
    """What a document begins with."""
    return next((text for p in passages_in(body) if (text := p.text.strip())), "")


def _types_of(body: Element) -> frozenset[str]:
    """What a document says it is: its body, or the one section that is all of it."""
    inner = list(body.elements)
    alone = inner[0] if len(inner) == 1 and inner[0].name in ("section", "div", "nav", "article") else body
    return types_of(body) | types_of(alone)
