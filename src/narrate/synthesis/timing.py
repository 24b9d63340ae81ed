"""Labels and a delivery -> when every label and mora sounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from narrate.synthesis.delivery import NEUTRAL
from narrate.synthesis.labels import phones_of
from narrate.synthesis.prosody import asking, stretched_means, with_pause_lengths, with_question_vowels
from narrate.synthesis.states import durations_of, lengths_of, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, int64
    from numpy.typing import NDArray

    from narrate.synthesis.delivery import Delivery
    from narrate.synthesis.labels import Phones, QuestionEnd
    from narrate.synthesis.model import VoiceModel
    from narrate.synthesis.states import States


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

    @property
    def start_frames(self) -> int:
        """How long it is silent before the first phone."""
        first = int(np.argmax(self.phones.moras >= 0))
        return int(self.label_ends[first] - self.lengths[first])


class Heard(NamedTuple):
    """When an utterance and each of its moras sound, in milliseconds from where its first phone begins.

    ``start_ms`` is how much silence the engine makes before that. A mora that a pause follows ends where
    the pause begins.
    """

    start_ms: float
    starts_ms: NDArray[float64]
    ends_ms: NDArray[float64]


def timed(voice: VoiceModel, labels: Sequence[str], delivery: Delivery = NEUTRAL) -> Timed:
    """The states of an utterance, and when each of its labels sounds."""
    phones, asked, questions = _asked(voice, labels, delivery)
    states = states_of(voice, asked)
    lengths = (states.duration_means, states.duration_variances)
    durations = _durations(voice, phones, questions, lengths, delivery)
    return Timed(phones, questions, states, durations, _ends(durations, len(labels)))


def heard(voice: VoiceModel, labels: Sequence[str], delivery: Delivery = NEUTRAL) -> Heard:
    """When each mora of an utterance sounds, without a thought of how: much less work than `timed`."""
    phones, asked, questions = _asked(voice, labels, delivery)
    durations = _durations(voice, phones, questions, lengths_of(voice, asked), delivery)
    return _moras(phones, np.asarray(_ends(durations, len(labels)) * voice.frame_ms, np.float64))


def _asked(
    voice: VoiceModel, labels: Sequence[str], delivery: Delivery
) -> tuple[Phones, Sequence[str], tuple[QuestionEnd, ...]]:
    """What the phones are, the labels with questions that can be heard, and where these end."""
    phones = phones_of(labels)
    if delivery.rises and phones.questions and not _knows_questions(voice, labels, phones):
        return phones, asking(labels, phones), phones.questions
    return phones, labels, ()


def _durations(
    voice: VoiceModel,
    phones: Phones,
    questions: Sequence[QuestionEnd],
    lengths: tuple[NDArray[float64], NDArray[float64]],
    delivery: Delivery,
) -> NDArray[int64]:
    """How many frames each state lasts."""
    means = stretched_means(lengths[0], phones, delivery, voice.states)
    durations = durations_of(means, lengths[1], delivery.speed)
    durations = with_question_vowels(durations, questions, voice.states, voice.frame_ms)
    return with_pause_lengths(durations, phones, delivery, voice.states, voice.frame_ms)


def _ends(durations: NDArray[int64], label_count: int) -> NDArray[int64]:
    return np.asarray(durations.reshape(label_count, -1).sum(axis=1).cumsum())


def _knows_questions(voice: VoiceModel, labels: Sequence[str], phones: Phones) -> bool:
    """Whether the voice says a question otherwise than a statement."""
    for question in phones.questions:
        label = labels[question.vowel]
        as_statement = label.replace("#1_", "#0_", 1)
        asked, stated = states_of(voice, [label]), states_of(voice, [as_statement])
        if not np.array_equal(asked.pitch, stated.pitch):
            return True
    return False


def _moras(phones: Phones, ends_ms: NDArray[float64]) -> Heard:
    """The moras of labels that sound until ``ends_ms``."""
    starts_ms = np.concatenate([[0.0], ends_ms[:-1]])
    sounding = np.flatnonzero(phones.moras >= 0)
    if not len(sounding):
        return Heard(0.0, np.zeros(0), np.zeros(0))
    moras = phones.moras[sounding]
    is_first = np.diff(moras, prepend=-1) > 0
    is_last = np.diff(moras, append=moras[-1] + 1) > 0
    start_ms = float(starts_ms[sounding[0]])
    return Heard(start_ms, starts_ms[sounding[is_first]] - start_ms, ends_ms[sounding[is_last]] - start_ms)
