"""Which moras each written word is heard in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.ground.kana import moras
from narrate.model import Ruby
from narrate.reading.frontend import front_end

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.engine

HEARD = [
    ("食べられなかったのですが、", "食べられなかった/タベラレナカッタ のです/ノデス が/ガ"),
    ("11月30日に来る。", "11月/ジューイチガツ 30日/サンジューニチ に/ニ 来る/クル"),
    ("約1,200億円だ。", "約/ヤク 1,200億円だ/センニヒャクオクエンダ"),
    ("https://example.com/を見て。", "https://example.com//リンク を/ヲ 見て/ミテ"),
    ("¥100です", "¥100です/ヒャクエンデス"),
    ("1日から2日まで", "1日/ツイタチ から/カラ 2日/フツカ まで/マデ"),
    ("1人で3日", "1人/ヒトリ で/デ 3日/ミッカ"),
    ("ええぇ、本当か。", "え/エ え/エ ぇ/ェ 本当/ホントー か/カ"),
    ("ヂョズと言う", "ヂョズ/ヂョズ と/ト 言う/イウ"),
    ("「猫」と、言う", "猫/ネコ と/ト 言う/イウ"),
    ("コーヒーを10杯飲みました。", "コーヒー/コーヒー を/ヲ 10杯/ジュッパイ 飲みました/ノミマシタ"),
]


def told(text: str, rubies: Sequence[Ruby] = ()) -> str:
    reading = front_end().read(text, rubies)
    said = moras(reading.kana)
    return " ".join(
        f"{text[w.start : w.end]}/{''.join(said[w.first_mora : w.end_mora])}" for w in reading.words
    )


@pytest.mark.parametrize(("text", "words"), HEARD)
def test_a_word_has_its_endings_and_a_number_is_one(text: str, words: str) -> None:
    assert told(text) == words


def test_what_ruby_stands_above_is_heard_as_the_ruby_says() -> None:
    assert told("本気と書く。", [Ruby(0, 2, "まじ")]) == "本気/マジ と/ト 書く/カク"


PIECES = st.sampled_from(
    [
        "明日",
        "は",
        "図書館",
        "で",
        "、",
        "。",
        "「",
        "」",
        "『本』",
        "（笑）",
        "12",
        "3.5%",
        "10時",
        "GPT-4o",
        "A&B",
        "¥1,200",
        "★",
        "です",
        "か？",
        "ー",
        "・",
        "…",
        "𠮷",
        "行っ",
        "た",
        "走れメロス",
        "㈱",
        "http://a.jp/",
        "10kg",
        "2026年",
        "-5℃",
        "\n",
        "\u3000",
        "ﾊﾝｶｸ",
        "？！",
        "〜",
        "々",
        "人",
        "人々",
        "が",
        "食べ",
        "まし",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=10).map("".join))
def test_words_stand_in_order_and_share_all_moras(text: str) -> None:
    reading = front_end().read(text)
    assert all(0 <= w.start < w.end <= len(text) for w in reading.words)
    assert all(a.end <= b.start for a, b in pairwise(reading.words))
    edges = [0, *(w.end_mora for w in reading.words)]
    assert [w.first_mora for w in reading.words] == edges[:-1]
    assert all(w.first_mora < w.end_mora for w in reading.words)
    assert edges[-1] == reading.mora_count
