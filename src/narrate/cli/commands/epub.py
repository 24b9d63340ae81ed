"""``narrate epub``: books that read themselves aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from narrate.cli.options import AUDIO_FOLDER, TEXT_FOLDER, Audio, Text
from narrate.cli.shelf import shelf_of
from narrate.errors import UsageError

if TYPE_CHECKING:
    from narrate.model import Edition
    from narrate.site.publication import Shelf


def epub(
    slugs: Annotated[
        list[str] | None, typer.Argument(help="Names of editions, or their MP3s; all if none.")
    ] = None,
    audio: Audio = AUDIO_FOLDER,
    text: Text = TEXT_FOLDER,
) -> None:
    """Write editions as books that read themselves aloud.

    EPUB 3 with media overlays: SLUG.epub beside the MP3.
    """
    from narrate.site.epub import write_epub

    shelf = shelf_of(text, audio)
    for edition in _named(shelf, [name.removesuffix(".mp3").rpartition("/")[2] for name in slugs or []]):
        image = shelf.images.editions.get(edition.slug)
        path = write_epub(edition, shelf.published, shelf.show.utc_offset, audio, image)
        typer.echo(f"{path}: {len(edition.chapters)} chapters, {len(edition.cues)} sentences")


def _named(shelf: Shelf, slugs: list[str]) -> list[Edition]:
    known = {edition.slug: edition for edition in shelf.editions}
    for slug in slugs:
        if slug not in known:
            names = ", ".join(known) or "none"
            raise UsageError(f"there is no edition {slug!r}", hint=f"known are: {names}")
    return [known[slug] for slug in slugs] or list(shelf.editions)
