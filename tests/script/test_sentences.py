"""Where Japanese sentences end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.model import Joint
from narrate.script.sentences import LONGEST_SENTENCE, cut_sentences
from prose import LONG, wild_text


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in cut_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("朝が来た。船が出た。", ["朝が来た。", "船が出た。"]),
        ("本当か？そうだ！行こう。", ["本当か？", "そうだ！", "行こう。"]),
        ("本当か?そうだ!行こう｡", ["本当か?", "そうだ!", "行こう｡"]),
        ("なんと！？信じられない。", ["なんと！？", "信じられない。"]),
        ("朝が来た．船が出た．", ["朝が来た．", "船が出た．"]),
        ("彼は「行く。」と言った。船が出た。", ["彼は「行く。」と言った。", "船が出た。"]),
        ("彼は「行く。きっと行く。」と言った。", ["彼は「行く。きっと行く。」と言った。"]),
        ("「行こう。」彼は立った。", ["「行こう。」", "彼は立った。"]),
        ("雨（昨夜からの。）が降る。", ["雨（昨夜からの。）が降る。"]),
        ("そうか……。行こう。", ["そうか……。", "行こう。"]),
        ("そうか……行こう。", ["そうか……行こう。"]),
        ("三・一四は3.14です。次。", ["三・一四は3.14です。", "次。"]),
        ("Yahoo!ニュースが伝えた。", ["Yahoo!ニュースが伝えた。"]),
        ("It rained. The boat left.", ["It rained.", "The boat left."]),
        ("Mr. Satoは来た。", ["Mr. Satoは来た。"]),
        ("『海。』「山。」", ["『海。』", "「山。」"]),
        ("神に⦅なぜ？⦆と尋ねた。", ["神に⦅なぜ？⦆と尋ねた。"]),
        ("閉じない「括弧。それでも続く。", ["閉じない「括弧。", "それでも続く。"]),
        ("行くぞ！」と叫んだ。", ["行くぞ！」と叫んだ。"]),
        ("https://example.org/a.b を見よ。", ["https://example.org/a.b を見よ。"]),
        ("", []),
        ("。", ["。"]),
    ],
)
def test_sentences_end_where_a_reader_hears_it(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_long_sentences_are_cut_at_a_comma() -> None:
    text = "港では網を繕い、" * 40 + "日が暮れた。"
    sentences = cut_sentences(text)
    assert all(s.end - s.start <= LONGEST_SENTENCE for s in sentences)
    assert all(text[s.end - 1] == "、" and s.joint is Joint.COMMA for s in sentences[:-1])
    assert sentences[-1].joint is Joint.SENTENCE


def test_a_line_without_any_mark_is_cut_all_the_same() -> None:
    sentences = cut_sentences("あ" * 100_000)
    assert all(s.end - s.start <= LONGEST_SENTENCE for s in sentences)
    assert sum(s.end - s.start for s in sentences) == 100_000
    assert {s.joint for s in sentences[:-1]} == {Joint.NONE}


def test_latin_words_and_numbers_are_not_cut_in_two() -> None:
    text = ("あ" * 195 + "1234567890") * 4
    assert all("1234567890"[:n] != part[-n:] for part in cut(text)[:-1] for n in range(1, 10))


def test_hard_breaks_are_ends() -> None:
    assert [(s.start, s.end) for s in cut_sentences("雨の朝 霧の港", [3])] == [(0, 3), (4, 7)]


def test_100000_characters_are_cut_in_a_moment() -> None:
    assert len(cut(LONG * 1_500)) == 4_500


@given(wild_text | st.text(alphabet="あ、。「」（）！？.!?\"' \nA1…", max_size=600))
def test_spans_hold_every_character_but_white_space_between_them(text: str) -> None:
    sentences = cut_sentences(text)
    at = 0
    for s in sentences:
        assert at <= s.start < s.end
        assert not text[at : s.start].strip()
        assert text[s.start : s.end] == text[s.start : s.end].strip()
        assert s.end - s.start <= LONGEST_SENTENCE
        at = s.end
    assert not text[at:].strip()


def test_a_very_long_text_without_any_mark_is_cut_at_the_limit() -> None:
    sentences = cut_sentences("あ" * 250_000)
    assert len(sentences) == 250_000 / LONGEST_SENTENCE
    assert {s.joint for s in sentences[:-1]} == {Joint.NONE}
    assert sentences[-1].joint is Joint.SENTENCE


@pytest.mark.parametrize("part", ["海「", "海（』", '海。"', "海。'", "「海」"])
def test_many_brackets_and_quotes_take_linear_time(part: str) -> None:
    text = part * 40_000
    began = time.process_time()
    assert cut_sentences(text)[-1].end == len(text)
    assert time.process_time() - began < 10
