"""An ARTICLE that is a web address -> the file that keeps it, and what is told of what was fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from narrate.cli.output import put_out
from narrate.cli.words import worded
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.fetch.changes import Change
    from narrate.fetch.story import Fetched

_MOST_CHANGES = 20
_LONGEST = 60


def file_of(word: str, *, allows_local: bool, told_to: TextIO | None) -> Path:
    """The file that somebody named, or that keeps the article of an address, which may be fetched for it.

    What was fetched is told on ``told_to``, if anywhere.

    Raises:
        FetchError: the address gives none.
        OutputError: it cannot be kept.
    """
    from narrate.fetch.addresses import address_of, is_address

    if not is_address(word):
        return Path(word)
    from narrate.fetch.story import Wishes, article_at
    from narrate.production.surroundings import surroundings_of

    found = article_at(address_of(word), surroundings_of().folder, Wishes(allows_local=allows_local))
    if found.is_new and told_to is not None:
        tell_fetched(found, told_to)
    return found.path


def tell_fetched(found: Fetched, to: TextIO) -> None:
    """Tell of a page: where its file is, and its title; what it says otherwise than before above that."""
    lines = [worded(Message("note: {note}", note=note)) for note in found.notes]
    put_out("\n".join([*lines, *_changes(found.differences), worded(_told(found))]), to)


def shown_title(found: Fetched) -> Message | str:
    """What a page is called, or that it is not."""
    return found.title or Message("without a title")


def _told(found: Fetched) -> Message:
    about = {"path": found.path, "title": shown_title(found)}
    if found.differences:
        return Message("{path}: renewed: {title}", **about)
    if not found.is_new:
        return Message("{path}: nothing changed: {title}", **about)
    if found.page_count > 1:
        return Message("{path}: fetched, {count} pages: {title}", count=found.page_count, **about)
    return Message("{path}: fetched: {title}", **about)


def _changes(differences: Sequence[Change]) -> list[str]:
    shown, rest = differences[:_MOST_CHANGES], differences[_MOST_CHANGES:]
    lines = [
        f"  {'+' if change.is_new else '-'} {worded(_short(change.text, change.same))}" for change in shown
    ]
    if rest:
        more = counted("and {count} more paragraph", "and {count} more paragraphs", len(rest))
        lines.append(f"  {worded(more)}")
    return lines


def _short(text: str, at: int) -> str:
    """A paragraph in a line; of a long one what stands around a character of it."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    begin = max(0, min(at - _LONGEST // 3, len(line) - _LONGEST + 1))
    cut = f"…{line[begin:]}" if begin else line
    return cut if len(cut) <= _LONGEST else f"{cut[: _LONGEST - 1]}…"
