"""An engine that hums: a tone for each label. It makes tests fast and their sound predictable."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from narrate.model import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from narrate.model import Ruby
    from narrate.synthesis.delivery import Delivery

_SAMPLE_RATE = 48_000
_LABEL_SAMPLES = 1_920
_EDGE_SAMPLES = 7_200
_AMPLITUDE = 0.25


class ToneEngine:
    """40 ms of a sine for each label, its pitch made from the label, between 150 ms of silence."""

    def samples(self, labels: Sequence[str], delivery: Delivery) -> NDArray[np.float64]:
        """Samples at 48 kHz, full scale 1.0."""
        count = max(1, round(_LABEL_SAMPLES / delivery.speed))
        time = np.arange(count) / _SAMPLE_RATE
        edge = np.zeros(_EDGE_SAMPLES)
        tones = [np.sin(2 * np.pi * _pitch_hz(label, delivery.semitones) * time) for label in labels]
        return np.concatenate([edge, *(_AMPLITUDE * tone for tone in tones), edge])


def _pitch_hz(label: str, semitones: float) -> float:
    steps = zlib.crc32(label.encode()) % 25
    return float(220.0 * 2 ** ((steps + semitones) / 12))


class ToneReader:
    """Reads a text as its own letters, without a dictionary."""

    def read(self, text: str, rubies: Sequence[Ruby] = ()) -> Reading:
        """Each letter is a label and a mora."""
        said = text
        for ruby in sorted(rubies, key=lambda r: r.start, reverse=True):
            said = said[: ruby.start] + ruby.kana + said[ruby.end :]
        letters = tuple(c for c in said if c.isalnum())
        return Reading(said, letters, "".join(letters), len(letters))
