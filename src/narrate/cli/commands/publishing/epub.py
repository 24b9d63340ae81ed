"""``narrate epub``: books that read themselves aloud."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrate.cli.names import chapters_counted, sentences_counted
from narrate.cli.options import AUDIO_FOLDER, Audio, Text, text_folder
from narrate.cli.shelf import shelf_of, tell_faults
from narrate.cli.words import worded
from narrate.errors import ExitCode, UsageError
from narrate.messages import Listed, Message

if TYPE_CHECKING:
    from narrate.model import Edition
    from narrate.site.publication import Shelf


def epub(
    slugs: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME…", help="Names of editions, or their MP3s; all if none."),
    ] = None,
    audio: Audio = AUDIO_FOLDER,
    text: Text = None,
    words: Annotated[
        bool, typer.Option("--words", help="Mark word by word what is heard, not sentence by sentence.")
    ] = False,
) -> ExitCode:
    """Write editions as books that read themselves aloud.

    EPUB 3 with media overlays: SLUG.epub beside the MP3.
    """
    from narrate.site.epub import write_epub

    shelf = shelf_of(text_folder(text), audio)
    named = [name.removesuffix(".mp3").rpartition("/")[2] for name in slugs or []]
    left_out = {Path(fault.path or "").stem: fault for fault in shelf.left_out}
    code = tell_faults([fault for slug, fault in left_out.items() if slug in (named or left_out)])
    if named and left_out.keys() >= set(named):
        return code
    for edition in _named(shelf, [slug for slug in named if slug not in left_out]):
        image = shelf.images.editions.get(edition.slug)
        path = write_epub(edition, shelf.published, shelf.show.utc_offset, audio, image, by_words=words)
        told = Message(
            "{path}: {chapters}, {sentences}",
            path=path,
            chapters=chapters_counted(len(edition.chapters)),
            sentences=sentences_counted(len(edition.cues)),
        )
        typer.echo(worded(told))
    return code


def _named(shelf: Shelf, slugs: list[str]) -> list[Edition]:
    known = {edition.slug: edition for edition in shelf.editions}
    for slug in slugs:
        if slug not in known:
            names = Listed(known) or Message("none")
            problem = Message("there is no edition {slug!r}", slug=slug)
            raise UsageError(problem, hint=Message("there are: {names}", names=names))
    return [known[slug] for slug in slugs] or list(shelf.editions)
