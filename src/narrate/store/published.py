"""A published MP3, read back: its tag's private table, and the clips that lie behind it."""

from __future__ import annotations

import zlib
from typing import IO, TYPE_CHECKING

from narrate.audio.mp3 import frame_bytes
from narrate.edition.clip_table import OWNER, clip_in, table_rows
from narrate.ground.files import Stretch, identity

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.audio.clip import Clip, ClipShape
    from narrate.edition.clip_table import TableRow
    from narrate.ground.files import Identity


class PublishedClips:
    """The clips of an edition by their keys. A file that is none, or is damaged, holds none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._bit_rate_kbps = 0
        self._audio_start = 0
        self._rows: dict[str, TableRow] | None = None
        self._file: IO[bytes] | None = None
        self._is_whole = False
        self._read_from: Identity | None = None

    def get(self, key: str, bit_rate_kbps: int) -> Clip | None:
        """The clip of this key, checked; ``None`` when it is not in the file or was damaged."""
        row = self._row(key)
        if row is None or bit_rate_kbps != self._bit_rate_kbps:
            return None
        try:
            with self.path.open("rb") as file:
                file.seek(self._offset(row.first_frame))
                audio = file.read(row.frame_count * frame_bytes(bit_rate_kbps))
        except OSError:
            return None
        return clip_in(audio, row, bit_rate_kbps)

    def frames(self, key: str, shape: ClipShape) -> bytes | None:
        """The frames of just this shape, by `stretch`; ``None`` where they are not, or were damaged."""
        row = self._row_of(key, shape)
        if row is None:
            return None
        try:
            stretch = self.stretch(row.first_frame, shape.frame_count)
            stretch.file.seek(stretch.start)
            frames = stretch.file.read(stretch.byte_count)
        except OSError:
            return None
        is_whole = len(frames) == shape.byte_count and zlib.crc32(frames) == shape.frames_crc32
        return frames if is_whole else None

    def trust(self, whole: Identity) -> None:
        """Take the file for whole, if it is still the one whose every byte somebody has looked at."""
        self.close()
        now = identity(self.path)
        self._rows = self._rows if self._read_from == now else None
        self._is_whole = now == whole

    def place_of(self, key: str, shape: ClipShape) -> TableRow | None:
        """Where a clip of just this shape lies; ``None`` unless the file is trusted."""
        return self._row_of(key, shape) if self._is_whole else None

    def stretch(self, first_frame: int, frame_count: int) -> Stretch:
        """Where so many frames lie. The file stays open for the next ones; `close` it before it is replaced.

        Raises:
            OSError: it cannot be opened.
        """
        self._file = self._file or self.path.open("rb")
        byte_count = frame_count * frame_bytes(self._bit_rate_kbps)
        return Stretch(self._file, self._offset(first_frame), byte_count)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _offset(self, first_frame: int) -> int:
        """Where a frame begins in the file; the Info frame stands before all others."""
        return self._audio_start + (1 + first_frame) * frame_bytes(self._bit_rate_kbps)

    def _row_of(self, key: str, shape: ClipShape) -> TableRow | None:
        """The row of a clip, if it has just this shape."""
        row = self._row(key)
        is_same = row is not None and row.check == shape.frames_crc32
        return row if is_same and shape.bit_rate_kbps == self._bit_rate_kbps else None

    def _row(self, key: str) -> TableRow | None:
        if self._rows is None:
            self._read_table()
        assert self._rows is not None
        return self._rows.get(key[:16])

    def _read_table(self) -> None:
        self._rows = {}
        self._read_from = identity(self.path)
        try:
            with self.path.open("rb") as file:
                body = _tag_body(file)
        except OSError:
            return
        self._audio_start = 10 + len(body)
        table = _private_frame(body)
        self._bit_rate_kbps, rows = table_rows(table)
        self._rows = {row.key_start: row for row in rows}


def is_edition(path: Path) -> bool:
    """Whether the file is an MP3 that narrate made, by the table of clips in its tag."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return bool(_private_frame(_tag_body(file)))
    except OSError:
        return False


def _tag_body(file: IO[bytes]) -> bytes:
    """The frames of the tag at the file's start; nothing where there is none of this version."""
    head = file.read(10)
    if len(head) < 10 or head[:4] != b"ID3\x03":
        return b""
    return file.read(head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])


def _private_frame(body: bytes) -> bytes:
    """The data of narrate's PRIV frame; nothing where there is none."""
    mark = OWNER.encode() + b"\0"
    at = 0
    while at + 10 <= len(body) and body[at : at + 1] != b"\0":
        size = int.from_bytes(body[at + 4 : at + 8], "big")
        data = body[at + 10 : at + 10 + size]
        if body[at : at + 4] == b"PRIV" and data.startswith(mark):
            return data[len(mark) :]
        at += 10 + size
    return b""
