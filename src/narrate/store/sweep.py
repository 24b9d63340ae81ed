"""Keeping the store small: what no edition needs is swept out, and a limit is held."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.edition.cover import author_image, cover_mark
from narrate.edition.file_names import VERSIONS, companion_names, superseded_versions
from narrate.errors import OutputError, SettingsError
from narrate.ground.files import TEMPORARY_PREFIX
from narrate.ground.locks import alone, is_free
from narrate.ground.ownership import is_marked_file
from narrate.messages import Message
from narrate.store.clips import ClipStore, StoredClip
from narrate.store.editions import load_records, usable_records
from narrate.store.facts import file_facts
from narrate.store.folder import (
    clips_folder,
    covers_folder,
    hidden_folder,
    lock_path,
    mp3_path,
    record_paths,
    records_folder,
)
from narrate.store.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrate.store.record import Record, RecordHead


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep removed, or would remove, and what it left; the slugs of editions without an MP3."""

    removed_count: int
    removed_bytes: int
    kept_count: int
    kept_bytes: int
    withdrawn: tuple[str, ...] = ()


def sweep(audio_folder: Path, *, dry_run: bool = False, old_versions: bool = False) -> Swept:
    """Remove the clips and covers that no edition in the folder needs, and what interrupted writes left.

    An edition is withdrawn by deleting its MP3: its companions and its record go, too. With
    ``old_versions`` the published transcripts and chapters of replaced MP3s go as well. ``dry_run`` only
    reads.

    Raises:
        OutputError: a build is under way in this folder, or a file cannot be removed.
        EditionError: nobody knows what an edition needs, since its record cannot be used.
    """
    if not hidden_folder(audio_folder).is_dir():
        return Swept(0, 0, 0, 0)
    with _undisturbed(lock_path(audio_folder), only_looking=dry_run) as is_alone:
        if not is_alone:
            raise OutputError(
                Message("a build is under way here"), hint=Message("wait until it is done"), path=audio_folder
            )
        records = load_records(audio_folder)
        needed = _needed_keys(records)
        store = ClipStore(clips_folder(audio_folder))
        withdrawn = _withdrawn(audio_folder)
        others = [*_leftovers(audio_folder), *_old_covers(audio_folder, records), *chain(*withdrawn.values())]
        if old_versions:
            others += superseded_versions(audio_folder, [r.edition for r in records])
        files = [*store.files(), *map(_useless, others)]
        useless = [f for f in files if f.key not in needed]
        if not dry_run:
            _remove(store, useless)
    return replace(_swept(files, useless), withdrawn=tuple(withdrawn))


def hold_limit(audio_folder: Path, limit_bytes: int) -> Swept:
    """Bring the store under its limit: first the clips no edition needs, the oldest first.

    Needed clips go last; an edition's MP3 still holds them. While another build is under way nothing
    is removed.
    """
    with alone(lock_path(audio_folder)) as is_alone:
        store = ClipStore(clips_folder(audio_folder))
        files = list(store.files()) if is_alone else []
        excess = sum(f.byte_count for f in files) - limit_bytes
        needed = _needed_keys(usable_records(audio_folder))
        useless = []
        for file in sorted(files, key=lambda f: (f.key in needed, f.written_at, f.key)):
            if excess <= 0:
                break
            useless.append(file)
            excess -= file.byte_count
        _remove(store, useless)
    return _swept(files, useless)


@contextmanager
def _undisturbed(path: Path, *, only_looking: bool) -> Iterator[bool]:
    """Whether no build is under way, nor begins meanwhile; to look around, that there is none is enough."""
    if only_looking:
        yield is_free(path)
        return
    with alone(path) as is_alone:
        yield is_alone


def _leftovers(audio_folder: Path) -> list[Path]:
    """What interrupted writes left beside the editions and their records."""
    folders = (audio_folder, audio_folder / VERSIONS, records_folder(audio_folder))
    return [path for folder in folders for path in sorted(folder.glob(f"{TEMPORARY_PREFIX}*"))]


def _withdrawn(audio_folder: Path) -> dict[str, list[Path]]:
    """What is left of each edition whose MP3 was deleted. A link whose disk is away counts as an MP3."""
    left = {}
    for record in record_paths(audio_folder):
        if not os.path.lexists(mp3_path(audio_folder, record.stem)):
            head = open_record(audio_folder, record.stem).head
            made = [audio_folder / name for name in (head.made if head else companion_names(record.stem))]
            left[record.stem] = [*(p for p in made if _is_ours(p, head)), record]
    return left


def _is_ours(path: Path, head: RecordHead | None) -> bool:
    is_recorded = head is not None and file_facts(path) == head.made.get(path.name)
    return path.is_file() and (is_recorded or is_marked_file(path))


def _old_covers(audio_folder: Path, records: Iterable[Record]) -> list[Path]:
    """Covers that were made for a tag once and that no edition has now."""
    marks = {_mark(audio_folder, record) for record in records}
    kept = sorted(covers_folder(audio_folder).glob("*"))
    return [path for path in kept if path.name.split("-")[0] not in marks]


def _mark(audio_folder: Path, record: Record) -> str:
    edition = record.edition
    image = audio_folder / Path(record.head.source).parent / edition.cover if edition.cover else None
    try:
        return cover_mark(author_image(image) if image else None, edition.title, edition.author)
    except SettingsError:  # the image has gone: its next build will say so
        return ""


def _useless(path: Path) -> StoredClip:
    status = path.stat()
    return StoredClip("", path, status.st_size, status.st_mtime)


def _needed_keys(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(u.clip_key for r in records for u in r.utterances)


def _remove(store: ClipStore, files: Iterable[StoredClip]) -> None:
    for file in files:
        store.remove(file)


def _swept(files: list[StoredClip], removed: list[StoredClip]) -> Swept:
    removed_bytes = sum(f.byte_count for f in removed)
    all_bytes = sum(f.byte_count for f in files)
    return Swept(len(removed), removed_bytes, len(files) - len(removed), all_bytes - removed_bytes)
