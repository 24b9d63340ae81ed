"""Words put into a lexicon and taken out again: the text stays one that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.errors import SettingsError
from narrate.reading.lexicon.entries import parse_lexicon
from narrate.review.lexicon_edit import Texts, taken_back, with_confirmed, with_entry, without_entry

PATH = Path("lexicon.toml")


def added(text: str, written: str, kana: str = "カナ") -> str:
    return with_entry(text, written, kana, None, None, PATH)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "# no line end", "# ours\n\n"])
def test_a_file_without_the_header_gets_it(text: str) -> None:
    above = f"{text.removesuffix(chr(10))}\n" if text else ""
    assert added(text, "尾上") == above + '[words]\n"尾上" = "カナ"\n'


@pytest.mark.parametrize("header", ["[words]", '[ "words" ]  # ours'])
def test_a_word_may_be_called_words(header: str) -> None:
    once = added(f"{header}\n", "words", "ワーズ")
    twice = added(once, "words", "ワード")
    assert twice == f'{header}\n"words" = "ワード"\n'
    assert without_entry(twice, "words", PATH) == f"{header}\n"


def test_a_word_goes_below_the_header_and_above_a_table_of_another() -> None:
    text = '[words]\n"尾上" = "オノエ"\n[words.匝瑳]\nkana = "ソウサ"\n'.replace("匝瑳", '"匝瑳"')
    after = added(text, "角")
    assert [(e.written, e.kana) for e in parse_lexicon(after, PATH)] == [
        ("尾上", "オノエ"),
        ("角", "カナ"),
        ("匝瑳", "ソウサ"),
    ]
    assert without_entry(after, "角", PATH) == text


@pytest.mark.parametrize(
    "text",
    [
        'words = { "尾上" = "オノエ" }\n',
        '[words."尾上"]\nkana = "オノエ"\n',
        '[words]\n"尾上" = """\nオノエ"""\n',
    ],
)
def test_what_cannot_be_changed_line_by_line_is_left_as_it_is(text: str) -> None:
    with pytest.raises(SettingsError, match=r"lexicon.toml: .*cannot change; change it by hand"):
        added(text, "尾上", "オガミ")
    with pytest.raises(SettingsError, match="change it by hand"):
        without_entry(text, "尾上", PATH)


def test_line_ends_stay_as_they_are() -> None:
    text = '# ours\r\n[words]\r\n"尾上" = "オノエ"\r\n'
    assert added(text, "角") == text + '"角" = "カナ"\r\n'
    assert without_entry(text, "尾上", PATH) == "# ours\r\n[words]\r\n"


@pytest.mark.parametrize("value", ['"カナ"', '{ kana = "カナ", accent = 1 }', "'カナ'"])
def test_a_comment_behind_a_word_stays_when_it_is_said_otherwise(value: str) -> None:
    after = added(f'[words]\n"C#" = {value}  # said so by "C#" itself\n', "C#", "シー")
    assert after == '[words]\n"C#" = "シー"  # said so by "C#" itself\n'


def test_what_is_confirmed_has_a_table_of_its_own_and_words_stay_above_it() -> None:
    text = '[words]\n"尾上" = "オノエ"\n'
    confirmed = with_confirmed(text, "角", "カド", PATH)
    assert confirmed == f'{text}\n[confirmed]\n"角" = "カド"\n'
    assert with_confirmed(confirmed, "角", "ツノ", PATH) == f'{text}\n[confirmed]\n"角" = "ツノ"\n'
    both = added(confirmed, "角", "カド")
    assert both == f'{text}"角" = "カド"\n\n[confirmed]\n"角" = "カド"\n'
    assert without_entry(both, "角", PATH) == f"{text}\n[confirmed]\n"


def test_a_word_that_is_settled_otherwise_is_no_longer_confirmed() -> None:
    text = '[words]\n"門" = "モン"\n\n[confirmed]\n"市場" = "イチバ"\n"角" = "カド"\n'
    after = with_entry(text, "市場", "シジョウ", None, None, PATH)
    assert after == '[words]\n"門" = "モン"\n"市場" = "シジョウ"\n\n[confirmed]\n"角" = "カド"\n'
    assert taken_back(after, Texts(text, after), "市場", PATH) == text
    assert '\n"角" = "カド"\n' in with_entry(text, "角", "カド", None, None, PATH).split("[confirmed]")[1]


def test_an_edit_is_taken_back_alone_and_only_if_its_row_is_as_it_was_written() -> None:
    before = '[words]\n"尾上" = { kana = "オノウエ", pos = "name" }  # ours\n'
    edit = Texts(before, added(before, "尾上", "オノエ"))
    assert taken_back(edit.after, edit, "尾上", PATH) == before
    assert taken_back(f'{edit.after}"角" = "カド"\n', edit, "尾上", PATH) == f'{before}"角" = "カド"\n'
    assert taken_back(edit.after.replace("# ours", "# mine"), edit, "尾上", PATH) is None
    assert taken_back(before, edit, "尾上", PATH) is None
