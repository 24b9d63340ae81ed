"""One file, several pages: the further pages of an article that was fetched stand behind its first.

Each is the page's whole markup, behind a comment on a line of its own: ``<!-- page 2: ADDRESS -->``.
"""

from __future__ import annotations

import re

MOST_PAGES = 51
"""The first, and those that a fetch follows it to."""
_BEGINS = re.compile(r"^<!-- page (\d{1,3}): [^\n]{0,2000}-->\n", re.MULTILINE)


def further_page(number: int, address: str, markup: str) -> str:
    """A page behind the first, as it stands in the file; ``number`` counts from 2."""
    return f"<!-- page {number}: {address} -->\n{markup.rstrip()}"


def pages_of(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Where each page begins and ends (half-open) in what stands from ``start`` on.

    Only marks that count on from 2 are taken for some: others stand in a page itself.
    """
    marks: list[re.Match[str]] = []
    for mark in _BEGINS.finditer(text, start):
        if int(mark[1]) == len(marks) + 2 <= MOST_PAGES:
            marks.append(mark)
    begins = [start, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    return list(zip(begins, ends, strict=True))
