"""A course that varies as much over an utterance as people's do: global variance (Toda & Tokuda 2007).

What is likeliest is also flattest, hence muffled. hts_engine stretches the course to the variance that the
voice knows, then takes five steps towards what is likeliest of both; these are its steps (HTS_pstream.c).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray

    from narrate.synthesis.trajectories import Band

_STEPS = 5
_FIRST_STEP = 0.1
_LONGER = 1.2
_SHORTER = 0.5
_FLAT = 1e-12


def stretched(
    course: NDArray[float64],
    band: Band,
    wanted: NDArray[float64],
    precision: NDArray[float64],
    counted: NDArray[bool_],
    windows: int,
) -> NDArray[float64]:
    """The course with nearly the variance that is ``wanted`` of each dimension, over the counted frames.

    ``precision`` is what the voice gives beside it and hts_engine multiplies by. A dimension that does not
    vary at all stays as it is.
    """
    frames = len(course)
    share = counted[:, None] / float(np.count_nonzero(counted))
    mean = (course * share).sum(axis=0)
    variance = ((course - mean) ** 2 * share).sum(axis=0)
    ratio = np.sqrt(np.where(variance > _FLAT, wanted / np.maximum(variance, _FLAT), 1.0))
    course = np.where(counted[:, None], mean + ratio * (course - mean), course)
    weight = 1.0 / (windows * frames)
    step = np.full(course.shape[1], _FIRST_STEP)
    before = None
    for _ in range(_STEPS):
        mean = (course * share).sum(axis=0)
        away = course - mean
        squared = away * away
        variance = (squared * share).sum(axis=0)
        excess = precision * (variance - wanted)
        product = _product(band, course)
        objective = 0.5 * variance * precision * (variance - 2.0 * wanted) - weight * (
            course * (band.right - 0.5 * product)
        ).sum(axis=0)
        bend = (frames - 1) * excess + 2.0 * precision * squared
        curvature = -weight * band.rows[0] - 2.0 / frames**2 * bend
        slope = weight * (band.right - product) - (2.0 / frames * excess) * away * counted[:, None]
        if before is not None:
            step = step * np.where(objective > before, _SHORTER, np.where(objective < before, _LONGER, 1.0))
        course = course + step * (slope / curvature)
        before = objective
    return course


def _product(band: Band, course: NDArray[float64]) -> NDArray[float64]:
    """The band matrix times a course."""
    product: NDArray[float64] = band.rows[0] * course
    for k in range(1, len(band.rows)):
        product[:-k] += band.rows[k, :-k] * course[k:]
        product[k:] += band.rows[k, :-k] * course[:-k]
    return product
