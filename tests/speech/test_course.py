"""When moras sound and how high: in order, complete, and as hts_engine has them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hts_reference import Reference
from narrate.errors import VoiceError
from narrate.speech.course import course_of
from narrate.speech.manner import Manners, manner_alone, with_pauses
from narrate.speech.render import RenderJob
from narrate.speech.voice import Voice, find_voice, voice_folders
from narrate.synthesis.delivery import NEUTRAL

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd
    from narrate.speech.course import Course

SENTENCE = "港の朝は早く、荷を積む人たちはもう来ている。"


@pytest.fixture(scope="module")
def mei(tmp_path_factory: pytest.TempPathFactory) -> Voice:
    return find_voice("mei", voice_folders(tmp_path_factory.mktemp("none")))


def heard(front_end: FrontEnd, text: str, voice: Voice) -> Course:
    manner = with_pauses(manner_alone(text, voice.engine, Manners()), 320, 180, voice.engine)
    return course_of(RenderJob(front_end.read(text).labels, voice, 64, manner))


@pytest.mark.engine
def test_every_mora_sounds_after_the_one_before_it(front_end: FrontEnd, mei: Voice) -> None:
    course = heard(front_end, SENTENCE, mei)
    assert len(course.moras) == front_end.read(SENTENCE).mora_count
    assert course.moras[0].start_ms == 0.0
    assert course.moras[-1].end_ms == course.duration_ms
    in_order = sorted((*course.moras, *course.pauses), key=lambda sound: sound.start_ms)
    for sound, following in itertools.pairwise(in_order):
        assert sound.start_ms < sound.end_ms == pytest.approx(following.start_ms)
    assert ["".join(mora.phones) for mora in course.moras[:4]] == ["mi", "na", "to", "no"]


@pytest.mark.engine
def test_a_pause_is_as_long_as_it_is_set(front_end: FrontEnd, mei: Voice) -> None:
    (pause,) = heard(front_end, SENTENCE, mei).pauses
    assert pause.end_ms - pause.start_ms == pytest.approx(320, abs=5)
    assert not heard(front_end, "朝が来た。", mei).pauses


@pytest.mark.engine
def test_whispered_vowels_are_known_and_have_no_pitch(front_end: FrontEnd, mei: Voice) -> None:
    course = heard(front_end, "人と草。", mei)
    whispered = [mora for mora in course.moras if mora.is_devoiced]
    assert ["".join(mora.phones) for mora in whispered] == ["hI", "kU"]
    first = next(mora for mora in course.moras if mora.is_devoiced)
    times = [time_ms for run in course.pitch for time_ms, _ in run]
    middle = (first.start_ms + first.end_ms) / 2
    assert all(abs(time_ms - middle) > 10 for time_ms in times)


@pytest.mark.engine
def test_the_pitch_of_a_question_ends_high(front_end: FrontEnd, mei: Voice) -> None:
    asked, stated = (heard(front_end, text, mei).pitch for text in ("もう来た？", "もう来た。"))
    assert asked[-1][-1][1] > 1.2 * stated[-1][-1][1]


@pytest.mark.engine
def test_a_voice_of_hts_engine_has_the_pitch_that_it_speaks(front_end: FrontEnd, mei: Voice) -> None:
    voice = replace(mei, engine="hts_engine", pitch=0.0, speed=1.0)
    labels = front_end.read(SENTENCE).labels
    assert voice.model_path is not None
    made = Reference(voice.model_path).made_of(labels, 1)
    course = course_of(RenderJob(labels, voice, 64, NEUTRAL))
    pitch = np.log([hz for run in course.pitch for _, hz in run])
    np.testing.assert_allclose(pitch, made.log_f0[made.log_f0 > 0], atol=1e-4)


def test_a_voice_that_hums_has_no_pitch_to_draw() -> None:
    with pytest.raises(VoiceError, match="the voice 'tone' has no pitch to draw; choose one that speaks"):
        course_of(RenderJob(("a",), Voice("tone", "tone", None, "tone"), 64))
