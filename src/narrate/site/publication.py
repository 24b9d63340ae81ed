"""Everything that a show publishes: feed, versioned companions, covers, pages and their assets."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from narrate.edition import chapters_json
from narrate.edition.file_names import chapters_name, transcript_name
from narrate.edition.transcript import webvtt
from narrate.ground.files import real
from narrate.podcast import MEMORY_FILE, SHOW_FILE, feed
from narrate.podcast.memory import newest_first, remember
from narrate.podcast.show import load_show
from narrate.site.covers import Images, covers, find_images
from narrate.site.documents import Document
from narrate.site.epub import BOOK_SUFFIX, epub_path
from narrate.site.pages import ASSETS, Pages, asset_bytes
from narrate.store.editions import publishable_records
from narrate.store.folder import mp3_paths, record_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narrate.errors import NarrateError
    from narrate.model import Edition
    from narrate.podcast.feed import Links
    from narrate.podcast.memory import FeedMemory
    from narrate.podcast.show import Show

Pictures: TypeAlias = "tuple[tuple[Document, ...], Links]"
"""The covers of a show and its editions, and the links to them."""

_HTML = "text/html; charset=utf-8"
_IMAGES = frozenset({".jpg", ".jpeg", ".png"})
_VTT = "text/vtt; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A show and its editions, ready to be published.

    ``images`` are the authors' own; ``epubs`` are the slugs of the editions that are a book as well;
    ``told_by`` is an old feed that told what was forgotten.
    ``left_out`` says which editions cannot be published now, and why.
    """

    show: Show
    editions: Sequence[Edition]
    published: FeedMemory
    images: Images = field(default_factory=Images)
    epubs: frozenset[str] = frozenset()
    told_by: Path | None = None
    left_out: tuple[NarrateError, ...] = ()

    @property
    def faults(self) -> tuple[NarrateError, ...]:
        """What is to be told: the editions left out, and the covers that are drawn in place of an image."""
        return self.left_out + self.images.faults


def load_shelf(text_folder: Path, audio_folder: Path, site: Path | None = None) -> Shelf:
    """Read the show file and the editions, and remember what appears for the first time.

    Where the memory is lost, the old feed tells, in the audio folder or in that of the ``site``.

    Raises `SettingsError`; `OutputError` if the memory cannot be written.
    """
    show = load_show(text_folder / SHOW_FILE)
    records, left_out = publishable_records(audio_folder)
    editions = tuple(record.edition for record in records)
    epubs = frozenset(e.slug for e in editions if epub_path(audio_folder, e.slug).is_file())
    feeds = [folder / feed.FEED_FILE for folder in (audio_folder, site) if folder]
    published, told_by = remember(text_folder / MEMORY_FILE, show, editions, feeds)
    sources = {r.edition.slug: _plain(audio_folder / r.head.source) for r in records}
    images = find_images(show, sources, editions, text_folder, audio_folder)
    return Shelf(show, editions, published, images, epubs, told_by, left_out)


def _plain(path: Path) -> Path:
    """The path without ``..`` where that is the same file."""
    plain = Path(os.path.normpath(path))
    return plain if real(plain) == real(path) else path


def shelf_stamp(text_folder: Path, audio_folder: Path) -> frozenset[tuple[str, int]]:
    """Give a value that differs whenever `load_shelf` would read something new. Costs one look a file."""
    images = (p for p in text_folder.glob("*") if p.suffix.lower() in _IMAGES)
    files = (
        text_folder / SHOW_FILE,
        *images,
        *record_paths(audio_folder),
        *mp3_paths(audio_folder),
        *audio_folder.glob(f"*{BOOK_SUFFIX}"),
    )
    return frozenset(stamp for stamp in map(_stamp, files) if stamp)


def _stamp(path: Path) -> tuple[str, int] | None:
    try:
        return str(path), path.stat().st_mtime_ns
    except OSError:
        return None


def feed_documents(shelf: Shelf, *, pages: bool) -> tuple[Document, ...]:
    """Give the feed, if the show has an address, and all that it links to except the sound and the pages.

    ``pages`` says whether the pages are published too, so that the feed may point to them. Raises
    `SettingsError` for a cover that cannot be read.
    """
    return _feed_documents(shelf, *pictures_of(shelf, pages=pages))


def site_documents(shelf: Shelf, pictures: Pictures | None = None) -> tuple[Document, ...]:
    """Give all of `feed_documents` and the pages with their assets; ``pictures`` are its own if none."""
    found, links = pictures or pictures_of(shelf, pages=True)
    ordered = newest_first(shelf.editions, shelf.published, shelf.show.utc_offset)
    pages = Pages(shelf.show, ordered, shelf.published, links, shelf.epubs)
    return (
        *_feed_documents(shelf, found, links),
        Document("index.html", _HTML, pages.front),
        *(Document(f"{e.slug}.html", _HTML, partial(pages.edition, e)) for e in ordered),
        *(Document(f"assets/{name}", kind, partial(asset_bytes, name)) for name, kind in ASSETS.items()),
    )


def pictures_of(shelf: Shelf, *, pages: bool) -> Pictures:
    """Give the covers and the links to them, which are the same under whatever address.

    Raises `SettingsError` for a cover that cannot be read.
    """
    return covers(shelf.show, shelf.editions, shelf.images, pages=pages)


def _feed_documents(shelf: Shelf, pictures: tuple[Document, ...], links: Links) -> tuple[Document, ...]:
    made = partial(feed.feed_xml, shelf.show, shelf.editions, shelf.published, links)
    listing = [Document(feed.FEED_FILE, feed.MEDIA_TYPE, made)] if shelf.show.base_url else []
    return (*listing, *pictures, *version_documents(shelf.editions))


def version_documents(editions: Iterable[Edition]) -> Iterator[Document]:
    """Give the companions that belong to just these MP3s, under the names that the feed links to."""
    for edition in editions:
        yield Document(transcript_name(edition), _VTT, partial(_transcript, edition))
        yield Document(chapters_name(edition), chapters_json.MEDIA_TYPE, partial(_chapters, edition))


def _transcript(edition: Edition) -> bytes:
    return webvtt(edition).encode()


def _chapters(edition: Edition) -> bytes:
    return chapters_json.chapters_json(edition).encode()
