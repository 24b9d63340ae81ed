"""The limiter: no true peak above the ceiling, and quiet sound untouched to the bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import resample_poly

from narrate.audio.limiter import CEILING_DBTP, limited

CEILING = 10 ** (CEILING_DBTP / 20)
ROUNDING = 1 + 1e-9
METER_DB = 0.2
"""A meter of four times the rate reads up to 0.6 dB too little (ITU-R BS.1770-4, annex 2, appendix 1)."""


def speech_like(seed: int, peak: float, count: int = 9_600) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Noise below 5 kHz with bursts."""
    rng = np.random.default_rng(seed)
    sound = np.convolve(rng.normal(size=count), np.hanning(20), "same")
    sound *= np.repeat(rng.random(count // 480), 480) ** 3
    return np.asarray(sound / np.abs(sound).max() * peak)


@given(st.integers(0, 10_000), st.floats(0.05, 3.0))
def test_no_sample_passes_the_ceiling(seed: int, peak: float) -> None:
    assert np.abs(limited(speech_like(seed, peak))).max() <= CEILING * ROUNDING


@pytest.mark.parametrize("seed", range(5))
def test_no_true_peak_passes_the_ceiling_by_more_than_a_meter_can_miss(seed: int) -> None:
    peaks = np.abs(resample_poly(limited(speech_like(seed, 2.0)), 8, 1)).max()
    assert 20 * np.log10(peaks) <= CEILING_DBTP + METER_DB


def test_a_tone_between_the_samples_is_caught() -> None:
    time = np.arange(4_800)
    tone = np.sin(np.pi / 2 * time + np.pi / 4)  # all samples at 0.707, the peaks between them at 1
    peaks = np.abs(resample_poly(limited(tone), 8, 1))[800:-800].max()
    assert 20 * np.log10(peaks) <= CEILING_DBTP + METER_DB


@given(st.integers(0, 10_000), st.floats(0.0, 0.6))
def test_quiet_sound_passes_untouched_to_the_bit(seed: int, peak: float) -> None:
    sound = speech_like(seed, peak)
    np.testing.assert_array_equal(limited(sound), sound)


def test_sound_far_from_a_peak_passes_untouched() -> None:
    sound = speech_like(3, 0.3, 48_000)
    sound[24_000] = 1.5
    result = limited(sound)
    np.testing.assert_allclose(result[:23_800], sound[:23_800], rtol=1e-12)
    np.testing.assert_allclose(result[24_200:], sound[24_200:], rtol=1e-12)
    assert abs(result[24_000]) <= CEILING * ROUNDING


@pytest.mark.parametrize("count", [0, 1, 2, 11, 191, 192, 193])
def test_short_sounds_are_limited_too(count: int) -> None:
    result = limited(np.ones(count))
    assert len(result) == count
    assert np.abs(result).max(initial=0.0) <= CEILING * ROUNDING
