"""The table of clips inside an edition: with it a published MP3 is a store of its own clips.

It lies in a private ID3 frame, which players ignore: for each clip half of its key, the silence before
it, its length, its tail and a check. 18 bytes a clip; a ten-hour book of 7,000 sentences takes 126 kB.
In the table's head is the tag's seal: the CRC-32 of the whole tag, its own four bytes taken as zeros.
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
MARK = OWNER.encode() + b"\0"
"""What the frame's data begins with."""
MOST_CLIPS = 8_192
"""A longer edition's table holds its first clips only; 147 kB at most."""

_HEAD = struct.Struct(">BHI")
_SEAL = struct.Struct(">I")
_ROW = struct.Struct(">8sHHHI")
_VERSION = 2
_UNSEALED = 1
"""The version of tables that were written before there was a seal; they are read as ever."""


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
    head = _HEAD.pack(_VERSION, recording.bit_rate_kbps, len(rows))
    return head + _SEAL.pack(0) + b"".join(rows)


def sealed(tag: bytes) -> bytes:
    """A tag with its seal in its table."""
    at = _seal_at(tag)
    return tag[:at] + _SEAL.pack(zlib.crc32(tag)) + tag[at + _SEAL.size :]


def is_sealed_tag_whole(tag: bytes) -> bool:
    """Whether a tag with a sealed table is as it was written; one without a seal cannot tell."""
    at = _seal_at(tag)
    if at < _HEAD.size or tag[at - _HEAD.size] == _UNSEALED:
        return True
    seal = tag[at : at + _SEAL.size]
    return seal == _SEAL.pack(zlib.crc32(tag[:at] + bytes(_SEAL.size) + tag[at + _SEAL.size :]))


def _seal_at(tag: bytes) -> int:
    """Where the seal stands, by the table's owner and not by lengths, which may be damaged; 0 if nowhere."""
    mark = tag.find(MARK)
    return mark + len(MARK) + _HEAD.size if mark >= 0 else 0


def table_rows(data: bytes) -> tuple[int, tuple[TableRow, ...]]:
    """The bit rate and the rows of a table; 0 and no rows for what is no table."""
    if len(data) < _HEAD.size:
        return 0, ()
    version, bit_rate_kbps, count = _HEAD.unpack_from(data)
    start = _HEAD.size + (_SEAL.size if version == _VERSION else 0)
    if version not in (_UNSEALED, _VERSION) or len(data) != start + count * _ROW.size:
        return 0, ()
    return bit_rate_kbps, tuple(_rows(data[start:]))


def _rows(rows: bytes) -> Iterator[TableRow]:
    frame = 0
    for number, row in enumerate(_ROW.iter_unpack(rows)):
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
