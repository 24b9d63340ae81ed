"""``narrate site``: the static pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from narrate.cli.names import editions_counted
from narrate.cli.options import AUDIO_FOLDER, Audio, Text, text_folder
from narrate.cli.shelf import notice, shelf_of, tell_faults, tell_gaps
from narrate.cli.words import worded
from narrate.errors import ExitCode
from narrate.messages import Message


def site(
    text: Text = None,
    audio: Audio = AUDIO_FOLDER,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Write a complete copy here, ready to upload. [default: the audio folder]"
        ),
    ] = None,
) -> ExitCode:
    """Write the show as a static web site.

    A page for the show, a page for each edition to read along in, and the feed, if show.toml says the
    base_url.
    """
    from narrate.site.documents import write_documents
    from narrate.site.mirror import mirror
    from narrate.site.publication import site_documents

    shelf = shelf_of(text_folder(text), audio, out)
    code = tell_faults(shelf.faults)
    if code and not shelf.editions:
        return code  # pages and a feed of nothing would withdraw them all
    folder = out or audio
    if out is not None:
        mirror(audio, out, shelf.editions)
    write_documents(site_documents(shelf), folder)
    if shelf.show.base_url:
        tell_gaps(shelf)
    else:
        notice(Message("no feed was written: set base_url in show.toml to where the site will be found"))
    typer.echo(f"{folder / 'index.html'}: {worded(editions_counted(len(shelf.editions)))}")
    return code
