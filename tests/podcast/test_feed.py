from __future__ import annotations

import calendar
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

import feedparser
import podcastparser
import pytest

from narrate.edition.file_names import chapters_name, transcript_name
from narrate.errors import SettingsError
from narrate.podcast.feed import ITUNES, Links, feed_xml
from narrate.podcast.memory import (
    PODCAST,
    FeedMemory,
    OldFeed,
    OldItem,
    load_memory,
    newest_first,
    remember,
    save_memory,
)
from narrate.podcast.show import Show

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import MakeEdition
    from narrate.model import Edition

LINKS = Links("covers/show.1.jpg", {"neko": "covers/neko.2.jpg"}, pages=True)


def test_feedparser_reads_every_field(edition: Edition, show: Show, published: FeedMemory) -> None:
    read = feedparser.parse(feed_xml(show, [edition], published, LINKS))
    assert not read.bozo
    assert read.feed.title == "音声版の本棚"
    assert read.feed.language == "ja"
    assert read.feed.author == "編集部"
    assert read.feed.publisher_detail == {"name": "編集部", "email": "books@example.org"}
    assert read.feed.image.href == "https://example.org/show/covers/show.1.jpg"
    assert {tag.term for tag in read.feed.tags} == {"Arts", "Books"}
    assert [link.href for link in read.feed.links if link.rel == "self"] == [
        "https://example.org/show/feed.xml"
    ]
    (item,) = read.entries
    assert item.title == edition.title
    assert item.link == "https://example.org/show/neko.html"
    assert item.itunes_duration == "39"
    assert item.image.href == "https://example.org/show/covers/neko.2.jpg"
    assert datetime.fromtimestamp(calendar.timegm(item.published_parsed), UTC) == datetime(
        2026, 3, 31, 15, tzinfo=UTC
    )
    assert "00:00:12 第一章 出会い" in item.summary
    assert "<p>目次<br />00:00:00 猫の話" in item.content[0].value


def test_podcastparser_reads_every_field(edition: Edition, show: Show, published: FeedMemory) -> None:
    read = podcastparser.parse(show.base_url, BytesIO(feed_xml(show, [edition], published, LINKS)))
    assert read["title"] == "音声版の本棚"
    assert read["description"] == "記事を声で。"
    assert read["cover_url"] == "https://example.org/show/covers/show.1.jpg"
    (item,) = read["episodes"]
    assert item["guid"] == published.episode_guid(edition.slug)
    assert item["total_time"] == 39
    assert item["published"] == datetime(2026, 3, 31, 15, tzinfo=UTC).timestamp()
    assert item["enclosures"] == [
        {
            "url": f"https://example.org/show/neko.mp3?v={edition.digest[:12]}",
            "file_size": edition.byte_count,
            "mime_type": "audio/mpeg",
        }
    ]


def test_the_tags_of_podcasting_2_stand_in_the_feed(
    edition: Edition, show: Show, published: FeedMemory
) -> None:
    channel = ET.fromstring(feed_xml(show, [edition], published, LINKS)).find("channel")
    assert channel is not None
    namespace = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert channel.findtext(f"{{{PODCAST}}}guid") == str(uuid5(namespace, "example.org/show/feed.xml"))
    assert channel.findtext(f"{{{PODCAST}}}medium") == "podcast"
    chapters = channel.find(f"item/{{{PODCAST}}}chapters")
    assert chapters is not None
    assert chapters.attrib == {
        "url": f"https://example.org/show/{chapters_name(edition)}",
        "type": "application/json+chapters",
    }
    transcript = channel.find(f"item/{{{PODCAST}}}transcript")
    assert transcript is not None
    assert transcript.get("url") == f"https://example.org/show/{transcript_name(edition)}"
    assert (transcript.get("type"), transcript.get("language")) == ("text/vtt", "ja")
    assert channel.findtext(f"{{{ITUNES}}}explicit") == "false"


def test_the_example_of_the_guid_specification_comes_out() -> None:
    namespace = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert str(uuid5(namespace, "podnews.net/rss")) == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_an_edition_made_again_keeps_its_guid_and_changes_its_address(
    make_edition: Callable[..., Edition], show: Show, published: FeedMemory
) -> None:
    old = make_edition(digest="a" * 64)
    new = make_edition(digest="b" * 64, title="猫の話（改訂）", byte_count=1)
    reads = [feedparser.parse(feed_xml(show, [e], published, LINKS)).entries[0] for e in (old, new)]
    assert reads[0].id == reads[1].id
    assert reads[0].enclosures[0].href != reads[1].enclosures[0].href


def test_moving_the_show_keeps_every_guid(edition: Edition, show: Show, tmp_path: Path) -> None:
    before = remember(tmp_path / "published.toml", show, [edition])[0]
    moved = replace(show, base_url="https://other.example/")
    after = remember(tmp_path / "published.toml", moved, [edition])[0]
    assert before.guid == after.guid
    feeds = [feedparser.parse(feed_xml(s, [edition], p, LINKS)) for s, p in ((show, before), (moved, after))]
    assert feeds[0].entries[0].id == feeds[1].entries[0].id


def test_the_newest_edition_stands_first(
    make_edition: Callable[..., Edition], show: Show, published: FeedMemory
) -> None:
    shelf = [make_edition(s, date=d) for s, d in (("a", date(2026, 1, 1)), ("c", date(2026, 2, 1)))]
    shelf.append(make_edition("b", date=date(2026, 2, 1)))
    assert [e.slug for e in newest_first(shelf, published, "+09:00")] == ["c", "b", "a"]


def test_an_edition_without_a_date_keeps_the_day_it_was_first_seen(
    make_edition: Callable[..., Edition], tmp_path: Path, show: Show
) -> None:
    path = tmp_path / "published.toml"
    undated = make_edition("undated", date=None)
    first = FeedMemory().remembering(show, [undated], datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    save_memory(path, first)
    assert remember(path, show, [undated])[0] == first
    assert load_memory(path).first_seen == {"undated": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)}
    assert b"Fri, 02 Jan 2026 03:04:05 +0000" in feed_xml(show, [undated], first, LINKS)


def test_a_memory_that_is_a_link_stays_one_and_its_target_keeps_its_mode(tmp_path: Path) -> None:
    target, link = tmp_path / "shared.toml", tmp_path / "published.toml"
    save_memory(target, FeedMemory(guid="a"))
    target.chmod(0o640)
    link.symlink_to(target)
    save_memory(link, FeedMemory(guid="b"))
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert load_memory(target).guid == "b"
    written_at = target.stat().st_mtime_ns
    save_memory(link, FeedMemory(guid="b"))
    assert target.stat().st_mtime_ns == written_at


def test_an_id_that_an_edition_has_by_its_slug_is_taken_from_no_feed_for_another(
    make_edition: MakeEdition,
) -> None:
    """A rename and one back: the old feed lists the name between, which a new article has now."""
    editions = [make_edition(slug) for slug in ("essay", "harbour")]
    guid = FeedMemory().episode_guid("essay")
    feed = OldFeed(items={"harbour": OldItem(guid, None)})
    assert FeedMemory().recalling(editions, [feed]).guids == {}
    assert FeedMemory().recalling(editions[1:], [feed]).guids == {"harbour": guid}


def test_a_damaged_memory_is_refused_rather_than_forgotten(tmp_path: Path) -> None:
    (tmp_path / "published.toml").write_text('[first_seen]\n"a" = 5\n')
    with pytest.raises(
        SettingsError, match=r"published.toml:2: a is 5; it must be a date with a time .*restore the file"
    ):
        load_memory(tmp_path / "published.toml")


def test_odd_slugs_survive_the_memory(make_edition: Callable[..., Edition], tmp_path: Path) -> None:
    path = tmp_path / "published.toml"
    remember(path, Show(), [make_edition('猫"\\.a', date=None)])
    assert list(load_memory(path).first_seen) == ['猫"\\.a']


def test_every_address_is_ascii(
    make_edition: Callable[..., Edition], show: Show, published: FeedMemory
) -> None:
    xml = feed_xml(show, [make_edition("猫 と犬")], published, LINKS)
    root = ET.fromstring(xml)
    addresses = [v for e in root.iter() for k, v in e.attrib.items() if k in ("url", "href")]
    assert len(addresses) >= 5
    assert all(a.isascii() and " " not in a for a in addresses)


def test_characters_that_xml_forbids_do_not_break_the_feed(
    make_edition: Callable[..., Edition], show: Show, published: FeedMemory
) -> None:
    odd = make_edition(title="猫\x00\x0b\x1b\ufffe話 ]]> &amp;", description="\x08]]>")
    read = feedparser.parse(feed_xml(show, [odd], published, LINKS))
    assert not read.bozo
    assert read.entries[0].title == "猫話 ]]> &amp;"


def test_the_same_editions_give_the_same_bytes(edition: Edition, show: Show, published: FeedMemory) -> None:
    assert feed_xml(show, [edition], published, LINKS) == feed_xml(show, [edition], published, LINKS)
