"""An article on several pages: from each to the next, and all of them behind each other in one file.

``article/page/pages.py`` reads what is written here: each further page is its whole markup, behind a comment
on a line of its own, ``<!-- page 2: ADDRESS -->``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from narrate.errors import FetchError
from narrate.fetch.addresses import host_of, joined

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PAGES = 50


_FURTHER = re.compile(r"^<!-- page 2: [^\n]*-->\n", re.MULTILINE)


class Pages(NamedTuple):
    """The text of all pages, and how many they are."""

    text: str
    number: int


def has_further(text: str) -> bool:
    """Whether a kept text holds more pages than one."""
    return _FURTHER.search(text) is not None


def with_further(first: str, address: str, page_at: Callable[[str], tuple[str, str]]) -> Pages:
    """A page with those that follow it on its host; ``page_at`` gives an address's final one, and its text.

    Raises:
        FetchError: a page cannot be had: half an article is none.
    """
    pieces, seen = [first.rstrip("\n")], {address}
    page = first
    while len(pieces) < MOST_PAGES and (following := next_page(page, address)) and following not in seen:
        seen.add(following)
        address, page = page_at(following)
        seen.add(address)
        pieces.append(f"<!-- page {len(pieces) + 1}: {address} -->\n{page.rstrip()}")
    return Pages("\n".join(pieces) + "\n", len(pieces))


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
