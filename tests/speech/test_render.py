"""Rendering: a pure function of everything that decides a clip's sound, and keys that say so."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from narrate.audio.mp3 import is_frame_run
from narrate.errors import SpeechError
from narrate.speech.render import RenderJob, clip_key, labels_digest, render
from narrate.speech.tone import ToneEngine, ToneReader
from narrate.speech.voice import Voice
from narrate.speech.workers import LocalWorkers
from narrate.synthesis.delivery import NEUTRAL

TONE = Voice("tone", "tone", None, "tone")
LABELS = tuple("朝が来た")


def test_the_same_job_is_the_same_bytes_on_every_thread() -> None:
    job = RenderJob(LABELS, TONE, 64)
    with LocalWorkers(4) as workers:
        clips = [workers.submit(job).result() for _ in range(8)]
    assert {clip.frames for clip in clips} == {render(job).frames}


def test_a_job_may_travel(workers: LocalWorkers) -> None:
    job = RenderJob(LABELS, TONE, 64)
    again = pickle.loads(pickle.dumps(job))
    assert render(again) == workers.submit(job).result()


def test_a_clip_is_whole_frames() -> None:
    clip = render(RenderJob(LABELS, TONE, 96))
    assert is_frame_run(clip.frames, 96)
    assert clip.shape.voiced_samples > len(LABELS) * 1_920


def test_a_job_without_sound_is_refused() -> None:
    with pytest.raises(SpeechError, match="makes no sound"):
        render(RenderJob((), TONE, 64))


def key(labels: tuple[str, ...] = LABELS, voice: Voice = TONE, kbps: int = 64) -> str:
    return clip_key(labels_digest(labels), voice.sound_digest, kbps)


def test_everything_that_is_heard_changes_the_key() -> None:
    others = [
        key(labels=LABELS[:-1]),
        key(kbps=96),
        *(
            key(voice=replace(TONE, **change))
            for change in (
                {"model_digest": "x"}, {"engine": "x"}, {"speed": 1.1}, {"pitch": 1.0}, {"gain_db": 1.0},
            )
        ),
    ]  # fmt: skip
    assert len({key(), *others}) == 1 + len(others)
    assert len(key()) == 32


def test_nothing_else_changes_the_key() -> None:
    same = replace(TONE, name="hum", credit="x", licence="x", url="x", description="x", model_path=Path("x"))
    assert key(voice=same) == key()


def test_labels_do_not_run_together() -> None:
    assert labels_digest(("ab", "c")) != labels_digest(("a", "bc"))


def test_the_tone_reader_says_ruby() -> None:
    from narrate.model import Ruby

    reading = ToneReader().read("灯台の光。", (Ruby(0, 2, "トウダイ"),))
    assert reading.labels == tuple("トウダイの光")
    assert len(ToneEngine().sound(reading.labels, NEUTRAL).samples) == 14_400 + 6 * 1_920
