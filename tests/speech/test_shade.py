"""Shades: what of a voice they change, what an engine knows of them, and that they are heard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate.errors import SettingsError
from narrate.ground.tables import checked_table
from narrate.messages import Message
from narrate.model import Passage, Place, Role, Utterance
from narrate.speech.open_jtalk import voice_model
from narrate.speech.render import RenderJob
from narrate.speech.shade import PLAIN, SHADES, Part, Shade, Shades, part_of, shades_of
from narrate.speech.voice import Voice, bundled_model, find_voice, voice_folders
from narrate.synthesis.speaker import Speaker

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from narrate.reading.frontend import FrontEnd

_FFT = 4096


def checked(table: dict[str, object]) -> Shades:
    def fault(problem: Message, hint: Message, *names: str) -> SettingsError:
        return SettingsError(Message("{names}: {problem}", names=".".join(names), problem=problem), hint=hint)

    return Shades(**shades_of(checked_table(table, SHADES, fault)))


def test_a_shade_is_a_table_a_name_or_none() -> None:
    found = checked({"quote": {"pitch": 1, "timbre": 0.02}, "heading": "takumi", "speech": False})
    assert found == Shades(Shade(pitch=1.0, timbre=0.02), Shade(voice="takumi"), PLAIN)
    assert checked({"quote": {}}) == Shades()


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"pitch": 13}, r"quote.pitch: pitch is 13; it must be a number of semitones from -12 to 12"),
        ({"range": -1}, r"quote.range: range is -1; it must be a number from 0 to 3"),
        ({"speed": 3}, r"quote.speed: speed is 3; it must be a number from 0.5 to 2"),
        ({"timbre": 0.2}, r"quote.timbre: timbre is 0.2; it must be a number from -0.1 to 0.1"),
        ({"timbre": float("nan")}, r"quote.timbre: timbre is nan; it must be"),
        ({"voice": 3}, r"quote.voice: voice is 3; it must be a text"),
        ({"colour": 1}, r"unknown key 'colour'; there are: voice, pitch, range, speed, timbre"),
        (True, r"quote: quote is True; it must be a voice's name, or a table of voice, pitch"),
        ("", r"quote: quote is ''; it must be a voice's name"),
    ],
)
def test_what_a_shade_cannot_be_is_told_with_its_range(value: object, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        checked({"quote": value})


def test_what_is_in_which_part() -> None:
    def utterance(role: Role, *, is_speech: bool = False) -> Utterance:
        return Utterance(Passage.of("港。"), (), role, Place(1, 1, 1, 2), is_speech=is_speech)

    assert part_of(utterance(Role.QUOTE)) is Part.QUOTE
    assert {part_of(utterance(r)) for r in (Role.TITLE, Role.HEADING, Role.CATEGORY)} == {Part.HEADING}
    assert part_of(utterance(Role.BODY)) is None
    assert part_of(utterance(Role.BODY, is_speech=True)) is Part.SPEECH


def test_a_shade_is_laid_upon_a_voice_and_is_part_of_its_sound() -> None:
    voice = Voice("ann", "open-jtalk", None, "x", speed=1.2, pitch=-2.0)
    shaded = voice.in_shade(Shade(pitch=1, speed=0.5, range=1.5, timbre=0.02))
    delivery = RenderJob(("a",), shaded, 64).delivery
    assert (delivery.speed, delivery.semitones) == (0.6, -1.0)
    assert (delivery.span, delivery.warp) == (1.5, 0.02)
    assert shaded.sound_digest != voice.sound_digest
    assert voice.in_shade(PLAIN).sound_digest == voice.sound_digest


def test_a_shade_stays_inside_what_a_voice_may_be() -> None:
    voice = Voice("ann", "open-jtalk", None, "x", speed=4.0, pitch=20.0)
    shaded = voice.in_shade(Shade(pitch=12, speed=2.0))
    assert (shaded.speed, shaded.pitch) == (4.0, 24.0)


@pytest.mark.parametrize("engine", ["hts_engine", "tone"])
def test_other_engines_know_pitch_and_speed_only(engine: str) -> None:
    voice = Voice("ann", engine, None, "x")
    assert voice.in_shade(Shade(timbre=0.05, range=2.0)).sound_digest == voice.sound_digest
    assert voice.in_shade(Shade(pitch=1)).pitch == 1.0


class Heard:
    """The pitch, the pace and the envelope of one sentence."""

    def __init__(self, labels: tuple[str, ...], voice: Voice) -> None:
        assert voice.model_path is not None
        speaker = Speaker(voice_model(voice.model_path.read_bytes(), voice.model_path), voice.timbre)
        spoken = speaker.spoken(labels, RenderJob(labels, voice, 64).delivery)
        course = spoken.log_f0[spoken.log_f0 > 0] * 12 / np.log(2)
        self.mean, self.deviation = float(course.mean()), float(course.std())
        self.length = len(spoken.samples)
        self.envelope = _envelope(spoken.samples)

    def formants_over(self, other: Heard) -> float:
        """How much higher its formants lie, as a factor: where its envelope is most like the other's."""
        hz = np.fft.rfftfreq(_FFT, 1 / 48_000)
        grid = np.exp(np.linspace(np.log(700), np.log(5000), 400))
        before = np.diff(np.interp(grid, hz, other.envelope))
        factors = np.linspace(0.8, 1.25, 226)
        alike = [np.corrcoef(before, np.diff(np.interp(grid * f, hz, self.envelope)))[0, 1] for f in factors]
        return float(factors[int(np.argmax(alike))])


def _envelope(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean log spectrum of what is loud, without its harmonics."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, 1200)[::600]
    energy = (frames**2).mean(axis=1)
    loud = frames[energy > np.percentile(energy, 40)] * np.hanning(1200)
    cepstra = np.fft.irfft(np.log(np.abs(np.fft.rfft(loud, _FFT, axis=1)) ** 2 + 1e-9), axis=1)
    lifter = np.zeros(_FFT)
    lifter[:40] = np.hanning(80)[40:]
    lifter[-39:] = lifter[1:40][::-1]
    return np.asarray(np.fft.rfft(cepstra * lifter, axis=1).real.mean(axis=0))


@pytest.mark.engine
def test_a_shade_is_heard(front_end: FrontEnd) -> None:
    """Pitch by a semitone, liveliness by its factor, formants by some 3 % for 0.02 of timbre."""
    voice = find_voice("mei", voice_folders(Path("nowhere")))
    assert voice.model_path == bundled_model()
    labels = front_end.read("漁師は網を繕いながら沖を見ていた。").labels
    plain = Heard(labels, voice)
    higher = Heard(labels, voice.in_shade(Shade(pitch=1)))
    assert higher.mean - plain.mean == pytest.approx(1.0, abs=0.05)
    livelier = Heard(labels, voice.in_shade(Shade(range=1.5)))
    assert livelier.deviation / plain.deviation == pytest.approx(1.5, abs=0.05)
    slower = Heard(labels, voice.in_shade(Shade(speed=0.8)))
    assert slower.length / plain.length == pytest.approx(1.25, abs=0.05)
    larger, smaller = (Heard(labels, voice.in_shade(Shade(timbre=t))) for t in (0.04, -0.04))
    assert larger.formants_over(plain) < 0.96 < 1.04 < smaller.formants_over(plain)
    assert larger.mean == pytest.approx(plain.mean, abs=0.01)
