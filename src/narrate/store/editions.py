"""All editions of an audio folder by their records, and which of them cannot be published, and why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from narrate.errors import EditionError
from narrate.ground.files import identity
from narrate.ground.locks import is_free
from narrate.messages import Message
from narrate.store.folder import edition_lock_path, mp3_path, mp3_paths, record_paths
from narrate.store.owned import is_own_mp3
from narrate.store.published import is_edition
from narrate.store.record import open_record, opened_record, was_piped_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrate.store.record import Record

_UNUSABLE_RECORD = Message("its record is lost, damaged, or of another version of narrate")


def load_records(audio_folder: Path) -> list[Record]:
    """The records of all editions whose MP3 stands in the audio folder, by slug.

    Raises:
        EditionError: one is lost or cannot be used; without it, nobody knows what its edition needs.
    """
    found = _records(audio_folder)
    unusable = _unusable(audio_folder, found)
    if unusable:
        problem = _UNUSABLE_RECORD
        if unusable[1:]:
            problem = Message("{problem}, and {count} more like it", problem=problem, count=len(unusable) - 1)
        raise EditionError(
            problem,
            hint=Message("build its article again, or delete the MP3 to withdraw it"),
            path=mp3_path(audio_folder, unusable[0]),
        )
    return [record for record in found.values() if record]


def publishable_records(audio_folder: Path) -> tuple[list[Record], tuple[EditionError, ...]]:
    """The records of the editions that can be published, by slug; and why others cannot, a fault each."""
    found = _records(audio_folder)
    faults = [_left_out(audio_folder, slug, _UNUSABLE_RECORD) for slug in _unusable(audio_folder, found)]
    whole = []
    for record in filter(None, found.values()):
        slug, byte_count = record.edition.slug, _cut_byte_count(audio_folder, record)
        if byte_count is None:
            whole.append(record)
            continue
        total = record.edition.byte_count
        problem = Message("it is cut short: {count} of {total} bytes", count=byte_count, total=total)
        faults.append(_left_out(audio_folder, slug, problem))
    return whole, tuple(faults)


def _left_out(audio_folder: Path, slug: str, problem: Message) -> EditionError:
    """What keeps an edition from being published, and how it comes back."""
    record = open_record(audio_folder, slug)
    source = record.source
    article = os.path.normpath(audio_folder / source) if source and not was_piped_in(source) else None
    return EditionError(
        Message("left out: {problem}", problem=problem),
        hint=_way_back(article, is_replaceable=is_own_mp3(audio_folder, slug, record.head)),
        path=mp3_path(audio_folder, slug),
    )


def _way_back(article: str | None, *, is_replaceable: bool) -> Message:
    """How an edition comes back: what a build would not replace has to go first."""
    if not is_replaceable:
        if article is None:
            return Message("move the file away, and build the article again to bring it back")
        return Message("move the file away, and 'narrate build {article}' brings it back", article=article)
    if article is None:
        return Message("build its article again to bring it back, or delete the MP3 to withdraw it")
    return Message("'narrate build {article}' brings it back; delete the MP3 to withdraw it", article=article)


def _cut_byte_count(audio_folder: Path, record: Record) -> int | None:
    """How much there is of an MP3 that is shorter than it was built; ``None`` where none is missing.

    One that a build just puts into place may be, until its record follows.
    """
    slug = record.edition.slug
    seen = identity(mp3_path(audio_folder, slug))
    byte_count = seen[1] if seen else 0
    if byte_count >= record.edition.byte_count or not is_free(edition_lock_path(audio_folder, slug)):
        return None
    head = open_record(audio_folder, slug).head
    is_older = head is not None and head.edition.digest != record.edition.digest
    return None if is_older else byte_count


def _unusable(audio_folder: Path, found: Mapping[str, Record | None]) -> list[str]:
    """The slugs of editions in the folder that have no record to be used."""
    others = [mp3 for mp3 in mp3_paths(audio_folder) if mp3.stem not in found]
    return [
        *(slug for slug, record in found.items() if record is None),
        *(mp3.stem for mp3 in others if is_edition(mp3)),
    ]


def usable_records(audio_folder: Path) -> list[Record]:
    """Like `load_records`, but without those that cannot be used."""
    return [record for record in _records(audio_folder).values() if record]


def _records(audio_folder: Path) -> dict[str, Record | None]:
    present = [p for p in record_paths(audio_folder) if mp3_path(audio_folder, p.stem).is_file()]
    return {path.stem: opened_record(path).record() for path in present}
