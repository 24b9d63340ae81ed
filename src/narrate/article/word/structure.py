"""Pieces -> paragraphs: headings by their styles; where a document has none, by how lines look and read."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.lines import Line
from narrate.article.plain import judged
from narrate.article.word.looks import named_by_look, with_hints, with_levels
from narrate.article.word.pieces import labelled
from narrate.article.word.styles import Part
from narrate.model import NOWHERE, Paragraph, Role

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from narrate.article.word.pieces import Piece
    from narrate.ground.wording import Words
    from narrate.model import Decision, Metadata, Skip

_TOP = 10
"""Pieces among which the title stands."""


_NEAR_THE_TOP = 3
"""Where the one heading that has a style is the title, and says nothing of the others."""


class Structure(NamedTuple):
    """The paragraphs, title and subtitle first, and what was found on the way."""

    paragraphs: tuple[Paragraph, ...]
    metadata: Metadata
    skips: tuple[Skip, ...] = ()
    decisions: tuple[Decision, ...] = ()


def structured(pieces: Sequence[Piece], metadata: Metadata, words: Words) -> Structure:
    """What each piece is to the article."""
    names, rest = _names(list(pieces))
    styled = [at for at, piece in enumerate(rest) if piece.role is Role.HEADING]
    if not names and len(styled) == 1 and styled[0] < _NEAR_THE_TOP and rest[styled[0]].level == 1:
        names = [rest.pop(styled[0])._replace(role=Role.TITLE)]
    elif styled:
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
    cuts = tuple(dict.fromkeys(said.cuts))
    return Paragraph(role, said.passage, cuts, piece.after_break, piece.level, piece.anchor)


def _by_judgement(names: list[Piece], rest: list[Piece], metadata: Metadata, words: Words) -> Structure:
    """No style says what is a heading: the text is judged as plain text is, with how it is set for a hint."""
    rest = with_hints(rest)
    if not names and (at := named_by_look(rest)) is not None:
        names = [rest[at]._replace(role=Role.TITLE, level=0)]
        rest = [*rest[:at], *rest[at + 1 :]]
    rest = with_levels(rest)
    ready = [labelled(piece, words) if piece.role else _numbered(piece) for piece in rest]
    lines = [line for piece in ready for line in _lines(piece)]
    title = metadata.title or next((p.passage.text for p in names if p.role is Role.TITLE), "")
    found = judged(lines, replace(metadata, title=title))
    settled = _Settled(rest)
    known = {name.role for name in names}
    joined = _joined(found.paragraphs, {place for piece in ready for place in _joints(piece)})
    paragraphs = [_unnamed(settled.paragraph(paragraph), known) for paragraph in joined]
    own = tuple(paragraph_of(name, words) for name in names)
    about = replace(found.metadata, title=metadata.title)
    return Structure((*own, *paragraphs), about, found.skips, found.decisions)


def _unnamed(paragraph: Paragraph, known: Container[Role | None]) -> Paragraph:
    """What is named once is not named again."""
    is_again = paragraph.role in known and paragraph.role in (Role.TITLE, Role.SUBTITLE)
    return paragraph._replace(role=Role.BODY) if is_again else paragraph


def _numbered(piece: Piece) -> Piece:
    """A piece with its number as it would be typed."""
    return piece.numbered(f"{piece.label} ") if piece.label else piece


def _lines(piece: Piece) -> Iterator[Line]:
    """A piece as lines; one that is settled is a single one."""
    role = piece.role or (Role.BODY if piece.is_said else None)
    cuts = () if role else piece.cuts
    blanks = piece.blanks
    for start, end in pairwise((0, *cuts, len(piece.passage))):
        passage = piece.passage[start:end].strip()
        if passage.text:
            is_first = start == 0
            yield Line(
                passage, piece.is_indented and is_first, blanks > 0, 2 * piece.is_indented, blanks, role,
                piece.level, piece.after_break and is_first,
            )  # fmt: skip
        blanks = 0


def _joints(piece: Piece) -> Iterator[int]:
    """Where the lines begin in the source that go on a paragraph: no empty line or indent sets them apart."""
    if piece.role or piece.is_said:
        return
    spans = list(pairwise((0, *piece.cuts, len(piece.passage))))
    for (above, start), (_, end) in pairwise(spans):
        line = piece.passage[start:end]
        is_next = bool(piece.passage.text[above:start].strip())
        if is_next and line.text[:1].strip() and line.origins[0] != NOWHERE:
            yield line.origins[0]


def _joined(paragraphs: Iterable[Paragraph], joints: Container[int]) -> list[Paragraph]:
    """The paragraphs, those that are but lines of one with a cut between them."""
    made: list[Paragraph] = []
    for paragraph in paragraphs:
        is_line = paragraph.start in joints and not paragraph.after_scene_break
        if made and is_line and made[-1].role is paragraph.role is Role.BODY:
            cuts = (*made[-1].cuts, len(made[-1].passage))
            whole = paragraph.behind(made[-1].passage)
            made[-1] = made[-1]._replace(passage=whole.passage, cuts=(*cuts, *whole.cuts))
        else:
            made.append(paragraph)
    return made


class _Settled:
    """What is known of pieces that lines do not tell: where rows are cut, where an announcement stands."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._deepest = max((piece.level for piece in pieces if piece.role is Role.HEADING), default=1)
        self._by_origin = {
            origin: piece
            for piece in pieces
            if (origin := next(iter(piece.passage.known_origins), NOWHERE)) != NOWHERE
        }
        self._said = iter([piece for piece in pieces if not piece.passage.known_origins])

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph with it. A heading of which only its words tell stands below those set as such."""
        origin = next(iter(paragraph.passage.known_origins), NOWHERE)
        piece = next(self._said, None) if origin == NOWHERE else self._by_origin.get(origin)
        if paragraph.role is Role.HEADING and (piece is None or piece.role is not Role.HEADING):
            paragraph = paragraph._replace(level=paragraph.level + self._deepest - 1)
        if piece is None:
            return paragraph
        shift = len(paragraph.passage) - len(piece.passage)
        is_whole = piece.role is not None and paragraph.passage.text.endswith(piece.passage.text)
        cuts = tuple(cut + shift for cut in dict.fromkeys(piece.cuts)) if is_whole else paragraph.cuts
        return paragraph._replace(cuts=cuts, anchor=piece.anchor)
