"""What a feed must never change its mind about: when an edition first appeared, and the show's own id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from narrate.ground.files import write_if_changed
from narrate.ground.ownership import MEMORY_MARK, is_marked_file, keep_foreign
from narrate.ground.tables import Each, any_text, checked_table, must_be
from narrate.ground.toml import read_toml
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from narrate.ground.tables import Kinds
    from narrate.ground.toml import TomlFile
    from narrate.model import Edition
    from narrate.podcast.show import Show

MEMORY_FILE = "published.toml"

_PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_EPISODE_NAMESPACE = UUID("9a52bfc1-3d0e-5f3c-8e1d-6d2f0c5b7a41")
_RESTORE = Message("restore the file: podcast apps go by it")
_HEADING = f"""\
{MEMORY_MARK}
# Podcast apps go by both: keep this file with the articles, under version control.
"""


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """The memory of earlier feeds: the show's guid and, by slug, when an edition was first seen."""

    guid: str = ""
    first_seen: Mapping[str, datetime] = field(default_factory=dict)

    def remembering(self, show: Show, editions: Iterable[Edition], now: datetime) -> FeedMemory:
        """The memory with what is new added and what is known kept.

        Only editions without a date need to be remembered. The guid is assigned once: from the show file,
        or from the first web address that the show is given.
        """
        seen = {e.slug: now for e in editions if e.date is None} | dict(self.first_seen)
        return FeedMemory(show.guid or self.guid or feed_guid(show.base_url), seen)


def feed_guid(base_url: str) -> str:
    """The ``podcast:guid`` of a feed below ``base_url``, or nothing without one.

    UUIDv5 of the feed's address without its scheme and trailing slashes (Podcasting 2.0, ``guid`` tag).
    """
    if not base_url:
        return ""
    address = f"{base_url}feed.xml".split("://", 1)[1].rstrip("/")
    return str(uuid5(_PODCAST_NAMESPACE, address))


def episode_guid(edition: Edition) -> str:
    """An edition's guid: of its slug and nothing else.

    So it stays when the edition is made again, when its title changes, and when the show moves house. It
    tells episodes of one feed apart, which is what RSS 2.0 asks of it.
    """
    return str(uuid5(_EPISODE_NAMESPACE, edition.slug))


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
    if not published.guid and not published.first_seen:
        return
    guid = [f'guid = "{published.guid}"'] if published.guid else []
    seen = [f"{_quoted(slug)} = {_utc(moment)}" for slug, moment in sorted(published.first_seen.items())]
    text = "\n".join([_HEADING.rstrip(), *guid, "", "[first_seen]", *seen]) + "\n"
    keep_foreign([path], is_marked_file, _is_memory)
    write_if_changed(path, text.encode())


def _is_memory(path: Path) -> bool:
    """Whether a file has all that a memory needs and nothing else: somebody restored it by hand."""
    file = read_toml(path)
    return file is not None and set(file.values) <= set(_KINDS)


def remember(path: Path, show: Show, editions: Iterable[Edition]) -> FeedMemory:
    """Load the memory, add what is new now, and write it back. Raises `SettingsError`, `OutputError`."""
    now = datetime.now(UTC).replace(microsecond=0)
    published = load_memory(path).remembering(show, editions, now)
    save_memory(path, published)
    return published


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError
    return value if value.tzinfo else value.replace(tzinfo=UTC)


_KINDS: Kinds = {
    "guid": must_be(Message("a text in quotes ({restore})", restore=_RESTORE), any_text),
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
