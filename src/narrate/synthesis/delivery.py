"""How an utterance is said, beside what its labels ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PAUSE = "pau"
"""The phone of a silence inside an utterance."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Level, range and pace of an utterance; the neutral one changes nothing.

    Attributes:
        speed: times the voice's own.
        semitones: how much higher the whole is.
        span: what the pitch's distance from the utterance's middle is multiplied by.
        last_stretch: how much longer the last vowel is.
        energy_db: how much louder.
        warp: what is added to the voice's all-pass constant: above 0 a larger body, below 0 a smaller one.
        rises: whether questions rise, where the voice does not know them itself.
        stressed: ranges of moras that are made to stand out, ascending.
        comma_ms: the length of each pause inside that stands for a mark; ``None`` keeps the voice's own.
        breath_ms: the same of each that stands for none.
        breaths: the moras before each of those.
    """

    speed: float = 1.0
    semitones: float = 0.0
    span: float = 1.0
    last_stretch: float = 1.0
    energy_db: float = 0.0
    warp: float = 0.0
    rises: bool = False
    stressed: tuple[tuple[int, int], ...] = ()
    comma_ms: float | None = None
    breath_ms: float | None = None
    breaths: tuple[int, ...] = ()


NEUTRAL = Delivery()


def have_pauses(labels: Sequence[str]) -> bool:
    """Whether labels have a silence inside: how long it is, is said by the delivery."""
    return any(f"-{PAUSE}+" in label for label in labels)


@dataclass(frozen=True, slots=True)
class Timbre:
    """What a voice sounds like beside its model.

    Attributes:
        spread_ms: how far its pulses are spread above 2 to 4 kHz; 0 leaves them whole, and they buzz.
        spectrum_variance: what the variance of its spectra (GV) is multiplied by; 1 is the model's own.
        pitch_variance: what that of its pitch is multiplied by.
    """

    spread_ms: float = 0.0
    spectrum_variance: float = 1.0
    pitch_variance: float = 1.0


AS_MODELLED = Timbre()
