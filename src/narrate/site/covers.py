"""Where covers are published: under names that change with the picture, since apps cache them for long."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from narrate.edition.cover import cover_mark, feed_cover
from narrate.edition.cover_art import can_draw
from narrate.edition.feed import Links
from narrate.site.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from narrate.edition.show import Show
    from narrate.model import Edition

COVERS = "covers"


def covers(
    show: Show, editions: Iterable[Edition], text_dir: Path, *, pages: bool
) -> tuple[tuple[Document, ...], Links]:
    """Give the cover files of a show, and the links to them for its feed and pages.

    Where an author's image is missing the cover is drawn; where nothing can be drawn there is none. Raises
    `SettingsError` for an image that cannot be read.
    """
    of_show = _cover("show", show.cover, show.title, show.author, text_dir)
    of_editions = {e.slug: _cover(e.slug, e.cover, e.title, e.author, text_dir) for e in editions}
    links = Links(
        cover=of_show.path if of_show else "",
        edition_covers={slug: document.path for slug, document in of_editions.items() if document},
        pages=pages,
    )
    documents = tuple(d for d in (of_show, *of_editions.values()) if d)
    return documents, links


def _cover(name: str, file: str, title: str, author: str, text_dir: Path) -> Document | None:
    image = text_dir / file if file else None
    if image is None and not can_draw():
        return None
    path = f"{COVERS}/{name}.{cover_mark(image, title, author)}.jpg"
    return Document(path, "image/jpeg", partial(_picture, image, title, author), lasting=True)


def _picture(image: Path | None, title: str, author: str) -> bytes:
    picture = feed_cover(image, title, author)
    assert picture is not None, "a cover is only offered where it can be made"
    return picture
