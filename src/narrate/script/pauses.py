"""How long it is silent between two utterances: the one place that decides it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from narrate.ground.choices import PAUSE
from narrate.ground.tables import Range
from narrate.model import Joint, Role

if TYPE_CHECKING:
    from narrate.ground.tables import Kinds

SHORTEST_CHAPTER_GAP_MS = 1_200
"""A chapter mark is a whole second with 60 ms of silence on either side: this always holds one."""

_TITLE_BLOCK = frozenset({Role.CATEGORY, Role.TITLE, Role.SUBTITLE})


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silences in milliseconds, from the end of one voice to the start of the next.

    ``comma`` and ``breath`` lie inside sentences: at a mark, and where a long stretch has none. Listeners
    found 0.3 s at 、 and 1.2 s at 。 most natural (Kyushu University); those who train readers warn of equal
    pauses.
    """

    start: int = 300
    comma: int = 320
    breath: int = 180
    sentence: int = 750
    paragraph: int = 1_250
    item: int = 750
    title: int = 900
    heading_before: int = 1_700
    heading_after: int = 950
    scene_break: int = 2_000
    end: int = 1_000


PAUSES: Kinds = {f.name: PAUSE.whole for f in fields(Pauses)} | {
    "heading_before": Range(SHORTEST_CHAPTER_GAP_MS, PAUSE.high, PAUSE.unit).whole
}
"""What a table of pauses may have."""


class Neighbour(NamedTuple):
    """What a pause depends on, of the utterance before or after it.

    ``paragraph`` and ``section`` are running numbers; ``after_scene_break`` is the paragraph's.
    """

    role: Role
    joint: Joint
    paragraph: int
    section: int
    after_scene_break: bool


def pause_ms_between(before: Neighbour, after: Neighbour, pauses: Pauses) -> int:
    """The silence between two utterances that follow each other."""
    if before.paragraph == after.paragraph:
        if before.joint is Joint.SENTENCE:
            return pauses.sentence
        return pauses.comma if before.joint is Joint.COMMA else 0
    if before.section != after.section:
        return max(pauses.heading_before, pauses.scene_break if after.after_scene_break else 0)
    if after.role is Role.HEADING:
        return pauses.heading_before
    if after.after_scene_break:
        return pauses.scene_break
    if before.role is Role.HEADING:
        return pauses.heading_after
    if before.role in _TITLE_BLOCK:
        return pauses.title
    if before.role is Role.ITEM and after.role is Role.ITEM:
        return pauses.item
    return pauses.paragraph
