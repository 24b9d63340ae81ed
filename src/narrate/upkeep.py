"""Keeping the store small: what no edition needs is swept out, and a limit is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.audio.store import ClipStore, StoredClip
from narrate.edition.record import HIDDEN_FOLDER, load_records
from narrate.errors import OutputError
from narrate.files import TEMPORARY_PREFIX
from narrate.locks import alone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep removed, or would remove, and what it left."""

    removed_count: int
    removed_bytes: int
    kept_count: int
    kept_bytes: int


def clip_store(audio_folder: Path) -> ClipStore:
    """The clip store of an audio folder."""
    return ClipStore(audio_folder / HIDDEN_FOLDER / "clips")


def lock_path(audio_folder: Path) -> Path:
    """The file that builds hold together and a sweep holds alone."""
    return audio_folder / HIDDEN_FOLDER / "lock"


def edition_lock_path(audio_folder: Path, slug: str) -> Path:
    """The file that a build holds alone while it publishes an edition."""
    return audio_folder / HIDDEN_FOLDER / "editions" / f"{slug}.lock"


def sweep(audio_folder: Path, *, dry_run: bool = False) -> Swept:
    """Remove the clips that no edition in the folder needs, and what interrupted writes left.

    Raises:
        OutputError: a build is under way in this folder, or a file cannot be removed.
    """
    if not (audio_folder / HIDDEN_FOLDER).is_dir():
        return Swept(0, 0, 0, 0)
    with alone(lock_path(audio_folder)) as is_alone:
        if not is_alone:
            raise OutputError("a build is under way here", hint="wait until it is done", path=audio_folder)
        needed = _needed_keys(audio_folder)
        store = clip_store(audio_folder)
        files = [*store.files(), *_leftovers(audio_folder)]
        useless = [f for f in files if f.key not in needed]
        if not dry_run:
            _remove(store, useless)
    return _swept(files, useless)


def hold_limit(audio_folder: Path, limit_bytes: int) -> Swept:
    """Bring the store under its limit: first the clips no edition needs, the oldest first.

    Needed clips go last; an edition's MP3 still holds them. While another build is under way nothing
    is removed.
    """
    with alone(lock_path(audio_folder)) as is_alone:
        store = clip_store(audio_folder)
        files = list(store.files()) if is_alone else []
        excess = sum(f.byte_count for f in files) - limit_bytes
        needed = _needed_keys(audio_folder)
        useless = []
        for file in sorted(files, key=lambda f: (f.key in needed, f.written_at, f.key)):
            if excess <= 0:
                break
            useless.append(file)
            excess -= file.byte_count
        _remove(store, useless)
    return _swept(files, useless)


def _leftovers(audio_folder: Path) -> list[StoredClip]:
    """What interrupted writes left beside the editions and their records."""
    folders = (audio_folder, audio_folder / HIDDEN_FOLDER / "editions")
    paths = [path for folder in folders for path in sorted(folder.glob(f"{TEMPORARY_PREFIX}*"))]
    found = ((path, path.stat()) for path in paths)
    return [StoredClip("", path, status.st_size, status.st_mtime) for path, status in found]


def _needed_keys(audio_folder: Path) -> frozenset[str]:
    return frozenset(u.clip_key for r in load_records(audio_folder) for u in r.utterances)


def _remove(store: ClipStore, files: Iterable[StoredClip]) -> None:
    for file in files:
        store.remove(file)


def _swept(files: list[StoredClip], removed: list[StoredClip]) -> Swept:
    removed_bytes = sum(f.byte_count for f in removed)
    all_bytes = sum(f.byte_count for f in files)
    return Swept(len(removed), removed_bytes, len(files) - len(removed), all_bytes - removed_bytes)
