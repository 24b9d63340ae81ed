"""What a file is known by, taken while it is written or when it is read back."""

from __future__ import annotations

import zlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import IO, TYPE_CHECKING

from narrate.edition.record import FileFacts
from narrate.files import identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from narrate.files import Identity

_BLOCK_BYTES = 1 << 20
_BLOCKS_BEHIND = 2
"""So far the check may fall behind the writing, which then need not wait for it at each block."""
_READ_BYTES = 1 << 23
"""Large, since a thread that has checked a block may wait 5 ms for the interpreter to take the next one."""


def write_with_facts(file: IO[bytes], parts: Iterable[bytes], byte_count: int) -> FileFacts:
    """Write ``parts``, ``byte_count`` in all; nothing has to be read back to know the file again."""
    facts = _GrowingFacts(byte_count // 2)
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(1) as beside:
        for block in _blocks(parts):
            file.write(block)
            waiting.append(beside.submit(facts.add, block))
            if len(waiting) > _BLOCKS_BEHIND:
                waiting.popleft().result()
        for check in waiting:
            check.result()
    assert facts.byte_count == byte_count, "a file is as long as was said"
    return FileFacts(byte_count, (facts.crc32s[0], facts.crc32s[1]))


class _GrowingFacts:
    """The facts of a file that becomes longer block by block."""

    def __init__(self, half: int) -> None:
        self._half = half
        self.byte_count = 0
        self.crc32s = [0, 0]

    def add(self, block: bytes) -> None:
        """Take the next block in."""
        view, cut = memoryview(block), max(0, self._half - self.byte_count)
        for number, part in enumerate((view[:cut], view[cut:])):
            self.crc32s[number] = zlib.crc32(part, self.crc32s[number])
        self.byte_count += len(block)


def _blocks(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts in a row, in blocks of about `_BLOCK_BYTES`."""
    waiting: list[bytes] = []
    length = 0
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length >= _BLOCK_BYTES:
            yield b"".join(waiting) if len(waiting) > 1 else part
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


def whole_file(path: Path, facts: FileFacts | None) -> Identity | None:
    """The file at ``path``, if every byte of it is as ``facts`` say."""
    seen = identity(path)
    return seen if seen is not None and facts is not None and file_facts(path) == facts else None


def _crc32_of(path: Path, start: int, end: int) -> int:
    crc = 0
    buffer = bytearray(min(_READ_BYTES, end - start))
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        while start < end:
            count = file.readinto(memoryview(buffer)[: end - start]) or 0
            if not count:
                break
            crc = zlib.crc32(memoryview(buffer)[:count], crc)
            start += count
    return crc
