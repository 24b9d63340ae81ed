"""Pulses where the voice has them, noise where not, and between 2 and 4 kHz some of both."""

from __future__ import annotations

import numpy as np
import pytest

from narrate.synthesis.excitation import Excitation, pulse_times
from narrate.synthesis.noise import choices, even_noise, white_noise

RATE, FRAME = 48_000, 240
WHOLE = np.ones((1, 1))
VOICED = np.ones(200, np.bool_)
KNOWN_NOISE = (0.494049072265625, -0.053314208984375, -0.6425933837890625)


def steady(hz: float, frames: int = 200) -> np.ndarray:
    return np.full(frames, np.log(hz))


def test_a_steady_voice_has_pulses_at_a_steady_distance() -> None:
    times, periods = pulse_times(steady(437.0), VOICED, RATE, FRAME)
    np.testing.assert_allclose(np.diff(times), RATE / 437.0, atol=1e-6)
    np.testing.assert_allclose(periods, RATE / 437.0)
    assert times[0] == 0.0
    assert len(times) == np.ceil(200 * FRAME * 437.0 / RATE)


def test_a_gliding_voice_has_as_many_pulses_as_its_pitch_asks_for() -> None:
    log_f0 = np.log(np.linspace(200.0, 400.0, 200))
    times, periods = pulse_times(log_f0, VOICED, RATE, FRAME)
    assert len(times) == pytest.approx(300.0, abs=2)
    np.testing.assert_allclose(np.diff(times), (periods[1:] + periods[:-1]) / 2, rtol=0.01)


def test_a_voiced_run_begins_with_a_pulse_and_ends_with_its_frames() -> None:
    voiced = np.zeros(20, np.bool_)
    voiced[5:9] = True
    times, _ = pulse_times(steady(300.0, 20), voiced, RATE, FRAME)
    assert times[0] == 5 * FRAME
    assert times[-1] < 9 * FRAME


def test_nothing_voiced_has_no_pulse() -> None:
    times, _ = pulse_times(steady(300.0, 5), np.zeros(5, np.bool_), RATE, FRAME)
    assert len(times) == 0


def test_pulses_and_noise_are_equally_loud() -> None:
    excitation = Excitation(RATE, FRAME, WHOLE, 0.0)
    pulses = excitation.samples(steady(300.0), VOICED, None)
    noise = excitation.samples(steady(300.0), ~VOICED, None)
    assert np.mean(pulses**2) == pytest.approx(1.0, abs=0.05)
    assert np.mean(noise**2) == pytest.approx(1.0, abs=0.05)


def test_a_low_pass_filter_leaves_noise_above_its_cut() -> None:
    taps = np.sinc(np.arange(-15, 16) / 4) / 4 * np.hamming(31)
    excitation = Excitation(RATE, FRAME, taps[None], 0.0)
    sound = excitation.samples(steady(400.0), VOICED, np.zeros(200, np.int64))
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    at = np.arange(len(power)) * RATE / len(sound)
    harmonic = np.abs((at + 200) % 400 - 200) < 20
    low, high = (at > 500) & (at < 4_000), (at > 9_000) & (at < 20_000)
    assert power[low & harmonic].sum() > 100 * power[low & ~harmonic].sum()
    assert power[high & harmonic].sum() < power[high & ~harmonic].sum()


def test_a_spread_pulse_is_as_strong_and_repeats_itself_less() -> None:
    plain, spread = (
        Excitation(RATE, FRAME, WHOLE, ms).samples(steady(300.0), VOICED, None) for ms in (0.0, 0.5)
    )
    assert np.mean(spread**2) == pytest.approx(np.mean(plain**2), rel=0.03)
    assert likeness(plain, 4_000, 6_000) > 0.97
    assert likeness(spread, 4_000, 6_000) < 0.8
    assert likeness(spread, 100, 1_500) > 0.97


def likeness(sound: np.ndarray, low_hz: float, high_hz: float) -> float:
    """Correlation of a band from one period of 300 Hz to the next."""
    spectrum = np.fft.rfft(sound)
    at = np.arange(len(spectrum)) * RATE / len(sound)
    band = np.fft.irfft(spectrum * ((at > low_hz) & (at < high_hz)))
    return float(np.corrcoef(band[:-160], band[160:])[0, 1])


def test_noise_is_the_same_noise_everywhere() -> None:
    assert white_noise(3, 1).tolist() == list(KNOWN_NOISE)
    assert abs(white_noise(100_000, 1).mean()) < 0.02
    assert white_noise(100_000, 1).std() == pytest.approx(1.0, abs=0.01)


def test_even_noise_and_choices_stay_within() -> None:
    noise = even_noise(10_000, 2)
    assert -1.0 <= noise.min() < -0.99 < 0.99 < noise.max() < 1.0
    assert set(choices(1_000, 8, 3).tolist()) == set(range(8))
