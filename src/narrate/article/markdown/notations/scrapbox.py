"""Scrapbox's (Cosense's) notation -> Markdown."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from narrate.article.markdown.notations.tables import TableScan, cell, line
from narrate.article.scan import IMAGE, MARKUP, TARGET, Kinds, inside, instead, rewrite, skipped
from narrate.article.skips.reasons import FORMULA
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_SURE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\[\*{1,10} [^\[\]\n]{1,200}\]",
        r"\[[^\[\]\n]{1,60}\.icon(?:\*\d{1,2})?\]",
        r"^[ \t\u3000]*code:[^\s]{1,60}$",
    )
)
_OTHERS = (
    re.compile(
        r"\[(?:https?://[^\s\[\]]{1,1000} [^\[\]\n]{1,200}|[^\[\]\n]{1,200} https?://[^\s\[\]]{1,1000})\](?!\()"
    ),
    re.compile(r"\[[^\s\[\]*:][^\[\]\n]{0,100}\](?!\()"),
    re.compile(r"^[ \t\u3000]*#[^\s#]+(?:[ \t\u3000]+#[^\s#]+)*$", re.MULTILINE),
)
_ENOUGH = 3
_URL = r"https?://[^\s\[\]]{1,2000}"
_PICTURE = r"https?://(?:[^\s\[\]]{0,2000}?\.(?:png|jpe?g|gif|webp|svg)|(?:i\.)?gyazo\.com/[^\s\[\]]{1,200})"
_MAIN = re.compile(
    r"^(?P<heading>\[(?P<stars>\*{1,10}) (?P<title>[^\[\]\n]{1,300})\][ \t]*)$"
    r"|^(?P<code>(?P<depth>[ \t\u3000]*)code:[^\n]{1,200})$"
    r"|^(?P<table>(?P<inner>[ \t\u3000]*)table:[^\n]{1,200})$"
    r"|^(?P<inset>[ \t\u3000]+)(?=\S)"
    r"|^(?P<tags>#[^\s#]+(?:[ \t\u3000]+#[^\s#]+)*[ \t]*)$"
    rf"|(?P<picture>\[{_PICTURE}(?: {_URL})?\])"
    rf"|(?P<link>\[{_URL} (?P<said>[^\[\]\n]{{1,500}})\]|\[(?P<before>[^\[\]\n]{{1,500}}) {_URL}\])"
    rf"|(?P<address>\[{_URL}\])"
    r"|(?P<icon>\[[^\[\]\n]{1,60}\.icon(?:\*\d{1,2})?\])"
    r"|(?P<formula>\[\$ [^\[\]\n]{1,500}\])"
    r"|(?P<styled>\[[*/_!\"#%&'()~|+<>{},.-]{1,12} (?P<text>[^\[\]\n]{1,500})\])"
    r"|(?P<strong>\[\[(?P<bold>[^\[\]\n]{1,500})\]\])"
    r"|(?P<page>\[(?P<name>[^\[\]\n]{1,200})\])"
    r"|(?P<next>\n)(?=\S)",
    re.MULTILINE,
)


def is_scrapbox(text: str) -> bool:
    """Whether several links and marks in brackets stand in a text, one of them found nowhere else."""
    found = [sum(1 for _ in islice(mark.finditer(text), 2)) for mark in _SURE + _OTHERS]
    sure = found[: len(_SURE)]
    return any(sure) and sum(map(bool, found)) > 1 and sum(found) >= _ENOUGH


def plain_scrapbox(made: Rewriting) -> None:
    """Headings and items as Markdown, links read; the first line is the title, each line a paragraph."""
    scan = TableScan(made)
    first = len(scan.text) - len(scan.text.lstrip())
    if scan.text[first : first + 1] not in ("[", "#", ""):
        scan.put(first, "# ")
    sizes = re.findall(r"^\[(\*{1,10}) [^\[\]\n]{1,300}\][ \t]*$", scan.text, re.MULTILINE)
    levels = {size: level for level, size in enumerate(sorted(set(sizes), key=len, reverse=True), 2)}

    def heading(scan: TableScan, match: re.Match[str]) -> bool:
        return scan.heading(match, "title", min(levels[match["stars"]], 6))

    rewrite(scan, _MAIN.search, {**_KINDS, "heading": heading})


def _code(scan: TableScan, match: re.Match[str]) -> bool:
    """The lines that are set in more deeply than the one that names the code."""
    depth = len(match["depth"])
    end = re.compile(rf"\n(?![ \t\u3000]{{{depth + 1}}})|\Z").search(scan.text, match.end())
    last = end.start() if end else len(scan.text)
    return scan.code(match.start(), match.end(), last, last)


def _table(scan: TableScan, match: re.Match[str]) -> bool:
    """The lines below that are set in more deeply: rows, with tabs between cells."""
    depth = len(match["inner"])
    scan.skip(match, MARKUP)
    cells = re.compile(rf"(?P<row>\n[ \t\u3000]{{{depth + 1}}}[ \u3000]*)|(?P<cell>\t)|(?P<end>\n|\Z)")
    at = match.end()
    while found := cells.search(scan.text, at):
        if found["end"] is not None:
            break
        cell(scan, found) if found["cell"] else line(scan, found)
        at = found.end()
    if scan.is_in_table:
        scan.put(found.start() if found else len(scan.text), "</td></tr></table>\n\n")
        scan.is_in_table = False
    return True


def _link(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.strip(match, "said" if match["said"] is not None else "before", TARGET)


def _next(scan: TableScan, match: re.Match[str]) -> bool:
    scan.put(match.end(), "\n")
    return True


_KINDS: Kinds[TableScan] = {
    "code": _code,
    "table": _table,
    "inset": instead("- "),
    "tags": skipped(Message("tag")),
    "picture": skipped(IMAGE),
    "link": _link,
    "address": skipped(TARGET),
    "icon": skipped(IMAGE),
    "formula": skipped(FORMULA),
    "styled": inside("text"),
    "strong": inside("bold"),
    "page": inside("name"),
    "next": _next,
}
