"""Advisory locks between processes: builds go together, a sweep goes alone."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from narrate.ground.files import output_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

try:
    import fcntl
except ImportError:  # not a POSIX system: builds and sweeps must be kept apart by hand
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def together(path: Path) -> Iterator[None]:
    """Hold the lock beside others that hold it together.

    Raises:
        OutputError: the lock's folder cannot be written.
    """
    with _opened(path) as file:
        _flock(file, "LOCK_SH")
        yield


@contextlib.contextmanager
def one_at_a_time(path: Path) -> Iterator[bool]:
    """Hold the lock alone; yields whether that took waiting for somebody who held it.

    Raises:
        OutputError: the lock's folder cannot be written.
    """
    with _opened(path) as file:
        waited = not _flock(file, "LOCK_EX", "LOCK_NB")
        if waited:
            _flock(file, "LOCK_EX")
        yield waited


@contextlib.contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Hold the lock alone; yields whether that could be had at once."""
    with _opened(path) as file:
        yield _flock(file, "LOCK_EX", "LOCK_NB")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise output_error(path.parent, error) from error
    with file:
        yield file


def _flock(file: IO[bytes], *how: str) -> bool:
    """Whether the lock was had. A system, or a file system, without locks gives it to everybody."""
    try:
        if fcntl is not None:
            fcntl.flock(file, sum(getattr(fcntl, name) for name in how))
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
