"""The styles of a document -> what they make of a paragraph and of words (ECMA-376, part 1, section 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.word.marks import child, number, switch, value

if TYPE_CHECKING:
    from narrate.article.markup import Element

DEEPEST_HEADING = 9
_LONGEST_CHAIN = 50
_HEADING = re.compile(r"(?:heading|見出し|überschrift|titre|标题|標題|제목)\s*([1-9１-９])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目次|contents)\s*(?:[1-9１-９]|heading|の?見出し)", re.IGNORECASE)
_DEFAULT_SIZE = 20
"""Half points, where nobody says any (section 17.3.2.38)."""


class Part(Enum):
    """What a style's name says that a paragraph is."""

    TITLE = auto()
    SUBTITLE = auto()
    AUTHOR = auto()
    DATE = auto()
    CODE = auto()
    CONTENTS = auto()
    QUOTE = auto()


_PARTS = {
    "title": Part.TITLE, "表題": Part.TITLE, "タイトル": Part.TITLE, "題名": Part.TITLE,
    "subtitle": Part.SUBTITLE, "副題": Part.SUBTITLE, "サブタイトル": Part.SUBTITLE,
    "author": Part.AUTHOR, "著者": Part.AUTHOR,
    "date": Part.DATE, "日付": Part.DATE,
    "source code": Part.CODE, "code": Part.CODE, "html preformatted": Part.CODE,
    "preformatted text": Part.CODE, "コード": Part.CODE, "ソースコード": Part.CODE,
    "toc heading": Part.CONTENTS, "目次の見出し": Part.CONTENTS,
    "quote": Part.QUOTE, "intense quote": Part.QUOTE, "引用文": Part.QUOTE, "引用文 2": Part.QUOTE,
    "block text": Part.QUOTE, "quotations": Part.QUOTE,
}  # fmt: skip


_NAMED = frozenset({Part.TITLE, Part.SUBTITLE, Part.AUTHOR, Part.DATE})
_TITLE_LIKE = re.compile(r"title|題|タイトル")


class Look(NamedTuple):
    """How words are set, as far as it is said; ``size`` is in half points."""

    bold: bool | None = None
    hidden: bool | None = None
    dotted: bool | None = None
    size: int = 0
    font: str = ""

    def over(self, other: Look) -> Look:
        """It, and what the other says where it says nothing."""
        return Look(
            other.bold if self.bold is None else self.bold,
            other.hidden if self.hidden is None else self.hidden,
            other.dotted if self.dotted is None else self.dotted,
            self.size or other.size,
            self.font or other.font,
        )


_PLAIN = Look()


class ListPlace(NamedTuple):
    """In which list a paragraph is, and how deep in it; list 0 is none."""

    list_id: int
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """What a style makes of a paragraph or of words.

    ``outline`` is the level of a heading, from 1; 0 where it is none, ``None`` where nothing is said.
    """

    outline: int | None = None
    part: Part | None = None
    in_list: ListPlace | None = None
    look: Look = _PLAIN
    centred: bool | None = None


NO_STYLE = Style()


class Styles:
    """The styles by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {value(e, "styleId"): e for e in root.all("style")} if root else {}
        self._known: dict[str, Style] = {}
        defaults = child(root.first("styles"), "docDefaults", "rPrDefault", "rPr") if root else None
        self.base = look_of(defaults).over(Look(False, False, False, _DEFAULT_SIZE))
        ids = (
            key
            for key, e in self._elements.items()
            if value(e, "type") == "paragraph" and value(e, "default") in ("1", "true")
        )
        self._default = next(ids, "")

    def paragraph(self, style_id: str) -> Style:
        """The style of paragraphs that has this id, or the one of those that name none."""
        return self._named(style_id if style_id in self._elements else self._default)

    def words(self, style_id: str) -> Style:
        """The style of words that has this id."""
        return self._named(style_id) if style_id else NO_STYLE

    def _named(self, style_id: str) -> Style:
        if style_id not in self._known:
            chain: list[str] = []
            at = style_id
            while at in self._elements and at not in chain and len(chain) < _LONGEST_CHAIN:
                chain.append(at)
                at = value(child(self._elements[at], "basedOn"))
            style = NO_STYLE
            for key in reversed(chain):
                style = _upon(style, self._elements[key])
            self._known[style_id] = style
        return self._known[style_id]


def _upon(base: Style, element: Element) -> Style:
    """A style that is based on another one."""
    name = value(child(element, "name")).strip().lower()
    part = _PARTS.get(name) or (Part.CONTENTS if _CONTENTS.fullmatch(name) else _inherited(base.part, name))
    properties = child(element, "pPr")
    outline = outline_of(properties)
    if heading := _HEADING.fullmatch(name):
        outline = int(heading[1])
        part = None
    return replace(
        base,
        outline=base.outline if outline is None else outline,
        part=part,
        in_list=list_place_of(properties, base.in_list),
        look=look_of(child(element, "rPr")).over(base.look),
        centred=base.centred if (centred := is_centred(properties)) is None else centred,
    )


def _inherited(part: Part | None, name: str) -> Part | None:
    """What a style is by the one it is based on: many look like a title, and are none."""
    return None if part in _NAMED and not _TITLE_LIKE.search(name) else part


def outline_of(properties: Element | None) -> int | None:
    """The level of a heading that a paragraph's properties give it (section 17.3.1.20): 9 there is none."""
    found = child(properties, "outlineLvl")
    if found is None:
        return None
    level = number(value(found), DEEPEST_HEADING)
    return level + 1 if 0 <= level < DEEPEST_HEADING else 0


def list_place_of(properties: Element | None, base: ListPlace | None = None) -> ListPlace | None:
    """The list that a paragraph's properties put it in (section 17.3.1.19)."""
    found = child(properties, "numPr")
    if found is None:
        return base
    listed, level = child(found, "numId"), child(found, "ilvl")
    list_id = number(value(listed)) if listed is not None else base.list_id if base else 0
    return ListPlace(list_id, number(value(level)) if level is not None else base.level if base else -1)


def is_centred(properties: Element | None) -> bool | None:
    """Whether a paragraph stands in the middle; ``None`` where nothing is said of it."""
    found = child(properties, "jc")
    return None if found is None else value(found) == "center"


def look_of(properties: Element | None) -> Look:
    """How words are set by their own properties."""
    if properties is None or not properties.children:
        return Look()
    dots, fonts = child(properties, "em"), child(properties, "rFonts")
    return Look(
        switch(properties, "b"),
        switch(properties, "vanish"),
        None if dots is None else value(dots) not in ("none", ""),
        number(value(child(properties, "sz"))),
        value(fonts, "ascii") or value(fonts, "hAnsi"),
    )
