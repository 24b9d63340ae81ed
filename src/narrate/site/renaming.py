"""An article was renamed: its edition goes on under the new name, with its id, its date and its sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.ground.files import output_error
from narrate.ground.ownership import is_marked_file
from narrate.podcast.memory import load_memory, save_memory
from narrate.site.epub import epub_path, is_book
from narrate.store.renaming import rename_edition

if TYPE_CHECKING:
    from pathlib import Path


def rename(audio_folder: Path, memory: Path, slugs: tuple[str, str], article: Path) -> None:
    """Let the edition of the first slug go on under the second, whose article lies at ``article`` now.

    Its book goes with it, its page goes: `narrate site` writes the new one. Nothing is moved or removed that
    narrate did not make.

    Raises:
        SettingsError: the memory cannot be read.
        OutputError, EditionError: as `rename_edition` does.
    """
    old, new = slugs
    known = load_memory(memory)
    rename_edition(audio_folder, old, new, article)
    save_memory(memory, known.renamed(old, new))
    page = audio_folder / f"{old}.html"
    book, its_place = epub_path(audio_folder, old), epub_path(audio_folder, new)
    try:
        if is_marked_file(page):
            page.unlink()
        if is_book(book) and not its_place.exists():
            book.replace(its_place)
    except OSError as error:
        raise output_error(audio_folder, error) from error
