"""What tools that download novels (Narou.rb, and those that write as it does) put around a text."""

from __future__ import annotations

import re
from typing import NamedTuple

_RULE = r"^［＃区切り線］[ \t]*$"
_FRONT = re.compile(
    rf"{_RULE}\n(?P<told>(?:(?!［＃)[^\n]*\n){{1,2000}}?){_RULE}",
    re.MULTILINE,
)
_TELLS = re.compile(r"^掲載(?:ページ|サイト|URL)[ \t]*[:：]", re.MULTILINE)
_SUMMARY = re.compile(r"^あらすじ[ \t]*[:：][ \t]*\n(?P<text>[\s\S]*?)(?=\n[ \t\u3000]*\n|\Z)", re.MULTILINE)
_REPEATED = re.compile(
    r"^［＃ここから柱］[^\n]*［＃ここで柱終わり］[ \t]*$"
    r"|^[^\n]*［＃小書き］（(?:本を読み終わりました|未完)）［＃小書き終わり］[^\n]*$",
    re.MULTILINE,
)
_MOST_ABOVE = 2_000


class Download(NamedTuple):
    """Where a tool tells of the work near the top, the summary in it, and its lines below."""

    told: tuple[int, int]
    summary: str
    lines: tuple[tuple[int, int], ...]


def download_in(text: str, start: int) -> Download | None:
    """What a tool put around the text from ``start`` on; ``None`` where none did."""
    front = _FRONT.search(text, start)
    if front is None or front.start() - start > _MOST_ABOVE or not _TELLS.search(front["told"]):
        return None
    summary = _SUMMARY.search(front["told"])
    lines = tuple(match.span() for match in _REPEATED.finditer(text, front.end()))
    words = "\n".join(line.strip() for line in summary["text"].split("\n")) if summary else ""
    return Download(front.span(), words, lines)
