"""An engine that hums: a tone for each label. It makes tests fast and their sound predictable."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from narrate.model import HeardWord, Reading
from narrate.speech.engine import Sound
from narrate.synthesis.times.onsets import Heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Ruby
    from narrate.synthesis.delivery import Delivery

_SAMPLE_RATE = 48_000
_LABEL_SAMPLES = 1_920
_EDGE_SAMPLES = 7_200
_AMPLITUDE = 0.25


class ToneEngine:
    """40 ms of a sine for each label, its pitch made from the label, between 150 ms of silence."""

    def sound(self, labels: Sequence[str], delivery: Delivery) -> Sound:
        """What is heard."""
        time = np.arange(_label_samples(delivery)) / _SAMPLE_RATE
        edge = np.zeros(_EDGE_SAMPLES)
        tones = [np.sin(2 * np.pi * _pitch_hz(label, delivery.semitones) * time) for label in labels]
        samples = np.concatenate([edge, *(_AMPLITUDE * tone for tone in tones), edge])
        return Sound(samples, _EDGE_SAMPLES * 1000 / _SAMPLE_RATE)

    def heard(self, labels: Sequence[str], delivery: Delivery) -> Heard:
        """When the tones are heard."""
        edges_ms = np.arange(len(labels) + 1, dtype=np.float64)
        edges_ms *= _label_samples(delivery) * 1000 / _SAMPLE_RATE
        return Heard(_EDGE_SAMPLES * 1000 / _SAMPLE_RATE, edges_ms[:-1], edges_ms[1:])


def _label_samples(delivery: Delivery) -> int:
    return max(1, round(_LABEL_SAMPLES / delivery.speed))


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
        return Reading(said, letters, "".join(letters), len(letters), words=tuple(_words(text, rubies)))


def _words(text: str, rubies: Sequence[Ruby]) -> Iterator[HeardWord]:
    """Each letter, or what a ruby stands above, is a word."""
    above = {ruby.start: ruby for ruby in rubies}
    at = mora = 0
    while at < len(text):
        ruby = above.get(at)
        end = ruby.end if ruby else at + 1
        count = sum(map(str.isalnum, ruby.kana if ruby else text[at]))
        if count:
            yield HeardWord(at, end, mora, mora + count)
        at, mora = end, mora + count
