from __future__ import annotations

import io
import re
from dataclasses import replace

import webvtt
from hypothesis import given
from hypothesis import strategies as st

from narrate.edition.timecode import hms_ms
from narrate.edition.transcript import webvtt as transcript
from narrate.edition.transcript import words_webvtt as by_words
from narrate.model import Cue, Edition, Role, SpokenWord


def edition_saying(*texts: str) -> Edition:
    cues = tuple(Cue(n * 3000, n * 3000 + 2496, text, (), Role.BODY, n, 0) for n, text in enumerate(texts))
    return Edition("a", "t", "", "", "", None, "", "ja", (), "", 9000, 1, "00", (), cues)


def test_an_independent_reader_gets_every_sentence_and_its_times(edition: Edition) -> None:
    read = webvtt.from_buffer(io.StringIO(transcript(edition))).captions
    assert [(c.start, c.end) for c in read] == [(hms_ms(c.start_ms), hms_ms(c.end_ms)) for c in edition.cues]
    texts = [c.text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">") for c in read]
    assert texts == [c.text for c in edition.cues]


def test_marks_that_readers_take_for_html_are_escaped(edition: Edition) -> None:
    assert "「A &amp; B &lt;C&gt;」と書いてある。" in transcript(edition)


def test_times_have_two_digits_of_hours_and_three_of_milliseconds(edition: Edition) -> None:
    cue = edition.cues[0]._replace(start_ms=36_000_007, end_ms=36_061_040)
    assert "10:00:00.007 --> 10:01:01.040" in transcript(replace(edition, cues=(cue,)))


def test_an_empty_sentence_and_one_without_length_make_no_cue() -> None:
    assert transcript(edition_saying("", "　")) == "WEBVTT\n\nNOTE narrate\n"


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=6))
def test_whatever_a_sentence_holds_the_file_stays_well_formed(texts: list[str]) -> None:
    lines = transcript(edition_saying(*texts)).split("\n")
    assert lines[0] == "WEBVTT"
    arrows = [line for line in lines if "-->" in line]
    assert len(arrows) == sum(1 for text in texts if text.strip())
    assert all(re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}", line) for line in arrows)
    assert not any("<" in line for line in lines)


def test_by_words_each_word_but_the_first_has_its_moment() -> None:
    words = (SpokenWord(0, 2, 0, 300), SpokenWord(2, 3, 300, 420), SpokenWord(4, 6, 740, 1_000))
    cue = Cue(2_000, 3_100, "A&B、<猫>", (), Role.BODY, 0, 0, words)
    text = by_words(replace(edition_saying(), cues=(cue,)))
    assert "\nA&amp;<00:00:02.300>B、<00:00:02.740>&lt;猫&gt;\n" in text


def test_what_apps_read_has_no_times_inside() -> None:
    words = (SpokenWord(0, 1, 0, 300), SpokenWord(1, 2, 300, 420))
    assert "<" not in transcript(
        replace(edition_saying(), cues=(Cue(0, 500, "猫だ", (), Role.BODY, 0, 0, words),))
    )


@given(
    st.text(min_size=1, max_size=20),
    st.lists(st.tuples(st.integers(0, 19), st.integers(0, 3_000)), max_size=8),
)
def test_moments_ascend_inside_of_their_cue_and_the_text_stays(
    text: str, starts: list[tuple[int, int]]
) -> None:
    places = sorted({at for at, _ in starts if at < len(text)})
    moments = sorted(ms for _, ms in starts)
    words = tuple(SpokenWord(at, at + 1, ms, ms) for at, ms in zip(places, moments, strict=False))
    edition = replace(edition_saying(), cues=(Cue(500, 2_500, text, (), Role.BODY, 0, 0, words),))
    timed, plain = by_words(edition), transcript(edition)
    found = [hms_ms(500), *re.findall(r"<(\d\d:\d\d:\d\d\.\d{3})>", timed), hms_ms(2_500)]
    assert found == sorted(set(found))
    untimed = re.sub(r"<\d\d:\d\d:\d\d\.\d{3}>", "", timed)
    assert "".join(untimed.split()) == "".join(plain.split())
