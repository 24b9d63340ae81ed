"""Ages in brackets behind a person."""

from __future__ import annotations

import pytest

from narrate.reading.frontend import front_end
from narrate.review.listing import accents_of_lines

pytestmark = pytest.mark.engine


def kana(text: str) -> str:
    return front_end().analysis(text).kana


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("越智祥子", "オチサチコ"),
        ("越智祥子専務", "オチサチコセンム"),
        ("田中一郎部長", "タナカイチローブチョー"),
        ("佐藤課長", "サトーカチョー"),
        ("佐藤営業部長", "サトーエーギョーブチョー"),
        ("佐藤係長", "サトーカカリチョー"),
        ("佐藤理事", "サトーリジ"),
        ("佐藤弁護士", "サトーベンゴシ"),
        ("佐藤記者", "サトーキシャ"),
        ("佐藤町長", "サトーチョーチョー"),
        ("佐藤六段", "サトーロクダン"),
        ("佐藤さん", "サトーサン"),
        ("佐藤氏", "サトーシ"),
        ("佐藤容疑者", "サトーヨーギシャ"),
        ("同社の社長", "ドーシャノシャチョー"),
        ("会社員", "カイシャイン"),
        ("会社員の男性", "カイシャインノダンセー"),
    ],
)
def test_an_age_is_said_behind_a_name_whatever_title_it_has(person: str, said: str) -> None:
    assert kana(f"{person}（58）が") == f"{said}ゴジューハッサイガ"


@pytest.mark.parametrize("person", ["越智祥子", "越智祥子氏", "越智祥子専務", "越智祥子さん"])
@pytest.mark.parametrize("age", ["（58）", "（58歳）", "(58)"])
def test_the_pause_before_an_age_is_the_same_behind_each_title(person: str, age: str) -> None:
    (said,) = accents_of_lines(front_end(), [f"{person}{age}が来た。"])
    assert "、ゴジュー／ハ＼ッサイガ" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("山田容疑者（34歳）を", "ヤマダヨーギシャサンジューヨンサイヲ"),
        ("長男（5）と", "チョーナンゴサイト"),
        ("長男（0）と", "チョーナンゼロサイト"),
        ("花ちゃん（5）が", "ハナチャンゴサイガ"),
        ("佐藤さん（2歳）が", "サトーサンニサイガ"),
    ],
)
def test_a_childs_age_is_said_behind_what_says_a_child_or_where_it_is_written(text: str, said: str) -> None:
    assert kana(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("注（12）を", "チュージューニヲ"),
        ("鈴木家（25）と", "スズキケニジューゴト"),
        ("佐藤派支持者（40）が", "サトーハシジシャヨンジューガ"),
        ("回答者は男性（52）、女性（48）だ", "カイトーシャワダンセーゴジューニジョセーヨンジューハチダ"),
        ("第3章（45）を", "ダイサンショーヨンジューゴヲ"),
        ("部長（3）が", "ブチョーサンガ"),
        ("父親（12）が", "チチオヤジューニガ"),
        ("営業部長（45）が", "エーギョーブチョーヨンジューゴガ"),
        ("佐藤部長（3）が", "サトーブチョーサンガ"),
        ("佐藤さん（3）が", "サトーサンサンガ"),
        ("田中課長（2023）が", "タナカカチョーニセンニジューサンガ"),
        ("田中記者（08）が", "タナカキシャゼロハチガ"),
        ("議員（200）が", "ギインニヒャクガ"),
    ],
)
def test_other_numbers_in_brackets_are_no_ages(text: str, said: str) -> None:
    assert kana(text) == said
