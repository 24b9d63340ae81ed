"""``narrate readings --lines``: plain files and streams, by the words and settings beside them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from narrate.errors import ExitCode
from shell import ENVIRONMENT, narrate, run

needs_fifos = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
COMMAND = [sys.executable, "-m", "narrate"]
QUIET = {"PYTHONWARNINGS": "ignore"}


def lines_of(folder: Path, *options: str, answers: str | None = None) -> str:
    ran = run(folder, [*COMMAND, "readings", "--lines", *options], QUIET, answers)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out


@pytest.mark.engine
def test_the_lexicon_and_the_settings_beside_the_file_hold(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "lexicon.toml").write_text('[words]\n"尾上" = "オガミ"\n', encoding="utf-8")
    (tmp_path / "house.toml").write_text('[words]\n"匝瑳" = "サソウ"\n', encoding="utf-8")
    (tmp_path / "text" / "narrate.toml").write_text(
        '[reading]\nlaugh = "read"\nlexicons = ["../house.toml"]\n', encoding="utf-8"
    )
    rows = "尾上だ。\n匝瑳だ。\n朝だ（笑）。\n"
    (tmp_path / "text" / "lines.txt").write_text(rows, encoding="utf-8")
    (tmp_path / "lines.txt").write_text(rows, encoding="utf-8")
    said = "オガミダ\nサソーダ\nアサダワライ\n"
    assert lines_of(tmp_path, "text/lines.txt") == said
    assert lines_of(tmp_path, "lines.txt").startswith("オノエダ\nソーサダ\n")
    assert lines_of(tmp_path, "-", answers=rows) == said


@pytest.mark.engine
def test_lines_are_printed_for_programs(tmp_path: Path) -> None:
    table = json.loads(lines_of(tmp_path, "-", "--json", answers="雨が降る。\n\n"))
    assert table == {
        "format": "narrate-lines-1",
        "lines": [
            {"line": 1, "text": "雨が降る。", "kana": "アメガフル", "accented": "ア＼メガ／フ＼ル"},
            {"line": 2, "text": "", "kana": "", "accented": ""},
        ],
    }


def test_lines_have_no_diff(tmp_path: Path) -> None:
    ran = narrate(tmp_path, "readings", "--lines", "-", "--diff", "old.json")
    assert (ran.code, ran.error_line) == (
        ExitCode.USAGE,
        "--diff and --lines do not go together; give an ARTICLE",
    )


@pytest.mark.engine
def test_a_long_line_is_cut_where_sentences_end_and_keeps_its_ruby(tmp_path: Path) -> None:
    sentence = "尾上《おがみ》さんの工場が燃えた。"
    (tmp_path / "a.txt").write_text(
        sentence * 200 + "\n" + "生麦生米が1000個ある" * 200 + "\n", encoding="utf-8"
    )
    many, unmarked = lines_of(tmp_path, "a.txt").splitlines()
    assert many == "オガミサンノコージョーガモエタ" * 200
    assert unmarked == unmarked[: len(unmarked) // 200] * 200


@pytest.mark.engine
def test_a_line_that_cannot_be_read_is_told_and_the_next_ones_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"朝だ。\n{'ⅷ' * 1900}\n夜だ。\n", encoding="utf-8")
    ran = narrate(tmp_path, "readings", "--lines", "a.txt", **QUIET)
    assert ran.code == ExitCode.SPEECH
    assert ran.out == "アサダ\n\nヨルダ\n"
    assert ran.error_line.startswith("a.txt:2: a sentence of ")


@needs_fifos
def test_a_pipe_that_nobody_writes_into_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    ran = narrate(tmp_path, "readings", "--lines", "pipe")
    assert ran.code == ExitCode.USAGE
    assert ran.error_line.startswith("pipe: cannot be read (nobody writes into it)")


@needs_fifos
@pytest.mark.engine
def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    rows = "朝だ。\n" * 20
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_text(rows, encoding="utf-8"))
    writer.start()
    assert lines_of(tmp_path, "pipe") == "アサダ\n" * 20
    writer.join()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
def test_a_device_without_an_end_is_told(tmp_path: Path) -> None:
    ran = narrate(tmp_path, "readings", "--lines", "/dev/zero")
    assert ran.code == ExitCode.USAGE
    assert ran.error_line.startswith("/dev/zero: cannot be read (")


def test_a_file_of_lines_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert narrate(tmp_path, "readings", "--lines", "no.txt").error_line == (
        "no.txt: there is no such file; check the path"
    )


@pytest.mark.engine
@pytest.mark.skipif(os.name == "nt", reason="there is no such shell")
@pytest.mark.parametrize(
    "words", ["readings --lines -", "review a.md", "review --plain a.md"], ids=["lines", "review", "plain"]
)
def test_a_closed_input_is_an_empty_one(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.md").write_text("# 題\n\nGryphonが来た。\n", encoding="utf-8")
    for redirect in ("<&-", "</dev/null"):
        done = subprocess.run(
            ["sh", "-c", f'"$0" -m narrate {words} {redirect}', sys.executable],
            cwd=tmp_path,
            env=ENVIRONMENT | QUIET,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (ExitCode.OK, "")
