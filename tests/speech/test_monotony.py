"""Shouts, laughs and noises: spoken in full, and never so loud that the voice runs away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmark import benchmark
from narrate.audio.editing import edited
from narrate.speech.hts_engine import HtsEngine
from narrate.speech.monotony import calm, is_monotonous
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import NEUTRAL, Delivery

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd

pytestmark = pytest.mark.engine

LOUDEST = 8.0
CORPUS = Path(__file__).parents[1] / "reading" / "held" / "corpus.tsv"
PROSE = 31
PROSODY = ((1.0, 0.0), (0.25, 0.0), (4.0, 0.0), (1.0, 24.0), (1.0, -24.0), (4.0, -24.0))


@pytest.fixture(scope="module")
def engine() -> HtsEngine:
    return HtsEngine(bundled_model())


def test_sixty_shouts_are_spoken_and_none_runs_away(front_end: FrontEnd, engine: HtsEngine) -> None:
    for shout in benchmark("shouts").shouts(60):
        samples = engine.sound(front_end.read(shout).labels, NEUTRAL).samples
        assert np.abs(samples).max() <= LOUDEST, shout
        assert edited(samples, 0, 6.0).voiced_samples, shout


@pytest.mark.parametrize(
    "text",
    ["ぎゃあああああ！", "ええーーーーーーーーっ！", "ハァハァハァハァハァハァハァ", "なんで" + "っ" * 27],
)
@pytest.mark.parametrize(("speed", "half_tone"), PROSODY)
def test_a_shout_stays_calm_at_any_speed_and_pitch(
    front_end: FrontEnd, engine: HtsEngine, text: str, speed: float, half_tone: float
) -> None:
    sound = engine.sound(front_end.read(text).labels, Delivery(speed=speed, semitones=half_tone))
    assert np.abs(sound.samples).max() <= LOUDEST


@pytest.mark.parametrize("vowel", "あいうえおん")
def test_a_long_shout_is_heard_in_its_whole_length(
    front_end: FrontEnd, engine: HtsEngine, vowel: str
) -> None:
    short, long = (
        edited(engine.sound(front_end.read("ぎゃ" + vowel * count).labels, NEUTRAL).samples, 0, 6.0)
        for count in (40, 80)
    )
    assert long.voiced_samples > 1.6 * short.voiced_samples


def test_a_shout_is_about_as_loud_as_what_stands_beside_it(front_end: FrontEnd, engine: HtsEngine) -> None:
    shout, prose = (
        engine.sound(front_end.read(text).labels, NEUTRAL).samples
        for text in ("ぎゃあああああああああ！", "県は来春までに結論を出すという。")
    )
    assert 0.5 < np.sqrt((shout**2).mean() / (prose**2).mean()) < 2.0


def test_what_is_spoken_before_does_not_change_a_shout(front_end: FrontEnd, engine: HtsEngine) -> None:
    shout, prose = (front_end.read(text).labels for text in ("ぎゃあああああ！", "雨が上がる。"))
    first = engine.sound(shout, NEUTRAL).samples
    engine.sound(prose, NEUTRAL)
    np.testing.assert_array_equal(engine.sound(shout, NEUTRAL).samples, first)
    np.testing.assert_array_equal(HtsEngine(bundled_model()).sound(shout, NEUTRAL).samples, first)


def test_prose_has_the_samples_that_the_engine_gives(front_end: FrontEnd, engine: HtsEngine) -> None:
    from pyopenjtalk.htsengine import HTSEngine

    bare = HTSEngine(str(bundled_model()).encode())
    for line in CORPUS.read_text(encoding="utf-8").splitlines()[1:PROSE]:
        labels = front_end.read(line.split("\t")[0]).labels
        expected = np.asarray(bare.synthesize(list(labels))) / 32_768
        np.testing.assert_array_equal(engine.sound(labels, NEUTRAL).samples, expected)


def test_only_what_repeats_one_sound_is_monotonous(front_end: FrontEnd) -> None:
    prose, shout = (
        front_end.read(text).labels for text in ("港の朝は早く、荷を積む音が響いている。", "うわああああ！")
    )
    assert not is_monotonous(prose)
    assert is_monotonous(shout)
    assert not is_monotonous(())
    assert not is_monotonous(("あ", "あ"))


def test_a_calm_model_differs_in_one_letter() -> None:
    model = bundled_model().read_bytes()
    changed = [at for at, (a, b) in enumerate(zip(model, calm(model), strict=True)) if a != b]
    assert len(changed) == 1
