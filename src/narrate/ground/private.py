"""Files that can be made again, kept where nobody else can lay something down: this user's own cache."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.errors import OutputError
from narrate.ground.files import TEMPORARY_PREFIX, read_file
from narrate.ground.locks import one_at_a_time
from narrate.ground.system import cache_folder, is_for_this_user_alone, put_in_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from tempfile import TemporaryDirectory

_MOST_FILES = 32
_MOST_BYTES = 64 << 20
"""What is kept of a kind; the least used go. The one that was just made stays, however large."""
_LEFT_BEHIND_AFTER_S = 3600


def kept_file(kind: str, key: str, suffix: str, make: Callable[[Path], None]) -> Path:
    """A file of a kind, kept under ``key``; ``make`` writes it where there is none, or a damaged one.

    Its name holds the digest of its bytes, so one file tells whether it is whole. Where the cache is not
    this user's alone, or cannot be written, it is made in a fresh folder that goes with the process.

    Raises:
        OSError: it can be written in neither.
    """
    with contextlib.suppress(OSError, OutputError):
        folder = _own_folder(kind)
        if folder is not None:
            return _found(folder, key, suffix) or _made(folder, key, suffix, make)
    fresh = Path(_fresh_folder().name)
    return _found(fresh, key, suffix) or _made(fresh, key, suffix, make)


@contextlib.contextmanager
def passing_file(kind: str, key: str, suffix: str, make: Callable[[Path], None]) -> Iterator[Path]:
    """The kept file of a key; where there is none, one that is made for this block and goes with it.

    What is tried once must not push out what is used each day.

    Raises:
        OSError: it cannot be written.
    """
    from tempfile import TemporaryDirectory

    kept = None
    with contextlib.suppress(OSError, OutputError):
        folder = _own_folder(kind)
        kept = _found(folder, key, suffix) if folder is not None else None
    if kept is not None:
        yield kept
        return
    with TemporaryDirectory(prefix="narrate-", ignore_cleanup_errors=True) as fresh:
        path = Path(fresh) / f"new{suffix}"
        make(path)
        yield path


def leave_nothing() -> None:
    """Remove the fresh folder, if there is one: a process that exits at once does not do it by itself."""
    if _fresh_folder.cache_info().currsize:
        _fresh_folder().cleanup()
        _fresh_folder.cache_clear()


def _own_folder(kind: str) -> Path | None:
    """The user's folder for a kind, if there can be one that is theirs alone."""
    cache = cache_folder()
    if cache is None:
        return None
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in (cache / "narrate", cache / "narrate" / kind):
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        if not is_for_this_user_alone(folder):
            return None
    return folder


@lru_cache(maxsize=1)
def _fresh_folder() -> TemporaryDirectory[str]:
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(prefix="narrate-", ignore_cleanup_errors=True)


def _found(folder: Path, key: str, suffix: str) -> Path | None:
    """The whole file of this key."""
    for path in _of(folder, key, suffix):
        if _is_whole(path):
            with contextlib.suppress(OSError):
                os.utime(path)
            return path
    return None


def _of(folder: Path, key: str, suffix: str) -> list[Path]:
    return sorted(folder.glob(f"{key}-*{suffix}"))


def _is_whole(path: Path) -> bool:
    try:
        return path.stem.rpartition("-")[2] == _digest(path)
    except OSError:
        return False


def _digest(path: Path) -> str:
    return hashlib.sha256(read_file(path)).hexdigest()


def _made(folder: Path, key: str, suffix: str, make: Callable[[Path], None]) -> Path:
    """The file, written by one process; others that want it meanwhile wait and find it."""
    with one_at_a_time(folder / "lock", lambda: None):
        found = _found(folder, key, suffix)
        if found is not None:
            return found
        for damaged in _of(folder, key, suffix):
            damaged.unlink(missing_ok=True)
        with _work_folder(folder) as work:
            new = work / f"new{suffix}"
            make(new)
            path = folder / f"{key}-{_digest(new)}{suffix}"
            put_in_place(new, path)
        _sweep(folder, path)
    return path


@contextlib.contextmanager
def _work_folder(folder: Path) -> Iterator[Path]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix=TEMPORARY_PREFIX, dir=folder, ignore_cleanup_errors=True) as work:
        yield Path(work)


def _sweep(folder: Path, newest: Path) -> None:
    """Remove the least used beyond the limits, and what stopped processes left behind."""
    import shutil

    with os.scandir(folder) as entries:
        found = [(entry.stat(follow_symlinks=False), Path(entry)) for entry in entries]
    files, byte_count = 1, newest.stat().st_size
    for status, path in sorted(found, key=lambda one: -one[0].st_mtime):
        if path.name.startswith(TEMPORARY_PREFIX):
            if time.time() - status.st_mtime > _LEFT_BEHIND_AFTER_S:
                shutil.rmtree(path, ignore_errors=True)
        elif path != newest and path.name != "lock":
            files, byte_count = files + 1, byte_count + status.st_size
            if files > _MOST_FILES or byte_count > _MOST_BYTES:
                with contextlib.suppress(OSError):
                    path.unlink()
