"""The vocoder is the filter that the mel-cepstrum says, and nothing besides."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate.synthesis.vocoder import Ceiling, Vocoder

if TYPE_CHECKING:
    from narrate.synthesis.model import VoiceModel

RATE, FRAME, ORDER, ALPHA = 48_000, 240, 35, 0.55


@pytest.fixture(scope="module")
def vocoder() -> Vocoder:
    return Vocoder(RATE, FRAME, ORDER, ALPHA)


def noise(frames: int) -> np.ndarray:
    return np.random.default_rng(1).normal(size=frames * FRAME)


@pytest.mark.parametrize("frames", [1, 2, 33, 120])
def test_an_empty_cepstrum_leaves_the_sound_as_it_is(vocoder: Vocoder, frames: int) -> None:
    sound = noise(frames)
    np.testing.assert_allclose(vocoder.samples(sound, np.zeros((frames, ORDER))), sound, atol=1e-12)


def test_the_first_coefficient_is_the_gain(vocoder: Vocoder) -> None:
    sound, cepstra = noise(50), np.zeros((50, ORDER))
    cepstra[:, 0] = np.log(3.0)
    np.testing.assert_allclose(vocoder.samples(sound, cepstra), 3 * sound, atol=1e-10)


def test_a_click_rings_as_the_warped_cepstrum_says(vocoder: Vocoder) -> None:
    cepstrum = 0.4 * np.random.default_rng(2).normal(size=ORDER) / np.arange(1, ORDER + 1)
    click = np.zeros(40 * FRAME)
    click[20 * FRAME] = 1.0
    rung = vocoder.samples(click, np.tile(cepstrum, (40, 1)))[20 * FRAME :][:4096]
    frequencies = 2 * np.pi * np.arange(2049) / 4096
    warp = frequencies + 2 * np.arctan2(ALPHA * np.sin(frequencies), 1 - ALPHA * np.cos(frequencies))
    wanted = np.exp(np.exp(-1j * np.outer(warp, np.arange(ORDER))) @ cepstrum)
    np.testing.assert_allclose(np.fft.rfft(rung, 4096), wanted, atol=2e-4 * np.abs(wanted).max())


def test_it_does_not_matter_what_was_filtered_before(vocoder: Vocoder) -> None:
    cepstra = 0.1 * np.random.default_rng(3).normal(size=(70, ORDER))
    first = vocoder.samples(noise(70), cepstra)
    vocoder.samples(noise(90), np.ones((90, ORDER)))
    np.testing.assert_array_equal(vocoder.samples(noise(70), cepstra), first)


@pytest.mark.parametrize(("rate", "frame", "order"), [(16_000, 80, 25), (44_100, 220, 50), (48_000, 100, 60)])
def test_voices_of_other_shapes_are_filtered_too(rate: int, frame: int, order: int) -> None:
    sound = np.random.default_rng(1).normal(size=30 * frame)
    made = Vocoder(rate, frame, order, 0.42).samples(sound, np.zeros((30, order)))
    np.testing.assert_allclose(made, sound, atol=1e-12)


def test_a_distribution_that_no_prose_asks_for_does_not_raise_the_ceiling(mei: VoiceModel) -> None:
    means = mei.spectrum.forest.means.copy()
    means[7, 0] += 8.0
    spectrum = replace(mei.spectrum, forest=replace(mei.spectrum.forest, means=means))
    loud = np.zeros((3, ORDER))
    loud[:, 0] = 15.0
    assert Ceiling(replace(mei, spectrum=spectrum)).below(loud)[:, 0].max() <= np.log(32_768.0) + 1e-9


@pytest.mark.parametrize("wild", [np.nan, np.inf, -np.inf, 1e300])
def test_a_course_without_reason_is_spoken_as_numbers(mei: VoiceModel, vocoder: Vocoder, wild: float) -> None:
    cepstra = np.zeros((5, ORDER))
    cepstra[2, 3] = wild
    assert np.isfinite(vocoder.samples(noise(5), Ceiling(mei).below(cepstra))).all()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="tells the work of threads on Linux only")
def test_no_other_thread_is_woken_for_it(mei: VoiceModel, vocoder: Vocoder) -> None:
    """OpenBLAS's own threads wait busily after each matrix product that they took part in."""
    ceiling, sound, cepstra = Ceiling(mei), noise(1_000), np.zeros((1_000, ORDER))
    taken_ticks = []
    for _ in range(5):  # of five, the calmest: others of this process may be at work
        before_ticks = ticks_of_others()
        for _ in range(5):
            vocoder.samples(sound, ceiling.below(cepstra))
        taken_ticks.append(ticks_of_others() - before_ticks)
    assert min(taken_ticks) <= 1


def ticks_of_others() -> int:
    """Hundredths of a second of CPU that all threads but this one have taken."""
    me, ticks = str(threading.get_native_id()), 0
    for thread in Path("/proc/self/task").iterdir():
        if thread.name != me:
            fields = (thread / "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks
