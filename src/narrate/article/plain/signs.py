"""Signs that are written and not said: of notes, of who asks, around omissions, before an amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.plain.kinds import BRACKET, LEADER, Kind
from narrate.messages import Message
from narrate.model import Passage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from narrate.article.plain.kinds import Block

_NOTE = re.compile(r"※[0-9０-９]{0,2}[ \t\u3000:：]*(?=\S)")
_ASKS = re.compile(r"(?:[―—─]{1,3})[ \t\u3000]*(?=[^\s―—─])")
_OMITTED = re.compile(
    r"[\[［][ \t\u3000]*(?:[^\[\]［］]*[：:、。][^\[\]［］]*|[^\[\]［］]*略[^\[\]［］]*)[ \t\u3000]*[\]］]"
)
_ANGLES = tuple(f"{BRACKET}:{bracket}" for bracket in "<＜≪")
_FEWEST = 3
_LONGEST_NOTE = 200

Sign = tuple[int, int, str]
"""Where it begins and ends in its line, and what is said instead."""


class Signs(NamedTuple):
    """The line without them, and the stretches of the source that they are."""

    passage: Passage
    left: tuple[tuple[int, int], ...]


SIGN = Message("sign that is not said")


def signs_in(blocks: Sequence[Block], heads: Collection[int]) -> dict[int, tuple[Sign, ...]]:
    """The signs of each line that has some; ``heads`` are titles and headings, which keep theirs."""
    found: dict[int, tuple[Sign, ...]] = {}
    for at, block in enumerate(blocks):
        if block.kind is Kind.RULE or block.line.role or block.mark_length or block.tail_length:
            continue
        if at in heads:
            continue
        if match := _NOTE.match(block.whole):
            found[at] = ((0, match.end(), ""),)
        elif (
            block.whole[0] in "[［"
            and len(block.whole) <= _LONGEST_NOTE
            and (match := _OMITTED.fullmatch(block.whole))
        ):
            inner = block.whole[1:-1]
            first, last = 1 + len(inner) - len(inner.lstrip()), 1 + len(inner.rstrip())
            found[at] = ((0, first, ""), (last, len(block.whole), ""))
        elif block.style in _ANGLES:
            found[at] = ((0, 1, ""), (len(block.whole) - 1, len(block.whole), ""))
    return found | _dashes(blocks, found) | _leaders(blocks, found)


def _dashes(blocks: Sequence[Block], found: Mapping[int, object]) -> dict[int, tuple[Sign, ...]]:
    """Before the questions of an interview: several lines begin so, and others between them do not."""
    asked = [
        (at, match.end())
        for at, block in enumerate(blocks)
        if at not in found
        and not block.mark_length
        and block.kind is not Kind.RULE
        and not block.line.role
        and (match := _ASKS.match(block.whole))
        and block.whole[-1] not in "―—─"
    ]
    is_interview = len(asked) >= _FEWEST and 3 * len(asked) <= 2 * len(blocks)
    return {at: ((0, end, ""),) for at, end in asked} if is_interview else {}


def _leaders(blocks: Sequence[Block], found: Mapping[int, object]) -> dict[int, tuple[Sign, ...]]:
    """Between a part and how much of it, in several lines."""
    lines = [
        (at, match.span("dots"))
        for at, block in enumerate(blocks)
        if at not in found
        and block.kind is Kind.TEXT
        and not block.mark_length
        and not block.line.role
        and (match := LEADER.fullmatch(block.whole))
    ]
    return {at: ((*span, "、"),) for at, span in lines} if len(lines) >= _FEWEST else {}


def without_signs(passage: Passage, signs: Sequence[Sign]) -> Signs:
    """A line with what is said instead of its signs."""
    parts: list[Passage] = []
    left: list[tuple[int, int]] = []
    at = 0
    for start, end, said in signs:
        parts += [passage[at:start], Passage.unwritten(said)]
        left += passage[start:end].known_spans
        at = end
    return Signs(Passage.joined([*parts, passage[at:]]), tuple(left))
