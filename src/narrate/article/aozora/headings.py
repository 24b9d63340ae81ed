"""Which stretches of a text are headings: by notes; where there are none, numbers or displayed lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.model import Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KANJI_DIGITS = "一二三四五六七八九"
_NUMERALS = rf"(?:[{_KANJI_DIGITS}十百〇]{{1,5}}|[0-9０-９]{{1,3}}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ]|[IVX]{{1,5}}|[①-⑳])"
_NUMBERED = re.compile(
    rf"[（(〔［\[【]?(?:第|その|其の?)?[ \u3000]?(?P<number>{_NUMERALS})[ \u3000]?"
    r"(?:章|節|回|話|部|篇|編|幕|場|信|夜|日目)?[）)〕］\]】.．、]?(?:[ \u3000]+(?P<words>\S[^。]{0,30}))?"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_DATE = re.compile(
    r".*[0-9０-９一二三四五六七八九十元〇]年.*|.*[0-9０-９一二三四五六七八九十]月[0-9０-９一二三四五六七八九十]+日.*"
)
_LONGEST_DISPLAYED = 30
_LONGEST_JOINED = 100
_LEAST_INDENT = 3
_LEAST_SIBLINGS = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph or a heading as its line and the notes in it have it.

    ``indent`` counts characters, by spaces or by a note; ``is_in_block``: a note indents it with others.
    """

    passage: Passage
    role: Role | None = None
    level: int = 0
    after_break: bool = False
    follows_blank: bool = False
    indent: int = 0
    is_in_block: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return self.passage.text

    @property
    def is_prose(self) -> bool:
        """Whether it reads as sentences."""
        return "。" in self.text or self.text[0] in "「『" or len(self.text) > _LONGEST_DISPLAYED


def with_levels(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, headings of the highest kind at level 2 and those below it at the next ones.

    A kind that has one heading, above all others, is another title: the next kind shares its level.
    """
    levels = [s.level for s in stretches if s.role is Role.HEADING]
    ranks: dict[int, int] = {}
    rank = 2
    for kind in sorted(set(levels)):
        ranks[kind] = rank
        rank += not (rank == 2 and levels.count(kind) == 1 and levels[0] == kind)
    return [replace(s, level=ranks[s.level]) if s.role is Role.HEADING else s for s in stretches]


def with_joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, headings of one kind that stand directly below each other as one."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and _continues(joined[-1], stretch):
            parts = (joined[-1].passage, Passage.unwritten(" "), stretch.passage)
            joined[-1] = replace(joined[-1], passage=Passage.joined(parts))
        else:
            joined.append(stretch)
    return joined


def _continues(last: Stretch, stretch: Stretch) -> bool:
    same = last.role is stretch.role is Role.HEADING and last.level == stretch.level
    fits = len(last.text) + len(stretch.text) <= _LONGEST_JOINED
    return same and fits and not stretch.follows_blank and not stretch.after_break


def judged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of a text without notes on headings, those that are headings told to be.

    Numbers that rise from one, each alone on its line and with prose below, are. If there are none: lines
    that stand deeper than the prose below, or alone above indented blocks, two at least at one depth.
    """
    found = set(_numbered(stretches)) or set(_displayed(stretches))
    return [replace(s, role=Role.HEADING, level=2) if at in found else s for at, s in enumerate(stretches)]


def _numbered(stretches: Sequence[Stretch]) -> list[int]:
    """The places of headings numbered from one; a series that begins anew, in a second part, goes on."""
    found: list[int] = []
    wanted = 1
    for at, stretch in enumerate(stretches):
        match = _NUMBERED.fullmatch(stretch.text) if stretch.role is None else None
        if match is None or not _has_prose_below(stretches, at) or _DATE.fullmatch(stretch.text):
            continue
        number = _value(match["number"])
        if number in (wanted, 1) and (found or number == 1):
            found.append(at)
            wanted = number + 1
    return found if len(found) >= _LEAST_SIBLINGS and not _is_list(found) else []


def _is_list(found: Sequence[int]) -> bool:
    """Numbers one below the other count things."""
    return sum(b - a == 1 for a, b in pairwise(found)) > len(found) // 2


def _has_prose_below(stretches: Sequence[Stretch], at: int) -> bool:
    below = stretches[at + 1] if at + 1 < len(stretches) else None
    return below is not None and (below.is_prose or not _NUMBERED.fullmatch(below.text))


def _displayed(stretches: Sequence[Stretch]) -> Iterator[int]:
    depths: dict[int, list[int]] = {}
    for at, stretch in enumerate(stretches[:-1]):
        if _is_displayed(stretch, stretches[at - 1] if at else None, stretches[at + 1]):
            depths.setdefault(stretch.indent, []).append(at)
    for places in depths.values():
        if len(places) >= _LEAST_SIBLINGS:
            yield from places


def _is_displayed(stretch: Stretch, above: Stretch | None, below: Stretch) -> bool:
    text = stretch.text
    return (
        stretch.role is None
        and not stretch.is_in_block
        and (stretch.follows_blank or stretch.after_break or above is None)
        and (_stands_deeper(stretch, below) or _stands_above_block(stretch, below))
        and len(text) <= _LONGEST_DISPLAYED
        and not re.search(r"[。、，．…」』）)]$|。", text)
        and not _DATE.fullmatch(text)
    )


def _stands_deeper(stretch: Stretch, below: Stretch) -> bool:
    return stretch.indent >= _LEAST_INDENT and stretch.indent > below.indent and below.is_prose


def _stands_above_block(stretch: Stretch, below: Stretch) -> bool:
    """A line at the margin over what a note indents, a blank line between them."""
    return not stretch.indent and below.is_in_block and below.follows_blank


def _value(numeral: str) -> int:
    """The number that a numeral is; 0 for one that counts in no way known here."""
    if numeral[0] in "①Ⅰ":
        return 1
    if "①" <= numeral[0] <= "⑳":
        return ord(numeral[0]) - ord("①") + 1
    if "Ⅰ" <= numeral[0] <= "Ⅻ":
        return ord(numeral[0]) - ord("Ⅰ") + 1
    if numeral[0] in _ROMAN:
        values = [_ROMAN[c] for c in numeral]
        return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))
    if numeral.isdecimal():
        return int(numeral)
    return _value_of_kanji(numeral)


def _value_of_kanji(numeral: str) -> int:
    total, digit = 0, 0
    for character in numeral:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + ("〇" + _KANJI_DIGITS).index(character)
    return total + digit
