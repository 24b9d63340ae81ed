"""Tables that hold data, and tables that lay out a page: which is which, and the rows of the former."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from narrate.article.markup import Element

_SENTENCE = re.compile(r"[。！？]")
_LONG_CELL = 120
"""Characters of a cell that is rather a page's column than a value."""
_BLOCKS_OF_PAGES = (
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "hr",
    "blockquote",
    "article",
    "nav",
    "section",
)


def is_layout(table: Element) -> bool:
    """Whether a table only says where the parts of a page stand."""
    if table["role"] in ("presentation", "none"):
        return True
    rows = list(rows_of(table))
    cells = [cell for row in rows for cell in row]
    if table.first("th", "caption", "thead") and not _holds_page(cells):
        return False
    if len(cells) <= 1 or max(len(row) for row in rows) == 1 or _holds_page(cells):
        return True
    long = [cell for cell in cells if _is_column(cell)]
    return bool(long) and len(long) * 3 >= len(cells)


def _holds_page(cells: list[Element]) -> bool:
    return any(cell.first(*_BLOCKS_OF_PAGES) for cell in cells)


def _is_column(cell: Element) -> bool:
    text = cell.text
    return len(text) > _LONG_CELL and len(_SENTENCE.findall(text)) > 1


def rows_of(table: Element, silent: Container[int] = ()) -> Iterator[list[Element]]:
    """The cells of each row, without those of tables inside, and of rows whose `id` is among the silent."""
    for row in _rows_in(table, silent):
        cells = [cell for cell in row.elements if cell.name in ("td", "th")]
        if cells:
            yield cells


def _rows_in(element: Element, silent: Container[int]) -> Iterator[Element]:
    for child in element.elements:
        if id(child) in silent:
            continue
        if child.name == "tr":
            yield child
        elif child.name != "table":
            yield from _rows_in(child, silent)
