"""Which files of an audio folder are narrate's own: by what they say, or by the record of their edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.edition.file_names import companion_names
from narrate.ground.ownership import is_like_ours, is_marked_file, keep_foreign
from narrate.store.facts import file_facts
from narrate.store.folder import HIDDEN_FOLDER, mp3_path
from narrate.store.published import is_edition
from narrate.store.record import open_record

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.store.record import RecordHead


def keep_foreign_files(audio_folder: Path, slug: str, head: RecordHead | None) -> None:
    """Refuse an edition that would replace what narrate did not make; ``head`` is the record of the last one.

    Raises:
        OutputError: one of its files is somebody else's.
    """

    def is_recorded(path: Path) -> bool:
        return head is not None and head.made.get(path.name) == file_facts(path)

    def is_unrecorded(path: Path) -> bool:
        return head is None and is_edition(mp3_path(audio_folder, slug)) and is_like_ours(path)

    keep_foreign([mp3_path(audio_folder, slug)], is_edition, is_recorded)
    companions = [audio_folder / name for name in companion_names(slug)]
    keep_foreign(companions, is_marked_file, is_recorded, is_unrecorded)


def remove_outdated(audio_folder: Path, before: RecordHead | None, names: tuple[str, ...]) -> None:
    """Remove what the last build made under names that are not in use any more, if nobody changed it.

    Raises:
        OSError: it cannot be removed.
    """
    for name, facts in before.made.items() if before else ():
        path = audio_folder / name
        if name not in names and file_facts(path) == facts:
            path.unlink()


def is_output(path: Path) -> bool:
    """Whether a file is what an edition's record beside it says that narrate made."""
    if not (path.parent / HIDDEN_FOLDER).is_dir():
        return False
    heads = (open_record(path.parent, slug).head for slug in _slugs(path.name))
    return any(head and head.made.get(path.name) == file_facts(path) for head in heads)


def _slugs(name: str) -> tuple[str, ...]:
    """What the edition can be called that a file of this name belongs to: ``a.chapters`` or ``a``."""
    stem = name.rpartition(".")[0]
    return stem, stem.removesuffix(".chapters")
