"""MP3 frames: what they look like, how samples become them, and the Info frame on top of a file.

All frames here are MPEG-1 Layer III, 48 kHz, mono, constant bit rate, without padding, CRC or bit
reservoir: each is self-contained, all have one length, and one lasts exactly 24 ms. Runs of such frames
can stand in any order, if there is digital silence at their joints.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.ground.crc import crc16

if TYPE_CHECKING:
    from numpy import int16
    from numpy.typing import NDArray

SAMPLE_RATE = 48_000
FRAME_SAMPLES = 1_152
FRAME_MS = 24
ENCODER_DELAY_SAMPLES = 576
DECODER_DELAY_SAMPLES = 529
DELAY_SAMPLES = ENCODER_DELAY_SAMPLES + DECODER_DELAY_SAMPLES
"""How much later than its frame grid the sound comes out of a decoder: 1105 samples, 23 ms."""

BIT_RATES_KBPS = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""Those at which an Info frame fits into a frame of the same rate (ISO/IEC 11172-3, 2.4.2.3)."""
_BIT_RATE_INDICES = {64: 5, 80: 6, 96: 7, 112: 8, 128: 9, 160: 10, 192: 11, 224: 12, 256: 13, 320: 14}
_PLAIN_UP_TO_KBPS = 80
"""LAME's noise shaping costs as much again as all else; of speech at such rates it makes nothing better."""


def lame_quality(bit_rate_kbps: int) -> int:
    """LAME's setting, 0 the slowest: 7 does without noise shaping; 5 is FFmpeg's default.

    `benchmarks/encoder.py` measures the noise against what masks it, at every setting.
    """
    return 7 if bit_rate_kbps <= _PLAIN_UP_TO_KBPS else 5


def frame_bytes(bit_rate_kbps: int) -> int:
    """The length of one frame: 144 * bit rate / sample rate, a whole number at 48 kHz."""
    return 144 * bit_rate_kbps * 1000 // SAMPLE_RATE


def frame_header(bit_rate_kbps: int) -> bytes:
    """The first three header bytes, which every frame of an edition shares.

    Sync, MPEG-1, Layer III, no CRC; bit rate, 48 kHz, no padding (ISO/IEC 11172-3, 2.4.1.3).
    """
    return bytes((0xFF, 0xFB, _BIT_RATE_INDICES[bit_rate_kbps] << 4 | 0b0100))


def is_frame_run(frames: bytes, bit_rate_kbps: int) -> bool:
    """Whether ``frames`` is a run of whole self-contained mono frames of this bit rate and nothing else."""
    length = frame_bytes(bit_rate_kbps)
    head = frame_header(bit_rate_kbps)
    if len(frames) % length:
        return False
    return all(
        frames[at : at + 3] == head
        and frames[at + 3] >> 6 == 0b11
        and frames[at + 4] == 0
        and not frames[at + 5] & 0x80
        for at in range(0, len(frames), length)
    )


def is_bare_sound(data: bytes) -> bool:
    """Whether this is nothing but such frames, without tag or Info frame: so `narrate say` writes them."""
    is_run = any(is_frame_run(data, kbps) for kbps in BIT_RATES_KBPS if data[:3] == frame_header(kbps))
    return is_run and data[21:25] not in (b"Info", b"Xing")


def encode(samples: NDArray[int16], bit_rate_kbps: int) -> bytes:
    """Encode a whole number of frames of mono 48 kHz samples into as many MP3 frames.

    The last `DELAY_SAMPLES` samples must be silence: what the encoder flushes behind them is dropped.
    """
    from narrate.audio.lame import mono_stream

    assert len(samples) % FRAME_SAMPLES == 0, "a clip is a whole number of frames"
    stream = mono_stream(samples, SAMPLE_RATE, bit_rate_kbps, lame_quality(bit_rate_kbps))
    frames = stream[: len(samples) // FRAME_SAMPLES * frame_bytes(bit_rate_kbps)]
    assert len(frames) == len(samples) // FRAME_SAMPLES * frame_bytes(bit_rate_kbps), "no frame is missing"
    assert is_frame_run(frames, bit_rate_kbps), "the encoder keeps to constant, self-contained frames"
    return frames


@lru_cache(maxsize=len(BIT_RATES_KBPS))
def silent_frame(bit_rate_kbps: int) -> bytes:
    """One frame of digital silence."""
    import numpy as np

    length = frame_bytes(bit_rate_kbps)
    return encode(np.zeros(4 * FRAME_SAMPLES, np.int16), bit_rate_kbps)[2 * length : 3 * length]


def info_frame(frame_count: int, bit_rate_kbps: int, music_crc: int) -> bytes:
    """The Info frame for a file of ``frame_count`` audio frames, without a seek table.

    A table of 100 bytes misleads players that believe it; without one they compute the place from the
    constant rate, which is exact. Delay and padding tell gapless players to drop the first 576 samples
    and the last 576, one frame in all. The version in it is that of the tag's form, which readers know,
    whichever LAME encoded. (LAME Tag rev. 1; checked against FFmpeg and mpg123.)
    """
    length = frame_bytes(bit_rate_kbps)
    head = frame_header(bit_rate_kbps) + silent_frame(bit_rate_kbps)[3:4]
    byte_count = length * (frame_count + 1)
    padding = FRAME_SAMPLES - ENCODER_DELAY_SAMPLES
    lame = (
        b"LAME3.100"
        + bytes((0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, min(bit_rate_kbps, 255)))
        + (ENCODER_DELAY_SAMPLES << 12 | padding).to_bytes(3, "big")
        + bytes((0, 0, 0, 0))
        + struct.pack(">IH", byte_count, music_crc)
    )
    body = head + bytes(17) + b"Info" + struct.pack(">III", 0x03, frame_count, byte_count) + lame
    return (body + struct.pack(">H", crc16(body))).ljust(length, b"\0")
