"""The files of a book by the references that others make to them (OCF 3.3, section 4.2)."""

from __future__ import annotations

import posixpath
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable


class Names:
    """The names in a book. A reference that is slightly wrong finds the one file that it can mean."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = dict.fromkeys(names)
        self._alike: dict[str, list[str]] = {}
        for name in self._names:
            self._alike.setdefault(_folded(name), []).append(name)

    def find(self, href: str, beside: str) -> str:
        """The name of the file that ``href`` in the file ``beside`` leads to; empty where there is none.

        Case, the form of Unicode and one ``../`` too many are forgiven.
        """
        path = path_of(href, beside)
        if not path or path in self._names:
            return path
        written = _decoded(href.partition("#")[0])
        for wanted in (path, posixpath.normpath(posixpath.join(posixpath.dirname(beside), written)), written):
            found = self._alike.get(_folded(wanted.lstrip("./")), [])
            if len(found) == 1:
                return found[0]
        return ""


def path_of(href: str, beside: str) -> str:
    """Where a reference leads, from the top of the book; empty where it leads out of it or to itself."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(beside), unquote(parts.path)))
    return path.lstrip("/")


def fragment_of(href: str) -> str:
    """The id that a reference leads to."""
    return _decoded(href.partition("#")[2].strip())


def _decoded(written: str) -> str:
    return unquote(written.strip())


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
