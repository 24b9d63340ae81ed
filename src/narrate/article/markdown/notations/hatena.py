"""Hatena's notation -> Markdown: code, quotations, notes, headings; PlantUML and Crowi's lists beside it.

What stands between two lines of its own is taken wherever it is found. Marks that other texts have too
count only where several constructs show that the text is written so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.notations.tables import TableScan, bar, last, line
from narrate.article.scan import (
    MARKUP,
    Kinds,
    Scan,
    closed,
    instead,
    kept,
    name_by_first_line,
    noted,
    rewrite,
    skipped,
)
from narrate.article.skips.reasons import CONTENTS
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.rewriting import Rewriting

_CODE = r"^(?P<code>>\|[\w#+.-]{0,30}\|)[ \t]*$"
_QUOTATION = r"^(?P<quotation>>(?:https?://[^\s>]{1,2000})?>)[ \t]*$"
_CODE_END = r"^(?:[^\n]{0,2000}?)(?P<mark>\|\|<)[ \t]*$"
_QUOTATION_END = r"^<<[ \t]*$"
_SURE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\[f:id:[\w-]{1,64}:\d{8,14}",
        r"\[https?://[^\s\[\]]{1,2000}?:(?:title|embed|image)(?:[=:][^\[\]\n]{0,500})?\]",
        r"^\[:contents\][ \t]*$",
    )
)
_ENCLOSED = (
    ("||<", re.compile(_CODE, re.MULTILINE)),
    ("\n<<\n", re.compile(_QUOTATION, re.MULTILINE)),
)
"""What ends code and a quotation, and the lines they begin with; a quotation's alone is a mail's too."""
_OTHERS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (r"\(\([^()\n]{2,500}\)\)", r"^={4,5}[ \t]*$", r"^\*{1,3}[^\s*][^*\n]{0,100}$")
)
_LINES = re.compile(
    rf"{_CODE}|{_QUOTATION}"
    r"|(?<=\n\n)(?P<more>={4,5})[ \t]*(?=\n[ \t]*\n|\n?\Z)"
    r"|^(?P<uml>@start(?P<diagram>uml|mindmap|wbs|gantt|salt|json|yaml|ditaa|dot)\b[^\n]{0,200})$"
    r"|^[ \t]*(?P<growi>\$(?:lsx|ls|attachments|gallery|refs?|refimg|refsimg)\([^()\n]{0,500}\))[ \t]*$",
    re.MULTILINE,
)
_OWN_LINES = re.compile(
    r"^(?P<heading>(?P<stars>\*{1,3})(?:[\w]{1,20}\*)?(?P<title>[^\s*][^*\n]{0,200}))$"
    r"|^(?P<item>[-+]{1,3})(?=[^\s\-+|])"
    r"|^(?P<contents>\[:contents\])[ \t]*$"
    r"|^(?P<row>\|\*?(?=[^\n]*\|[ \t]*$))|(?P<last>\|[ \t]*(?:\n(?!\|)|\Z))|(?P<cell>\|\*?)",
    re.MULTILINE,
)
_NOTE = (
    r"(?P<note>(?<!\()\(\()(?=[^()\n]{1,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,2000}){0,20}(?P<end>\)\))(?!\)))"
)
_NOTES = re.compile(rf"{_NOTE}|(?P<close>\)\))|(?P<code>(?P<ticks>`{{1,3}})[^`\n]{{1,500}}(?P=ticks))")


def is_hatena(text: str) -> bool:
    """Whether constructs of two kinds show Hatena's notation, one of them found nowhere else."""
    sure = sum(bool(mark.search(text)) for mark in _SURE)
    sure += sum(sign in text and bool(begin.search(text)) for sign, begin in _ENCLOSED)
    return bool(sure) and sure + sum(bool(mark.search(text)) for mark in _OTHERS) > 1


def plain_lines(made: Rewriting, stretches: Sequence[tuple[int, int]]) -> None:
    """What two lines of their own enclose, as Markdown."""
    rewrite(Scan(made), _LINES.search, _LINE_KINDS, stretches)


def plain_own_lines(made: Rewriting, stretches: Sequence[tuple[int, int]]) -> None:
    """Headings and items of a text that is no Markdown but Hatena's alone."""
    scan = TableScan(made)
    name_by_first_line(scan)
    rewrite(scan, _OWN_LINES.search, _OWN_KINDS, stretches)


def plain_headings(made: Rewriting, stretches: Sequence[tuple[int, int]]) -> None:
    """Headings of a Markdown text that is Hatena's as well."""
    kinds: Kinds[TableScan] = {**_OWN_KINDS, **dict.fromkeys(_NOT_IN_MARKDOWN, _nothing)}
    rewrite(TableScan(made), _OWN_LINES.search, kinds, stretches)


def plain_notes(made: Rewriting, stretches: Sequence[tuple[int, int]], *, all_notes: bool) -> None:
    """``((…))`` as a note in the text; where nothing else is Hatena's, only what is a sentence."""

    def note(scan: Scan, match: re.Match[str]) -> bool:
        inner = scan.text[match.end() : match.start("end")]
        if not all_notes and not inner.rstrip().endswith("。"):
            return False
        return _noted(scan, match)

    rewrite(Scan(made), _NOTES.search, {"note": note, "close": closed, "code": kept}, stretches)


_noted = noted("end")


def _nothing(_scan: Scan, _match: re.Match[str]) -> bool:
    return False


def _code(scan: Scan, match: re.Match[str]) -> bool:
    end = scan.search(_CODE_END, match.end())
    if end is None:
        return False
    return scan.code(match.start(), match.end(), end.start("mark"), end.end())


def _quotation(scan: Scan, match: re.Match[str]) -> bool:
    end = scan.search(_QUOTATION_END, match.end())
    if end is None:
        return False
    scan.put(match.start(), "\n")
    scan.skip(match, MARKUP)
    at = match.end() + 1
    while at < end.start():
        scan.put(at, "> ")
        at = scan.text.find("\n", at) + 1
    scan.drop(end.start(), end.end(), MARKUP)
    scan.made.put("\n")
    return True


def _diagram(scan: Scan, match: re.Match[str]) -> bool:
    end = scan.search(rf"^@end{match['diagram']}\b[^\n]{{0,80}}$", match.end())
    return end is not None and scan.code(match.start(), match.start(), end.end(), end.end())


def _heading(scan: Scan, match: re.Match[str]) -> bool:
    return scan.heading(match, "title", len(match["stars"]) + 1)


_LINE_KINDS: Kinds[Scan] = {
    "code": _code,
    "quotation": _quotation,
    "more": skipped(MARKUP),
    "uml": _diagram,
    "growi": skipped(Message("template tag")),
}
_NOT_IN_MARKDOWN = ("item", "contents", "row", "last", "cell")
_OWN_KINDS: Kinds[TableScan] = {
    "row": line,
    "last": last,
    "cell": bar,
    "heading": _heading,
    "item": instead("- "),
    "contents": skipped(CONTENTS),
}
