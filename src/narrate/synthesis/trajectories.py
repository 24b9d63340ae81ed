"""States and their lengths -> one smooth course for each stream: the likeliest one, its slopes counted in.

Tokuda et al. 2000 (MLPG), as hts_engine's HTS_pstream.c has it. Only sums and products of whole arrays are
used, never a matrix product: they give the same bits on every processor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy import float64
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import bool_, int64

    from narrate.synthesis.model import Stream


@dataclass(frozen=True, slots=True)
class Band:
    """A symmetric band system for each dimension: ``rows[k][t]`` couples frame ``t`` with ``t + k``."""

    rows: NDArray[float64]
    """[bandwidth + 1, frames, dimensions]"""
    right: NDArray[float64]
    """[frames, dimensions]"""


def band_of(stream: Stream, states: NDArray[int64], frames: NDArray[int64], inside: NDArray[bool_]) -> Band:
    """The system whose answer is the course of a stream.

    Args:
        stream: the stream.
        states: for each state its row of the stream's distributions.
        frames: for each frame its state.
        inside: for each frame whether it has a neighbour on both sides; slopes count only there.
    """
    precision = 1.0 / stream.forest.variances[states]
    weighted = precision * stream.forest.means[states]
    half = max(len(window) // 2 for window in stream.windows)
    shape = (len(frames), stream.length)
    rows = np.zeros((2 * half + 1, *shape))
    right = np.zeros(shape)
    for at, window in enumerate(stream.windows):
        columns = slice(at * stream.length, (at + 1) * stream.length)
        counted = precision[frames, columns], weighted[frames, columns]
        if len(window) > 1:
            outside = ~_reaching(inside, len(window) // 2)
            for values in counted:
                values[outside] = 0.0
        _add_window(rows, right, window, *counted)
    return Band(rows, right)


def _reaching(inside: NDArray[bool_], half: int) -> NDArray[bool_]:
    """Frames whose neighbours, ``half`` to both sides, are all of the same run."""
    reached = inside.copy()
    for _ in range(half - 1):
        reached[1:-1] = reached[:-2] & reached[1:-1] & reached[2:]
    return reached


def _add_window(
    rows: NDArray[float64],
    right: NDArray[float64],
    window: NDArray[float64],
    precision: NDArray[float64],
    weighted: NDArray[float64],
) -> None:
    half = len(window) // 2
    count = len(right)
    if count <= 2 * half:
        return
    middle = slice(half, count - half)
    for shift, left in enumerate(window):  # frame t is seen from frame t - (shift - half)
        if left == 0.0:
            continue
        seen = slice(shift, count - 2 * half + shift)
        right[seen] += left * weighted[middle]
        for other in range(shift, len(window)):
            if window[other] != 0.0:
                rows[other - shift, seen] += (left * window[other]) * precision[middle]


def solved(band: Band) -> NDArray[float64]:
    """The answer of each system [frames, dimensions], by block cyclic reduction (Heller 1976).

    As many frames as the band is wide make a block, which meets its two neighbours only. Every second block
    is taken out of the system, all of them and all dimensions at once, then every second one of what is left.
    """
    width = len(band.rows) - 1
    if width == 0:
        return np.asarray(band.right / band.rows[0])
    count, dimensions = band.right.shape
    blocks = -(-count // width)
    return _reduced(*_blocks_of(band, blocks)).reshape(blocks * width, dimensions)[:count]


Blocks = NDArray[float64]
"""[rows, columns, blocks, dimensions]: the small matrices of one diagonal."""


def _blocks_of(band: Band, blocks: int) -> tuple[Blocks, Blocks, NDArray[float64]]:
    """The blocks on the diagonal, those right of it, and the right side [blocks, rows, dimensions]."""
    width = len(band.rows) - 1
    count, dimensions = band.right.shape
    rows = np.zeros((width + 1, blocks * width, dimensions))
    rows[:, :count] = band.rows
    rows[0, count:] = 1.0
    right = np.zeros((blocks * width, dimensions))
    right[:count] = band.right
    parted = rows.reshape(width + 1, blocks, width, dimensions)
    diagonal = np.zeros((width, width, blocks, dimensions))
    beside = np.zeros((width, width, blocks, dimensions))
    for row in range(width):
        for column in range(width):
            low, high = sorted((row, column))
            diagonal[row, column] = parted[high - low, :, low]
            distance = width + column - row
            if distance <= width:
                beside[row, column] = parted[distance, :, row]
    return diagonal, beside, right.reshape(blocks, width, dimensions)


def _reduced(diagonal: Blocks, beside: Blocks, right: NDArray[float64]) -> NDArray[float64]:
    """The answer of a system of blocks: that of every second one first, the others from their neighbours."""
    blocks = diagonal.shape[2]
    inverse = _inverse(diagonal[:, :, 1::2] if blocks > 1 else diagonal)
    if blocks == 1:
        return _applied(inverse, right)
    odd = blocks // 2
    last = odd if blocks % 2 else odd - 1  # of those taken out, how many have a block behind them
    into, out = beside[:, :, 0 : 2 * odd : 2], beside[:, :, 1 : 2 * last : 2]
    forth, back = _product(into, inverse), _product(_turned(out), inverse[:, :, :last])
    middle, sides = right[1::2], right[::2].copy()
    kept, between = diagonal[:, :, ::2].copy(), np.zeros_like(diagonal[:, :, ::2])
    kept[:, :, :odd] -= _product(forth, _turned(into))
    kept[:, :, 1 : last + 1] -= _product(back, out)
    between[:, :, :last] = -_product(forth[:, :, :last], out)
    sides[:odd] -= _applied(forth, middle)
    sides[1 : last + 1] -= _applied(back, middle[:last])
    answer = np.empty_like(right)
    answer[::2] = _reduced(kept, between, sides)
    rest = middle - _applied(_turned(into), answer[0 : 2 * odd : 2])
    rest[:last] -= _applied(out, answer[2::2])
    answer[1::2] = _applied(inverse, rest)
    return answer


def _turned(blocks: Blocks) -> Blocks:
    return blocks.swapaxes(0, 1)


def _product(left: Blocks, right: Blocks) -> Blocks:
    """The product of small matrices, each multiplied by itself: no matrix product of the whole."""
    width = len(left)
    made = np.empty((width, width, *left.shape[2:]))
    for row in range(width):
        for column in range(width):
            np.multiply(left[row, 0], right[0, column], out=made[row, column])
            for at in range(1, width):
                made[row, column] += left[row, at] * right[at, column]
    return made


def _applied(blocks: Blocks, vectors: NDArray[float64]) -> NDArray[float64]:
    """Small matrices times their vectors [blocks, rows, dimensions]."""
    width = len(blocks)
    made = np.empty_like(vectors)
    for row in range(width):
        made[:, row] = sum(blocks[row, at] * vectors[:, at] for at in range(width))
    return made


def _inverse(blocks: Blocks) -> Blocks:
    """The inverses of small positive matrices, by Gauss and Jordan."""
    width = len(blocks)
    work = blocks.copy()
    made = np.zeros_like(work)
    for at in range(width):
        made[at, at] = 1.0
    for pivot in range(width):
        scale = 1.0 / work[pivot, pivot]
        work[pivot] *= scale
        made[pivot] *= scale
        for row in range(width):
            if row != pivot:
                factor = work[row, pivot].copy()
                work[row] -= factor * work[pivot]
                made[row] -= factor * made[pivot]
    return made


def runs_of(voiced: NDArray[bool_]) -> NDArray[int64]:
    """Where voiced runs begin and end: [runs, 2]."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], voiced.astype(np.int8), [0]])))
    return edges.reshape(-1, 2)


def solved_in_runs(band: Band, lengths: Sequence[int]) -> NDArray[float64]:
    """The answer of one-dimensional systems that stand one behind the other: side by side."""
    count = len(band.right)
    runs = np.repeat(np.arange(len(lengths)), lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    places = np.arange(count) - starts[runs]
    longest = int(max(lengths))
    rows = np.zeros((len(band.rows), longest, len(lengths)))
    rows[0] = 1.0
    right = np.zeros((longest, len(lengths)))
    rows[:, places, runs] = band.rows[:, :, 0]
    right[places, runs] = band.right[:, 0]
    answer = solved(Band(rows, right))
    return np.ascontiguousarray(answer[places, runs]).reshape(-1, 1)
