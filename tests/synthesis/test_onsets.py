"""Moras are told when they are heard: all of them, one after the other, inside of their utterance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark import benchmark
from narrate.reading.frontend import front_end
from narrate.speech.hts_engine import HtsEngine
from narrate.speech.open_jtalk import OpenJTalkEngine, voice_model
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import AS_MODELLED, Delivery
from narrate.synthesis.labels import phones_of
from narrate.synthesis.times.onsets import heard
from narrate.synthesis.times.timing import timing_of

if TYPE_CHECKING:
    from narrate.synthesis.model import VoiceModel

pytestmark = pytest.mark.engine

MORAS = st.sampled_from(
    [
        *"アイウエオカキクゲゴサシスゼジタチツデトナニハヒフホバピプマミヤユラルワンッー、？",
        *("キャ", "シュ", "チョ", "ジャ", "ヒョ", "リャ", "ファ", "ティ"),
    ]
)
DELIVERIES = st.builds(
    Delivery,
    speed=st.floats(0.4, 3.0),
    last_stretch=st.floats(1.0, 2.0),
    rises=st.booleans(),
    stressed=st.sampled_from(((), ((0, 2),))),
    comma_ms=st.sampled_from((None, 0.0, 40.0, 300.0)),
)


def mei_model() -> VoiceModel:
    path = bundled_model()
    return voice_model(path.read_bytes(), path)


@settings(max_examples=150, deadline=None)
@given(st.lists(MORAS, min_size=1, max_size=25).map("".join), DELIVERIES)
def test_every_mora_is_told_after_the_one_before_and_inside(text: str, delivery: Delivery) -> None:
    voice, labels = mei_model(), front_end().read(text).labels
    if not labels:
        return
    start_ms, starts_ms, ends_ms = heard(voice, labels, delivery)
    whole_ms = timing_of(voice, labels, delivery).label_ends[-1] * voice.frame_ms
    assert len(starts_ms) == len(ends_ms) == phones_of(labels).moras.max() + 1
    assert (starts_ms >= 0).all()
    assert (np.diff(starts_ms) >= 0).all()
    assert (ends_ms >= starts_ms).all()
    assert (starts_ms[1:] >= ends_ms[:-1]).all()
    assert start_ms + ends_ms.max(initial=0.0) <= whole_ms


def test_they_are_told_when_they_are_heard_in_the_samples(
    mei: VoiceModel, sentences: list[tuple[str, ...]]
) -> None:
    found = [onset for labels in sentences for onset in benchmark("onsets").onsets(mei, labels)]
    errors_ms = np.abs([onset.told_ms - onset.measured_ms for onset in found])
    assert len(found) > 30
    assert np.median(errors_ms) <= 5
    assert np.percentile(errors_ms, 95) <= 20


def test_what_measures_them_finds_sounds_that_were_put_at_known_times() -> None:
    for errors_ms in benchmark("onsets").judged(5).values():
        assert np.abs(errors_ms).max() <= 6


def test_a_plosive_is_told_at_its_burst_and_a_vowel_where_it_begins(mei: VoiceModel) -> None:
    labels = front_end().read("青い肩。").labels
    timing, told = timing_of(mei, labels), heard(mei, labels)
    begins_ms = (timing.label_ends - timing.lengths - timing.start_frames) * mei.frame_ms
    delays_ms = [
        float(told.starts_ms[timing.phones.moras[at]] - begins_ms[at])
        for at, name in enumerate(timing.phones.names)
        if name in ("o", "i", "k", "t")
    ]
    vowels, plosives = delays_ms[:2], delays_ms[2:]
    assert vowels == [mei.frame_ms / 2] * 2
    assert min(plosives) > 20


def test_both_engines_tell_the_same(sentences: list[tuple[str, ...]]) -> None:
    """Neither needs to speak for it."""
    for labels in sentences:
        own, reference = OpenJTalkEngine(bundled_model(), AS_MODELLED), HtsEngine(bundled_model())
        for delivery in (Delivery(), Delivery(speed=1.3, comma_ms=300.0)):
            for mine, other in zip(
                own.heard(labels, delivery), reference.heard(labels, delivery), strict=True
            ):
                np.testing.assert_array_equal(mine, other)


def test_silence_has_no_moras(mei: VoiceModel) -> None:
    assert not len(heard(mei, ["xx^xx-sil+xx=xx/A:xx"]).starts_ms)


def test_times_do_not_hang_on_how_a_python_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    """From 3.12 on ``sum`` makes up for what it rounds."""
    voice = mei_model()
    text = "橋の向こうに住む人々が守り続けてきた井戸が、今年の夏に初めて涸れた。"
    labels = front_end().read(text).labels
    here = heard(voice, labels).starts_ms.tolist()
    monkeypatch.setattr("narrate.synthesis.times.onsets.sum", math.fsum, raising=False)
    assert heard(voice, labels).starts_ms.tolist() == here
