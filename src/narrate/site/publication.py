"""Everything that a show publishes: feed, versioned companions, covers, pages and their assets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from narrate.edition import chapters_json, feed
from narrate.edition.companions import chapters_name, transcript_name
from narrate.edition.published import newest_first
from narrate.edition.transcript import webvtt
from narrate.site.covers import covers
from narrate.site.documents import Document
from narrate.site.pages import ASSETS, Pages, asset_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from narrate.edition.published import Published
    from narrate.edition.show import Show
    from narrate.model import Edition

_HTML = "text/html; charset=utf-8"
_VTT = "text/vtt; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A show and its editions, ready to be published.

    ``text_dir`` holds the authors' images; ``epubs`` are the slugs of the editions that are a book as well.
    """

    show: Show
    editions: Sequence[Edition]
    published: Published
    text_dir: Path
    epubs: frozenset[str] = frozenset()


def feed_documents(shelf: Shelf, *, pages: bool) -> tuple[Document, ...]:
    """Give the feed, if the show has an address, and all that it links to except the sound and the pages.

    ``pages`` says whether the pages are published too, so that the feed may point to them. Raises
    `SettingsError` for a cover that cannot be read.
    """
    pictures, links = covers(shelf.show, shelf.editions, shelf.text_dir, pages=pages)
    made = partial(feed.feed_xml, shelf.show, shelf.editions, shelf.published, links)
    listing = [Document(feed.FEED_FILE, feed.MEDIA_TYPE, made)] if shelf.show.base_url else []
    return (*listing, *pictures, *_companions(shelf.editions))


def site_documents(shelf: Shelf) -> tuple[Document, ...]:
    """Give all of `feed_documents` and the pages with their assets."""
    _, links = covers(shelf.show, shelf.editions, shelf.text_dir, pages=True)
    ordered = newest_first(shelf.editions, shelf.published, shelf.show.utc_offset)
    pages = Pages(shelf.show, ordered, shelf.published, links, shelf.epubs)
    return (
        *feed_documents(shelf, pages=True),
        Document("index.html", _HTML, pages.front),
        *(Document(f"{e.slug}.html", _HTML, partial(pages.edition, e)) for e in ordered),
        *(Document(f"assets/{name}", kind, partial(asset_bytes, name)) for name, kind in ASSETS.items()),
    )


def _companions(editions: Iterable[Edition]) -> Iterator[Document]:
    for edition in editions:
        yield Document(transcript_name(edition), _VTT, partial(_transcript, edition))
        yield Document(chapters_name(edition), chapters_json.MEDIA_TYPE, partial(_chapters, edition))


def _transcript(edition: Edition) -> bytes:
    return webvtt(edition).encode()


def _chapters(edition: Edition) -> bytes:
    return chapters_json.chapters_json(edition).encode()
