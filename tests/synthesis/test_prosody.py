"""Questions rise, statements stay, and a delivery changes what it says and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate.synthesis.delivery import NEUTRAL, Delivery
from narrate.synthesis.labels import phones_of
from narrate.synthesis.speaker import Speaker
from narrate.synthesis.times.timing import timed

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd
    from narrate.synthesis.model import VoiceModel
    from narrate.synthesis.speaker import Spoken

pytestmark = pytest.mark.engine

FRAME = 240
PLAIN = (
    "もう食べる", "明日は来る", "本当に行くの", "これが新しい駅", "雨はやんだ", "彼を知っている", "朝まで待てる",
    "一人で大丈夫", "それで終わり", "誰もいない", "あの橋は古い", "京都に住んでいる", "今日は休み", "鍵は閉めた",
    "海が見える", "電車は止まった", "全部読んだ", "まだ間に合う", "手紙は届いた", "会議は三時から",
)  # fmt: skip
STATEMENTS = (
    *PLAIN[:14],
    "どこへ行くのか",
    "そうですか",
    "彼は知っているだろうか",
    "何もないのか",
    "雨か",
    "もう春か",
)
ASKING = Delivery(rises=True)


@pytest.fixture(scope="module")
def speaker(mei: VoiceModel) -> Speaker:
    return Speaker(mei)


def end_semitones(spoken: Spoken) -> float:
    """Where the pitch is at the end of the last sound."""
    course = spoken.log_f0[: int(spoken.ends_samples[-2]) // FRAME]
    return float(course[course > 0][-1] * 12 / np.log(2))


def test_twenty_questions_end_four_semitones_over_their_statements(
    front_end: FrontEnd, speaker: Speaker
) -> None:
    for text in PLAIN:
        asked = speaker.spoken(front_end.read(text + "？").labels, ASKING)
        stated = speaker.spoken(front_end.read(text + "。").labels, ASKING)
        assert end_semitones(asked) - end_semitones(stated) >= 4.0, text


def test_statements_have_the_same_samples_whether_questions_rise_or_not(
    front_end: FrontEnd, speaker: Speaker
) -> None:
    for text in STATEMENTS:
        labels = front_end.read(text + "。").labels
        np.testing.assert_array_equal(speaker.spoken(labels, ASKING).samples, speaker.spoken(labels).samples)


def test_only_the_last_mora_of_a_question_is_changed(front_end: FrontEnd, speaker: Speaker) -> None:
    labels = front_end.read("京都に住んでいる？").labels
    asked, flat = speaker.spoken(labels, ASKING), speaker.spoken(labels)
    end = int(flat.ends_samples[-4]) // FRAME
    np.testing.assert_allclose(asked.log_f0[:end], flat.log_f0[:end], atol=0.058)  # a semitone


def test_a_question_in_the_middle_rises_less(front_end: FrontEnd, speaker: Speaker) -> None:
    labels = front_end.read("「もう食べる？」と聞いた。").labels
    (question,) = phones_of(labels).questions
    asked, flat = speaker.spoken(labels, ASKING), speaker.spoken(labels)
    end = int(flat.ends_samples[question.vowel]) // FRAME
    at = int(np.flatnonzero(flat.log_f0[:end] > 0)[-1])
    rise = (asked.log_f0[at] - flat.log_f0[at]) * 12 / np.log(2)
    assert 1.0 <= rise <= 6.0


def test_level_and_span_move_the_pitch_and_nothing_else(
    speaker: Speaker, sentences: list[tuple[str, ...]]
) -> None:
    plain = speaker.spoken(sentences[0])
    higher = speaker.spoken(sentences[0], Delivery(semitones=2.0, span=1.5))
    voiced = plain.log_f0 > 0
    np.testing.assert_array_equal(voiced, higher.log_f0 > 0)
    before, after = (spoken.log_f0[voiced] * 12 / np.log(2) for spoken in (plain, higher))
    assert np.median(after) - np.median(before) == pytest.approx(2.0, abs=0.01)
    assert after.std() / before.std() == pytest.approx(1.5, abs=0.01)
    np.testing.assert_array_equal(plain.ends_samples, higher.ends_samples)


def test_emphasis_lifts_its_word_and_flattens_what_follows(
    speaker: Speaker, sentences: list[tuple[str, ...]]
) -> None:
    phones = phones_of(sentences[0])
    own = np.flatnonzero(phones.phrases == 2)
    start, end = int(own[0]), int(own[-1]) + 1
    moras = int(phones.moras[start]), int(phones.moras[end - 1]) + 1
    plain = speaker.spoken(sentences[0])
    strong = speaker.spoken(sentences[0], Delivery(stressed=(moras,)))

    def top(spoken: Spoken) -> float:
        part = spoken.log_f0[
            int(spoken.ends_samples[start - 1]) // FRAME : int(spoken.ends_samples[end - 1]) // FRAME
        ]
        return float(part.max() * 12 / np.log(2))

    assert top(strong) - top(plain) > 1.0
    assert len(strong.samples) > len(plain.samples)


def test_pauses_are_as_long_as_asked_and_a_breath_is_no_comma(front_end: FrontEnd, mei: VoiceModel) -> None:
    reading = front_end.read(
        "一九九八年、灯台は役目を終えそれからは町の人が交代で守ってきたが塗り直す費用が足りず扉は閉じたままであった。"
    )
    assert reading.breaths
    how = Delivery(comma_ms=320.0, breath_ms=180.0, breaths=reading.breaths)
    _, when = timed(mei, reading.labels, how)
    pauses = [at for at, name in enumerate(when.phones.names) if name == "pau"]
    assert [int(when.lengths[at]) * 5 for at in pauses] == [320] + [180] * len(reading.breaths)
    _, plain = timed(mei, reading.labels)
    sounding = when.phones.moras >= 0
    np.testing.assert_array_equal(when.lengths[sounding], plain.lengths[sounding])


@pytest.mark.parametrize("warp", [-0.05, 0.05])
def test_another_warp_is_another_body(
    speaker: Speaker, sentences: list[tuple[str, ...]], warp: float
) -> None:
    plain, other = speaker.spoken(sentences[1]), speaker.spoken(sentences[1], Delivery(warp=warp))
    np.testing.assert_array_equal(plain.log_f0, other.log_f0)
    assert not np.array_equal(plain.samples, other.samples)


def test_the_neutral_delivery_changes_nothing(speaker: Speaker, sentences: list[tuple[str, ...]]) -> None:
    np.testing.assert_array_equal(
        speaker.spoken(sentences[0], NEUTRAL).samples, speaker.spoken(sentences[0], Delivery()).samples
    )
