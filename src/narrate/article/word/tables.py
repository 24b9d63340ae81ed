"""Tables of a document -> their rows and cells (ECMA-376, part 1, section 17.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narrate.article.word.marks import PROPERTIES, child, value
from narrate.article.word.pieces import Piece, labelled
from narrate.model import Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.article.markup import Element
    from narrate.ground.wording import Words

_ENDS = frozenset("。！？!?」』、，")


class Row(NamedTuple):
    """The blocks of each cell of a row. ``merged`` are cells that belong to the one above or before them."""

    cells: list[list[Element]]
    merged: list[list[Element]]
    is_deleted: bool


def rows_of(table: Element) -> Iterator[Row]:
    """The rows of a table, whatever stands around them."""
    for element in _inside(table, "tr"):
        properties = child(element, "trPr")
        cells = list(_inside(element, "tc"))
        yield Row(
            [list(cell.elements) for cell in cells if not _goes_on(cell)],
            [list(cell.elements) for cell in cells if _goes_on(cell)],
            child(properties, "del") is not None,
        )


def _inside(element: Element, name: str) -> Iterator[Element]:
    for inner in element.elements:
        if inner.name == name:
            yield inner
        elif inner.name not in PROPERTIES:
            yield from _inside(inner, name)


def _goes_on(cell: Element) -> bool:
    """Whether a cell is part of another (sections 17.4.22 and 17.4.84), or deleted."""
    properties = child(cell, "tcPr")
    merges = (child(properties, name) for name in ("vMerge", "hMerge"))
    is_merged = any(merge is not None and value(merge) in ("", "continue") for merge in merges)
    return is_merged or child(properties, "cellDel") is not None


def joined_cells(cells: Sequence[Sequence[Piece]], words: Words) -> Piece:
    """A row as one piece: its cells with a comma between them, or the end of a sentence."""
    passages: list[Passage] = []
    cuts: list[int] = []
    length = 0
    for piece in (labelled(piece, words) for cell in cells for piece in cell):
        if passages and passages[-1].text[-1] in _ENDS:
            cuts.append(length)
        elif passages:
            passages.append(Passage.unwritten(words.comma))
            length += len(words.comma)
        cuts += [length + cut for cut in piece.cuts]
        passages.append(piece.passage)
        length += len(piece.passage)
    first = cells[0][0]
    return Piece(Passage.joined(passages), first.anchor, tuple(cuts), Role.ITEM, is_row=True)
