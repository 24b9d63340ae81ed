"""A .zip with one text in it, as Aozora Bunko gives them out -> the text's bytes. Nothing is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from narrate.errors import SourceError
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from pathlib import Path

MOST_TEXT_BYTES = 32_000_000
"""A text of ten million characters."""
MOST_EXPANSION = 200
"""How much larger than its archive a text may be; prose comes to three or four."""
_MOST_FILES = 10_000
_ENCRYPTED = 0x1
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What every Python unpacks, and tells of damage in ways that are known here."""
_TEXT = ".txt"


def text_in(data: bytes, path: Path) -> bytes:
    """The one text that an archive holds; what else is in it, images, is left alone.

    Raises:
        SourceError: it is damaged, holds no text or several, or one that is locked or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, _only_text(archive, path), len(data), path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error):
        raise _refused(Message("this is no .zip archive, or a damaged one"), path) from None
    except NotImplementedError:
        raise _oddly_packed(path) from None


def _only_text(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    files = archive.infolist()
    if len(files) > _MOST_FILES:
        raise _refused(Message("the archive holds too many files"), path)
    texts = [file for file in files if _is_text(file.filename)]
    if not texts:
        raise _refused(Message("the archive holds no text (.txt)"), path)
    if len(texts) > 1:
        problem = counted(
            "the archive holds {count} text", "the archive holds {count} texts", count=len(texts)
        )
        raise _refused(problem, path)
    return texts[0]


def _is_text(name: str) -> bool:
    """By its ending alone; what macOS adds about each file is none."""
    parts = name.replace("\\", "/").split("/")
    return parts[-1].lower().endswith(_TEXT) and not parts[-1].startswith("._") and "__MACOSX" not in parts


def _read(archive: zipfile.ZipFile, file: zipfile.ZipInfo, archive_bytes: int, path: Path) -> bytes:
    """The bytes of a file, as far as its bounds: what the archive says of its size is not trusted."""
    if file.flag_bits & _ENCRYPTED:
        raise _refused(Message("the text in the archive is locked with a password"), path)
    if file.compress_type not in _PACKINGS:
        raise _oddly_packed(path)
    most = min(MOST_TEXT_BYTES, MOST_EXPANSION * archive_bytes)
    with archive.open(file) as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise _refused(Message("the text in the archive is too large"), path)
    if not data:
        raise _refused(Message("the text in the archive is empty"), path)
    return data


def _oddly_packed(path: Path) -> SourceError:
    return _refused(Message("the archive is packed in a way that narrate does not know"), path)


def _refused(problem: Message, path: Path) -> SourceError:
    return SourceError(problem, hint=Message("unpack it and give the text itself"), path=path)
