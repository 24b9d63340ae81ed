"""An article was renamed: its edition goes on under the new name, with its id, its date and its sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.ground.ownership import is_marked_file, keep_foreign
from narrate.podcast.feed import FEED_FILE
from narrate.podcast.memory import load_memory, recalled_memory, save_memory
from narrate.site.epub import epub_path, is_book
from narrate.store.editions import usable_records
from narrate.store.folder import mp3_path
from narrate.store.renaming import moving

if TYPE_CHECKING:
    from pathlib import Path


def rename(audio_folder: Path, memory: Path, slugs: tuple[str, str], article: Path) -> Path | None:
    """Let the edition of the first slug go on under the second, whose article lies at ``article`` now.

    Its book goes with it, its page goes: `narrate site` writes the new one. Nothing is moved or removed that
    narrate did not make. Everything that can be refused is before anything is written; the memory has both
    names until all is done, so who is stopped loses nothing and runs the same again. Returns the old feed, if
    that told what the memory had lost.

    Raises:
        SettingsError: the memory cannot be read.
        OutputError, EditionError: as `moving` does, or the memory is somebody else's.
    """
    old, new = slugs
    with moving(audio_folder, old, new, article) as move:
        book, its_place = epub_path(audio_folder, old), epub_path(audio_folder, new)
        if is_book(book):
            keep_foreign([its_place], is_book)
        editions = [record.edition for record in usable_records(audio_folder)]
        known, told_by = recalled_memory(memory, editions, [audio_folder / FEED_FILE])
        was_saved = move.is_begun or new in known.guids
        if mp3_path(audio_folder, old).exists() or not was_saved:  # what was stopped has saved it before
            known = known.with_both_names(old, new)
            save_memory(memory, known)
        move.run()
        page = audio_folder / f"{old}.html"
        if is_marked_file(page):
            page.unlink()
        if is_book(book):
            _move_book(book, its_place)
        move.end()
        save_memory(memory, known.with_new_name(old, new))
    return told_by


def finish(memory: Path, slug: str) -> str | None:
    """End a rename to this slug that was stopped when only the memory was left; what it was called before.

    Raises:
        SettingsError: the memory cannot be read.
        OutputError: it cannot be written.
    """
    known = load_memory(memory)
    old = known.other_name(slug)
    if old is not None:
        save_memory(memory, known.with_new_name(old, slug))
    return old


def _move_book(book: Path, its_place: Path) -> None:
    """Of two books the newer one stays: the other is of an edition that is no more."""
    if its_place.exists() and its_place.stat().st_mtime_ns > book.stat().st_mtime_ns:
        book.unlink()
    else:
        book.replace(its_place)
