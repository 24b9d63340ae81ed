"""What stands in a paragraph -> its passage, in the order it is read (ECMA-376, part 1, section 17.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.skips.reasons import CONTENTS, DELETED, FORMULA, HIDDEN, RUBY
from narrate.article.word.marks import (
    FIELD,
    FOR_OLDER,
    FORMULAS,
    PROPERTIES,
    STORIES,
    child,
    read_in,
    switch,
    value,
)
from narrate.article.word.runs.fields import Fields, is_contents
from narrate.article.word.runs.pictures import description_of, horizontal_rule
from narrate.article.word.runs.readings import PhoneticGuide
from narrate.article.word.runs.symbols import shown
from narrate.article.word.styles import Look, look_of
from narrate.ground.kana import is_spaced_kana
from narrate.messages import Message
from narrate.model import NOWHERE, Passage, Skip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrate.article.markup import Element
    from narrate.article.word.styles import Styles

_SPACES = str.maketrans("\n\t\r\v\f\x85\u2028\u2029", "        ")
_BLANKS = " \n\t\r"
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_LONGEST_BASE, _LONGEST_KANA = 40, 60
"""What `narrate.script.ruby` takes for ruby."""
_MARKS = re.compile("[｜|《》\n]")
_PLACEHOLDER = Message("placeholder")
_SIGN = Message("sign of a symbol font")


class NoteMark(NamedTuple):
    """Where a note is referred to: its kind (``footnote`` or ``endnote``) and its id."""

    kind: str
    note_id: str


class Stretch(NamedTuple):
    """How some of the characters of a paragraph are set."""

    length: int
    look: Look


@dataclass(slots=True)
class Inline:
    """What a paragraph holds. ``boxes`` are the text boxes that are anchored in it, ``formulas`` places.

    ``stressed`` are source offsets, half-open. ``is_only_image``: a description is all that it says.
    """

    parts: list[Passage] = field(default_factory=list)
    length: int = 0
    cuts: list[int] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    stressed: list[tuple[int, int]] = field(default_factory=list)
    notes: list[NoteMark] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    formulas: list[int] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    readings: list[PhoneticGuide] = field(default_factory=list)
    images_length: int = 0
    has_rule: bool = False
    has_diagram: bool = False

    def add(self, passage: Passage) -> None:
        """Append a passage."""
        if passage.text:
            self.parts.append(passage)
            self.length += len(passage)

    def put(self, text: str) -> None:
        """Append what stands nowhere."""
        self.add(Passage.unwritten(text))

    def skip(self, passage: Passage, reason: Message) -> None:
        """Leave out a passage."""
        self.skips += [Skip(start, end, reason) for start, end in passage.known_spans]

    @property
    def is_only_image(self) -> bool:
        """Whether it says nothing but what an image shows."""
        return 0 < self.images_length == self.length


class InlineReader:
    """Reads the paragraphs of a story; what has begun in one and not ended goes on in the next."""

    def __init__(self, text: str, story: Element, styles: Styles, image_policy: str) -> None:
        self.text = text
        self.styles = styles
        self.image_policy = image_policy
        self.fields = Fields(story)

    def for_story(self, story: Element) -> InlineReader:
        """The reader of another story of the same document."""
        return InlineReader(self.text, story, self.styles, self.image_policy)

    def read(self, paragraph: Element, base: Look, reason: Message | None, into: Inline) -> None:
        """Append what a paragraph holds; with a ``reason`` none of it is read."""
        _Walk(self, base, into).all(paragraph, reason)


class _Walk:
    def __init__(self, reader: InlineReader, base: Look, into: Inline) -> None:
        self._reader = reader
        self._base = base
        self._look = base
        self._into = into

    def all(self, element: Element, reason: Message | None) -> None:
        """Read what stands in an element."""
        for inner in element.elements:
            if inner.name in PROPERTIES:
                continue
            handle = _KINDS.get(inner.name)
            if handle is None:
                self.all(inner, reason)
            else:
                handle(self, inner, reason)

    def run(self, element: Element, reason: Message | None) -> None:
        """Words that are set in one way."""
        look = self._look_of(child(element, "rPr"))
        before, self._look = self._look, look
        self.all(element, HIDDEN if look.hidden and reason is None else reason)
        self._look = before

    def _look_of(self, properties: Element | None) -> Look:
        if properties is None:
            return self._base
        styled = self._reader.styles.words(value(child(properties, "rStyle"))).look
        return look_of(properties).over(styled).over(self._base)

    def _why_not(self, reason: Message | None) -> Message | None:
        return reason or self._reader.fields.silence

    def words(self, element: Element, reason: Message | None) -> None:
        """A text."""
        passage = element.passage
        if element["xml:space"] != "preserve":
            passage = _trimmed(passage)
        passage = Passage(passage.text.translate(_SPACES), passage.origins)
        if (why_not := self._why_not(reason)) is not None:
            self._into.skip(passage, why_not)
            return
        if _PRIVATE.search(passage.text):
            passage = self._with_symbols(passage)
        self._add(passage)

    def _add(self, passage: Passage) -> None:
        if not passage.text:
            return
        self._into.add(passage)
        self._into.stretches.append(Stretch(len(passage.text.strip()), self._look))
        if self._look.dotted or self._look.bold:
            self._into.stressed += passage.known_spans

    def _with_symbols(self, passage: Passage) -> Passage:
        """The passage with its characters of symbol fonts exchanged or left out."""
        made: list[Passage] = []
        for at, sign in enumerate(passage.text):
            said = shown(ord(sign), self._look.font) if _PRIVATE.match(sign) else sign
            here = passage[at : at + 1]
            if said:
                made.append(Passage(said, here.origins))
            else:
                self._into.skip(here, _SIGN)
        return Passage.joined(made)

    def symbol(self, element: Element, reason: Message | None) -> None:
        """A character of a symbol font."""
        code = value(element, "char")
        if self._why_not(reason) is None and re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
            said = shown(int(code, 16), value(element, "font"))
            self._add(Passage(said, (element.start,) if said else ()))

    def gap(self, _element: Element, reason: Message | None) -> None:
        """A tab."""
        if self._why_not(reason) is None:
            self._into.put(" ")

    def hyphen(self, element: Element, reason: Message | None) -> None:
        """A hyphen at which no line ends."""
        if self._why_not(reason) is None:
            self._into.add(Passage("-", (element.start,)))

    def line_break(self, _element: Element, reason: Message | None) -> None:
        """The end of a line, a column or a page."""
        if self._why_not(reason) is None:
            self._into.cuts.append(self._into.length)

    def instruction(self, element: Element, reason: Message | None) -> None:
        """What a field is told to do."""
        passage = element.passage
        if not self._reader.fields.takes(passage):
            self._into.skip(passage, reason or FIELD)

    def field_mark(self, element: Element, _reason: Message | None) -> None:
        """The begin of a field, of its result, or its end."""
        fields, kind = self._reader.fields, value(element, "fldCharType")
        if kind == "begin":
            fields.begin(element.start)
            return
        told = fields.separate() if kind == "separate" else fields.end()
        shown = {*told.base.known_origins, *told.kana.known_origins}
        known = told.instruction.origins
        spans = [(at, at + 1) for at, origin in enumerate(known) if origin in shown]
        self._into.skip(told.instruction.without(spans), FIELD)
        self._ruby(told.base, told.kana)

    def simple_field(self, element: Element, reason: Message | None) -> None:
        """A field that is told in an attribute what to do."""
        self.all(element, CONTENTS if reason is None and is_contents(value(element, "instr")) else reason)

    def deleted(self, element: Element, reason: Message | None) -> None:
        """What was taken out, or moved elsewhere."""
        self.all(element, reason or DELETED)

    def formula(self, element: Element, reason: Message | None) -> None:
        """An equation."""
        if self._why_not(reason) is None:
            self._into.formulas.append(element.start)
        self._skip_all(element, reason or FORMULA)

    def _skip_all(self, element: Element, reason: Message) -> None:
        passage = element.passage
        if passage.text.strip():
            self._into.skip(passage, reason)

    def note(self, element: Element, reason: Message | None) -> None:
        """A mark of a footnote or an endnote."""
        if self._why_not(reason) is None:
            self._into.notes.append(NoteMark(element.name.removesuffix("Reference"), value(element, "id")))

    def alternatives(self, element: Element, reason: Message | None) -> None:
        """The same in several ways, the best first (part 3, section 9.3)."""
        ways = [e for e in element.elements if e.name in ("Choice", "Fallback")]
        for way in ways[:1]:
            self.all(way, reason)
        for way in ways[1:]:
            self._skip_all(way, reason or FOR_OLDER)

    def picture(self, element: Element, reason: Message | None) -> None:
        """A picture, or text boxes."""
        if (why_not := self._why_not(reason)) is not None:
            self._skip_all(element, why_not)
            return
        boxes = _outermost_boxes(element)
        self._into.boxes += boxes
        self._into.has_rule |= horizontal_rule(element)
        self._into.has_diagram |= element.first("relIds", "chart") is not None
        if boxes:
            return
        described, why_not = description_of(element, self._reader.text, self._reader.image_policy)
        if why_not is not None:
            self._into.skip(described, why_not)
        elif described.text:
            self._into.add(described)
            self._into.images_length += len(described)

    def ruby(self, element: Element, reason: Message | None) -> None:
        """Words with their reading above them."""
        base, kana = child(element, "rubyBase"), child(element, "rt")
        if base is None:
            self.all(element, reason)
            return
        inner = Inline()
        outer, self._into = self._into, inner
        self.all(base, reason)
        above = Inline()
        self._into = above
        if kana is not None:
            self.all(kana, reason)
        self._into = outer
        if kana is not None and reason is None and not inner.length and above.length:
            inner, above = above, Inline()
        self._taken_in(inner)
        outer.skips += above.skips
        outer.boxes += above.boxes
        self._ruby(Passage.joined(inner.parts), Passage.joined(above.parts))

    def _taken_in(self, inner: Inline) -> None:
        """All that ruby holds beside its words."""
        into = self._into
        into.skips += inner.skips
        into.stressed += inner.stressed
        into.notes += inner.notes
        into.boxes += inner.boxes
        into.formulas += inner.formulas
        into.stretches += inner.stretches
        into.readings += inner.readings

    def _ruby(self, base: Passage, kana: Passage) -> None:
        """Append words with what stands above them, if that is their reading."""
        reading, words = kana.text.strip(), base.text
        is_reading = (
            is_spaced_kana(reading)
            and len(kana) <= _LONGEST_KANA
            and 0 < len(base) <= _LONGEST_BASE
            and base.origins[0] != NOWHERE
            and not _MARKS.search(words + reading)
        )
        self._into.add(base)
        if is_reading:
            self._into.readings.append(PhoneticGuide(base, kana))
        else:
            self._into.skip(kana, RUBY)

    def control(self, element: Element, reason: Message | None) -> None:
        """What a form asks for, or a document fills in."""
        content = child(element, "sdtContent")
        if content is not None:
            self.all(content, reason or why_no_content(element))


def why_no_content(control: Element) -> Message | None:
    """Why the content of a structured tag is not read (section 17.5.2): nobody wrote it."""
    properties = child(control, "sdtPr")
    gallery = value(child(properties, "docPartObj", "docPartGallery")).lower()
    if gallery in ("table of contents", "目次"):
        return CONTENTS
    return _PLACEHOLDER if switch(properties, "showingPlcHdr") else None


def _trimmed(passage: Passage) -> Passage:
    left = len(passage.text) - len(passage.text.lstrip(_BLANKS))
    right = len(passage.text.rstrip(_BLANKS))
    return passage[left : max(left, right)]


def _outermost_boxes(element: Element) -> list[Element]:
    """The text boxes in a drawing; of what is there in two ways the first."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        here = waiting.pop()
        if here.name in STORIES:
            found.append(here)
            continue
        waiting += reversed(read_in(here))
    return found


_KINDS: Mapping[str, Callable[[_Walk, Element, Message | None], None]] = {
    "r": _Walk.run,
    "t": _Walk.words,
    "delText": _Walk.words,
    "sym": _Walk.symbol,
    "tab": _Walk.gap,
    "ptab": _Walk.gap,
    "noBreakHyphen": _Walk.hyphen,
    "br": _Walk.line_break,
    "cr": _Walk.line_break,
    "instrText": _Walk.instruction,
    "delInstrText": _Walk.instruction,
    "fldChar": _Walk.field_mark,
    "fldSimple": _Walk.simple_field,
    "del": _Walk.deleted,
    "moveFrom": _Walk.deleted,
    **dict.fromkeys(FORMULAS, _Walk.formula),
    "footnoteReference": _Walk.note,
    "endnoteReference": _Walk.note,
    "AlternateContent": _Walk.alternatives,
    "drawing": _Walk.picture,
    "pict": _Walk.picture,
    "object": _Walk.picture,
    "ruby": _Walk.ruby,
    "sdt": _Walk.control,
}
