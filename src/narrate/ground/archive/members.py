"""The files in an archive by their names, each read in place (APPNOTE.TXT 6.3)."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from narrate.ground.archive.faults import ArchiveError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES = 10_000
MOST_BYTES = 1_000_000_000
"""Of all that is read from one archive."""
MOST_EXPANSION = 200
"""How much larger than its archive all that is read may be; prose comes to three or four."""
_LISTED = b"PK\x01\x02"
_LOCKED, _IN_UTF_8 = 0x1 | 0x40 | 0x2000, 0x800
"""Bits of an entry's flags: encrypted, strongly encrypted, with a hidden list; its name is UTF-8."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What every Python unpacks, and tells of damage in ways that are known here."""
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, struct.error, RuntimeError,
)  # fmt: skip


class Archive:
    """An archive in memory. ``names`` are its files in its own order, without its folders.

    A name is text alone and leads nowhere: ``../a`` is a file of that name. What macOS adds about each file
    is not among them. What the archive says of sizes is not trusted.

    Raises:
        ArchiveError: it is damaged, or holds too many files.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(_LISTED) > 2 * MOST_FILES:
            raise ArchiveError(Fault.TOO_MANY)
        self._left = min(MOST_BYTES, MOST_EXPANSION * len(data))
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except NotImplementedError:
            raise ArchiveError(Fault.ODDLY_PACKED) from None
        except _DAMAGE:
            raise ArchiveError(Fault.DAMAGED) from None
        if len(entries) > MOST_FILES:
            raise ArchiveError(Fault.TOO_MANY)
        self._entries = dict(_files(entries))
        self._ambiguous = {
            name for name, entry in _files(entries) if not _are_alike(entry, self._entries[name])
        }
        self.names = tuple(self._entries)

    def read(self, name: str, most_bytes: int) -> bytes:
        """The bytes of a file, if they are at most ``most_bytes`` and those of all files not too many.

        Raises:
            ArchiveError: it is missing, there twice, locked, oddly packed, too large or damaged.
        """
        entry = self._entry(name)
        most = min(most_bytes, self._left)
        try:
            with self._archive.open(entry) as opened:
                data = opened.read(most + 1)
        except NotImplementedError:
            raise ArchiveError(Fault.ODDLY_PACKED, name) from None
        except _DAMAGE:
            raise ArchiveError(Fault.DAMAGED, name) from None
        if len(data) > most:
            raise ArchiveError(Fault.TOO_LARGE, name)
        self._left -= len(data)
        return data

    def _entry(self, name: str) -> zipfile.ZipInfo:
        if (entry := self._entries.get(name)) is None:
            raise ArchiveError(Fault.MISSING, name)
        if name in self._ambiguous:
            raise ArchiveError(Fault.TWICE, name)
        if entry.flag_bits & _LOCKED:
            raise ArchiveError(Fault.LOCKED, name)
        if entry.compress_type not in _PACKINGS:
            raise ArchiveError(Fault.ODDLY_PACKED, name)
        return entry


def _files(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    for entry in entries:
        name = _name_of(entry)
        *folders, last = name.split("/")
        if last and not last.startswith("._") and "__MACOSX" not in folders:
            yield name, entry


def _name_of(entry: zipfile.ZipInfo) -> str:
    r"""An entry's name with ``/`` between folders.

    Archives made in Japan write it in Shift_JIS without saying so, some of Windows with ``\``.
    """
    name = entry.orig_filename.partition("\0")[0]
    if not entry.flag_bits & _IN_UTF_8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("cp932")
    return name.replace("\\", "/")


def _are_alike(entry: zipfile.ZipInfo, other: zipfile.ZipInfo) -> bool:
    return (entry.CRC, entry.file_size) == (other.CRC, other.file_size)
