"""The CRC-16 of LAME's Info tag, and the CRC of joined runs from the CRCs of their parts.

The tag of a ten-hour file asks for the CRC of 288 MB. A CRC is linear, so each clip's is taken once, when
it is made, and joining them costs a few table look-ups a clip.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_POLYNOMIAL = 0xA001


def _table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
        table.append(crc)
    return tuple(table)


_TABLE = _table()


def crc16(data: bytes, crc: int = 0) -> int:
    """CRC-16 with the reflected polynomial 0x8005, started at ``crc``."""
    for byte in data:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 0xFF]
    return crc


def crc16_of_frames(frames: bytes, length: int) -> int:
    """`crc16` of a run of frames of equal ``length``, all frames at once."""
    import numpy as np

    table = np.array(_TABLE, np.uint16)
    columns = np.frombuffer(frames, np.uint8).reshape(-1, length).astype(np.uint16)
    crcs = np.zeros(len(columns), np.uint16)
    for column in columns.T:
        crcs = crcs >> 8 ^ table[(crcs ^ column) & 0xFF]
    return crc16_of_runs(crcs, np.ones(len(crcs), np.int64), length)


def crc16_of_runs(crcs: ArrayLike, frame_counts: ArrayLike, length: int) -> int:
    """The CRC of runs of frames in a row, from their CRCs and how many frames of ``length`` each one has.

    Each run's CRC is moved over all that follows it, by powers of two, all runs at once.
    """
    import numpy as np

    moved, counts = np.asarray(crcs, np.uint16), np.asarray(frame_counts, np.int64)
    frames_behind = counts.sum() - np.cumsum(counts)
    for bit in range(int(counts.sum()).bit_length()):
        low, high = (np.array(half, np.uint16) for half in _shift_by(length << bit))
        moved = np.where(frames_behind >> bit & 1, low[moved & 0xFF] ^ high[moved >> 8], moved)
    return int(np.bitwise_xor.reduce(moved))


def joined_crc16(first: int, second: int, second_length: int) -> int:
    """The CRC of two runs of bytes from their CRCs and the length of the second."""
    shift = _shift_by(second_length)
    return shift[0][first & 0xFF] ^ shift[1][first >> 8] ^ second


@lru_cache(maxsize=4096)
def _shift_by(length: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Tables by low and high byte of what ``length`` zero bytes make of a CRC."""
    basis = _matrix(length)
    tables = []
    for offset in (0, 8):
        table = [0] * 256
        for byte in range(1, 256):
            low = byte & -byte
            table[byte] = table[byte ^ low] ^ basis[offset + low.bit_length() - 1]
        tables.append(tuple(table))
    return tables[0], tables[1]


@lru_cache(maxsize=4096)
def _matrix(length: int) -> tuple[int, ...]:
    """The images of the 16 bits under ``length`` zero bytes."""
    if length == 0:
        return tuple(1 << bit for bit in range(16))
    if length == 1:
        return tuple((1 << bit) >> 8 ^ _TABLE[(1 << bit) & 0xFF] for bit in range(16))
    half = _matrix(length // 2)
    doubled = tuple(_apply(half, image) for image in half)
    if length % 2 == 0:
        return doubled
    one = _matrix(1)
    return tuple(_apply(one, image) for image in doubled)


def _apply(matrix: tuple[int, ...], crc: int) -> int:
    result, bit = 0, 0
    while crc:
        if crc & 1:
            result ^= matrix[bit]
        crc >>= 1
        bit += 1
    return result
