"""Clips: one utterance as a run of self-contained MP3 frames, and how they are written down."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeGuard

from narrate.audio.mp3 import FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE, frame_bytes, is_frame_run
from narrate.ground.crc import crc16_of_frames
from narrate.messages import Message

EDGE_MS = 50
"""Digital silence at each end of a clip, beyond the codec's delay: joints lie in it."""
EDGE_SAMPLES = EDGE_MS * SAMPLE_RATE // 1000

_MAGIC = b"narrate2"
_HEADER = struct.Struct(">8s16sHIIIHI")
"""Magic, key, then the shape's fields in their order; the header's own CRC-32 follows, then the frames."""
HEADER_BYTES = _HEADER.size + 4


class ClipShape(NamedTuple):
    """A clip without its frames: all that the timeline needs.

    ``music_crc`` is the CRC-16 of the frames, ``frames_crc32`` their CRC-32.
    """

    bit_rate_kbps: int
    frame_count: int
    lead_samples: int
    voiced_samples: int
    music_crc: int
    frames_crc32: int

    @property
    def duration_ms(self) -> int:
        """The length of the frames when played."""
        return self.frame_count * FRAME_MS

    @property
    def sample_count(self) -> int:
        """The length of the frames in samples."""
        return self.frame_count * FRAME_SAMPLES

    @property
    def byte_count(self) -> int:
        """The length of the frames."""
        return self.frame_count * frame_bytes(self.bit_rate_kbps)


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
        count = len(frames) // length
        shape = ClipShape(bit_rate_kbps, count, lead_samples, voiced_samples, crc, zlib.crc32(frames))
        return cls(shape, frames)


def misfit_of(clip: object, bit_rate_kbps: int) -> Message | None:
    """What of a clip does not fit its own shape, or the bit rate that was asked for."""
    if not _has_the_form_of_a_clip(clip):
        return Message("it is no clip")
    shape = clip.shape
    if shape.bit_rate_kbps != bit_rate_kbps:
        return Message("its bit rate is another one")
    if not shape.frame_count or len(clip.frames) != shape.byte_count:
        return Message("its length is wrong")
    if not 0 <= shape.lead_samples <= shape.lead_samples + shape.voiced_samples <= shape.sample_count:
        return Message("its sound lies outside of it")
    return None if zlib.crc32(clip.frames) == shape.frames_crc32 else Message("its checksum is wrong")


def fault_of(clip: object, bit_rate_kbps: int) -> Message | None:
    """What is wrong with a clip from somewhere else: the same, and whether it can stand in an edition."""
    misfit = misfit_of(clip, bit_rate_kbps)
    if misfit or not isinstance(clip, Clip):
        return misfit
    if not is_frame_run(clip.frames, bit_rate_kbps):
        return Message("its frames cannot stand alone")
    crc = crc16_of_frames(clip.frames, frame_bytes(bit_rate_kbps))
    return None if crc == clip.shape.music_crc else Message("its checksum is wrong")


def _has_the_form_of_a_clip(clip: object) -> TypeGuard[Clip]:
    """Types say nothing of what another machine made."""
    return (
        isinstance(clip, Clip)
        and isinstance(clip.shape, ClipShape)
        and isinstance(clip.frames, bytes)
        and all(type(value) is int for value in clip.shape)
    )


def clip_to_bytes(key: str, clip: Clip) -> bytes:
    """A clip as it is stored: a header, then its frames."""
    header = _HEADER.pack(_MAGIC, bytes.fromhex(key), *clip.shape)
    return header + struct.pack(">I", zlib.crc32(header)) + clip.frames


def shape_from_header(key: str, header: bytes) -> ClipShape | None:
    """The shape in the first `HEADER_BYTES` of a stored clip; ``None`` for another key's, or damaged ones."""
    if len(header) != HEADER_BYTES:
        return None
    magic, its_key, *shape = _HEADER.unpack_from(header)
    check = int.from_bytes(header[_HEADER.size :], "big")
    if magic != _MAGIC or its_key.hex() != key or zlib.crc32(header[: _HEADER.size]) != check:
        return None
    return ClipShape(*shape)


def clip_from_bytes(key: str, data: bytes) -> Clip | None:
    """The clip that `clip_to_bytes` wrote under ``key``; ``None`` for anything else, damaged or cut short."""
    shape = shape_from_header(key, data[:HEADER_BYTES])
    if shape is None:
        return None
    frames = data[HEADER_BYTES:]
    if len(frames) != shape.byte_count or zlib.crc32(frames) != shape.frames_crc32:
        return None
    return Clip(shape, frames)
