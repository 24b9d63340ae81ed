"""An edition that gets another name: stopped anywhere, the same command ends it; of several the last is meant."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from narrate.cli.commands.rename import rename
from narrate.errors import NarrateError, OutputError, UsageError
from narrate.podcast.feed import Links, feed_xml
from narrate.podcast.memory import FeedMemory, save_memory
from narrate.site.epub import write_epub
from narrate.site.publication import load_shelf
from narrate.store.folder import record_path
from narrate.store.record import head_at
from narrate.store.renaming import GoneArticles, edition_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.store.record import RecordHead
    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。\n"
OLD, NEW = Path("text/essay.md"), Path("text/harbour.md")


class Killed(BaseException):
    """What no code looks for."""


@pytest.fixture
def shown(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Studio:
    """A show of one edition, first seen long ago, with its book; its article has another name now."""
    monkeypatch.chdir(studio.folder)
    (studio.folder / "text" / "show.toml").write_text('base_url = "https://example.org/"\n', encoding="utf-8")
    (studio.folder / "text" / "published.toml").write_text("[first_seen]\nessay = 2020-02-02T02:02:02Z\n")
    studio.write(TEXT)
    studio.build()
    shelf = load_shelf(Path("text"), Path("audio"))
    write_epub(shelf.editions[0], shelf.published, "+09:00", Path("audio"), None)
    OLD.rename(NEW)
    return studio


def told() -> list[str]:
    """The ids and dates that the feed tells now."""
    shelf = load_shelf(Path("text"), Path("audio"))
    feed = feed_xml(shelf.show, shelf.editions, shelf.published, Links()).decode()
    return re.findall(r"<(?:podcast:guid|guid|pubDate)\b[^>]*>([^<]+)<", feed)


def ways_of_being_stopped(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Each one change of a file later than the last, until nothing is left to stop."""
    for steps in count():
        left = steps
        with monkeypatch.context() as patched:

            def stopping(name: str) -> Any:
                change = getattr(Path, name)

                def changed(path: Path, *more: Any, **options: Any) -> Any:
                    nonlocal left
                    if path.name.startswith(".part-") and name == "unlink":
                        return change(path, *more, **options)
                    if left == 0:
                        raise Killed
                    left -= 1
                    return change(path, *more, **options)

                return changed

            for name in ("replace", "unlink"):
                patched.setattr(Path, name, stopping(name))
            yield patched
        if left:
            return


@pytest.mark.parametrize("is_built_anew", [False, True])
@pytest.mark.parametrize("between", ["nothing", "feed", "build", "build and feed"])
def test_stopped_anywhere_the_same_command_ends_it(
    shown: Studio, monkeypatch: pytest.MonkeyPatch, between: str, *, is_built_anew: bool
) -> None:
    before = told()
    if is_built_anew:
        shown.build(NEW.absolute())
        assert len(told()) == 5
    kept = {path: path.read_bytes() for folder in ("audio", "text") for path in _files(Path(folder))}
    stops = 0
    for patched in ways_of_being_stopped(monkeypatch):
        with suppress(Killed):
            rename(OLD, NEW, None, None)
            stops -= 1
        stops += 1
        patched.undo()
        monkeypatch.chdir(shown.folder)
        if "build" in between:
            shown.build(NEW.absolute())
        if "feed" in between:
            told()
        with suppress(UsageError):  # it ended, and nothing is left to do
            rename(OLD, NEW, None, None)
        assert told() == before
        assert shown.build(NEW.absolute()).spoken == ()
        assert told() == before
        assert {p.name for p in _files(Path("audio")) if "essay" in p.name and "versions" not in p.parts} <= {
            "essay.lock"
        }
        assert Path("audio/harbour.epub").is_file()
        assert "essay" not in Path("text/published.toml").read_text(encoding="utf-8")
        for path in (p for folder in ("audio", "text") for p in _files(Path(folder))):
            path.unlink()
        for path, data in kept.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    assert stops >= (6 if is_built_anew else 8)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_edition_that_was_renamed_before_keeps_its_id_when_it_is_stopped(
    shown: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told()
    rename(OLD, NEW, None, None)
    for name in ("hill", "essay", "harbour"):
        article = Path(f"text/{name}.md")
        last = next(Path("text").glob("*.md"))
        last.rename(article)
        ways = ways_of_being_stopped(monkeypatch)
        for _ in range(2):  # the second stops behind the memory
            patched = next(ways)
            with pytest.raises(Killed):
                rename(last, article, None, None)
        patched.undo()
        monkeypatch.chdir(shown.folder)
        for _ in range(2):
            with suppress(UsageError):
                rename(last, article, None, None)
        assert told() == before


@pytest.mark.parametrize("name", ["text/published.toml", "audio/harbour.mp3", "audio/harbour.epub"])
@pytest.mark.usefixtures("shown")
def test_what_cannot_be_replaced_is_told_before_anything_is_changed(name: str) -> None:
    before = told()
    memory = Path("text/published.toml").read_bytes()
    Path(name).write_text('mine = "words"\n', encoding="utf-8")
    kept = {path: path.read_bytes() for path in _files(Path())}
    with pytest.raises(NarrateError, match="narrate did not make this file"):
        rename(OLD, NEW, None, None)
    assert {path: path.read_bytes() for path in _files(Path())} == kept | {Path("audio/.narrate/lock"): b""}
    Path(name).unlink()
    Path("text/published.toml").write_bytes(memory)
    rename(OLD, NEW, None, None)
    assert told() == before


def test_the_newer_of_two_books_stays(shown: Studio) -> None:
    shown.build(NEW.absolute())
    book = Path("audio/harbour.epub")
    book.write_bytes(Path("audio/essay.epub").read_bytes())
    for path, at in ((book, 2_000), (Path("audio/essay.epub"), 1_000)):
        os.utime(path, (at, at))
    rename(OLD, NEW, None, None)
    assert not Path("audio/essay.epub").exists()
    assert book.stat().st_mtime == 2_000


def test_a_lost_memory_is_taken_from_the_feed_before_it_is_changed(
    shown: Studio, capsys: pytest.CaptureFixture[str]
) -> None:
    before = told()
    shelf = load_shelf(Path("text"), Path("audio"))
    Path("audio/feed.xml").write_bytes(feed_xml(shelf.show, shelf.editions, shelf.published, Links()))
    Path("text/published.toml").unlink()
    rename(OLD, NEW, None, None)
    assert "text/published.toml was lost or incomplete" in capsys.readouterr().err
    assert told() == before
    assert shown.build(NEW.absolute()).spoken == ()


def test_of_an_article_that_had_several_slugs_the_last_edition_is_meant(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(studio.folder)
    for at, slug in enumerate(("two", "one")):
        studio.build(studio.write(f"---\nslug: {slug}\n---\n{TEXT}"))
        os.utime(record_path(studio.audio, slug), (1_000 + at,) * 2)
    assert edition_of(studio.audio, OLD) == "one"
    os.utime(record_path(studio.audio, "two"), (3_000,) * 2)
    assert edition_of(studio.audio, OLD) == "two"
    (studio.audio / "two.mp3").unlink()
    assert edition_of(studio.audio, OLD) == "one"


def test_articles_that_have_gone_are_looked_for_once(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        studio.build(studio.write(TEXT, f"{name}.md"))
    (studio.folder / "text" / "a.md").unlink()
    looks = []

    def looked_at(path: Path) -> RecordHead | None:
        looks.append(path)
        return head_at(path)

    monkeypatch.setattr("narrate.store.renaming.head_at", looked_at)
    gone = GoneArticles(studio.audio)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert [gone.twin(digest) for _ in range(3)] == [studio.folder / "text" / "a.md"] * 3
    assert gone.twin(None) is None
    assert len(looks) == 2


def test_a_feed_of_articles_elsewhere_is_found_without_a_word(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(studio.folder)
    (studio.folder / "essays").mkdir()
    for name in ("narrate.toml",):
        (studio.folder / "text" / name).rename(studio.folder / "essays" / name)
    article = studio.folder / "essays" / "a.md"
    article.write_text(TEXT, encoding="utf-8")
    studio.build(article)
    before = load_shelf(Path("essays"), Path("audio")).published.episode_guid("a")
    article.rename("essays/b.md")
    rename(Path("essays/a.md"), Path("essays/b.md"), None, None)
    assert load_shelf(Path("essays"), Path("audio")).published.episode_guid("b") == before
    assert not Path("text/published.toml").exists()


def test_an_article_deeper_down_is_in_the_feed_above(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(studio.folder)
    Path("text/2026").mkdir()
    Path("text/2026/narrate.toml").write_bytes(Path("text/narrate.toml").read_bytes())
    Path("text/2026/a.md").write_text(TEXT, encoding="utf-8")
    studio.build(studio.folder / "text" / "2026" / "a.md")
    save_memory(Path("text/published.toml"), FeedMemory(guid="x"))
    Path("text/2026/a.md").rename("text/2026/b.md")
    rename(Path("text/2026/a.md"), Path("text/2026/b.md"), None, None)
    assert not Path("text/2026/published.toml").exists()
    assert "[guids]" in Path("text/published.toml").read_text(encoding="utf-8")


def test_a_build_under_way_is_waited_for_by_the_user(shown: Studio) -> None:
    from narrate.ground.locks import together
    from narrate.store.folder import lock_path

    with together(lock_path(shown.audio)), pytest.raises(OutputError, match="a build is under way"):
        rename(OLD, NEW, None, None)
