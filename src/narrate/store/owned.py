"""Which files of an audio folder are narrate's own: by what they say, or by the record of their edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.edition.file_names import companion_names
from narrate.ground.ownership import bytes_of, is_like_ours, is_marked_file, keep_foreign
from narrate.store.facts import file_facts
from narrate.store.folder import HIDDEN_FOLDER, mp3_path
from narrate.store.published import is_edition
from narrate.store.record import load_record, open_record

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.store.record import RecordHead


def keep_foreign_files(audio_folder: Path, slug: str, head: RecordHead | None) -> None:
    """Refuse an edition that would replace what narrate did not make; ``head`` is the record of the last one.

    What that one made and is damaged now is narrate's: building it again is how it is mended.

    Raises:
        OutputError: one of its files is somebody else's.
    """

    def is_own(_: Path) -> bool:
        return is_own_mp3(audio_folder, slug, head)

    def is_recorded(path: Path) -> bool:
        return head is not None and head.made.get(path.name) == file_facts(path)

    def is_unrecorded(path: Path) -> bool:
        return head is None and is_edition(mp3_path(audio_folder, slug)) and is_like_ours(path)

    def is_damaged(path: Path) -> bool:
        return head is not None and path.name in head.made and _is_damaged_companion(audio_folder, slug, path)

    keep_foreign([mp3_path(audio_folder, slug)], is_own)
    companions = [audio_folder / name for name in companion_names(slug)]
    keep_foreign(companions, is_marked_file, is_recorded, is_unrecorded, is_damaged)


def is_own_mp3(audio_folder: Path, slug: str, head: RecordHead | None) -> bool:
    """Whether the MP3 in an edition's place is narrate's, be it damaged: a build would replace it."""
    path = mp3_path(audio_folder, slug)
    if is_edition(path):
        return True
    facts = head.made.get(path.name) if head else None
    if head is None or facts is None:
        return False
    from narrate.store.damage import is_damaged_mp3

    return file_facts(path) == facts or is_damaged_mp3(path, head.edition, facts)


def _is_damaged_companion(audio_folder: Path, slug: str, path: Path) -> bool:
    from narrate.store.damage import is_damaged_text

    record = load_record(audio_folder, slug)
    return record is not None and is_damaged_text(bytes_of(path), path.name, record.edition)


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
