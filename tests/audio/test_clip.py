"""A clip as it is stored: whole, or not at all."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from narrate.audio.clip import Clip, clip_from_bytes, clip_to_bytes
from narrate.audio.mp3 import silent_frame
from narrate.ground.crc import crc16

KEY = "0123456789abcdef0123456789abcdef"


def clip(frame_count: int = 3) -> Clip:
    return Clip.of(silent_frame(64) * frame_count, 64, 2_400, 480)


def test_a_clip_comes_back_as_it_was() -> None:
    assert clip_from_bytes(KEY, clip_to_bytes(KEY, clip())) == clip()


def test_its_shape_says_what_it_is() -> None:
    shape = clip().shape
    assert (shape.bit_rate_kbps, shape.frame_count) == (64, 3)
    assert shape.music_crc == crc16(clip().frames)


def test_a_clip_under_another_key_is_none() -> None:
    assert clip_from_bytes("f" * 32, clip_to_bytes(KEY, clip())) is None


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_flipped_bit_anywhere_makes_it_none(at: int, flip: int) -> None:
    data = bytearray(clip_to_bytes(KEY, clip()))
    data[at % len(data)] ^= flip
    assert clip_from_bytes(KEY, bytes(data)) is None


@given(st.integers(0, 10_000))
def test_a_clip_cut_short_anywhere_is_none(at: int) -> None:
    data = clip_to_bytes(KEY, clip())
    assert clip_from_bytes(KEY, data[: at % len(data)]) is None


@given(st.binary(max_size=200))
def test_other_bytes_are_none(data: bytes) -> None:
    assert clip_from_bytes(KEY, data) is None


def test_bytes_behind_it_make_it_none() -> None:
    assert clip_from_bytes(KEY, clip_to_bytes(KEY, clip()) + b"\0") is None
    assert np.frombuffer(clip().frames, np.uint8).any()
