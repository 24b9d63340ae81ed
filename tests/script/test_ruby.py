import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.model import Passage, Ruby
from narrate.reading.lexicon.entries import entries_of_ruby
from narrate.script.ruby import is_plausible, resolve_ruby


def passage(text: str, at: int = 0) -> Passage:
    return Passage(text, tuple(range(at, at + len(text))))


@pytest.mark.parametrize(
    ("written", "text", "rubies"),
    [
        ("尾上《おのえ》さん", "尾上さん", [("尾上", "おのえ")]),
        ("｜西之表市《にしのおもてし》へ", "西之表市へ", [("西之表市", "にしのおもてし")]),
        ("<ruby>海神<rt>わだつみ</rt></ruby>の声", "海神の声", [("海神", "わだつみ")]),
        ("<ruby>海<rp>(</rp><rt>うみ</rt><rp>)</rp></ruby>", "海", [("海", "うみ")]),
        ("<ruby>海<rt>わだ</rt>神<rt>つみ</rt></ruby>", "海神", [("海神", "わだつみ")]),
        ("{匝瑳|そうさ}市", "匝瑳市", [("匝瑳", "そうさ")]),
        ("{電子出版|でん|し|しゅっ|ぱん}", "電子出版", [("電子出版", "でんししゅっぱん")]),
        ("匝瑳（そうさ）市", "匝瑳市", [("匝瑳", "そうさ")]),
        ("匝瑳(そうさ)市", "匝瑳市", [("匝瑳", "そうさ")]),
        ("氏（うじ）より育ち", "氏より育ち", [("氏", "うじ")]),
        ("OpenLab（オープンラボ）の", "OpenLabの", [("OpenLab", "オープンラボ")]),
        ("文字《もじ》と音《おと》", "文字と音", [("文字", "もじ"), ("音", "おと")]),
    ],
)
def test_written_ruby_becomes_the_reading(written: str, text: str, rubies: list[tuple[str, str]]) -> None:
    kept, found, _ = resolve_ruby(passage(written))
    assert kept.text == text
    assert [(kept.text[r.start : r.end], r.kana) for r in found] == rubies


@pytest.mark.parametrize(
    "written",
    [
        "彼（ひどい）は",
        "会社（パナソニック）は",
        "山田商事（株）",
        "彼（うそ）が",
        "東京（とうきょうからのながいながいたびじ）",
        "委員会（二〇名）",
        "《作品》について",
        "{変数|値}を",
        "彼は（たぶん）来る",
        "A（ああああああああああああああああああああ）",
    ],
)
def test_other_brackets_stay(written: str) -> None:
    kept, found, skips = resolve_ruby(passage(written))
    assert (kept.text, found, skips) == (written, (), ())


def test_what_is_taken_out_is_skipped_at_its_place_in_the_source() -> None:
    _, _, skips = resolve_ruby(passage("尾上《おのえ》さん", at=100))
    assert [(s.start, s.end, s.reason) for s in skips] == [(102, 107, "ruby")]


@pytest.mark.parametrize(
    ("base", "kana", "plausible"),
    [
        ("東京", "とうきょう", True),
        ("志", "こころざし", True),
        ("一", "はじめ", True),
        ("会社", "トヨタ", False),
        ("東京", "と", False),
        ("NHK", "エヌエイチケー", True),
        ("NHK", "え", False),
        ("海", "ー", False),
    ],
)
def test_a_reading_must_be_as_long_as_the_word_can_sound(base: str, kana: str, plausible: bool) -> None:
    assert is_plausible(base, kana) is plausible


def test_an_authors_reading_holds_for_the_rest_of_the_article() -> None:
    text = "尾上さんと海と尾上さん"
    (entry,) = entries_of_ruby(
        [("海だ", [], "a.md", 2), (text, [Ruby(0, 2, "オノエ"), Ruby(5, 6, "ワダ")], "a.md", 3)]
    )
    assert (entry.written, entry.kana, entry.path, entry.line) == ("尾上", "オノエ", "a.md", 3)


def test_a_word_with_two_readings_is_not_harvested() -> None:
    assert entries_of_ruby([("尾上尾上", [Ruby(0, 2, "オノエ"), Ruby(2, 4, "オガミ")], "a.md", 1)]) == ()


@given(st.text(alphabet="漢字｜《》（）()かなカナabc<>ruby/t ", max_size=40))
def test_every_character_is_kept_or_skipped_once(text: str) -> None:
    kept, rubies, skips = resolve_ruby(passage(text))
    skipped = [i for s in skips for i in range(s.start, s.end)]
    assert sorted([*kept.origins, *skipped]) == list(range(len(text)))
    assert all(0 <= r.start < r.end <= len(kept.text) for r in rubies)


@pytest.mark.parametrize("run", ["海" * 100_000, "sea. wind " * 10_000, "." * 100_000, "<ruby>海" * 2_000])
def test_long_runs_take_linear_time(run: str) -> None:
    began = time.process_time()
    assert resolve_ruby(passage(run))[1] == ()
    assert time.process_time() - began < 10


def test_many_readings_in_one_paragraph_take_linear_time() -> None:
    began = time.process_time()
    kept, rubies, _ = resolve_ruby(passage("海《うみ》の音。" * 10_000))
    assert kept.text == "海の音。" * 10_000
    assert (rubies[-1].start, len(rubies)) == (39_996, 10_000)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("before", [" ", "彼の - ", "海", "　'"])
def test_marks_before_a_word_in_latin_letters_stay(before: str) -> None:
    kept, rubies, _ = resolve_ruby(passage(f"{before}OpenLab《オープンラボ》の"))
    assert kept.text == f"{before}OpenLabの"
    assert rubies == (Ruby(len(before), len(before) + 7, "オープンラボ"),)
