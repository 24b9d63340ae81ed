"""How a sentence is said for where it stands: paragraphs begin high and end low, headings take their time.

Readers raise the first sentence of a paragraph by two to three semitones and let the last one fall
(Sluijter & Terken 1993, den Ouden 2009); a voice from models begins every sentence at the same height. There
are few levels, so that a new sentence changes its neighbours at most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from narrate.ground.choices import OWN_ENGINE
from narrate.ground.tables import kinds_of
from narrate.model import Joint, Role
from narrate.synthesis.delivery import NEUTRAL, Delivery

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.ground.tables import Kinds
    from narrate.model import HeardWord

_QUESTION_MARKS = "？?⁇⁈⁉︖﹖"


class Level(StrEnum):
    """Where a sentence stands in its paragraph."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"
    ONLY = "only"


_IN_PARAGRAPH = {
    Level.FIRST: Delivery(semitones=2.2, span=1.15, speed=0.98),
    Level.MIDDLE: Delivery(),
    Level.LAST: Delivery(semitones=-1.5, span=0.9, last_stretch=1.25),
    Level.ONLY: Delivery(semitones=0.5, span=1.05, last_stretch=1.1),
}
_HEADING = Delivery(semitones=1.0, span=1.15, speed=0.93, last_stretch=1.15)
_LEAD = Delivery(semitones=0.5, span=1.1, speed=0.95)
_QUOTE = Delivery(semitones=-1.0, span=0.95, speed=0.96, energy_db=-1.0)
_OF_ROLE = {
    Role.CATEGORY: _HEADING,
    Role.TITLE: _HEADING,
    Role.SUBTITLE: _HEADING,
    Role.HEADING: _HEADING,
    Role.LEAD: _LEAD,
    Role.QUOTE: _QUOTE,
    Role.ITEM: NEUTRAL,
    Role.NOTE: NEUTRAL,
    Role.ANNOUNCEMENT: NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Manners:
    """What a voice does beside reading: ``[voice]`` of the settings, ``prosody`` of an article."""

    questions: bool = True
    paragraphs: bool = True
    emphasis: bool = True


MANNERS: Kinds = dict(kinds_of(Manners))
"""What a table of manners may have."""


def level_of(sentence: int, count: int) -> Level:
    """Where sentence ``sentence`` (from 0) of ``count`` stands."""
    if count == 1:
        return Level.ONLY
    if sentence == 0:
        return Level.FIRST
    return Level.LAST if sentence == count - 1 else Level.MIDDLE


def manner_of(text: str, role: Role, level: Level, joint: Joint, manners: Manners, engine: str) -> Delivery:
    """How a sentence, or the part of one that ends in ``joint``, is said."""
    if engine != OWN_ENGINE:
        return NEUTRAL
    rises = manners.questions and any(mark in text for mark in _QUESTION_MARKS)
    return _manner(role, level, joint, rises=rises) if manners.paragraphs else replace(NEUTRAL, rises=rises)


@lru_cache(maxsize=256)
def _manner(role: Role, level: Level, joint: Joint, *, rises: bool) -> Delivery:
    """One of few, of which a book asks for thousands."""
    manner = _OF_ROLE.get(role, _IN_PARAGRAPH[level])
    stretch = manner.last_stretch if joint is Joint.SENTENCE else 1.0
    return replace(manner, last_stretch=stretch, rises=rises)


def stressed_moras(
    stressed: Iterable[tuple[int, int]], words: Sequence[HeardWord]
) -> tuple[tuple[int, int], ...]:
    """The moras of the words that stressed characters are in, neighbours as one."""
    found: list[tuple[int, int]] = []
    for start, end in stressed:
        for word in words:
            middle = (word.start + word.end - 1) // 2
            if not start <= middle < end:
                continue
            if found and found[-1][1] == word.first_mora:
                found[-1] = found[-1][0], word.end_mora
            else:
                found.append((word.first_mora, word.end_mora))
    return tuple(found)


def manner_alone(text: str, engine: str, manners: Manners) -> Delivery:
    """How a sentence is said that stands by itself: it may rise."""
    return manner_of(text, Role.ITEM, Level.ONLY, Joint.SENTENCE, manners, engine)


@lru_cache(maxsize=256)
def with_pauses(manner: Delivery, comma_ms: int, breath_ms: int, engine: str) -> Delivery:
    """The manner with pauses inside the sentence of these lengths, where the engine can be told."""
    return manner if engine == "tone" else replace(manner, comma_ms=comma_ms, breath_ms=breath_ms)


@lru_cache(maxsize=256)
def manner_digest(manner: Delivery) -> str:
    """A digest of what a manner changes beside pauses; nothing for one that changes nothing."""
    said = replace(manner, comma_ms=None, breath_ms=None)
    return "" if said == NEUTRAL else sha256(repr(said).encode()).hexdigest()[:16]
