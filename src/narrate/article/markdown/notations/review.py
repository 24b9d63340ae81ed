"""Re:VIEW's notation -> Markdown."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from narrate.article.markdown.notations.tables import TableScan, cell, end_table, row, table
from narrate.article.scan import (
    MARKUP,
    TARGET,
    Kinds,
    Scan,
    broken_inside,
    inside,
    instead,
    kept,
    rewrite,
    skipped,
)
from narrate.article.skips.reasons import COMMENT, FOOTNOTE_MARK, FORMULA
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_CONSTRUCTS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"@<[a-z]{1,12}>[{$|]",
        r"^//[a-z]{2,16}(?:\[[^\[\]\n]{0,300}\]){0,4}\{?[ \t]*$",
        r"^={1,5}(?:\[/?[a-z]+\]|\{[\w-]+\})?[ \t]*[^=\s][^\n]{0,200}[^=\n]$",
    )
)
_CODE = r"(?:list|listnum|emlist|emlistnum|cmd|source|embed|raw|texequation|graph|comment)"
_MAIN = re.compile(
    r"^(?P<end_of_column>={1,6}\[/[a-z]+\][ \t]*)$"
    r"|^(?P<heading>(?P<level>={1,6})(?:\[[a-z]+\])?(?:\{[^{}\n]{0,80}\})?[ \t]*)(?=[^\s=][^\n]{0,300}$)"
    r"|^(?P<hash>#)(?!@)"
    rf"|^(?P<code>//{_CODE}(?:\[[^\[\]\n]{{0,200}}\]"
    r"(?:\[(?P<title>[^\[\]\n]{0,300})\])?[^\n]{0,200})?\{[ \t]*)$"
    r"|^(?P<table>//(?:em)?table(?:\[[^\[\]\n]{0,200}\])?(?:\[(?P<of>[^\[\]\n]{0,300})\])?\{[ \t]*\n)"
    r"|(?P<rule>\n[-=]{4,200}[ \t]*(?=\n))|(?P<row>\n(?!//\}))|(?P<cell>(?<!\t)\t+)"
    r"|^(?P<image>//(?:image|indepimage|imgtable|numberlessimage)"
    r"(?:\[[^\[\]\n]{0,200}\](?:\[(?P<caption>[^\[\]\n]{0,500})\])?(?:\[[^\[\]\n]{0,200}\])?)?\{?[ \t]*)$"
    r"|^(?P<footnote>//footnote\[[^\[\]\n]{1,100}\]\[(?P<noted>[^\n]{1,3000})\][ \t]*)$"
    r"|^(?P<block>//[a-z]{2,20}(?:\[(?P<name>[^\[\]\n]{0,300})\])?(?:\[[^\[\]\n]{0,300}\]){0,3}\{?[ \t]*)$"
    r"|^(?P<close>//\}[ \t]*)$|^(?P<comment>#@[^\n]*)$"
    r"|^(?P<item>[ \t]+\*{1,5}[ \t]+)(?=\S)|^(?P<term>[ \t]*:[ \t]+)(?=\S)|^(?P<space>[ \t]+)(?=\S)"
    r"|(?P<ruby>@<ruby>\{(?P<base>[^{},\n]{1,80}),[ \t]*(?P<kana>[^{}\n]{1,80})\})"
    r"|(?P<link>@<href>\{[^{}\s,]{1,2000}(?:,[ \t]*(?P<said>[^{}\n]{1,500}))?\})"
    r"|(?P<silent>@<(?:fn|icon|comment|hidx|idx|pageref|raw|embed)>"
    r"(?:\{[^{}\n]{0,500}\}|\$[^$\n]{0,500}\$|\|[^|\n]{0,500}\|))"
    r"|(?P<named>@<(?P<what>img|list|table|eq)>(?:\{[^{}\n]{0,500}\}|\$[^$\n]{0,500}\$|\|[^|\n]{0,500}\|))"
    r"|(?P<formula>@<m>(?:\{(?:\\\}|[^{}\n]){0,1000}\}|\$[^$\n]{0,1000}\$))"
    r"|(?P<line>@<br>\{\})"
    r"|(?P<styled>@<[a-z]{1,12}>(?:\{(?P<a>(?:\\\}|[^}\n]){0,1000})\}|\$(?P<b>[^$\n]{0,1000})\$"
    r"|\|(?P<c>[^|\n]{0,1000})\|))",
    re.MULTILINE,
)
_WITH_TITLE = re.compile(r"//(?:note|memo|tip|info|warning|important|caution|notice|quote|read|lead|box)\b")


def is_review(text: str) -> bool:
    """Whether constructs of two kinds show Re:VIEW, one of them found nowhere else."""
    found = [sum(1 for _ in islice(mark.finditer(text), 2)) for mark in _CONSTRUCTS]
    return bool(found[0] or found[1] > 1) and sum(map(bool, found)) > 1


def plain_review(made: Rewriting) -> None:
    """Headings, lists and notes as Markdown; the titles of boxes and what they hold read, code as code."""
    scan = TableScan(made)
    rewrite(scan, _MAIN.search, _KINDS)


def _heading(scan: Scan, match: re.Match[str]) -> bool:
    scan.put(match.start(), f"\n\n{'#' * len(match['level'])} ")
    return scan.skip(match, MARKUP)


def _hash(scan: Scan, match: re.Match[str]) -> bool:
    """A heading in Markdown, and nothing here."""
    scan.put(match.start(), "\\")
    return kept(scan, match)


def _code(scan: Scan, match: re.Match[str]) -> bool:
    end = scan.search(r"^//\}[ \t]*$", match.end())
    if end is None:
        return False
    if match[0].startswith(("//comment", "//embed", "//raw")):
        return scan.drop(match.start(), end.end(), COMMENT)
    if not match["title"] or not match[0].startswith("//list"):
        return scan.code(match.start(), match.end(), end.start(), end.end())
    scan.put(match.start(), "\n\n")
    scan.drop(match.start(), match.start("title"), MARKUP)
    scan.made.keep(match.end("title"))
    return scan.code(match.end("title"), match.end(), end.start(), end.end())


def _table(scan: TableScan, match: re.Match[str]) -> bool:
    if scan.search(r"^//\}[ \t]*$", match.end()) is None:
        return False
    if match["of"]:
        scan.put(match.start(), "\n\n")
        scan.strip(match, "of")
        scan.made.put("\n\n<table><tr><td>")
        scan.is_in_table = True
        return True
    return table(scan, match)


def _rule(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.is_in_table and scan.skip(match, MARKUP)


def _row(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.is_in_table and row(scan, match)


def _cell(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.is_in_table and cell(scan, match)


def _close(scan: TableScan, match: re.Match[str]) -> bool:
    return end_table(scan, match) if scan.is_in_table else scan.instead(match, "\n")


def _named(scan: Scan, match: re.Match[str]) -> bool:
    """What stands elsewhere is called what it is; its number is nowhere."""
    return scan.instead(match, _CALLED[match["what"]])


def _image(scan: Scan, match: re.Match[str]) -> bool:
    """An image's lines may hold its drawing in letters."""
    end = scan.search(r"^//\}[ \t]*$", match.end()) if match[0].rstrip().endswith("{") else None
    last = end.end() if end else match.end()
    return scan.picture(match, "caption", last)


def _footnote(scan: Scan, match: re.Match[str]) -> bool:
    scan.put(match.start(), "\n\n")
    return scan.strip(match, "noted", FOOTNOTE_MARK)


def _block(scan: Scan, match: re.Match[str]) -> bool:
    if match["name"] and _WITH_TITLE.match(match[0]):
        return scan.paragraph(match, "name")
    return scan.instead(match, "\n\n")


def _ruby(scan: Scan, match: re.Match[str]) -> bool:
    return scan.ruby(match.span(), match.span("base"), match.span("kana"))


def _styled(scan: Scan, match: re.Match[str]) -> bool:
    return scan.strip(match, next(group for group in "abc" if match[group] is not None))


_CALLED = {"img": "図", "list": "リスト", "table": "表", "eq": "式"}
_KINDS: Kinds[TableScan] = {
    "table": _table,
    "rule": _rule,
    "row": _row,
    "cell": _cell,
    "named": _named,
    "end_of_column": skipped(MARKUP),
    "heading": _heading,
    "hash": _hash,
    "code": _code,
    "image": _image,
    "footnote": _footnote,
    "block": _block,
    "close": _close,
    "comment": skipped(COMMENT),
    "item": instead("- "),
    "term": skipped(MARKUP),
    "space": skipped(MARKUP),
    "ruby": _ruby,
    "link": inside("said", TARGET),
    "silent": skipped(Message("template tag")),
    "formula": skipped(FORMULA),
    "line": broken_inside,
    "styled": _styled,
}
