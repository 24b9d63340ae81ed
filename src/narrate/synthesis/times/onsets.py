"""Labels and a delivery -> when each mora is heard.

Where a phone begins for the model, nothing may sound yet: a plosive is silent until it bursts, and what
follows a pause begins inside of it. The voice's own spectra tell: the level of a band is a sum of
mel-cepstra, and the means of the first eight in each state, smoothed over three frames, show it near enough.
A plosive is heard where the upper bands have risen half their way (in decibels), what follows a pause
likewise, a fricative where the highest band has come half its way over the lowest. Between other sounds
(vowels, nasals, glides) there is no such instant: the border of the phones is told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from narrate.synthesis.delivery import NEUTRAL
from narrate.synthesis.times.timing import timing_and_spectra_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, int64
    from numpy.typing import NDArray

    from narrate.synthesis.delivery import Delivery
    from narrate.synthesis.model import VoiceModel
    from narrate.synthesis.times.timing import Timing

_BURSTS = frozenset(
    ("k", "ky", "kw", "g", "gy", "gw", "t", "ty", "ts", "ch", "d", "dy", "p", "py", "b", "by", "j", "z")
)
_HISSES = frozenset(("s", "sh", "h", "hy", "f"))
_COEFFICIENTS = 8
_BANDS_HZ = ((80.0, 900.0), (900.0, 3000.0), (3000.0, 8000.0))
_BAND_POINTS = 6
_DEPTH = 40.0 * math.log(10.0) / 10
"""What is that much softer than an utterance's loud parts counts as silence: 40 dB."""
_LOUD = 0.95
_LEAST_RISE = 3.0 * math.log(10.0) / 10
_PAUSE_MS = 50.0
_BEFORE_FRAMES = 2
_BORDER = 0.5
"""Frames: a filter is reached at its frame's end, so that a border is in the middle of its first frame."""


class Heard(NamedTuple):
    """When an utterance and each of its moras are heard, in milliseconds from where its first phone begins.

    ``start_ms`` is how much silence the engine makes before that. A mora ends where the next is heard; one
    that a pause follows ends where the pause begins.
    """

    start_ms: float
    starts_ms: NDArray[float64]
    ends_ms: NDArray[float64]


def heard(voice: VoiceModel, labels: Sequence[str], delivery: Delivery = NEUTRAL) -> Heard:
    """When each mora is heard."""
    timing, spectra = timing_and_spectra_of(voice, labels, delivery)
    moras = timing.phones.moras
    sounding = np.flatnonzero(moras >= 0)
    if not len(sounding):
        return Heard(0.0, np.zeros(0), np.zeros(0))
    firsts = sounding[np.diff(moras[sounding], prepend=-1) > 0]
    lasts = sounding[np.diff(moras[sounding], append=moras[sounding[-1]] + 1) > 0]
    sound = _Sound.of(voice, spectra, timing)
    start, end = timing.start_frames, int(timing.label_ends[-1])
    starts = np.maximum.accumulate([max(float(start), sound.onset(at)) for at in firsts.tolist()])
    borders = np.minimum(timing.label_ends[lasts] + _BORDER, end)
    goes_on = np.append(firsts[1:] == lasts[:-1] + 1, False)
    ends = np.maximum(starts, np.where(goes_on, np.append(starts[1:], end), borders))
    return Heard(start * voice.frame_ms, (starts - start) * voice.frame_ms, (ends - start) * voice.frame_ms)


@dataclass(frozen=True, slots=True)
class _Sound:
    """How loud each band of an utterance is in each frame, as the natural logarithm of its power."""

    names: tuple[str, ...]
    edges: tuple[int, ...]
    """Where labels begin and the last ends, in frames."""
    is_silent: tuple[bool, ...]
    whole: NDArray[float64]
    upper: NDArray[float64]
    hiss: NDArray[float64]
    """The highest band over the lowest."""
    pause_frames: int
    """How much of a pause is looked at."""

    @classmethod
    def of(cls, voice: VoiceModel, spectra: NDArray[int64], timing: Timing) -> _Sound:
        bands = _levels(voice, spectra, timing.durations)
        loudest = np.sort(np.maximum.reduce(bands))
        floor = loudest[int(_LOUD * (len(loudest) - 1))] - _DEPTH
        edges = (0, *timing.label_ends.tolist())
        is_silent = tuple((timing.phones.moras < 0).tolist())
        low, middle, high = (np.maximum(band, floor) for band in bands)
        upper = np.maximum(middle, high)
        pause_frames = round(_PAUSE_MS / voice.frame_ms)
        names = timing.phones.names
        return cls(names, edges, is_silent, np.maximum(low, upper), upper, high - low, pause_frames)

    def onset(self, at: int) -> float:
        """Where label ``at`` is heard, in frames."""
        name, start, end = self.names[at], self.edges[at], self.edges[at + 1]
        border = start + _BORDER
        if at and self.is_silent[at - 1]:
            level = self.upper if name in _BURSTS or name in _HISSES else self.whole
            return _risen(level, max(self.edges[at - 1], start - self.pause_frames), end - 1, border)
        before = max(0, start - _BEFORE_FRAMES)
        if name in _BURSTS:
            return _risen(self.upper, before, end - 1, border)
        if name in _HISSES:
            early = start + max(_BEFORE_FRAMES, (end - start) // 3)
            return _risen(self.hiss, before, early, border)
        return border


def _levels(voice: VoiceModel, spectra: NDArray[int64], durations: NDArray[int64]) -> list[NDArray[float64]]:
    """The mean level of each band over its frequencies."""
    count = min(_COEFFICIENTS, voice.spectrum.length)
    means = voice.spectrum.forest.means[spectra, :count]
    return [
        _smooth(np.repeat(_level(means, _weights(voice, low, high, count)), durations))
        for low, high in _BANDS_HZ
    ]


def _smooth(level: NDArray[float64]) -> NDArray[float64]:
    """Each frame the mean of itself and its neighbours: next to what the generator makes of steps."""
    padded = np.pad(level, 1, mode="edge")
    return np.asarray((padded[:-2] + padded[1:-1] + padded[2:]) / 3.0)


def _level(course: NDArray[float64], weights: Sequence[float]) -> NDArray[float64]:
    level = np.zeros(len(course))
    for own, weight in zip(course.T, weights, strict=True):
        level += own * weight
    return level


def _weights(voice: VoiceModel, low_hz: float, high_hz: float, count: int) -> list[float]:
    """What each mel-cepstrum adds to the level of a band: twice the mean of its cosine.

    `math.fsum`, as ``sum`` adds otherwise from Python 3.12 on.
    """
    step_hz = (high_hz - low_hz) / (_BAND_POINTS - 1)
    turns = [
        _warped(math.tau * (low_hz + at * step_hz) / voice.sample_rate_hz, voice.alpha)
        for at in range(_BAND_POINTS)
    ]
    return [2.0 * math.fsum(math.cos(own * turn) for turn in turns) / _BAND_POINTS for own in range(count)]


def _warped(turn: float, alpha: float) -> float:
    """Where the voice's all-pass filter puts a frequency."""
    turn = min(turn, math.pi)
    return turn + 2.0 * math.atan2(alpha * math.sin(turn), 1.0 - alpha * math.cos(turn))


def _risen(level: NDArray[float64], start: int, end: int, otherwise: float) -> float:
    """Where between two frames the level comes half its way up from its lowest; ``otherwise``: nowhere."""
    own = level[start:end]
    if len(own) < 2:
        return otherwise
    lowest = len(own) - 1 - int(own[::-1].argmin())
    rise = own[lowest:]
    highest = float(rise.max())
    if highest - float(rise[0]) < _LEAST_RISE:
        return otherwise
    middle = (highest + float(rise[0])) / 2
    after = int((rise >= middle).argmax())
    part = (middle - float(rise[after - 1])) / float(rise[after] - rise[after - 1])
    return start + lowest + after + part
