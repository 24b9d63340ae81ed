"""CRCs of joined runs, made of the CRCs of their parts.

A book's file asks for two CRCs of 288 MB: the CRC-16 of LAME's Info tag, and the CRC-32 by which the next
build knows it again. A CRC is linear, so each clip's are taken once, when it is made, and joined here, as
zlib's ``crc32_combine`` does (which Python's `zlib` does not offer). Taken of the file, the first one alone
would last many times as long as the build.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Crc:
    """A CRC of so many bits, its polynomial reflected. What it starts and ends with cancels out in a join."""

    bits: int
    polynomial: int

    def joined(self, first: int, second: int, second_byte_count: int) -> int:
        """The CRC of two runs of bytes from their CRCs and the length of the second."""
        return _apply(_matrix(self, second_byte_count), first) ^ second

    def of_runs(self, crcs: ArrayLike, frame_counts: ArrayLike, frame_byte_count: int) -> int:
        """The CRC of runs of frames in a row, from their CRCs and how many frames each one has.

        Each run's CRC is moved over all that follows it, by powers of two, all runs at once.
        """
        import numpy as np

        moved, counts = np.asarray(crcs, np.uint32), np.asarray(frame_counts, np.int64)
        frames_behind = counts.sum() - np.cumsum(counts)
        for bit in range(int(counts.sum()).bit_length()):
            further = np.zeros_like(moved)
            for place, table in enumerate(_tables(self, frame_byte_count << bit)):
                further ^= np.array(table, np.uint32)[moved >> 8 * place & 0xFF]
            moved = np.where(frames_behind >> bit & 1, further, moved)
        return int(np.bitwise_xor.reduce(moved))


CRC16 = Crc(16, 0xA001)
"""That of LAME's Info tag."""
CRC32 = Crc(32, 0xEDB88320)
"""That of `zlib.crc32`."""


def crc16(data: bytes, crc: int = 0) -> int:
    """CRC-16 with the reflected polynomial 0x8005, started at ``crc``."""
    table = _bytes_table(CRC16)
    for byte in data:
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return crc


def crc16_of_frames(frames: bytes, length: int) -> int:
    """`crc16` of a run of frames of equal ``length``, all frames at once."""
    import numpy as np

    table = np.array(_bytes_table(CRC16), np.uint16)
    columns = np.frombuffer(frames, np.uint8).reshape(-1, length).astype(np.uint16)
    crcs = np.zeros(len(columns), np.uint16)
    for column in columns.T:
        crcs = crcs >> 8 ^ table[(crcs ^ column) & 0xFF]
    return CRC16.of_runs(crcs, np.ones(len(crcs), np.int64), length)


@lru_cache(maxsize=2)
def _bytes_table(crc: Crc) -> tuple[int, ...]:
    """What each byte makes of a CRC of zero."""
    table = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = value >> 1 ^ (crc.polynomial if value & 1 else 0)
        table.append(value)
    return tuple(table)


@lru_cache(maxsize=256)
def _tables(crc: Crc, byte_count: int) -> tuple[tuple[int, ...], ...]:
    """What so many zero bytes make of a CRC: for each of its bytes, the lowest first, a table."""
    matrix = _matrix(crc, byte_count)
    tables = []
    for offset in range(0, crc.bits, 8):
        table = [0] * 256
        for byte in range(1, 256):
            low = byte & -byte
            table[byte] = table[byte ^ low] ^ matrix[offset + low.bit_length() - 1]
        tables.append(tuple(table))
    return tuple(tables)


@lru_cache(maxsize=256)
def _matrix(crc: Crc, byte_count: int) -> tuple[int, ...]:
    """The images of a CRC's bits under so many zero bytes."""
    if byte_count == 0:
        return tuple(1 << bit for bit in range(crc.bits))
    if byte_count == 1:
        table = _bytes_table(crc)
        return tuple((1 << bit) >> 8 ^ table[(1 << bit) & 0xFF] for bit in range(crc.bits))
    half = _matrix(crc, byte_count // 2)
    doubled = tuple(_apply(half, image) for image in half)
    if byte_count % 2 == 0:
        return doubled
    one = _matrix(crc, 1)
    return tuple(_apply(one, image) for image in doubled)


def _apply(matrix: tuple[int, ...], value: int) -> int:
    result, bit = 0, 0
    while value:
        if value & 1:
            result ^= matrix[bit]
        value >>= 1
        bit += 1
    return result
