"""Labels -> samples, with one voice: the whole chain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from narrate.synthesis.delivery import AS_MODELLED, NEUTRAL
from narrate.synthesis.excitation import Excitation
from narrate.synthesis.parameters import parameters_of
from narrate.synthesis.prosody import rising, with_course, with_emphasis_energy
from narrate.synthesis.times.timing import timed
from narrate.synthesis.vocoder import Ceiling, Vocoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    from narrate.synthesis.delivery import Delivery, Timbre
    from narrate.synthesis.model import VoiceModel
    from narrate.synthesis.times.timing import Timing

_FULL_SCALE = 32_768.0
_LOG_HZ = (np.log(20.0), np.log(20_000.0))
_MOST_WARP = 0.1
_LOUDEST = 8.0
"""Times full scale: prose reaches 3."""
_MOST_LEVEL = 1.0
"""On average; speech has 0.05 to 0.2, shouts 0.4. A voice that has more makes noise."""
_NOISE_LEVEL = 0.1


@dataclass(frozen=True, slots=True)
class Spoken:
    """Mono samples at the voice's rate, full scale 1.0 or more, and where each label's sound ends.

    ``start_ms`` is where the first phone begins.
    """

    samples: NDArray[float64]
    ends_samples: NDArray[int64]
    start_ms: float
    log_f0: NDArray[float64]
    """Of each frame; 0 where there is no voice."""


class Speaker:
    """Speaks labels with one voice. One instance serves one thread; all say the same, bit by bit."""

    def __init__(self, voice: VoiceModel, timbre: Timbre = AS_MODELLED) -> None:
        self._voice = voice
        self._timbre = timbre
        filters = voice.low_pass.forest.means if voice.low_pass else np.ones((1, 1))
        self._excitation = Excitation(voice.sample_rate_hz, voice.frame_samples, filters, timbre.spread_ms)
        self._ceiling = Ceiling(voice)
        self._vocoder = lru_cache(maxsize=4)(self._vocoder_of)

    def spoken(self, labels: Sequence[str], delivery: Delivery = NEUTRAL) -> Spoken:
        """The sound of ``labels``, said so."""
        voice = self._voice
        states, when = timed(voice, labels, delivery)
        parameters = parameters_of(voice, states, when.durations, self._timbre)
        frame_moras = np.repeat(when.phones.moras, when.lengths)
        log_f0, voiced = self._pitch(parameters.log_f0, parameters.voiced, frame_moras, when, delivery)
        spectrum = self._ceiling.below(with_emphasis_energy(parameters.spectrum, frame_moras, delivery))
        excitation = self._excitation.samples(np.clip(log_f0, *_LOG_HZ), voiced, parameters.low_pass)
        samples = _bounded(self._vocoder(delivery.warp).samples(excitation, spectrum) / _FULL_SCALE)
        ends = when.label_ends * voice.frame_samples
        return Spoken(samples, ends, when.start_frames * voice.frame_ms, np.where(voiced, log_f0, 0.0))

    def _pitch(
        self,
        log_f0: NDArray[float64],
        voiced: NDArray[bool_],
        frame_moras: NDArray[int64],
        when: Timing,
        delivery: Delivery,
    ) -> tuple[NDArray[float64], NDArray[bool_]]:
        course = with_course(log_f0, voiced, frame_moras, delivery)
        return rising(course, voiced, when.label_ends, when.questions, self._voice.frame_ms)

    def _vocoder_of(self, warp: float) -> Vocoder:
        voice = self._voice
        alpha = voice.alpha + max(-_MOST_WARP, min(_MOST_WARP, warp))
        return Vocoder(voice.sample_rate_hz, voice.frame_samples, voice.spectrum.length, alpha)


def _bounded(samples: NDArray[float64]) -> NDArray[float64]:
    """The samples, none louder than any speech: noise as loud as speech, a peak as loud as a shout's."""
    level, peak = np.sqrt(np.mean(samples**2)), np.abs(samples).max(initial=0.0)
    if level > _MOST_LEVEL:
        samples = samples * (_NOISE_LEVEL / level)
    elif peak > _LOUDEST:
        samples = samples * (_LOUDEST / peak)
    return samples
