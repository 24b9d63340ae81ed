"""Frames no louder than people: what a voice's variances stretch beyond reason is taken back.

Where one sound repeats (a shout, a laugh) there is next to no variance, so that what there is gets stretched
(`narrate.synthesis.variance`). hts_engine's filter then swings up without end; here a frame stays within
reach of the loudest sound that the voice was trained on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from narrate.synthesis.vocoder import warped

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    from narrate.synthesis.model import VoiceModel

_POINTS = 64
_ROOM_DB = 17.0
"""Over the loudest distribution: stretched, prose comes within 1 dB of it."""


class Ceiling:
    """How loud one voice's frames may be."""

    def __init__(self, voice: VoiceModel) -> None:
        frequencies = np.pi * (np.arange(_POINTS) + 0.5) / _POINTS
        angles = np.outer(np.arange(voice.spectrum.length), warped(frequencies, voice.alpha))
        self._cosines = np.cos(angles)
        loudest = self._levels(voice.spectrum.forest.means[:, : voice.spectrum.length]).max()
        self._most = float(loudest) + _ROOM_DB * np.log(10.0) / 20

    def below(self, spectrum: NDArray[float64]) -> NDArray[float64]:
        """Mel-cepstra [frames, order], those that are too loud made softer."""
        excess = np.maximum(0.0, self._levels(spectrum) - self._most)
        if not excess.any():
            return spectrum
        softer = spectrum.copy()
        softer[:, 0] -= excess
        return softer

    def _levels(self, spectrum: NDArray[float64]) -> NDArray[float64]:
        """The natural logarithm of each frame's mean magnitude over the frequencies, as power."""
        log_power = 2.0 * (spectrum @ self._cosines)
        most = log_power.max(axis=1)
        return np.asarray(0.5 * (most + np.log(np.exp(log_power - most[:, None]).mean(axis=1))))
