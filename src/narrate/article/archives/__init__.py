"""Article files that are archives -> their text: which kind of one it is, and who reads that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.article.archives.episodes import episodes_in
from narrate.article.archives.kinds import format_in
from narrate.article.archives.text import text_in, unusable
from narrate.article.formats import refuse_unpacked, unread
from narrate.ground.archive import Archive, ArchiveError, Fault
from narrate.model import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from narrate.model import Source

    Reader = Callable[[Archive, Path], Source]


def read_archive(data: bytes, path: Path) -> Source | bytes:
    """What an archive holds: a document, or the bytes of its one text.

    Raises:
        SourceError: it is damaged, of a kind that narrate does not read, or holds no text or several.
    """
    try:
        archive = Archive(data)
        kind = format_in(archive, path)
    except ArchiveError as error:
        if error.fault is Fault.DAMAGED:
            refuse_unpacked(data, path)
        raise unusable(error, path) from None
    if kind is None:
        return episodes_in(archive, path) or text_in(archive, path)
    if (reader := _READERS.get(kind)) is None:
        raise unread(path, kind)
    return reader(archive, path)


def _word(archive: Archive, path: Path) -> Source:
    from narrate.article.word import read_word

    return read_word(archive, path)


def _book(archive: Archive, path: Path) -> Source:
    from narrate.article.epub import read_epub

    return read_epub(archive, path)


_READERS: Mapping[Format, Reader] = {Format.EPUB: _book, Format.WORD: _word}
