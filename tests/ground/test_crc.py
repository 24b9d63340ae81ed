"""The CRCs of long files, joined from those of their parts."""

from __future__ import annotations

import random  # noqa: TC003 (hypothesis reads the annotations)
import zlib
from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.ground.crc import CRC16, CRC32, Crc, crc16, crc16_of_frames

Of: TypeAlias = Callable[[bytes], int]
KINDS = [pytest.param(CRC16, crc16, id="crc-16"), pytest.param(CRC32, zlib.crc32, id="crc-32")]


def test_it_is_the_crc_16_that_lame_writes() -> None:
    assert crc16(b"123456789") == 0xBB3D  # CRC-16/ARC, the catalogue's check value


@pytest.mark.parametrize(("crc", "of"), KINDS)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_the_crc_of_a_join_comes_from_the_crcs_of_its_parts(
    crc: Crc, of: Of, first: bytes, second: bytes
) -> None:
    assert crc.joined(of(first), of(second), len(second)) == of(first + second)


@given(st.integers(0, 0xFFFF), st.integers(0, 5_000))
def test_zeros_may_be_many(crc: int, count: int) -> None:
    assert CRC16.joined(crc, 0, count) == crc16(bytes(count), crc)


@given(st.integers(1, 40), st.integers(1, 50))
def test_the_crc_of_frames_is_that_of_their_bytes(length: int, count: int) -> None:
    frames = bytes((i * 37 + length) % 256 for i in range(length * count))
    assert crc16_of_frames(frames, length) == crc16(frames)


@pytest.mark.parametrize(("crc", "of"), KINDS)
@given(st.integers(1, 40), st.lists(st.integers(0, 9), max_size=20), st.randoms())
def test_the_crc_of_runs_of_frames_comes_from_those_of_the_runs(
    crc: Crc, of: Of, length: int, counts: list[int], chance: random.Random
) -> None:
    runs = [chance.randbytes(count * length) for count in counts]
    assert crc.of_runs([of(run) for run in runs], counts, length) == of(b"".join(runs))


def test_nothing_has_the_crc_zero() -> None:
    assert crc16_of_frames(b"", 192) == crc16(b"") == 0
