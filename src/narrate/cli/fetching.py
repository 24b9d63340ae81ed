"""What was fetched, as people are told of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from narrate.cli.output import put_out
from narrate.cli.words import worded
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.fetch.changes import Change
    from narrate.fetch.story import Brought, Fetched

_MOST_CHANGES = 20
_LONGEST = 60


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
