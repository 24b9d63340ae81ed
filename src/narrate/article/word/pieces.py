"""What the blocks of a document become before it is known which of them are headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narrate.model import Passage, Role

if TYPE_CHECKING:
    from narrate.article.word.styles import Part
    from narrate.ground.wording import Words


class Piece(NamedTuple):
    """A paragraph or a row of a table.

    ``role`` (with a heading's ``level``) is what its style says; ``part`` what a style's name says that is
    no role by itself. ``label`` is its number in a list, as it is written. ``size`` (half points),
    ``is_bold`` and ``is_centred`` tell how it is set, ``blanks`` how many empty paragraphs stand above it.
    ``anchor`` is where it stands. Where two of ``cuts`` are one, an empty line stands between.
    """

    passage: Passage
    anchor: int
    cuts: tuple[int, ...] = ()
    role: Role | None = None
    level: int = 0
    part: Part | None = None
    label: str = ""
    list_id: int = 0
    after_break: bool = False
    is_bold: bool = False
    is_centred: bool = False
    size: int = 0
    blanks: int = 0
    is_indented: bool = False
    is_said: bool = False
    """It is one of narrate's own words, or begins with one: nothing to be judged."""
    is_row: bool = False
    is_image: bool = False

    def numbered(self, number: str) -> Piece:
        """The piece with a number before it, and none of its own any more; its cuts move along."""
        cuts = tuple(cut + len(number) for cut in self.cuts)
        return self._replace(passage=Passage.unwritten(number) + self.passage, cuts=cuts, label="")


_AROUND_NUMBER = " \t\u3000()（）[]［］【】〔〕<>＜＞.．,，、:：-－―"


def labelled(piece: Piece, words: Words) -> Piece:
    """The piece with its number in a list before it: that of a heading as it is written."""
    number = piece.label if piece.role is Role.HEADING else piece.label.strip(_AROUND_NUMBER)
    if not number:
        return piece
    return piece.numbered(number + (" " if piece.role is Role.HEADING else words.behind_number))
