"""Nouns in kanji are said with long vowels, however a dictionary spells them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.reading.frontend import front_end

pytestmark = pytest.mark.engine

SPELLED = re.compile("[コソトホモヨロゴゾドボポョ]ウ|[クスツフムユルグズブプュ]ウ|[ケセテヘメレゲゼデベペ]イ")
"""Without オ, ノ and エ, which begin or end words of their own more often."""
PREFIXES = "小 高 低 大 総 超 諸 好 両 同".split()  # noqa: SIM905
NOUNS = "人数 大名 成長 緯度 気圧 温度 都市 会議 業者 機関 学校 速度 成績 利用 方針 料金 教室".split()  # noqa: SIM905


@given(prefix=st.sampled_from(PREFIXES), noun=st.sampled_from(NOUNS))
@settings(max_examples=170, deadline=None)
def test_no_long_vowel_of_a_compound_is_spelled_out(prefix: str, noun: str) -> None:
    kana = front_end().analysis(f"{prefix}{noun}で行う。").kana
    assert not SPELLED.search(kana), kana


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("小人数で", "ショーニンズーデ"),
        ("北陽テスト", "ホクヨーテスト"),
        ("そんな風に", "ソンナフーニ"),
        ("研究者が", "ケンキューシャガ"),
        ("救急車が", "キューキューシャガ"),
        ("美容師が", "ビヨーシガ"),
        ("疾病が", "シッペーガ"),
        ("境内が", "ケーダイガ"),
        ("性に合う", "セーニアウ"),
    ],
)
def test_what_a_dictionary_spells_out_is_long(text: str, said: str) -> None:
    assert front_end().analysis(text).kana == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("思うと言う", "オモウトイウ"),
        ("追うか問う", "オウカトウ"),
        ("湖が", "ミズウミガ"),
        ("幕内が", "マクウチガ"),
        ("小売が", "コウリガ"),
        ("井上が", "イノウエガ"),
        ("毛糸が", "ケイトガ"),
        ("音色が", "ネイロガ"),
        ("亀戸が", "カメイドガ"),
        ("着うたが", "チャクウタガ"),
        ("後宇多が", "ゴウダガ"),
    ],
)
def test_two_vowels_of_two_words_stay_two(text: str, said: str) -> None:
    assert front_end().analysis(text).kana == said
