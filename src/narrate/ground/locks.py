"""Advisory locks between processes: builds go together, a sweep goes alone."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from narrate.ground.files import output_error, real
from narrate.ground.system import folder_held, lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO


@contextlib.contextmanager
def together(path: Path) -> Iterator[None]:
    """Hold the lock beside others that hold it together.

    Raises:
        OutputError: the lock's folder cannot be written.
    """
    with _opened(path) as file:
        lock(file, is_shared=True)
        yield


@contextlib.contextmanager
def one_at_a_time(path: Path, waits: Callable[[], None]) -> Iterator[None]:
    """Hold the lock alone; ``waits`` is called before waiting for somebody who holds it.

    Raises:
        OutputError: the lock's folder cannot be written.
    """
    with _opened(path) as file:
        if not lock(file, waits=False):
            waits()
            lock(file)
        yield


@contextlib.contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Hold the lock alone; yields whether that could be had at once."""
    with _opened(path) as file:
        yield lock(file, waits=False)


@contextlib.contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """Change a file of the user's while nobody else does: its folder is held, and nothing is left there.

    A folder made for it goes again where nothing came of it, if the system removes one that is held.

    Raises:
        OutputError: the folder cannot be made or read.
    """
    folder = real(path).parent
    is_new = not folder.is_dir()
    try:
        held = contextlib.ExitStack()
        held.enter_context(folder_held(folder))
    except OSError as error:
        raise output_error(folder, error) from error
    with held:
        try:
            yield
        finally:
            if is_new:
                with contextlib.suppress(OSError):
                    folder.rmdir()


def is_free(path: Path) -> bool:
    """Whether nobody holds the lock now; nothing is written, and where it cannot be read it is free."""
    try:
        with path.open("rb") as file:
            return lock(file, waits=False)
    except OSError:
        return True


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise output_error(path.parent, error) from error
    with file:
        yield file
