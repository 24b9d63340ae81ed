"""What stands in lines of pages and manuals and is no text: sizes of files, brackets, signatures.

A layout table that became text has a bar at the end of each of its cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.scan import MARKUP, Scan
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

SIGNS = (
    "外部リンク",
    "ウィンドウ",
    "ウインドウ",
    "タブで",
    "KB",
    "MB",
    "キロバイト",
    "メガバイト",
    "<",
    "|",
    ".jp",
    ".JP",
    ".png",
    ".PNG",
    ".gif",
    ".GIF",
)
"""Without one of these none of the spans can stand in a text."""

_FILE = (
    r"(?:PDF|Word|ワード|Excel|エクセル|PowerPoint|パワーポイント|ZIP|CSV|JPE?G|PNG|GIF|TXT|テキスト|画像)"
)
_SIZE = r"[0-9０-９.,，．]{1,12}[ \u3000]?(?:[KMGＫＭ][BＢ]|[kmg]b|キロバイト|メガバイト|バイト)"
_WITHIN = r"[^\[\]［］()（）【】<>＜＞\n]"
_SPANS = re.compile(
    r"(?P<outside>[<＜(（\[［【](?:外部(?:サイト|リンク)(?:へ(?:の)?リンク)?"
    r"|(?:新しい|新規|別)(?:の)?(?:ウィンドウ|ウインドウ|タブ)(?:で|が)開(?:きます|く))[>＞)）\]］】])"
    rf"|(?P<size>[\[［(（【＜<]{_FILE}{_WITHIN}{{0,16}}?{_SIZE}{_WITHIN}{{0,8}}[\]］)）】＞>])"
    rf"|(?P<sized>[\[［(（]{_SIZE}[ \u3000]?(?:pdf|PDF|docx?|xlsx?|zip)(?:ファイル|形式)?[\]］)）])"
    r"|(?P<file>^[ \t]*(?=[\w-]{0,60}\d{4})[A-Za-z0-9][\w-]{5,60}\.(?:jpe?g|JPE?G|png|PNG|gif|GIF)"
    r"[ \t\u3000]+(?=[^\s!-~]))"
    r"|(?P<open>(?<![\w<])<)(?P<word>[A-Za-z][A-Za-z0-9_-]{0,30})(?P<close>>)",
    re.MULTILINE,
)
_OUTSIDE = Message("sign of a link")
_OF_A_FILE = Message("size of a file")
_BRACKET = Message("bracket around a word that stands for another")
_CELL = re.compile(r"[ \t]\|[ \t]*$|^[ \t]*\|[ \t]*$", re.MULTILINE)
_FIRST_CELL = re.compile(r"^[ \t]*\|[ \t]*\S.*\|", re.MULTILINE)
_FEWEST_CELLS = 4
_LEAST_CELLS = 0.6


def without_spans(made: Rewriting) -> None:
    """Leave out the spans from left to right."""
    for match in _SPANS.finditer(made.text):
        made.keep(match.start())
        if match["outside"]:
            made.drop(match.end(), _OUTSIDE)
        elif match["file"]:
            made.drop(match.end(), Message("mark of an image"))
        elif match["size"] or match["sized"]:
            made.drop(match.end(), _OF_A_FILE)
        else:
            made.drop(match.start("word"), _BRACKET)
            made.keep(match.end("word"))
            made.drop(match.end(), _BRACKET)


def without_cells(made: Rewriting) -> None:
    """Leave out the bars behind the cells, where most lines have one and none is a row of several."""
    cells = list(_CELL.finditer(made.text))
    if len(cells) < _FEWEST_CELLS or _FIRST_CELL.search(made.text):
        return
    lines = sum(1 for line in made.text.split("\n") if line.strip())
    if len(cells) < _LEAST_CELLS * lines:
        return
    for cell in cells:
        made.keep(cell.start())
        made.drop(cell.end(), Message("bar of a table"))


ARMOUR = "-----BEGIN "
STARS = "**"

_BEGIN = re.compile(r"^[ \t]*-----BEGIN (?P<name>[A-Z][A-Z0-9 ]{2,40})-----[ \t]*$", re.MULTILINE)
_SIGNED = "SIGNED MESSAGE"
_HASH = re.compile(r"(?:\n[ \t]*Hash:[^\n]*)*")
_LONGEST_ARMOUR = 20_000
_STARS = re.compile(
    r"(?<![*0-9A-Za-z])(?P<open>\*\*)(?P<words>(?=[^\s*])[^*\n]{0,80}?[ぁ-ヶ一-龯][^*\n]{0,80}?)(?<=\S)(?P<close>\*\*)(?!\*)"
)


def without_armour(made: Rewriting) -> None:
    """Leave out keys and signatures, and the line that says that a text is signed."""
    scan = Scan(made)
    reason = Message("signature of a program")
    for match in _BEGIN.finditer(made.text):
        if match.start() < made.at:
            continue
        if match["name"].endswith(_SIGNED):
            hashes = _HASH.match(made.text, match.end())
            scan.drop(match.start(), hashes.end() if hashes else match.end(), reason)
            continue
        closer = f"-----END {match['name']}-----"
        end = made.text.find(closer, match.end(), match.end() + _LONGEST_ARMOUR)
        if end >= 0:
            scan.drop(match.start(), end + len(closer), reason)


def without_stars(made: Rewriting) -> None:
    """Leave out the asterisks around Japanese words."""
    for match in _STARS.finditer(made.text):
        made.keep(match.start())
        made.drop(match.end("open"), MARKUP)
        made.keep(match.start("close"))
        made.drop(match.end("close"), MARKUP)
