import pytest

from narrate.reading.sounds.romaji import from_romaji, looks_japanese
from narrate.reading.sounds.spelling import is_said_as_word, spelled
from narrate.reading.words.latin import guess, guess_in_title
from narrate.reading.words.word import Grounds


def unknown(_: str) -> None:
    return None


@pytest.mark.parametrize(
    ("token", "kana"),
    [
        ("TBS", "ティービーエス"),
        ("B2B", "ビーツービー"),
        ("Q&A", "キューアンドエー"),
        ("D.C.", "ディーシー"),
        ("XQ", "エックスキュー"),
        ("KUMAMOTO", "クマモト"),
        ("Kurashiki", "クラシキ"),
        ("html", "エイチティーエムエル"),
    ],
)
def test_a_token_is_split_spelled_or_said(token: str, kana: str) -> None:
    assert guess(token, unknown).kana == kana


def test_fast_is_short_in_the_name_of_a_product() -> None:
    known = {"fast": "ファースト", "Fast": "ファースト", "Food": "フード"}.get
    assert guess("FastAPI", known).kana == "ファストエーピーアイ"
    assert guess("fast", known).kana == "ファースト"


def test_a_dictionary_reading_of_a_piece_is_taken() -> None:
    known = {"open": "オープン", "Open": "オープン"}.get
    found = guess("OpenQX", known)
    assert (found.kana, found.grounds) == ("オープンキューエックス", Grounds.LATIN)


def test_the_fall_is_on_the_last_letter() -> None:
    assert guess("NHK", unknown).accent == 6


@pytest.mark.parametrize(
    "word", ["UNESCO", "KADOKAWA", "TOYOTA", "SONIDO", "CONIFER", "AWARDS", "ISLANDS", "LIGO"]
)
def test_capitals_that_can_be_said_are_a_word(word: str) -> None:
    assert is_said_as_word(word)


@pytest.mark.parametrize(
    "word", ["NHK", "UCLA", "KRFTS", "IEEE", "HTTPS", "IBM", "ADSL", "LGBTQ", "OECD", "IAEA"]
)
def test_other_capitals_are_spelled(word: str) -> None:
    assert not is_said_as_word(word)


def test_letters_have_names() -> None:
    assert spelled("wz") == ["ダブリュー", "ゼット"]


@pytest.mark.parametrize(
    ("word", "kana"),
    [
        ("shimbun", "シンブン"),
        ("kyoto", "キョート"),
        ("sapporo", "サッポロ"),
        ("matcha", "マッチャ"),
        ("kantaro", "カンタロー"),
        ("shinichiro", "シンイチロー"),
        ("nagaro", "ナガロ"),
        ("honda", "ホンダ"),
        ("tsukuba", "ツクバ"),
        ("street", None),
        ("lake", None),
    ],
)
def test_hepburn_is_read_syllable_by_syllable(word: str, kana: str | None) -> None:
    assert from_romaji(word) == kana


def test_only_words_with_a_mark_of_it_look_japanese() -> None:
    assert looks_japanese("tsukuba")
    assert looks_japanese("konbanwa")
    assert not looks_japanese("potato")


@pytest.mark.parametrize(("word", "kana"), [("nights", "ツ"), ("wings", "ングス"), ("robots", "ツ")])
def test_a_plural_ends_as_japanese_has_it(word: str, kana: str) -> None:
    assert guess(word, unknown).kana.endswith(kana)


def test_capitals_with_i_before_a_vowel_begin_with_the_letter() -> None:
    assert guess("IONIC", unknown).kana.startswith("アイオ")


def test_a_short_word_in_a_title_is_said_and_an_abbreviation_is_spelled() -> None:
    assert guess("DARK", unknown).kana == "ディーエーアールケー"
    found = guess_in_title("DARK", unknown)
    assert found is not None
    assert found.kana == "ダーク"
    assert guess_in_title("NHK", unknown) is None
