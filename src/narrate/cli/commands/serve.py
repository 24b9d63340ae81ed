"""``narrate serve``: the web server."""

from __future__ import annotations

from typing import Annotated

import typer

from narrate.cli.options import AUDIO_FOLDER, Audio, Text, text_folder
from narrate.cli.shelf import shelf_of
from narrate.cli.words import worded, worded_fault
from narrate.errors import NarrateError, UsageError
from narrate.messages import Message


def serve(
    text: Text = None,
    audio: Audio = AUDIO_FOLDER,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; 0.0.0.0 lets other devices in.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 takes any free one.")
    ] = 8000,
) -> None:
    """Show feed, pages and sound on a web server here.

    Until Ctrl-C. Editions that are built meanwhile appear by themselves.

    The feed's links carry the address that it is asked by, so a podcast app on a phone can subscribe to
    http://THIS-MACHINE:8000/feed.xml. Only files in the audio folder are served, and no hidden ones.
    """
    from narrate.serve.app import make_app
    from narrate.serve.server import allowed_hosts, listen, run, web_address
    from narrate.serve.shown import Shown
    from narrate.site.publication import shelf_stamp

    if not audio.is_dir():
        raise UsageError(
            Message("there is no such folder"), hint=Message("build an edition first"), path=audio
        )
    articles = text_folder(text)
    shown = Shown(lambda: shelf_of(articles, audio), lambda: shelf_stamp(articles, audio), _complain)
    listener = listen(host, port)
    app = make_app(shown, audio, allowed_hosts(host, shown.public_url))
    address = web_address(listener)
    ready = Message("{address}  (feed: {address}feed.xml, Ctrl-C stops)", address=address)
    run(app, listener, ready=lambda: typer.echo(worded(ready)))


def _complain(fault: NarrateError) -> None:
    typer.echo(worded_fault(fault), err=True)
