"""Shades of a voice: how quotations, headings and speech differ from it, without a file of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from narrate.ground.choices import PITCH, SPEED
from narrate.ground.tables import Range, TextOr, UnwantedError, any_text
from narrate.messages import Message
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrate.ground.tables import Kinds
    from narrate.model import Utterance

_MOST_SEMITONES = 12.0
_MOST_TIMBRE = 0.1
"""Of an all-pass constant of about 0.55. 0.02 moves formants by 3 to 6 %."""


class Part(StrEnum):
    """What of an article may have a shade."""

    QUOTE = "quote"
    HEADING = "heading"
    SPEECH = "speech"


_PART_OF = {
    Role.CATEGORY: Part.HEADING,
    Role.TITLE: Part.HEADING,
    Role.SUBTITLE: Part.HEADING,
    Role.HEADING: Part.HEADING,
    Role.QUOTE: Part.QUOTE,
}


@dataclass(frozen=True, slots=True)
class Shade:
    """How a part differs from the voice that reads the rest; the plain one does not.

    Attributes:
        voice: another voice's name, or nothing.
        pitch: semitones higher.
        range: what the pitch's distance from its middle is multiplied by.
        speed: times as fast.
        timbre: what is added to the all-pass constant: above 0 a larger body, below 0 a smaller one.
    """

    voice: str = ""
    pitch: float = 0.0
    range: float = 1.0
    speed: float = 1.0
    timbre: float = 0.0

    @property
    def for_own_engine_only(self) -> tuple[str, ...]:
        """What it asks for that no other engine than narrate's can do."""
        asked = {"range": self.range != 1.0, "timbre": self.timbre != 0.0}
        return tuple(name for name, is_asked in asked.items() if is_asked)


PLAIN = Shade()


def _no_shade(value: object) -> str:
    """A kind: a voice's name, or ``false`` for none."""
    if value is False:
        return ""
    if not isinstance(value, str) or not value:
        raise UnwantedError(Message("a voice's name, or a table of voice, pitch, range, speed and timbre"))
    return value


_SHADE = TextOr(
    {
        "voice": any_text,
        "pitch": Range(-_MOST_SEMITONES, _MOST_SEMITONES, PITCH.unit).number,
        "range": Range(0.0, 3.0).number,
        "speed": Range(0.5, 2.0).number,
        "timbre": Range(-_MOST_TIMBRE, _MOST_TIMBRE).number,
    },
    _no_shade,
)
SHADES: Kinds = dict.fromkeys((part.value for part in Part), _SHADE)
"""What a table of shades may have."""


@dataclass(frozen=True, slots=True)
class Shades:
    """The shade of each part: ``[voice]`` of the settings, ``prosody`` of an article."""

    quote: Shade = field(default=PLAIN)
    heading: Shade = field(default=PLAIN)
    speech: Shade = field(default=PLAIN)

    def of(self, part: Part) -> Shade:
        """The shade of one part."""
        return {Part.QUOTE: self.quote, Part.HEADING: self.heading, Part.SPEECH: self.speech}[part]


def shades_of(checked: Mapping[str, Any]) -> dict[str, Shade]:
    """The shades in a table that was checked, by their parts."""
    told = {name: checked[name] for name in SHADES if name in checked}
    return {name: Shade(voice=v) if isinstance(v, str) else Shade(**v) for name, v in told.items()}


def part_of(utterance: Utterance) -> Part | None:
    """The part of the article that an utterance is in, if that may have a shade."""
    return Part.SPEECH if utterance.is_speech else _PART_OF.get(utterance.role)


def shaded_speed(speed: float, shade: Shade) -> float:
    """A speed in this shade, inside what may be chosen."""
    return max(SPEED.low, min(SPEED.high, speed * shade.speed))


def shaded_pitch(pitch: float, shade: Shade) -> float:
    """A pitch in this shade, inside what may be chosen."""
    return max(PITCH.low, min(PITCH.high, pitch + shade.pitch))
