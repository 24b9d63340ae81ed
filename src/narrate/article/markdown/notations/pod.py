"""Perl's POD -> Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.scan import MARKUP, TARGET, Kinds, Scan, closed, instead, opened, rewrite, skipped
from narrate.article.skips.reasons import COMMENT

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_COMMAND = re.compile(r"^=(?:head[1-4]|item|over|back|cut|encoding|pod)\b", re.MULTILINE)
_MAIN = re.compile(
    r"^(?P<heading>=head(?P<level>[1-4])[ \t]+(?P<title>\S[^\n]{0,300}))$"
    r"|^(?P<item>=item[ \t]*(?:[*-]|\d{1,4}[.)]?)?[ \t]*)(?:\n[ \t]*\n(?=\S))?"
    r"|^(?P<left_out>=(?:begin|for)\b[^\n]{0,200})$|^(?P<command>=[a-z]+\d?\b[^\n]{0,300})$"
    r"|(?P<sign>E<(?:[a-z]{1,10}|\d{1,6})>)"
    r"|(?P<index>X<[^<>\n]{0,200}>|Z<>)"
    r"|(?P<link>L<(?:(?P<said>[^<>|\n]{1,200})\|)?[^<>\n]{1,500}>)"
    r"|(?P<opened>[BCFIS]<)(?=[^<>\n]{0,1000}(?P<end>>))|(?P<close>>)",
    re.MULTILINE,
)
_FEWEST = 2


def is_pod(text: str) -> bool:
    """Whether lines of POD's commands stand in a text."""
    return len(_COMMAND.findall(text)) >= _FEWEST


def plain_pod(made: Rewriting) -> None:
    """Headings and items as Markdown; commands and marks of styles left out."""
    scan = Scan(made)
    rewrite(scan, _MAIN.search, _KINDS)


def _heading(scan: Scan, match: re.Match[str]) -> bool:
    return scan.heading(match, "title", int(match["level"]) + 1)


def _left_out(scan: Scan, match: re.Match[str]) -> bool:
    end = (
        scan.search(r"^=(?:end|cut)\b[^\n]{0,200}$", match.end()) if match[0].startswith("=begin") else match
    )
    return end is not None and scan.drop(match.start(), end.end(), COMMENT)


def _link(scan: Scan, match: re.Match[str]) -> bool:
    if match["said"]:
        return scan.strip(match, "said", TARGET)
    scan.drop(match.start(), match.start() + 2, MARKUP)
    return scan.drop(match.end() - 1, match.end(), MARKUP)


_KINDS: Kinds[Scan] = {
    "heading": _heading,
    "item": instead("- "),
    "left_out": _left_out,
    "command": skipped(MARKUP),
    "sign": skipped(MARKUP),
    "index": skipped(MARKUP),
    "link": _link,
    "opened": opened("end"),
    "close": closed,
}
