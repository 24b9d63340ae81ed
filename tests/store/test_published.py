"""A published MP3 as a store of its own clips, and the table that makes it one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.audio.clip import Clip
from narrate.audio.mp3 import silent_frame
from narrate.audio.recording import recording_of
from narrate.edition.clip_table import MOST_CLIPS, table_bytes, table_rows
from narrate.ground.files import identity
from narrate.store.clips import ClipStore
from narrate.store.published import PublishedClips
from narrate.store.record import load_record
from tone_studio import tag_size

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。船が出た。\n\n## 昼\n\n網を繕う。\n"


def keys(studio: Studio) -> list[str]:
    found = load_record(studio.audio, "essay")
    assert found is not None
    return [u.clip_key for u in found.utterances]


@pytest.fixture
def mp3(studio: Studio) -> Path:
    studio.write(TEXT)
    return studio.build().path


def test_every_clip_comes_back_as_it_is_in_the_store(studio: Studio, mp3: Path) -> None:
    published, store = PublishedClips(mp3), ClipStore(studio.audio / ".narrate" / "clips")
    assert len(keys(studio)) == 5
    for key in keys(studio):
        assert published.get(key, 64) == store.get(key) is not None


def test_an_unknown_key_and_another_bit_rate_are_absent(studio: Studio, mp3: Path) -> None:
    assert PublishedClips(mp3).get("0" * 32, 64) is None
    assert PublishedClips(mp3).get(keys(studio)[0], 96) is None


@pytest.mark.parametrize("data", [None, b"", b"ID3\x03", b"ID3\x04" + bytes(100), b"text" * 100])
def test_a_file_that_is_no_edition_holds_none(studio: Studio, mp3: Path, data: bytes | None) -> None:
    first = keys(studio)[0]
    mp3.unlink()
    if data is not None:
        mp3.write_bytes(data)
    assert PublishedClips(mp3).get(first, 64) is None


def test_every_damaged_clip_is_absent_and_the_others_are_there(studio: Studio, mp3: Path) -> None:
    clean, wanted = mp3.read_bytes(), keys(studio)
    start = tag_size(clean)
    for at in range(start + 192 * 14, len(clean), 192 * 9):
        mp3.write_bytes(clean[:at] + bytes([clean[at] ^ 1]) + clean[at + 1 :])
        published = PublishedClips(mp3)
        found = [published.get(key, 64) for key in wanted]
        assert sum(clip is None for clip in found) <= 1


def recording(count: int) -> tuple[dict[str, Clip], list[str]]:
    clips = {f"{n:032x}": Clip.of(silent_frame(64) * 5, 64, 2_400, 100 + n % 50) for n in range(1, 40)}
    return clips, [f"{1 + n % 39:032x}" for n in range(count)]


def test_a_table_is_18_bytes_a_clip_and_bounded() -> None:
    clips, order = recording(MOST_CLIPS + 10)
    placed = recording_of([(k, clips[k].shape) for k in order], [0] * (len(order) + 1), 64)
    data = table_bytes(placed)
    assert len(data) == 11 + 18 * MOST_CLIPS < 150_000
    _, rows = table_rows(data)
    assert [row.first_frame for row in rows] == [p.first_frame for p in placed.clips[:MOST_CLIPS]]


def test_long_silences_do_not_break_the_table() -> None:
    clips, order = recording(3)
    placed = recording_of([(k, clips[k].shape) for k in order], [60_000, 60_000, 60_000, 0], 64)
    _, rows = table_rows(table_bytes(placed))
    assert [row.first_frame for row in rows] == [p.first_frame for p in placed.clips]


@settings(max_examples=50)
@given(st.binary(max_size=60))
def test_other_bytes_are_no_table(data: bytes) -> None:
    _rate, rows = table_rows(data)
    assert rows == () or len(data) == 7 + 18 * len(rows)


def test_the_frames_of_a_known_shape_come_out_of_the_open_file_in_any_order(
    studio: Studio, mp3: Path
) -> None:
    published, store = PublishedClips(mp3), ClipStore(studio.audio / ".narrate" / "clips")
    for key in reversed(keys(studio)):
        clip = store.get(key)
        assert clip is not None
        assert published.frames(key, clip.shape) == clip.frames
    published.close()
    published.close()


def test_frames_that_were_damaged_or_have_another_shape_do_not_come_out(studio: Studio, mp3: Path) -> None:
    first, second, *_ = keys(studio)
    store = ClipStore(studio.audio / ".narrate" / "clips")
    one, two = store.get(first), store.get(second)
    assert one is not None
    assert two is not None
    with closing(PublishedClips(mp3)) as published:
        assert published.frames(first, two.shape) is None
    data = bytearray(mp3.read_bytes())
    data[data.index(one.frames) + len(one.frames) // 2] ^= 1
    mp3.write_bytes(data)
    with closing(PublishedClips(mp3)) as published:
        assert published.frames(first, one.shape) is None
        assert published.frames(second, two.shape) == two.frames


def test_a_file_that_was_replaced_since_somebody_looked_at_it_is_not_trusted(
    studio: Studio, mp3: Path
) -> None:
    found = load_record(studio.audio, "essay")
    assert found is not None
    last, looked_at = found.utterances[-1], identity(mp3)
    assert looked_at is not None
    published = PublishedClips(mp3)
    published.trust(looked_at)
    assert published.place_of(last.clip_key, last.shape) is not None
    other = mp3.with_name("other")
    other.write_bytes(mp3.read_bytes())
    other.replace(mp3)
    published.trust(looked_at)
    assert published.place_of(last.clip_key, last.shape) is None
