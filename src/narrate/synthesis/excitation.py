"""F0 and filters -> what excites the vocal tract: pulses below the cut of the low-pass filter, noise above.

As hts_engine's HTS_vocoder.c, but for two things. A pulse falls between samples where it must, so that a
steady voice has no jitter. And above 2 to 4 kHz each pulse is spread by a random group delay of up to half a
millisecond: a pure pulse buzzes, since people's voices repeat themselves less there (Kawahara et al. 2001).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from narrate.synthesis.noise import choices, even_noise, white_noise
from narrate.synthesis.trajectories import runs_of

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

_NOISE_SECONDS = 8
_PHASES = 32
"""Parts of a sample that a pulse may be shifted by."""
_SUBSTEPS = 4
"""Steps of a frame in which the pitch is taken to be even."""
_SPREADS = 8
"""Different pulses, one of which each pulse is."""
_SPREAD_FROM_HZ, _SPREAD_FULL_HZ = 2_000.0, 4_000.0
_SPREAD_GRID_HZ = 500.0
_HALF_PULSE_MS = 0.5
_HALF_SPREAD_PULSE_MS = 3.4
_NOISE_SEED, _SPREAD_SEED, _CHOICE_SEED = 1, 2, 3
_CHOICES = 4096


class Excitation:
    """Makes the excitation of one voice. ``spread_ms`` 0 leaves its pulses whole."""

    def __init__(
        self, sample_rate_hz: int, frame_samples: int, filters: NDArray[float64], spread_ms: float
    ) -> None:
        """``filters`` holds the taps of the voice's low-pass filters, one a row, an odd number of them."""
        self._rate_hz = sample_rate_hz
        self._frame = frame_samples
        self._filters, self._kind = np.unique(filters, axis=0, return_inverse=True)
        self._spread_ms = spread_ms
        frames = -(-_NOISE_SECONDS * sample_rate_hz // frame_samples)
        self._noise = white_noise(frames * frame_samples, _NOISE_SEED).reshape(frames, frame_samples)
        self._high_noise = lru_cache(maxsize=16)(self._high_noise_of)
        self._choices = choices(_CHOICES, _SPREADS, _CHOICE_SEED) if spread_ms else np.zeros(1, np.int64)
        self._pulses = lru_cache(maxsize=16)(self._pulses_of)

    def samples(
        self, log_f0: NDArray[float64], voiced: NDArray[bool_], low_pass: NDArray[int64] | None
    ) -> NDArray[float64]:
        """The excitation of ``len(log_f0)`` frames; ``low_pass`` names a filter for each."""
        count = len(log_f0)
        kinds = self._kind.ravel()[low_pass] if low_pass is not None else np.zeros(count, np.int64)
        noise = self._noise_of(voiced, kinds)
        times, periods = pulse_times(log_f0, voiced, self._rate_hz, self._frame)
        if len(times):
            self._add_pulses(noise, times, periods, kinds)
        return noise

    def _noise_of(self, voiced: NDArray[bool_], kinds: NDArray[int64]) -> NDArray[float64]:
        """Noise, from which voiced frames lack what the pulses stand in for."""
        noise = np.empty((len(voiced), self._frame))
        places = np.arange(len(voiced)) % len(self._noise)
        noise[~voiced] = self._noise[places[~voiced]]
        for kind in np.unique(kinds[voiced]):
            which = voiced & (kinds == kind)
            noise[which] = self._high_noise(int(kind))[places[which]]
        return noise.ravel()

    def _high_noise_of(self, kind: int) -> NDArray[float64]:
        """The noise above one filter's cut, as frames: a loop, which goes on where it ends."""
        taps = self._filters[kind]
        half = len(taps) // 2
        noise = self._noise.ravel()
        around = np.concatenate([noise[len(noise) - half :], noise, noise[:half]])
        return (noise - np.convolve(around, taps, "valid")).reshape(self._noise.shape)

    def _add_pulses(
        self,
        noise: NDArray[float64],
        times: NDArray[float64],
        periods: NDArray[float64],
        kinds: NDArray[int64],
    ) -> None:
        steps = np.floor(times * _PHASES + 0.5).astype(np.int64)
        samples, phases = steps // _PHASES, steps % _PHASES
        chosen = np.resize(self._choices, len(times))
        of_pulse = kinds[np.minimum(samples // self._frame, len(kinds) - 1)]
        for kind in np.unique(of_pulse):
            which = of_pulse == kind
            shapes = self._pulses(int(kind))
            half = shapes.shape[-1] // 2
            places = samples[which][:, None] + np.arange(2 * half + 1)
            heights = np.sqrt(periods[which])[:, None] * shapes[chosen[which], phases[which]]
            added = np.bincount(places.ravel(), heights.ravel(), len(noise) + 2 * half + 1)
            noise += added[half : half + len(noise)]

    def _pulses_of(self, kind: int) -> NDArray[float64]:
        """Pulses through one filter [spreads, phases, samples], each as loud as a pulse of height 1."""
        half = round((_HALF_SPREAD_PULSE_MS if self._spread_ms else _HALF_PULSE_MS) * self._rate_hz / 1000)
        taps = self._filters[kind]
        half = max(half, len(taps) // 2 + 8)
        size = 1 << (8 * half).bit_length()
        spectrum = _zero_phase(taps, size)
        turns = np.arange(size // 2 + 1) / size
        delays = self._delays(turns * self._rate_hz)
        shapes = np.empty((len(delays), _PHASES, 2 * half + 1))
        fade = np.hanning(2 * half + 3)[1:-1] ** 0.15
        for at, delay in enumerate(delays):
            angle = -2 * np.pi * np.cumsum(delay) * self._rate_hz / size
            for phase in range(_PHASES):
                shifted = spectrum * np.exp(1j * (angle - 2 * np.pi * turns * phase / _PHASES))
                pulse = np.fft.irfft(shifted, size)
                shapes[at, phase] = np.concatenate([pulse[-half:], pulse[: half + 1]]) * fade
        return shapes

    def _delays(self, frequencies_hz: NDArray[float64]) -> list[NDArray[float64]]:
        """Group delays in seconds, one for each way to spread a pulse."""
        if not self._spread_ms:
            return [np.zeros(len(frequencies_hz))]
        grid = np.arange(0.0, self._rate_hz / 2 + 2 * _SPREAD_GRID_HZ, _SPREAD_GRID_HZ)
        ramp = np.clip((frequencies_hz - _SPREAD_FROM_HZ) / (_SPREAD_FULL_HZ - _SPREAD_FROM_HZ), 0, 1)
        random = even_noise(_SPREADS * len(grid), _SPREAD_SEED).reshape(_SPREADS, -1)
        return [self._spread_ms / 1000 * ramp * np.interp(frequencies_hz, grid, row) for row in random]


def pulse_times(
    log_f0: NDArray[float64], voiced: NDArray[bool_], rate_hz: int, frame: int
) -> tuple[NDArray[float64], NDArray[float64]]:
    """Where pulses fall, in samples with their fractions, and the period there.

    A frame's F0 is reached at its end, as in hts_engine; the period moves evenly until then. A voiced run
    begins with a pulse.
    """
    period = np.where(voiced, rate_hz / np.exp(log_f0), 1.0)
    before = np.concatenate([[1.0], period[:-1]])
    begins = voiced & ~np.concatenate([[False], voiced[:-1]])
    from_period = np.where(begins, period, before)
    middles = (np.arange(_SUBSTEPS) + 0.5) / _SUBSTEPS
    between = from_period[:, None] + (period - from_period)[:, None] * middles
    advance = np.where(voiced[:, None], frame / _SUBSTEPS / between, 0.0).ravel()
    phase = np.concatenate([[0.0], np.cumsum(advance)])
    clock = np.arange(len(phase)) * (frame / _SUBSTEPS)
    times = []
    for start, end in runs_of(voiced) * _SUBSTEPS:
        own = phase[start : end + 1] - phase[start]
        found = np.interp(np.arange(np.ceil(own[-1])), own, clock[start : end + 1])
        times.append(found[found < end * frame / _SUBSTEPS])
    joined = np.concatenate(times) if times else np.zeros(0)
    frames = np.minimum((joined // frame).astype(np.int64), len(voiced) - 1)
    into = joined / frame - frames
    return joined, from_period[frames] + (period - from_period)[frames] * into


def _zero_phase(taps: NDArray[float64], size: int) -> NDArray[float64]:
    """The response of a symmetric filter, its middle tap at time 0."""
    half = len(taps) // 2
    return np.asarray(np.fft.rfft(np.roll(np.pad(taps, (0, size - len(taps))), -half)))
