"""A copy of the published sound, so that a site's folder is complete and holds nothing else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from narrate.edition.companions import companions
from narrate.errors import OutputError
from narrate.ground.system import put_in_place
from narrate.messages import Message, reason_of
from narrate.store.folder import mp3_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from narrate.model import Edition


def mirror(audio_folder: Path, out: Path, editions: Iterable[Edition]) -> None:
    """Copy each edition's MP3, EPUB and plain companions to ``out``, those that differ in size or time.

    Raises `OutputError`.
    """
    for edition in editions:
        for name in (mp3_name(edition.slug), f"{edition.slug}.epub", *companions(edition)):
            _copy(audio_folder / name, out / name)


def _copy(source: Path, target: Path) -> None:
    try:
        if not source.is_file() or _same(source, target):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.part")
        shutil.copy2(source, partial)
        put_in_place(partial, target)
    except OSError as fault:
        raise OutputError(Message("cannot write: {reason}", reason=reason_of(fault)), path=target) from fault


def _same(source: Path, target: Path) -> bool:
    if not target.is_file():
        return False
    ours, theirs = source.stat(), target.stat()
    return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)
