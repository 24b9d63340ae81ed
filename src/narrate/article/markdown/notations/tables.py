"""Tables of notations, written as those of HTML, which are read by the policy for all tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.article.scan import Scan
from narrate.messages import Message

if TYPE_CHECKING:
    import re

    from narrate.article.rewriting import Rewriting

_MARK = Message("mark of a table")


class TableScan(Scan):
    """A text on its way that may stand in a table, or in a list that counts its items."""

    def __init__(self, made: Rewriting) -> None:
        super().__init__(made)
        self.is_in_table = False
        self.table_ends: list[int] = []
        self.item = self.item_end = 0


def table(scan: TableScan, match: re.Match[str]) -> bool:
    """The mark that begins a table."""
    return _write(scan, match, "\n\n<table><tr><td>", is_in_table=True)


def row(scan: TableScan, match: re.Match[str]) -> bool:
    """The mark that begins a row."""
    return _write(scan, match, "</td></tr><tr><td>", is_in_table=True)


def cell(scan: TableScan, match: re.Match[str]) -> bool:
    """The mark that begins a cell."""
    return _write(scan, match, "</td><td>", is_in_table=True)


def end_table(scan: TableScan, match: re.Match[str]) -> bool:
    """The mark that ends a table."""
    return _write(scan, match, "</td></tr></table>\n\n", is_in_table=False)


def line(scan: TableScan, match: re.Match[str]) -> bool:
    """The bar that a line of a table begins with."""
    return row(scan, match) if scan.is_in_table else table(scan, match)


def last(scan: TableScan, match: re.Match[str]) -> bool:
    """The bar behind which no line of the table follows."""
    return scan.is_in_table and end_table(scan, match)


def bar(scan: TableScan, match: re.Match[str]) -> bool:
    """A bar between cells, in a table."""
    return scan.is_in_table and cell(scan, match)


def _write(scan: TableScan, match: re.Match[str], tags: str, *, is_in_table: bool) -> bool:
    scan.drop(match.start(), match.end(), _MARK)
    scan.made.put(tags)
    scan.is_in_table = is_in_table
    return True
