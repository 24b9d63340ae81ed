"""Nothing of the user's is replaced, and what narrate made is no article."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode
from shell import narrate
from tone_studio import SETTINGS, TONE_VOICE

if TYPE_CHECKING:
    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。\n"
ENGLISH = "---\nlanguage: en\n---\n# Harbour\n\n朝が来た。\n"
SHOW = 'base_url = "https://example.org/show/"\n'
FOREIGN = "narrate did not make this file and does not replace it; "
OLD_RELEASE = Path(__file__).parent.parent / "store" / "releases" / "50ae349.zip"


def everything(folder: Path) -> dict[Path, bytes]:
    """All files but those that narrate hides."""
    inside = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder): p.read_bytes() for p in inside if ".narrate" not in p.parts}


@pytest.mark.parametrize("text", [TEXT, ENGLISH])
def test_an_article_stays_where_editions_are_made_beside_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "tone.toml").write_text(TONE_VOICE, encoding="utf-8")
    (tmp_path / "narrate.toml").write_text(SETTINGS, encoding="utf-8")
    article = tmp_path / "umi.txt"
    article.write_text(text, encoding="utf-8")
    assert narrate(tmp_path, "build", "umi.txt", "--out", ".").code == ExitCode.OK
    assert article.read_text(encoding="utf-8") == text
    for name in ("umi.notes", "umi.vtt", "umi.chapters.json", "umi.mp3"):
        ran = narrate(tmp_path, "build", name, "--out", ".")
        assert ran.code == ExitCode.SOURCE
        assert ran.error_line.startswith(f"{name}: ")
    again = narrate(tmp_path, "build", "umi.txt", "--out", ".")
    assert "nothing changed" in again.out


@pytest.mark.parametrize("name", ["essay.mp3", "essay.vtt", "essay.chapters.json", "essay.notes"])
def test_a_build_leaves_files_of_others_and_tells_before_it_speaks(studio: Studio, name: str) -> None:
    studio.write(TEXT)
    studio.audio.mkdir()
    (studio.audio / name).write_text("mine", encoding="utf-8")
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code == ExitCode.OUTPUT
    assert ran.error_line.startswith(f"audio/{name}: {FOREIGN}")
    assert everything(studio.audio) == {Path(name): b"mine"}
    assert studio.clips == []


def test_notes_that_the_user_keeps_beside_an_edition_stay(studio: Studio) -> None:
    studio.write(TEXT)
    studio.audio.mkdir()
    (studio.audio / "essay.txt").write_text("mine", encoding="utf-8")
    assert narrate(studio.folder, "build", "text/essay.md").code == ExitCode.OK
    (studio.audio / "essay.mp3").unlink()
    narrate(studio.folder, "clean")
    assert everything(studio.audio) == {Path("essay.txt"): b"mine"}


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("site", "index.html"),
        ("site", "essay.html"),
        ("site", "assets/page.css"),
        ("site", "feed.xml"),
        ("feed", "feed.xml"),
        ("epub", "essay.epub"),
    ],
)
def test_what_is_published_replaces_no_file_of_others(studio: Studio, command: str, name: str) -> None:
    studio.write(TEXT)
    studio.build()
    (studio.folder / "text" / "show.toml").write_text(SHOW, encoding="utf-8")
    (studio.audio / name).parent.mkdir(exist_ok=True)
    (studio.audio / name).write_text("mine", encoding="utf-8")
    before = everything(studio.audio)
    ran = narrate(studio.folder, command)
    assert ran.code == ExitCode.OUTPUT
    assert ran.error_line.startswith(f"audio/{name}: {FOREIGN}")
    assert everything(studio.audio) == before


@pytest.mark.parametrize("name", ["essay.mp3", "essay.vtt", "essay.epub", "essay.notes", "index.html"])
def test_a_copy_of_the_site_replaces_no_file_of_others(studio: Studio, name: str) -> None:
    studio.write(TEXT)
    studio.build()
    assert narrate(studio.folder, "epub").code == ExitCode.OK
    public = studio.folder / "public"
    public.mkdir()
    (public / name).write_text("mine", encoding="utf-8")
    ran = narrate(studio.folder, "site", "--out", "public")
    assert ran.code == ExitCode.OUTPUT
    assert f"public/{name}: {FOREIGN}" in ran.err
    assert (public / name).read_text(encoding="utf-8") == "mine"
    (public / name).unlink()
    assert [narrate(studio.folder, "site", "--out", "public").code for _ in range(2)] == [0, 0]


def test_a_copy_of_the_site_asks_only_for_what_it_writes(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    (studio.folder / "public").mkdir()
    mine = studio.folder / "public" / "essay.epub"
    mine.write_text("mine", encoding="utf-8")
    assert narrate(studio.folder, "site", "--out", "public").code == ExitCode.OK
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_memory_that_is_somebody_elses_file_stays(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    mine = studio.folder / "text" / "published.toml"
    mine.write_text('[books]\n"a" = 1\n', encoding="utf-8")
    ran = narrate(studio.folder, "site")
    assert ran.code == ExitCode.OUTPUT
    assert mine.read_text(encoding="utf-8") == '[books]\n"a" = 1\n'


def test_say_replaces_only_what_it_wrote(studio: Studio) -> None:
    tune = studio.folder / "tune.mp3"
    tune.write_bytes(b"ID3 a song")
    assert narrate(studio.folder, "say", "朝だ。", "-o", "tune.mp3").code == ExitCode.OUTPUT
    assert tune.read_bytes() == b"ID3 a song"
    studio.write(TEXT)
    studio.build()
    mp3 = studio.mp3()
    assert narrate(studio.folder, "say", "朝だ。", "-o", "audio/essay.mp3").code == ExitCode.OUTPUT
    assert studio.mp3() == mp3


@pytest.mark.engine
def test_say_writes_the_same_file_twice(studio: Studio) -> None:
    for sentence in ("朝だ。", "夜だ。"):
        assert narrate(studio.folder, "say", sentence, "-o", "try.mp3", "--voice", "mei").code == ExitCode.OK


@pytest.fixture
def old_workspace(tmp_path: Path) -> Path:
    """A workspace as the last release left it: built, published, a book made."""
    with zipfile.ZipFile(OLD_RELEASE) as packed:
        packed.extractall(tmp_path)
    return tmp_path


def test_what_the_last_release_made_is_known_and_replaced(old_workspace: Path) -> None:
    feed = (old_workspace / "audio" / "feed.xml").read_text(encoding="utf-8")
    linked = [p for p in everything(old_workspace / "audio") if p.parts[0] == "versions"]
    for command in (["build", "text/umi.md"], ["feed"], ["site"], ["epub"], ["clean"]):
        ran = narrate(old_workspace, *command)
        assert ran.code == ExitCode.OK, ran.err
    names = {str(p) for p in everything(old_workspace / "audio")}
    assert "umi.notes" in names
    assert "umi.txt" not in names
    assert {str(p) for p in linked} <= names
    guids = [line for line in feed.splitlines() if "guid" in line]
    assert guids == [
        line
        for line in (old_workspace / "audio" / "feed.xml").read_text(encoding="utf-8").splitlines()
        if "guid" in line
    ]


def test_so_it_is_where_all_that_was_kept_is_lost(old_workspace: Path) -> None:
    shutil.rmtree(old_workspace / "audio" / ".narrate")
    ran = narrate(old_workspace, "build", "text/umi.md")
    assert ran.code == ExitCode.OK, ran.err
    assert ran.out.endswith("2 of 2 sentences spoken, 0 kept\n"), "another engine speaks now"


def test_notes_of_the_last_release_that_were_changed_stay(old_workspace: Path) -> None:
    notes = old_workspace / "audio" / "umi.txt"
    notes.write_text(notes.read_text(encoding="utf-8") + "mine\n", encoding="utf-8")
    assert narrate(old_workspace, "build", "text/umi.md").code == ExitCode.OK
    assert notes.read_text(encoding="utf-8").endswith("mine\n")


def test_notes_that_the_last_release_wrote_are_no_article(old_workspace: Path) -> None:
    ran = narrate(old_workspace, "plan", "audio/umi.txt")
    assert (ran.code, ran.error_line) == (
        ExitCode.SOURCE,
        "audio/umi.txt: narrate made this file of an article; give the article itself",
    )


def test_an_empty_description_of_a_voice_is_told_as_what_it_is(studio: Studio) -> None:
    (studio.folder / "voices" / "neko.toml").touch()
    studio.write(TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md", "--voice", "neko")
    assert ran.code == ExitCode.VOICE
    assert ran.error_line == (
        "voices/neko.toml: the voice is not described: the file says nothing; "
        "run 'narrate voices --measure neko', and keep what it prints"
    )
