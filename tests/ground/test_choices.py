"""Ranges: what lies in them, what does not, and what is no number at all."""

from __future__ import annotations

import math

import pytest

from narrate.ground.choices import PITCH, SPEED


@pytest.mark.parametrize("value", [0.25, 1, 1.5, 4])
def test_numbers_in_the_range_are_held(value: object) -> None:
    assert SPEED.holds(value)


@pytest.mark.parametrize("value", [0.24, 4.01, 0, 10**400, math.nan, math.inf, True, "1", None, [1]])
def test_everything_else_is_not(value: object) -> None:
    assert not SPEED.holds(value)


def test_a_range_says_what_it_holds() -> None:
    assert (str(SPEED), str(PITCH)) == ("from 0.25 to 4", "from -24 to 24")
