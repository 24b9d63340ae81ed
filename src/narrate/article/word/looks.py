"""Headings and the title by how they are set, in documents where no style says which they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from narrate.article.plain.kinds import label_of
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.word.pieces import Piece

_LONGEST_HEADING = 45
_LARGER = 2
"""Half points."""
_MOST_HEADINGS = 0.35
"""Of a text's length: where more is set like headings, it is no sign of them."""
_DEEPEST = 6
_MOST_ABOVE = 5
"""Lines among which the title stands: who wrote it and when may stand above it."""
_NO_HEADING_ENDS = "。、，．,;；」』"


def with_hints(pieces: Sequence[Piece]) -> list[Piece]:
    """Short lines that are set bold or larger than the text around them are headings.

    A numbered line that has none of its list beside it may be one, and is if others of its list are.
    """
    made = _with_loose_numbers(pieces)
    usual = _usual_size(made)
    length = sum(len(piece.passage) for piece in made)
    is_bold_rare = sum(len(piece.passage) for piece in made if piece.is_bold) <= _MOST_HEADINGS * length
    likely = [
        at
        for at, piece in enumerate(made[:-1])
        if _may_be_heading(piece) and ((is_bold_rare and piece.is_bold) or piece.size >= usual + _LARGER)
    ]
    lists = {made[at].list_id for at in likely} - {0}
    likely += [at for at, piece in enumerate(made[:-1]) if piece.list_id in lists and _may_be_heading(piece)]
    if sum(len(made[at].passage) for at in set(likely)) > _MOST_HEADINGS * length:
        return made
    for at in likely:
        made[at] = made[at]._replace(role=Role.HEADING)
    return made


def _with_loose_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    made = []
    for at, piece in enumerate(pieces):
        beside = [p.list_id for p in (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])]
        is_loose = piece.role is Role.ITEM and bool(piece.label) and piece.list_id not in beside
        made.append(piece._replace(role=None) if is_loose else piece)
    return made


def _usual_size(pieces: Sequence[Piece]) -> int:
    sizes: Counter[int] = Counter()
    for piece in pieces:
        sizes[piece.size] += len(piece.passage)
    return max(sizes, key=sizes.__getitem__, default=0)


def _may_be_heading(piece: Piece) -> bool:
    text = piece.passage.text
    is_name = 1 < len(text) <= _LONGEST_HEADING and text[-1] not in _NO_HEADING_ENDS and "。" not in text
    return piece.role is None and not piece.is_said and is_name and not label_of(text)


def named_by_look(pieces: Sequence[Piece]) -> int | None:
    """Which line on top is the title: one set larger than every heading, or the only one in the middle."""
    top = next((at for at, piece in enumerate(pieces[:_MOST_ABOVE]) if piece.role is Role.HEADING), None)
    if top is None or any("。" in piece.passage.text for piece in pieces[:top]):
        return None
    first = pieces[top]
    headings = [piece for piece in pieces[top + 1 :] if piece.role is Role.HEADING]
    is_larger = first.size > max((piece.size for piece in headings), default=0)
    return (
        top if is_larger or (first.is_centred and not any(piece.is_centred for piece in headings)) else None
    )


def with_levels(pieces: Sequence[Piece]) -> list[Piece]:
    """The headings with their levels below the title: the larger, the higher."""
    sizes = sorted({piece.size for piece in pieces if piece.role is Role.HEADING}, reverse=True)
    return [
        piece._replace(level=min(sizes.index(piece.size) + 2, _DEEPEST))
        if piece.role is Role.HEADING
        else piece
        for piece in pieces
    ]
