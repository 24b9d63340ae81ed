"""Writing files so that a reader finds the old one or the new one, never half of either."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import select
import stat
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias

from narrate.errors import OutputError
from narrate.ground.system import BINARY, UNWAITING, put_in_place, sent_by_system
from narrate.messages import Message, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Identity: TypeAlias = tuple[int, int, int]
TEMPORARY_PREFIX = ".part-"
_ZIP_MARK = b"PK\x03\x04"
_COUNTER = itertools.count()
_PART_BYTES = 1 << 20
_SENT_BYTES = 1 << 23
"""At once by the system, which hears no Ctrl-C meanwhile."""
_PATIENCE_S = 3.0
_LOOK_AGAIN_S = 0.02
MOST_IMAGE_BYTES = 50_000_000
"""Of an image file of the author's."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""How a file or a stream says that it takes no more."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A binary file to write that takes the place of ``path`` when the block ends well.

    Raises:
        OutputError: the folder cannot be written, or the disk is full; ``path`` is as it was.
    """
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{threading.get_ident()}-{next(_COUNTER)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file:
                yield file
            put_in_place(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise output_error(path, error) from error


@dataclass(frozen=True, slots=True)
class Stretch:
    """``byte_count`` bytes of an open file, from ``start`` on."""

    file: IO[bytes]
    start: int
    byte_count: int


def append(file: IO[bytes], piece: bytes | Stretch) -> None:
    """Write a piece behind what was written; a stretch of another file a little at a time.

    Raises:
        OSError: it cannot be read or written, or the other file became shorter.
    """
    if isinstance(piece, bytes):
        file.write(piece)
        return
    done = _sent(piece, file)
    piece.file.seek(piece.start + done)
    while done < piece.byte_count:
        part = piece.file.read(min(piece.byte_count - done, _PART_BYTES))
        if not part:
            raise OSError(errno.EIO, "a file became shorter while it was read")
        file.write(part)
        done += len(part)


def _sent(piece: Stretch, file: IO[bytes]) -> int:
    """How much of a stretch the system copied by itself, as `shutil.copyfile` has it do.

    That spares a changed book's build a tenth, and leaves the interpreter to the thread that makes its
    companions. Where it cannot, whoever copies on will hear why.
    """
    file.flush()
    begin, done = file.tell(), 0
    try:
        while done < piece.byte_count:
            count = min(piece.byte_count - done, _SENT_BYTES)
            sent = sent_by_system(piece.file, piece.start + done, count, file)
            if not sent:
                break
            done += sent
    except OSError as error:
        if error.errno in FULL:
            raise
    file.seek(begin + done)
    return done


def is_archive(data: bytes) -> bool:
    """Whether a file is a .zip by its first bytes; what opens one is slow to load."""
    return data.startswith(_ZIP_MARK)


def read_file(path: Path, most_bytes: int | None = None) -> bytes:
    """The bytes of a regular file: no device without an end, no pipe whose other end writes nothing.

    Raises:
        OSError: it cannot be read, is something else, or is longer.
    """
    descriptor = os.open(path, os.O_RDONLY | BINARY | UNWAITING)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read() if most_bytes is None else file.read(most_bytes + 1)
    finally:
        os.close(descriptor)
    if most_bytes is not None and len(data) > most_bytes:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def read_stream(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file, a device or a pipe, as ``<(…)`` names one; a named one must find its writer soon.

    Raises:
        OSError: it cannot be read, nobody writes into it, or it is longer.
    """
    descriptor = os.open(path, os.O_RDONLY | BINARY | UNWAITING)
    try:
        is_pipe = stat.S_ISFIFO(os.fstat(descriptor).st_mode)
        if not is_pipe and UNWAITING:
            os.set_blocking(descriptor, True)
        patience_s = _PATIENCE_S if is_pipe and real(path).exists() else 0.0
        data = _read_within(descriptor, most_bytes + 1, patience_s)
    finally:
        os.close(descriptor)
    if len(data) > most_bytes:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def _read_within(descriptor: int, most_bytes: int, patience_s: float) -> bytes:
    """What comes until the end, or so many bytes; the first of them is waited for, if nobody writes yet."""
    parts: list[bytes] = []
    count, until = 0, time.monotonic() + patience_s
    while count < most_bytes:
        try:
            part = os.read(descriptor, min(_PART_BYTES, most_bytes - count))
        except BlockingIOError:  # somebody has it open, and takes their time
            select.select([descriptor], [], [])
            continue
        parts.append(part)
        count += len(part)
        if not part and (count or not patience_s):
            break
        if not part and time.monotonic() > until:
            raise OSError(errno.EPIPE, "nobody writes into it")
        if not part:
            time.sleep(_LOOK_AGAIN_S)
    return b"".join(parts)


def identity(path: Path) -> Identity | None:
    """What tells a file from another that takes its place; ``None`` where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def real(path: Path) -> Path:
    """A path without links; where they lead round in a circle, as it is."""
    return Path(os.path.realpath(path))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file at once; see `replacing`."""
    with replacing(path) as file:
        file.write(data)


def write_over(path: Path, data: bytes) -> None:
    """Write a file that is the user's: where it is a link its target is written, and who may read it stays.

    Raises:
        OutputError: it cannot be written.
    """
    target = real(path)
    with replacing(target) as file:
        file.write(data)
        with contextlib.suppress(OSError):
            Path(file.name).chmod(stat.S_IMODE(target.stat().st_mode))


def write_if_changed(path: Path, data: bytes) -> Path:
    """Write a file, unless it holds just these bytes: its time stays, and so do caches of it.

    Returns ``path``.

    Raises:
        OutputError: it cannot be written.
    """
    if not holds(path, data):
        write_whole(path, data)
    return path


def holds(path: Path, data: bytes) -> bool:
    """Whether a file holds just these bytes.

    Raises:
        OutputError: it cannot be read, and so not be written either.
    """
    try:
        return path.is_file() and path.read_bytes() == data
    except OSError as error:
        raise output_error(path, error) from error


def output_error(path: Path, error: OSError) -> OutputError:
    """What a failed write means to the user."""
    hints = {
        errno.ENOSPC: Message("make room on the disk and run the same command again"),
        errno.EDQUOT: Message("make room in your quota and run the same command again"),
        errno.EACCES: Message("choose another place, or change its permissions"),
        errno.EPERM: Message("choose another place, or change its permissions"),
        errno.EROFS: Message("choose another place"),
    }
    hint = hints.get(error.errno or 0, Message("choose another place"))
    return OutputError(Message("cannot be written ({reason})", reason=reason_of(error)), hint=hint, path=path)
