"""Noise whose every bit is known: sums of whole numbers, from a stream that NumPy promises to keep."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

_PARTS = 12
_SCALE = 65_536.0


@lru_cache(maxsize=4)
def white_noise(count: int, seed: int) -> NDArray[float64]:
    """``count`` samples of variance 1, next to Gaussian: each the sum of twelve even numbers.

    Made once for all threads, and not to be written to.
    """
    raw = np.random.PCG64(seed).random_raw(count * _PARTS // 4)
    shifts = np.arange(0, 64, 16, dtype=np.uint64)
    parts = ((raw[:, None] >> shifts) & np.uint64(0xFFFF)).astype(np.int64).reshape(count, _PARTS)
    sums: NDArray[int64] = parts.sum(axis=1)
    noise: NDArray[float64] = (sums + _PARTS // 2) / _SCALE - _PARTS / 2
    noise.flags.writeable = False
    return noise


def even_noise(count: int, seed: int) -> NDArray[float64]:
    """``count`` numbers spread evenly between -1 and 1."""
    raw = np.random.PCG64(seed).random_raw(count)
    return (raw >> np.uint64(32)).astype(np.float64) / 2.0**31 - 1.0


def choices(count: int, options: int, seed: int) -> NDArray[int64]:
    """``count`` numbers below ``options``, in no order."""
    raw = np.random.PCG64(seed).random_raw(count)
    return ((raw >> np.uint64(40)) % np.uint64(options)).astype(np.int64)
