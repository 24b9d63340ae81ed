"""The commands that carry an edition to its listeners: feed, site, serve, epub."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from narrate.model import Edition
    from narrate.site.publication import Shelf

Text = Annotated[
    Path, typer.Option("--text", help="The folder with show.toml and the authors' images.", metavar="FOLDER")
]
Audio = Annotated[Path, typer.Option("--audio", help="The folder with the editions.", metavar="FOLDER")]

_TEXT, _AUDIO = Path("text"), Path("audio")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(feed)
    app.command()(site)
    app.command()(serve)
    app.command()(epub)


def feed(text: Text = _TEXT, audio: Audio = _AUDIO) -> None:
    """Write the podcast feed and what it links to.

    The show is described in show.toml in the text folder. It must say the base_url: where the audio folder
    will be found on the web.
    """
    from narrate.podcast.feed import FEED_FILE
    from narrate.site.documents import write_documents
    from narrate.site.publication import feed_documents

    shelf = _addressed_shelf(text, audio)
    write_documents(feed_documents(shelf, pages=(audio / "index.html").is_file()), audio)
    _tell_gaps(shelf)
    typer.echo(f"{audio / FEED_FILE}: {_counted(len(shelf.editions))}, at {shelf.show.base_url}{FEED_FILE}")


def site(
    text: Text = _TEXT,
    audio: Audio = _AUDIO,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Write a complete copy here, ready to upload. [default: the audio folder]"
        ),
    ] = None,
) -> None:
    """Write the show as a static web site.

    A page for the show, a page for each edition to read along in, and the feed, if show.toml says the
    base_url.
    """
    from narrate.site.documents import write_documents
    from narrate.site.mirror import mirror
    from narrate.site.publication import site_documents

    shelf = _shelf(text, audio)
    folder = out or audio
    if out is not None:
        mirror(audio, out, shelf.editions)
    write_documents(site_documents(shelf), folder)
    if shelf.show.base_url:
        _tell_gaps(shelf)
    else:
        _notice("no feed was written: set base_url in show.toml to where the site will be found")
    typer.echo(f"{folder / 'index.html'}: {_counted(len(shelf.editions))}")


def serve(
    text: Text = _TEXT,
    audio: Audio = _AUDIO,
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
    from narrate.errors import UsageError
    from narrate.serve.app import make_app
    from narrate.serve.server import allowed_hosts, listen, run, web_address
    from narrate.serve.shown import Shown
    from narrate.site.publication import shelf_stamp

    if not audio.is_dir():
        raise UsageError("there is no such folder", hint="build an edition first", path=audio)
    shown = Shown(lambda: _shelf(text, audio), lambda: shelf_stamp(text, audio), _notice)
    listener = listen(host, port)
    app = make_app(shown, audio, allowed_hosts(host, shown.public_url))
    address = web_address(listener)
    run(app, listener, ready=lambda: typer.echo(f"{address}  (feed: {address}feed.xml, Ctrl-C stops)"))


def epub(
    slugs: Annotated[
        list[str] | None, typer.Argument(help="Names of editions, or their MP3s; all if none.")
    ] = None,
    audio: Audio = _AUDIO,
    text: Text = _TEXT,
) -> None:
    """Write editions as books that read themselves aloud.

    EPUB 3 with media overlays: SLUG.epub beside the MP3.
    """
    from narrate.site.epub import write_epub

    shelf = _shelf(text, audio)
    for edition in _named(shelf, [name.removesuffix(".mp3").rpartition("/")[2] for name in slugs or []]):
        image = shelf.images.editions.get(edition.slug)
        path = write_epub(edition, shelf.published, shelf.show.utc_offset, audio, image)
        typer.echo(f"{path}: {len(edition.chapters)} chapters, {len(edition.cues)} sentences")


def _named(shelf: Shelf, slugs: list[str]) -> list[Edition]:
    from narrate.errors import UsageError

    known = {edition.slug: edition for edition in shelf.editions}
    for slug in slugs:
        if slug not in known:
            names = ", ".join(known) or "none"
            raise UsageError(f"there is no edition {slug!r}", hint=f"known are: {names}")
    return [known[slug] for slug in slugs] or list(shelf.editions)


def _shelf(text: Path, audio: Path) -> Shelf:
    from narrate.site.publication import load_shelf

    return load_shelf(text, audio)


def _addressed_shelf(text: Path, audio: Path) -> Shelf:
    from narrate.errors import SettingsError
    from narrate.podcast.show import SHOW_FILE

    shelf = _shelf(text, audio)
    if not shelf.show.base_url:
        raise SettingsError(
            "base_url is not set, and a feed needs full addresses",
            hint='add  base_url = "https://example.org/show/"  with your own address, or use narrate serve',
            path=text / SHOW_FILE,
        )
    return shelf


def _tell_gaps(shelf: Shelf) -> None:
    from narrate.edition.cover_art import can_draw
    from narrate.podcast.apple import missing_for_apple

    for image in shelf.images.absent:
        _notice(f"{image}: there is no such image; the cover is drawn instead")
    has_cover = bool(shelf.show.cover) or can_draw()
    for sentence in missing_for_apple(shelf.show, shelf.editions, has_cover=has_cover):
        _notice(f"Apple Podcasts: {sentence}")


def _counted(count: int) -> str:
    return f"{count} edition" + ("" if count == 1 else "s")


def _notice(sentence: str) -> None:
    typer.echo(sentence, err=True)
