"""Lines that were wrapped at a width -> paragraphs. One width holds for the whole text.

A line was wrapped where the first word of the next would have gone beyond that width. Where lines break off
in mid-sentence at no common width, somebody broke them by hand, as in letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from statistics import median
from typing import TYPE_CHECKING

from narrate.article.lines import Line, columns
from narrate.article.plain.credits import is_dateline
from narrate.article.plain.furniture import is_navigation
from narrate.article.plain.kinds import LONGEST_REMEMBERED, begins_anew, is_scene_break
from narrate.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ADDRESSEES = re.compile(r"[^。、]{1,20}(?:各位|御中)")
_NARROWEST_COLUMNS = 40
_NARROWEST_BY_HAND_COLUMNS = 30
_WIDEST_COLUMNS = 200
_WIDEST_BY_HAND_COLUMNS = 100
_LONGEST_WORD_COLUMNS = 60
_HANGING_COLUMNS = 2
_DEEPEST_STEP_COLUMNS = 8
"""No paragraph goes on so much deeper: the line is set in the middle."""
_SLACK_COLUMNS = 2
_JOIN_SLACK_COLUMNS = 4
_LEAST_OF_USUAL = 0.7
"""A line so much shorter than the others was not broken: a title, a name."""
_BROKEN_SHARE = 10
"""A line that breaks off may be shorter than the width by this part of it."""
_MOST_BEYOND = 0.1
_LEAST_AGREEING = 0.7
_ENDS = "。．！？!?」』）)】》〉.：:"
_CLOSERS = "。、，．！？」』）】》〉ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・：；"
_OPENERS = "「『（【《〈(“"
_WORD = re.compile(r"[!-~]+|.")


def unwrapped(lines: Iterable[Line]) -> list[Line]:
    """Join the lines that were wrapped; what begins anew (an indent, a bullet, a speech) is not joined."""
    known = list(lines)
    pairs = _pairs(known)
    width = _wrap_columns(known, pairs)
    joins = _at_width(known, pairs, width) if width else _by_hand(known, pairs)
    paragraphs: list[list[Line]] = []
    for at, line in enumerate(known):
        if at in joins:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_joined(paragraph) for paragraph in paragraphs]


def _pairs(lines: Sequence[Line]) -> list[int]:
    """The lines that may go on the one before: no empty line between, and no beginning of their own."""
    found = []
    closed = [bool(line.role) or _stands_alone(line.passage.text) for line in lines]
    for at, (before, line) in enumerate(pairwise(lines), 1):
        if line.follows_blank or closed[at - 1] or closed[at]:
            continue
        if line.depth > before.depth + _DEEPEST_STEP_COLUMNS:
            continue
        if not begins_anew(line.passage.text, is_broken=not _ends(before)):
            found.append(at)
    return found


def _stands_alone(text: str) -> bool:
    known = _is_alone if len(text) <= LONGEST_REMEMBERED else _is_alone.__wrapped__
    return known(text)


@lru_cache(maxsize=4096)
def _is_alone(text: str) -> bool:
    return (
        is_scene_break(text) or is_navigation(text) or is_dateline(text) or bool(_ADDRESSEES.fullmatch(text))
    )


def _ends(line: Line) -> bool:
    return line.passage.text[-1] in _ENDS


def _width(line: Line) -> int:
    return line.depth + columns(line.passage.text)


def _first_word_columns(line: Line) -> int:
    """What could not be parted from the line's first character: a Latin word, marks that close."""
    text = line.passage.text[:_LONGEST_WORD_COLUMNS]
    match = _WORD.match(text)
    end = match.end() if match else 1
    while end < len(text) and (text[end] in _CLOSERS or text[end - 1] in _OPENERS):
        end += 1
    space = 1 if text[0].isascii() else 0
    return columns(text[:end]) + space


def _wrap_columns(lines: Sequence[Line], pairs: Sequence[int]) -> int:
    """The width at which most lines that break off would have gone too far with one more word; or 0."""
    broken = [at for at in pairs if not _ends(lines[at - 1]) and _width(lines[at - 1]) >= _NARROWEST_COLUMNS]
    if len(broken) < 2:
        return 0
    changes = [0] * (_WIDEST_COLUMNS + 2)
    for at in broken:
        first = _width(lines[at - 1]) - _HANGING_COLUMNS
        last = _width(lines[at - 1]) + _first_word_columns(lines[at]) + _SLACK_COLUMNS
        if first <= _WIDEST_COLUMNS:
            changes[first] += 1
            changes[min(last, _WIDEST_COLUMNS) + 1] -= 1
    agreeing = list(accumulate(changes[:-1]))
    most = max(agreeing)
    widths = [width for width, count in enumerate(agreeing) if count == most]
    width = widths[len(widths) // 2]
    long = [w for w in map(_width, lines) if w >= _NARROWEST_COLUMNS]
    beyond = sum(w > widths[-1] + _HANGING_COLUMNS for w in long)
    if most < max(2, _LEAST_AGREEING * len(broken)) or beyond > _MOST_BEYOND * len(long):
        return 0
    return width


def _at_width(lines: Sequence[Line], pairs: Sequence[int], width: int) -> set[int]:
    outdents = any(lines[at].depth < lines[at - 1].depth and not _ends(lines[at - 1]) for at in pairs)
    joins: set[int] = set()
    first = 0
    for at in pairs:
        if at - 1 not in joins:
            first = at - 1
        before, line = lines[at - 1], lines[at]
        slack = _JOIN_SLACK_COLUMNS if _ends(before) else max(_JOIN_SLACK_COLUMNS, width // _BROKEN_SHARE)
        is_full = _width(before) + _first_word_columns(line) + slack > width
        if is_full and _goes_on(lines[first], before, line, outdents=outdents):
            joins.add(at)
    return joins


def _goes_on(first: Line, before: Line, line: Line, *, outdents: bool) -> bool:
    """Whether the indents say so: of a paragraph only the first line stands in, of an item all others."""
    is_item = begins_anew(first.passage.text, is_broken=True)
    if before is first:
        if line.depth > first.depth and not is_item:
            return False
    elif line.depth != before.depth:
        return False
    if not _ends(before):
        return True
    if outdents and line.depth == first.depth > 0:
        return False
    return not (first.passage.text[0] in _OPENERS and before.passage.text[-1] in "」』")


def _by_hand(lines: Sequence[Line], pairs: Sequence[int]) -> set[int]:
    """What goes on in a letter: most of its lines break off, but its paragraphs end in full stops."""
    going = set(pairs)
    groups: list[list[int]] = []
    for at in pairs:
        if groups and groups[-1][-1] == at - 1:
            groups[-1].append(at)
        else:
            groups.append([at])
    closed = [group for group in groups if _ends(lines[group[-1]])]
    broken = [
        at
        for group in closed
        for at in group
        if not _ends(lines[at - 1])
        and _NARROWEST_BY_HAND_COLUMNS <= _width(lines[at - 1]) <= _WIDEST_BY_HAND_COLUMNS
        and lines[at].depth <= lines[at - 1].depth
    ]
    is_letter = (
        len(broken) >= 2
        and len(closed) >= 0.8 * len(groups)
        and len(broken) >= 0.5 * len(going)
        and median(_width(lines[at - 1]) for at in broken) >= _NARROWEST_BY_HAND_COLUMNS + 4
        and max(map(_width, lines)) <= _WIDEST_BY_HAND_COLUMNS
    )
    usual = median(_width(lines[at - 1]) for at in broken) if is_letter else 0
    return {at for at in broken if _width(lines[at - 1]) >= _LEAST_OF_USUAL * usual} if is_letter else set()


def _joined(lines: Sequence[Line]) -> Line:
    if len(lines) == 1:
        return lines[0]
    parts = [lines[0].passage]
    for before, line in pairwise(lines):
        parts += (_space_between(before.passage.text[-1], line.passage), line.passage)
    return lines[0]._replace(passage=Passage.joined(parts))


def _space_between(last: str, following: Passage) -> Passage:
    """Words in Latin letters need the space that the line break stood for; its origin is the break."""
    if last.isascii() and following.text[0].isascii() and following.text[0].isalnum() and last != "-":
        return Passage(" ", (following.origins[0] - 1,))
    return Passage("", ())
