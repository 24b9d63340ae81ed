"""``--help`` of every command, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from japanese import assert_japanese, english_in
from narrate.cli.app import app
from narrate.cli.columns import excerpt, padded, width_of, wrapped
from shell import Ran, narrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def called(folder: Path, *words: str, language: str) -> Ran:
    """Run it, and call it what its users do."""
    ran = narrate(folder, *words, NARRATE_LANG=language)
    return Ran(ran.code, *(text.replace("python -m narrate", "narrate") for text in (ran.out, ran.err)))


def commands(command: Any, *path: str) -> Iterator[tuple[str, ...]]:
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, *path, name)


COMMANDS = list(commands(get_command(app)))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_there_in_both_languages(tmp_path: Path, path: tuple[str, ...]) -> None:
    english = called(tmp_path, *path, "--help", language="en")
    japanese = called(tmp_path, *path, "--help", language="ja")
    assert (english.code, japanese.code, english.err, japanese.err) == (0, 0, "", "")
    assert english.out.startswith(" ".join(("Usage: narrate", *path)))
    assert japanese.out.startswith(" ".join(("使い方: narrate", *path)))
    assert_japanese(japanese.out)
    assert "Options:" not in japanese.out
    options = [word for word in english.out.split() if word.startswith("--")]
    assert options
    for option in options:
        assert option.rstrip(",.:]") in japanese.out
    assert all(width_of(line) <= 80 for line in japanese.out.splitlines())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build"], "記事を指定してください。使い方は narrate build --help で見られます。"),
        (["biuld"], "「biuld」というコマンドはありません。もしかして: build。使い方は"),
        (["build", "x", "--sped", "2"], "--spedというオプションはありません。"),
        (
            ["build", "x", "--speed", "9"],
            "--speedの値が正しくありません: 9.0は範囲外です（0.25から4.0まで）。",
        ),
        (["build", "x", "--speed", "fast"], "--speedの値が正しくありません: 「fast」は数ではありません。"),
        (
            ["build", "x", "--jobs", "two"],
            "--jobs（-j）の値が正しくありません: 「two」は整数ではありません。",
        ),
        (["build", "x", "--speed"], "--speedに値を付けてください。"),
        (["build", "x", "--force=1"], "--forceに値は付けられません。"),
        (["say", "a", "b"], "余分な引数があります（b）。"),
        (["lexicon", "ad"], "「ad」というコマンドはありません。もしかして: add"),
    ],
)
def test_wrong_words_are_told_in_japanese(tmp_path: Path, words: list[str], said: str) -> None:
    ran = called(tmp_path, *words, language="ja")
    assert ran.code == 2
    assert said in ran.error_line
    assert not english_in(ran.error_line)


def test_a_command_without_a_subcommand_shows_its_help_in_japanese(tmp_path: Path) -> None:
    for words in ([], ["lexicon"]):
        ran = called(tmp_path, *words, language="ja")
        assert ran.code == 2
        assert ran.err.startswith("使い方: narrate")
        assert_japanese(ran.err)


@given(text=st.text("日本語のあっ、。「」（）abcdef ー…1", max_size=120), columns=st.integers(12, 60))
def test_wrapping_loses_nothing_and_breaks_where_japanese_may(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    if " " in text:  # a space is where a line may end, whatever stands beside it
        return
    for line in lines[1:]:
        assert line[:1] not in tuple("、。」）っー…")
    for line in lines[:-1]:
        assert line[-1:] not in tuple("「（")


def test_lines_are_as_wide_as_they_look() -> None:
    assert (width_of("abc"), width_of("日本"), width_of("ｱ")) == (3, 4, 1)
    assert wrapped("一二三四五六。七八", 12) == ["一二三四五", "六。七八"]
    assert wrapped("一二三 abcdef gh", 10) == ["一二三", "abcdef gh"]
    assert padded("題", 6) == "題    "


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (40, "一二三四五《語》六七八九十"),
        (18, "…四五《語》六七…"),
        (6, "…《語》…"),
        (0, "…《語》…"),
    ],
)
def test_a_long_sentence_is_shortened_round_its_word(columns: int, shown: str) -> None:
    assert excerpt("一二三四五", "《語》", "六七八九十", columns) == shown


def test_what_stands_near_the_end_has_more_before_it() -> None:
    assert excerpt("一二三四五六七八", "語", "九", 14) == "…五六七八語九"
    assert excerpt("一", "語", "二三四五六七八九", 14) == "一語二三四五…"
