"""A copy of the published sound, so that a site's folder is complete and holds nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.edition.file_names import companion_names
from narrate.edition.show_notes import show_notes
from narrate.errors import OutputError
from narrate.ground.ownership import is_like_ours, is_marked_file, keep_foreign
from narrate.ground.system import put_in_place
from narrate.messages import Message, reason_of
from narrate.site.epub import epub_path, is_book
from narrate.store.facts import facts_of, file_facts
from narrate.store.folder import mp3_name
from narrate.store.published import is_edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrate.model import Edition


def mirror(audio_folder: Path, out: Path, editions: Iterable[Edition]) -> None:
    """Copy each edition's MP3, EPUB and plain companions to ``out``, those that differ in size or time.

    Notes under the name that they had once go. Raises `OutputError`, before anything is copied where a file
    is not narrate's to replace.
    """
    copied = tuple(editions)
    for edition in copied:
        _keep_foreign(audio_folder, out, edition)
    for edition in copied:
        for name in _names(edition):
            _copy(audio_folder / name, out / name)
        _remove_old_notes(out / f"{edition.slug}.txt", edition)


def _names(edition: Edition) -> tuple[str, ...]:
    return mp3_name(edition.slug), epub_path(Path(), edition.slug).name, *companion_names(edition.slug)


def _keep_foreign(audio_folder: Path, out: Path, edition: Edition) -> None:
    """Refuse what would be replaced and is not narrate's; what is not there to be copied replaces nothing."""
    mp3, book, *texts = (out / name for name in _names(edition))

    def is_unrecorded(path: Path) -> bool:
        return is_edition(mp3) and is_like_ours(path)

    def is_as_copied(path: Path) -> bool:
        return file_facts(path) == file_facts(audio_folder / path.name)

    def written(*paths: Path) -> list[Path]:
        return [path for path in paths if (audio_folder / path.name).is_file()]

    keep_foreign(written(mp3), is_edition, is_as_copied)
    keep_foreign(written(book), is_book, is_as_copied)
    keep_foreign(written(*texts), is_marked_file, is_unrecorded, is_as_copied)


def _remove_old_notes(path: Path, edition: Edition) -> None:
    if file_facts(path) == facts_of(show_notes(edition).encode()):
        path.unlink()


def _copy(source: Path, target: Path) -> None:
    try:
        if not source.is_file() or _same(source, target):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.part")
        shutil.copy2(source, partial)
        put_in_place(partial, target)
    except OSError as fault:
        raise OutputError(Message("cannot write: {reason}", reason=reason_of(fault)), path=target) from fault


def _same(source: Path, target: Path) -> bool:
    if not target.is_file():
        return False
    ours, theirs = source.stat(), target.stat()
    return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)
