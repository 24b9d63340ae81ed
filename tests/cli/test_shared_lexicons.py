"""Lexicons that several folders share: precedence, places, faults, and what an edit speaks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode
from shell import Ran, narrate
from tone_studio import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio


def words(path: Path, **readings: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = "".join(f'"{written}" = "{kana}"\n' for written, kana in readings.items())
    path.write_text(f"[words]\n{rows}", encoding="utf-8")


def sharing(folder: Path, *names: str, more: str = "") -> None:
    (folder / "text").mkdir(exist_ok=True)
    listed = ", ".join(f'"{name}"' for name in names)
    (folder / "text" / "narrate.toml").write_text(
        f"{more}[reading]\nlexicons = [{listed}]\n", encoding="utf-8"
    )


def listed(folder: Path, *options: str) -> Ran:
    return narrate(folder, "lexicon", "list", *options)


def test_each_word_says_where_it_comes_from_and_the_nearer_one_holds(tmp_path: Path) -> None:
    sharing(tmp_path, "../house.toml", "../desk/names.toml")
    words(tmp_path / "house.toml", 尾上="オガミ", 匝瑳="ソウサ", 角="カク")
    words(tmp_path / "desk" / "names.toml", 尾上="オノウエ", 角="カド")
    words(tmp_path / "text" / "lexicon.toml", 尾上="オノエ")
    (tmp_path / "text" / "a.md").write_text("---\nlexicon:\n  - 角: ツノ\n---\n\n角だ。\n", encoding="utf-8")
    assert listed(tmp_path).out == "尾上  オノエ\n匝瑳  ソウサ\n角  カド\n"
    assert listed(tmp_path, "--from").out == (
        "尾上  オノエ  text/lexicon.toml:2\n匝瑳  ソウサ  house.toml:3\n角  カド  desk/names.toml:3\n"
    )
    assert listed(tmp_path, "--from", "--for", "text/a.md").out.endswith("\n角  ツノ  text/a.md:3\n")
    assert listed(tmp_path, "--from", "--file", "house.toml").out.startswith("尾上  オガミ  house.toml:2\n")
    assert "トヨタ自動車  " not in listed(tmp_path).out
    shipped = listed(tmp_path, "--all", "--from").out.splitlines()
    assert shipped[0].endswith("  shipped lexicon")
    assert len(shipped) == len({line.split("  ")[0] for line in shipped})


def test_add_and_remove_tell_what_a_shared_lexicon_says(tmp_path: Path) -> None:
    sharing(tmp_path, "../house.toml")
    words(tmp_path / "house.toml", 尾上="オガミ")
    added = narrate(tmp_path, "lexicon", "add", "尾上", "オノエ")
    assert added.out == "text/lexicon.toml: 尾上 is read オノエ, no longer オガミ\n"
    removed = narrate(tmp_path, "lexicon", "remove", "尾上")
    assert removed.err == "house.toml:2: there 尾上 is read オガミ, and that holds now\n"
    assert (tmp_path / "house.toml").read_text(encoding="utf-8") == '[words]\n"尾上" = "オガミ"\n'


def test_a_word_of_a_shared_lexicon_is_removed_there(tmp_path: Path) -> None:
    sharing(tmp_path, "../house.toml")
    words(tmp_path / "house.toml", 尾上="オガミ")
    removed = narrate(tmp_path, "lexicon", "remove", "尾上")
    assert (removed.code, removed.error_line) == (
        ExitCode.SETTINGS,
        "text/lexicon.toml: '尾上' does not stand there; it is in house.toml:2; remove it there: --file house.toml",
    )
    assert narrate(tmp_path, "lexicon", "remove", "尾上", "--file", "house.toml").code == ExitCode.OK
    assert narrate(tmp_path, "lexicon", "remove", "尾上").error_line.endswith("; see 'narrate lexicon list'")


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ('[reading]\nlexicons = ["../no.toml"]\n', "text/narrate.toml:2: there is no lexicon no.toml; "),
        ("[pauses]\nstart = 'no'\n", "text/narrate.toml:2: start is 'no'; "),
        ("[reading\n", "text/narrate.toml:1: not valid TOML "),
    ],
)
def test_add_and_remove_do_their_work_whatever_the_settings_are(
    tmp_path: Path, settings: str, fault: str
) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "narrate.toml").write_text(settings, encoding="utf-8")
    added = narrate(tmp_path, "lexicon", "add", "尾上", "オノエ")
    assert (added.code, added.out) == (ExitCode.OK, "text/lexicon.toml: 尾上 is read オノエ\n")
    removed = narrate(tmp_path, "lexicon", "remove", "尾上")
    assert (removed.code, removed.out) == (ExitCode.OK, "text/lexicon.toml: 尾上 is no longer there\n")
    for ran in (added, removed):
        (line,) = ran.err.splitlines()
        assert line.startswith(f"note: {fault}")


def test_the_words_of_an_article_are_those_of_its_ruby_too(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    words(tmp_path / "text" / "lexicon.toml", 尾上="オガミ", 匝瑳="ソウサ", 角屋="カドヤ")
    (tmp_path / "text" / "a.md").write_text(
        "---\nlexicon:\n  - 角屋: ツノヤ\n---\n\n朝が来た。\n\n尾上《おのえ》が角屋《かくや》に来た。\n",
        encoding="utf-8",
    )
    assert listed(tmp_path, "--from", "--for", "text/a.md").out == (
        "尾上  オノエ  text/a.md:8\n匝瑳  ソウサ  text/lexicon.toml:3\n角屋  ツノヤ  text/a.md:3\n"
    )


@pytest.mark.parametrize("command", [["lexicon", "list"], ["plan", "text/a.md"], ["readings", "text/a.md"]])
def test_a_shared_lexicon_that_is_missing_or_faulty_is_told_with_file_and_line(
    tmp_path: Path, command: list[str]
) -> None:
    sharing(tmp_path, "../house.toml")
    (tmp_path / "text" / "a.md").write_text("朝が来た。\n", encoding="utf-8")
    ran = narrate(tmp_path, *command)
    assert (ran.code, ran.error_line) == (
        ExitCode.SETTINGS,
        "text/narrate.toml:2: there is no lexicon house.toml; paths in settings go from the folder of the settings",
    )
    (tmp_path / "house.toml").write_text('[words]\n"朝" = "アサ"\n"角" = "kado"\n', encoding="utf-8")
    ran = narrate(tmp_path, *command)
    assert ran.code == ExitCode.SETTINGS
    assert ran.error_line.startswith("house.toml:3: '角': kana is 'kado'; it must be ")


def test_the_line_of_a_long_list_is_that_of_the_missing_file(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    words(tmp_path / "house.toml")
    text = '[reading]\nlexicons = [\n  "../house.toml",\n  "../names.toml",\n]\n'
    (tmp_path / "text" / "narrate.toml").write_text(text, encoding="utf-8")
    assert listed(tmp_path).error_line.startswith("text/narrate.toml:4: there is no lexicon names.toml; ")


@pytest.mark.parametrize("value", ['"../house.toml"', "[3]", '[""]', "{}", '["a\\u0000b"]'])
def test_what_is_no_list_of_files_is_refused(tmp_path: Path, value: str) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "narrate.toml").write_text(f"[reading]\nlexicons = {value}\n", encoding="utf-8")
    assert "it must be a list of files" in listed(tmp_path).error_line


def test_a_change_of_a_shared_word_speaks_again_only_the_sentences_with_it(studio: Studio) -> None:
    sharing(studio.folder, "../house.toml", more=SETTINGS)
    words(studio.folder / "house.toml", 港="ミナト")
    article = studio.write("朝が来た。\n\n港に着いた。\n\n夜になった。\n")
    studio.build(article)
    assert studio.build(article).is_unchanged
    words(studio.folder / "house.toml", 港="ミナトマチ")
    report = studio.build(article)
    assert not report.is_unchanged
    assert {s.text for s in report.spoken} <= {"港に着いた。"}
    assert studio.build(article).is_unchanged


def test_a_lexicon_that_is_shared_is_not_said_to_be_out_of_use(studio: Studio) -> None:
    article = studio.write("朝が来た。\n")
    words(studio.folder / "lexicon.toml", 港="ミナト")
    assert len(studio.build(article).notes) == 1
    sharing(studio.folder, "../lexicon.toml", more=SETTINGS)
    assert studio.build(article).notes == ()


@pytest.mark.engine
def test_readings_and_say_go_by_a_shared_word(tmp_path: Path) -> None:
    sharing(tmp_path, "../house.toml")
    words(tmp_path / "house.toml", 尾上="オガミ")
    (tmp_path / "text" / "a.md").write_text("# 題\n\n尾上が来た。\n", encoding="utf-8")
    read = narrate(tmp_path, "readings", "text/a.md", "--why", PYTHONWARNINGS="ignore")
    assert "尾上  オガミ  lexicon: house.toml:2" in read.out
    said = narrate(tmp_path, "say", "尾上が来た。", "-o", "try.mp3", PYTHONWARNINGS="ignore")
    assert said.out.replace("＼", "").startswith("オガミガ")
