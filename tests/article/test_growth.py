"""Four times as much of anything takes about four times as long: no article holds narrate up."""

from __future__ import annotations

import pytest

from benchmark import benchmark

hostile = benchmark("hostile")
SMALL, LARGE = 4_000, 16_000
NAMES = list(hostile.articles(10))
SHORT_S = 0.05
"""Below that a busy machine says what it likes."""
MOST_GROWTH = 9
MOST_OVER_PROSE = 40
"""Marks cost more than prose, each is a token; a hundred times as much is a scan for each."""


@pytest.fixture(scope="module")
def prose_s() -> float:
    text = hostile.PROSE * (LARGE // len(hostile.PROSE.encode()))
    return float(min(hostile.seconds(text, "md") for _ in range(3)))


@pytest.mark.parametrize("suffix", ["md", "txt"])
@pytest.mark.parametrize("name", NAMES)
def test_time_grows_with_the_text_and_not_with_its_square(name: str, suffix: str, prose_s: float) -> None:
    large = hostile.articles(LARGE)[name]
    taken_s = hostile.seconds(large, suffix)
    if taken_s < SHORT_S:
        return
    taken_s = min(taken_s, hostile.seconds(large, suffix))
    small = hostile.articles(SMALL)[name]
    assert taken_s < MOST_GROWTH * max(hostile.seconds(small, suffix), SHORT_S / MOST_GROWTH)
    assert taken_s < MOST_OVER_PROSE * prose_s
