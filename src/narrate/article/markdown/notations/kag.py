"""Scripts of visual novels (KiriKiri's KAG, TyranoScript) -> Markdown: what the player reads."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from narrate.article.scan import MARKUP, Kinds, Scan, instead, rewrite, skipped
from narrate.article.skips.reasons import CODE, COMMENT, RUBY

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_WAIT = re.compile(
    r"\S[ \t]*\[(?:p|l|pg|np|plc|cm|lr|lp)\](?:\[(?:p|r|cm|er)\])*[ \t\u3000]*(?:[;/\t][^\n]*)?$",
    re.MULTILINE,
)
_COMMAND = re.compile(
    r"^[ \t]*[@\[](?:bg|chara_\w+|play(?:bgm|se)|wait|image|trans|position|layopt)[ \t]+\w+[ \t]*=",
    re.MULTILINE,
)
_FEWEST = 3
_TITLE = re.compile(r"\s*(?://|;)[ \t\u3000]*(?P<title>[^\n。、！？!?:：;=/.]{2,24})\n")
_JAPANESE = re.compile(r"[\u3041-\u30fe\u4e00-\u9fff]")
_COMMENT = r"[^\n]*(?:\n\t{3,}[^\n]*)*"
"""A direction that does not fit goes on in the next line, far to the right."""
_MAIN = re.compile(
    r"(?P<program>\[(?P<name>iscript|html|macro)\b[^\[\]\n]{0,300}\]"
    r"|^[ \t]*@(?P<called>iscript|macro)\b[^\n]*)"
    r"|^[ \t]*(?P<label>\*[\w-]{1,80}(?:\|(?P<caption>[^\n]{0,200}))?)$"
    r"|^[ \t\u3000]*#(?P<speaker>[^\n:\[\]\t]{0,40})(?P<face>:[\w-]{0,40})?[ \t]*$"
    rf"|(?P<comment>^[ \t\u3000]*(?:;|//?){_COMMENT}|(?<=[\]\s])//{_COMMENT}|(?<=[\]\t])[;/]{_COMMENT})"
    r"|(?P<command>^[ \t]*@[a-zA-Z_]\w*[^\n]*$)"
    r"|(?P<page>\[(?:p|pg|np|plc|cm|er|ct)\])"
    r"|(?P<ruby>\[ruby[ \t]+text=(?P<quote>[\"']?)(?P<kana>[^\"'\[\]\n]{1,40})(?P=quote)\]"
    r"(?P<base>[^\s\[\]]))"
    r"|(?P<tag>\[[a-zA-Z_]\w*(?:[ \t][^\[\]\n]{0,500})?\])"
    r"|(?P<blank>^[ \t]+|[ \t]+$)",
    re.MULTILINE,
)


def is_kag(text: str) -> bool:
    """Whether several lines end where the player has to click, or call for pictures and sounds."""
    marks = (_WAIT.finditer(text) if "[" in text else (), _COMMAND.finditer(text))
    return any(len([*islice(found, _FEWEST)]) == _FEWEST for found in marks)


def plain_kag(made: Rewriting) -> None:
    """Speakers as paragraphs, captions as headings, pages apart; commands and directions left out."""
    scan = Scan(made)
    title = _TITLE.match(scan.text)
    if title and _JAPANESE.search(title["title"]):
        scan.drop(0, title.start("title"), MARKUP)
        scan.made.put("# ")
        scan.made.keep(title.end())
        scan.made.put("\n")
    rewrite(scan, _MAIN.search, _KINDS)


def _program(scan: Scan, match: re.Match[str]) -> bool:
    closer = f"end{match['name'] or match['called']}"
    end = scan.search(rf"(?:\[|@){closer}\]?", match.end())
    return end is not None and scan.drop(match.start(), end.end(), CODE)


def _label(scan: Scan, match: re.Match[str]) -> bool:
    if match["caption"] and match["caption"].strip():
        return scan.heading(match, "caption", 2)
    return scan.skip(match, MARKUP)


def _speaker(scan: Scan, match: re.Match[str]) -> bool:
    """A name is a paragraph of its own; without one the narrator speaks."""
    if not re.search(r"\w", match["speaker"]):
        return scan.skip(match, MARKUP)
    return scan.paragraph(match, "speaker")


def _ruby(scan: Scan, match: re.Match[str]) -> bool:
    """The character alone is kept: its reading stands before it."""
    return scan.strip(match, "base", RUBY)


_KINDS: Kinds[Scan] = {
    "program": _program,
    "label": _label,
    "speaker": _speaker,
    "comment": skipped(COMMENT),
    "command": skipped(MARKUP),
    "page": instead("\n\n"),
    "ruby": _ruby,
    "tag": skipped(MARKUP),
    "blank": skipped(MARKUP),
}
