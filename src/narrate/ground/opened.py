"""Files as they were when they were opened, and standard input: each is read once, however often one asks."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from narrate.errors import PIPED_IN
from narrate.ground.files import read_file

if TYPE_CHECKING:
    from collections.abc import Callable

    Read: TypeAlias = Callable[[Path], bytes]
    """What reads a whole file, as `read_file` does, with the same `OSError`s."""

STANDARD_INPUT = Path(PIPED_IN)
"""What stands for standard input where a path is asked for."""
MOST_PIPED_BYTES = 100_000_000
"""Of an article, a book or lines that are piped in: a pipe may have no end."""


def read_standard_input() -> bytes:
    """All that comes by standard input, until its end. It comes but once.

    Raises:
        OSError: it cannot be read, or does not end within `MOST_PIPED_BYTES`.
    """
    stream = sys.stdin.buffer
    with contextlib.suppress(OSError, ValueError):  # half of a text must not do for the whole
        os.set_blocking(stream.fileno(), True)
    data = stream.read(MOST_PIPED_BYTES + 1)
    if len(data) > MOST_PIPED_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data


class Opened:
    """Reads files, and answers from memory when one is asked for again.

    An edit between two questions is not seen: what is built is what was looked at.
    """

    def __init__(self) -> None:
        self._files: dict[Path, bytes | OSError] = {}
        self._digests: dict[Path, str | None] = {}

    def read(self, path: Path, most_bytes: int | None = None) -> bytes:
        """The bytes of a file; with ``most_bytes`` of a regular one that is no longer.

        Raises:
            OSError: it could not be read when it was asked for first.
        """
        key = path.absolute()
        if key not in self._files:
            try:
                self._files[key] = read_file(path, most_bytes)
            except OSError as error:
                self._files[key] = error
        found = self._files[key]
        if isinstance(found, OSError):
            raise type(found)(found.errno, found.strerror, str(path))
        return found

    def take_standard_input(self) -> None:
        """Read standard input, for whoever asks for `STANDARD_INPUT` from now on."""
        try:
            found: bytes | OSError = read_standard_input()
        except OSError as error:
            found = error
        self._files[STANDARD_INPUT.absolute()] = found

    def digest(self, path: Path, most_bytes: int | None = None) -> str | None:
        """The SHA-256 of a file's bytes, in hex; ``None`` where it cannot be read."""
        key = path.absolute()
        if key not in self._digests:
            try:
                self._digests[key] = hashlib.sha256(self.read(path, most_bytes)).hexdigest()
            except OSError:
                self._digests[key] = None
        return self._digests[key]

    def forget(self, *, but: Path | None = None) -> None:
        """Let go of the bytes, ``but`` those of one file: models need not stay while a book is spoken."""
        kept = but.absolute() if but else None
        self._files = {path: found for path, found in self._files.items() if path == kept}
