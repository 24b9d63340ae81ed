"""Labels -> the states of an utterance: which distribution each takes from each stream, how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from narrate.synthesis.model import FIRST_STATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    from narrate.synthesis.model import Forest, Stream, VoiceModel
    from narrate.synthesis.trees import Question


@dataclass(frozen=True, slots=True)
class States:
    """What the trees answer: rows of each stream's distributions, one a state, label after label.

    ``with_variance`` tells which states take part in the variance of the whole (GV); ``spectrum_variance``
    and ``pitch_variance`` are the rows of that variance's distributions, which the first label decides.
    """

    spectrum: NDArray[int64]
    pitch: NDArray[int64]
    low_pass: NDArray[int64] | None
    duration_means: NDArray[float64]
    duration_variances: NDArray[float64]
    with_variance: NDArray[bool_]
    spectrum_variance: int
    pitch_variance: int


def states_of(voice: VoiceModel, labels: Sequence[str]) -> States:
    """The states of all ``labels``: ``len(labels) * voice.states`` of them."""
    streams = [s for s in (voice.spectrum, voice.pitch, voice.low_pass) if s is not None]
    rows = np.empty((len(streams), len(labels), voice.states), np.int64)
    duration_rows = np.empty(len(labels), np.int64)
    off = np.zeros(len(labels), np.bool_)
    asked = [_Asked(voice.questions, label) for label in labels]
    for at, about in enumerate(asked):
        duration_rows[at] = about.row_of(voice.durations, FIRST_STATE)
        for stream, found in zip(streams, rows, strict=True):
            found[at] = [about.row_of(stream.forest, FIRST_STATE + state) for state in range(voice.states)]
        off[at] = voice.without_variance is not None and about.answer(voice.without_variance)
    return States(
        spectrum=rows[0].ravel(),
        pitch=rows[1].ravel(),
        low_pass=rows[2].ravel() if voice.low_pass else None,
        duration_means=voice.durations.means[duration_rows].ravel(),
        duration_variances=voice.durations.variances[duration_rows].ravel(),
        with_variance=np.repeat(~off, voice.states),
        spectrum_variance=_variance_row(voice.spectrum, asked[0]),
        pitch_variance=_variance_row(voice.pitch, asked[0]),
    )


def lengths_of(voice: VoiceModel, labels: Sequence[str]) -> tuple[NDArray[float64], NDArray[float64]]:
    """The means and variances of how long each state of ``labels`` lasts, as `states_of` has them."""
    rows = [_Asked(voice.questions, label).row_of(voice.durations, FIRST_STATE) for label in labels]
    return voice.durations.means[rows].ravel(), voice.durations.variances[rows].ravel()


def lengths_and_spectra_of(
    voice: VoiceModel, labels: Sequence[str]
) -> tuple[tuple[NDArray[float64], NDArray[float64]], NDArray[int64]]:
    """What `lengths_of` says, and each state's row of the spectrum, as `states_of` has it."""
    asked = [_Asked(voice.questions, label) for label in labels]
    rows = [about.row_of(voice.durations, FIRST_STATE) for about in asked]
    forest, places = voice.spectrum.forest, range(FIRST_STATE, FIRST_STATE + voice.states)
    spectra = np.array([about.row_of(forest, state) for about in asked for state in places], np.int64)
    return (voice.durations.means[rows].ravel(), voice.durations.variances[rows].ravel()), spectra


class _Asked:
    """A voice's questions about one label, each asked once."""

    def __init__(self, questions: Sequence[Question], label: str) -> None:
        self._questions = questions
        self._label = label
        self._answers: list[bool | None] = [None] * len(questions)

    def answer(self, question: int) -> bool:
        answer = self._answers[question]
        if answer is None:
            answer = self._answers[question] = self._questions[question](self._label)
        return answer

    def row_of(self, forest: Forest, state: int) -> int:
        """The row of the distribution that the label takes in a state."""
        trees = forest.of_state[state]
        tree = trees[0]
        if tree.head is not None:
            tree = next((t for t in trees if t.head is None or self.answer(t.head)), tree)
        answers, asks, no, yes = self._answers, tree.asks, tree.no, tree.yes
        if not asks:
            return tree.only_leaf
        at = 0
        while at >= 0:
            question = asks[at]
            answer = answers[question]
            if answer is None:
                answer = answers[question] = self._questions[question](self._label)
            at = yes[at] if answer else no[at]
        return ~at


def _variance_row(stream: Stream, about: _Asked) -> int:
    return about.row_of(stream.variance, FIRST_STATE) if stream.variance else 0


def durations_of(means: NDArray[float64], variances: NDArray[float64], speed: float) -> NDArray[int64]:
    """How many frames each state lasts, at least one.

    At speed 1 each takes its mean, rounded. Otherwise all share one length by what each varies anyway: HTS's
    ``HTS_set_specified_duration``, Yoshimura et al. 1998.
    """
    if speed == 1.0:
        return np.maximum(1, np.floor(means + 0.5)).astype(np.int64)
    target = max(1, int(means.sum() / speed + 0.5))
    if target <= len(means):
        return np.ones(len(means), np.int64)
    share = (target - means.sum()) / variances.sum()
    lengths = np.maximum(1, np.floor(means + share * variances + 0.5)).astype(np.int64)
    return _of_total(lengths, target, means, variances, share)


def _of_total(
    lengths: NDArray[int64],
    target: int,
    means: NDArray[float64],
    variances: NDArray[float64],
    share: float,
) -> NDArray[int64]:
    """One frame more or less for whom it costs least, until the total is right."""
    for _ in range(2 * len(lengths)):  # rounding and the least length cost each state one frame at most
        missing = target - int(lengths.sum())
        if missing == 0:
            break
        step = 1 if missing > 0 else -1
        cost = np.abs(share - (lengths + step - means) / variances)
        if step < 0:
            cost[lengths <= 1] = np.inf
        lengths[int(cost.argmin())] += step
    return lengths
