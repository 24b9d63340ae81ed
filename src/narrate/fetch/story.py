"""An address -> a file in the folder of the articles: kept already, or fetched, or a feed's new entries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from narrate.errors import FetchError, NarrateError, SettingsError, SourceError
from narrate.fetch.brought import brought_from, remember
from narrate.fetch.changes import Change, KeptText, changes, kept_text_of
from narrate.fetch.feeds import Entry, Feed, feed_in
from narrate.fetch.further import has_further, with_further
from narrate.fetch.keeping import Kept, Origin, Page, keep, kept_of, renew, renewed, text_in, with_rows
from narrate.fetch.kinds import Kind, kind_of
from narrate.fetch.limits import USUAL, Limits
from narrate.fetch.names import fit_name, name_for
from narrate.fetch.texts import text_of
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrate.fetch.client import Download


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to fetch. ``is_again`` renews what is kept, ``name`` is what its file is to be called.

    ``limit`` is how many of a feed's entries count, the newest first.
    """

    allows_local: bool = False
    is_again: bool = False
    follows_pages: bool = False
    name: str = ""
    limit: int = 10
    limits: Limits = USUAL


class Fetched(NamedTuple):
    """An article in the folder. ``is_new``: it was not there; ``differences``: what another fetch changed."""

    path: Path
    title: str
    is_new: bool
    differences: tuple[Change, ...] = ()
    page_count: int = 1
    notes: tuple[Message, ...] = ()


class Brought(NamedTuple):
    """What came of a feed. ``older_count`` entries would have come with a higher limit."""

    title: str
    articles: tuple[Fetched, ...]
    older_count: int
    faults: tuple[NarrateError, ...]


def fetched(address: str, folder: Path, wishes: Wishes) -> Fetched | Brought:
    """Have an article in the folder, or the new ones of a feed.

    Raises:
        FetchError: the address gives none.
        OutputError: the folder cannot be written.
        SettingsError: what was brought of a feed cannot be read.
    """
    kept = kept_of(folder, address)
    if kept is not None and not wishes.is_again:
        return Fetched(kept.path, _kept_text(text_in(kept.path), kept.path, kept.source).title, is_new=False)
    found = _found(address, wishes)
    if found.kind is Kind.FEED:
        return _brought(feed_in(found.text, found.download.address), address, folder, wishes)
    return _article(found, address, folder, wishes)


def article_at(address: str, folder: Path, wishes: Wishes) -> Fetched:
    """The article of an address as a file, which is fetched if there is none yet.

    Raises:
        FetchError: the address gives none, or is a feed's.
        OutputError: the folder cannot be written.
    """
    kept = kept_of(folder, address)
    if kept is not None:
        return Fetched(kept.path, "", is_new=False)
    found = fetched(address, folder, replace(wishes, limit=0))
    if isinstance(found, Brought):
        raise _a_feed(address)
    return found


class _Found(NamedTuple):
    download: Download
    text: str
    kind: Kind
    notes: tuple[Message, ...]


def _found(address: str, wishes: Wishes) -> _Found:
    """What lies at an address; the network is loaded when it is needed."""
    from narrate.fetch.client import download_at

    download = download_at(address, allows_local=wishes.allows_local, limits=wishes.limits)
    text, notes = text_of(download)
    return _Found(download, text, kind_of(download.address, download.content_type, text), notes)


def _article(found: _Found, asked: str, folder: Path, wishes: Wishes) -> Fetched:
    """Keep what was found, or renew what is kept of it."""
    address, text, pages, notes = found.download.address, found.text, 1, list(found.notes)

    def page_at(further: str) -> tuple[str, str]:
        there = _found(further, wishes)
        notes.extend(there.notes)
        return there.download.address, there.text

    kept = kept_of(folder, asked, address)
    if kept is not None and not wishes.is_again:
        return Fetched(kept.path, _kept_text(text_in(kept.path), kept.path, address).title, is_new=False)
    follows = wishes.follows_pages or (kept is not None and has_further(text_in(kept.path)))
    if follows and found.kind is Kind.PAGE:
        text, pages, told = with_further(text, address, page_at)
        notes += told
    first_asked = kept.asked if kept is not None and kept.asked else asked
    page = Page(text, found.kind, Origin(address, first_asked, _today()))
    article = _kept(page, folder, wishes) if kept is None else _renewed(kept, page)
    return article._replace(page_count=pages, notes=tuple(notes))


def _kept(page: Page, folder: Path, wishes: Wishes) -> Fetched:
    address = page.origin.source
    text = _kept_text(with_rows(page.text, page.facts), _unnamed(page.kind), address)
    chosen = fit_name(wishes.name)
    name = chosen or name_for("" if "#" in address else address, text.title)
    kept = keep(page, folder, name, is_chosen=bool(chosen))
    return Fetched(kept.path, text.title, is_new=True)


def _renewed(kept: Kept, page: Page) -> Fetched:
    """The file with what lies there now; where the article is the same, the file as it was."""
    _kept_text(page.text, _unnamed(page.kind), page.origin.source)
    before = text_in(kept.path)
    after = _kept_text(renewed(before, page), kept.path, page.origin.source)
    differences = changes(_lines(before, kept.path), after.lines)
    if differences:
        renew(kept, page)
    return Fetched(kept.path, after.title, is_new=False, differences=differences)


def _lines(text: str, path: Path) -> tuple[str, ...]:
    """What stood in a kept file; nothing, where somebody took the article out of it."""
    try:
        return kept_text_of(text, path).lines
    except (SourceError, SettingsError):
        return ()


def _kept_text(text: str, path: Path, address: str) -> KeptText:
    """What stands in a text of the web.

    Raises:
        FetchError: no article does.
    """
    try:
        return kept_text_of(text, path)
    except SourceError as error:
        raise FetchError(
            Message("no article is found there ({problem})", problem=error.problem),
            hint=Message("save the text of the article as a file and build that"),
            path=address,
        ) from None


def _unnamed(kind: Kind) -> Path:
    return Path({Kind.TEXT: "-.txt", Kind.MARKDOWN: "-.md"}.get(kind, "-.html"))


def _brought(feed: Feed, address: str, folder: Path, wishes: Wishes) -> Brought:
    """Bring the entries of a feed that are new; one that fails stops no other."""
    known = brought_from(folder, address)
    inside, beyond = feed.entries[: wishes.limit], feed.entries[wishes.limit :]
    articles: list[Fetched] = []
    faults: list[NarrateError] = []
    for entry in inside:
        if entry.key in known:
            continue
        try:
            article = _of_entry(entry, address, folder, wishes)
        except (FetchError, SourceError, SettingsError) as error:
            faults.append(error)
        else:
            remember(folder, address, {entry.key: _today()})
            if article.is_new:
                articles.append(article)
    older_count = sum(entry.key not in known for entry in beyond)
    return Brought(feed.title, tuple(articles), older_count, tuple(faults))


def _of_entry(entry: Entry, feed: str, folder: Path, wishes: Wishes) -> Fetched:
    """One entry: from the feed where that has all of it, else from its link.

    Raises:
        FetchError: it cannot be had.
    """
    if not (entry.content or entry.summary or entry.link):
        raise FetchError(
            Message("the entry {title!r} has neither its text nor a link", title=entry.title or entry.key),
            hint=Message("the others are brought"),
            path=feed,
        )
    source = entry.link or f"{feed}#{entry.key}"  # no page has an address with a fragment
    if (kept := kept_of(folder, source)) is not None:
        return Fetched(kept.path, entry.title, is_new=False)
    if entry.content:
        try:
            return _told_whole(entry, entry.content, source, folder, wishes)
        except FetchError:
            if not entry.link:
                raise
    try:
        if entry.link:
            return _linked(entry, folder, wishes)
    except FetchError as error:
        if not entry.summary:
            raise
        note = Message(
            "{address} cannot be had, and the feed's own text is kept ({problem})",
            address=entry.link,
            problem=error.problem,
        )
        return _told_whole(entry, entry.summary, source, folder, wishes)._replace(notes=(note,))
    return _told_whole(entry, entry.summary, source, folder, wishes)


def _told_whole(entry: Entry, markup: str, source: str, folder: Path, wishes: Wishes) -> Fetched:
    """An entry whose text is in the feed.

    Raises:
        FetchError: no article is in it.
    """
    origin = Origin(source, source, _today())
    page = Page(f"<article>\n{markup}\n</article>\n", Kind.PAGE, origin, _facts(entry))
    return _kept(page, folder, replace(wishes, name=""))


def _linked(entry: Entry, folder: Path, wishes: Wishes) -> Fetched:
    found = _found(entry.link, wishes)
    if found.kind is Kind.FEED:
        raise _a_feed(entry.link)
    return _article(found, entry.link, folder, replace(wishes, is_again=False, name=""))


def _a_feed(address: str) -> FetchError:
    return FetchError(
        Message("this is a feed, not an article"),
        hint=Message("bring its articles by 'narrate fetch', and build those"),
        path=address,
    )


def _facts(entry: Entry) -> Mapping[str, str]:
    day = entry.day.isoformat() if entry.day else ""
    told = {"title": entry.title, "author": entry.author, "date": day}
    return {name: value for name, value in told.items() if value}


def _today() -> date:
    return datetime.now().astimezone().date()
