"""Where covers are published: under names that change with the picture, since apps cache them for long."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from narrate.edition.cover import author_image, cover_mark, feed_cover, refuse_unusable
from narrate.edition.cover_art import can_draw
from narrate.errors import SettingsError
from narrate.podcast.feed import Links
from narrate.site.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from narrate.model import Edition
    from narrate.podcast.show import Show

COVERS = "covers"


@dataclass(frozen=True, slots=True)
class Images:
    """The authors' own images: the show's, and by slug the editions'.

    ``absent`` are those that articles name and that are not there; ``faults`` are of those of no use.
    """

    show: Path | None = None
    editions: Mapping[str, Path] = field(default_factory=dict)
    absent: tuple[Path, ...] = ()
    faults: tuple[SettingsError, ...] = ()


def find_images(
    show: Show,
    sources: Mapping[str, Path],
    editions: Iterable[Edition],
    text_folder: Path,
    published: Path | None = None,
) -> Images:
    """Find the images: the show's in ``text_folder``, an edition's beside its article, or else there, too.

    ``sources`` are the articles' paths by slug. An image whose cover is ``published`` in that folder
    already is not tried again.
    """
    found: dict[str, Path] = {}
    absent: list[Path] = []
    faults: list[SettingsError] = []
    for edition in editions:
        if not edition.cover:
            continue
        beside = sources.get(edition.slug, text_folder / "-").parent / edition.cover
        there = [path for path in (beside, text_folder / edition.cover) if path.is_file()]
        if not there:
            absent.append(beside)
        elif fault := _fault_of(there[0], edition.slug, published):
            faults.append(fault)
        else:
            found[edition.slug] = there[0]
    return Images(text_folder / show.cover if show.cover else None, found, tuple(absent), tuple(faults))


def _fault_of(path: Path, slug: str, published: Path | None) -> SettingsError | None:
    """Why an edition's image cannot be its cover."""
    try:
        image = author_image(path)
        if published is None or not (published / _cover_path(slug, cover_mark(image, ""))).is_file():
            refuse_unusable(image)
    except SettingsError as fault:
        return fault
    return None


def covers(
    show: Show, editions: Iterable[Edition], images: Images, *, pages: bool
) -> tuple[tuple[Document, ...], Links]:
    """Give the cover files of a show, and the links to them for its feed and pages.

    Where there is no image the cover is drawn; where nothing can be drawn there is none. Raises
    `SettingsError` for an image that cannot be used.
    """
    of_show = _cover("show", images.show, show.name, show.author)
    of_editions = {e.slug: _cover(e.slug, images.editions.get(e.slug), e.title, e.author) for e in editions}
    links = Links(
        cover=of_show.path if of_show else "",
        edition_covers={slug: document.path for slug, document in of_editions.items() if document},
        pages=pages,
    )
    documents = tuple(d for d in (of_show, *of_editions.values()) if d)
    return documents, links


def _cover(name: str, image: Path | None, title: str, author: str) -> Document | None:
    if image is None and not can_draw():
        return None
    mark = cover_mark(author_image(image) if image else None, title, author)
    path = _cover_path(name, mark)
    return Document(path, "image/jpeg", partial(_picture, image, title, author), lasting=True)


def _cover_path(name: str, mark: str) -> str:
    return f"{COVERS}/{name}.{mark}.jpg"


def _picture(image: Path | None, title: str, author: str) -> bytes:
    picture = feed_cover(author_image(image) if image else None, title, author)
    assert picture is not None, "a cover is only offered where it can be made"
    return picture
