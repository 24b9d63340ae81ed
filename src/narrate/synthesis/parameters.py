"""States and lengths -> what the vocoder speaks from: mel-cepstra, F0 and filters, a row every frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from narrate.synthesis.trajectories import band_of, runs_of, solved, solved_in_runs
from narrate.synthesis.variance import stretched

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    from narrate.synthesis.delivery import Timbre
    from narrate.synthesis.model import Stream, VoiceModel
    from narrate.synthesis.states import States
    from narrate.synthesis.trajectories import Band

_VOICED_FROM = 0.5
"""hts_engine's default threshold of voicing."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """One row a frame: ``spectrum`` [frames, order], the natural logarithm of F0 in Hz where voiced.

    ``low_pass`` has for each frame its row among the voice's low-pass filters.
    """

    spectrum: NDArray[float64]
    log_f0: NDArray[float64]
    voiced: NDArray[bool_]
    low_pass: NDArray[int64] | None


def parameters_of(voice: VoiceModel, states: States, durations: NDArray[int64], timbre: Timbre) -> Parameters:
    """The course of each stream over ``durations.sum()`` frames."""
    frames = np.repeat(np.arange(len(durations)), durations)
    is_voiced = _voicing(voice)[states.pitch] > _VOICED_FROM
    voiced = is_voiced[frames]
    return Parameters(
        spectrum=_spectrum(voice.spectrum, states, frames, timbre.spectrum_variance),
        log_f0=_log_f0(voice.pitch, states, frames[voiced], voiced, timbre.pitch_variance),
        voiced=voiced,
        low_pass=None if states.low_pass is None else states.low_pass[frames],
    )


def _voicing(voice: VoiceModel) -> NDArray[float64]:
    assert voice.pitch.forest.voiced is not None, "a pitch knows where it is"
    return voice.pitch.forest.voiced


def _spectrum(stream: Stream, states: States, frames: NDArray[int64], weight: float) -> NDArray[float64]:
    inside = np.ones(len(frames), np.bool_)
    inside[[0, -1]] = False
    band = band_of(stream, states.spectrum, frames, inside)
    return _varied(solved(band), band, stream, states.spectrum_variance, states.with_variance[frames], weight)


def _log_f0(
    stream: Stream, states: States, frames: NDArray[int64], voiced: NDArray[bool_], weight: float
) -> NDArray[float64]:
    """The course of the pitch, 0 where there is none."""
    log_f0 = np.zeros(len(voiced))
    runs = runs_of(voiced)
    if not len(runs):
        return log_f0
    inside = np.zeros(len(voiced), np.bool_)
    inside[1:-1] = voiced[:-2] & voiced[1:-1] & voiced[2:]
    band = band_of(stream, states.pitch, frames, inside[voiced])
    course = solved_in_runs(band, (runs[:, 1] - runs[:, 0]).tolist())
    counted = states.with_variance[frames]
    log_f0[voiced] = _varied(course, band, stream, states.pitch_variance, counted, weight)[:, 0]
    return log_f0


def _varied(
    course: NDArray[float64],
    band: Band,
    stream: Stream,
    row: int,
    counted: NDArray[bool_],
    weight: float,
) -> NDArray[float64]:
    """The course with the variance that ``row`` of the stream's distributions wants, where it has any."""
    if stream.variance is None or not counted.any():
        return course
    wanted, precision = stream.variance.means[row] * weight, stream.variance.variances[row]
    return stretched(course, band, wanted, precision, counted, len(stream.windows))
