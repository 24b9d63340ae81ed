"""Which words share an accent phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrate.ground.kana import moras
from narrate.reading.accents.notation import accent_phrases, accented

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd

WORDS = [
    "雨", "が", "降る", "・", "「", "」", "、", "東京", "アルトマン", "氏", "2024年", "AI", " ", "生成", "する", "できた", "の", "よう",
    "に", "A-1", "ー", "？", "…", "効率化", "（", "）",
]  # fmt: skip


def read(front_end: FrontEnd, text: str) -> str:
    return accented(front_end.analysis(text).features)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("text", "accents"),
    [
        ("イーロン・マスク氏が来た。", "イーロンマ＼スクシガ／キ＼タ"),
        ("サム・アルトマン氏が来た。", "サムア＼ルトマンシガ／キ＼タ"),
        ("「支配」下の村", "シハ＼イカノ／ムラ＼"),
        ("何の「痕跡」もない。", "ナンノ／コンセキモ／ナ＼イ"),
        ("生成AIの時代", "セーセーエーア＼イノ／ジダイ"),
        ("働き方改革を進める。", "ハタラキカタカ＼イカクヲ／ススメル"),
        ("効率化させる。", "コーリツカサセル"),
    ],
)
def test_what_belongs_together_is_one_phrase(front_end: FrontEnd, text: str, accents: str) -> None:
    assert read(front_end, text) == accents


@pytest.mark.engine
@pytest.mark.parametrize(
    ("text", "accents"),
    [
        ("東京・大阪・名古屋を結ぶ。", "トーキョー／オーサカ／ナ＼ゴヤヲ／ムスブ"),
        ("毎日 記事を書く。", "マ＼イニチ／キ＼ジヲ／カ＼ク"),
        ("毎日記事を書く。", "マイニチ／キ＼ジヲ／カ＼ク"),
        ("彼は「はい」と言った。", "カ＼レワ／ハ＼イト／イッタ"),
    ],
)
def test_what_does_not_is_not(front_end: FrontEnd, text: str, accents: str) -> None:
    assert read(front_end, text) == accents


@pytest.mark.engine
def test_a_name_is_accented_alike_alone_and_before_a_title(front_end: FrontEnd) -> None:
    alone, titled = read(front_end, "マスクが来た。"), read(front_end, "マスク氏が来た。")
    assert (alone.split("／")[0], titled.split("／")[0]) == ("マ＼スクガ", "マ＼スクシガ")


@pytest.mark.engine
@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
@example("アルトマンアルトマン 生成")
def test_no_mora_is_lost_and_none_is_added_and_each_fall_is_within_its_phrase(
    front_end: FrontEnd, text: str
) -> None:
    analysis = front_end.analysis(text)
    phrases = [phrase for phrase in accent_phrases(analysis.features) if phrase]
    assert [mora for phrase in phrases for mora in phrase.moras] == moras(analysis.kana)
    assert all(0 <= phrase.accent <= len(phrase.moras) for phrase in phrases)


@pytest.mark.engine
def test_a_lexicons_accent_holds(front_end: FrontEnd) -> None:
    from narrate.reading.frontend import FrontEnd
    from narrate.reading.lexicon.entries import Entry
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.policy import SayingPolicy

    heard = [
        read(
            FrontEnd(Lexicon().with_layer([Entry("匝瑳", "ソウサ", accent=n)]), SayingPolicy()),
            "匝瑳だけは知っている。",
        )
        for n in (0, 1, 3)
    ]
    assert [accents.split("／")[0] for accents in heard] == [
        "ソーサダケ＼ワ",
        "ソ＼ーサダケワ",
        "ソーサ＼ダケワ",
    ]
