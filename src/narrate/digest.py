"""What a file's bytes are known by, taken while they are written or when they are read back."""

from __future__ import annotations

import hashlib
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import IO, TYPE_CHECKING

from narrate.edition.record import FileFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

_BLOCK_BYTES = 1 << 20


class Digest:
    """The SHA-256 and the file facts of ``byte_count`` bytes that come piece by piece."""

    def __init__(self, byte_count: int) -> None:
        self._byte_count = byte_count
        self._at = 0
        self._sha256 = hashlib.sha256()
        self._crc32s = [0, 0]

    def update(self, data: bytes) -> None:
        """Take the next bytes."""
        half = max(0, self._byte_count // 2 - self._at)
        view = memoryview(data)
        for number, part in enumerate((view[:half], view[half:])):
            self._crc32s[number] = zlib.crc32(part, self._crc32s[number])
        self._sha256.update(data)
        self._at += len(data)

    @property
    def facts(self) -> FileFacts:
        """The file's length and the CRC-32 of its halves."""
        assert self._at == self._byte_count, "a file is as long as was said"
        return FileFacts(self._at, (self._crc32s[0], self._crc32s[1]))

    @property
    def hexadecimal(self) -> str:
        """The SHA-256."""
        return self._sha256.hexdigest()


def write_digested(file: IO[bytes], parts: Iterable[bytes], byte_count: int) -> Digest:
    """Write ``parts``, ``byte_count`` in all, and digest one block while the next is gathered."""
    digest = Digest(byte_count)
    under_way: Future[None] | None = None
    with ThreadPoolExecutor(1) as digester:
        for block in _blocks(parts):
            file.write(block)
            if under_way is not None:
                under_way.result()
            under_way = digester.submit(digest.update, block)
    if under_way is not None:
        under_way.result()
    return digest


def _blocks(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts in a row, in blocks of about `_BLOCK_BYTES`."""
    waiting: list[bytes] = []
    length = 0
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length >= _BLOCK_BYTES:
            yield b"".join(waiting)
            waiting, length = [], 0
    if waiting:
        yield b"".join(waiting)


def file_facts(path: Path) -> FileFacts | None:
    """A file's length and the CRC-32 of its halves; ``None`` where it cannot be read."""
    try:
        size = path.stat().st_size
        half = size // 2
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(_crc32_of, (path, path), (0, half), (half, size))
    except OSError:
        return None
    return FileFacts(size, (first, second))


def _crc32_of(path: Path, start: int, end: int) -> int:
    crc = 0
    buffer = bytearray(min(_BLOCK_BYTES, end - start))
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        while start < end:
            count = file.readinto(memoryview(buffer)[: end - start]) or 0
            if not count:
                break
            crc = zlib.crc32(memoryview(buffer)[:count], crc)
            start += count
    return crc
