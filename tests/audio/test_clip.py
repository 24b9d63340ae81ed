"""A clip as it is stored: whole, or not at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.audio.clip import Clip, clip_from_bytes, clip_to_bytes, fault_of
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


def test_a_clip_as_it_should_be_has_no_fault() -> None:
    assert fault_of(clip(), 64) is None


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "clip",
        Clip(clip().shape, ""),  # type: ignore[arg-type]  # what another machine may send
        Clip(tuple(clip().shape), clip().frames),  # type: ignore[arg-type]
        replace(clip(), frames=clip().frames[:-1]),
        replace(clip(), frames=b"\1" + clip().frames[1:]),
        Clip.of(b"", 64, 0, 0),
        Clip.of(bytes(192 * 3), 64, 2_400, 480),
        Clip.of(silent_frame(80) * 3, 80, 2_400, 480),
        *(
            replace(clip(), shape=clip().shape._replace(**{name: value}))  # type: ignore[arg-type]
            for name, value in [
                ("bit_rate_kbps", 80), ("frame_count", 4), ("frame_count", "3"), ("lead_samples", -1),
                ("voiced_samples", 9_999), ("music_crc", 0), ("frames_crc32", 0),
            ]
        ),
    ],
)  # fmt: skip
def test_a_wrong_clip_has_one(wrong: object) -> None:
    assert fault_of(wrong, 64)
