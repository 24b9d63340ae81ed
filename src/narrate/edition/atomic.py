"""Files that are whole at every moment, and untouched when nothing changed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from narrate.errors import OutputError


def write_if_changed(path: Path, data: bytes) -> Path:
    """Put ``data`` at ``path`` by renaming a finished file over it, unless it holds just that already.

    Makes missing folders. Returns ``path``. Raises `OutputError`.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise OutputError(f"cannot write: {reason}", path=path) from fault
    return path


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask, which cannot be read without setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
