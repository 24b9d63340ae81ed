"""Where a sentence stands decides how it is said, by few levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate.model import Joint, Role
from narrate.speech.manner import Level, Manners, level_of, manner_digest, manner_of, with_pauses
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import NEUTRAL
from narrate.synthesis.htsvoice import read_htsvoice
from narrate.synthesis.speaker import Speaker

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd

PARAGRAPH = (
    "港の朝は早い。", "夜明け前から荷を積む音が響いている。", "漁師たちは、黙って網を繕う。", "それが町の一日の始まりである。",
)  # fmt: skip


def test_a_paragraph_has_a_first_and_a_last_sentence_and_all_others() -> None:
    assert [level_of(n, 4) for n in range(4)] == [Level.FIRST, Level.MIDDLE, Level.MIDDLE, Level.LAST]
    assert level_of(0, 1) is Level.ONLY


@pytest.mark.parametrize("engine", ["tone", "hts_engine"])
def test_other_engines_know_no_manners(engine: str) -> None:
    assert manner_of("行く？", Role.TITLE, Level.FIRST, Joint.SENTENCE, Manners(), engine) == NEUTRAL


def test_what_is_switched_off_changes_nothing() -> None:
    off = Manners(questions=False, paragraphs=False)
    manner = manner_of("行く？", Role.HEADING, Level.FIRST, Joint.SENTENCE, off, "open-jtalk")
    assert manner == NEUTRAL
    assert manner_digest(manner) == ""


def test_only_a_text_with_a_question_mark_may_rise() -> None:
    asked, stated = (
        manner_of(text, Role.BODY, Level.MIDDLE, Joint.SENTENCE, Manners(), "open-jtalk")
        for text in ("行く？", "行くか。")
    )
    assert asked.rises
    assert stated == NEUTRAL


def test_a_heading_a_lead_and_a_quotation_are_set_off() -> None:
    said = {
        role: manner_of("港。", role, Level.ONLY, Joint.SENTENCE, Manners(), "open-jtalk")
        for role in (Role.HEADING, Role.LEAD, Role.QUOTE, Role.BODY)
    }
    assert len(set(said.values())) == 4
    assert said[Role.HEADING].speed < 1 > said[Role.LEAD].speed
    assert said[Role.QUOTE].semitones < 0


def test_the_end_of_a_part_is_not_drawn_out() -> None:
    part, whole = (
        manner_of("港は、", Role.BODY, Level.LAST, joint, Manners(), "open-jtalk")
        for joint in (Joint.COMMA, Joint.SENTENCE)
    )
    assert part.last_stretch == 1.0 < whole.last_stretch


def test_pauses_are_for_engines_that_pause() -> None:
    assert with_pauses(NEUTRAL, 320, 180, "tone") == NEUTRAL
    assert with_pauses(NEUTRAL, 320, 180, "open-jtalk").comma_ms == 320


@pytest.mark.engine
def test_sentences_of_a_paragraph_begin_at_different_heights(front_end: FrontEnd) -> None:
    """The standard deviation of the 95 % peaks: 0.5 semitones without manners, at least 1.2 with them."""
    speaker = Speaker(read_htsvoice(bundled_model().read_bytes(), bundled_model()))

    def spread(manners: Manners) -> float:
        tops = []
        for number, text in enumerate(PARAGRAPH):
            level = level_of(number, len(PARAGRAPH))
            manner = manner_of(text, Role.BODY, level, Joint.SENTENCE, manners, "open-jtalk")
            course = speaker.spoken(front_end.read(text).labels, manner).log_f0
            tops.append(np.percentile(course[course > 0], 95) * 12 / np.log(2))
        return float(np.std(tops))

    assert spread(Manners(paragraphs=False)) < 1.0
    assert spread(Manners()) >= 1.2
