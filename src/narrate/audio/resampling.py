"""Samples of one rate -> another rate: a windowed sinc, the same sums in the same order everywhere."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_ZERO_CROSSINGS = 24
_PASSED = 0.92
"""Of the lower of both Nyquist frequencies."""


def resampled(samples: NDArray[float64], from_hz: int, to_hz: int) -> NDArray[float64]:
    """The same sound at another rate; sample 0 stays where it is."""
    if from_hz == to_hz:
        return samples
    divisor = gcd(from_hz, to_hz)
    up, down = to_hz // divisor, from_hz // divisor
    cut = _PASSED * min(1.0, to_hz / from_hz)
    half = int(np.ceil(_ZERO_CROSSINGS / cut))
    count = -(-len(samples) * up // down)
    padded = np.concatenate([np.zeros(half), samples, np.zeros(half + 2)])
    out = np.zeros(count)
    offsets = np.arange(-half, half + 1)
    for phase in range(min(up, count)):
        first = phase * down
        places = first // up + np.arange(-(-(count - phase) // up)) * down
        distance = offsets - (first % up) / up
        kernel = cut * np.sinc(cut * distance) * np.cos(np.pi * distance / (2 * (half + 1))) ** 2
        for offset, tap in zip(offsets.tolist(), kernel.tolist(), strict=True):
            out[phase::up] += tap * padded[places + offset + half]
    return out
