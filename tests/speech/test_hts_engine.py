"""The real engine and voice: the same everywhere, never wrapped, at the right loudness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm
import pytest
from scipy.signal import correlate, resample_poly

from narrate.audio.editing import edited
from narrate.edition.check import inspect
from narrate.errors import VoiceError
from narrate.speech.hts_engine import HtsEngine
from narrate.speech.render import RenderJob, render
from narrate.speech.voice import bundled_model, find_voice, voice_folders
from narrate.speech.workers import LocalWorkers
from narrate.synthesis.delivery import NEUTRAL, Delivery
from shell import loaded_by
from tone_studio import SETTINGS, Studio, clean_bytes, decoded, digest, spoken_texts

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.reading.frontend import FrontEnd
    from narrate.speech.voice import Voice

pytestmark = pytest.mark.engine

SENTENCES = (
    "港の朝は早く、夜明け前から荷を積む音が響いている。",
    "ああ、と老人は大きな声で叫んだ！",
    "灯台を残すかどうか、町の意見は割れている。",
    "県は来春までに結論を出すという。",
)
TEXT = "# 灯台の町\n\n" + "".join(SENTENCES[:2]) + "\n\n## 町の声\n\n" + "".join(SENTENCES[2:]) + "\n"


@pytest.fixture(scope="module")
def labels(front_end: FrontEnd) -> list[tuple[str, ...]]:
    return [front_end.read(text).labels for text in SENTENCES]


@pytest.fixture(scope="module")
def mei(tmp_path_factory: pytest.TempPathFactory) -> Voice:
    return find_voice("mei", voice_folders(tmp_path_factory.mktemp("none")))


def test_threads_and_order_do_not_change_a_sample(labels: list[tuple[str, ...]]) -> None:
    engine = HtsEngine(bundled_model())
    forth = [engine.sound(one, NEUTRAL).samples for one in labels]
    engine.sound(labels[0], Delivery(speed=1.7, semitones=5.0))
    back = [engine.sound(one, NEUTRAL).samples for one in reversed(labels)]
    for one, other in zip(forth, reversed(back), strict=True):
        np.testing.assert_array_equal(one, other)


def test_clips_are_the_same_on_every_thread(labels: list[tuple[str, ...]], mei: Voice) -> None:
    jobs = [RenderJob(one, mei, 64) for one in labels]
    with LocalWorkers(2) as workers:
        futures = [workers.submit(job) for job in (*jobs, *reversed(jobs))]
        clips = [future.result() for future in futures]
    assert clips[:4] == clips[:3:-1] == [render(job) for job in jobs]


def test_samples_overshoot_full_scale_and_never_wrap(labels: list[tuple[str, ...]]) -> None:
    engine = HtsEngine(bundled_model())
    raw = [engine.sound(one, NEUTRAL).samples for one in labels]
    assert max(np.abs(samples).max() for samples in raw) > 1.0
    for samples in raw:
        speech = edited(samples, 0, 6.0)
        voice = speech.samples[speech.lead_samples :][: speech.voiced_samples].astype(np.float64) / 32767
        assert np.abs(voice).max() <= 0.71
        lag = int(np.argmax(correlate(samples, voice, "valid")))
        there = samples[lag : lag + len(voice)]
        is_loud = np.abs(there) > 0.5
        assert (np.sign(voice[is_loud]) == np.sign(there[is_loud])).all()


def test_speed_and_pitch_are_heard(labels: list[tuple[str, ...]]) -> None:
    engine = HtsEngine(bundled_model())
    normal, fast = (
        engine.sound(labels[0], NEUTRAL).samples,
        engine.sound(labels[0], Delivery(speed=1.5)).samples,
    )
    assert len(normal) / len(fast) == pytest.approx(1.5, rel=0.1)
    assert len(engine.sound(labels[0], Delivery(semitones=3.0)).samples) == len(normal)


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.htsvoice").write_bytes(b"text")
    with pytest.raises(VoiceError):
        HtsEngine(tmp_path / "x.htsvoice")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, workers: LocalWorkers) -> Studio:
    studio = Studio(tmp_path_factory.mktemp("mei"), workers)
    studio.settings("")
    studio.write(TEXT)
    assert len(studio.build().spoken) == 6
    return studio


def test_the_edition_has_the_loudness_and_peaks_it_should(built: Studio) -> None:
    heard = decoded(built.mp3())
    loudness = pyloudnorm.Meter(48_000).integrated_loudness(heard)
    assert loudness == pytest.approx(-19.0, abs=1.0)
    assert 20 * np.log10(np.abs(resample_poly(heard, 4, 1)).max()) <= -1.0
    assert inspect(built.audio / "essay.mp3").faults == ()


def test_the_edition_carries_the_voices_credit(built: Studio) -> None:
    assert "Nagoya Institute of Technology".encode("utf-16-le") in built.mp3()


def test_a_second_build_does_not_load_the_engine(built: Studio) -> None:
    ran, loaded = loaded_by(built.folder, "build", "text/essay.md")
    assert "0 of 6 sentences spoken" in ran.out
    ran, loaded = loaded_by(built.folder, "build", "text/essay.md")
    assert "nothing changed" in ran.out
    assert loaded == set()


def test_a_pause_is_changed_without_the_engine(built: Studio) -> None:
    built.settings("[pauses]\nsentence = 700\n")
    ran, loaded = loaded_by(built.folder, "build", "text/essay.md")
    assert "0 of 6 sentences spoken" in ran.out
    assert not loaded & {"pyopenjtalk", "sudachipy"}
    built.settings("")


def test_an_edit_ends_in_the_bytes_of_a_clean_build(built: Studio, tmp_path: Path) -> None:
    built.write(TEXT.replace(SENTENCES[1], "老人は、何も言わなかった。"))
    assert spoken_texts(built.build()) == ["老人は、何も言わなかった。"]
    clean = Studio(tmp_path, built.workers)
    clean.settings("")
    clean.write(TEXT.replace(SENTENCES[1], "老人は、何も言わなかった。"))
    clean.build()
    assert digest(built.mp3()) == digest(clean.mp3())
    built.write(TEXT)


@pytest.mark.parametrize(
    ("text", "word"),
    [("㈱山田は3kWhを売った。", "株式会社"), ("髙橋が来た。", "高橋"), ("Café Uneだ。", "Cafe Une")],
)
def test_a_lexicon_that_comes_and_goes_ends_in_the_bytes_of_a_clean_build(
    tmp_path: Path, workers: LocalWorkers, text: str, word: str
) -> None:
    studio = Studio(tmp_path, workers)
    studio.settings("")
    studio.write(text + "\n\n雨だ。\n")
    heard: list[bytes] = []
    for lexicon in ("", f'[words]\n"{word}" = "ベツモノ"\n', ""):
        studio.lexicon(lexicon)
        assert "雨だ。" not in spoken_texts(studio.build()) or not heard
        assert digest(studio.mp3()) == digest(clean_bytes(studio))
        heard.append(studio.mp3())
    assert heard[0] == heard[2] != heard[1]


def test_a_voice_of_another_engine_leaves_nothing_behind(tmp_path: Path, workers: LocalWorkers) -> None:
    studio = Studio(tmp_path, workers)
    studio.write("雨だ。\n")
    for settings in (SETTINGS, ""):
        studio.settings(settings)
        studio.build()
        assert digest(studio.mp3()) == digest(clean_bytes(studio))
