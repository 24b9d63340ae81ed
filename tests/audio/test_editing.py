"""Raw speech -> a clip's samples."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.audio.clip import EDGE_SAMPLES
from narrate.audio.editing import edited
from narrate.audio.limiter import CEILING_DBTP
from narrate.audio.mp3 import DELAY_SAMPLES, FRAME_SAMPLES
from narrate.errors import SpeechError

Samples = np.ndarray[tuple[int], np.dtype[np.float64]]


def tone(amplitude: float, ms: int = 500, before_ms: int = 300, after_ms: int = 400) -> Samples:
    time = np.arange(ms * 48) / 48_000
    sound = amplitude * np.sin(2 * np.pi * 440 * time)
    return np.concatenate([np.zeros(before_ms * 48), sound, np.zeros(after_ms * 48)])


def test_the_clip_is_the_voice_between_silent_edges() -> None:
    speech = edited(tone(0.2), 300, 0.0)
    assert speech.lead_samples == EDGE_SAMPLES
    assert not speech.samples[:EDGE_SAMPLES].any()
    assert not speech.samples[EDGE_SAMPLES + speech.voiced_samples :].any()
    assert len(speech.samples) % FRAME_SAMPLES == 0
    tail = len(speech.samples) - speech.lead_samples - speech.voiced_samples
    assert EDGE_SAMPLES + DELAY_SAMPLES <= tail < EDGE_SAMPLES + DELAY_SAMPLES + FRAME_SAMPLES


def test_silence_around_the_voice_does_not_matter() -> None:
    one, other = edited(tone(0.2, 500, 300, 400), 300, 0.0), edited(tone(0.2, 500, 305, 900), 305, 0.0)
    assert one.voiced_samples == other.voiced_samples
    np.testing.assert_array_equal(one.samples, other.samples)


def test_a_first_sound_that_sets_in_late_keeps_the_time_until_then() -> None:
    at_once, late = edited(tone(0.2, 500, 300), 300, 0.0), edited(tone(0.2, 500, 340), 300, 0.0)
    assert late.voiced_samples - at_once.voiced_samples == 40 * 48


def test_the_voice_is_not_cut_at_its_ends() -> None:
    speech = edited(tone(0.2, 500), 300, 0.0)
    assert 500 * 48 <= speech.voiced_samples <= 560 * 48


def test_gain_is_in_decibels() -> None:
    loud, soft = edited(tone(0.1), 300, 0.0), edited(tone(0.1), 300, -6.0206)
    middle = slice(EDGE_SAMPLES + 4_800, EDGE_SAMPLES + 19_200)
    ratio = np.abs(loud.samples[middle]).max() / np.abs(soft.samples[middle]).max()
    assert ratio == pytest.approx(2.0, rel=0.01)


@pytest.mark.parametrize("amplitude", [0.9, 1.0, 1.5, 4.0, 20.0])
def test_overshoot_neither_wraps_nor_clicks(amplitude: float) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        samples = edited(tone(amplitude), 300, 0.0).samples.astype(np.float64) / 32767
    assert np.abs(samples).max() <= 10 ** (CEILING_DBTP / 20) + 1e-4
    steps = np.abs(np.diff(samples))
    assert steps.max() < 2 * np.pi * 440 / 48_000 * 1.1


@pytest.mark.parametrize("samples", [np.zeros(48_000), np.zeros(0), np.full(48_000, 1e-4)])
def test_what_makes_no_sound_is_refused(samples: Samples) -> None:
    with pytest.raises(SpeechError, match="makes no sound"):
        edited(samples, 0, 0.0)


def test_a_voice_far_too_loud_is_refused() -> None:
    with pytest.raises(SpeechError, match="far too loud"):
        edited(tone(40.0), 300, 0.0)


@given(st.integers(1, 60), st.integers(0, 30), st.integers(0, 60))
def test_the_shortest_sounds_are_clips_too(ms: int, before_ms: int, after_ms: int) -> None:
    speech = edited(tone(0.3, ms, before_ms, after_ms), before_ms, 0.0)
    assert len(speech.samples) % FRAME_SAMPLES == 0
    assert 0 < speech.voiced_samples <= (ms + before_ms + after_ms) * 48
