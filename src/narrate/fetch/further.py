"""An article on several pages: from each to the next, and all of them behind each other in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narrate.errors import FetchError
from narrate.fetch.addresses import host_of, joined
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PAGES = 50


class Pages(NamedTuple):
    """The text of all pages, how many they are, and what is to be told of them."""

    text: str
    number: int
    notes: tuple[Message, ...] = ()


def has_further(text: str) -> bool:
    """Whether a kept text holds more pages than one."""
    from narrate.article.page.pages import pages_of

    return len(pages_of(text)) > 1


def with_further(first: str, address: str, page_at: Callable[[str], tuple[str, str]]) -> Pages:
    """A page with those that follow it on its host; ``page_at`` gives an address's final one, and its text.

    Raises:
        FetchError: a page cannot be had: half an article is none.
    """
    from narrate.article.page.pages import further_page

    pieces, seen = [first.rstrip("\n")], {address}
    page = first
    notes: tuple[Message, ...] = ()
    while (following := next_page(page, address)) and following not in seen:
        if len(pieces) == MOST_PAGES:
            told = Message(
                "page {number} and those behind it are left out: {address}",
                number=MOST_PAGES + 1,
                address=following,
            )
            notes = (told,)
            break
        seen.add(following)
        address, page = page_at(following)
        seen.add(address)
        pieces.append(further_page(len(pieces) + 1, address, page))
    return Pages("\n".join(pieces) + "\n", len(pieces), notes)


def next_page(text: str, address: str) -> str:
    """The address that a page calls the next one (HTML, section 4.6.7.13), on its own host, or nothing."""
    from narrate.article.markup import html_tree

    for link in html_tree(text).all("link", "a"):
        if "next" in link["rel"].lower().split() and link["href"]:
            try:
                following = joined(address, link["href"])
            except FetchError:
                continue
            if host_of(following) == host_of(address):
                return following
    return ""
