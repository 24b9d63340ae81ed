"""``narrate serve``: the web server."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from narrate.cli.faults import unforeseen
from narrate.cli.options import AUDIO_FOLDER, Audio, Text, text_folder
from narrate.cli.output import put_out
from narrate.cli.shelf import shelf_of
from narrate.cli.words import worded, worded_fault
from narrate.errors import ExitCode, NarrateError, UsageError
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
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help="Answer to this name, too; it may stand more than once.",
        ),
    ] = None,
) -> ExitCode:
    """Show feed, pages and sound on a web server here.

    Until Ctrl-C. Editions that are built meanwhile appear by themselves.

    The feed's links carry the address that it is asked by, so a podcast app on a phone can subscribe to
    http://THIS-MACHINE:8000/feed.xml. It answers to IP addresses, this machine's name, NAME.local, the
    base_url's and those of --allow-host. Only files in the audio folder are served, and no hidden ones.
    """
    from narrate.serve.app import make_app
    from narrate.serve.server import allowed_names, listen, run, web_address
    from narrate.serve.shown import Shown
    from narrate.site.publication import shelf_stamp

    if not audio.is_dir():
        raise UsageError(
            Message("there is no such folder"), hint=Message("build an edition first"), path=audio
        )
    articles = text_folder(text)
    shown = Shown(lambda: shelf_of(articles, audio), lambda: shelf_stamp(articles, audio), _complain)
    names = allowed_names(host, shown.shelf.show.base_url, allow_host or ())
    listener = listen(host, port)
    address = web_address(listener)
    ready = Message("{address}  (feed: {address}feed.xml, Ctrl-C stops)", address=address)
    run(make_app(shown, audio, names), listener, lambda: typer.echo(worded(ready)), _complain)
    return ExitCode.EDITION if shown.shelf.left_out else ExitCode.OK


def _complain(fault: Exception) -> None:
    error = fault if isinstance(fault, NarrateError) else unforeseen(fault)
    put_out(worded_fault(error), sys.stderr)
