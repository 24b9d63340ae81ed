"""The blocks of a document -> pieces: paragraphs, lists with their numbers, tables, text boxes, notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.article.front.contents import is_heading_of_contents
from narrate.article.plain.kinds import is_scene_break
from narrate.article.skips.reasons import CODE, CONTENTS, DELETED, FORMULA, SCENE_BREAK
from narrate.article.word.marks import FOR_OLDER, FORMULAS, PROPERTIES, child, read_in, value
from narrate.article.word.pieces import Piece
from narrate.article.word.runs.inline import Inline, why_no_content
from narrate.article.word.styles import Part, is_centred, list_place_of, outline_of
from narrate.article.word.tables import joined_cells, rows_of
from narrate.messages import Message
from narrate.model import Passage, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrate.article.markdown import MarkdownPolicy
    from narrate.article.markup import Element
    from narrate.article.word.numbering import Numbering
    from narrate.article.word.runs.inline import InlineReader, NoteMark
    from narrate.article.word.runs.readings import PhoneticGuide
    from narrate.article.word.styles import ListPlace, Style
    from narrate.article.word.tables import Row
    from narrate.ground.wording import Words


@dataclass(slots=True)
class Found:
    """What is found in a document beside its pieces."""

    skips: list[Skip] = field(default_factory=list)
    stressed: list[tuple[int, int]] = field(default_factory=list)
    notes: list[NoteMark] = field(default_factory=list)
    formulas: list[int] = field(default_factory=list)
    readings: list[PhoneticGuide] = field(default_factory=list)
    has_diagram: bool = False
    has_foreign: bool = False


class Blocks:
    """Reads blocks one after the other; ``role`` is what every paragraph is, if it is fixed."""

    def __init__(
        self,
        inline: InlineReader,
        numbering: Numbering,
        policy: MarkdownPolicy,
        words: Words,
        found: Found,
        role: Role | None = None,
    ) -> None:
        self.inline = inline
        self.numbering = numbering
        self.policy = policy
        self.words = words
        self.found = found
        self.role = role
        self.pieces: list[Piece] = []
        self._carried: Inline | None = None
        self._blanks = 0
        self._after_break = False
        self._in_code = False

    def read(self, elements: Iterable[Element], reason: Message | None = None) -> None:
        """Take blocks; with a ``reason`` none of them is read."""
        for element in elements:
            if element.name == "p":
                self._paragraph(element, reason)
            elif element.name == "tbl":
                self._table(element, reason)
            elif element.name in FORMULAS:
                self._formula(element, reason)
            elif element.name == "altChunk":
                self.found.has_foreign = True
            elif element.name not in PROPERTIES:
                self._wrapper(element, reason)

    def _wrapper(self, element: Element, reason: Message | None) -> None:
        """Blocks in something that stands around them."""
        if element.name in ("del", "moveFrom"):
            reason = reason or DELETED
        elif element.name == "sdt":
            reason = reason or why_no_content(element)
        inner = read_in(element)
        for other in [*element.elements][len(inner) :]:
            self.found.skips += _skips(other.passage, reason or FOR_OLDER)
        self.read(inner, reason)

    def _formula(self, element: Element, reason: Message | None) -> None:
        if reason is None:
            self.found.formulas.append(element.start)
        self.found.skips += _skips(element.passage, reason or FORMULA)

    def done(self) -> list[Piece]:
        """All pieces."""
        self._end_story()
        return self.pieces

    def _end_story(self) -> None:
        """What was to run into a next paragraph stands for itself where there is none."""
        while (content := self._carried) is not None:
            self._carried = None
            self._finish(content, None, 0)

    def _paragraph(self, element: Element, reason: Message | None) -> None:
        properties = child(element, "pPr")
        style_id = value(child(properties, "pStyle"))
        style = self.inline.styles.paragraph(style_id)
        if style.part is Part.CONTENTS and reason is None:
            reason = CONTENTS
        content = self._carried or Inline()
        self._carried = None
        look = style.look.over(self.inline.styles.base)
        self.inline.read(element, look, reason, content)
        if self._runs_into_next(properties):
            self._carried = content
            return
        place = list_place_of(properties, style.in_list) if reason is None else None
        self._finish(content, (element, style, style_id, place), element.start)

    def _finish(
        self, content: Inline, where: tuple[Element, Style, str, ListPlace | None] | None, anchor: int
    ) -> None:
        """Append what a paragraph holds, and the text boxes that hang on it."""
        self._take(content)
        if not content.length and any(skip.reason is CONTENTS for skip in content.skips):
            self._leave_out_heading_of_contents()
        if self._is_break(content, child(where[0], "pPr") if where else None):
            self._after_break = True
        else:
            self._add(content, where, anchor)
        for box in content.boxes:
            self._box(box)

    def _leave_out_heading_of_contents(self) -> None:
        """What stands right above a table of contents, and says no more than that it is one."""
        if self.pieces and is_heading_of_contents(self.pieces[-1].passage.text):
            passage = self.pieces.pop().passage
            self.found.skips += _skips(passage, CONTENTS)

    def _box(self, box: Element) -> None:
        """A text box, whose paragraphs stand behind the one that it hangs on."""
        before, self.inline = self.inline, self.inline.for_story(box)
        self.read(box.elements)
        self._end_story()
        self.inline = before

    def _take(self, content: Inline) -> None:
        """All that a paragraph holds beside its words."""
        found = self.found
        found.skips += content.skips
        found.stressed += content.stressed
        found.notes += content.notes
        found.formulas += content.formulas
        found.readings += content.readings
        found.has_diagram |= content.has_diagram

    @staticmethod
    def _runs_into_next(properties: Element | None) -> bool:
        """Whether its end is deleted, or it is a large letter that the next one begins with."""
        marks = child(properties, "rPr")
        is_joined = child(marks, "del") is not None or child(marks, "moveFrom") is not None
        return is_joined or value(child(properties, "framePr"), "dropCap") in ("drop", "margin")

    def _is_break(self, content: Inline, properties: Element | None) -> bool:
        """Whether a paragraph parts two scenes: by its marks, or a line drawn with nothing above it."""
        passage = Passage.joined(content.parts)
        if not passage.text.strip():
            drawn = child(properties, "pBdr", "bottom") or child(properties, "pBdr", "top")
            return content.has_rule or (drawn is not None and value(drawn) not in ("nil", "none"))
        if not is_scene_break(passage.text.strip()):
            return False
        self.found.skips += _skips(passage, SCENE_BREAK)
        return True

    def _add(
        self, content: Inline, where: tuple[Element, Style, str, ListPlace | None] | None, anchor: int
    ) -> None:
        whole = Passage.joined(content.parts)
        label = self._label(where) if where else None
        passage = whole.strip()
        if not passage.text:
            self._blanks += 1
            return
        left = len(whole.text) - len(whole.text.lstrip())
        cuts = tuple(sorted(cut - left for cut in content.cuts if 0 < cut - left < len(passage)))
        piece = Piece(passage, anchor or next(iter(passage.known_origins), 0), cuts)
        piece = self._with_look(piece, content)
        if where is not None:
            piece = self._styled(piece, where, label)
        if content.is_only_image:
            passage = Passage.unwritten(self.words.image) + passage
            piece = piece._replace(passage=passage, is_said=True, is_image=True)
        self._append(piece._replace(is_indented=left > 0))

    def _append(self, piece: Piece) -> None:
        if piece.part is Part.CODE:
            if self.policy.code != "read":
                self._leave_out_code(piece)
                return
            piece = piece._replace(role=Role.BODY)
        self._in_code = False
        self._leave_out_described(piece)
        if self.role is not None:
            piece = piece._replace(role=self.role, part=None)
        after_break, blanks = piece.after_break or self._after_break, piece.blanks + self._blanks
        self.pieces.append(piece._replace(after_break=after_break, blanks=blanks))
        self._blanks, self._after_break = 0, False

    def _leave_out_code(self, piece: Piece) -> None:
        """Lines of code are announced once."""
        self.found.skips += _skips(piece.passage, CODE)
        if not self._in_code and self.policy.code == "announce":
            said = Passage.unwritten(self.words.code_left_out)
            self._append(Piece(said, piece.anchor, role=Role.ANNOUNCEMENT, is_said=True))
        self._in_code = True

    def _leave_out_described(self, piece: Piece) -> None:
        """What an image shows is said once, where its caption says the same."""
        before = self.pieces[-1] if self.pieces else None
        if before is None or not before.is_image:
            return
        if before.passage.text[len(self.words.image) :] == piece.passage.text:
            self.found.skips += _skips(self.pieces.pop().passage, Message("the same as the caption"))

    def _label(self, where: tuple[Element, Style, str, ListPlace | None]) -> tuple[int, str] | None:
        """The list that a paragraph is in and its number there, which is counted though nothing is said."""
        _, _, style_id, place = where
        if place is None or not place.list_id:
            return None
        label = self.numbering.next_label(place.list_id, self.numbering.level_of_style(place, style_id))
        return None if label is None else (place.list_id, label.strip())

    @staticmethod
    def _with_look(piece: Piece, content: Inline) -> Piece:
        ink = sum(stretch.length for stretch in content.stretches)
        bold = sum(stretch.length for stretch in content.stretches if stretch.look.bold)
        sizes: Counter[int] = Counter()
        for stretch in content.stretches:
            sizes[stretch.look.size] += stretch.length
        return piece._replace(is_bold=0 < ink == bold, size=max(sizes, key=sizes.__getitem__, default=0))

    def _styled(
        self, piece: Piece, where: tuple[Element, Style, str, ListPlace | None], label: tuple[int, str] | None
    ) -> Piece:
        element, style, _, _ = where
        properties = child(element, "pPr")
        own = outline_of(properties)
        outline = style.outline if own is None else own
        centred = is_centred(properties)
        piece = piece._replace(
            part=style.part, is_centred=bool(style.centred if centred is None else centred)
        )
        if outline and not style.part:
            piece = piece._replace(role=Role.HEADING, level=outline, part=None)
        elif style.part is Part.QUOTE:
            piece = piece._replace(role=Role.QUOTE, part=None)
        if label is not None:
            piece = piece._replace(list_id=label[0], label=label[1])
            if piece.role is None and piece.part is None:
                piece = piece._replace(role=Role.ITEM)
        return piece

    def _table(self, element: Element, reason: Message | None) -> None:
        """Rows are read one by one; one whose cells hold paragraphs is read as these."""
        is_announced = False
        for row in rows_of(element):
            why_not = reason or (DELETED if row.is_deleted else None)
            cells = [self._cell(cell, why_not) for cell in row.cells]
            for cell in row.merged:
                self._cell(cell, why_not or Message("merged cell"))
            filled = [cell for cell in cells if cell]
            if not filled:
                continue
            if _are_blocks(cells, row):
                for piece in (piece for cell in filled for piece in cell):
                    self._append(piece)
            elif self.policy.table == "read":
                self._append(joined_cells(filled, self.words))
            else:
                self._skip_row(filled)
                if self.policy.table == "announce" and not is_announced:
                    said = Passage.unwritten(self.words.table_left_out)
                    self._append(Piece(said, element.start, role=Role.ANNOUNCEMENT, is_said=True))
                    is_announced = True

    def _cell(self, elements: list[Element], reason: Message | None) -> list[Piece]:
        inner = Blocks(self.inline, self.numbering, self.policy, self.words, self.found, self.role)
        inner.read(elements, reason)
        return inner.done()

    def _skip_row(self, cells: list[list[Piece]]) -> None:
        for piece in (piece for cell in cells for piece in cell):
            self.found.skips += _skips(piece.passage, Message("table"))


_LONGEST_CELL = 200
_MOST_SHORT = 120
_STOP = "。"


def _are_blocks(cells: list[list[Piece]], row: Row) -> bool:
    """Whether a table only arranges text: one of its cells holds prose, headings or rows of its own."""
    return (len(cells) == 1 and not row.merged) or any(_is_prose(cell) for cell in cells)


def _is_prose(cell: list[Piece]) -> bool:
    if any(piece.role is Role.HEADING or piece.is_row for piece in cell):
        return True
    lengths = [len(piece.passage) for piece in cell]
    stops = sum(piece.passage.text.count(_STOP) for piece in cell)
    return (len(cell) > 1 and sum(lengths) > _MOST_SHORT and stops > 1) or max(
        lengths, default=0
    ) > _LONGEST_CELL


def _skips(passage: Passage, reason: Message) -> list[Skip]:
    return [Skip(start, end, reason) for start, end in passage.known_spans]
