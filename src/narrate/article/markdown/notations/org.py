"""Org's notation -> Markdown."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from narrate.article.markdown.notations.tables import TableScan, bar, last, line
from narrate.article.scan import IMAGE, MARKUP, TARGET, Kinds, inside, instead, rewrite, skipped
from narrate.article.skips.reasons import COMMENT, FOOTNOTE_MARK
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_HEADING = re.compile(r"^\*{1,6} \S", re.MULTILINE)
_SIGN = re.compile(
    r"^[ \t]*#\+(?:title|author|options|date|begin_[a-z]+|startup|setupfile|filetags"
    r"|caption|attr_[a-z]+|html):?"
    r"|^[ \t]*:PROPERTIES:[ \t]*$|\[\[[^\[\]\n]{1,300}\]\[[^\[\]\n]{1,300}\]\]",
    re.MULTILINE | re.IGNORECASE,
)
_AUTHOR = re.compile(r"^#\+author:[ \t]*(?P<author>\S.{0,98})$", re.MULTILINE | re.IGNORECASE)
_MAIN = re.compile(
    r"^(?P<title>#\+(?i:title):[ \t]*(?P<name>\S[^\n]{0,300}))$"
    r"|^(?P<code>[ \t]*#\+(?i:begin_(?P<kind>src|example|export|comment))\b[^\n]{0,300})$"
    r"|^(?P<keyword>[ \t]*#\+[^\n]*)$|^(?P<comment>[ \t]*#(?:[ \t][^\n]*)?)$"
    r"|^(?P<drawer>[ \t]*:(?:PROPERTIES|LOGBOOK):[ \t]*)$"
    r"|^(?P<plan>[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):[^\n]{0,200})$"
    r"|^(?P<heading>(?P<stars>\*{1,8})[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|DOING)[ \t]+)?(?:\[#[A-Z]\][ \t]+)?"
    r"(?P<said>\S[^\n]{0,300}?)(?:[ \t]+:(?:[\w@#%]{1,40}:)+)?[ \t]*)$"
    r"|^(?P<line>[ \t]*\|[-+]{2,500}\|?[ \t]*)$"
    r"|^(?P<row>[ \t]*\|)|(?P<last>\|[ \t]*(?:\n(?![ \t]*\|)|\Z))|(?P<cell>\|)"
    r"|^(?P<footnote>\[fn:[\w-]{1,40}\][ \t]*)(?=\S)|(?P<mark>\[fn:[\w-]{1,40}\])"
    r"|(?P<cited>\[cite(?:/[\w/-]{1,20})?:[^\[\]\n]{1,300}\])"
    r"|(?P<link>\[\[[^\[\]\n]{1,1000}\]\[(?P<shown>[^\[\]\n]{1,500})\]\])"
    r"|(?P<image>\[\[(?:file:|\./|\.\./)?[^\[\]\n]{1,500}\.(?:png|jpe?g|gif|svg|webp)\]\])"
    r"|(?P<page>\[\[(?:[a-z]+:)?(?P<place>[^\[\]\n]{1,500})\]\])"
    r"|(?P<defined>[ \t]::(?=[ \t]|$))|^(?P<space>[ \t]+)(?=[^\s*+-])"
    r"|(?P<literal>(?<![\w=~])[=~](?P<typed>[^\s=~][^=~\n]{0,200})[=~](?![\w=~]))",
    re.MULTILINE,
)
_DEEPEST = 6


def is_org(text: str) -> bool:
    """Whether a keyword, a drawer or a link of Org stands in a text with its headings."""
    signs = sum(1 for _ in islice(_SIGN.finditer(text), 3))
    return bool(signs and _HEADING.search(text)) or signs > 2


def author_in_org(text: str) -> str:
    """Who wrote it by its keyword."""
    match = _AUTHOR.search(text)
    return match["author"].strip() if match else ""


def plain_org(made: Rewriting) -> None:
    """Headings, lists, tables and links as Markdown; keywords, drawers and comments left out."""
    scan = TableScan(made)
    rewrite(scan, _MAIN.search, _KINDS)


def _title(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.heading(match, "name", 1)


def _heading(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.heading(match, "said", min(len(match["stars"]) + 1, _DEEPEST))


def _code(scan: TableScan, match: re.Match[str]) -> bool:
    end = scan.search(rf"^[ \t]*#\+(?i:end_{match['kind']})\b.*$", match.end())
    if end is None:
        return False
    if match["kind"].lower() in ("comment", "export"):
        return scan.drop(match.start(), end.end(), COMMENT)
    return scan.code(match.start(), match.end(), end.start(), end.end())


def _drawer(scan: TableScan, match: re.Match[str]) -> bool:
    end = scan.search(r"^[ \t]*:END:[ \t]*$", match.end())
    return end is not None and scan.drop(match.start(), end.end(), Message("attribute"))


_KINDS: Kinds[TableScan] = {
    "title": _title,
    "code": _code,
    "keyword": skipped(Message("attribute")),
    "comment": skipped(COMMENT),
    "drawer": _drawer,
    "plan": skipped(Message("attribute")),
    "heading": _heading,
    "line": skipped(Message("mark of a table")),
    "row": line,
    "last": last,
    "cell": bar,
    "footnote": instead("\n\n", FOOTNOTE_MARK),
    "mark": skipped(FOOTNOTE_MARK),
    "cited": skipped(Message("template tag")),
    "link": inside("shown", TARGET),
    "image": skipped(IMAGE),
    "page": inside("place", TARGET),
    "defined": instead(":"),
    "space": skipped(MARKUP),
    "literal": inside("typed"),
}
