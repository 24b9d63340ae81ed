"""The show as it is at this moment: what ``narrate serve`` makes itself instead of reading it from disk."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrate.errors import NarrateError
from narrate.site.publication import pictures_of, site_documents, version_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.serve.content import MadeContent
    from narrate.site.documents import Document
    from narrate.site.publication import Pictures, Shelf

_MOST_ADDRESSES = 8
"""How many host names' feeds are kept ready: the names are the clients' choice, the memory is ours."""


@dataclass(slots=True)
class _Made:
    documents: dict[str, Document]
    contents: dict[str, MadeContent] = field(default_factory=dict)


class Shown:
    """The feed and the pages under whatever address a client uses, made anew when an edition changes.

    ``stamp`` tells cheaply whether anything changed; ``load`` reads the shelf. Where that, or finding its
    covers, fails after a first success, the last good show stays up and ``report`` is told why, once.
    Companions of replaced editions stay to be had: an app may still hold the MP3 that they belong to. Safe
    to use from many threads.
    """

    def __init__(
        self, load: Callable[[], Shelf], stamp: Callable[[], object], report: Callable[[NarrateError], None]
    ) -> None:
        self._load, self._stamp, self._report = load, stamp, report
        self._lock = threading.Lock()
        self._told: frozenset[str] = frozenset()
        self._seen = stamp()
        self._shelf, self._pictures = self._loaded()
        self._made: dict[str, _Made] = {}
        self._past: dict[str, Document] = {}

    @property
    def shelf(self) -> Shelf:
        """Give what is shown."""
        return self._shelf

    def find(self, path: str, base_url: str) -> tuple[Document, MadeContent] | None:
        """Give the document at ``path`` of the show at ``base_url``, with its content, or None.

        None also for a picture that is gone since the show was loaded.
        """
        from narrate.serve.content import made

        with self._lock:
            show = self._show_at(base_url)
            document = show.documents.get(path)
            if document is None:
                return None
            if path not in show.contents:
                try:
                    show.contents[path] = made(document.make())
                except NarrateError as fault:
                    self._tell(fault)
                    return None
            return document, show.contents[path]

    def _show_at(self, base_url: str) -> _Made:
        self._refresh()
        if base_url not in self._made:
            while len(self._made) >= _MOST_ADDRESSES:
                del self._made[next(iter(self._made))]
            shelf = replace(self._shelf, show=replace(self._shelf.show, base_url=base_url))
            documents = site_documents(shelf, self._pictures)
            self._made[base_url] = _Made(self._past | {d.path: d for d in documents})
        return self._made[base_url]

    def _refresh(self) -> None:
        now = self._stamp()
        if now == self._seen:
            return
        self._seen = now
        try:
            fresh = self._loaded()
        except NarrateError as fault:
            self._tell(fault)
        else:
            self._past |= {d.path: d for d in version_documents(self._shelf.editions)}
            self._shelf, self._pictures = fresh
            self._made.clear()

    def _loaded(self) -> tuple[Shelf, Pictures]:
        """The shelf as it is now, and its pictures; what is wrong with it is told."""
        shelf = self._load()
        pictures = pictures_of(shelf, pages=True)
        for fault in shelf.faults:
            self._tell(fault)
        self._told &= frozenset(map(str, shelf.faults))
        return shelf, pictures

    def _tell(self, fault: NarrateError) -> None:
        """Report a fault that was not told since all was well."""
        if str(fault) not in self._told:
            self._told |= {str(fault)}
            self._report(fault)
