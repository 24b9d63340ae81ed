"""PukiWiki's notation -> Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.notations.tables import TableScan, bar, last, line
from narrate.article.scan import (
    MARKUP,
    TARGET,
    Kinds,
    broken_inside,
    closed,
    inside,
    instead,
    opened,
    rewrite,
    skipped,
)
from narrate.article.skips.reasons import COMMENT, RUBY
from narrate.ground.kana import is_spaced_kana
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_CONSTRUCTS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^#contents\b",
        r"^\*{1,3}[^\n]{1,200}\[#[a-z]\w{5,7}\][ \t]*$",
        r"&(?:ruby|color|size|ref)\([^()\n]{0,200}\)",
        r"&br;",
        r"^#(?:ref|comment|br|include|navi|ls2?|hr|clear|attach)\b",
        r"(?<!')''[^'\n]{1,100}''(?!')",
        r"\[\[[^\[\]\n>]{1,200}>[^\[\]\n]{1,200}\]\]",
    )
)
_SURE = 5
_HEAD = r"(?:~|(?:LEFT|CENTER|RIGHT|(?:BG)?COLOR\([^()\n]{1,30}\)|SIZE\(\d{1,3}\)):){0,5}"
"""How a cell looks."""
_MAIN = re.compile(
    r"^(?P<heading>(?P<stars>\*{1,3})[ \t]*(?P<title>[^\s*\n][^\n]{0,300}?)[ \t]*(?:\[#\w{4,12}\])?[ \t]*)$"
    r"|^(?P<plugin>#[a-z][a-z0-9_]{1,20}(?:\([^\n]{0,500}\))?[ \t]*)$"
    r"|^(?P<comment>//[^\n]*)$"
    rf"|^(?P<row>\|(?=[^\n]*\|[hfc]?[ \t]*$){_HEAD})|(?P<last>\|[hfc]?[ \t]*(?:\n(?!\|)|\Z))"
    rf"|(?P<end_of_row>\|[hfc]?[ \t]*$)|(?P<cell>\|{_HEAD})"
    r"|^(?P<item>[-+]{1,3})(?![-+])[ \t]*(?=\S)"
    r"|^(?P<space>[ \t~]+)(?=\S)|(?P<tail>~)$"
    r"|(?P<ruby>&ruby\((?P<kana>[^()\n]{1,80})\)\{(?P<base>[^{}\n]{1,80})\};)"
    r"|(?P<opened>&[a-z]{1,12}(?:\([^()\n]{0,200}\))?\{)(?=[^{}\n]{0,1000}(?P<closing>\};))|(?P<close>\};)"
    r"|(?P<line>&br;)|(?P<sign>&[a-z]{2,12}(?:\([^()\n]{0,300}\))?;)"
    r"|(?P<link>\[\[(?P<said>[^\[\]\n>:]{1,200})(?:>|:(?=https?:))[^\[\]\n]{1,1000}\]\])"
    r"|(?P<page>\[\[(?P<name>[^\[\]\n]{1,200})\]\])"
    r"|(?P<note>\(\((?P<noted>[^()\n]{1,2000})\)\))"
    r"|(?P<bold>'{2,3})|(?P<anchor>\[#\w{4,12}\])",
    re.MULTILINE,
)


def is_pukiwiki(text: str) -> bool:
    """Whether constructs of three kinds show PukiWiki's notation, one of them found nowhere else."""
    found = [bool(mark.search(text)) for mark in _CONSTRUCTS]
    return any(found[:_SURE]) and sum(found) > 2


def plain_pukiwiki(made: Rewriting) -> None:
    """Headings, lists and notes as Markdown; plug-ins left out.

    A first heading that is alone on its level is the title.
    """
    scan = TableScan(made)
    firsts = re.findall(r"^\*(?!\*)", scan.text, re.MULTILINE)
    is_named = len(firsts) == 1 and re.match(r"\s*(?:#[^\n]*\n\s*)*\*(?!\*)", scan.text)
    levels = 0 if is_named else 1

    def heading(scan: TableScan, match: re.Match[str]) -> bool:
        return scan.heading(match, "title", len(match["stars"]) + levels)

    rewrite(scan, _MAIN.search, {**_KINDS, "heading": heading})


def _ruby(scan: TableScan, match: re.Match[str]) -> bool:
    """The reading stands before its word: it is written again behind it."""
    if not is_spaced_kana(match["kana"]):
        return scan.strip(match, "base", RUBY)
    scan.drop(match.start(), match.start("base"), RUBY)
    scan.made.put("｜")
    scan.made.keep(match.end("base"))
    scan.made.put(f"《{match['kana']}》")
    scan.made.drop(match.end(), RUBY)
    return True


def _note(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.note(match.start(), *match.span("noted"), match.end())


_KINDS: Kinds[TableScan] = {
    "plugin": skipped(Message("template tag")),
    "comment": skipped(COMMENT),
    "row": line,
    "last": last,
    "end_of_row": bar,
    "cell": bar,
    "item": instead("- "),
    "space": skipped(MARKUP),
    "tail": skipped(MARKUP),
    "ruby": _ruby,
    "opened": opened("closing"),
    "close": closed,
    "line": broken_inside,
    "sign": skipped(Message("template tag")),
    "link": inside("said", TARGET),
    "page": inside("name"),
    "note": _note,
    "bold": skipped(MARKUP),
    "anchor": skipped(Message("block id")),
}
