"""The CRC of LAME's Info frame, joined from the CRCs of parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narrate.audio.crc import crc16, crc16_of_frames, joined_crc16


def test_it_is_the_crc_16_that_lame_writes() -> None:
    assert crc16(b"123456789") == 0xBB3D  # CRC-16/ARC, the catalogue's check value


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_the_crc_of_a_join_comes_from_the_crcs_of_its_parts(first: bytes, second: bytes) -> None:
    assert joined_crc16(crc16(first), crc16(second), len(second)) == crc16(first + second)


@given(st.integers(0, 0xFFFF), st.integers(0, 5_000))
def test_zeros_may_be_many(crc: int, count: int) -> None:
    assert joined_crc16(crc, 0, count) == crc16(bytes(count), crc)


@given(st.integers(1, 40), st.integers(1, 50))
def test_the_crc_of_frames_is_that_of_their_bytes(length: int, count: int) -> None:
    frames = bytes((i * 37 + length) % 256 for i in range(length * count))
    assert crc16_of_frames(frames, length) == crc16(frames)


def test_nothing_has_the_crc_zero() -> None:
    assert crc16_of_frames(b"", 192) == crc16(b"") == 0
