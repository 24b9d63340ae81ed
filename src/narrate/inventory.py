"""What is still there of the last edition, looked up on a thread of its own while the article is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.filefacts import file_facts
from narrate.files import identity

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.audio.store import ClipStore
    from narrate.edition.record import Record
    from narrate.files import Identity


@dataclass(frozen=True, slots=True)
class Inventory:
    """The keys of the clips in the store, as far as the last edition may need them, and its MP3.

    ``whole_mp3`` is the file that was found to be just what was written; ``None`` where it is not.
    """

    stored: frozenset[str] = frozenset()
    whole_mp3: Identity | None = None


NOTHING = Inventory()


def inventory(store: ClipStore, mp3: Path, before: Record | None) -> Inventory:
    """Look for the clips and the MP3 of a record."""
    if before is None:
        return NOTHING
    starts = {u.clip_key[:2] for u in before.utterances}
    stored = frozenset().union(*(store.keys_beginning(start) for start in starts))
    seen = identity(mp3)
    is_whole = seen is not None and file_facts(mp3) == before.head.made.get(mp3.name)
    return Inventory(stored, seen if is_whole else None)
