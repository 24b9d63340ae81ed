"""``narrate lexicon``: which file is meant, and that nothing of it is lost."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode
from narrate.production.surroundings import surroundings_of
from narrate.reading.lexicon.entries import load_lexicon
from shell import ENVIRONMENT, narrate
from tone_studio import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio


def placed(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("朝が来た。\n" if name.endswith((".txt", ".md")) else "", encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "lexicon"),
    [
        ([], "text/lexicon.toml"),
        (["README.md"], "text/lexicon.toml"),
        (["umi.txt"], "lexicon.toml"),
        (["license-to-read.txt"], "lexicon.toml"),
        (["umi.txt", "text/lexicon.toml"], "lexicon.toml"),
        (["umi.txt", "text/a.md"], "text/lexicon.toml"),
        (["README.md", "text/show.toml"], "text/lexicon.toml"),
        (["narrate.toml"], "lexicon.toml"),
        (["requirements.txt", "constraints-dev.txt", "drafts.md/x"], "text/lexicon.toml"),
        (["umi.txt", "text/requirements.txt", "text/drafts.md/x"], "lexicon.toml"),
    ],
)
def test_the_lexicon_is_that_of_the_folder_of_the_articles(
    tmp_path: Path, names: list[str], lexicon: str
) -> None:
    placed(tmp_path, *names)
    assert surroundings_of(workspace=tmp_path).lexicon == tmp_path / lexicon
    ran = narrate(tmp_path, "lexicon", "add", "尾上", "オノエ")
    assert ran.out == f"{lexicon}: 尾上 is read オノエ\n"


def test_the_article_says_which_lexicon_is_meant(tmp_path: Path) -> None:
    placed(tmp_path, "text/a.md", "essays/b.md")
    added = narrate(tmp_path, "lexicon", "add", "尾上", "オノエ", "--for", "essays/b.md")
    assert added.out == "essays/lexicon.toml: 尾上 is read オノエ\n"
    assert narrate(tmp_path, "lexicon", "list", "--for", "essays/b.md").out == "尾上  オノエ\n"
    both = narrate(tmp_path, "lexicon", "list", "--for", "essays/b.md", "--file", "x.toml")
    assert both.error_line == "--file and --for do not go together; give one of the two"
    assert narrate(tmp_path, "lexicon", "list", "--for", "no.md").code == ExitCode.USAGE


def test_a_build_says_which_lexicon_nearby_is_not_in_use(studio: Studio) -> None:
    article = studio.write("朝が来た。\n")
    assert studio.build(article).notes == ()
    (studio.folder / "lexicon.toml").write_text('[words]\n"朝" = "アシタ"\n', encoding="utf-8")
    (note,) = studio.build(article).notes
    assert note.startswith(f"{studio.folder / 'lexicon.toml'} does not hold here: an article goes by ")


def test_a_lexicon_here_that_is_passed_over_is_told_by_add_and_by_build(studio: Studio) -> None:
    article = studio.folder / "umi.txt"
    article.write_text("朝が来た。\n", encoding="utf-8")
    placed(studio.folder, "lexicon.toml", "text/other.txt")
    (studio.folder / "narrate.toml").write_text(SETTINGS, encoding="utf-8")
    ran = narrate(studio.folder, "lexicon", "add", "朝", "アシタ")
    assert ran.out == "text/lexicon.toml: 朝 is read アシタ\n"
    told = "lexicon.toml stays as it is; --for ARTICLE means the one beside that article\n"
    assert ran.err == told
    assert narrate(studio.folder, "lexicon", "remove", "朝").err == told
    assert narrate(studio.folder, "lexicon", "add", "朝", "アシタ", "--for", "umi.txt").err == ""
    narrate(studio.folder, "lexicon", "add", "朝", "アシタ")
    built = narrate(studio.folder, "build", "umi.txt")
    assert "note: text/lexicon.toml does not hold here: an article goes by lexicon.toml alone" in built.out
    assert studio.build(studio.folder / "text" / "other.txt").notes == ()


def test_twelve_who_add_at_once_add_twelve_words(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "narrate", "lexicon", "add"]
    adding = [
        subprocess.Popen(
            [*command, f"港{n}", "ミナト"],
            cwd=tmp_path,
            env=ENVIRONMENT | {"XDG_CACHE_HOME": str(tmp_path / f"cache{n % 2}")},
            stdout=subprocess.DEVNULL,
        )
        for n in range(12)
    ]
    assert [process.wait(timeout=100) for process in adding] == [0] * 12
    words = load_lexicon(tmp_path / "text" / "lexicon.toml")
    assert {entry.written for entry in words} == {f"港{n}" for n in range(12)}
    assert [path.name for path in (tmp_path / "text").iterdir()] == ["lexicon.toml"]


def test_a_link_stays_one_and_its_target_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "shared.toml"
    target.write_text("[words]\n", encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "lexicon.toml"
    link.symlink_to(target)
    assert narrate(tmp_path, "lexicon", "add", "尾上", "オノエ", "--file", "lexicon.toml").code == 0
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert "尾上" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("written", ["尾\n上", "尾\r上", "尾\u2028上"])
def test_a_word_that_can_never_match_is_refused(tmp_path: Path, written: str) -> None:
    ran = narrate(tmp_path, "lexicon", "add", written, "オノエ")
    assert ran.code == ExitCode.SETTINGS
    assert "can never match; it holds a line break or a control character" in ran.error_line
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_lexicon_tells_the_line_of_such_a_word(tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").write_text(
        '[words]\n"朝" = "アサ"\n"尾\\u0000上" = "オノエ"\n', encoding="utf-8"
    )
    ran = narrate(tmp_path, "lexicon", "list", "--file", "lexicon.toml")
    assert ran.error_line.startswith("lexicon.toml:3: ")


@pytest.mark.parametrize("typed", ["イ＼チバ", "い＼ちば", "イ\\チバ"])
def test_a_fall_in_the_kana_is_the_accent(tmp_path: Path, typed: str) -> None:
    added = narrate(tmp_path, "lexicon", "add", "市場", typed)
    assert added.out == "text/lexicon.toml: 市場 is read イ＼チバ\n"
    (entry,) = load_lexicon(tmp_path / "text" / "lexicon.toml")
    assert (entry.kana, entry.accent) == ("イチバ", 1)
    assert narrate(tmp_path, "lexicon", "list").out == "市場  イ＼チバ\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["市場", "イ＼チ＼バ"], "the pitch of a word falls once; write one ＼"),
        (["市場", "＼イチバ"], "＼ stands before the first mora; write ＼ behind the mora"),
        (
            ["市場", "イ＼チバ", "--accent", "2"],
            "--accent 2 and the fall in イ＼チバ are two accents; give one",
        ),
    ],
)
def test_kana_that_fall_twice_or_nowhere_are_refused(tmp_path: Path, words: list[str], told: str) -> None:
    ran = narrate(tmp_path, "lexicon", "add", *words)
    assert ran.code == ExitCode.USAGE
    assert ran.error_line.startswith(told)
    assert list(tmp_path.iterdir()) == []


def test_another_reading_keeps_the_part_of_speech_and_tells_that_the_accent_is_gone(tmp_path: Path) -> None:
    def entry() -> tuple[str, int | None, str | None]:
        (found,) = load_lexicon(tmp_path / "text" / "lexicon.toml")
        return found.kana, found.accent, found.pos

    narrate(tmp_path, "lexicon", "add", "尾上", "オノウエ", "--accent", "0", "--pos", "surname")
    again = narrate(tmp_path, "lexicon", "add", "尾上", "おのうえ")
    assert again.out == "text/lexicon.toml: 尾上 is read オノウエ (does not fall)\n"
    assert entry() == ("オノウエ", 0, "surname")
    other = narrate(tmp_path, "lexicon", "add", "尾上", "おのえ")
    assert other.out == "text/lexicon.toml: 尾上 is read オノエ, no longer オノウエ (does not fall)\n"
    assert other.err == "the accent was that of オノウエ; --accent N gives this reading one\n"
    assert entry() == ("オノエ", None, "surname")
    assert narrate(tmp_path, "lexicon", "add", "尾上", "オノエ", "--accent", "0", "--pos", "name").err == ""
    assert entry() == ("オノエ", 0, "name")
    assert narrate(tmp_path, "lexicon", "list", "--from").out == (
        "尾上  オノエ (does not fall)  text/lexicon.toml:2\n"
    )


def test_a_lexicon_without_words_says_so(tmp_path: Path) -> None:
    ran = narrate(tmp_path, "lexicon", "list")
    assert (ran.code, ran.out, ran.err) == (ExitCode.OK, "", "text/lexicon.toml: no words are settled\n")


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    file = tmp_path / "text" / "lexicon.toml"
    file.parent.mkdir()
    file.write_text('[words]\n"朝" = "アサ"\n', encoding="utf-8-sig")
    narrate(tmp_path, "lexicon", "add", "夜", "ヨル")
    assert file.read_text(encoding="utf-8") == '\ufeff[words]\n"朝" = "アサ"\n"夜" = "ヨル"\n'


def test_a_refusal_shows_a_backslash_as_it_was_typed(tmp_path: Path) -> None:
    ran = narrate(tmp_path, "lexicon", "add", "尾　上\\", "onoe")
    assert ran.error_line.startswith("text/lexicon.toml: '尾　上\\': kana is 'onoe'; ")
