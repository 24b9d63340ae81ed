"""Accents that a newsreader would put elsewhere, by kind."""

from __future__ import annotations

import re

import pytest

from narrate.reading.frontend import front_end
from narrate.review.listing import accents_of_lines


def accents(text: str) -> str:
    (line,) = accents_of_lines(front_end(), [text])
    return line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ご案内をしております。", "ゴアンナイヲ／シテオリマ＼ス"),
        ("話をしてきました。", "ハナシ＼ヲ／シテキマ＼シタ"),
        ("予定しております。", "ヨテーシテオリマ＼ス"),
    ],
)
def test_the_fall_of_masu_does_not_depend_on_what_the_phrase_begins_with(text: str, said: str) -> None:
    assert accents(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("交通事故に遭う。", "コーツージ＼コニ／ア＼ウ"),
        ("観光バスに乗る。", "カンコーバ＼スニ／ノル"),
        ("新聞記者に会う。", "シンブンキ＼シャニ／ア＼ウ"),
        ("長野県に行く。", "ナガノ＼ケンニ／イク"),
    ],
)
def test_a_short_last_part_of_a_compound_keeps_its_fall(text: str, said: str) -> None:
    assert accents(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("利用できた。", "リヨーデ＼キタ"),
        ("解決できるだろう。", "カイケツデキ＼ルダロー"),
        ("考えてみると正しい。", "カンガ＼エテミルト／タダシ＼イ"),
    ],
)
def test_no_phrase_begins_with_an_ending_in_the_guise_of_a_verb(text: str, said: str) -> None:
    assert accents(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CSR の戦略だ。", "シーエスア＼ールノ／センリャクダ"),
        ("3 年続いた。", "サンネン／ツズイタ"),
        ("質問 は多い。", "シツモンワ／オ＼ーイ"),
        ("毎日 記事を書く。", "マ＼イニチ／キ＼ジヲ／カ＼ク"),
    ],
)
def test_a_space_parts_phrases_only_between_words_that_can_begin_one(text: str, said: str) -> None:
    assert accents(text) == said


def test_the_thousand_and_the_hundreds_of_a_year_are_one_phrase() -> None:
    assert accents("1992年だ。") == "セ＼ンキューヒャク／キュ＼ージュー／ニ＼ネンダ"


@pytest.mark.parametrize(
    "sentence",
    ["{}が言う。", "{}氏が言う。", "サム・{}が言う。", "社長のサム・{}は強い。", "一方、{}は強い。"],
)
def test_a_name_has_one_accent_whatever_stands_beside_it(sentence: str) -> None:
    assert "ア＼ルトマン" in accents(sentence.format("アルトマン"))


@pytest.mark.parametrize("name", ["MIT", "NHK", "PTA", "DVD"])
def test_letters_that_are_spelled_fall_in_the_name_of_the_last(name: str) -> None:
    assert "＼" in accents(f"{name}が出た。").split("／")[0][-3:]


@pytest.mark.parametrize("text", ["100万分の1の地図。", "12分の1だ。", "表", "時：", "19労０", "00ヶ4を"])
def test_a_fall_lies_within_its_phrase(text: str) -> None:
    for label in front_end().read(text).labels:
        place = re.search(r"/F:(\d+)_(\d+)#", label)
        assert place is None or int(place[2]) <= int(place[1])


def test_a_number_has_its_own_fall_though_a_word_behind_it_begins_alike() -> None:
    assert accents("120と新しい百人一首を見た。").startswith("ヒャク＼／ニ＼ジュート")


def test_a_name_that_begins_like_a_particle_is_one_word() -> None:
    assert accents("のと鉄道に乗る。") == "ノトテ＼ツドーニ／ノル"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("なるべく行く。", "ナルベク／イク"),
        ("新しくお店を開く。", "アタラシ＼ク／オミセヲ／ヒラ＼ク"),
        ("下記お知らせを見る。", "カ＼キ／オシラセヲ／ミ＼ル"),
        ("東京都中央区日本橋で会う。", "トーキョ＼ート／チューオ＼ーク／ニホンバシデ／ア＼ウ"),
        ("大阪府市の施設だ。", "オーサカフ＼シノ／シ＼セツダ"),
        ("五つ持たせる。", "イツ＼ツ／モタセ＼ル"),
        ("18.4キロ走る。", "ジューハ＼ッテン／ヨ＼ンキロ／ハシ＼ル"),
        ("板及び紙だ。", "イ＼タ／オ＼ヨビ／カミ＼ダ"),
        ("ゆっくりする。", "ユック＼リスル"),
    ],
)
def test_some_words_begin_a_phrase_for_what_they_are_or_stand_behind(text: str, said: str) -> None:
    assert accents(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今年やりたい。", "コトシ／ヤリタ＼イ"),
        ("大変感謝しています。", "タイヘン／カ＼ンシャ／シテイマ＼ス"),
    ],
)
def test_a_phrase_begins_behind_a_noun_that_tells_when_or_how_much(text: str, said: str) -> None:
    assert accents(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("そう思ってた。", "ソー／オモ＼ッテタ"),
        ("赤いから好きだ。", "アカ＼イカラ／スキ＼ダ"),
        ("使いやすくした。", "ツカイヤス＼クシタ"),
    ],
)
def test_the_fall_of_what_verbs_and_adjectives_end_in(text: str, said: str) -> None:
    assert accents(text) == said
