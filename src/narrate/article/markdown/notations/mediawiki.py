"""MediaWiki's notation -> Markdown."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from narrate.article.markdown.notations.tables import TableScan, cell, end_table, row, table
from narrate.article.scan import (
    IMAGE,
    MARKUP,
    TARGET,
    Kinds,
    Rule,
    closed,
    inside,
    instead,
    name_by_first_line,
    rewrite,
    skipped,
)
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_FILES = r"(?:File|Image|ファイル|画像|Media|Category|カテゴリ)"
_CONSTRUCTS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^(={2,5})[^=\n]{1,100}\1[ \t]*$",
        r"'''[^'\n]{1,200}'''",
        r"\[\[(?!rb:|jumpuri:)[^\[\]\n]{1,200}\]\]",
        rf"\[\[:?{_FILES}:",
        r"<ref\b[^<>\n]{0,200}>",
        r"\{\{[^{}<%\n]{1,200}[|}\n]",
    )
)
_ENOUGH = 3
_LONGEST_NOTE = 4_000
_PAIR = re.compile(r"\{\{|\}\}|\[\[|\]\]|^[ \t:]*\{\||^[ \t:]*\|\}", re.MULTILINE)
_OPENERS = {"}}": "{{", "]]": "[[", "|}": "{|"}
_LANGUAGE = re.compile(r"\{\{[ \t]*(?:lang|Lang|en|読み仮名|ruby|Ruby|ふりがな|補助漢字フォント)[ \t]*\|")
_EMPTY_SECTION = (
    r"(?=(?:\s|<references\b[^<>]{0,200}>|\{\{[^{}\n]{0,200}\}\}|\[\["
    + _FILES
    + r":[^\[\]\n]{0,200}\]\]){0,60}+(?:={2}|\Z))"
)
_CELL = r"(?:[ \t]*(?:[a-z-]+=(?:\"[^\"\n]{0,200}\"|[^\s\"|]{1,100})[ \t]*)+\|(?!\|))?"
"""A cell's attributes."""
_MAIN = re.compile(
    r"^(?P<notes>(?P<n>={2,5})[ \t]*(?:脚注|注釈|出典|注|References|Notes)[ \t]*(?P=n)[ \t]*)"
    rf"{_EMPTY_SECTION}"
    r"|^(?P<heading>(?P<h>={1,6})[ \t]*(?P<title>[^\n]{1,300}?)[ \t]*(?P=h)[ \t]*)$"
    r"|(?P<macro>\[\[(?:PageOutline|TOC|TitleIndex|RecentChanges|BR|Image|Include)(?:\([^()\n]{0,200}\))?\]\])"
    r"|(?P<trac>\[(?:wiki|source|ticket|milestone|attachment|query|report|changeset):[^\s\[\]]{1,500}"
    r"[ \t]+(?P<trac_said>[^\[\]\n]{1,300})\])"
    r"|(?P<template>\{\{)|(?P<link>\[\[)|(?P<close>\]\])"
    r"|^(?P<table>[ \t:]*\{\|[^\n]*)$|^(?P<row>[ \t]*\|-[^\n]*)$|^(?P<end>[ \t]*\|\})"
    rf"|^(?P<cell>[ \t]*(?:\|\+|[|!]){_CELL})|(?P<next>[ \t]{{0,4}}(?:\|\||!!){_CELL})"
    r"|(?P<ref><ref\b[^<>]{0,500}/>)|(?P<note><ref\b[^<>]{0,500}>)"
    r"|(?P<external>\[(?:https?:)?//[^\s\[\]]{1,2000}(?:[ \t]+(?P<said>[^\[\]\n]{1,500}))?\])"
    r"|(?P<magic>__[A-Z]{3,20}__|~{3,5}(?!~))"
    r"|^(?P<item>[*#]{1,6}[ \t]*)(?=\S)|^(?P<inset>[:;]{1,6}[ \t]*)(?=\S)|^(?P<space>[ \t]+)(?=\S)"
    r"|(?P<bold>'{2,5})",
    re.MULTILINE,
)


def is_mediawiki(text: str) -> bool:
    """Whether several constructs of MediaWiki stand in a text, one of them a heading or bold print."""
    found = [sum(1 for _ in islice(mark.finditer(text), 2)) for mark in _CONSTRUCTS]
    return sum(map(bool, found)) >= _ENOUGH and bool(found[0] or found[1]) and bool(sum(found[2:]))


def plain_mediawiki(made: Rewriting) -> None:
    """Headings, lists and notes as Markdown; links read, rows of tables too; templates and files left out."""
    scan = TableScan(made)
    scan.pairs = _pairs(scan.text)
    name_by_first_line(scan)
    rewrite(scan, _MAIN.search, _KINDS)


def _pairs(text: str) -> dict[int, int]:
    """Where what opens at a position ends, of all that is closed."""
    found: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for match in _PAIR.finditer(text):
        mark = match[0].strip(" \t:")
        if mark not in _OPENERS:
            opened.append((mark, match.start()))
        elif opened and opened[-1][0] == _OPENERS[mark]:
            found[opened.pop()[1]] = match.end()
    return found


def _heading(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.heading(match, "title", len(match["h"]))


def _template(scan: TableScan, match: re.Match[str]) -> bool:
    end = scan.pairs.get(match.start())
    if end is None:
        return False
    inner = _LANGUAGE.match(scan.text, match.start(), end)
    if inner is None:
        return scan.drop(match.start(), end, Message("template tag"))
    parts = scan.text[inner.end() : end - 2].split("|")
    is_foreign = re.match(r"\{\{[ \t]*[lL]ang", match.string[match.start() : match.start() + 20])
    if is_foreign and len(parts) > 1:
        first = inner.end() + len(parts[0]) + 1
        scan.drop(match.start(), first, Message("template tag"))
        scan.made.keep(first + len(parts[1]))
    else:
        scan.drop(match.start(), inner.end(), Message("template tag"))
        scan.made.keep(inner.end() + len(parts[0]))
    scan.made.drop(end, Message("template tag"))
    return True


def _link(scan: TableScan, match: re.Match[str]) -> bool:
    end = scan.pairs.get(match.start())
    if end is None:
        return False
    if re.compile(rf"{_FILES}:", re.IGNORECASE).match(scan.text, match.end()):
        return scan.drop(match.start(), end, IMAGE)
    bar = scan.text.find("|", match.end(), min(end - 2, match.end() + 500))
    scan.open(end - 2)
    return scan.drop(match.start(), bar + 1 if bar >= 0 else match.end(), TARGET if bar >= 0 else MARKUP)


def _table(scan: TableScan, match: re.Match[str]) -> bool:
    """A table that is closed; one in another's cell goes on in that row."""
    opener = match.start() + match[0].index("{")
    end = scan.pairs.get(opener, scan.pairs.get(match.start()))
    if end is None:
        return False
    if scan.table_ends:
        return cell(scan, match)
    scan.table_ends.append(end)
    return table(scan, match)


def _of_table(rule: Rule[TableScan]) -> Rule[TableScan]:
    """The rule of what means something in a table only."""

    def fitting(scan: TableScan, match: re.Match[str]) -> bool:
        return bool(scan.table_ends) and match.start() < scan.table_ends[-1] and rule(scan, match)

    return fitting


def _end(scan: TableScan, match: re.Match[str]) -> bool:
    """What ends the outer table; that of one in a cell goes."""
    if match.end() < scan.table_ends[-1]:
        return scan.skip(match, Message("mark of a table"))
    scan.table_ends.clear()
    return end_table(scan, match)


def _note(scan: TableScan, match: re.Match[str]) -> bool:
    """A note of sentences is a note; one that says where something is from is left out."""
    end = scan.search(r"</ref[ \t]*>", match.end())
    if end is None or end.start() - match.end() > _LONGEST_NOTE:
        return False
    noted = scan.text[match.end() : end.start()]
    if "\n\n" in noted:
        return False
    if "。" not in noted or re.search(r"\{\{|https?://|[\[\]]", noted):
        return scan.drop(match.start(), end.end(), Message("citation"))
    return scan.note(match.start(), match.end(), end.start(), end.end())


_KINDS: Kinds[TableScan] = {
    "notes": skipped(Message("heading without text")),
    "heading": _heading,
    "macro": skipped(Message("template tag")),
    "trac": inside("trac_said", TARGET),
    "template": _template,
    "link": _link,
    "close": closed,
    "table": _table,
    "row": _of_table(row),
    "end": _of_table(_end),
    "cell": _of_table(cell),
    "next": _of_table(cell),
    "ref": skipped(Message("citation")),
    "note": _note,
    "external": inside("said", TARGET),
    "magic": skipped(MARKUP),
    "item": instead("- "),
    "inset": instead("\n"),
    "space": skipped(MARKUP),
    "bold": skipped(MARKUP),
}
