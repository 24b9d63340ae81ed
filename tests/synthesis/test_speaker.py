"""The whole chain says what hts_engine says, up to the noise, and the same everywhere."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hts_reference import Reference
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import AS_MODELLED, Delivery, Timbre
from narrate.synthesis.parameters import parameters_of
from narrate.synthesis.speaker import Speaker
from narrate.synthesis.states import durations_of, states_of

if TYPE_CHECKING:
    from narrate.synthesis.model import VoiceModel

pytestmark = pytest.mark.engine

Labels = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(bundled_model())


@pytest.mark.parametrize("speed", [1.0, 1.3, 0.7])
def test_states_and_parameters_are_those_of_hts_engine(
    mei: VoiceModel, sentences: Labels, reference: Reference, speed: float
) -> None:
    for labels in sentences:
        made = reference.made_of(labels, mei.spectrum.length, speed)
        states = states_of(mei, labels)
        durations = durations_of(states.duration_means, states.duration_variances, speed)
        np.testing.assert_array_equal(durations, made.durations)
        parameters = parameters_of(mei, states, durations, AS_MODELLED)
        np.testing.assert_array_equal(parameters.voiced, made.log_f0 > 0)
        np.testing.assert_allclose(
            parameters.log_f0[parameters.voiced], made.log_f0[parameters.voiced], atol=1e-9
        )
        np.testing.assert_allclose(parameters.spectrum, made.spectrum, atol=1e-6)


def test_it_sounds_as_hts_engine_does(mei: VoiceModel, sentences: Labels, reference: Reference) -> None:
    """Log spectra of both, a third of an octave a band, over 20 ms: noise alone makes them differ by 1.5 dB."""
    for labels in sentences:
        made = reference.made_of(labels, mei.spectrum.length).samples / 32_768
        spoken = Speaker(mei).spoken(labels).samples
        assert len(spoken) == len(made)
        levels_db, wanted_db = band_levels_db(spoken), band_levels_db(made)
        is_heard = wanted_db.max(axis=1) > wanted_db.max() - 30
        assert np.median(np.abs(levels_db - wanted_db)[is_heard]) < 1.5
        assert np.sqrt(np.mean(spoken**2) / np.mean(made**2)) == pytest.approx(1.0, abs=0.1)


def band_levels_db(sound: np.ndarray) -> np.ndarray:
    frames = np.lib.stride_tricks.sliding_window_view(sound, 960)[::480] * np.hanning(960)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    edges = np.unique(np.round(np.geomspace(2, 300, 22)).astype(int))
    bands = np.add.reduceat(power, edges[:-1], axis=1)
    return np.asarray(10 * np.log10(bands + 1e-9))


def test_each_label_ends_later_and_the_last_where_the_sound_ends(mei: VoiceModel, sentences: Labels) -> None:
    for labels in sentences:
        spoken = Speaker(mei).spoken(labels, Delivery(speed=1.2))
        assert (np.diff(spoken.ends_samples) > 0).all()
        assert len(spoken.ends_samples) == len(labels)
        assert spoken.ends_samples[-1] == len(spoken.samples)


def test_threads_order_and_speakers_do_not_change_a_bit(mei: VoiceModel, sentences: Labels) -> None:
    one = Speaker(mei, Timbre(0.5))
    first = [one.spoken(labels).samples for labels in sentences]
    one.spoken(sentences[0], Delivery(speed=1.7, semitones=5.0))
    for labels, samples in zip(reversed(sentences), reversed(first), strict=True):
        np.testing.assert_array_equal(one.spoken(labels).samples, samples)
    with ThreadPoolExecutor(4) as pool:
        others = list(
            pool.map(lambda labels: Speaker(mei, Timbre(0.5)).spoken(labels).samples, sentences * 2)
        )
    for samples, other in zip(first * 2, others, strict=True):
        np.testing.assert_array_equal(samples, other)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="names what x86 processors can do")
def test_older_processors_make_the_same_clip_and_times(sentences: Labels) -> None:
    """NumPy, OpenBLAS and glibc choose their code by the processor: the last bits of a float64 differ, no sample."""
    found = "import numpy; c = getattr(numpy, '_core', None) or numpy.core; u = c._multiarray_umath\n"
    listed = f"{found}print(*(f for f in u.__cpu_dispatch__ if u.__cpu_features__[f]))"
    features = subprocess.run([sys.executable, "-c", listed], check=True, capture_output=True, text=True)
    cases: tuple[dict[str, str], ...] = (
        {},
        {
            "NPY_DISABLE_CPU_FEATURES": features.stdout.strip(),
            "OPENBLAS_CORETYPE": "Prescott",
            "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX2,-AVX,-FMA,-FMA4",
        },
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", DIGESTS, json.dumps(sentences[1])],
            env={**os.environ, **case},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for case in cases
    ]
    assert printed[0] == printed[1]


DIGESTS = """
import hashlib, json, sys
from narrate.audio.editing import edited
from narrate.audio.mp3 import encode
from narrate.speech.measuring import SPREAD
from narrate.speech.open_jtalk import OpenJTalkEngine
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import Delivery

labels, delivery = json.loads(sys.argv[1]), Delivery(speed=1.1, semitones=1.0, rises=True, warp=0.02)
engine = OpenJTalkEngine(bundled_model(), SPREAD)
sound = engine.sound(labels, delivery)
clip = encode(edited(sound.samples, int(sound.start_ms), 0.0).samples, 64)
told = repr([part.tolist() for part in engine.heard(labels, delivery)[1:]]).encode()
print(hashlib.sha256(clip + told).hexdigest())
"""


@pytest.mark.parametrize("half_tone", [-5.0, 5.0])
def test_pitch_is_moved_and_nothing_else(mei: VoiceModel, sentences: Labels, half_tone: float) -> None:
    plain, moved = (Speaker(mei).spoken(sentences[0], Delivery(semitones=tone)) for tone in (0.0, half_tone))
    np.testing.assert_array_equal(plain.ends_samples, moved.ends_samples)
