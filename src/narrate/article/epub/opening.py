"""A book's archive -> its source: the package, the contents and the documents, one behind the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.decoding import decoded
from narrate.article.epub.locks import refuse_locked
from narrate.article.epub.names import Names
from narrate.article.epub.package import package_of
from narrate.article.epub.trees import tree_of
from narrate.article.formats import own_output
from narrate.errors import SourceError
from narrate.ground.archive import ArchiveError, Fault
from narrate.messages import Message
from narrate.model import Format, Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from narrate.ground.archive import Archive

_CONTAINER = "META-INF/container.xml"
_PACKAGE = "application/oebps-package+xml"
_MOST_BYTES = 32_000_000
"""Of all text: a book of ten million characters, its markup included."""
_MOST_DOCUMENTS = 5_000
"""Of the order of reading: a file for each of a serial's episodes comes to half of it."""
_LISTED = re.compile(r"""<(?:\w{1,40}:)?itemref\s[^<>]{0,300}?\bidref\s*=\s*["']([^"'<>]*)""", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"<(?:\w+:)?(?:p|h[1-6]|li|dt|dd|pre|tr|figcaption|navPoint)(?=[\s/>])", re.IGNORECASE
)
_LINE = re.compile(r"<(?:\w+:)?(?:div|br|h[1-6])(?=[\s/>])", re.IGNORECASE)
_AGAIN = Message("get the file again")
_IN_SEVERAL = Message("give it in several files")


def read_epub(archive: Archive, path: Path) -> Source:
    """The text of a book's package, its contents and its documents in the order of reading.

    Documents that are not there, or damaged, are no part of it.

    Raises:
        SourceError: it is locked, damaged, too large or made by narrate.
    """
    names = Names(archive.names)
    refuse_locked(archive, names, path)
    texts = _Texts(archive, path)
    name = _package_name(texts, names)
    opf = texts.read(name)
    if not opf:
        raise SourceError(Message("the book's package {name} is damaged", name=name), hint=_AGAIN, path=path)
    _refuse_too_many(len(set(_LISTED.findall(opf))), path)
    package = package_of(tree_of(opf, 0, len(opf)).root, name, names)
    if package.is_ours:
        raise own_output(path)
    wanted = [name, package.nav, package.ncx, *(document.name for document in package.documents)]
    read = ((n, texts.read(n)) for n in dict.fromkeys(wanted) if n)
    known = ((name, text) for name, text in read if text)
    return Source.of_parts(path, known, "utf-8", Format.EPUB, _later_paragraphs)


def _refuse_too_many(documents: int, path: Path) -> None:
    if documents > _MOST_DOCUMENTS:
        problem = Message("the book lists {count} documents, more than narrate reads", count=documents)
        raise SourceError(problem, hint=_IN_SEVERAL, path=path)


def _package_name(texts: _Texts, names: Names) -> str:
    """Where the package lies, by the container; without one, by its ending, if it is the only one."""
    lies_at = _container_in(texts.archive.names)
    container = texts.read(lies_at)
    top = lies_at[: -len(_CONTAINER)]
    files = tree_of(container, 0, len(container)).root.all("rootfile") if container else ()
    listed = [(file["full-path"], file["media-type"].strip()) for file in files]
    listed.sort(key=lambda file: file[1] != _PACKAGE)
    found = (there for full_path, _ in listed if (there := names.find(full_path, top)))
    alone = [name for name in texts.archive.names if name.lower().endswith(".opf")]
    if name := next(found, alone[0] if len(alone) == 1 else ""):
        return name
    problem = Message("the book does not tell where its package is ({name})", name=_CONTAINER)
    raise SourceError(problem, hint=_AGAIN, path=texts.path)


def _container_in(names: Iterable[str]) -> str:
    """The name of the container, which some archives have in one folder too many; empty without one."""
    found = [name for name in names if f"/{name}".lower().endswith(f"/{_CONTAINER.lower()}")]
    return min(found, key=len, default="")


class _Texts:
    """The files of a book as text, as far as all of them are not too long."""

    def __init__(self, archive: Archive, path: Path) -> None:
        self.archive = archive
        self.path = path
        self._left = _MOST_BYTES

    def read(self, name: str) -> str | None:
        """The text of a file; ``None`` where it is missing or damaged.

        Raises:
            SourceError: it is locked, or the book is too large.
        """
        if not name:
            return None
        try:
            data = self.archive.read(name, self._left)
        except ArchiveError as error:
            self._refuse(error.fault)
            return None
        self._left -= len(data)
        try:
            return decoded(data, self.path)[0]
        except SourceError:
            return None

    def _refuse(self, fault: Fault) -> None:
        if fault is Fault.LOCKED:
            problem, hint = (
                Message("the book is locked with a password"),
                Message("give one without a password"),
            )
        elif fault is Fault.TOO_LARGE:
            problem, hint = Message("the book's text is too large"), _IN_SEVERAL
        else:
            return
        raise SourceError(problem, hint=hint, path=self.path)


def _later_paragraphs(text: str) -> list[int]:
    """Where paragraphs begin in a document, the first one aside: what stands above belongs to it."""
    found = [match.start() for match in _PARAGRAPH.finditer(text)]
    return (found if len(found) > 1 else [match.start() for match in _LINE.finditer(text)])[1:]
