"""DokuWiki's notation -> Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.notations.tables import TableScan, bar, last, line
from narrate.article.scan import (
    IMAGE,
    MARKUP,
    TARGET,
    Kinds,
    broken,
    closed,
    inside,
    instead,
    noted,
    rewrite,
    skipped,
)
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_HEADING = re.compile(r"^={5,6} ?[^=\n]{1,200}={5,6}[ \t]*$", re.MULTILINE)
_OTHERS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^ {2,8}[*-] ?\S",
        r"\*\*[^*\n]{1,200}\*\*",
        r"\\\\(?:[ \t]|$)",
        r"\{\{[^{}\n]{1,300}\}\}",
        r"\[\[[^\[\]\n]{1,300}\]\]",
        r"^<(?:code|file|WRAP)\b[^<>\n]{0,80}>",
        r"^[|^][^\n]{1,500}[|^][ \t]*$",
    )
)
_MAIN = re.compile(
    r"^(?P<heading>(?P<level>={2,6})[ \t]*(?P<title>[^=\n]{1,300}?)[ \t]*={2,6}[ \t]*)$"
    r"|(?P<code><(?P<name>code|file|nowiki)\b[^<>\n]{0,80}>)"
    r"|(?P<wrap></?(?:WRAP|wrap|note|nowiki|html|php)\b[^<>\n]{0,80}>|~~[A-Z]{3,20}(?::[^~\n]{0,40})?~~)"
    r"|^(?P<item>(?: {2}){1,10}(?P<mark>[*-])[ \t]*)(?=\S)"
    r"|^(?P<row>[|^](?=[^\n]*[|^][ \t]*$))|(?P<last>[|^][ \t]*(?:\n(?![|^])|\Z))|(?P<cell>[|^])"
    r"|(?P<picture>\{\{[^{}\n]{1,500}\}\})"
    r"|(?P<link>\[\[[^\[\]|\n]{1,500}\|(?P<said>[^\[\]\n]{1,500})\]\])|(?P<page>\[\[(?P<place>[^\[\]\n]{1,300})\]\])"
    r"|(?P<noted>\(\()(?=[^()\n]{1,2000}(?P<end>\)\)))|(?P<close>\)\))"
    r"|(?P<slant>(?<![:/])//(?P<slanted>[^\s/][^/\n]{0,300})//)|(?P<under>__(?P<lined>[^_\n]{1,300})__)"
    r"|(?P<typed>''(?P<typewritten>[^'\n]{1,300})'')|(?P<line>\\\\(?=[ \t\n]|\Z)[ \t]?)",
    re.MULTILINE,
)
_HIGHEST = 7
"""Signs of equality less the level."""


def is_dokuwiki(text: str) -> bool:
    """Whether a heading of five or six signs of equality stands in a text with two other constructs."""
    return bool(_HEADING.search(text)) and sum(bool(mark.search(text)) for mark in _OTHERS) > 1


def plain_dokuwiki(made: Rewriting) -> None:
    """Headings, lists, tables and notes as Markdown; links read, pictures left out."""
    scan = TableScan(made)
    rewrite(scan, _MAIN.search, _KINDS)


def _heading(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.heading(match, "title", _HIGHEST - len(match["level"]))


def _code(scan: TableScan, match: re.Match[str]) -> bool:
    closer = f"</{match['name']}>"
    end = scan.find(closer, match.end())
    if end < 0:
        return False
    if match["name"] == "nowiki":
        scan.skip(match, MARKUP)
        return scan.drop(end, end + len(closer), MARKUP)
    return scan.code(match.start(), match.end(), end, end + len(closer))


_KINDS: Kinds[TableScan] = {
    "heading": _heading,
    "code": _code,
    "wrap": skipped(Message("mark of a box")),
    "item": instead("- "),
    "row": line,
    "last": last,
    "cell": bar,
    "picture": skipped(IMAGE),
    "link": inside("said", TARGET),
    "page": inside("place"),
    "noted": noted("end"),
    "close": closed,
    "slant": inside("slanted"),
    "under": inside("lined"),
    "typed": inside("typewritten"),
    "line": broken,
}
