"""AsciiDoc -> Markdown."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from narrate.article.front.dates import written_date
from narrate.article.markdown.notations.tables import TableScan, cell, end_table, row, table
from narrate.article.scan import (
    BREAK,
    IMAGE,
    MARKUP,
    TARGET,
    Kinds,
    closed,
    inside,
    instead,
    noted,
    rewrite,
    skipped,
)
from narrate.article.skips.reasons import COMMENT, SCENE_BREAK
from narrate.messages import Message

if TYPE_CHECKING:
    from datetime import date

    from narrate.article.rewriting import Rewriting

_CONSTRUCTS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^={1,6} [^\s=][^\n]{0,200}[^=\s]$",
        r"^:[a-z][\w-]{0,40}:(?: [^\n]{0,300})?$",
        r"^\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|source|quote|verse|abstract|sidebar|cols=|options=|\[)[^\n]{0,200}\]$",
        r"^(?:-{4}|={4}|\*{4}|\.{4}|_{4}|\|===)$",
        r"(?:link|xref|image|include|video|footnote|kbd|menu|btn):{1,2}[^\s\[\]]{0,500}\[[^\[\]\n]{0,300}\]",
        r"^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION): \S",
        r"<<[\w-]{1,60}(?:,[^<>\n]{1,100})?>>",
    )
)
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_BEGINS = re.compile(r"\s*(?://[^\n]*\n\s*)*= \S")
_NAME = (
    r"[^\W\d_][\w'.・-]{0,40}(?:[ \t\u3000]+[^\W\d_][\w'.・-]{0,40}){0,2}(?:[ \t]+<[^<>\n]{1,100}>)?[ \t]*"
)
_ABOUT = re.compile(
    rf"\n(?P<authors>{_NAME}(?:;[ \t]*{_NAME}){{0,9}})"
    r"(?:\n(?P<revision>v\d[^\n。]{0,100}|[^\n。:\d]{0,40}\d{4}-\d\d-\d\d[^\n。]{0,100}))?"
    r"(?=\n[ \t]*(?:\n|:|//)|\s*\Z)"
)
"""The lines of authors and of the revision, below the title (AsciiDoc, document header)."""
_TITLE = re.compile(r"(?:[ \t]*(?://[^\n]*|:[^\n]*)?\n)*=[ \t]+\S[^\n]*")
_AUTHOR = re.compile(r"^:authors?:[ \t]+(?P<author>[^\n]{1,200})$", re.MULTILINE)
_DATE = re.compile(r"^:(?:revdate|date):[ \t]+(?P<date>[^\n]{1,100})$", re.MULTILINE)
_ADDRESS = re.compile(r"[ \t]*<[^<>]*>")
_MAIN = re.compile(
    r"^(?P<heading>(?P<level>={1,6})[ \t]+(?P<title>[^\s=][^\n]{0,300}))$"
    r"|^(?P<attribute>:!?[a-zA-Z][\w-]{0,40}!?:(?:[ \t][^\n]{0,1000})?)$"
    r"|^(?P<code>(?P<mark>-{4,60}|\.{4,60}|/{4,60}|\+{4,60})[ \t]*)$"
    r"|^(?P<table>\|={3,20}[ \t]*)$"
    r"|^(?P<delimiter>(?:={4,60}|\*{4,60}|_{4,60}|--|\+)[ \t]*)$"
    r"|^(?P<page><{3}[ \t]*)$|^(?P<rule>'{3}[ \t]*)$"
    r"|^(?P<about>\[[^\n]{0,500}\][ \t]*)$"
    r"|^(?P<named>\.(?P<name>[^\s.][^\n]{0,300}))$"
    r"|^(?P<comment>//(?!/)[^\n]*)$"
    r"|^(?P<picture>(?:image|video|audio)::[^\s\[\]]{1,500}"
    r"\[(?P<alt>[^\[\]\n,=]{0,300})(?:,[^\[\]\n]{0,300})?\][ \t]*)$"
    r"|^(?P<block>[a-z]{2,20}::[^\s\[\]]{0,500}\[[^\[\]\n]{0,300}\][ \t]*)$"
    r"|^(?P<box>(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+)(?=\S)"
    r"|^(?P<item>[ \t]*(?:\*{1,5}|-)[ \t]+(?:\[[ xX*]\][ \t]+)?)(?=\S)"
    r"|^(?P<numbered>[ \t]*\.{1,5}[ \t]+)(?=\S)"
    r"|^(?P<defined>(?P<term>[^\s:|][^\n:]{0,100})(?P<of>:{2,4}|;;)(?:[ \t]+|$))"
    r"|(?P<gap>^\n)|(?P<cell>\|)|(?P<space>^[ \t]+)(?=\S)"
    r"|(?P<address>(?:link:|xref:|mailto:)[^\s\[\]]{1,1000}\[(?P<said>[^\[\]\n]{0,500}?)\^?\])"
    r"|(?P<site>https?://[^\s\[\]]{1,1000}\[(?P<shown>[^\[\]\n]{1,500}?)\^?\])"
    r"|(?P<place><<[^<>,\n]{1,100}(?:,[ \t]*(?P<placed>[^<>\n]{1,200}))?>>)"
    r"|(?P<inlined>(?:image|icon|indexterm2?|anchor|pass):[^\s\[\]]{0,500}\[[^\[\]\n]{0,300}\])"
    r"|(?P<noted>footnote:[\w-]{0,40}\[)(?=[^\[\]\n]{1,3000}(?P<noted_end>\]))"
    r"|(?P<keys>(?:kbd|btn|menu):[^\s\[\]]{0,100}\[(?P<pressed>[^\[\]\n]{0,200})\])"
    r"|(?P<hidden>\(\(\([^()\n]{1,300}\)\)\))|(?P<indexed>\(\((?P<entry>[^()\n]{1,300})\)\))"
    r"|(?P<anchor>\[\[[\w:.-]{1,80}(?:,[^\[\]\n]{0,100})?\]\]|\[[.#][\w.#-]{1,80}\](?=[#*_`]))"
    r"|(?P<marked>(?<![\w#&])#(?P<text>[^\s#][^#\n]{0,300})#(?![\w#]))"
    r"|(?P<reference>\{[a-z][\w-]{0,60}\})"
    r"|(?P<broken>[ \t]\+$)"
    r"|(?P<close>\])",
    re.MULTILINE,
)


def is_asciidoc(text: str) -> bool:
    """Whether a heading and another construct show AsciiDoc, or headings of two levels below a first line."""
    found = [sum(1 for _ in islice(mark.finditer(text), 3)) for mark in _CONSTRUCTS]
    if not found[0]:
        return False
    return sum(map(bool, found)) > 2 or (bool(_BEGINS.match(text)) and (found[0] > 1 or sum(found) > 1))


def author_in_asciidoc(text: str) -> str:
    """Who wrote it by the line below the title, or by its attribute."""
    about, told = _about(text), _AUTHOR.search(text)
    written = about["authors"] if about else told["author"] if told else ""
    return "、".join(name for part in written.split(";") if (name := _ADDRESS.sub("", part).strip()))


def date_in_asciidoc(text: str) -> date | None:
    """The day of its revision, or that of its attribute."""
    about, told = _about(text), _DATE.search(text)
    written = (about["revision"] if about else "") or (told["date"] if told else "")
    day = _DAY.search(written)
    return written_date(day[0]) if day else None


def _about(text: str) -> re.Match[str] | None:
    title = _TITLE.match(text)
    return _ABOUT.match(text, title.end()) if title else None


def plain_asciidoc(made: Rewriting) -> None:
    """Headings, lists, tables and notes as Markdown; attributes and the marks of blocks left out."""
    scan = TableScan(made)
    about = _about(scan.text)

    def heading(scan: TableScan, match: re.Match[str]) -> bool:
        is_taken = scan.heading(match, "title", len(match["level"]))
        is_above = about is not None and about.start() == match.end()
        return scan.skip(about, Message("attribute")) if about and is_above else is_taken

    rewrite(scan, _MAIN.search, {**_KINDS, "heading": heading})


def _code(scan: TableScan, match: re.Match[str]) -> bool:
    end = scan.search(rf"^{re.escape(match['mark'])}[ \t]*$", match.end())
    if end is None:
        return False
    if match["mark"][0] == "/":
        return scan.drop(match.start(), end.end(), COMMENT)
    return scan.code(match.start(), match.end(), end.start(), end.end())


def _table(scan: TableScan, match: re.Match[str]) -> bool:
    return end_table(scan, match) if scan.is_in_table else table(scan, match)


def _gap(scan: TableScan, match: re.Match[str]) -> bool:
    """A blank line in a table, which would end it in Markdown."""
    return scan.is_in_table and scan.skip(match, MARKUP)


def _cell(scan: TableScan, match: re.Match[str]) -> bool:
    """A bar begins a cell; at the beginning of a line it begins a row."""
    if not scan.is_in_table:
        return False
    begins = scan.text[match.start() - 1 : match.start()] == "\n"
    return row(scan, match) if begins else cell(scan, match)


def _named(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.paragraph(match, "name")


def _picture(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.picture(match, "alt", match.end())


def _defined(scan: TableScan, match: re.Match[str]) -> bool:
    scan.put(match.start(), "\n")
    scan.drop(match.end("term"), match.end(), MARKUP)
    scan.made.put("\n\n")
    return True


def _numbered(scan: TableScan, match: re.Match[str]) -> bool:
    """Its number counts from the last item, unless a blank line and another block stand between."""
    scan.skip(match, MARKUP)
    between = scan.text[scan.item_end : match.start()]
    scan.item = scan.item + 1 if between.count("\n") <= _NEAR_LINES and "\n=" not in between else 1
    scan.item_end = match.end()
    scan.made.put(f"{scan.item}. ")
    return True


_NEAR_LINES = 3
_KINDS: Kinds[TableScan] = {
    "attribute": skipped(Message("attribute")),
    "code": _code,
    "table": _table,
    "delimiter": instead("\n"),
    "page": instead("\n\n***\n\n", SCENE_BREAK),
    "rule": instead("\n\n***\n\n", SCENE_BREAK),
    "about": instead("\n"),
    "named": _named,
    "comment": skipped(COMMENT),
    "picture": _picture,
    "block": skipped(Message("embed")),
    "box": skipped(Message("mark of a box")),
    "item": instead("- "),
    "numbered": _numbered,
    "defined": _defined,
    "gap": _gap,
    "cell": _cell,
    "space": skipped(MARKUP),
    "address": inside("said", TARGET),
    "site": inside("shown", TARGET),
    "place": inside("placed", TARGET),
    "inlined": skipped(IMAGE),
    "noted": noted("noted_end"),
    "keys": inside("pressed"),
    "hidden": skipped(Message("template tag")),
    "indexed": inside("entry"),
    "anchor": skipped(Message("block id")),
    "marked": inside("text"),
    "reference": skipped(Message("attribute")),
    "broken": instead("\\", BREAK),
    "close": closed,
}
