"""What an article, a tag or a file name holds is shown, and never obeyed by a terminal."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3, TIT2

from narrate.cli.output import Shown, json_text
from narrate.cli.words import worded, worded_fault
from narrate.errors import UsageError
from narrate.messages import Either, Foreign, Listed, Message, Written
from shell import narrate

if TYPE_CHECKING:
    from pathlib import Path

    from shell import Ran

OSC, CSI, C1, BIDI = "\x1b]0;owned\x07", "\x1b[2J", "\x9b31m\x9d0;x\x9c", "\u202e"
ALL = OSC + CSI + C1 + BIDI + "\r\x7f\x08"
STEERING = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])


def assert_tame(ran: Ran, *, shows: str = r"\x1b") -> None:
    printed = ran.out + ran.err
    assert not STEERING.search(printed), ascii(printed)
    assert shows in printed, printed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace whose article, lexicon, voice and file names hold controls."""
    for name in ("text", "voices"):
        (tmp_path / name).mkdir()
    (tmp_path / "voices" / "tone.toml").write_text(
        f'description = {json.dumps("a hum")}\nengine = "tone"\ncredit = {json.dumps("c")}\n'
        'licence = "none"\n', encoding="utf-8",
    )  # fmt: skip
    (tmp_path / "text" / "narrate.toml").write_text('[voice]\nname = "tone"\n', encoding="utf-8")
    article = (
        f"# 題{ALL}名\n\n本文{ALL}です。辛{OSC}い。\n\n<!-- {ALL} -->\n\n## 章{CSI}\n\n次の文です。\n\n"
        f"<!-- {'x' * 9000} -->\n"
    )
    (tmp_path / "text" / "essay.md").write_text(article, encoding="utf-8", newline="")
    return tmp_path


@LANGUAGES
@pytest.mark.parametrize(
    "words",
    [
        ("plan", "text/essay.md"),
        ("readings", "text/essay.md"),
        ("readings", "text/essay.md", "--why"),
    ],
)
def test_an_article_cannot_steer_the_terminal(folder: Path, language: str, words: tuple[str, ...]) -> None:
    assert_tame(narrate(folder, *words, NARRATE_LANG=language))


@LANGUAGES
def test_an_edit_shows_controls_in_what_changed(folder: Path, language: str) -> None:
    narrate(folder, "build", "text/essay.md", "--quiet")
    article = folder / "text" / "essay.md"
    article.write_text(
        article.read_text(encoding="utf-8").replace("です。辛", "でした。辛"), encoding="utf-8"
    )
    assert_tame(narrate(folder, "build", "text/essay.md", NARRATE_LANG=language))
    assert_tame(
        narrate(folder, "readings", "text/essay.md", "--diff", "audio/essay.mp3", NARRATE_LANG=language)
    )


@pytest.mark.parametrize(
    "words",
    [("plan", "--json"), ("readings", "--json"), ("readings", "--why", "--json"), ("build", "--json")],
)
def test_json_is_tame_and_whole(folder: Path, words: tuple[str, ...]) -> None:
    ran = narrate(folder, words[0], "text/essay.md", *words[1:])
    assert_tame(ran, shows=r"\u001b")
    assert "\x9b" in json.dumps(json.loads(ran.out), ensure_ascii=False)


@LANGUAGES
def test_a_tag_cannot_steer_the_terminal(folder: Path, language: str) -> None:
    narrate(folder, "build", "text/essay.md", "--quiet")
    mp3 = folder / "audio" / "essay.mp3"
    tag = ID3(mp3)
    tag["TIT2"] = TIT2(encoding=1, text=[f"題{ALL}\nforged"])
    for chapter in tag.getall("CHAP"):
        chapter.sub_frames["TIT2"] = TIT2(encoding=1, text=[f"章{ALL}\nforged"])
    tag.save(mp3, v2_version=3)
    ran = narrate(folder, "check", "audio/essay.mp3", NARRATE_LANG=language)
    assert_tame(ran)
    assert not re.search("^forged", ran.out, re.MULTILINE)


@LANGUAGES
def test_a_lexicon_cannot_steer_the_terminal(folder: Path, language: str) -> None:
    lexicon = folder / "text" / "lexicon.toml"
    lexicon.write_text(f'[words]\n{json.dumps("語" + CSI + C1)} = "ゴ"\n', encoding="utf-8")
    assert_tame(narrate(folder, "lexicon", "list", NARRATE_LANG=language))
    assert_tame(narrate(folder, "lexicon", "remove", "無" + CSI, NARRATE_LANG=language))


@LANGUAGES
def test_file_names_and_words_of_the_command_cannot_steer_the_terminal(folder: Path, language: str) -> None:
    for words in (
        ("plan", f"text/{ALL}.md"),
        ("build", f"text/{ALL}\nnarrate: forged.md"),
        ("check", f"{ALL}.mp3"),
        ("build", "text/essay.md", "--voice", f"x{ALL}"),
        ("build", "text/essay.md", "--section", f"x{ALL}"),
        ("readings", "--lines", f"{ALL}"),
        (f"x{CSI}",),
        ("build", "text/essay.md", f"--x{CSI}"),
        ("build", "text/essay.md", "--speed", f"x{CSI}"),
        ("epub", f"x{CSI}"),
        ("clean", "--out", f"x{CSI}"),
    ):
        ran = narrate(folder, *words, NARRATE_LANG=language)
        assert ran.code
        assert_tame(ran)
        assert "\nnarrate: forged" not in ran.err


def test_the_katakana_of_lines_holds_no_controls(folder: Path) -> None:
    (folder / "lines.txt").write_text(f"朝{ALL}です\n{CSI}\n夜です\n", encoding="utf-8", newline="")
    ran = narrate(folder, "readings", "--lines", "lines.txt")
    assert not STEERING.search(ran.out)
    assert ran.out.count("\n") == 3


@LANGUAGES
@pytest.mark.parametrize(
    "value", ["a\x1bb\nc", Foreign("a\x1bb"), Listed(["a\x1bb"]), Either(["a\x1bb"]), Written("a\x1bb"),
              Message("{x}", x="a\x1bb")],
)  # fmt: skip
def test_no_value_of_a_message_steers(monkeypatch: pytest.MonkeyPatch, language: str, value: object) -> None:
    monkeypatch.setenv("NARRATE_LANG", language)
    for said in (
        worded(Message("see {x}", x=value)),
        worded(Message("see {x!r}", x=value)),
        worded("a\x1bb\n"),
    ):
        assert not STEERING.search(said), ascii(said)
        assert "\n" not in said
    fault = UsageError(Message("see {x}", x=value), hint=Message("do {x}", x=value), path="a\x1b\n")
    assert not STEERING.search(worded_fault(fault))


def test_english_is_as_it_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARRATE_LANG", "en")
    message = Message(
        "{x!r} of {many:quoted} or {one}", x="a'b", many=Listed(["a", "b"]), one=Either(["c", "d"])
    )
    assert worded(message) == str(message)


def test_lines_and_tabs_pass_but_no_other_control(capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    stream = Shown(sys.stdout)
    stream.writelines(["a\tb\n", "c\x85\u2028d\x1b\udc80"])
    assert capsys.readouterr().out == "a\tb\nc\\x85\\u2028d\\x1b\\udc80"


def test_json_escapes_controls_as_json_does() -> None:
    assert json.loads(json_text(["\x1b\x9b\u2028\u202e朝"])) == ["\x1b\x9b\u2028\u202e朝"]
    assert "朝" in json_text("朝")
