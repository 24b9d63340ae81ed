"""``narrate fetch``: articles from the web as files, which a build goes by."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.faults import unforeseen
from narrate.cli.options import AllowLocal
from narrate.cli.output import put_out
from narrate.cli.words import worded, worded_fault
from narrate.errors import ExitCode, NarrateError, UsageError
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.fetch.changes import Change
    from narrate.fetch.story import Brought, Fetched, Wishes

_MOST_CHANGES = 20
_LONGEST = 60


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


def print_fetched(found: Fetched) -> None:
    """Tell of a page: where its file is, and its title; what it says otherwise than before above that."""
    lines = [worded(Message("note: {note}", note=note)) for note in found.notes]
    put_out("\n".join([*lines, *_changes(found.differences), worded(_told(found))]), sys.stdout)


def print_kept(found: Fetched) -> None:
    """Tell of a page that was there, and not fetched."""
    told = Message("{path}: kept already: {title}; --again renews it", path=found.path, title=_title(found))
    put_out(worded(told), sys.stdout)


def print_brought(found: Brought, address: str) -> None:
    """Tell of a feed: its new articles, and in the last line how many."""
    for article in found.articles:
        print_fetched(article)
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


def _told(found: Fetched) -> Message:
    about = {"path": found.path, "title": _title(found)}
    if found.differences:
        return Message("{path}: renewed: {title}", **about)
    if not found.is_new:
        return Message("{path}: nothing changed: {title}", **about)
    if found.page_count > 1:
        return Message("{path}: fetched, {count} pages: {title}", count=found.page_count, **about)
    return Message("{path}: fetched: {title}", **about)


def _title(found: Fetched) -> Message | str:
    return found.title or Message("without a title")


def _changes(differences: Sequence[Change]) -> list[str]:
    shown, rest = differences[:_MOST_CHANGES], differences[_MOST_CHANGES:]
    lines = [f"  {'+' if change.is_new else '-'} {worded(_short(change.text))}" for change in shown]
    if rest:
        more = counted("and {count} more paragraph", "and {count} more paragraphs", len(rest))
        lines.append(f"  {worded(more)}")
    return lines


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
