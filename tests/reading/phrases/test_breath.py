"""Where a breath stands in a long stretch, and at long quotations."""

from __future__ import annotations

from itertools import pairwise

import pytest

from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.phrases import breath, costs
from narrate.reading.phrases.costs import ENDINGS, RULES
from narrate.reading.policy import SayingPolicy

pytestmark = pytest.mark.engine


def pauses(front_end: FrontEnd, text: str) -> str:
    """The sentence as its nodes have it, ｜ where nobody wrote a pause and 、 at a mark."""
    features = front_end.analysis(text).features
    shown = ["｜" if f.get("is_breath") else f["string"] if f["mora_size"] else "、" for f in features]
    return "".join(shown).rstrip("、")


@pytest.mark.parametrize(
    "text",
    [
        "情報の共有と地域の皆さんへの情報発信を後押しする仕組みづくりを、来年から始める。",
        "東京に本社を置く広報支援会社のＰＲ社が配信する新しい情報サービスは、無料で使える。",
        "町の人たちが集まって話し合いを続けてきた新しいコミュニティという場所は、駅前にある。",
        "この地域で長く暮らしてきた人たちの大切な思い出とともに残された古い駅の建物がある。",
        "長い時間をかけて積み重ねられてきた町の歴史に対する関心の高まりを感じる。",
    ],
)
def test_nothing_parts_a_particle_from_what_it_belongs_to(front_end: FrontEnd, text: str) -> None:
    for pair in ("を｜後押し", "が｜配信", "と｜いう", "と｜ともに", "に｜対", "の｜", "に｜集", "を｜感"):
        assert pair not in pauses(front_end, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "この大きな会社のとても若い社長は昨日の午後に新しい工場を町の人たちに見せて回った。",
            "この大きな会社のとても若い社長は｜昨日の午後に新しい工場を町の人たちに見せて回った",
        ),
        (
            "会社は来年の春に新しい工場を建設し東京の若い人たちを数多く雇い入れる計画だ。",
            "会社は来年の春に新しい工場を建設し｜東京の若い人たちを数多く雇い入れる計画だ",
        ),
        (
            "夕方から雨が強くなったので駅前に集まっていた町の人たちは家に帰り始めた。",
            "夕方から雨が強くなったので｜駅前に集まっていた町の人たちは家に帰り始めた",
        ),
        (
            "多くの会社が加盟する経済団体および地域の労働組合の代表者たちが参加した。",
            "多くの会社が加盟する経済団体｜および地域の労働組合の代表者たちが参加した",
        ),
    ],
)
def test_a_breath_follows_a_topic_or_a_clause(front_end: FrontEnd, text: str, said: str) -> None:
    assert pauses(front_end, text) == said


def test_a_stretch_without_a_good_place_stays_whole(front_end: FrontEnd) -> None:
    text = "東京都千代田区の中央図書館の館長の発言の内容の確認"
    assert front_end.analysis(text).mora_count > SayingPolicy().breath_moras
    assert front_end.read(text).breaths == ()


def test_a_very_long_stretch_is_parted_at_its_least_bad_place(front_end: FrontEnd) -> None:
    text = "東京都千代田区の中央図書館の館長の発言の内容の確認のための委員会の委員長の選出の方法の説明の資料の作成の担当者"
    assert front_end.read(text).breaths


def test_no_stretch_is_long_for_want_of_a_breath(front_end: FrontEnd) -> None:
    text = "町の人が山へ行って木を切り川の水を運んで家を建て畑を耕して米を作り海の魚をとって暮らした" * 3
    reading = front_end.read(text)
    assert all(b - a <= 40 for a, b in pairwise((0, *reading.breaths, reading.mora_count)))


def test_the_setting_says_how_long_a_stretch_may_be() -> None:
    text = "この会社のとても若い社長は昨日新しい工場を町の人に見せた。"
    found = [FrontEnd(Lexicon(), SayingPolicy(breath_moras=n)).read(text).breaths for n in (0, 20, 60)]
    assert [len(breaths) for breaths in found] == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "社長は「提携は来年の春までに終えて、海外での販売も始める」と述べた。",
            "社長は｜提携は来年の春までに終えて、海外での販売も始めると述べた",
        ),
        (
            "社長は「提携を来年の春までに終える」と記者会見に集まった報道関係者の質問に答えた。",
            "社長は｜提携を来年の春までに終えると｜記者会見に集まった報道関係者の質問に答えた",
        ),
        ("社長は「はい」と述べた。", "社長ははいと述べた"),
        ("大きな「北の国から来た若者たちの長い旅」を読む。", "大きな北の国から来た若者たちの長い旅を読む"),
    ],
)
def test_a_long_quotation_is_parted_from_what_leads_to_it(front_end: FrontEnd, text: str, said: str) -> None:
    assert pauses(front_end, text) == said


@pytest.mark.parametrize(
    ("text", "pause_count"), [("写真＝東京都提供", 1), ("ドロップ＝デッドの曲", 0), ("ルイ＝ナポレオン", 0)]
)
def test_a_double_hyphen_pauses_between_kanji_and_not_in_a_name(
    front_end: FrontEnd, text: str, pause_count: int
) -> None:
    assert sum(not f["mora_size"] for f in front_end.analysis(text).features) == pause_count


@pytest.mark.parametrize(
    "text", ["」「」とと」", "「「「あ", "あ」」」い「", "「あ、い」う「え」お", "『「あ」い』"]
)
def test_quotes_that_do_not_match_stop_nothing(front_end: FrontEnd, text: str) -> None:
    assert front_end.read(text).kana


@pytest.mark.engine
@pytest.mark.parametrize(
    "text",
    [
        "「はい」「いいえ」と答えた。",
        "彼は「雨」「雪」「風」を見た。",
        "「『夢』は遠い」と言った。",
        '彼は"Hello"と言った。',
        '彼は「"A"と」言った。',
        '彼は"「A」と"言った。',
        "彼は＂雨＂と'雪'を見た。",
        '"雨""雪"と答えた。',
        "彼は”雨”と言った。",
        "「'80年代はIt's a penと5\"だ」と言った。",
        '彼は「雨"と言った」と話した。',
    ],
)
def test_as_many_quotations_end_as_begin(front_end: FrontEnd, text: str) -> None:
    nodes = front_end.analysis(text).features
    opened, closed = (sum(node.get(key, 0) for node in nodes) for key in ("opens", "closes"))
    assert opened == closed > 0


@pytest.mark.parametrize("longest", [1, 9, 10, 11, 20, 30, 60, 200])
def test_a_stretch_far_too_long_is_cheaper_in_two_wherever_that_may_be(longest: int) -> None:
    dearest = max(*(rule.cost for rule in RULES), *(max(row.side, row.cost) for row in ENDINGS.values()))
    dearest += breath._EACH + max(costs._IN_SHORT_QUOTATION, costs._IN_LONG_QUOTATION)
    for whole in range(longest + breath._FAR_OVER, longest + 3 * breath._FAR_OVER):
        in_two = (
            sum(breath._length_cost(part, longest) for part in (first, whole - first))
            for first in range(breath._SHORT, whole - breath._SHORT + 1)
        )
        assert breath._length_cost(whole, longest) > dearest + max(in_two)
