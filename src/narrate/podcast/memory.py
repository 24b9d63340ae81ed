"""What a feed must never change its mind about: when an edition first appeared, and the show's own id."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid5

from narrate.ground.files import holds, write_over
from narrate.ground.ownership import MEMORY_MARK, is_marked_file, keep_foreign
from narrate.ground.tables import Each, checked_table, must_be, writable_text
from narrate.ground.toml import read_toml
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from pathlib import Path

    from narrate.ground.tables import Kinds
    from narrate.ground.toml import TomlFile
    from narrate.model import Edition
    from narrate.podcast.show import Show

PODCAST = "https://podcastindex.org/namespace/1.0"

_PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_EPISODE_NAMESPACE = UUID("9a52bfc1-3d0e-5f3c-8e1d-6d2f0c5b7a41")
_RESTORE = Message("restore the file: podcast apps go by it")
_HEADING = f"""\
{MEMORY_MARK}
# Podcast apps go by both: keep this file with the articles, under version control.
"""


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """The memory of earlier feeds: the show's guid and, by slug, when an edition was first seen.

    ``guids`` are those of editions that had another slug once. Two slugs with one guid are an edition that is
    just being renamed.
    """

    guid: str = ""
    first_seen: Mapping[str, datetime] = field(default_factory=dict)
    guids: Mapping[str, str] = field(default_factory=dict)

    def remembering(self, show: Show, editions: Iterable[Edition], now: datetime) -> FeedMemory:
        """The memory with what is new added and what is known kept.

        Only editions without a date need to be remembered. The guid is assigned once: from the show file,
        or from the first web address that the show is given.
        """
        present = list(editions)
        known = self._without_old_names({e.slug for e in present})
        seen = {e.slug: now for e in present if e.date is None} | dict(known.first_seen)
        return FeedMemory(show.guid or self.guid or feed_guid(show.base_url), seen, known.guids)

    def episode_guid(self, slug: str) -> str:
        """An edition's guid: of its slug and nothing else, or the one that it had before it was renamed.

        So it stays when the edition is made again, when its title changes, and when the show moves house. It
        tells episodes of one feed apart, which is what RSS 2.0 asks of it: whoever takes the slug of a
        renamed one does not take its guid.
        """
        if slug in self.guids:
            return self.guids[slug]
        taken = set(self.guids.values())
        names = chain([slug], (f"{slug} {number}" for number in count(2)))
        return next(guid for guid in map(_guid_of, names) if guid not in taken)

    def with_both_names(self, old: str, new: str) -> FeedMemory:
        """The memory while the edition ``old`` becomes ``new``, under whichever it is found."""
        guid = self.episode_guid(old)
        seen = {slug: at for slug, at in self.first_seen.items() if slug != new}
        seen |= {new: seen[old]} if old in seen else {}
        return replace(self, first_seen=seen, guids={**self.guids, old: guid, new: guid})

    def with_new_name(self, old: str, new: str) -> FeedMemory:
        """The memory once it is called ``new``."""
        seen = {slug: at for slug, at in self.first_seen.items() if slug != old}
        guids = {slug: guid for slug, guid in self.guids.items() if slug != old}
        if guids.get(new) == _guid_of(new):
            del guids[new]
        return replace(self, first_seen=seen, guids=guids)

    def other_name(self, slug: str) -> str | None:
        """What an edition is called as well, if it is just being renamed."""
        guid = self.guids.get(slug)
        return next((other for other, its in self.guids.items() if its == guid and other != slug), None)

    def _without_old_names(self, present: Set[str]) -> FeedMemory:
        """The memory without what a rename that was stopped at its very end left."""
        known = self
        for slug in present & self.guids.keys():
            old = known.other_name(slug)
            if old is not None and old not in present:
                known = known.with_new_name(old, slug)
        return known

    def recalling(self, editions: Iterable[Edition], feeds: Iterable[OldFeed]) -> FeedMemory:
        """The memory with what it lacks and an old feed still tells.

        What has an id by its slug, and was no episode of that feed, is not what had the id there.
        """
        told, present = self, list(editions)
        for feed in feeds:
            new = (e.slug for e in present if e.slug not in feed.items)
            taken = {_guid_of(slug): slug for slug in new} | {g: slug for slug, g in told.guids.items()}
            found = {
                e.slug: item
                for e in present
                if (item := feed.items.get(e.slug)) and taken.get(item.guid, e.slug) == e.slug
            }
            dated = {slug: item.appeared for slug, item in found.items() if item.appeared}
            undated = {e.slug for e in present if e.date is None}
            seen = {slug: at for slug, at in dated.items() if slug in undated}
            guids = {slug: item.guid for slug, item in found.items() if item.guid not in ("", _guid_of(slug))}
            told = FeedMemory(told.guid or feed.guid, {**seen, **told.first_seen}, {**guids, **told.guids})
        return told


def feed_guid(base_url: str) -> str:
    """The ``podcast:guid`` of a feed below ``base_url``, or nothing without one.

    UUIDv5 of the feed's address without its scheme and trailing slashes (Podcasting 2.0, ``guid`` tag).
    """
    if not base_url:
        return ""
    address = f"{base_url}feed.xml".split("://", 1)[1].rstrip("/")
    return str(uuid5(_PODCAST_NAMESPACE, address))


def _guid_of(slug: str) -> str:
    return str(uuid5(_EPISODE_NAMESPACE, slug))


def appeared(edition: Edition, published: FeedMemory, utc_offset: str) -> datetime:
    """When the edition came out: midnight of the article's date, or else when it was first seen."""
    if edition.date is not None:
        return datetime.combine(edition.date, time(), _zone(utc_offset))
    return published.first_seen[edition.slug]


def newest_first(editions: Iterable[Edition], published: FeedMemory, utc_offset: str) -> tuple[Edition, ...]:
    """The editions in the order that podcast apps expect; those of one moment by slug, the last one first."""
    return tuple(sorted(editions, key=lambda e: (appeared(e, published, utc_offset), e.slug), reverse=True))


def load_memory(path: Path) -> FeedMemory:
    """Read the memory; a file that is not there remembers nothing. Raises `SettingsError`."""
    file = read_toml(path)
    return memory_of(file) if file else FeedMemory()


def memory_of(file: TomlFile) -> FeedMemory:
    """What a file remembers. Raises `SettingsError`."""
    known = {key: value for key, value in file.values.items() if key in _KINDS}
    return FeedMemory(**checked_table(known, _KINDS, file.fault))


def save_memory(path: Path, published: FeedMemory) -> None:
    """Write the memory, if it changed. Raises `OutputError`."""
    if published == FeedMemory():
        return
    guid = [f'guid = "{published.guid}"'] if published.guid else []
    seen = [f"{_quoted(slug)} = {_utc(moment)}" for slug, moment in sorted(published.first_seen.items())]
    rows = [f"{_quoted(slug)} = {_quoted(guid)}" for slug, guid in sorted(published.guids.items())]
    kept = ["", "[guids]", *rows] if rows else []
    text = "\n".join([_HEADING.rstrip(), *guid, "", "[first_seen]", *seen, *kept]) + "\n"
    keep_foreign([path], is_marked_file, _is_memory)
    if not holds(path, text.encode()):
        write_over(path, text.encode())


def _is_memory(path: Path) -> bool:
    """Whether a file has all that a memory needs and nothing else: somebody restored it by hand."""
    file = read_toml(path)
    return file is not None and set(file.values) <= set(_KINDS)


def remember(
    path: Path, show: Show, editions: Sequence[Edition], feeds: Sequence[Path] = ()
) -> tuple[FeedMemory, Path | None]:
    """Load the memory, add what is new now, and write it back.

    What it has forgotten is taken from the old ``feeds``; the first that told something is returned, too.
    Raises `SettingsError`, `OutputError`.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    known, told_by = recalled_memory(path, editions, feeds)
    published = known.remembering(show, editions, now)
    save_memory(path, published)
    return published, told_by


def recalled_memory(
    path: Path, editions: Sequence[Edition], feeds: Sequence[Path]
) -> tuple[FeedMemory, Path | None]:
    """The memory, and what it has forgotten from the old ``feeds``; and the first that told something.

    Raises `SettingsError`.
    """
    known = load_memory(path)
    told_by = None
    for feed in feeds:
        recalled = known.recalling(editions, [old_feed(feed)])
        told_by = told_by or (feed if recalled != known else None)
        known = recalled
    return known, told_by


class OldItem(NamedTuple):
    """What a feed told of an episode."""

    guid: str
    appeared: datetime | None


@dataclass(frozen=True, slots=True)
class OldFeed:
    """What a feed told that narrate wrote: the show's guid, and its episodes by slug."""

    guid: str = ""
    items: Mapping[str, OldItem] = field(default_factory=dict)


def old_feed(path: Path) -> OldFeed:
    """What a feed tells. One that is not there, is damaged or is somebody else's tells nothing."""
    if not is_marked_file(path):
        return OldFeed()
    try:
        channel = ET.parse(path).getroot().find("channel")  # noqa: S314 - narrate wrote it
    except (OSError, ET.ParseError):
        return OldFeed()
    if channel is None:
        return OldFeed()
    guid = channel.findtext(f"{{{PODCAST}}}guid", "")
    return OldFeed(guid, dict(filter(None, map(_old_item, channel.iter("item")))))


def _old_item(item: ET.Element) -> tuple[str, OldItem] | None:
    sound = item.find("enclosure")
    name = unquote(urlsplit(sound.get("url", "")).path).rpartition("/")[2] if sound is not None else ""
    try:
        at = parsedate_to_datetime(item.findtext("pubDate", ""))
    except ValueError:
        at = None
    return (name.removesuffix(".mp3"), OldItem(item.findtext("guid", ""), at)) if name else None


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError
    return value if value.tzinfo else value.replace(tzinfo=UTC)


_text_in_quotes = must_be(Message("a text in quotes ({restore})", restore=_RESTORE), writable_text)
_KINDS: Kinds = {
    "guid": _text_in_quotes,
    "guids": Each(_text_in_quotes, Message("a table of texts in quotes ({restore})", restore=_RESTORE)),
    "first_seen": Each(
        must_be(Message("a date with a time ({restore})", restore=_RESTORE), _moment),
        Message("a table of dates with times ({restore})", restore=_RESTORE),
    ),
}


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _quoted(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _zone(utc_offset: str) -> timezone:
    hours, minutes = utc_offset[1:].split(":")
    distance = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-distance if utc_offset[0] == "-" else distance)
