from importlib import resources
from pathlib import Path

import pytest

from narrate.errors import SettingsError
from narrate.ground.kana import is_sayable, moras
from narrate.model import Ruby
from narrate.reading.key import reading_key
from narrate.reading.lexicon.entries import (
    LONGEST_WORD,
    POS,
    Entry,
    checked,
    entries_of,
    entries_of_ruby,
    load_lexicon,
    parse_lexicon,
)
from narrate.reading.lexicon.forms import fold, skeleton
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.lexicon.shipped import shipped_entries
from narrate.reading.sounds.pronunciation import spoken
from narrate.reading.text.said import DEFAULT_POLICY, as_said
from narrate.review.lexicon_edit import with_entry


def test_an_entry_is_kana_alone_or_a_table() -> None:
    text = '[words]\n"尾上" = "おのえ"\n"Grok" = { kana = "グロック", accent = 2, pos = "name" }\n'
    first, second = parse_lexicon(text, "lexicon.toml")
    assert first == Entry("尾上", "オノエ", path="lexicon.toml", line=2)
    assert second == Entry("Grok", "グロック", 2, "name", "lexicon.toml", 3)


CONFIRMED = '[words]\n"Grok" = "グロック"\n\n[confirmed]\n"尾上" = "おのえ"\n"Grok" = "グロク"\n'


def test_what_was_found_right_decides_nothing_that_is_said() -> None:
    entries = parse_lexicon(CONFIRMED, "lexicon.toml")
    lexicon = Lexicon((entries,))
    assert [(e.written, e.kana) for e in lexicon.own] == [("Grok", "グロック")]
    assert [(e.written, e.kana, e.line) for e in lexicon.confirmed] == [
        ("尾上", "オノエ", 5),
        ("Grok", "グロク", 6),
    ]
    without = Lexicon((entries[:1],))
    assert lexicon.entries == without.entries
    texts = ("尾上のGrok", "尾上")
    keys = [[reading_key(t, (), words, DEFAULT_POLICY) for t in texts] for words in (lexicon, without)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('"名前" = "onoe"', "must be kana that can be spoken"),
        ('"名前" = { kana = "ナマエ", accent = 1 }', "must be a text"),
        ('"。。" = "マル"', "can never match"),
        ('"尾上" = "オノエ"', "stands here twice"),
    ],
)
def test_a_faulty_word_among_those_found_right_is_named_with_its_line(line: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem) as caught:
        parse_lexicon(f'[confirmed]\n"尾上" = "オノエ"\n{line}\n', "lexicon.toml")
    assert str(caught.value).startswith("lexicon.toml:3: ")


def test_no_file_means_no_words(tmp_path: Path) -> None:
    assert load_lexicon(tmp_path / "none.toml") == ()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('"尾上" = "onoe"', "must be kana that can be spoken"),
        ('"尾上" = "ーオノエ"', "must be kana that can be spoken"),
        ('"尾上" = 3', "kana is 3; it must be a text"),
        ('"尾上" = { accent = 1 }', "no reading"),
        ('"尾上" = { kana = "オノエ", accent = 9 }', "accent is 9; it must be .* from 0 to 3"),
        ('"尾上" = { kana = "オノエ", accent = true }', "accent is True"),
        ('"尾上" = { kana = "オノエ", pos = "verb" }', "pos is 'verb'; it must be one of 'noun', "),
        ('"尾上" = { kana = "オノエ", pos = [1] }', "pos is"),
        ('"尾上" = { kana = "オノエ", pos = { a = 1 } }', "pos is"),
        ('"尾上" = { kana = ["オノエ"] }', "must be a text"),
        ('"尾上" = { kana = "オノエ", note = "x" }', "unknown key"),
        ('"。。" = "マル"', "can never match"),
        ('"名前" = "ナマエ"', "stands here twice"),
        ('"ｎａｍｅ" = "ナメ"', "stands already"),
        ('"尾上 = "オノエ"', "not valid TOML"),
        ('"か\u3099" = "ガ"', "stands in nearly every sentence"),
        ('"ｶﾞ" = "ガ"', "stands in nearly every sentence"),
        ('"〇" = "マル"', "is a figure of many numbers"),
        (f'"{"尾" * 10000}" = "オ"', "'尾尾尾尾尾尾尾尾尾尾尾尾尾尾尾尾尾尾尾尾…' is too long for a word"),
        (f'"尾上" = "{"オ" * 10000}"', "'尾上…' is too long for a word"),
    ],
)
def test_a_faulty_entry_is_named_with_its_line(line: str, problem: str) -> None:
    text = f'[words]\n"名前" = "ナマエ"\n"name" = "ネーム"\n{line}\n'
    with pytest.raises(SettingsError, match=problem) as caught:
        parse_lexicon(text, "lexicon.toml")
    assert str(caught.value).startswith("lexicon.toml:4: ")


def test_a_sign_that_stands_for_a_word_may_be_one() -> None:
    assert [e.written for e in parse_lexicon('[words]\n"㌔" = "キロ"\n', "lexicon.toml")] == ["㌔"]


def test_a_long_passage_with_ruby_is_no_word_of_the_lexicon() -> None:
    long = [("尾" * 101, [Ruby(0, 101, "オ")], "a.md", 1), ("尾上", [Ruby(0, 2, "お" * 101)], "a.md", 2)]
    assert entries_of_ruby(long) == ()


@pytest.mark.engine
def test_the_longest_words_can_be_compiled() -> None:
    from narrate.reading.frontend import front_end

    entries = [Entry(sign * LONGEST_WORD, "ア" * LONGEST_WORD) for sign in "尾№㈱ʡ"]
    assert front_end(checked(entries)).read("尾" * LONGEST_WORD).kana.startswith("アア")


def test_front_matter_takes_short_and_long_entries() -> None:
    short, long = entries_of(
        [{"尾上": "オノエ"}, {"written": "Grok", "kana": "グロック", "accent": 2}], "a.md"
    )
    assert (short.written, short.kana) == ("尾上", "オノエ")
    assert (long.written, long.accent) == ("Grok", 2)


def test_a_later_layer_overrides_an_earlier_one() -> None:
    lexicon = (
        Lexicon(with_shipped=False)
        .with_layer([Entry("尾上", "オガミ")])
        .with_layer([Entry("尾上", "オノエ")])
    )
    assert [e.kana for e in lexicon.entries] == ["オノエ"]


def test_case_and_width_are_one_word_but_acronyms_are_not() -> None:
    assert fold("OpenAI") == fold("ｏｐｅｎａｉ")
    assert fold("US") != fold("us")


@pytest.mark.parametrize(
    ("written", "text", "matches"),
    [
        ("尾上", "尾上さん", True),
        ("尾上", "尾下", False),
        ("GPT4", "GPT-4の", True),
        ("openai", "ＯＰＥＮＡＩ", True),
        ("100円", "¥100", True),
    ],
)
def test_entries_that_can_match_make_the_signature(written: str, text: str, matches: bool) -> None:
    lexicon = Lexicon().with_layer([Entry(written, "カナ")])
    assert bool(lexicon.signature(text)) is matches


def test_adding_a_word_keeps_the_rest_of_the_file() -> None:
    text = '# mine\n[words]\n"尾上" = "オガミ"\n'
    path = Path("lexicon.toml")
    assert with_entry(text, "尾上", "おのえ", None, None, path) == '# mine\n[words]\n"尾上" = "オノエ"\n'
    longer = with_entry(text, "Grok", "グロック", 2, None, path)
    assert longer == text + '"Grok" = { kana = "グロック", accent = 2 }\n'
    assert with_entry("", "尾上", "オノエ", None, None, path) == '[words]\n"尾上" = "オノエ"\n'


def test_the_shipped_lexicon_is_sound() -> None:
    entries = shipped_entries()
    assert len(entries) > 500
    assert len({fold(e.written) for e in entries}) == len(entries)
    for entry in entries:
        assert is_sayable(entry.kana), entry
        assert entry.pos is None or entry.pos in POS, entry
        assert entry.accent is not None, entry
        assert entry.accent <= len(moras(spoken(entry.kana))), entry
        assert skeleton(as_said(entry.written).text), entry


@pytest.mark.engine
@pytest.mark.parametrize(("word", "kana"), [("안녕", "アンニョン"), ("Москва", "モスクワ"), ("😀", "エガオ")])
def test_a_word_in_a_script_that_no_dictionary_reads_is_said_as_the_lexicon_says(
    word: str, kana: str
) -> None:
    from narrate.reading.frontend import FrontEnd
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.policy import SayingPolicy

    entries = parse_lexicon(f'[words]\n"{word}" = "{kana}"\n', "lexicon.toml")
    reading = FrontEnd(Lexicon().with_layer(entries), SayingPolicy()).read(f"彼は{word}と言った。")
    assert kana in reading.kana
    assert reading.silences == ()


def test_every_batch_of_shipped_words_names_its_source() -> None:
    text = (resources.files("narrate.reading.lexicon") / "shipped.tsv").read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("# ")]
    sources = {line.split()[1] for line in comments if line.startswith("#   ") and line[4:8].strip()}
    batches = [line for line in comments if " | " in line and '"' not in line]
    assert len(batches) > 40
    assert {line.rpartition(" | ")[2] for line in batches} <= sources
    before_first = text[: text.index(batches[0])].splitlines()
    assert all(not line or line.startswith("#") for line in before_first)


def test_a_word_that_is_safe_only_before_particles_is_kept_to_them() -> None:
    forms = {entry.written: entry.kana for entry in shipped_entries() if entry.written.startswith("大の里")}
    assert "大の里" not in forms
    assert forms["大の里は"] == "オオノサトワ"
    assert forms["大の里が"] == "オオノサトガ"
