"""Clips: one utterance as a run of self-contained MP3 frames, and how they are written down."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Self

from narrate.audio.crc import crc16_of_frames
from narrate.audio.mp3 import SAMPLE_RATE, frame_bytes

EDGE_MS = 50
"""Digital silence at each end of a clip, beyond the codec's delay: joints lie in it."""
EDGE_SAMPLES = EDGE_MS * SAMPLE_RATE // 1000

_MAGIC = b"narrate1"
_HEADER = struct.Struct(">8s16sHIIIH")
"""Magic, key, bit rate in kbit/s, frames, lead and voiced samples, CRC-16 of the frames; a CRC-32 follows."""


@dataclass(frozen=True, slots=True)
class ClipShape:
    """A clip without its frames: all that the timeline needs. ``music_crc`` is the frames' CRC-16."""

    bit_rate_kbps: int
    frame_count: int
    lead_samples: int
    voiced_samples: int
    music_crc: int


@dataclass(frozen=True, slots=True)
class Clip:
    """An utterance's sound."""

    shape: ClipShape
    frames: bytes

    @classmethod
    def of(cls, frames: bytes, bit_rate_kbps: int, lead_samples: int, voiced_samples: int) -> Self:
        """A clip from freshly encoded frames."""
        length = frame_bytes(bit_rate_kbps)
        crc = crc16_of_frames(frames, length)
        shape = ClipShape(bit_rate_kbps, len(frames) // length, lead_samples, voiced_samples, crc)
        return cls(shape, frames)


def clip_to_bytes(key: str, clip: Clip) -> bytes:
    """A clip as it is stored: a header, then its frames."""
    s = clip.shape
    head = (_MAGIC, bytes.fromhex(key), s.bit_rate_kbps, s.frame_count, s.lead_samples, s.voiced_samples)
    header = _HEADER.pack(*head, s.music_crc)
    return header + struct.pack(">I", zlib.crc32(clip.frames, zlib.crc32(header))) + clip.frames


def clip_from_bytes(key: str, data: bytes) -> Clip | None:
    """The clip that `clip_to_bytes` wrote under ``key``; ``None`` for anything else, damaged or cut short."""
    at = _HEADER.size + 4
    if len(data) < at:
        return None
    magic, its_key, *shape = _HEADER.unpack_from(data)
    if magic != _MAGIC or its_key.hex() != key:
        return None
    (check,) = struct.unpack_from(">I", data, at - 4)
    frames = data[at:]
    if zlib.crc32(frames, zlib.crc32(data[: at - 4])) != check:
        return None
    return Clip(ClipShape(*shape), frames)
