"""Frames: one length, self-contained, and an Info frame that players believe."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from narrate.audio.mp3 import (
    BIT_RATES_KBPS,
    DELAY_SAMPLES,
    FRAME_SAMPLES,
    encode,
    frame_bytes,
    info_frame,
    is_frame_run,
    silent_frame,
)
from narrate.ground.crc import crc16, crc16_of_frames
from tone_studio import decoded


def noise(frame_count: int, seed: int = 1) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """Noise below 5 kHz between silences."""
    white = np.random.default_rng(seed).normal(0, 600, frame_count * FRAME_SAMPLES)
    samples = np.convolve(white, np.hanning(20), "same").astype(np.int16)
    samples[:DELAY_SAMPLES] = 0
    samples[-2 * DELAY_SAMPLES :] = 0
    return samples


@pytest.mark.parametrize("kbps", BIT_RATES_KBPS)
def test_every_bit_rate_gives_frames_of_one_length(kbps: int) -> None:
    frames = encode(noise(12), kbps)
    assert len(frames) == 12 * frame_bytes(kbps)
    assert is_frame_run(frames, kbps)


def test_loud_noise_stays_within_its_frames() -> None:
    samples = np.random.default_rng(2).integers(-32768, 32767, 40 * FRAME_SAMPLES, np.int64).astype(np.int16)
    samples[-DELAY_SAMPLES:] = 0
    assert is_frame_run(encode(samples, 64), 64)


def test_the_same_samples_are_the_same_bytes() -> None:
    assert encode(noise(8), 64) == encode(noise(8), 64)


def test_silence_is_silent() -> None:
    frame_count = 10
    frames = silent_frame(64) * frame_count
    mp3 = info_frame(frame_count, 64, crc16_of_frames(frames, frame_bytes(64))) + frames
    assert np.abs(decoded(mp3)).max() == 0


@pytest.mark.parametrize("kbps", BIT_RATES_KBPS)
def test_the_info_frame_says_what_is_there(kbps: int) -> None:
    info = info_frame(7, kbps, 0x1234)
    assert len(info) == frame_bytes(kbps)
    assert is_frame_run(info, kbps)
    assert info[21:25] == b"Info"
    assert struct.unpack_from(">3I", info, 25) == (3, 7, 8 * frame_bytes(kbps))
    assert info[37:46] == b"LAME3.100"
    delay_and_padding = int.from_bytes(info[58:61], "big")
    assert (delay_and_padding >> 12, delay_and_padding & 0xFFF) == (576, 576)
    assert struct.unpack_from(">IHH", info, 65) == (8 * frame_bytes(kbps), 0x1234, crc16(info[:71]))


def test_joined_runs_decode_to_their_samples_at_their_places() -> None:
    parts = [noise(8, seed) for seed in range(4)]
    frames = b"".join(encode(part, 96) for part in parts)
    mp3 = info_frame(32, 96, 0) + frames
    heard = decoded(mp3)
    written = np.concatenate(parts)[: len(heard)] / 32768.0
    assert len(heard) == 31 * FRAME_SAMPLES
    assert np.corrcoef(heard, written)[0, 1] > 0.99


@pytest.mark.parametrize(
    ("at", "value"), [(0, 0x00), (1, 0xF3), (2, 0x94), (2, 0x56), (3, 0x00), (4, 0x01), (5, 0x80)]
)
def test_another_kind_of_frame_is_no_run(at: int, value: int) -> None:
    frames = bytearray(silent_frame(64) * 3)
    frames[192 + at] = value
    assert not is_frame_run(bytes(frames), 64)
    assert not is_frame_run(silent_frame(64)[:-1], 64)
