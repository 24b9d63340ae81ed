"""The clip store: a folder of clips, each under the key of everything that decides its sound.

Its contract: a hit is what a fresh rendering would be; what is damaged, cut short or foreign counts as
absent; clips appear at once or not at all, so that any number of builds can share a store.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.audio.clip import HEADER_BYTES, clip_from_bytes, clip_to_bytes, shape_from_header
from narrate.ground.files import TEMPORARY_PREFIX, output_error, write_whole
from narrate.ground.system import BINARY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrate.audio.clip import Clip, ClipShape

_SUFFIX = ".clip"


@dataclass(frozen=True, slots=True)
class StoredClip:
    """A file of the store: the clip's key (empty for a leftover), its size and when it was written."""

    key: str
    path: Path
    byte_count: int
    written_at: float


@dataclass(frozen=True, slots=True)
class ClipStore:
    """Clips under ``folder``. Keys are 32 hexadecimal digits."""

    folder: Path

    def path_of(self, key: str) -> Path:
        """Where the clip of this key lies, or would lie."""
        return self.folder / f"{key[:2]}/{key[2:]}{_SUFFIX}"

    def holds(self, key: str) -> bool:
        """Whether there is a file for this key, sound or not."""
        return os.path.exists(self.path_of(key))  # noqa: PTH110 (a folder that may not be searched holds none)

    def keys_beginning(self, start: str) -> frozenset[str]:
        """The keys of all files, sound or not, that begin with these two digits."""
        try:
            with os.scandir(self.folder / start) as entries:
                names = [entry.name for entry in entries]
        except OSError:
            return frozenset()
        return frozenset(start + name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))

    def get(self, key: str) -> Clip | None:
        """The clip of this key, checked; ``None`` when it is absent or damaged."""
        try:
            data = self.path_of(key).read_bytes()
        except OSError:
            return None
        return clip_from_bytes(key, data)

    def shape(self, key: str) -> ClipShape | None:
        """The shape of this key's clip by its header and length alone; ``None`` when they are not right.

        Its frames may be damaged all the same: `get` tells.
        """
        try:
            file = os.open(self.path_of(key), os.O_RDONLY | BINARY)
        except OSError:
            return None
        try:
            shape = shape_from_header(key, os.read(file, HEADER_BYTES))
            length = os.fstat(file).st_size
        except OSError:
            return None
        finally:
            os.close(file)
        return shape if shape and length == HEADER_BYTES + shape.byte_count else None

    def put(self, key: str, clip: Clip) -> None:
        """Keep a clip.

        Raises:
            OutputError: the store cannot be written.
        """
        write_whole(self.path_of(key), clip_to_bytes(key, clip))

    def files(self) -> Iterator[StoredClip]:
        """All files of the store, also what an interrupted write left behind."""
        for path in sorted(self.folder.glob("??/*")):
            try:
                status = path.stat()
            except FileNotFoundError:  # another build's temporary file, gone again
                continue
            is_clip = path.suffix == _SUFFIX and not path.name.startswith(TEMPORARY_PREFIX)
            key = path.parent.name + path.stem if is_clip else ""
            yield StoredClip(key, path, status.st_size, status.st_mtime)

    def remove(self, stored: StoredClip) -> None:
        """Delete one file of the store.

        Raises:
            OutputError: it cannot be deleted.
        """
        try:
            stored.path.unlink(missing_ok=True)
        except OSError as error:
            raise output_error(stored.path, error) from error
