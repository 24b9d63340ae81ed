import pytest

from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.entries import Entry
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.policy import SayingPolicy
from narrate.reading.words.openjtalk import OpenJTalk
from narrate.review.doubts import LEAST_RISK, MOST_PER_1000, Suspicion, doubt_count, doubts

pytestmark = pytest.mark.engine


def reasons(front_end: FrontEnd, text: str) -> dict[str, Suspicion]:
    return {d.written: d.reason for d in doubts(front_end, [(text, ())])}


def test_a_guessed_latin_word_is_doubtful(front_end: FrontEnd) -> None:
    assert reasons(front_end, "Gryphonが来た")["Gryphon"] is Suspicion.LATIN


def test_a_word_with_two_readings_is_doubtful_with_the_other_one(front_end: FrontEnd) -> None:
    (doubt,) = [d for d in doubts(front_end, [("博士の本", ())]) if d.written == "博士"]
    assert (doubt.kana, doubt.candidates[0], doubt.line) == ("ハカセ", "ハクシ", '"博士" = "ハクシ"')


@pytest.mark.parametrize("text", ["朝の会議は今日の利益を調べた。", "投資家は企業の計算能力を疑った。"])
def test_what_is_common_and_agreed_on_is_not_shown(front_end: FrontEnd, text: str) -> None:
    assert reasons(front_end, text) == {}


def test_what_was_confirmed_as_it_is_stays_away(front_end: FrontEnd) -> None:
    (doubt,) = [d for d in doubts(front_end, [("起潮力とも言う。", ())]) if "潮" in d.written]
    own = FrontEnd(Lexicon().with_layer([Entry(doubt.written, doubt.kana)]), SayingPolicy())
    assert reasons(own, "起潮力とも言う。") == {}


def test_a_single_letter_and_a_number_in_figures_are_not_shown(front_end: FrontEnd) -> None:
    assert reasons(front_end, "Xで15日に3件") == {}


def test_a_confirmed_word_is_not_shown_again() -> None:
    own = FrontEnd(Lexicon().with_layer([Entry("Gryphon", "グリフォン")]), SayingPolicy())
    assert "Gryphon" not in reasons(own, "Gryphonが来た")


def test_a_word_is_shown_once_with_its_count(front_end: FrontEnd) -> None:
    found = doubts(front_end, [("Gryphonが来た", ()), ("Gryphonは去った", ())])
    assert [d.times for d in found if d.written == "Gryphon"] == [2]


def test_the_list_is_short_and_the_riskiest_come_first(front_end: FrontEnd) -> None:
    texts = [f"第{n}の秦氏は今日、角の市場で音と色を調べ、後に{n}人の博士が表を直した。" for n in range(30)]
    found = doubts(front_end, [(t, ()) for t in texts])
    assert 0 < len(found) <= sum(map(len, texts)) * MOST_PER_1000 // 1000
    assert [d.risk for d in found] == sorted((d.risk for d in found), reverse=True)
    assert all(d.risk >= LEAST_RISK for d in found)


def test_places_are_those_of_the_word(front_end: FrontEnd) -> None:
    text = "昨日Gryphonが来た"
    (doubt,) = [d for d in doubts(front_end, [(text, ())]) if d.reason is Suspicion.LATIN]
    assert text[doubt.start : doubt.end] == "Gryphon"


def test_without_a_second_opinion_the_second_reader_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> None:
        pytest.fail("the second reader was asked")

    monkeypatch.setattr(OpenJTalk, "second_reading", asked)
    monkeypatch.setattr(OpenJTalk, "known", asked)
    alone = FrontEnd(Lexicon(), SayingPolicy(second_opinion=False))
    sentences = [("博士の本", ())]
    found = {d.written: d for d in doubts(alone, sentences)}
    assert doubt_count(alone, sentences) == len(found) == 1
    assert found["博士"].line == '"博士" = "ハクシ"'
