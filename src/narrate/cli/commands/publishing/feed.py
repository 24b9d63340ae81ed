"""``narrate feed``: the podcast feed."""

from __future__ import annotations

import typer

from narrate.cli.names import editions_counted
from narrate.cli.options import AUDIO_FOLDER, Audio, Text, text_folder
from narrate.cli.shelf import addressed_shelf, tell_faults, tell_gaps
from narrate.cli.words import worded
from narrate.errors import ExitCode
from narrate.messages import Message


def feed(text: Text = None, audio: Audio = AUDIO_FOLDER) -> ExitCode:
    """Write the podcast feed and what it links to.

    The show is described in show.toml in the text folder. It must say the base_url: where the audio folder
    will be found on the web.
    """
    from narrate.podcast.feed import FEED_FILE
    from narrate.site.documents import write_documents
    from narrate.site.publication import feed_documents

    shelf = addressed_shelf(text_folder(text), audio)
    code = tell_faults(shelf.faults)
    if code and not shelf.editions:
        return code  # a feed of nothing would withdraw them all
    write_documents(feed_documents(shelf, pages=(audio / "index.html").is_file()), audio)
    tell_gaps(shelf)
    told = Message(
        "{path}: {editions}, at {address}",
        path=audio / FEED_FILE,
        editions=editions_counted(len(shelf.editions)),
        address=shelf.show.base_url + FEED_FILE,
    )
    typer.echo(worded(told))
    return code
