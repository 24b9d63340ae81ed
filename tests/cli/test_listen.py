from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest
from typer.testing import CliRunner

from narrate.cli.app import app
from narrate.errors import ExitCode, SettingsError, UsageError
from narrate.ground.locks import one_at_a_time
from narrate.store.editions import publishable_records
from narrate.store.folder import edition_lock_path, record_path
from shell import narrate as run

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from narrate.model import Edition
    from tone_studio import Studio


@pytest.fixture
def workspace(audio_folder: Path, recorded: Edition, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one built edition and a show file without an address."""
    folder = audio_folder.parent
    (folder / "text").mkdir()
    (folder / "text" / "show.toml").write_text('title = "本棚"\n', encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def narrate(*words: str) -> Result:
    result = CliRunner().invoke(app, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def give_address(workspace: Path) -> None:
    with (workspace / "text" / "show.toml").open("a") as file:
        file.write('base_url = "https://example.org/pod"\n')


def test_a_feed_needs_an_address(workspace: Path) -> None:
    with pytest.raises(SettingsError, match="base_url is not set") as fault:
        narrate("feed")
    assert str(fault.value).startswith("text/show.toml: ")


def test_a_feed_is_written_and_what_apple_misses_is_said(workspace: Path) -> None:
    give_address(workspace)
    result = narrate("feed")
    assert result.stdout == "audio/feed.xml: 1 edition, at https://example.org/pod/feed.xml\n"
    for word in ("description", "category", "author", "email"):
        assert f"Apple Podcasts: {word} is not set" in result.stderr
    read = feedparser.parse((workspace / "audio" / "feed.xml").read_bytes())
    assert read.entries[0].title == "猫の話"
    before = {p: p.stat().st_mtime_ns for p in (workspace / "audio").rglob("*") if p.is_file()}
    narrate("feed")
    assert before == {p: p.stat().st_mtime_ns for p in (workspace / "audio").rglob("*") if p.is_file()}


def test_a_site_is_written_into_the_audio_folder_or_as_a_copy(workspace: Path) -> None:
    result = narrate("site")
    assert "no feed was written" in result.stderr
    assert (workspace / "audio" / "neko.html").is_file()
    give_address(workspace)
    narrate("site", "--out", "public")
    names = {str(p.relative_to(workspace / "public")) for p in (workspace / "public").rglob("*")}
    assert {"index.html", "neko.html", "neko.mp3", "feed.xml", "assets/page.js"} <= names
    assert not any(name.startswith(".") for name in names)


def test_a_book_is_written(workspace: Path) -> None:
    assert narrate("epub", "neko").stdout == "audio/neko.epub: 3 chapters, 13 sentences\n"
    with pytest.raises(UsageError, match=r"no edition 'inu'"):
        narrate("epub", "inu")
    assert b".epub" not in (workspace / "audio" / "neko.mp3").read_bytes()
    narrate("site")
    assert 'href="neko.epub"' in (workspace / "audio" / "neko.html").read_text(encoding="utf-8")


def test_an_empty_workspace_makes_an_empty_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert narrate("site").stdout == "audio/index.html: 0 editions\n"
    assert narrate("epub").stdout == ""


@pytest.fixture
def three(studio: Studio) -> Studio:
    """Three editions without a date, published: one sound, one cut short, one whose record is damaged."""
    for name in ("cut", "lost", "sound"):
        studio.build(studio.write(f"# {name}\n\n朝が来た。\n", f"{name}.md"))
    (studio.folder / "text" / "show.toml").write_text('base_url = "https://example.org/pod"\n')
    assert run(studio.folder, "feed").code == 0
    mp3 = studio.audio / "cut.mp3"
    mp3.write_bytes(mp3.read_bytes()[:-500])
    record_path(studio.audio, "lost").write_bytes(b"{}")
    return studio


@pytest.mark.parametrize("command", ["feed", "site", "epub"])
def test_an_edition_that_is_damaged_is_left_out_and_stops_no_other(three: Studio, command: str) -> None:
    memory = (three.folder / "text" / "published.toml").read_text()
    ran = run(three.folder, command)
    assert ran.code == ExitCode.EDITION
    lost, cut = [line for line in ran.err.splitlines() if "left out" in line]
    assert lost.startswith("narrate: audio/lost.mp3: left out: its record is lost, damaged, or of another")
    assert lost.endswith("; build its article again to bring it back, or delete the MP3 to withdraw it")
    assert cut.startswith("narrate: audio/cut.mp3: left out: it is cut short: ")
    assert cut.endswith("; 'narrate build text/cut.md' brings it back; delete the MP3 to withdraw it")
    made = {"feed": "feed.xml", "site": "sound.html", "epub": "sound.epub"}[command]
    assert (three.audio / made).is_file()
    assert not (three.audio / "cut.epub").exists()
    assert (three.folder / "text" / "published.toml").read_text() == memory


def test_what_was_left_out_comes_back_as_what_it_was(three: Studio) -> None:
    feed = (three.audio / "feed.xml").read_bytes()
    run(three.folder, "feed")
    read = feedparser.parse((three.audio / "feed.xml").read_bytes())
    assert [entry.title for entry in read.entries] == ["sound"]
    assert run(three.folder, "build", "text/cut.md", "text/lost.md").code == 0
    assert run(three.folder, "feed").code == 0
    assert (three.audio / "feed.xml").read_bytes() == feed


def test_a_feed_of_nothing_does_not_withdraw_what_is_damaged(three: Studio) -> None:
    before = (three.audio / "feed.xml").read_bytes()
    record_path(three.audio, "sound").unlink()
    for command in ("feed", "site"):
        ran = run(three.folder, command)
        assert (ran.code, ran.err.count("left out")) == (ExitCode.EDITION, 3)
    assert (three.audio / "feed.xml").read_bytes() == before


def test_a_book_of_a_sound_edition_is_no_matter_of_others(three: Studio) -> None:
    ran = run(three.folder, "epub", "sound")
    assert (ran.code, ran.err) == (0, "")
    assert run(three.folder, "epub", "cut").code == ExitCode.EDITION


def test_a_build_that_replaces_an_mp3_is_not_taken_for_damage(three: Studio) -> None:
    with one_at_a_time(edition_lock_path(three.audio, "cut"), lambda: None):
        records, faults = publishable_records(three.audio)
    assert [record.edition.slug for record in records] == ["cut", "sound"]
    assert len(faults) == 1
