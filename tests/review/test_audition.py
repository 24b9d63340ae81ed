"""The sample that voices are chosen by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narrate.audio.mp3 import FRAME_MS, frame_bytes, is_bare_sound
from narrate.model import Role
from narrate.review.audition import SAMPLE, audition
from narrate.script.pauses import Pauses
from narrate.speech.manner import Manners
from narrate.speech.tone import ToneReader
from narrate.speech.voice import Voice, find_voice, voice_folders

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.reading.frontend import FrontEnd
    from narrate.speech.workers import LocalWorkers

HUM = Voice("tone", "tone", None, "tone")


def test_it_has_sentences_of_every_kind() -> None:
    assert {role for role, _ in SAMPLE} == {Role.HEADING, Role.BODY, Role.QUOTE}
    text = "".join(sentence for _, sentences in SAMPLE for sentence in sentences)
    assert {"？", "、", "1,200円", "佐々木由美"} <= {
        part for part in ("？", "、", "1,200円", "佐々木由美") if part in text
    }


def test_it_is_one_sound_with_the_pauses_of_an_edition(workers: LocalWorkers) -> None:
    short = audition(HUM, ToneReader(), Manners(), Pauses(), 64, workers)
    assert is_bare_sound(short.mp3)
    frames = len(short.mp3) // frame_bytes(64)
    assert short.duration_ms == pytest.approx(frames * FRAME_MS, abs=FRAME_MS)
    again = audition(HUM, ToneReader(), Manners(), Pauses(), 64, workers)
    assert again == short
    longer = audition(HUM, ToneReader(), Manners(), replace(Pauses(), heading_after=1_950), 64, workers)
    assert longer.duration_ms - short.duration_ms == pytest.approx(1_000, abs=FRAME_MS)


def test_every_sentence_of_it_can_be_read(front_end: FrontEnd) -> None:
    for _, sentences in SAMPLE:
        assert all(front_end.read(sentence).labels for sentence in sentences)


@pytest.mark.engine
def test_a_voice_speaks_it(tmp_path: Path, front_end: FrontEnd, workers: LocalWorkers) -> None:
    mei = find_voice("mei", voice_folders(tmp_path))
    assert 25_000 < audition(mei, front_end, Manners(), Pauses(), 64, workers).duration_ms < 40_000
