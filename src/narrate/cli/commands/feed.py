"""``narrate feed``: the podcast feed."""

from __future__ import annotations

from pathlib import Path

import typer

from narrate.cli.options import (
    Audio,
    Text,
)
from narrate.cli.shelf import addressed_shelf, counted, tell_gaps

_TEXT, _AUDIO = Path("text"), Path("audio")


def feed(text: Text = _TEXT, audio: Audio = _AUDIO) -> None:
    """Write the podcast feed and what it links to.

    The show is described in show.toml in the text folder. It must say the base_url: where the audio folder
    will be found on the web.
    """
    from narrate.podcast.feed import FEED_FILE
    from narrate.site.documents import write_documents
    from narrate.site.publication import feed_documents

    shelf = addressed_shelf(text, audio)
    write_documents(feed_documents(shelf, pages=(audio / "index.html").is_file()), audio)
    tell_gaps(shelf)
    typer.echo(f"{audio / FEED_FILE}: {counted(len(shelf.editions))}, at {shelf.show.base_url}{FEED_FILE}")
