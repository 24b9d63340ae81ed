"""A sound of another rate is the same sound."""

from __future__ import annotations

import numpy as np
import pytest

from narrate.audio.resampling import resampled


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 96_000])
def test_a_tone_stays_the_tone_it_was(rate: int) -> None:
    tone = np.sin(2 * np.pi * 1_000 * np.arange(rate // 2) / rate)
    wanted = np.sin(2 * np.pi * 1_000 * np.arange(24_000) / 48_000)
    made = resampled(tone, rate, 48_000)
    assert len(made) == 24_000
    np.testing.assert_allclose(made[500:-500], wanted[500:-500], atol=1e-3)


def test_what_the_lower_rate_cannot_hold_is_gone() -> None:
    tone = np.sin(2 * np.pi * 30_000 * np.arange(96_000) / 96_000)
    assert np.abs(resampled(tone, 96_000, 48_000)[500:-500]).max() < 1e-3


def test_its_own_rate_changes_nothing() -> None:
    tone = np.ones(5)
    assert resampled(tone, 48_000, 48_000) is tone
