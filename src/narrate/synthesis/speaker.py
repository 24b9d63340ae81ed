"""Labels -> samples, with one voice: the whole chain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from narrate.synthesis.ceiling import Ceiling
from narrate.synthesis.delivery import AS_MODELLED, NEUTRAL
from narrate.synthesis.excitation import Excitation
from narrate.synthesis.labels import phones_of
from narrate.synthesis.parameters import parameters_of
from narrate.synthesis.prosody import (
    asking,
    rising,
    stretched_means,
    with_course,
    with_emphasis_energy,
    with_pause_lengths,
    with_question_vowels,
)
from narrate.synthesis.states import durations_of, states_of
from narrate.synthesis.vocoder import Vocoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    from narrate.synthesis.delivery import Delivery, Timbre
    from narrate.synthesis.labels import Phones, QuestionEnd
    from narrate.synthesis.model import VoiceModel
    from narrate.synthesis.states import States

_FULL_SCALE = 32_768.0
_LOG_HZ = (np.log(20.0), np.log(20_000.0))
_MOST_WARP = 0.1


@dataclass(frozen=True, slots=True)
class Timed:
    """The states of an utterance and how many frames each lasts; what its phones are."""

    phones: Phones
    questions: tuple[QuestionEnd, ...]
    states: States
    durations: NDArray[int64]
    label_ends: NDArray[int64]
    """Where each label's sound ends, in frames."""

    @property
    def lengths(self) -> NDArray[int64]:
        """How many frames each label sounds."""
        return np.diff(self.label_ends, prepend=0)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Mono samples at the voice's rate, full scale 1.0 or more, and where each label's sound ends."""

    samples: NDArray[float64]
    ends_samples: NDArray[int64]
    log_f0: NDArray[float64]
    """Of each frame; 0 where there is no voice."""


def timed(voice: VoiceModel, labels: Sequence[str], delivery: Delivery = NEUTRAL) -> Timed:
    """When each label sounds: a fortieth of the work of speaking it."""
    phones = phones_of(labels)
    questions: tuple[QuestionEnd, ...] = ()
    if delivery.rises and phones.questions and not _knows_questions(voice, labels, phones):
        questions = phones.questions
        labels = asking(labels, phones)
    states = states_of(voice, labels)
    means = stretched_means(states.duration_means, phones, delivery, voice.states)
    durations = durations_of(means, states.duration_variances, delivery.speed)
    durations = with_question_vowels(durations, questions, voice.states, voice.frame_ms)
    durations = with_pause_lengths(durations, phones, delivery, voice.states, voice.frame_ms)
    ends = durations.reshape(len(labels), -1).sum(axis=1).cumsum()
    return Timed(phones, questions, states, durations, ends)


def _knows_questions(voice: VoiceModel, labels: Sequence[str], phones: Phones) -> bool:
    """Whether the voice says a question otherwise than a statement."""
    for question in phones.questions:
        label = labels[question.vowel]
        as_statement = label.replace("#1_", "#0_", 1)
        asked, stated = states_of(voice, [label]), states_of(voice, [as_statement])
        if not np.array_equal(asked.pitch, stated.pitch):
            return True
    return False


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
        when = timed(voice, labels, delivery)
        parameters = parameters_of(voice, when.states, when.durations, self._timbre)
        frame_labels = np.repeat(np.arange(len(labels)), when.lengths)
        log_f0, voiced = self._pitch(parameters.log_f0, parameters.voiced, frame_labels, when, delivery)
        spectrum = self._ceiling.below(with_emphasis_energy(parameters.spectrum, frame_labels, delivery))
        excitation = self._excitation.samples(np.clip(log_f0, *_LOG_HZ), voiced, parameters.low_pass)
        samples = self._vocoder(delivery.warp).samples(excitation, spectrum) / _FULL_SCALE
        return Spoken(samples, when.label_ends * voice.frame_samples, np.where(voiced, log_f0, 0.0))

    def _pitch(
        self,
        log_f0: NDArray[float64],
        voiced: NDArray[bool_],
        frame_labels: NDArray[int64],
        when: Timed,
        delivery: Delivery,
    ) -> tuple[NDArray[float64], NDArray[bool_]]:
        course = with_course(log_f0, voiced, frame_labels, delivery)
        return rising(course, voiced, when.label_ends, when.questions, self._voice.frame_ms)

    def _vocoder_of(self, warp: float) -> Vocoder:
        voice = self._voice
        alpha = voice.alpha + max(-_MOST_WARP, min(_MOST_WARP, warp))
        return Vocoder(voice.sample_rate_hz, voice.frame_samples, voice.spectrum.length, alpha)
