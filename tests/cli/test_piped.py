"""An article by standard input, as people pipe one in: ``narrate build -``."""

from __future__ import annotations

import io
import json
import os
import select
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from shell import ENVIRONMENT, narrate, piped

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

TEXT = "# 港の朝\n\n朝が来た。船が出た。\n"
PLAIN = "市場の朝\n\n" + "魚を並べる。氷を割る。客を待つ。" * 4 + "\n"
PAGE = f"<!DOCTYPE html><html><body><h1>港の朝</h1><p>{'朝が来た。船が出た。' * 9}</p></body></html>"


def test_it_is_built_under_its_own_title_and_spoken_once(studio: Studio) -> None:
    first = piped(studio.folder, TEXT.encode(), "build", "-")
    assert (first.code, first.err) == (0, "")
    assert first.out == "audio/港の朝.mp3: 0:03, 1 chapter, 3 of 3 sentences spoken, 0 kept\n"
    again = piped(studio.folder, TEXT.encode(), "build", "-")
    assert (
        again.out == "audio/港の朝.mp3: nothing changed: 0:03, 1 chapter, 0 of 3 sentences spoken, 3 kept\n"
    )
    changed = piped(studio.folder, TEXT.replace("船が", "船は").encode(), "build", "-")
    assert changed.out.splitlines()[0] == "  new: line 3: 船は出た。"
    assert changed.out.splitlines()[-1].endswith("1 of 3 sentences spoken, 2 kept")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_it_may_be_in_any_encoding_that_a_file_may_be_in(tmp_path: Path, encoding: str) -> None:
    plan = json.loads(piped(tmp_path, PLAIN.encode(encoding), "plan", "-", "--json").out)
    assert (plan["title"], plan["slug"]) == ("市場の朝", "市場の朝")


def test_an_archive_with_a_text_may_be_piped_in(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("a.txt", PLAIN.encode("cp932"))
    plan = json.loads(piped(tmp_path, packed.getvalue(), "plan", "-", "--json").out)
    assert plan["title"] == "市場の朝"


@pytest.mark.parametrize(
    ("options", "text", "slug", "title"),
    [
        (["--title", "夜 の/港"], TEXT, "夜-の-港", "夜 の/港"),
        (["--slug", "minato"], TEXT, "minato", "港の朝"),
        (["--title", "夜", "--slug", "yoru"], TEXT, "yoru", "夜"),
        (["--title", "夜"], f"---\nslug: asa\n---\n{TEXT}", "夜", "夜"),
        ([], f"---\nslug: asa\n---\n{TEXT}", "asa", "港の朝"),
        ([], f"---\ntitle: 昼《ひる》\n---\n{TEXT}", "昼", "昼"),
        ([], "朝が来た。", "article", "無題"),
        ([], "---\nlang: en\n---\n朝が来た。", "article", "Untitled"),
    ],
)
def test_its_name_is_chosen_or_that_of_its_title(
    tmp_path: Path, options: list[str], text: str, slug: str, title: str
) -> None:
    plan = json.loads(piped(tmp_path, text.encode(), "plan", "-", "--json", *options).out)
    assert (plan["slug"], plan["title"]) == (slug, title)


def test_title_and_slug_may_be_given_for_one_file_too(studio: Studio) -> None:
    studio.write(TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md", "--title", "夜", "--slug", "yoru")
    assert ran.out.startswith("audio/yoru.mp3: ")
    studio.write(TEXT, "other.md")
    ran = narrate(studio.folder, "build", "text/essay.md", "text/other.md", "--title", "夜")
    assert ran.code == 2
    assert ran.error_line == "--title with several articles; give one ARTICLE at a time, or use front matter"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--slug", "a/b"], "slug is 'a/b'; it must be a file name of letters, digits, '-', '_' and '.'"),
        (["--slug", ""], "slug is ''; it must be a file name of letters, digits, '-', '_' and '.'"),
        (["--title", " "], "title is ' '; it must be a text that is not empty"),
        (["--title", "a\x07"], "title is 'a\\x07'; it must be without control characters"),
    ],
)
def test_what_can_be_no_title_or_slug_is_refused(tmp_path: Path, options: list[str], told: str) -> None:
    ran = piped(tmp_path, TEXT.encode(), "plan", "-", *options)
    assert (ran.code, ran.error_line) == (2, told)


def test_settings_lexicon_and_image_are_those_of_the_text_folder(studio: Studio) -> None:
    studio.lexicon('[words]\n"港" = "ツ"\n')
    heard = json.loads(piped(studio.folder, TEXT.encode(), "readings", "-", "--json").out)
    assert "ツ" in heard["sentences"][0]["kana"]
    studio.settings('[voice]\nname = "tone"\nspeed = 9\n')
    ran = piped(studio.folder, TEXT.encode(), "build", "-")
    assert ran.error_line.startswith("text/narrate.toml:3: speed is 9")
    studio.settings('[voice]\nname = "tone"\n')
    ran = piped(studio.folder, f"---\ncover: umi.png\n---\n{TEXT}".encode(), "build", "-")
    assert ran.code == 4
    assert "umi.png" in ran.error_line


def test_a_fault_in_it_has_its_place_in_both_languages(tmp_path: Path) -> None:
    text = f"---\ntitle: 港\npitch: x\n---\n{TEXT}".encode()
    ran = piped(tmp_path, text, "plan", "-")
    assert ran.code == 4
    assert ran.error_line.startswith("standard input:3: pitch is 'x'; ")
    said = piped(tmp_path, text, "plan", "-", NARRATE_LANG="ja").err
    assert said.startswith("narrate: 標準入力:3: ")
    report = json.loads(piped(tmp_path, text, "build", "-", "--json").out)
    assert [(e["path"], e["line"]) for e in report["errors"]] == [("-", 3)]


@pytest.mark.parametrize("data", [None, b"", b" \n\xe3\x80\x80\n"])
def test_nothing_is_told_as_nothing(tmp_path: Path, data: bytes | None) -> None:
    ran = piped(tmp_path, data, "build", "-")
    assert ran.code == 3
    assert ran.error_line == (
        "standard input: no text comes from it; pipe an article in, as in: cat FILE | narrate build -"
    )


def test_it_is_read_once(studio: Studio) -> None:
    ran = piped(studio.folder, TEXT.encode(), "build", "-", "-")
    assert (ran.code, ran.error_line) == (
        2,
        "- stands more than once; standard input is one article, read once",
    )
    assert not studio.audio.exists()


def test_it_may_stand_between_files(studio: Studio) -> None:
    studio.write(PLAIN, "a.txt")
    studio.write(PLAIN + "また。\n", "b.txt")
    ran = piped(studio.folder, TEXT.encode(), "build", "text/a.txt", "-", "text/b.txt")
    made = [line.split(":")[0] for line in ran.out.splitlines() if line.startswith("audio/")]
    assert made == ["audio/a.mp3", "audio/港の朝.mp3", "audio/b.mp3"]
    twins = piped(studio.folder, TEXT.encode(), "build", "text/a.txt", "-", "--out", "x")
    assert twins.code == 0
    studio.write(TEXT, "港の朝.md")
    twins = piped(studio.folder, TEXT.encode(), "build", "-", "text/港の朝.md", "--out", "y")
    assert "it would be 港の朝.mp3, as standard input is" in twins.err


def test_a_file_does_not_take_its_edition_nor_it_a_files(studio: Studio) -> None:
    piped(studio.folder, TEXT.encode(), "build", "-", "--slug", "essay")
    studio.write(PLAIN)
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code == 2
    assert ran.error_line == (
        "text/essay.md: it would replace essay.mp3, the edition of what came by standard input; "
        "give it another 'slug', or delete essay.mp3 if this is the same article"
    )
    (studio.audio / "essay.mp3").unlink()
    assert narrate(studio.folder, "build", "text/essay.md").code == 0
    ran = piped(studio.folder, TEXT.encode(), "build", "-", "--slug", "essay")
    assert ran.code == 2
    assert ran.error_line.startswith("standard input: it would replace essay.mp3, the edition of ")


def test_on_a_disk_that_takes_no_note_of_case_it_takes_no_others_edition(studio: Studio) -> None:
    piped(studio.folder, TEXT.encode(), "build", "-", "--slug", "asa")
    record = studio.audio / ".narrate" / "editions" / "asa.json"
    record.with_name("Asa.json").write_bytes(record.read_bytes())  # as such a disk finds it
    (studio.audio / "Asa.mp3").write_bytes(studio.mp3("asa"))
    ran = piped(studio.folder, PLAIN.encode(), "build", "-", "--slug", "Asa")
    assert ran.code == 2
    assert ran.error_line.startswith("standard input: it would replace Asa.mp3, the edition of what came by")


def test_its_edition_is_not_told_as_one_whose_article_has_gone(studio: Studio) -> None:
    piped(studio.folder, TEXT.encode(), "build", "-")
    studio.write(TEXT, "same.md")
    assert "narrate rename" not in narrate(studio.folder, "build", "text/same.md").out
    (studio.folder / "text" / "same.md").unlink()
    assert "narrate rename" not in piped(studio.folder, TEXT.encode(), "build", "-", "--slug", "x").out
    for words in (["-", "text/same.md"], ["text/same.md", "-"]):
        ran = narrate(studio.folder, "rename", *words)
        assert (ran.code, "what comes by standard input has no name" in ran.error_line) == (2, True)


def test_its_readings_are_compared_with_its_own_edition_only(studio: Studio) -> None:
    piped(studio.folder, TEXT.encode(), "build", "-")
    mp3 = "audio/港の朝.mp3"
    ran = piped(studio.folder, TEXT.replace("朝が", "夜が").encode(), "readings", "-", "--diff", mp3)
    assert ran.code == 0
    assert "\nstandard input:3: " in ran.out
    studio.write(TEXT)
    ran = narrate(studio.folder, "readings", "text/essay.md", "--diff", mp3)
    assert ran.error_line == f"{mp3}: this is the edition of standard input; give one of text/essay.md"


def test_review_has_to_hear_its_answers(tmp_path: Path) -> None:
    ran = piped(tmp_path, TEXT.encode(), "review", "-")
    assert ran.code == 2
    assert ran.error_line.startswith("review takes your answers from standard input, and no article; ")
    ran = piped(tmp_path, TEXT.encode(), "check", "-")
    assert (ran.code, ran.error_line) == (
        2,
        "check reads editions where they lie; save it as a file and give that",
    )


def test_what_is_worth_a_look_is_shown_by_a_command_that_can(studio: Studio) -> None:
    out = piped(studio.folder, "# 港\n\n辛い市場の一日、今日は生物を運ぶ。\n".encode(), "build", "-").out
    assert "narrate review" not in out


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
def test_a_terminal_is_told_that_it_is_waited_for(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "narrate", "plan", "-"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stderr is not None
        assert select.select([running.stderr], [], [], 60)[0]
        told = running.stderr.readline().decode()
        os.write(ours, "朝が来た。\n\x04".encode())
        out, rest = running.communicate(timeout=60)
    assert told == "narrate: type or paste the article, and end it with Ctrl-D\n"
    assert "朝が来た。" in out.decode()
    assert rest == b""
