"""A delivery -> other lengths of states, another course of the pitch.

Questions: the rise is in the last mora alone, its accent kept; 6 semitones over the lowest point of the last
200 ms, in a vowel of 230 ms. Emphasis: the word higher and longer, what follows flatter (Lee & Xu 2012).
Paragraphs are levels and spans that the caller chooses (Sluijter & Terken 1993).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from narrate.synthesis.delivery import PAUSE
from narrate.synthesis.labels import is_devoiced, with_voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    from narrate.synthesis.delivery import Delivery
    from narrate.synthesis.labels import Phones, QuestionEnd

_SEMITONE = np.log(2.0) / 12
_RISE_SEMITONES = 6.0
_INNER_RISE_SEMITONES = 4.0
_OVER_STATEMENT_SEMITONES = 4.5
_OVER_MIDDLE_SEMITONES = 1.0
_HIGHEST_SEMITONES = 10.0
_RISE_MS = 200.0
_QUESTION_VOWEL_MS = 230.0
_LONGEST_STRETCH = 2.0
_BEND = 1.6
_EMPHASIS_SEMITONES = 1.5
_EMPHASIS_SPAN = 1.35
_EMPHASIS_STRETCH = 1.1
_EMPHASIS_DB = 1.0
_AFTER_EMPHASIS_SPAN = 0.8
_EASE_FRAMES = 13


def asking(labels: Sequence[str], phones: Phones) -> list[str]:
    """The labels of questions whose last vowel can be heard: a devoiced one has no pitch to rise."""
    heard = list(labels)
    for question in phones.questions:
        if is_devoiced(phones.names[question.vowel]):
            heard = with_voice(heard, question.vowel)
    return heard


def stretched_means(
    means: NDArray[float64], phones: Phones, delivery: Delivery, states: int
) -> NDArray[float64]:
    """The mean lengths of states with emphasis and the end of the utterance drawn out."""
    scale = np.ones(len(phones.names))
    for start, end in delivery.stressed:
        scale[(phones.moras >= start) & (phones.moras < end)] *= _EMPHASIS_STRETCH
    sounding = np.flatnonzero(phones.moras >= 0)
    if len(sounding):
        scale[sounding[-1]] *= delivery.last_stretch
    return means * np.repeat(scale, states)


def with_question_vowels(
    durations: NDArray[int64], questions: Sequence[QuestionEnd], states: int, frame_ms: float
) -> NDArray[int64]:
    """Lengths in frames with each question's last vowel long enough to rise in."""
    longer = durations.copy()
    for question in questions:
        own = slice(question.vowel * states, (question.vowel + 1) * states)
        wanted = _QUESTION_VOWEL_MS / frame_ms if question.is_last else 0.0
        stretch = min(_LONGEST_STRETCH, wanted / float(durations[own].sum()))
        longer[own] = np.maximum(longer[own], np.round(durations[own] * stretch).astype(np.int64))
    return longer


def with_pause_lengths(
    durations: NDArray[int64], phones: Phones, delivery: Delivery, states: int, frame_ms: float
) -> NDArray[int64]:
    """Lengths in frames with the pauses inside as long as the delivery says."""
    changed = durations.copy()
    for at in np.flatnonzero(np.array(phones.names) == PAUSE):
        is_breath = int(phones.moras[:at].max(initial=-1)) + 1 in delivery.breaths
        pause_ms = delivery.breath_ms if is_breath else delivery.comma_ms
        if pause_ms is not None:
            own = slice(at * states, (at + 1) * states)
            total = max(states, round(pause_ms / frame_ms))
            edges = np.round(np.cumsum(durations[own]) * (total / durations[own].sum())).astype(np.int64)
            changed[own] = np.maximum(1, np.diff(edges, prepend=0))
    return changed


def with_course(
    log_f0: NDArray[float64],
    is_voiced: NDArray[bool_],
    frame_moras: NDArray[int64],
    delivery: Delivery,
) -> NDArray[float64]:
    """The course of the pitch at the delivery's level and span, its emphasis in it."""
    if not is_voiced.any():
        return log_f0
    level = log_f0[is_voiced] / _SEMITONE
    middle = float(np.median(level))
    moras = frame_moras[is_voiced]
    span, lift = np.full(len(level), delivery.span, np.float64), np.zeros(len(level))
    for start, end in delivery.stressed:
        own = (moras >= start) & (moras < end)
        lift[own] += _EMPHASIS_SEMITONES
        span[own] = delivery.span * _EMPHASIS_SPAN
        span[moras >= end] = delivery.span * _AFTER_EMPHASIS_SPAN
    if delivery.stressed:
        span, lift = _eased(span), _eased(lift)
    course = log_f0.copy()
    course[is_voiced] = (middle + (level - middle) * span + lift + delivery.semitones) * _SEMITONE
    return course


def _eased(values: NDArray[float64]) -> NDArray[float64]:
    """Values that do not jump: each the mean of its neighbourhood, the near ones most."""
    half = _EASE_FRAMES // 2
    weights = np.hanning(_EASE_FRAMES + 2)[1:-1]
    padded = np.pad(values, half, mode="edge")
    parts = [weight * padded[at : at + len(values)] for at, weight in enumerate(weights / weights.sum())]
    return np.asarray(np.sum(parts, axis=0))


def with_emphasis_energy(
    spectrum: NDArray[float64], frame_moras: NDArray[int64], delivery: Delivery
) -> NDArray[float64]:
    """Mel-cepstra as loud as the delivery says, emphasis a little louder."""
    louder_db = np.full(len(spectrum), delivery.energy_db, np.float64)
    for start, end in delivery.stressed:
        louder_db[(frame_moras >= start) & (frame_moras < end)] += _EMPHASIS_DB
    changed = spectrum.copy()
    changed[:, 0] += louder_db * (np.log(10.0) / 20)
    return changed


def rising(
    log_f0: NDArray[float64],
    is_voiced: NDArray[bool_],
    ends: NDArray[int64],
    questions: Sequence[QuestionEnd],
    frame_ms: float,
) -> tuple[NDArray[float64], NDArray[bool_]]:
    """The course and voicing with each question's end rising; ``ends`` are those of labels, in frames."""
    log_f0, is_voiced = log_f0.copy(), is_voiced.copy()
    if not is_voiced.any():
        return log_f0, is_voiced
    middle = float(np.median(log_f0[is_voiced]))
    for question in questions:
        start = int(ends[question.mora_start - 1]) if question.mora_start else 0
        end = int(ends[question.vowel])
        found = np.flatnonzero(is_voiced[start:end]) + start
        if len(found) < 2:
            continue
        log_f0[found[-1] + 1 : end] = log_f0[found[-1]]
        is_voiced[found[-1] + 1 : end] = True
        own = slice(int(found[0]), end)
        has_pitch = np.flatnonzero(is_voiced[own])
        log_f0[own] = np.interp(np.arange(end - own.start), has_pitch, log_f0[own][has_pitch])
        is_voiced[own] = True
        log_f0[own] = _risen(log_f0[own], middle, question, frame_ms)
    return log_f0, is_voiced


def _risen(
    log_f0: NDArray[float64], middle: float, question: QuestionEnd, frame_ms: float
) -> NDArray[float64]:
    """A last mora that rises, slowly at first; where it rises anyway it only gets as high as a question."""
    rise = _RISE_SEMITONES if question.is_last else _INNER_RISE_SEMITONES
    count = min(len(log_f0), round(_RISE_MS / frame_ms))
    last, lowest = float(log_f0[-1]), float(log_f0[-count:].min())
    over = 0.0 if question.is_particle or not question.is_last else _OVER_STATEMENT_SEMITONES
    target = max(
        last + over * _SEMITONE, lowest + rise * _SEMITONE, middle + _OVER_MIDDLE_SEMITONES * _SEMITONE
    )
    target = min(target, middle + _HIGHEST_SEMITONES * _SEMITONE)
    risen = np.zeros(len(log_f0))
    risen[-count:] = np.linspace(0.0, 1.0, count) ** _BEND
    return np.asarray(log_f0 + max(0.0, target - last) * risen)
