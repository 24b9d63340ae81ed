"""What a document says of itself outside of its text (ECMA-376, part 2, section 8.3).

Programs fill it in by themselves, and templates bring their own: what nobody meant is not taken.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.front.people import is_nobody

if TYPE_CHECKING:
    from narrate.article.markup import Element

_LONGEST = 200
_NOTHING = re.compile(
    r"(?:microsoft word - .*|(?:文書の?|document|untitled|無題|タイトル|表題|title|word document"
    r"|新規.*)[ \d]*"
    r"|.*\.(?:docx?|rtf|txt|odt|pdf|jtd|html?)|powerpoint.*)",
    re.IGNORECASE,
)
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)
_KANA = re.compile("[ぁ-ヺ]")
_MUCH = 0.1
_ENOUGH = 0.3


class Properties(NamedTuple):
    """What is known; empty where nothing is."""

    title: str = ""
    author: str = ""
    language: str = ""


def properties_of(root: Element | None, text: str) -> Properties:
    """The properties in a part, as far as they fit ``text``, a long piece of the document."""
    if root is None:
        return Properties()
    title, author, language = (_said(root, name) for name in ("title", "creator", "language"))
    author = "・".join(part.strip() for part in author.split(";") if not is_nobody(part))
    is_japanese = len(_KANA.findall(text)) > _MUCH * len(text)
    if not _TAG.fullmatch(language) or is_japanese is not language.lower().startswith("ja"):
        language = ""
    is_about_it = not _NOTHING.fullmatch(title) and _shared(title.lower(), text.lower()) >= _ENOUGH
    return Properties(title if is_about_it else "", author, language)


def _shared(title: str, text: str) -> float:
    """How much of a title stands in a text: of its words, or pairs of characters where it has no spaces."""
    letters = "".join(c for c in title if c.isalnum())
    parts = set(re.findall(r"[a-z]{4,}", title)) or {a + b for a, b in pairwise(letters)}
    return sum(part in text for part in parts) / max(1, len(parts))


def _said(root: Element, name: str) -> str:
    element = root.first(name)
    text = " ".join(element.text.split()) if element else ""
    return text if len(text) <= _LONGEST and text.isprintable() else ""
