"""What sites for novels add to plain text and Markdown: pixiv, Narō, Kakuyomu, with links of Hatena."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.article.scan import IMAGE, MARKUP, TARGET, Kinds, Scan, inside, rewrite, skipped
from narrate.article.skips.reasons import RUBY, SCENE_BREAK
from narrate.ground.kana import is_spaced_kana
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.rewriting import Rewriting

_BLANK = r"[ \t\u3000]*"
_LINES = re.compile(
    rf"^{_BLANK}(?P<chapter>\[chapter:{_BLANK}(?P<title>(?:[^\[\]\n]|\[\[rb:[^\[\]\n]*\]\])++)\]){_BLANK}$"
    rf"|^{_BLANK}(?P<page>\[newpage\]){_BLANK}$",
    re.MULTILINE,
)
_SPANS = re.compile(
    rf"(?P<ruby>\[\[rb:{_BLANK}(?P<base>[^\[\]>＞\n]{{1,80}}?){_BLANK}[>＞]{_BLANK}(?P<kana>[^\[\]\n]{{1,120}}?){_BLANK}\]\])"
    rf"|(?P<link>\[\[jumpuri:{_BLANK}(?P<said>[^\[\]>＞\n]{{1,300}}?){_BLANK}[>＞][^\[\]\n]{{1,2000}}\]\])"
    r"|(?P<code>(?P<ticks>`{1,3})[^`\n]{1,500}(?P=ticks))"
    r"|(?P<image>\[(?:pixivimage|uploadedimage):[\w-]{1,40}\]|<i\d{1,12}\|\d{1,12}>)"
    r"|(?P<jump>\[jump:\d{1,4}\])"
    r"|(?P<hashes>#(?P<word>[^#_\n]{1,40})__(?P<read>[^#_\n]{1,80})__#)"
    r"|(?P<dots>《《(?P<dotted>(?:[^《》\n]++|《[^《》\n]+》){1,200}+)》》)"
    r"|(?P<hatena>\[https?://[^\s\[\]]{1,2000}?:title=(?P<shown>[^\[\]\n]{1,500})\])"
    r"|(?P<titled>\[(?P<address>https?://[^\s\[\]]{1,2000}?):title\])"
    r"|(?P<photo>\[f:id:[\w-]{1,64}:\d{8,14}\w?:[^\[\]\n]{0,300}\])"
)


MARKS = ("[[rb:", "[[jumpuri:", "image:", "<i", "[jump:", "《《", "__#", ":title", "[f:id:")
"""Without one of these none of the marks in lines can stand in a text."""


@dataclass(slots=True)
class Marks:
    """Where in plain text headings and pauses are marked: offsets in the source."""

    headings: set[int] = field(default_factory=set)
    breaks: list[int] = field(default_factory=list)


def plain_pages(made: Rewriting, stretches: Sequence[tuple[int, int]], marks: Marks | None = None) -> None:
    """Headings and pages of pixiv as Markdown, or for plain text to ``marks``."""

    def chapter(scan: Scan, match: re.Match[str]) -> bool:
        if marks is None:
            return scan.heading(match, "title", 2)
        scan.drop(match.start(), match.start("title"), MARKUP)
        marks.headings.add(scan.made.place())
        return scan.strip(match, "title")

    def page(scan: Scan, match: re.Match[str]) -> bool:
        scan.made.keep(match.start())
        if marks is None:
            scan.made.put("\n\n***\n\n")
        else:
            marks.breaks.append(scan.made.place())
        return scan.skip(match, SCENE_BREAK)

    rewrite(Scan(made), _LINES.search, {"chapter": chapter, "page": page}, stretches)


def plain_marks(made: Rewriting, stretches: Sequence[tuple[int, int]]) -> None:
    """Ruby, emphasis dots, links and images inside of lines, as text or left out."""
    rewrite(Scan(made), _SPANS.search, _SPAN_KINDS, stretches)


def _ruby(scan: Scan, match: re.Match[str]) -> bool:
    """Written as ``｜base《kana》``; what is no kana is no reading."""
    if not is_spaced_kana(match["kana"]):
        return scan.strip(match, "base", RUBY)
    return scan.ruby(match.span(), match.span("base"), match.span("kana"))


def _hashes(scan: Scan, match: re.Match[str]) -> bool:
    if not is_spaced_kana(match["read"]):
        return False
    return scan.ruby(match.span(), match.span("word"), match.span("read"))


def _code(scan: Scan, match: re.Match[str]) -> bool:
    scan.made.keep(match.end())
    return True


_SPAN_KINDS: Kinds[Scan] = {
    "code": _code,
    "ruby": _ruby,
    "hashes": _hashes,
    "link": inside("said", TARGET),
    "image": skipped(IMAGE),
    "jump": skipped(Message("link to a page")),
    "dots": inside("dotted"),
    "hatena": inside("shown", TARGET),
    "titled": inside("address"),
    "photo": skipped(Message("embed")),
}
