"""The likeliest course is the answer of its equations, however they are cut into pieces."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.synthesis.model import Forest, Stream
from narrate.synthesis.trajectories import Band, band_of, runs_of, solved, solved_in_runs

WINDOWS = (np.array([1.0]), np.array([-0.5, 0.0, 0.5]), np.array([1.0, -2.0, 1.0]))
FIVE_WIDE = (np.array([1.0]), np.array([-0.2, -0.1, 0.0, 0.1, 0.2]))


def stream_of(
    rng: np.random.Generator, rows: int, windows: tuple[np.ndarray, ...], length: int = 2
) -> Stream:
    columns = length * len(windows)
    means = rng.normal(size=(rows, columns))
    return Stream(length, windows, Forest({}, means, rng.uniform(0.01, 2.0, (rows, columns)), None), None)


def answer_by_hand(stream: Stream, frames: np.ndarray, inside: np.ndarray, dimension: int) -> np.ndarray:
    """The weighted least squares of Tokuda et al. 2000, with whole matrices."""
    count = len(frames)
    matrix, right = np.zeros((count, count)), np.zeros(count)
    for at, window in enumerate(stream.windows):
        half = len(window) // 2
        for frame in range(count):
            reach = slice(frame - half, frame + half + 1)
            if half and not (half <= frame < count - half and inside[reach][1:-1].all()):
                continue
            row = np.zeros(count)
            row[reach] = window
            column = at * stream.length + dimension
            precision = 1 / stream.forest.variances[frames[frame], column]
            matrix += precision * np.outer(row, row)
            right += precision * stream.forest.means[frames[frame], column] * row
    return np.linalg.solve(matrix, right)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 70), st.integers(0, 2**32 - 1), st.sampled_from([WINDOWS, FIVE_WIDE]))
def test_the_course_solves_its_equations(count: int, seed: int, windows: tuple[np.ndarray, ...]) -> None:
    rng = np.random.default_rng(seed)
    stream = stream_of(rng, 4, windows)
    frames = np.sort(rng.integers(0, 4, count))
    inside = np.ones(count, np.bool_)
    inside[[0, -1]] = False
    course = solved(band_of(stream, np.arange(4), frames, inside))
    for dimension in range(2):
        np.testing.assert_allclose(
            course[:, dimension], answer_by_hand(stream, frames, inside, dimension), atol=1e-9
        )


@given(st.lists(st.integers(1, 12), min_size=1, max_size=6), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_runs_do_not_feel_each_other(lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    stream = stream_of(rng, 3, WINDOWS, 1)
    frames = rng.integers(0, 3, sum(lengths))
    ends = np.cumsum(lengths)
    inside = np.ones(sum(lengths), np.bool_)
    inside[[*(ends - 1), *(ends - np.array(lengths))]] = False
    course = solved_in_runs(band_of(stream, np.arange(3), frames, inside), lengths)
    for end, length in zip(ends, lengths, strict=True):
        own = slice(end - length, end)
        alone = solved(band_of(stream, np.arange(3), frames[own], inside[own]))
        np.testing.assert_allclose(course[own], alone, atol=1e-10)


def test_a_band_may_be_wider_than_the_text_is_long() -> None:
    band = Band(np.array([2.0, 0.0, 0.0]).reshape(3, 1, 1), np.full((1, 1), 8.0))
    np.testing.assert_array_equal(solved(band), [[4.0]])


def test_voiced_runs_are_found_at_both_ends() -> None:
    assert runs_of(np.array([True, False, True, True])).tolist() == [[0, 1], [2, 4]]
    assert runs_of(np.zeros(3, np.bool_)).tolist() == []
