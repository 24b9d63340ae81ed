"""What an archive is, by the files in it: a book, a document of Word or of others, or a text packed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.article.formats import unread
from narrate.model import Format

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from narrate.ground.archive import Archive

_MIMETYPE = "mimetype"
"""The file that names what a book (OCF 3.3, section 4.3) or an OpenDocument (part 2, section 3.3) is."""
_MOST_BYTES = 1_000
_BOOK = b"application/epub+zip"
_BOOK_FILE = "meta-inf/container.xml"
_BOOK_SUFFIX = ".epub"
_WORD_FILE = "word/document.xml"
_PACKAGE_FILE = "[content_types].xml"
_WORD_MAIN = (
    b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml",
    b"ms-word.document.macroenabled.main+xml", b"ms-word.template.macroenabledtemplate.main+xml",
)  # fmt: skip
"""What a package calls its main part (ECMA-376, part 1, section 11.3.10)."""
_MOST_TYPES_BYTES = 2_000_000
_OTHERS = {
    "xl/workbook.xml": "Excel", "xl/workbook.bin": "Excel", "ppt/presentation.xml": "PowerPoint",
    "index/document.iwa": "Pages, Numbers or Keynote",
}  # fmt: skip


def format_in(archive: Archive, path: Path) -> Format | None:
    """The format of the document that an archive is; ``None`` where it is none.

    Raises:
        ArchiveError: what would tell it is damaged.
        SourceError: it is one that narrate does not read.
    """
    names = {name.lower().lstrip("/"): name for name in archive.names}
    called = archive.read(names[_MIMETYPE], _MOST_BYTES).strip() if _MIMETYPE in names else b""
    if called == _BOOK or _is_book(names, path):
        return Format.EPUB
    if _WORD_FILE in names or _is_word(archive, names.get(_PACKAGE_FILE)):
        return Format.WORD
    if called.startswith(b"application/vnd.oasis.opendocument"):
        raise unread(path, "OpenDocument")
    if other := next((_OTHERS[name] for name in names if name in _OTHERS), None):
        raise unread(path, other)
    return None


def _is_book(names: Iterable[str], path: Path) -> bool:
    """Whether an archive has what only books have, perhaps in one folder too many, or what they end in."""
    folders = (name.removesuffix(_BOOK_FILE) for name in names if name.endswith(_BOOK_FILE))
    return path.suffix.lower() == _BOOK_SUFFIX or any(folder.count("/") <= 1 for folder in folders)


def _is_word(archive: Archive, types: str | None) -> bool:
    """Whether the main part is one of Word, wherever it lies."""
    if types is None:
        return False
    listed = archive.read(types, _MOST_TYPES_BYTES).replace(b"\0", b"").lower()
    return any(main in listed for main in _WORD_MAIN)
