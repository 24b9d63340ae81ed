"""What can be sent: a file held open, or bytes made for the occasion."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from email.utils import formatdate
from typing import TYPE_CHECKING, Protocol

from narrate.ground.system import BINARY, REGULAR, read_at

if TYPE_CHECKING:
    from pathlib import Path


class Content(Protocol):
    """Bytes with the marks that HTTP caches go by."""

    @property
    def size_bytes(self) -> int:
        """Give the length."""

    @property
    def etag(self) -> str:
        """Give the strong entity tag, quotes included."""

    @property
    def last_modified(self) -> str:
        """Give the HTTP date of the last change, or nothing if none is known."""

    def read(self, start: int, byte_count: int) -> bytes:
        """Give up to ``byte_count`` bytes from ``start``; fewer only at the end."""

    def close(self) -> None:
        """Let go of what is held."""


@dataclass(frozen=True, slots=True)
class MadeContent:
    """Bytes in memory."""

    data: bytes
    etag: str
    last_modified: str = ""

    @property
    def size_bytes(self) -> int:
        """Give the length."""
        return len(self.data)

    def read(self, start: int, byte_count: int) -> bytes:
        """Give up to ``byte_count`` bytes from ``start``."""
        return self.data[start : start + byte_count]

    def close(self) -> None:
        """Do nothing: memory is let go by itself."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """An open file, read by position.

    Size and tag are those of the open file: when a build puts a new file in its place, whoever is in the
    middle of the old one gets the rest of the old one.
    """

    descriptor: int
    size_bytes: int
    etag: str
    last_modified: str

    def read(self, start: int, byte_count: int) -> bytes:
        """Give up to ``byte_count`` bytes from ``start``; fewer only at the end."""
        return read_at(self.descriptor, start, byte_count)

    def close(self) -> None:
        """Close the file."""
        os.close(self.descriptor)


def made(data: bytes) -> MadeContent:
    """Wrap bytes; their tag is their digest."""
    return MadeContent(data, f'"{hashlib.sha256(data).hexdigest()[:24]}"')


def opened(path: Path) -> FileContent | None:
    """Open a regular file; anything else, or one that cannot be read, is None."""
    try:
        descriptor = os.open(path, os.O_RDONLY | BINARY | REGULAR)
    except (OSError, ValueError):
        return None
    facts = os.fstat(descriptor)
    if not stat.S_ISREG(facts.st_mode):
        os.close(descriptor)
        return None
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    return FileContent(descriptor, facts.st_size, etag, formatdate(facts.st_mtime, usegmt=True))
