from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from narrate.audio.mp3 import is_frame_run
from narrate.cli.app import app
from narrate.errors import ExitCode, NarrateError
from narrate.review import listing
from narrate.review.doubts import Doubt, Suspicion
from shell import narrate
from tone_studio import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

runner = CliRunner()


def test_a_word_is_added_and_listed(tmp_path: Path) -> None:
    file = str(tmp_path / "text" / "lexicon.toml")
    assert runner.invoke(app, ["lexicon", "add", "尾上", "おのえ", "--file", file]).exit_code == 0
    assert runner.invoke(app, ["lexicon", "list", "--file", file]).output == "尾上  オノエ\n"


def test_a_word_that_is_added_again_tells_what_it_was(tmp_path: Path) -> None:
    file = str(tmp_path / "lexicon.toml")
    runner.invoke(app, ["lexicon", "add", "尾上", "オガミ", "--file", file])
    output = runner.invoke(app, ["lexicon", "add", "尾上", "オノエ", "--file", file]).output
    assert output == f"{file}: 尾上 is read オノエ, no longer オガミ\n"


def test_a_word_that_is_removed_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_text('# names\n[words]\n"尾上" = "オノエ"  # ours\n"匝瑳" = "ソウサ"\n', encoding="utf-8")
    assert runner.invoke(app, ["lexicon", "remove", "尾上", "--file", str(file)]).exit_code == 0
    assert file.read_text(encoding="utf-8") == '# names\n[words]\n"匝瑳" = "ソウサ"\n'
    again = runner.invoke(app, ["lexicon", "remove", "尾上", "--file", str(file)])
    assert isinstance(again.exception, NarrateError)


@pytest.mark.parametrize("words", [["list"], ["add", "尾上", "オノエ"], ["remove", "尾上"]])
def test_a_lexicon_that_is_not_utf8_or_no_file_is_told_with_its_place(
    tmp_path: Path, words: list[str]
) -> None:
    file = tmp_path / "text" / "lexicon.toml"
    file.parent.mkdir()
    file.write_bytes('[words]\n"尾上" = "オノエ"\n'.encode("cp932"))
    ran = narrate(tmp_path, "lexicon", *words)
    assert (ran.code, ran.error_line) == (
        ExitCode.SETTINGS,
        "text/lexicon.toml:2: cannot be read (not UTF-8); save it as UTF-8",
    )
    file.unlink()
    file.mkdir()
    ran = narrate(tmp_path, "lexicon", *words)
    assert ran.code == ExitCode.SETTINGS
    assert ran.error_line.startswith("text/lexicon.toml: cannot be read (")


def test_a_lexicon_with_a_byte_order_mark_is_read_and_changed(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_bytes('\ufeff[words]\n"尾上" = "オノエ"\n'.encode())
    assert runner.invoke(app, ["lexicon", "add", "角", "カド", "--file", str(file)]).exit_code == 0
    output = runner.invoke(app, ["lexicon", "list", "--file", str(file)]).output
    assert output == "尾上  オノエ\n角  カド\n"


def test_a_wrong_word_is_refused(tmp_path: Path) -> None:
    file = str(tmp_path / "lexicon.toml")
    result = runner.invoke(app, ["lexicon", "add", "尾上", "onoe", "--file", file])
    assert isinstance(result.exception, NarrateError)


def test_an_article_or_lines_are_needed() -> None:
    assert isinstance(runner.invoke(app, ["readings"]).exception, NarrateError)


@pytest.mark.engine
def test_lines_print_katakana_and_nothing_else() -> None:
    result = runner.invoke(app, ["readings", "--lines", "-"], input="雨\n\n雪が降る\n")
    assert result.stdout == "アメ\n\nユキガフル\n"


@pytest.mark.engine
def test_lines_print_the_accents_where_they_are_asked_for() -> None:
    result = runner.invoke(app, ["readings", "--lines", "-", "--accents"], input="雨が降る。\n\n橋を、渡る\n")
    assert result.stdout == "ア＼メガ／フ＼ル\n\nハシ＼ヲ、ワタル\n"


def test_accents_without_lines_are_refused() -> None:
    assert isinstance(runner.invoke(app, ["readings", "a.md", "--accents"]).exception, NarrateError)


@pytest.mark.engine
def test_an_article_is_listed_with_its_doubtful_words(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# 題名\n\nGryphonが来た。\n", encoding="utf-8")
    output = runner.invoke(app, ["readings", str(article)]).output
    assert "グリ＼フォンガ" in output or "グリフォンガ" in output.replace("＼", "")
    assert re.search(r"^  Gryphon  \S+.*  - Latin word, guessed$", output, re.MULTILINE)


@pytest.mark.engine
def test_each_doubtful_word_is_listed_with_its_line_or_why_it_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(*found: Doubt) -> list[str]:
        monkeypatch.setattr(listing, "doubts_in", lambda *_: found)
        return runner.invoke(app, ["readings", str(article)]).output.splitlines()

    article = tmp_path / "a.md"
    article.write_text("# 題名\n\n工場で働く。\n", encoding="utf-8")
    unknown = Doubt(1, 0, 2, "工場", "コージョー", (), Suspicion.UNKNOWN, 0.4)
    breaking = replace(unknown, candidates=("コウバ",))
    right = replace(breaking, line='"工場" = "コウバ"')
    rows = listed(unknown, breaking, right)
    head = "worth a look (3 words, riskiest first; paste a line under [words] in"
    (at,) = (n for n, row in enumerate(rows) if row.startswith(head))
    assert [row.strip() for row in rows[at + 3 :: 3]] == [
        "(no line to paste: no other reading is known; type one in narrate review)",
        "(no line to paste: it would change other words; give this place ruby)",
        '"工場" = "コウバ"',
    ]
    assert "worth a look (1 word):" in listed(unknown)
    assert "worth a look (2 words, riskiest first):" in listed(unknown, breaking)


@pytest.mark.engine
def test_a_diff_shows_what_reads_otherwise_than_in_the_edition_and_refuses_anothers(tmp_path: Path) -> None:
    article, other = tmp_path / "text" / "a.md", tmp_path / "text" / "b.md"
    article.parent.mkdir()
    run = partial(narrate, tmp_path, PYTHONWARNINGS="ignore")  # sudachipy deprecates its own names
    article.write_text("# 題名\n\n尾上が来た。雨だ。\n", encoding="utf-8")
    other.write_text("# 別\n\n晴れた。\n", encoding="utf-8")
    assert run("build", "text/a.md").code == 0
    same = run("readings", "text/a.md", "--diff", "audio/a.mp3")
    assert same.out == "every sentence reads as before\n"
    run("lexicon", "add", "尾上", "オガミ")
    changed = run("readings", "text/a.md", "--diff", "audio/a.mp3").out
    assert changed == "text/a.md:3: 【尾上】が来た。\n    尾上  オノエ → オガミ\n"
    assert run("readings", "text/a.md", "--diff", "audio/a.vtt").out == changed
    (entry,) = json.loads(run("readings", "text/a.md", "--diff", "audio/a.mp3", "--json").out)
    assert entry["line"] == 3
    assert entry["words"] == [{"start": 0, "end": 2, "before": "オノエ", "after": "オガミ"}]
    article.write_text("# 題名\n\n尾上が来た。雪だ。\n", encoding="utf-8")
    rest = run("readings", "text/a.md", "--diff", "audio/a.mp3").out.removeprefix(changed)
    assert rest == "text/a.md:3: 雪だ。\n    - (new)\n    + ユキダ\n雨だ。\n    - アメダ\n    + (gone)\n"
    wrong = run("readings", "text/b.md", "--diff", "audio/a.mp3")
    assert "audio/a.mp3: this is the edition of" in wrong.error_line
    assert "there is no such file" in run("readings", "text/b.md", "--diff", "c.mp3").error_line


@pytest.mark.engine
def test_a_diff_shows_a_sentence_whose_accent_alone_changed(tmp_path: Path) -> None:
    article = tmp_path / "text" / "a.md"
    article.parent.mkdir()
    run = partial(narrate, tmp_path, PYTHONWARNINGS="ignore")
    article.write_text("# 題名\n\n尾上が来た。雨だ。\n", encoding="utf-8")
    run("lexicon", "add", "尾上", "オノエ", "--accent", "0")
    assert run("build", "text/a.md").code == 0
    (tmp_path / "old.json").write_text(run("readings", "text/a.md", "--json").out, encoding="utf-8")
    run("lexicon", "add", "尾上", "オノエ", "--accent", "1")
    for old in ("audio/a.mp3", "old.json"):
        assert run("readings", "text/a.md", "--diff", old).out == (
            "text/a.md:3: 尾上が来た。\n    - オノエガ／キ＼タ\n"
            "    + オ＼ノエガ／キ＼タ  (other accents or pauses, the same kana)\n"
        )
    (change,) = json.loads(run("readings", "text/a.md", "--diff", "old.json", "--json").out)
    assert change["before"] == change["after"] == "オノエガキタ"
    assert change["accented_before"] == "オノエガ／キ＼タ"
    assert "1 of 3 sentences spoken" in run("build", "text/a.md").out


@pytest.mark.engine
def test_what_is_emphasised_reads_as_before(tmp_path: Path) -> None:
    article = tmp_path / "text" / "a.md"
    article.parent.mkdir()
    article.write_text("# 題名\n\n**雨**が降った。\n", encoding="utf-8")
    assert narrate(tmp_path, "build", "text/a.md", PYTHONWARNINGS="ignore").code == 0
    ran = narrate(tmp_path, "readings", "text/a.md", "--diff", "audio/a.mp3", PYTHONWARNINGS="ignore")
    assert ran.out == "every sentence reads as before\n"


@pytest.mark.engine
def test_a_file_that_the_last_build_did_not_make_is_no_edition_to_compare_with(tmp_path: Path) -> None:
    article = tmp_path / "text" / "a.md"
    article.parent.mkdir()
    article.write_text("# 題名\n\n雨が降った。\n", encoding="utf-8")
    assert narrate(tmp_path, "build", "text/a.md", PYTHONWARNINGS="ignore").code == 0
    for name in ("a.mp3", "a.vtt"):
        (tmp_path / "audio" / name).write_bytes(b"")
        ran = narrate(tmp_path, "readings", "text/a.md", "--diff", f"audio/{name}")
        assert ran.code == ExitCode.USAGE
        assert ran.error_line == (
            f"audio/{name}: this is not the file that the last build made;"
            " build text/a.md again, or give another file of its edition"
        )


@pytest.mark.engine
def test_the_build_tells_the_words_whose_reading_changed(tmp_path: Path) -> None:
    article = tmp_path / "text" / "a.md"
    article.parent.mkdir()
    run = partial(narrate, tmp_path, PYTHONWARNINGS="ignore")
    article.write_text(f"# 題名\n\n雨だ。{'朝から晩まで歩き続けて、' * 3}尾上が来た。\n", encoding="utf-8")
    assert run("build", "text/a.md").code == 0
    run("lexicon", "add", "尾上", "オガミ")
    assert "  reading changed: line 3: 尾上 オノエ → オガミ\n" in run("build", "text/a.md").out


@pytest.mark.engine
def test_say_speaks_by_the_settings_of_the_workspace(studio: Studio) -> None:
    def said(name: str, *words: str) -> tuple[str, bytes]:
        ran = run("say", "「雨」だ。", "-o", name, *words)
        assert ran.code == 0, ran.err
        return ran.out, (studio.folder / name).read_bytes()

    run = partial(narrate, studio.folder, PYTHONWARNINGS="ignore")
    plain, hum = said("1.mp3")
    assert is_frame_run(hum, 64)
    studio.settings(SETTINGS + "speed = 2\n[audio]\nbitrate = 96\n[reading]\nquote = 'pause'\n")
    paused, fast = said("2.mp3")
    assert is_frame_run(fast, 96)
    assert len(fast) / 96 < len(hum) / 64
    assert paused != plain
    assert said("3.mp3", "--voice", "mei")[1] != fast
    studio.settings("[audio]\nbitrate = 65\n")
    assert run("say", "雨だ。", "-o", "4.mp3").error_line.startswith("text/narrate.toml:2: bitrate is 65")


@pytest.mark.engine
def test_why_names_what_decided_each_word(tmp_path: Path) -> None:
    article = tmp_path / "hat.md"
    text = "---\nlexicon:\n  - 尾上: オノエ\n---\n\n# 帽子\n\n尾上は¥500の帽子を被った。\n"
    article.write_text(text, encoding="utf-8")
    shown = runner.invoke(app, ["readings", str(article), "--why"])
    assert shown.exit_code == ExitCode.OK
    rows = [row.strip() for row in shown.output.splitlines()]
    assert "被っ  カブッ  rule: 被る=カブ" in rows
    assert f"尾上  オノエ  lexicon: {article}:3" in rows
    assert "帽子  ボーシ  dictionary" in rows
    assert any(row.startswith("¥500 → 500円  text: ") for row in rows)


@pytest.mark.engine
def test_why_as_json_holds_every_sounding_word(tmp_path: Path) -> None:
    article = tmp_path / "hat.md"
    article.write_text("# 帽子\n\n帽子を被った。\n", encoding="utf-8")
    table = json.loads(runner.invoke(app, ["readings", str(article), "--why", "--json"]).output)
    assert table["format"] == "narrate-why-1"
    words = table["sentences"][1]["words"]
    assert "".join(word["kana"] for word in words) == "ボーシヲカブッタ"
    assert words[2] == {"written": "被っ", "kana": "カブッ", "grounds": "rule", "rule": "被る=カブ"}


def test_why_and_diff_do_not_go_together(studio: Studio) -> None:
    article = studio.write("# 帽子\n\n帽子だ。\n")
    ran = narrate(studio.folder, "readings", article, "--why", "--diff", "old.json")
    assert ran.code == ExitCode.USAGE
    assert "--why" in ran.error_line


@pytest.mark.engine
def test_why_keeps_neighbouring_rewrites_apart_and_shows_signs_that_sound(tmp_path: Path) -> None:
    article = tmp_path / "sum.md"
    article.write_text("# 和\n\n¥100¥200です。3×4と3/4だ。\n", encoding="utf-8")
    rows = [
        row.strip() for row in runner.invoke(app, ["readings", str(article), "--why"]).output.splitlines()
    ]
    assert "¥100 → 100円  text: currency" in rows
    assert "¥200 → 200円  text: currency" in rows
    assert "3/4 → 4分の3  text: fraction" in rows
    assert "です  デス  dictionary" in rows
    table = json.loads(runner.invoke(app, ["readings", str(article), "--why", "--json"]).output)
    kana = narrate_kana(table["sentences"][2]["words"])
    assert "カケル" in kana


def narrate_kana(words: list[dict[str, str]]) -> str:
    return "".join(word["kana"] for word in words)
