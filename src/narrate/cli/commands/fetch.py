"""``narrate fetch``: articles from the web as files, which a build goes by."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.faults import unforeseen
from narrate.cli.fetching import shown_title, tell_fetched
from narrate.cli.options import AllowLocal
from narrate.cli.output import put_out
from narrate.cli.words import worded, worded_fault
from narrate.errors import ExitCode, NarrateError, UsageError
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.fetch.story import Brought, Fetched, Wishes


def fetch(
    addresses: list[str] = typer.Argument(
        ..., metavar="URL…", help="The addresses of articles, or of feeds (RSS, Atom).", show_default=False
    ),
    again: bool = typer.Option(
        False, "--again", help="Fetch what is kept once more, and show what became of it."
    ),
    pages: bool = typer.Option(
        False, "--pages", help="Follow a page to its next ones, and keep all as one article."
    ),
    slug: str = typer.Option("", "--slug", metavar="NAME", help="What the file is to be called."),
    limit: int = typer.Option(
        10, "--limit", metavar="N", min=1, help="How many entries of a feed count, the newest first."
    ),
    allow_local: bool = AllowLocal,
) -> ExitCode:
    """Keep the article of each URL, or a feed's new ones, in the folder of the articles."""
    from narrate.fetch.names import fit_name
    from narrate.fetch.story import Wishes

    if slug and len(addresses) > 1:
        raise UsageError(Message("--slug is for one address"), hint=Message("fetch them one by one"))
    if slug and not fit_name(slug):
        raise UsageError(
            Message("--slug {name!r} holds no letter and no digit", name=slug),
            hint=Message("choose another --slug"),
        )
    wishes = Wishes(allow_local, is_again=again, follows_pages=pages, name=slug, limit=limit)
    errors = list(_faults(addresses, wishes))
    for line in dict.fromkeys(map(worded_fault, errors)):
        put_out(f"narrate: {line}", sys.stderr)
    return errors[0].exit_code if errors else ExitCode.OK


def _faults(words: Sequence[str], wishes: Wishes) -> Iterator[NarrateError]:
    """Fetch one after the other, and tell; one that fails stops no other."""
    for word in words:
        try:
            yield from _fetched(word, wishes)
        except NarrateError as error:
            yield error
        except Exception as error:
            yield unforeseen(error, word)


def _fetched(word: str, wishes: Wishes) -> tuple[NarrateError, ...]:
    """Fetch one, and tell; what failed of a feed is given back."""
    from narrate.fetch.addresses import meant_address
    from narrate.fetch.story import Brought, fetched
    from narrate.production.surroundings import surroundings_of

    address = meant_address(word, Path(word))
    found = fetched(address, surroundings_of().folder, wishes)
    if isinstance(found, Brought):
        if wishes.name:
            _print_note(Message("--slug is for one article, and this is a feed"))
        _print_brought(found, address)
        return found.faults
    if found.is_new or wishes.is_again:
        tell_fetched(found, sys.stdout)
    else:
        _print_kept(found)
    if not found.is_new:
        _print_passed_over(found, wishes)
    return ()


def _print_passed_over(found: Fetched, wishes: Wishes) -> None:
    """Tell what was wished in vain of a page that was there."""
    from narrate.fetch.names import fit_name

    if wishes.name and fit_name(wishes.name) != found.path.stem:
        _print_note(Message("--slug names a new file only; {path} can be renamed", path=found.path))
    if wishes.follows_pages and not wishes.is_again:
        _print_note(Message("--pages is for what is fetched: say --again, too"))


def _print_note(note: Message) -> None:
    put_out(worded(Message("note: {note}", note=note)), sys.stdout)


def _print_kept(found: Fetched) -> None:
    """Tell of a page that was there, and not fetched."""
    told = Message(
        "{path}: kept already: {title}; --again renews it", path=found.path, title=shown_title(found)
    )
    put_out(worded(told), sys.stdout)


def _print_brought(found: Brought, address: str) -> None:
    """Tell of a feed: its new articles, and in the last line how many."""
    for article in found.articles:
        tell_fetched(article, sys.stdout)
    told = counted(
        "{feed}: {count} new article",
        "{feed}: {count} new articles",
        len(found.articles),
        feed=found.title or address,
    )
    lines = [worded(told)]
    if found.older_count and found.articles:
        older = counted(
            "{count} older entry of the feed was passed over; --limit brings more",
            "{count} older entries of the feed were passed over; --limit brings more",
            found.older_count,
        )
        lines.insert(0, worded(Message("note: {note}", note=older)))
    put_out("\n".join(lines), sys.stdout)
