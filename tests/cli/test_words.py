"""What narrate says, in the language of whoever sits there."""

from __future__ import annotations

import ast
import codecs
import io
import json
import os
import re
import sys
import time
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.mofile import read_mo
from hypothesis import given
from hypothesis import strategies as st

import catalogue
from japanese import assert_japanese, english_in
from narrate.cli.foreign import TEMPLATES, heard
from narrate.cli.names import GROUNDS, REASONS, ROLES, RULES, SUSPICIONS
from narrate.cli.words import Duration, duration_in_japanese, worded, worded_fault
from narrate.errors import SettingsError
from narrate.messages import Either, Foreign, Listed, Message, counted
from narrate.model import Role
from narrate.production.report import Reason
from narrate.reading.words.word import Grounds
from narrate.review.doubts import Suspicion
from shell import narrate

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。船が出る。\n\n## 夜\n\n風が止んだ。\n"
LOCALES = ("NARRATE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARRATE_LANG", "ja")


def test_every_message_is_in_the_catalogue_and_translated() -> None:
    assert catalogue.po_bytes(catalogue.updated()) == catalogue.PO.read_bytes(), "run make catalogue"
    assert not catalogue.untranslated(catalogue.stored())


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with catalogue.MO.open("rb") as file:
        compiled = sorted((str(list(m.id)), str(list(m.string or ""))) for m in read_mo(file) if m.id)
    written = sorted((str(list(m.id)), str(list(m.string or ""))) for m in catalogue.stored() if m.id)
    assert compiled == written, "run make catalogue"


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_no_place_for_a_value_is_lost_or_invented() -> None:
    checked = 0
    for message in catalogue.stored():
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        assert not any("!r" in str(string) for string in strings), message.id
        wanted = set().union(*map(places, ids))
        assert all(places(str(string)) == wanted for string in strings), message.id
        checked += bool(wanted)
    assert checked > 100


def test_every_rule_has_a_name() -> None:
    used = set()
    for path in [
        *(catalogue.SOURCE / "reading" / "text").glob("*.py"),
        *(catalogue.SOURCE / "reading" / "words").glob("*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name, at = (
                    ast.unparse(node.func).rpartition(".")[2],
                    {"sub": 2, "Rule": 0, "rewriting": 0, "decided_by": 0},
                )
                given = node.args[at[name] :] if name in at else []
                used |= {
                    a.value for a in given[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)
                }
    assert len(used) > 60
    assert used <= set(RULES), used - set(RULES)


@pytest.mark.parametrize(
    ("kind", "names"),
    [(Role, ROLES), (Reason, REASONS), (Suspicion, SUSPICIONS), (Grounds, GROUNDS)],
)
def test_every_kind_has_its_name_and_english_keeps_it(kind: Any, names: dict[str, Message]) -> None:
    assert {name: str(message) for name, message in names.items()} == {v.value: v.value for v in kind}


@pytest.mark.parametrize("path", sorted(catalogue.SOURCE.rglob("*.py")), ids=lambda p: p.name)
def test_every_template_is_written_out_where_the_tool_can_see_it(path: Path) -> None:
    """Up to Python 3.11 what stands inside an f-string is hidden from Babel."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = [n for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for n in ast.walk(f)]
    known = {form for m in catalogue.stored() if m.id for form in ([m.id] if isinstance(m.id, str) else m.id)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("Message", "counted"):
            continue
        assert node not in hidden, ast.unparse(node)
        for form in node.args[: 2 if ast.unparse(node.func) == "counted" else 1]:
            if isinstance(form, ast.Constant):
                assert form.value in known, form.value


def test_the_catalogue_tool_finds_a_sentence_that_was_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.py").write_text(
        'Message("a new {thing}")\ncounted("{count} b", "{count} bs", 2)\n', encoding="utf-8"
    )
    monkeypatch.setattr(catalogue, "SOURCE", tmp_path)
    assert list(catalogue.said_in_code()) == [
        ("odd.py", "a new {thing}"),
        ("odd.py", ("{count} b", "{count} bs")),
    ]
    assert catalogue.untranslated(catalogue.updated()) == ["a new {thing}", "{count} b"]


@pytest.mark.parametrize(
    ("environment", "is_japanese"),
    [
        ({"LANG": "ja_JP.UTF-8"}, True),
        ({"LANG": "ja_JP.eucJP"}, True),
        ({"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, True),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "ja_JP.UTF-8"}, False),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "ja_JP.UTF-8"}, True),
        ({"LANG": "C"}, False),
        ({}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LANG": "jam_JM.UTF-8"}, False),
        ({"LANG": "ja"}, True),
        ({"LANG": "ja.utf8"}, True),
        ({"LANG": "ja_JP.UTF-8", "NARRATE_LANG": "en"}, False),
        ({"LANG": "en_US.UTF-8", "NARRATE_LANG": "ja"}, True),
        ({"LANG": "ja_JP.UTF-8", "NARRATE_LANG": ""}, True),
    ],
)
def test_the_locale_chooses_unless_narrate_lang_does(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], is_japanese: bool
) -> None:
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert worded(Message("check the path")) == (
        "パスを確認してください" if is_japanese else "check the path"
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_stream_that_cannot_write_japanese_gets_english(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("NARRATE_LANG", "ja")
    monkeypatch.setattr(sys, "__stderr__", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert worded(Message("check the path")) == "check the path"


@pytest.mark.usefixtures("japanese")
def test_counts_lists_and_durations_are_written_as_japanese_does() -> None:
    assert [duration_in_japanese(ms) for ms in (0, 999, 61_000, 6_780_000, 3_600_000, 36_012_999)] == [
        "0秒", "0秒", "1分1秒", "1時間53分", "1時間", "10時間12秒",
    ]  # fmt: skip
    assert worded(counted("{count} chapter", "{count} chapters", 1)) == "1チャプター"
    assert worded(counted("{count} chapter", "{count} chapters", 3)) == "3チャプター"
    listed = Message("there are: {names}", names=Listed(["mei", "tone"]))
    assert worded(listed) == "使えるもの: mei、tone"
    assert (
        worded(Message("(or {kana})", kana=Either(["アス", "アシタ"]))) == "（ほかの読み: アスまたはアシタ）"
    )
    assert worded(Message("one of {choices:quoted}", choices=Listed(["a", 64]))) == '"a"、64のどれか'


def test_english_counts_have_their_plurals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARRATE_LANG", "en")
    assert [worded(counted("{count} clip", "{count} clips", n)) for n in (0, 1, 2)] == [
        "0 clips",
        "1 clip",
        "2 clips",
    ]
    told = Message("{path}: about {duration}", path="a", duration=Duration(6_780_000))
    assert worded(told) == "a: about 1:53:00"


@pytest.mark.usefixtures("japanese")
def test_a_fault_keeps_its_place_and_its_values() -> None:
    problem = Message("there is no voice {name!r}", name="ゆき\x1b[2J")
    fault = SettingsError(problem, hint=Message("check the path"), path="a.md", line=3)
    assert worded_fault(fault) == "a.md:3: 「ゆき\\x1b[2J」という声はありません。パスを確認してください。"
    assert str(fault) == "a.md:3: there is no voice 'ゆき\\x1b[2J'; check the path"
    assert worded_fault(SettingsError(Message("check the path"))) == "パスを確認してください。"
    assert worded_fault(SettingsError("odd")) == "odd。"  # type: ignore[arg-type]


@pytest.mark.usefixtures("japanese")
def test_only_what_steers_a_terminal_is_escaped() -> None:
    title = "夜\u3000港 👨\u200d👩 {二つ}\xa0\x1b[2J\u202e\r"
    told = worded(Message("there is no voice {name!r}", name=title))
    assert told == "「夜\u3000港 👨\u200d👩 {二つ}\xa0\\x1b[2J\\u202e\\r」という声はありません"


@given(text=st.text(max_size=40), template=st.sampled_from(TEMPLATES))
def test_whatever_others_say_is_taken(text: str, template: str) -> None:
    heard(template.format_map(dict.fromkeys(places(template), text)))
    assert heard(text) == text or heard(text).template in TEMPLATES


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_sentence_of_others_is_known_again(template: str) -> None:
    kinds = {"range": "1<=x<=9", "count": "3", "code": "3"}
    said = template.format_map({name: kinds.get(name, "x") for name in places(template)})
    assert heard(said).template == template


@pytest.mark.usefixtures("japanese")
def test_a_system_speaks_japanese_too() -> None:
    told = Message("cannot be read ({reason})", reason=Foreign(os.strerror(13)))
    assert worded(told) == "読み込めません（アクセス権がありません）"
    unheard = Message("cannot be read ({reason})", reason=Foreign("Odd thing"))
    assert worded(unheard) == "読み込めません（Odd thing）"


def test_a_build_speaks_japanese_from_first_to_last(studio: Studio) -> None:
    studio.write("---\nodd: 1\n---\n" + TEXT)

    def build(*more: str) -> str:
        ran = narrate(studio.folder, "build", "text/essay.md", *more, NARRATE_LANG="ja")
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    first = build()
    assert first.startswith("お知らせ: フロントマターの次の項目は使われません: odd\naudio/essay.mp3: ")
    assert first.endswith("秒、2チャプター。5文のうち5文を新しく読み上げ、0文はそのまま\n")
    again = build()
    assert again.startswith(
        "お知らせ: フロントマターの次の項目は使われません: odd\naudio/essay.mp3: 変更なし。"
    )
    assert again.endswith("秒、2チャプター、5文\n")
    studio.write("---\nodd: 1\n---\n" + TEXT.replace("朝が", "静かで長い、とても長い朝が"))
    changed = build()
    assert "  新しい文: 6行目: 静かで長い、とても長い朝が来た。\n" in changed
    assert re.search(r"  チャプター「夜」の開始位置が変わりました（\+\d+秒）\n", changed)
    for line in (first + again + changed).splitlines():
        assert not english_in(line), line


def test_a_report_for_programs_is_the_same_in_every_language(studio: Studio) -> None:
    studio.write("---\nspeed: fast\n---\n" + TEXT)
    studio.write("---\nodd: 1\n---\n" + TEXT, "other.md")
    for words in (
        ["build", "text/essay.md", "text/other.md", "--json"],
        ["plan", "text/other.md", "--json"],
        ["voices", "--json"],
        ["readings", "text/other.md", "--json"],
        ["readings", "text/other.md", "--why", "--json"],
    ):
        narrate(studio.folder, "build", "text/other.md", NARRATE_LANG="ja")
        english = narrate(studio.folder, *words, NARRATE_LANG="en")
        japanese = narrate(studio.folder, *words, NARRATE_LANG="ja")
        assert japanese.out == english.out
        assert json.loads(english.out)


def test_the_language_changes_no_file(studio: Studio) -> None:
    studio.write("---\nodd: 1\n---\n" + TEXT)

    def files(language: str) -> dict[str, bytes]:
        out = studio.folder / language
        narrate(studio.folder, "build", "text/essay.md", "--out", out, NARRATE_LANG=language)
        return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}

    english, japanese = files("en"), files("ja")
    clocks = re.compile(rb'("made_ns"|"mtime[a-z_]*"|\[\d{17,20})[^\]]*')
    assert {n: clocks.sub(b"", d) for n, d in english.items()} == {
        n: clocks.sub(b"", d) for n, d in japanese.items()
    }


def test_a_plan_is_japanese(studio: Studio) -> None:
    studio.write("---\ntitle: 題\n---\n" + TEXT + "\n![港の絵](a.png)\n\n***\n")
    ran = narrate(studio.folder, "plan", "text/essay.md", NARRATE_LANG="ja")
    assert ran.code == 0
    assert "読み飛ばす文字:\n" in ran.out
    assert "フロントマター: " in ran.out
    assert "画像の指定: " in ran.out
    assert "場面転換（間を置く）: ***" in ran.out
    assert_japanese(ran.out.splitlines()[-1])
    for line in ran.out.splitlines():
        assert not english_in(line), line


def test_a_plan_says_why_a_line_is_a_heading(studio: Studio) -> None:
    studio.write(TEXT + "\n## 昼\n\n網を繕う。\n")
    ran = narrate(studio.folder, "plan", "text/essay.md", "--why", NARRATE_LANG="ja")
    assert ran.code == 0
    assert ran.out.startswith("見出しとその理由:\n")
    assert "昼：見出しとして書かれている\n" in ran.out


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal to look at")
@pytest.mark.parametrize(("language", "said"), [("ja", "残り"), ("en", "字/s")])
def test_progress_on_a_terminal_is_in_the_users_language(studio: Studio, language: str, said: str) -> None:
    import subprocess
    import termios

    studio.write("# 港\n\n" + "".join(f"{n}番目の船が港を出ていった。\n\n" for n in range(60)))
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    environment = os.environ | {"NARRATE_LANG": language, "TERM": "xterm"}
    command = [sys.executable, "-m", "narrate", "build", "text/essay.md", "-j", "1"]
    with subprocess.Popen(
        command, cwd=studio.folder, stderr=theirs, stdout=theirs, env=environment
    ) as running:
        os.close(theirs)
        shown, decoder = "", codecs.getincrementaldecoder("utf-8")("replace")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += decoder.decode(piece)
        os.close(ours)
    assert running.returncode == 0
    assert re.search(said, shown), shown
    if language == "ja":
        assert not english_in(shown), shown


def test_a_plain_locale_of_bytes_is_no_trouble(studio: Studio) -> None:
    studio.write(TEXT)
    plain = {
        "NARRATE_LANG": "",
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    for words, code in (
        (["--help"], 0),
        (["plan", "text/essay.md"], 0),
        (["build", "text/essay.md"], 0),
        (["build", "text/港.md"], 3),
    ):
        ran = narrate(studio.folder, *words, **plain)
        assert ran.code == code
        assert (ran.out + ran.err).isascii()
    both = plain | {"NARRATE_LANG": "ja"}
    assert (
        narrate(studio.folder, "build", "text/none.md", **both).error_line
        == "text/none.md: there is no such file; check the path"
    )
