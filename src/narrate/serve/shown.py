"""The show as it is at this moment: what ``narrate serve`` makes itself instead of reading it from disk."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrate.errors import NarrateError
from narrate.site.publication import site_documents, version_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.serve.content import MadeContent
    from narrate.site.documents import Document
    from narrate.site.publication import Shelf

_MOST_ADDRESSES = 8
"""How many host names' feeds are kept ready: the names are the clients' choice, the memory is ours."""


@dataclass(slots=True)
class _Made:
    documents: dict[str, Document]
    contents: dict[str, MadeContent] = field(default_factory=dict)


class Shown:
    """The feed and the pages under whatever address a client uses, made anew when an edition changes.

    ``stamp`` tells cheaply whether anything changed; ``load`` reads the shelf. Where loading fails after a
    first success, the last good show stays up and ``report`` is told why. Companions of replaced editions
    stay to be had: an app may still hold the MP3 that they belong to. Safe to use from many threads.
    """

    def __init__(
        self, load: Callable[[], Shelf], stamp: Callable[[], object], report: Callable[[NarrateError], None]
    ) -> None:
        self._load, self._stamp, self._report = load, stamp, report
        self._lock = threading.Lock()
        self._seen = stamp()
        self._shelf = load()
        self._made: dict[str, _Made] = {}
        self._past: dict[str, Document] = {}

    @property
    def public_url(self) -> str:
        """Give the address that the show file says the show has on the web, or nothing."""
        return self._shelf.show.base_url

    def find(self, path: str, base_url: str) -> tuple[Document, MadeContent] | None:
        """Give the document at ``path`` of the show at ``base_url``, with its content, or None."""
        from narrate.serve.content import made

        with self._lock:
            show = self._show_at(base_url)
            document = show.documents.get(path)
            if document is None:
                return None
            if path not in show.contents:
                show.contents[path] = made(document.make())
            return document, show.contents[path]

    def _show_at(self, base_url: str) -> _Made:
        self._refresh()
        if base_url not in self._made:
            while len(self._made) >= _MOST_ADDRESSES:
                del self._made[next(iter(self._made))]
            shelf = replace(self._shelf, show=replace(self._shelf.show, base_url=base_url))
            self._made[base_url] = _Made(self._past | {d.path: d for d in site_documents(shelf)})
        return self._made[base_url]

    def _refresh(self) -> None:
        now = self._stamp()
        if now == self._seen:
            return
        self._seen = now
        try:
            fresh = self._load()
            self._past |= {d.path: d for d in version_documents(self._shelf.editions)}
            self._shelf = fresh
            self._made.clear()
        except NarrateError as fault:
            self._report(fault)
