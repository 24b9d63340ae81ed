"""What leads a reader of a Markdown page elsewhere and says nothing itself, told by its links.

A row of languages, a row of links between bars, the way back to the top, a title of contents that are gone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.front.contents import is_heading_of_contents
from narrate.article.markdown.languages import is_language
from narrate.article.skips.reasons import CONTENTS, NAVIGATION
from narrate.messages import Message
from narrate.model import Paragraph, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Passage, Source

_LONGEST_ROW = 1_000
"""Characters of a paragraph that is looked at."""
_LONGEST_NAME = 30
_LONGEST_LABEL = 40
_NEAR = 500
"""Characters beside a text in which the marks of its link are looked for."""
_LINKED = re.compile(r"\]\(|\]\[|</a", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:(?<!!)\[|<a\b[^<>]*>)(?:[*_~\s]|<(?!/?a\b)[^<>]*>|!\[[^\[\]]*\]\([^()]*\))*$", re.IGNORECASE
)
_CLOSES = re.compile(
    r"(?:[*_~\s]|<(?!/?a\b)[^<>]*>)*(?:\]\(\s*<?(?P<place>[^()\s]*)|\]\[|</a\b)", re.IGNORECASE
)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s<>]*)[^<>]*>(?:\s|<[^<>]*>)*$", re.IGNORECASE)
_BETWEEN = re.compile(r"[|｜·・•‧∙/／,，、;；\n\0–—]|[ \t\u3000]{2,}")
_BARS = re.compile(r"[|｜·•‧∙]")
_NO_WORD = re.compile(r"[\W_]*")
_READS = re.compile(r"言語|翻訳|languages?\b|translat|read (?:this|in|me)|多国語|[語言]で読", re.IGNORECASE)
_BODY_ROLES = frozenset({Role.BODY, Role.QUOTE})
_ROLES = _BODY_ROLES | {Role.ITEM, Role.HEADING}

_LANGUAGES = Message("other languages of the same text")


class _Piece(NamedTuple):
    """A stretch of what is written in a paragraph; ``place`` is where its link leads, None for no link."""

    text: str
    place: str | None


class _Page:
    """A text, and where links end in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [match.start() for match in _LINKED.finditer(text)]

    def may_lead(self, passage: Passage) -> bool:
        """Whether a link ends in what is said or right behind it, or bars stand in it."""
        if len(passage.text) <= _LONGEST_ROW and _BARS.search(passage.text):
            return True
        known = passage.known_origins if self._ends else ()
        if not known:
            return False
        near = bisect_left(self._ends, known[0])
        return near < len(self._ends) and self._ends[near] < known[-1] + _NEAR


def without_navigation(
    source: Source, paragraphs: Sequence[Paragraph]
) -> tuple[tuple[Paragraph, ...], tuple[Skip, ...]]:
    """The paragraphs less those that only lead elsewhere, and these as skips."""
    reasons: list[Message | None] = [None] * len(paragraphs)
    kept = list(paragraphs)
    skips: list[Skip] = []
    page = _Page(source.text)
    for number, paragraph in enumerate(paragraphs):
        if paragraph.role not in _ROLES or not page.may_lead(paragraph.passage):
            continue
        reasons[number] = _why_no_text(source.text, paragraph)
        if reasons[number] is None and paragraph.cuts:
            kept[number], gone = _less_last_rows(source.text, paragraph)
            skips += gone
    _keep_items(paragraphs, reasons)
    _take_neighbours(paragraphs, reasons)
    for paragraph, reason in zip(paragraphs, reasons, strict=True):
        if reason is not None:
            skips += _skips(paragraph.passage, reason)
    left = [paragraph for paragraph, reason in zip(kept, reasons, strict=True) if reason is None]
    if not any(p.role is not Role.HEADING for p in left):
        return tuple(paragraphs), ()
    return tuple(left), tuple(skips)


def _why_no_text(text: str, paragraph: Paragraph) -> Message | None:
    """Why a paragraph, or a part of one, only leads elsewhere; None if it says something."""
    passage = paragraph.passage
    if len(passage.text) > _LONGEST_ROW:
        return None
    if not (pieces := _pieces(text, passage)):
        return _LANGUAGES if paragraph.role is not Role.ITEM and _is_plain_row(passage.text) else None
    if _are_languages(pieces, least=1 if paragraph.role is Role.ITEM else 2):
        return _LANGUAGES
    if paragraph.role is not Role.HEADING and _is_way_back(pieces):
        return NAVIGATION
    return NAVIGATION if paragraph.role in _BODY_ROLES and _is_row(pieces) else None


def _keep_items(paragraphs: Sequence[Paragraph], reasons: list[Message | None]) -> None:
    """One of several items stays that leads to a place in the text."""
    for number, (paragraph, reason) in enumerate(zip(paragraphs, reasons, strict=True)):
        around = [*paragraphs[max(0, number - 1) : number], *paragraphs[number + 1 : number + 2]]
        if reason is NAVIGATION and paragraph.role is Role.ITEM and Role.ITEM in [p.role for p in around]:
            reasons[number] = None


def _take_neighbours(paragraphs: Sequence[Paragraph], reasons: list[Message | None]) -> None:
    """A lone item that names a language stays; what introduces a row goes, and a title of no contents."""
    rows = [number for number, reason in enumerate(reasons) if reason is _LANGUAGES]
    for number in rows:
        beside = reasons[max(0, number - 1) : number] + reasons[number + 1 : number + 2]
        if paragraphs[number].role is Role.ITEM and _LANGUAGES not in beside:
            reasons[number] = None
    for number in rows:
        above = paragraphs[number - 1] if number else None
        if above is None or reasons[number] is None or reasons[number - 1] is not None:
            continue
        if above.role is not Role.HEADING and len(above.passage) <= _LONGEST_LABEL:
            reasons[number - 1] = _LANGUAGES if _READS.search(above.passage.text) else None
    for number, (above, below) in enumerate(pairwise(paragraphs)):
        if above.role is below.role is Role.HEADING and below.level <= above.level:
            reasons[number] = CONTENTS if is_heading_of_contents(above.passage.text) else reasons[number]


def _less_last_rows(text: str, paragraph: Paragraph) -> tuple[Paragraph, list[Skip]]:
    """The paragraph less the lines at its end that only lead elsewhere."""
    skips: list[Skip] = []
    cuts = list(paragraph.cuts)
    end = len(paragraph.passage)
    while cuts:
        last = paragraph._replace(passage=paragraph.passage[cuts[-1] : end])
        if last.passage.text.strip():
            reason = _why_no_text(text, last)
            if reason is None:
                break
            skips += _skips(last.passage, reason)
        end = cuts.pop()
    if not skips:
        return paragraph, []
    return paragraph._replace(passage=paragraph.passage[:end], cuts=tuple(cuts)), skips


def _pieces(text: str, passage: Passage) -> list[_Piece]:
    """What is written in the source, in order, links apart; nothing if there is no link."""
    runs = list(passage.known_spans)
    if not runs or runs[-1][1] - runs[0][0] > 8 * _LONGEST_ROW or any(a[1] > b[0] for a, b in pairwise(runs)):
        return []
    if not _LINKED.search(text, runs[0][0], runs[-1][1] + _NEAR):
        return []
    found = list(_read_pieces(text, runs))
    return found if any(piece.place is not None for piece in found) else []


def _read_pieces(text: str, runs: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    first = runs[0][0]
    ends = [
        text.rfind("\n\n", max(0, first - _NEAR), first) + 1 or max(0, first - _NEAR),
        *(end for _, end in runs),
        min(len(text), runs[-1][1] + _NEAR),
    ]
    opened, place = "", ""
    for number, (begin, end) in enumerate(runs):
        before = text[ends[number] : begin]
        behind = text[end : runs[number + 1][0] if number + 1 < len(runs) else ends[-1]]
        if _OPENS.search(before):
            opened = "\0"
            href = _HREF.search(before)
            place = href[1] if href else ""
        closed = _CLOSES.match(behind) if opened else None
        if not closed:
            if opened:
                opened += text[begin:end]
            else:
                yield _Piece(text[begin:end] + ("\n" if "\n" in behind else ""), None)
            continue
        yield _Piece((opened + text[begin:end]).strip("\0"), closed["place"] or place)
        opened = ""


def _are_languages(pieces: Sequence[_Piece], least: int) -> bool:
    """Whether a row names languages, one of them at least as a link; a label may stand before them."""
    names = [n.strip() for p in pieces for n in _names(p) if not _NO_WORD.fullmatch(n)]
    label = names and not is_language(names[0])
    if label and (len(names[0]) > _LONGEST_LABEL or pieces[0].place is not None):
        return False
    named = names[1:] if label else names
    if not named or not all(map(is_language, named)):
        return False
    return len(set(named)) >= least or bool(label and _READS.search(names[0]))


def _names(piece: _Piece) -> list[str]:
    return [piece.text] if piece.place is not None and is_language(piece.text) else _BETWEEN.split(piece.text)


def _is_plain_row(said: str) -> bool:
    """Whether it is a row of languages that has lost its links."""
    names = [name.strip() for name in _BARS.split(said)]
    return len(names) > 1 and all(name and is_language(name) for name in names)


def _is_way_back(pieces: Sequence[_Piece]) -> bool:
    """Whether it is nothing but one link to a place in the text itself."""
    linked = [piece for piece in pieces if piece.place is not None]
    rest = "".join(piece.text for piece in pieces if piece.place is None)
    return len(linked) == 1 and (linked[0].place or "").startswith("#") and bool(_NO_WORD.fullmatch(rest))


def _is_row(pieces: Sequence[_Piece]) -> bool:
    """Whether it is nothing but links between bars."""
    linked = [piece for piece in pieces if piece.place is not None]
    rest = "".join(piece.text for piece in pieces if piece.place is None)
    if len(linked) < 2 or not _NO_WORD.fullmatch(rest) or len(_BARS.findall(rest)) < len(linked) - 1:
        return False
    return all(len(piece.text) <= _LONGEST_NAME for piece in linked)


def _skips(passage: Passage, reason: Message) -> list[Skip]:
    return [Skip(start, end, reason) for start, end in passage.known_spans]
