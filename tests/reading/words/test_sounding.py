"""Whatever a text is made of, it is read to its end, and what is told of the reading is what is heard."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrate.ground.kana import is_kana, moras
from narrate.model import Reading, Ruby
from narrate.reading.frontend import FrontEnd, front_end
from narrate.reading.lexicon.entries import parse_lexicon
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.policy import SayingPolicy

pytestmark = pytest.mark.engine

_PHONEME = re.compile(r"-([^+]+)\+")
_ENDS_OF_MORAS = frozenset([*"aiueoAIUEON", "cl"])


def moras_in_labels(reading: Reading) -> int:
    return sum(found[1] in _ENDS_OF_MORAS for label in reading.labels if (found := _PHONEME.search(label)))


def silences(text: str) -> dict[str, str]:
    return {text[s.start : s.end]: s.reason for s in front_end().read(text).silences}


@pytest.mark.parametrize("text", ["朝が\ue000来た。", "朝が\ue001来た。", "朝が\U000f0000来た。"])
def test_a_private_character_is_no_sound_and_told(text: str) -> None:
    reading = front_end().read(text)
    assert reading.kana == "アサガキタ"
    assert list(silences(text).values()) == ["no reading: Private-use"]


@pytest.mark.parametrize(
    "text", ["\ue000", "Grokの\ue000", "\ue000OpenAI\ue000", "\ufffa㎡\ue000", "𠮷\ue000"]
)
def test_a_private_character_beside_settled_words_is_read_over(text: str) -> None:
    bare = text.replace("\ue000", "")
    assert front_end().read(text).kana == (front_end().read(bare).kana if bare else "")


@pytest.mark.parametrize("word", ["\ue000", "山\ue000", "\ue001", "\ufffa山\ue000"])
def test_the_lexicon_may_say_a_private_character(word: str) -> None:
    entries = parse_lexicon(f'[words]\n"{word}" = "ベツ"\n', "lexicon.toml")
    reading = FrontEnd(Lexicon().with_layer(entries), SayingPolicy()).read(f"Grokは{word}だ。")
    assert reading.kana == "グロックワベツダ"
    assert not [s for s in reading.silences if s.reason.startswith("no reading")]


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("加〇六停へ行く。", "カゼロロクテーエイク"),
        ("第〇六映推だ。", "ダイゼロロクウツスイダ"),
        ("𩸽\ufffdを食べる。", "ホッケヲタベル"),
        ("𩸽\u0301を食べる。", "ホッケヲタベル"),
        ("𩸽กを食べる。", "ホッケヲタベル"),
        ("\u0301𩸽を食べる。", "ホッケヲタベル"),
    ],
)
def test_a_character_without_kana_does_not_end_the_sentence(text: str, kana: str) -> None:
    reading = front_end().read(text)
    assert reading.kana == kana
    assert moras_in_labels(reading) == reading.mora_count == len(moras(kana))


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("ーあ", "ア"),
        ("「ーあ」", "ア"),
        ("……ーん", "ン"),
        ("ーーー", ""),
        ("ーーそして", "ソシテ"),
        ("ーカケル", "カケル"),
    ],
)
def test_a_long_mark_with_nothing_before_it_is_no_sound_and_told(text: str, kana: str) -> None:
    assert front_end().read(text).kana == kana
    ((mark, reason),) = silences(text).items()
    assert set(mark) == {"ー"}
    assert reason == "long mark with no sound before it"


def test_a_long_mark_behind_a_vowel_is_heard() -> None:
    reading = front_end().read("あーあ、バレ〉ーた")
    assert reading.kana == "アーアバレータ"
    assert moras_in_labels(reading) == 7
    assert reading.silences == ()


def test_an_u_that_lengthens_is_heard_behind_a_pause() -> None:
    reading = front_end().read("行こ……う")
    assert (reading.kana, moras_in_labels(reading), reading.silences) == ("イコウ", 3, ())


def test_a_long_mark_by_itself_begins_no_phrase() -> None:
    reading = front_end().read("cー２")
    assert moras_in_labels(reading) == reading.mora_count == 4


def test_a_fall_stands_within_its_phrase_where_that_begins_with_a_long_mark() -> None:
    phrases = [re.search(r"/F:(\d+)_(\d+)#", label) for label in front_end().read("ßート後").labels]
    assert all(int(found[2]) <= int(found[1]) for found in phrases if found)


def test_a_ruby_that_begins_with_a_long_mark_is_counted_as_it_is_heard() -> None:
    reading = front_end().read("漢字だ", [Ruby(0, 2, "ーあ")])
    assert (reading.kana, reading.mora_count, moras_in_labels(reading)) == ("アダ", 2, 2)


def test_a_text_that_the_second_reader_refuses_is_read_by_the_first() -> None:
    assert front_end().read("ﷺ" * 4000 + "朝").kana.endswith("アサ")


KINDS = [
    "一二三六十百万億零〇〇加停映推駅反朝山生上下水今日人分円々〆",
    "あいうえおかがきぎしじちぢつっんゃゅょぁぃぅぇぉゎーー",
    "アカキギシヂツッンャュョァィゥェォヮヵヶーーヴ",
    "0123１２３",
    "、。・…「」（）〉？！＝/-〜 \u3000\n",
    "abXYＺé",
    "𠮷𩸽\ue000\ue001\ufffa\ufffd\u0301\u3099ก한Я☆★😀㎡①Ⅳ\x00\u200b",
]
TEXTS = st.lists(st.sampled_from(KINDS).flatmap(st.sampled_from), min_size=1, max_size=20).map("".join)


@given(TEXTS)
@settings(deadline=None)
@example("〇億卒零故")
@example("ールを6本y")
@example("えっえぇ、ぎゃぁぁ")
@example("一ゃ、一、ゃ")
@example("ヴゃ")
@example("星ィェゥィェ")
@example("ヂョズョヂェアョーァ")
def test_what_is_told_of_a_reading_is_what_is_heard(text: str) -> None:
    reading = front_end().read(text)
    assert moras_in_labels(reading) == reading.mora_count == len(moras(reading.kana))
    assert sum(w.end_mora - w.first_mora for w in reading.words) == reading.mora_count
    assert not reading.kana or is_kana(reading.kana)
    spans = [(w.start, w.end) for w in reading.words] + [(s.start, s.end) for s in reading.silences]
    told = {at for span in spans for at in range(*span)}
    heard_of = ("L", "N", "S", "Co")
    assert not [
        c for at, c in enumerate(text) if at not in told and unicodedata.category(c).startswith(heard_of)
    ]
