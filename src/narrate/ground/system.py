"""What one operating system has and another lacks, each with what stands in for it: named here alone."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import stat
import sys
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def _module(name: str) -> Any:
    """A module of the standard library that only some systems have; ``None`` on the others."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


fcntl, msvcrt, resource, signal = map(_module, ("fcntl", "msvcrt", "resource", "signal"))

BINARY = getattr(os, "O_BINARY", 0)
"""For `os.open`: Windows would translate line ends."""
UNWAITING = getattr(os, "O_NONBLOCK", 0)
"""For `os.open`: no waiting for what a pipe's other end writes."""
REGULAR = getattr(os, "O_NOFOLLOW", 0) | UNWAITING
"""For `os.open`: no link, and no waiting for what a pipe's other end writes. Windows cannot be told so."""

_OPEN_FILES = 512
_ENDS = ("SIGTERM", "SIGQUIT", "SIGHUP")
_NOT_OURS = (None, signal.SIG_IGN)
"""Handlers that stay: another language's, and that of a signal to be ignored, as nohup has it."""
_LOCK_BYTES = 64
"""Windows locks bytes, and for one alone: who shares a lock holds one of these, who has it alone all."""
_GOES_WHEN_CLOSED = getattr(os, "O_TEMPORARY", 0)
"""For `os.open`: Windows removes the file, also when its process is killed."""
_LOOKS_AGAIN_S = 0.05
_HOLDER = ".narrate-lock"
_CLOSED_WITHIN_S = 5.0
"""How long a file that is to be replaced may stay open elsewhere: a server has sent its piece by then."""
REPLACES_OPEN_FILES = os.name != "nt"
DEVICE_NAMES = r"con|prn|aux|nul|com\d|lpt\d"
"""A pattern of those that Windows has, with any ending (Microsoft, Naming Files, Paths, and Namespaces)."""
END_OF_TYPING = "Ctrl-Z, Enter" if os.name == "nt" else "Ctrl-D"
"""What ends what is typed at a terminal."""
_PLACE = threading.Lock()


def lock(file: IO[bytes], *, is_shared: bool = False, waits: bool = True) -> bool:
    """Lock an open file until it is closed; whether the lock was had.

    A system, or a file system, without locks gives it to everybody: there builds and sweeps must be kept
    apart by hand.
    """
    try:
        if fcntl is not None:
            how = fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX
            fcntl.flock(file, how if waits else how | fcntl.LOCK_NB)
        elif msvcrt is not None:
            return _bytes_locked(file.fileno(), is_shared=is_shared, waits=waits)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _bytes_locked(descriptor: int, *, is_shared: bool, waits: bool) -> bool:
    starts, count = (range(_LOCK_BYTES), 1) if is_shared else (range(1), _LOCK_BYTES)
    while not any(_is_free_at(start, descriptor, count) for start in starts):
        if not waits:
            return False
        time.sleep(_LOOKS_AGAIN_S)
    return True


def _is_free_at(start: int, descriptor: int, count: int) -> bool:
    """Whether bytes of a lock's file were free; they are locked now."""
    os.lseek(descriptor, start, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, count)
    except PermissionError:
        return False
    return True


@contextlib.contextmanager
def folder_held(folder: Path) -> Iterator[None]:
    """Hold a folder alone, made if it is not there; others that want to hold it wait. Nothing is left in it.

    Windows opens no folders: there a file in it is who holds it, which goes when it is closed. A system
    without either, or a file system without locks, has everybody hold it.

    Raises:
        OSError: it cannot be made or opened.
    """
    held = None
    while held is None:
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # somebody removed it meanwhile
            if fcntl is not None:
                held = _locked_folder(folder)
            elif _GOES_WHEN_CLOSED:
                held = _created_alone(folder / _HOLDER)
            else:
                break
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _locked_folder(folder: Path) -> int | None:
    """A descriptor that locks the folder; ``None`` where another took its place meanwhile."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        is_there = os.path.samestat(os.fstat(descriptor), folder.stat())
    except BaseException:
        os.close(descriptor)
        raise
    if not is_there:
        os.close(descriptor)
        return None
    return descriptor


def _created_alone(path: Path) -> int:
    """A descriptor of a file that nobody else has. One that is just going away is refused for a moment."""
    patience_ends_at = time.monotonic() + _CLOSED_WITHIN_S
    while True:
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _GOES_WHEN_CLOSED)
        except FileExistsError:
            patience_ends_at = time.monotonic() + _CLOSED_WITHIN_S
        except PermissionError:
            if time.monotonic() > patience_ends_at:
                raise
        time.sleep(_LOOKS_AGAIN_S)


def put_in_place(temporary: Path, path: Path) -> None:
    """Put a file in another's place. Windows does so once nobody has the other one open: that is waited for.

    Raises:
        OSError: it cannot be done.
    """
    patience_ends_at = time.monotonic() + _CLOSED_WITHIN_S
    while True:
        try:
            temporary.replace(path)
        except PermissionError:
            if REPLACES_OPEN_FILES or time.monotonic() > patience_ends_at:
                raise
            time.sleep(_LOOKS_AGAIN_S)
        else:
            return


def read_at(descriptor: int, start: int, byte_count: int) -> bytes:
    """Up to so many bytes of an open file from ``start`` on, on whatever thread."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, byte_count, start)
    with _PLACE:
        os.lseek(descriptor, start, os.SEEK_SET)
        return os.read(descriptor, byte_count)


def cache_folder() -> Path | None:
    """Where this user's programs keep what they can make again; ``None`` where nobody can tell.

    Source: XDG Base Directory Specification, which has relative paths ignored.
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named)
    try:
        if os.name == "nt":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    except RuntimeError:
        return None


def is_for_this_user_alone(folder: Path) -> bool:
    """Whether a folder is one, no link, this user's, and can be written by nobody else; its mode is seen to.

    Windows has no owners' numbers; there a user's cache lies in a folder that others cannot write.

    Raises:
        OSError: it cannot be looked at.
    """
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return False
    if hasattr(os, "getuid"):
        if status.st_uid != os.getuid():
            return False
        if status.st_mode & 0o077:
            folder.chmod(0o700)
    return os.access(folder, os.W_OK | os.X_OK)


def path_from(folder: Path, path: Path) -> str:
    """A path as it is written in a folder; whole where it lies on another drive."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return str(path)


def locale_names() -> list[str]:
    """The names of the user's language; the first that is not empty counts (POSIX, section 8.2)."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if os.name == "nt":
        import locale

        names.append(locale.getlocale()[0] or "")
    return names


def usable_cores() -> int:
    """The number of cores that this process may use; of all where the system does not tell."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def most_open_files() -> int:
    """How many files and sockets this process may hold open; as good as any number where nothing tells."""
    return int(resource.getrlimit(resource.RLIMIT_NOFILE)[0]) if resource else _OPEN_FILES


def reserve(file: IO[bytes], byte_count: int) -> None:
    """Room on the disk for a file that is about to be written, where the system can tell.

    A full disk shows before the work, and what is written over in one piece is renamed at once: on ext4
    the rename of a long file without reserved room waits for its blocks (0.1 to 0.2 s for 290 MB).

    Raises:
        OSError: there is no room.
    """
    if not hasattr(os, "posix_fallocate") or not byte_count:
        return
    try:
        os.posix_fallocate(file.fileno(), 0, byte_count)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP, errno.ENODEV, errno.ENOSYS):
            raise


def sent_by_system(source: IO[bytes], start: int, byte_count: int, target: IO[bytes]) -> int:
    """How many bytes of an open file the system wrote where another one stands; 0 where it does not do that.

    macOS has the call, for sockets alone, and says so by an error.

    Raises:
        OSError: it cannot, or the disk is full.
    """
    if not hasattr(os, "sendfile"):
        return 0
    return os.sendfile(target.fileno(), source.fileno(), start, byte_count)


class _Ended(BaseException):
    """A signal that ends the process."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """A signal that would end the process at once lets what is open be closed, and ends it then."""

    def end(number: int, _: object) -> None:
        raise _Ended(number)

    numbers = [getattr(signal, name) for name in _ENDS if hasattr(signal, name)]
    before = [(n, signal.getsignal(n)) for n in numbers if signal.getsignal(n) not in _NOT_OURS]
    for number, _handler in before:
        signal.signal(number, end)
    try:
        yield
    except _Ended as ended:
        signal.signal(ended.number, signal.SIG_DFL)
        os.kill(os.getpid(), ended.number)
    finally:
        for number, handler in before:
            signal.signal(number, handler)
