"""Pictures of a document: what their authors say that they show (ECMA-376, part 1, section 20.4.2.5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.pictures import why_undescribed
from narrate.article.word.marks import switch, value
from narrate.messages import Message
from narrate.model import NOWHERE, Passage

if TYPE_CHECKING:
    from narrate.article.markup import Element

_BY_A_MACHINE = re.compile(
    r"自動的に生成された説明|Description automatically generated|AI 生成コンテンツ|AI-generated content"
)
_NO_WORDS = Passage("", ())


def description_of(picture: Element, text: str, policy: str) -> tuple[Passage, Message | None]:
    """What an author says of a picture, and why it is not read, if it is not."""
    element = picture.first("docPr") or next(
        (e for e in picture.all("shape", "rect", "image") if value(e, "alt")), None
    )
    if element is None:
        return _NO_WORDS, None
    attribute = "descr" if element.name == "docPr" else "alt"
    described = value(element, attribute)
    if not described.strip() or _is_ornament(element):
        return _NO_WORDS, None
    passage = _passage(" ".join(described.split()), _attribute_place(text, element, attribute))
    if _BY_A_MACHINE.search(described):
        return passage, Message("image description by a machine")
    return passage, why_undescribed(described, "", policy)


def _is_ornament(element: Element) -> bool:
    return any(switch(e, "decorative") for e in element.all("ext"))


def _attribute_place(text: str, element: Element, name: str) -> tuple[int, str]:
    """Where an attribute's value begins, and how it is written."""
    match = re.compile(rf"\s(?:\w+:)?{name}\s*=\s*([\"'])(.*?)\1", re.DOTALL).search(
        text, element.start, element.end
    )
    return (match.start(2), match[2]) if match else (element.start, "")


def _passage(words: str, place: tuple[int, str]) -> Passage:
    start, raw = place
    if raw.startswith(words):
        return Passage(words, range(start, start + len(words)))
    return Passage(words, (start, *[NOWHERE] * (len(words) - 1)))


def horizontal_rule(picture: Element) -> bool:
    """Whether a picture is nothing but a line across the page (part 4, section 19.1.2.16)."""
    return any(value(e, "hr").lower() in ("t", "true", "1") for e in picture.all("rect"))
