"""Pieces -> paragraphs: headings by their styles; where a document has none, by how lines look and read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.lines import Line
from narrate.article.plain import judged
from narrate.article.plain.kinds import label_of
from narrate.article.word.pieces import labelled
from narrate.article.word.styles import Part
from narrate.model import NOWHERE, Paragraph, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.article.word.pieces import Piece
    from narrate.ground.wording import Words
    from narrate.model import Decision, Metadata, Skip

_TOP = 10
"""Pieces among which the title stands."""
_LONGEST_HEADING = 45
_LARGER = 2
"""Half points."""
_MOST_HEADINGS = 0.35
"""Of a text's length: where more is set like headings, it is no sign of them."""
_DEEPEST = 4
_NO_HEADING_ENDS = "。、，．,;；」』"


class Structure(NamedTuple):
    """The paragraphs, title and subtitle first, and what was found on the way."""

    paragraphs: tuple[Paragraph, ...]
    metadata: Metadata
    skips: tuple[Skip, ...] = ()
    decisions: tuple[Decision, ...] = ()


def structured(pieces: Sequence[Piece], metadata: Metadata, words: Words) -> Structure:
    """What each piece is to the article."""
    names, rest = _names(list(pieces))
    if any(piece.role is Role.HEADING for piece in rest):
        return _by_styles(names, rest, metadata, words)
    return _by_judgement(names, rest, metadata, words)


def _names(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The title and the subtitle, and all others: what is called so further down is a heading."""
    names: list[Piece] = []
    rest: list[Piece] = []
    for at, piece in enumerate(pieces):
        known = {name.role for name in names}
        if piece.part is Part.TITLE and at < _TOP and Role.TITLE not in known:
            names.append(piece._replace(role=Role.TITLE))
        elif piece.part in (Part.TITLE, Part.SUBTITLE) and at < _TOP and names and Role.SUBTITLE not in known:
            names.append(piece._replace(role=Role.SUBTITLE))
        elif piece.part is Part.TITLE:
            rest.append(piece._replace(role=Role.HEADING, level=1))
        else:
            rest.append(piece)
    return names, rest


def _by_styles(names: list[Piece], rest: list[Piece], metadata: Metadata, words: Words) -> Structure:
    """Headings are what has their styles. Several of the first level stand below the title."""
    firsts = sum(piece.role is Role.HEADING and piece.level == 1 for piece in rest)
    if firsts and (names or firsts > 1):
        rest = [p._replace(level=p.level + 1) if p.role is Role.HEADING else p for p in rest]
    return Structure(tuple(paragraph_of(piece, words) for piece in names + rest), metadata)


def paragraph_of(piece: Piece, words: Words) -> Paragraph:
    """The paragraph that a piece is, with its number."""
    role = piece.role or Role.BODY
    said = labelled(piece, words)
    return Paragraph(role, said.passage, said.cuts, piece.after_break, piece.level, piece.anchor)


def _by_judgement(names: list[Piece], rest: list[Piece], metadata: Metadata, words: Words) -> Structure:
    """No style says what is a heading: the text is judged as plain text is, with how it is set for a hint."""
    rest = _with_loose_numbers(rest)
    rest = _with_hints(rest)
    if not names and rest and _is_named_by_look(rest):
        names, rest = [rest[0]._replace(role=Role.TITLE, level=0)], rest[1:]
    lines = [
        line for piece in rest for line in _lines(labelled(piece, words) if piece.role else _numbered(piece))
    ]
    title = metadata.title or next((p.passage.text for p in names if p.role is Role.TITLE), "")
    found = judged(lines, replace(metadata, title=title))
    at_hand = _Settled(rest)
    paragraphs = [at_hand.settled(paragraph) for paragraph in found.paragraphs]
    if names:
        paragraphs = [p._replace(role=Role.BODY) if p.role is Role.TITLE else p for p in paragraphs]
        has_subtitle = any(name.role is Role.SUBTITLE for name in names)
        paragraphs = [
            p._replace(role=Role.BODY) if p.role is Role.SUBTITLE and has_subtitle else p for p in paragraphs
        ]
    own = tuple(paragraph_of(name, words) for name in names)
    about = replace(found.metadata, title=metadata.title)
    return Structure((*own, *paragraphs), about, found.skips, found.decisions)


def _with_loose_numbers(pieces: list[Piece]) -> list[Piece]:
    """A numbered paragraph that has none of its list beside it may be a heading."""
    made = []
    for at, piece in enumerate(pieces):
        beside = [p.list_id for p in (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])]
        is_loose = piece.role is Role.ITEM and bool(piece.label) and piece.list_id not in beside
        made.append(piece._replace(role=None) if is_loose else piece)
    return made


def _with_hints(pieces: list[Piece]) -> list[Piece]:
    """Short lines that are set bold or larger than the text around them are headings."""
    usual = _usual_size(pieces)
    length = sum(len(piece.passage) for piece in pieces)
    is_bold_rare = sum(len(piece.passage) for piece in pieces if piece.is_bold) <= _MOST_HEADINGS * length
    likely = [
        at
        for at, piece in enumerate(pieces[:-1])
        if _may_be_heading(piece) and ((is_bold_rare and piece.is_bold) or piece.size >= usual + _LARGER)
    ]
    if sum(len(pieces[at].passage) for at in likely) > _MOST_HEADINGS * length:
        return pieces
    sizes = sorted({pieces[at].size for at in likely}, reverse=True)
    made = list(pieces)
    for at in likely:
        level = min(sizes.index(pieces[at].size), _DEEPEST) + 2
        made[at] = pieces[at]._replace(role=Role.HEADING, level=level)
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


def _is_named_by_look(pieces: Sequence[Piece]) -> bool:
    """Whether the first line is the title: set larger than every heading, or alone in the middle."""
    first, *others = pieces
    if first.role is not Role.HEADING:
        return False
    headings = [piece for piece in others if piece.role is Role.HEADING]
    is_larger = all(piece.size < first.size for piece in headings) and first.size > 0
    return is_larger or (first.is_centred and not any(piece.is_centred for piece in headings))


def _numbered(piece: Piece) -> Piece:
    """A piece with its number as it would be typed."""
    if not piece.label:
        return piece
    label = f"{piece.label} "
    return piece._replace(
        passage=Passage(label, (NOWHERE,) * len(label)) + piece.passage,
        cuts=tuple(cut + len(label) for cut in piece.cuts),
    )


def _lines(piece: Piece) -> Iterator[Line]:
    """A piece as lines; one that is settled is a single one."""
    role = piece.role or (Role.BODY if piece.is_said else None)
    cuts = () if role else piece.cuts
    starts, ends = (0, *cuts), (*cuts, len(piece.passage))
    blanks = piece.blanks
    for start, end in zip(starts, ends, strict=True):
        passage = piece.passage[start:end].strip()
        if passage.text:
            is_first = start == 0
            yield Line(
                passage, piece.is_indented and is_first, blanks > 0, 2 * piece.is_indented, blanks, role,
                piece.level, piece.after_break and is_first,
            )  # fmt: skip
        blanks = 0


class _Settled:
    """What is known of pieces that lines do not tell: where rows are cut, where an announcement stands."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._by_origin = {
            origin: piece
            for piece in pieces
            if (origin := next(iter(piece.passage.known_origins), NOWHERE)) != NOWHERE
        }
        self._said = iter([piece for piece in pieces if not piece.passage.known_origins])

    def settled(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph with it."""
        origin = next(iter(paragraph.passage.known_origins), NOWHERE)
        piece = next(self._said, None) if origin == NOWHERE else self._by_origin.get(origin)
        if piece is None:
            return paragraph
        shift = len(paragraph.passage) - len(piece.passage)
        is_whole = piece.role is not None and paragraph.passage.text.endswith(piece.passage.text)
        cuts = tuple(cut + shift for cut in piece.cuts) if is_whole else ()
        return paragraph._replace(cuts=cuts, anchor=piece.anchor)
