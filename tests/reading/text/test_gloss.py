import pytest

from narrate.reading.policy import SayingPolicy
from narrate.reading.text.gloss import repeats_name
from narrate.reading.text.said import as_said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1ヘクトパスカル（hPa）は", "1ヘクトパスカルは"),
        ("3立方メートル（m3）の", "3立方メートルの"),
        ("亜鉛（Zn）と鉄Fe を", "亜鉛と鉄 を"),
        ("アンモニア（NH3）", "アンモニア"),
        ("エチレン（C=C）", "エチレン"),
        ("ビル・ゲイツ（Bill Gates、1955年生まれ）", "ビル・ゲイツ（1955年生まれ）"),
        ("ユニセフ（UNICEF）が", "ユニセフが"),
        ("ヴェネツィア（伊: Venezia）", "ヴェネツィア"),
        ("フィリップス N.V. の", "フィリップス の"),
    ],
)
def test_a_gloss_that_repeats_the_word_before_it_is_left_out(written: str, said: str) -> None:
    assert as_said(written).text == said
    assert as_said(written).silences


@pytest.mark.parametrize(
    "written",
    [
        "世界貿易機関（WTO）",
        "セット（g）",
        "ビタミン（K）",
        "トリウム（P2P）",
        "カレンダー（Outlook）",
        "スマートフォン（iPhone）",
        "ウランU-235",
        "ボット（ChatGPT）",
        "Intel Corp.の",
    ],
)
def test_what_says_something_new_is_kept(written: str) -> None:
    assert as_said(written).text == written


def test_the_policy_can_have_glosses_read() -> None:
    assert as_said("亜鉛（Zn）", policy=SayingPolicy(gloss="read")).text == "亜鉛（Zn）"


def test_a_gloss_is_a_silence_with_its_reason() -> None:
    (silence,) = as_said("亜鉛（Zn）と").silences
    assert (silence.start, silence.end, silence.reason) == (2, 6, "gloss")


@pytest.mark.parametrize(
    ("kana", "latin", "same"),
    [
        ("グレタ・トゥーンベリ", "Greta Thunberg", True),
        ("フォルクスワーゲン", "Volkswagen", True),
        ("ジュネーブ", "Geneva", True),
        ("ウラジーミル・プーチン", "Vladimir Putin", True),
        ("ノキア", "Nokia Corporation", False),
        ("ブラウザー", "Chrome", False),
        ("アイ", "Ia", False),
    ],
)
def test_names_are_compared_by_their_consonants(kana: str, latin: str, same: bool) -> None:
    assert repeats_name(kana, latin) is same
