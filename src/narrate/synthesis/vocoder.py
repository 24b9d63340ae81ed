"""Excitation and mel-cepstra -> samples: the filter is applied to short overlapping frames, many at once.

hts_engine filters sample by sample (MLSA), which is nine tenths of its time. Here each frame of excitation,
faded in and out over two frames' length, is multiplied by ``exp`` of its warped cepstrum and added to its
neighbours: the same filter, as near in the log spectrum as two runs of the noise are to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy import complex128, float64
    from numpy.typing import NDArray

    from narrate.synthesis.model import VoiceModel

_MOST_PRODUCTS = 250_000
"""From 262,144 multiplications on (a million in later ones) OpenBLAS wakes threads that then wait busily."""
_BLOCK_FRAMES = 128
_RESPONSE_MS = 11.3
"""How long the filter sounds after a sample: what is later is 74 dB lower, and would wrap around."""
_TABLE = 8192
_TURN = 2 * np.pi
_CEILING_POINTS = 64
_ROOM_DB = 17.0
"""Over the loudest distribution: stretched, prose comes within 1 dB of it."""
_FULL_SCALE = float(np.log(32_768.0))
"""What some voices' loudest distribution, which no prose asks for, is 40 dB above."""
_MOST_GAIN = 60.0
"""The natural logarithm of what no frequency is raised by: shouts come to 40."""


class Vocoder:
    """Filters one voice's excitation. An instance keeps its working space: one serves one thread."""

    def __init__(self, sample_rate_hz: int, frame_samples: int, order: int, alpha: float) -> None:
        self._frame = frame_samples
        self._size = _even_size(2 * frame_samples + round(_RESPONSE_MS * sample_rate_hz / 1000))
        bins = self._size // 2 + 1
        axis = warped(_TURN * np.arange(bins) / self._size, alpha)
        angles = np.outer(np.arange(order), axis)
        self._real = np.cos(angles)
        self._imaginary = -np.sin(angles) * (_TABLE / _TURN)
        turns = _TURN * np.arange(_TABLE) / _TABLE
        self._cosines, self._sines = np.cos(turns), np.sin(turns)
        self._fade = np.hanning(2 * frame_samples + 1)[:-1]
        self._space = [np.empty((_BLOCK_FRAMES, bins)) for _ in range(5)]
        self._places = np.empty((_BLOCK_FRAMES, bins), np.int64)
        self._response = np.empty((_BLOCK_FRAMES, bins), np.complex128)

    def samples(self, excitation: NDArray[float64], spectrum: NDArray[float64]) -> NDArray[float64]:
        """The excitation of ``len(spectrum)`` frames, filtered; a frame's filter is reached at its end."""
        frame, size = self._frame, self._size
        spectrum = np.concatenate([spectrum[:1], spectrum])
        count = len(spectrum)
        padded = np.concatenate([np.zeros(frame), excitation, np.zeros(frame)])
        frames = np.lib.stride_tricks.as_strided(padded, (count, 2 * frame), (frame * 8, 8))
        parts = -(-size // frame)
        out = np.zeros((count + parts, frame))
        space = np.zeros((_BLOCK_FRAMES, parts * frame))
        for start in range(0, count, _BLOCK_FRAMES):
            end = min(count, start + _BLOCK_FRAMES)
            sound = np.fft.rfft(frames[start:end] * self._fade, size, axis=1)
            sound *= self._responses(spectrum[start:end])
            space[: end - start, :size] = np.fft.irfft(sound, size, axis=1)
            pieces = space[: end - start].reshape(end - start, parts, frame)
            for part in range(parts):
                out[start + part : end + part] += pieces[:, part]
        return out.ravel()[frame : frame + len(excitation)]

    def _responses(self, spectrum: NDArray[float64]) -> NDArray[complex128]:
        """``exp`` of the cepstra at each frequency: the angle from a table, the rest of it by its series."""
        count = len(spectrum)
        size, angle, cosine, sine, rest = (array[:count] for array in self._space)
        places, response = self._places[:count], self._response[:count]
        _multiply(spectrum, self._real, size)
        np.exp(size, out=size)
        _multiply(spectrum, self._imaginary, angle)
        np.rint(angle, out=rest)
        np.copyto(places, rest, casting="unsafe")
        places &= _TABLE - 1
        np.take(self._cosines, places, out=cosine, mode="wrap")
        np.take(self._sines, places, out=sine, mode="wrap")
        angle -= rest
        angle *= _TURN / _TABLE  # below 4e-4: its third power is below 1e-11
        np.multiply(angle, angle, out=rest)
        rest *= -0.5
        rest += 1.0
        rest *= size
        angle *= size
        np.multiply(cosine, rest, out=response.real)
        np.multiply(sine, rest, out=response.imag)
        cosine *= angle
        sine *= angle
        response.real -= sine
        response.imag += cosine
        return response


def warped(frequencies: NDArray[float64], alpha: float) -> NDArray[float64]:
    """Where an all-pass filter of constant ``alpha`` puts each frequency (Tokuda et al. 1994)."""
    turned = np.arctan2(alpha * np.sin(frequencies), 1 - alpha * np.cos(frequencies))
    return np.asarray(frequencies + 2 * turned)


def _multiply(rows: NDArray[float64], matrix: NDArray[float64], out: NDArray[float64]) -> None:
    """The matrix product, a few rows at a time: in this thread alone."""
    few = max(1, _MOST_PRODUCTS // matrix.size)
    for start in range(0, len(rows), few):
        np.matmul(rows[start : start + few], matrix, out=out[start : start + few])


def _even_size(least: int) -> int:
    """The first even size from ``least`` on that a fast Fourier transform likes: no prime above 5."""
    size = least + least % 2
    while True:
        rest = size
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return size
        size += 2


class Ceiling:
    """How loud one voice's frames may be.

    Where one sound repeats (a shout, a laugh) there is next to no variance, so that what there is gets
    stretched (`narrate.synthesis.variance`). hts_engine's filter then swings up without end; here a frame
    stays within reach of the loudest sound that the voice was trained on.
    """

    def __init__(self, voice: VoiceModel) -> None:
        frequencies = np.pi * (np.arange(_CEILING_POINTS) + 0.5) / _CEILING_POINTS
        angles = np.outer(np.arange(voice.spectrum.length), warped(frequencies, voice.alpha))
        self._cosines = np.cos(angles)
        loudest = self._levels(voice.spectrum.forest.means[:, : voice.spectrum.length]).max()
        self._most = min(float(loudest) + _ROOM_DB * np.log(10.0) / 20, _FULL_SCALE)

    def below(self, spectrum: NDArray[float64]) -> NDArray[float64]:
        """Mel-cepstra [frames, order], those that are too loud made softer."""
        most = np.abs(spectrum).sum(axis=1)
        if not most.max() <= _MOST_GAIN:  # a NaN is not
            spectrum = np.nan_to_num(spectrum, posinf=_MOST_GAIN, neginf=-_MOST_GAIN)
            most = np.abs(spectrum).sum(axis=1, keepdims=True)
            spectrum = spectrum * (_MOST_GAIN / np.maximum(most, _MOST_GAIN))
        excess = np.maximum(0.0, self._levels(spectrum) - self._most)
        if not excess.any():
            return spectrum
        softer = spectrum.copy()
        softer[:, 0] -= excess
        return softer

    def _levels(self, spectrum: NDArray[float64]) -> NDArray[float64]:
        """The natural logarithm of each frame's mean magnitude over the frequencies, as power."""
        log_power = np.empty((len(spectrum), _CEILING_POINTS))
        _multiply(spectrum, self._cosines, log_power)
        log_power *= 2.0
        most = log_power.max(axis=1)
        return np.asarray(0.5 * (most + np.log(np.exp(log_power - most[:, None]).mean(axis=1))))
