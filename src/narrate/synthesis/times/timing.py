"""Labels and a delivery -> when every label and mora sounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from narrate.synthesis.delivery import NEUTRAL
from narrate.synthesis.labels import phones_of
from narrate.synthesis.prosody import asking, stretched_means, with_pause_lengths, with_question_vowels
from narrate.synthesis.states import durations_of, lengths_and_spectra_of, lengths_of, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, int64
    from numpy.typing import NDArray

    from narrate.synthesis.delivery import Delivery
    from narrate.synthesis.labels import Phones, QuestionEnd
    from narrate.synthesis.model import VoiceModel
    from narrate.synthesis.states import States


@dataclass(frozen=True, slots=True)
class Timing:
    """How many frames each state of an utterance lasts, and what its phones are."""

    phones: Phones
    questions: tuple[QuestionEnd, ...]
    durations: NDArray[int64]
    label_ends: NDArray[int64]
    """Where each label's sound ends, in frames."""

    @property
    def lengths(self) -> NDArray[int64]:
        """How many frames each label sounds."""
        return np.diff(self.label_ends, prepend=0)

    @property
    def start_frames(self) -> int:
        """How long it is silent before the first phone."""
        first = int(np.argmax(self.phones.moras >= 0))
        return int(self.label_ends[first] - self.lengths[first])


def timed(voice: VoiceModel, labels: Sequence[str], delivery: Delivery = NEUTRAL) -> tuple[States, Timing]:
    """The states of an utterance, and when each of its labels sounds."""
    phones, asked, questions = _asked(voice, labels, delivery)
    states = states_of(voice, asked)
    lengths = (states.duration_means, states.duration_variances)
    return states, _timing(voice, phones, questions, lengths, delivery)


def timing_of(voice: VoiceModel, labels: Sequence[str], delivery: Delivery = NEUTRAL) -> Timing:
    """When each label sounds, without a thought of how: a fifth of the work of `timed`."""
    phones, asked, questions = _asked(voice, labels, delivery)
    return _timing(voice, phones, questions, lengths_of(voice, asked), delivery)


def timing_and_spectra_of(
    voice: VoiceModel, labels: Sequence[str], delivery: Delivery = NEUTRAL
) -> tuple[Timing, NDArray[int64]]:
    """When each label sounds, and for each state its row of the voice's spectra: half the work of `timed`."""
    phones, asked, questions = _asked(voice, labels, delivery)
    lengths, spectra = lengths_and_spectra_of(voice, asked)
    return _timing(voice, phones, questions, lengths, delivery), spectra


def _asked(
    voice: VoiceModel, labels: Sequence[str], delivery: Delivery
) -> tuple[Phones, Sequence[str], tuple[QuestionEnd, ...]]:
    """What the phones are, the labels with questions that can be heard, and where these end."""
    phones = phones_of(labels)
    if delivery.rises and phones.questions and not _knows_questions(voice, labels, phones):
        return phones, asking(labels, phones), phones.questions
    return phones, labels, ()


def _timing(
    voice: VoiceModel,
    phones: Phones,
    questions: tuple[QuestionEnd, ...],
    lengths: tuple[NDArray[float64], NDArray[float64]],
    delivery: Delivery,
) -> Timing:
    means = stretched_means(lengths[0], phones, delivery, voice.states)
    durations = durations_of(means, lengths[1], delivery.speed)
    durations = with_question_vowels(durations, questions, voice.states, voice.frame_ms)
    durations = with_pause_lengths(durations, phones, delivery, voice.states, voice.frame_ms)
    ends = durations.reshape(len(phones.names), -1).sum(axis=1).cumsum()
    return Timing(phones, questions, durations, ends)


def _knows_questions(voice: VoiceModel, labels: Sequence[str], phones: Phones) -> bool:
    """Whether the voice says a question otherwise than a statement."""
    for question in phones.questions:
        label = labels[question.vowel]
        as_statement = label.replace("#1_", "#0_", 1)
        asked, stated = states_of(voice, [label]), states_of(voice, [as_statement])
        if not np.array_equal(asked.pitch, stated.pitch):
            return True
    return False
