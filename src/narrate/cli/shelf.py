"""What the commands share that carry editions to listeners."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.output import put_out
from narrate.cli.words import worded, worded_fault
from narrate.errors import ExitCode
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.errors import NarrateError
    from narrate.site.publication import Shelf


def shelf_of(text: Path, audio: Path, site: Path | None = None) -> Shelf:
    """All that is published of two folders; where its memory was lost, that is said."""
    from narrate.podcast import MEMORY_FILE
    from narrate.site.publication import load_shelf

    shelf = load_shelf(text, audio, site)
    tell_recalled(text / MEMORY_FILE, shelf.told_by)
    return shelf


def tell_recalled(memory: Path, feed: Path | None) -> None:
    """Say which feed told what a memory had lost, if one did."""
    if feed is not None:
        what = {"path": memory, "feed": feed}
        notice(Message("{path} was lost or incomplete: dates and ids were taken from {feed}", **what))


def addressed_shelf(text: Path, audio: Path) -> Shelf:
    """The same, for what needs full addresses.

    Raises:
        SettingsError: the show does not say where it is to be found.
    """
    from narrate.errors import SettingsError
    from narrate.podcast import SHOW_FILE

    shelf = shelf_of(text, audio)
    if not shelf.show.base_url:
        raise SettingsError(
            Message("base_url is not set, and a feed needs full addresses"),
            hint=Message(
                'add  base_url = "https://example.org/show/"  with your own address, or use narrate serve'
            ),
            path=text / SHOW_FILE,
        )
    return shelf


def tell_faults(faults: Sequence[NarrateError]) -> ExitCode:
    """Say what is not published as it should be, a line each; the command's code."""
    for fault in faults:
        put_out(f"narrate: {worded_fault(fault)}", sys.stderr)
    return faults[0].exit_code if faults else ExitCode.OK


def tell_gaps(shelf: Shelf) -> None:
    """Say what is missing: images that articles name, and what Apple asks for."""
    from narrate.edition.cover_art import can_draw
    from narrate.podcast.apple import missing_for_apple

    for image in shelf.images.absent:
        notice(Message("{image}: there is no such image; the cover is drawn instead", image=image))
    has_cover = bool(shelf.show.cover) or can_draw()
    for sentence in missing_for_apple(shelf.show, shelf.editions, has_cover=has_cover):
        notice(Message("Apple Podcasts: {sentence}", sentence=sentence))


def notice(sentence: str) -> None:
    """Say something that is not the command's result."""
    typer.echo(worded(sentence), err=True)
