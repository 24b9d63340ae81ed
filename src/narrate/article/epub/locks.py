"""Whether a book is locked: what is encrypted in it, and by whom (OCF 3.3, sections 4.2.6.3.2 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.article.epub.trees import tree_of
from narrate.errors import SourceError
from narrate.ground.archive import ArchiveError
from narrate.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.article.epub.names import Names
    from narrate.article.markup import Element
    from narrate.ground.archive import Archive

_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""How fonts are made unusable outside of their book; the text is not touched."""
_LOCKS = {"META-INF/license.lcpl": "Readium LCP", "META-INF/sinf.xml": "Apple FairPlay"}
_ADOBE = ("META-INF/rights.xml", b"adobe.com/adept", "Adobe ADEPT")
_MOST_BYTES = 8_000_000


def refuse_locked(archive: Archive, names: Names, path: Path) -> None:
    """Refuse a book of which more than fonts is encrypted.

    Raises:
        SourceError: it is locked.
    """
    listed = _read(archive, names.find(_ENCRYPTION, ""))
    text = listed.decode("utf-8", "replace")
    encrypted = tree_of(text, 0, len(text)).root.all("EncryptedData", "encrypteddata") if text else ()
    how = {_algorithm(data) for data in encrypted} - _FONTS
    if how:
        name = _lock(archive, names) or min(how) or "?"
        problem = Message("the book is locked by DRM ({name})", name=name)
        raise SourceError(problem, hint=Message("give one that is not locked"), path=path)


def _algorithm(data: Element) -> str:
    """How a file is encrypted, not how its key is."""
    methods = (e for e in data.elements if e.name.lower() == "encryptionmethod")
    return next((method["Algorithm"] or method["algorithm"] for method in methods), "").strip()


def _lock(archive: Archive, names: Names) -> str:
    for file, name in _LOCKS.items():
        if names.find(file, ""):
            return name
    file, mark, name = _ADOBE
    return name if mark in _read(archive, names.find(file, "")) else ""


def _read(archive: Archive, name: str) -> bytes:
    try:
        return archive.read(name, _MOST_BYTES) if name else b""
    except ArchiveError:
        return b""
