"""The table of clips inside an edition: with it a published MP3 is a store of its own clips.

It lies in a private ID3 frame, which players ignore: for each clip half of its key, the silence before
it, its length, its tail and a check. 18 bytes a clip; a ten-hour book of 7,000 sentences takes 126 kB.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from narrate.audio.clip import EDGE_SAMPLES, Clip
from narrate.audio.mp3 import FRAME_SAMPLES, frame_bytes, is_frame_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.audio.recording import Recording

OWNER = "narrate:clips"
MOST_CLIPS = 8_192
"""A longer edition's table holds its first clips only; 147 kB at most."""

_HEAD = struct.Struct(">BHI")
_ROW = struct.Struct(">8sHHHI")
_VERSION = 1


class TableRow(NamedTuple):
    """Where a clip lies, and as which one, from 0. ``key_start`` is the first half of its key, in hex."""

    number: int
    key_start: str
    first_frame: int
    frame_count: int
    tail_samples: int
    check: int


def table_bytes(recording: Recording) -> bytes:
    """The table of a recording's clips."""
    rows = []
    frame = 0
    for placed in recording.clips[:MOST_CLIPS]:
        shape = placed.shape
        tail = shape.frame_count * FRAME_SAMPLES - shape.lead_samples - shape.voiced_samples
        gap = placed.first_frame - frame
        key_start = bytes.fromhex(placed.key[:16])
        rows.append(_ROW.pack(key_start, gap, shape.frame_count, tail, shape.frames_crc32))
        frame = placed.first_frame + shape.frame_count
    return _HEAD.pack(_VERSION, recording.bit_rate_kbps, len(rows)) + b"".join(rows)


def table_rows(data: bytes) -> tuple[int, tuple[TableRow, ...]]:
    """The bit rate and the rows of a table; no rows for what is no table of this version."""
    if len(data) < _HEAD.size:
        return 0, ()
    version, bit_rate_kbps, count = _HEAD.unpack_from(data)
    if version != _VERSION or len(data) != _HEAD.size + count * _ROW.size:
        return 0, ()
    return bit_rate_kbps, tuple(_rows(data))


def _rows(data: bytes) -> Iterator[TableRow]:
    frame = 0
    for number, row in enumerate(_ROW.iter_unpack(data[_HEAD.size :])):
        key_start, gap, count, tail, check = row
        yield TableRow(number, key_start.hex(), frame + gap, count, tail, check)
        frame += gap + count


def clip_in(audio: bytes, row: TableRow, bit_rate_kbps: int) -> Clip | None:
    """The clip whose frames ``audio`` is, or ``None`` where that was damaged."""
    if zlib.crc32(audio) != row.check or len(audio) != row.frame_count * frame_bytes(bit_rate_kbps):
        return None
    if not is_frame_run(audio, bit_rate_kbps):
        return None
    voiced = row.frame_count * FRAME_SAMPLES - EDGE_SAMPLES - row.tail_samples
    return Clip.of(audio, bit_rate_kbps, EDGE_SAMPLES, voiced)
