"""Textile and Jira's notation -> Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.notations.tables import TableScan, bar, last, line
from narrate.article.scan import IMAGE, TARGET, Kinds, inside, instead, rewrite, skipped
from narrate.article.skips.reasons import FOOTNOTE_MARK
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_STYLE = r"(?:\([^()\n]{0,60}\)|\{[^{}\n]{0,80}\}|\[[a-z-]{2,8}\]|[<>=()]){0,4}"
_HEADING = re.compile(rf"^h[1-6]{_STYLE}\.[ \t]+\S", re.MULTILINE)
_MAIN = re.compile(
    rf"^(?P<heading>h(?P<level>[1-6]){_STYLE}\.[ \t]+(?P<title>[^\n]{{1,300}}))$"
    rf"|^(?P<block>(?:bq|p|fn\d{{1,3}}|notextile){_STYLE}\.(?:\.|:\S{{1,500}})?[ \t]+)(?=\S)"
    rf"|^(?P<lines>(?:bc|pre){_STYLE}\.{{1,2}}[ \t]+)(?=\S)"
    r"|(?P<code>\{(?P<name>code|noformat)(?:[:|][^{}\n]{0,200})?\})"
    r"|(?P<box>\{(?:quote|panel|color|info|note|tip|warning|expand|toc|anchor)(?:[:|][^{}\n]{0,300})?\}"
    r"|\{\{[<>]?(?:toc|collapse|include|macro_list|child_pages|fnlist)[^{}\n]{0,100}\}?\}?)"
    r"|^(?P<number>(?:#{1,6})[ \t]+)(?=\S)|^(?P<item>[*-]{1,6}[ \t]+)(?=\S)"
    r"|^(?P<row>\|(?=[^\n]*\|[ \t]*$))|(?P<last>\|[ \t]*(?:\n(?!\|)|\Z))|(?P<cell>\|)"
    r"|(?P<link>\"(?P<said>[^\"\n(]{1,300})(?:\([^()\n]{0,100}\))?\":(?:https?://|/|#|mailto:)[^\s。、）)]{1,1000})"
    r"|(?P<jira>\[(?P<shown>[^\[\]|\n]{1,300})\|[^\[\]\n]{1,1000}\])"
    r"|(?P<image>![^\s!]{1,500}\.(?:png|jpe?g|gif|svg|webp)(?:[|(][^!\n]{0,100})?!(?::\S{1,500})?)"
    r"|(?P<note>\[\d{1,3}\])|(?P<literal>(?<!\w)@(?P<typed>[^@\n]{1,300})@(?!\w))",
    re.MULTILINE,
)


def is_textile(text: str) -> bool:
    """Whether two headings like ``h1. 題`` stand in a text."""
    return len(_HEADING.findall(text)) > 1


def plain_textile(made: Rewriting) -> None:
    """Headings, lists, tables and links as Markdown; marks of blocks left out."""
    scan = TableScan(made)
    rewrite(scan, _MAIN.search, _KINDS)


def _heading(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.heading(match, "title", int(match["level"]))


def _lines(scan: TableScan, match: re.Match[str]) -> bool:
    end = scan.find("\n\n", match.end())
    last = end if end >= 0 else len(scan.text)
    return scan.code(match.start(), match.end(), last, last)


def _code(scan: TableScan, match: re.Match[str]) -> bool:
    closer = f"{{{match['name']}}}"
    end = scan.find(closer, match.end())
    return end >= 0 and scan.code(match.start(), match.end(), end, end + len(closer))


def _cell(scan: TableScan, match: re.Match[str]) -> bool:
    if not bar(scan, match):
        return False
    head = re.compile(r"_?[<>=^~]{0,2}\.[ \t]").match(scan.text, match.end())
    return scan.drop(match.end(), head.end(), Message("mark of a table")) if head else True


_KINDS: Kinds[TableScan] = {
    "heading": _heading,
    "block": instead("\n\n"),
    "lines": _lines,
    "code": _code,
    "box": skipped(Message("mark of a box")),
    "number": instead("- "),
    "item": instead("- "),
    "row": line,
    "last": last,
    "cell": _cell,
    "link": inside("said", TARGET),
    "jira": inside("shown", TARGET),
    "image": skipped(IMAGE),
    "note": skipped(FOOTNOTE_MARK),
    "literal": inside("typed"),
}
