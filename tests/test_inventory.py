"""What is found of the last edition, and what is not believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.audio.store import ClipStore
from narrate.edition.published import PublishedClips
from narrate.edition.record import Record, load_record
from narrate.files import identity
from narrate.inventory import NOTHING, Inventory, inventory

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。船が出た。\n"


def taken(studio: Studio) -> tuple[Record, Path, Inventory]:
    record = load_record(studio.audio, "essay")
    assert record is not None
    mp3 = studio.audio / "essay.mp3"
    return record, mp3, inventory(ClipStore(studio.audio / ".narrate" / "clips"), mp3, record)


def test_without_a_record_nothing_is_looked_for(studio: Studio) -> None:
    assert inventory(ClipStore(studio.audio), studio.audio / "essay.mp3", None) == NOTHING


def test_all_clips_and_a_whole_mp3_are_found(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    record, mp3, found = taken(studio)
    assert {u.clip_key for u in record.utterances} <= found.stored
    assert found.whole_mp3 == identity(mp3)


def test_a_missing_clip_and_a_damaged_mp3_are_not_found(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.clips[0].unlink()
    mp3 = studio.audio / "essay.mp3"
    mp3.write_bytes(mp3.read_bytes()[:-1] + b"\x01")
    record, _, found = taken(studio)
    assert len({u.clip_key for u in record.utterances} - found.stored) == 1
    assert found.whole_mp3 is None


def test_an_mp3_that_was_replaced_since_it_was_looked_at_is_not_trusted(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    record, mp3, found = taken(studio)
    assert found.whole_mp3
    last = record.utterances[-1]
    published = PublishedClips(mp3)
    published.trust(found.whole_mp3)
    assert published.place_of(last.clip_key, last.shape) is not None
    other = mp3.with_name("other")
    other.write_bytes(mp3.read_bytes())
    other.replace(mp3)
    published.trust(found.whole_mp3)
    assert published.place_of(last.clip_key, last.shape) is None
