from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest
from typer.testing import CliRunner

from narrate.cli.app import app
from narrate.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from narrate.model import Edition


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
