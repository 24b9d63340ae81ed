"""An article that was renamed, and a memory that was lost: podcast apps see the same episodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode
from shell import narrate

if TYPE_CHECKING:
    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。\n"
SHOW = 'base_url = "https://example.org/show/"\n'


def told(studio: Studio) -> list[str]:
    """The ids and dates that the feed tells."""
    assert narrate(studio.folder, "feed").code == ExitCode.OK
    feed = (studio.audio / "feed.xml").read_text(encoding="utf-8")
    return re.findall(r"<(?:podcast:guid|guid|pubDate)\b[^>]*>([^<]+)<", feed)


@pytest.fixture
def shown(studio: Studio) -> Studio:
    """A studio with a show of one edition, first seen long ago."""
    (studio.folder / "text" / "show.toml").write_text(SHOW, encoding="utf-8")
    studio.write(TEXT)
    studio.build()
    memory = studio.folder / "text" / "published.toml"
    memory.write_text("[first_seen]\nessay = 2020-02-02T02:02:02Z\n", encoding="utf-8")
    return studio


def test_a_lost_memory_is_taken_from_the_old_feed_and_that_is_said(shown: Studio) -> None:
    before = told(shown)
    assert "Sun, 02 Feb 2020 02:02:02 +0000" in before or "Sun, 02 Feb 2020 11:02:02 +0900" in before
    (shown.folder / "text" / "published.toml").unlink()
    (shown.folder / "text" / "show.toml").write_text(SHOW.replace("org", "net"), encoding="utf-8")
    ran = narrate(shown.folder, "feed")
    assert (
        "text/published.toml was lost or incomplete: dates and ids were taken from audio/feed.xml" in ran.err
    )
    assert told(shown) == before
    assert "was lost" not in narrate(shown.folder, "feed").err


def test_a_feed_of_somebody_else_tells_nothing(shown: Studio) -> None:
    told(shown)
    feed = shown.audio / "feed.xml"
    feed.write_text(feed.read_text(encoding="utf-8").replace(">narrate<", ">other<"), encoding="utf-8")
    memory = shown.folder / "text" / "published.toml"
    for command in ("site", "epub"):
        memory.unlink()
        ran = narrate(shown.folder, command)
        assert "was lost" not in ran.err
        assert ran.code == (ExitCode.OUTPUT if command == "site" else ExitCode.OK)
        assert "essay" in memory.read_text(encoding="utf-8")
        assert "2020" not in memory.read_text(encoding="utf-8")


@pytest.mark.parametrize("is_built_anew", [True, False])
def test_a_renamed_article_goes_on_as_the_same_episode(shown: Studio, *, is_built_anew: bool) -> None:
    before = told(shown)
    (shown.audio / "essay.txt").write_text("mine", encoding="utf-8")
    (shown.folder / "text" / "essay.md").rename(shown.folder / "text" / "harbour.md")
    if is_built_anew:
        out = narrate(shown.folder, "build", "text/harbour.md").out
        command = "narrate rename text/essay.md text/harbour.md"
        assert f"note: text/essay.md has gone and was the same text; to keep its episode: {command}\n" in out
        assert len(told(shown)) == 5
    ran = narrate(shown.folder, "rename", "text/essay.md", "text/harbour.md")
    assert (ran.code, ran.out) == (0, "audio/harbour.mp3: goes on as the episode of text/essay.md\n")
    assert told(shown) == before
    assert "0 of 2 sentences spoken" in narrate(shown.folder, "build", "text/harbour.md").out
    assert told(shown) == before
    assert [p.name for p in shown.audio.glob("essay*")] == ["essay.txt"]


def test_a_lost_memory_gives_the_ids_of_renamed_editions_back(shown: Studio) -> None:
    """Also where no date is asked for: the feed is compared with what is known, whatever is missing."""
    shown.build(shown.write("---\ndate: 2026-07-01\n---\n" + TEXT))
    (shown.folder / "text" / "essay.md").rename(shown.folder / "text" / "harbour.md")
    assert narrate(shown.folder, "rename", "text/essay.md", "text/harbour.md").code == ExitCode.OK
    show = shown.folder / "text" / "show.toml"
    show.write_text(f'guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"\n{SHOW}', encoding="utf-8")
    before = told(shown)
    memory = shown.folder / "text" / "published.toml"
    memory.unlink()
    assert told(shown) == before
    whole = memory.read_text(encoding="utf-8")
    memory.write_text(whole.partition("[guids]")[0], encoding="utf-8")
    assert "was lost or incomplete" in narrate(shown.folder, "feed").err
    assert memory.read_text(encoding="utf-8") == whole
    assert told(shown) == before


def test_the_printed_command_goes_by_the_folder_of_the_articles(shown: Studio) -> None:
    (shown.folder / "text").rename(shown.folder / "essays")
    narrate(shown.folder, "build", "essays/essay.md")
    feed = ("feed", "--text", "essays")
    assert narrate(shown.folder, *feed).code == ExitCode.OK
    before = (shown.audio / "feed.xml").read_bytes()
    (shown.folder / "essays" / "essay.md").rename(shown.folder / "essays" / "harbour.md")
    out = narrate(shown.folder, "build", "essays/harbour.md").out
    command = out.partition("to keep its episode: ")[2].splitlines()[0]
    assert narrate(shown.folder, *command.split()[1:]).code == ExitCode.OK
    assert not (shown.folder / "text").exists()
    assert narrate(shown.folder, *feed).code == ExitCode.OK
    assert (shown.audio / "feed.xml").read_bytes().replace(b"harbour", b"essay") == before


def test_a_new_article_of_the_old_name_is_another_episode(shown: Studio) -> None:
    (guid,) = {word for word in told(shown) if word.count("-") == 4} - set(told(shown)[:1])
    (shown.folder / "text" / "essay.md").rename(shown.folder / "text" / "harbour.md")
    narrate(shown.folder, "rename", "text/essay.md", "text/harbour.md")
    shown.build(shown.write("# 山\n\n霧が出た。\n"))
    words = told(shown)
    assert words.count(guid) == 1
    assert len(words) == len(set(words)) == 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("text/essay.md", "text/hill.md", "text/essay.md: the article is still there; rename it yourself"),
        ("text/none.md", "text/hill.md", "text/hill.md: there is no such file; rename the article yourself"),
        ("text/none.md", "text/essay.md", "text/none.md: there is no edition of it in audio"),
    ],
)
def test_what_cannot_be_meant_is_told(shown: Studio, old: str, new: str, said: str) -> None:
    ran = narrate(shown.folder, "rename", old, new)
    assert ran.code == ExitCode.USAGE
    assert ran.error_line.startswith(said)


def test_an_episode_of_another_text_is_no_new_name(shown: Studio) -> None:
    text = shown.folder / "text"
    (text / "sea.md").write_text("# 海\n\n夜が来た。\n", encoding="utf-8")
    assert narrate(shown.folder, "build", "text/sea.md").code == ExitCode.OK
    before = told(shown)
    (text / "essay.md").rename(text / "shore.md")
    ran = narrate(shown.folder, "rename", "text/essay.md", "text/sea.md")
    assert (ran.code, "an episode of another text" in ran.err) == (ExitCode.USAGE, True)
    assert told(shown) == before
