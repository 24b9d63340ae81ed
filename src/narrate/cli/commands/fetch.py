"""``narrate fetch``: articles from the web as files, which a build goes by."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.faults import unforeseen
from narrate.cli.fetching import print_brought, print_fetched, print_kept
from narrate.cli.options import AllowLocal
from narrate.cli.output import put_out
from narrate.cli.words import worded_fault
from narrate.errors import ExitCode, NarrateError, UsageError
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.fetch.story import Wishes


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
    from narrate.fetch.story import Wishes

    if slug and len(addresses) > 1:
        raise UsageError(Message("--slug is for one address"), hint=Message("fetch them one by one"))
    wishes = Wishes(allow_local, is_again=again, follows_pages=pages, name=slug, limit=limit)
    errors: list[NarrateError] = []
    for word in addresses:
        try:
            errors += _fetched(word, wishes)
        except NarrateError as error:
            errors.append(error)
        except Exception as error:
            errors.append(unforeseen(error, word))
    for line in dict.fromkeys(map(worded_fault, errors)):
        put_out(f"narrate: {line}", sys.stderr)
    return errors[0].exit_code if errors else ExitCode.OK


def _fetched(word: str, wishes: Wishes) -> tuple[NarrateError, ...]:
    """Fetch one, and tell; what failed of a feed is given back."""
    from narrate.fetch.addresses import meant_address
    from narrate.fetch.story import Brought, fetched
    from narrate.production.surroundings import surroundings_of

    address = meant_address(word, Path(word))
    found = fetched(address, surroundings_of().folder, wishes)
    if isinstance(found, Brought):
        print_brought(found, address)
        return found.faults
    if found.is_new or wishes.is_again:
        print_fetched(found)
    else:
        print_kept(found)
    return ()
