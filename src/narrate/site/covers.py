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

    Where there is no image the cover is drawn; where nothing can be drawn there is none. Raises
    `SettingsError` for an image that cannot be used.
    """
    of_show = _cover("show", text_dir / show.cover if show.cover else None, show.title, show.author)
    of_editions = {e.slug: _cover(e.slug, cover_image(e, text_dir), e.title, e.author) for e in editions}
    links = Links(
        cover=of_show.path if of_show else "",
        edition_covers={slug: document.path for slug, document in of_editions.items() if document},
        pages=pages,
    )
    documents = tuple(d for d in (of_show, *of_editions.values()) if d)
    return documents, links


def absent_images(editions: Iterable[Edition], text_dir: Path) -> tuple[Path, ...]:
    """Give the images that articles name and that do not lie in ``text_dir``: their covers are drawn."""
    return tuple(text_dir / e.cover for e in editions if e.cover and not (text_dir / e.cover).is_file())


def cover_image(edition: Edition, text_dir: Path) -> Path | None:
    """Give the path of the author's image, if it is there."""
    image = text_dir / edition.cover
    return image if edition.cover and image.is_file() else None


def _cover(name: str, image: Path | None, title: str, author: str) -> Document | None:
    if image is None and not can_draw():
        return None
    path = f"{COVERS}/{name}.{cover_mark(image, title, author)}.jpg"
    return Document(path, "image/jpeg", partial(_picture, image, title, author), lasting=True)


def _picture(image: Path | None, title: str, author: str) -> bytes:
    picture = feed_cover(image, title, author)
    assert picture is not None, "a cover is only offered where it can be made"
    return picture
