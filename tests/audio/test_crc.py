"""The CRC of LAME's Info frame, joined from the CRCs of parts."""

from __future__ import annotations

import random  # noqa: TC003 (hypothesis reads the annotations)

from hypothesis import given
from hypothesis import strategies as st

from narrate.audio.crc import crc16, crc16_of_frames, crc16_of_runs, joined_crc16


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


@given(st.integers(1, 40), st.lists(st.integers(0, 9), max_size=20), st.randoms())
def test_the_crc_of_runs_of_frames_comes_from_those_of_the_runs(
    length: int, counts: list[int], chance: random.Random
) -> None:
    runs = [chance.randbytes(count * length) for count in counts]
    assert crc16_of_runs([crc16(run) for run in runs], counts, length) == crc16(b"".join(runs))


def test_nothing_has_the_crc_zero() -> None:
    assert crc16_of_frames(b"", 192) == crc16(b"") == 0
