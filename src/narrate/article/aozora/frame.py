"""What stands around a text of Aozora Bunko: title and author, the key to the notation, the colophon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from narrate.article.aozora.notes import About, note_of
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.article.aozora.headings import Stretch

_RULE = re.compile(r"[ \t\u3000]*[-－―─ー=＝*＊]{10,}[ \t\u3000]*")
_KEY_TITLE = re.compile(r"[ \t\u3000]*【?テキスト中に現れる記号について】?[ \t\u3000]*")
_KEY_ENTRY = re.compile(
    r"[ \t\u3000]*(?:《》|｜|［＃］|［＃…］|［＃（…）］|〔〕|※|／＼|[／/]″[＼\\]|≪≫)[^\n]{0,3}[：:]"
)
_KEY_LINE = re.compile(
    r"[ \t\u3000]*(?:（例）|（数字は|《》|｜|［＃|〔〕|※|／|＊|アクセント分解|https?:|【|$)"
)
_LONGEST_KEY = 60
_LABEL = re.compile(
    r"[ \t\u3000]*(?P<label>(?:翻訳の|原文の)?底本(?:の親本)?|初出|親本|初版|原作|原書"
    r"|(?:テキスト|データ)?入力|(?:最終|再)?校正|ファイル作成|青空文庫(?:作成|収録)?ファイル"
    r"|翻訳|監訳|訳者)[：:]"
)
_FIRST_LABELS = ("底本", "親本", "初出", "入力")
_PROSE = re.compile(r"^\u3000[^\u3000\n]{40,}。$", re.MULTILINE)
_MOST_PROSE = 2
"""Indented paragraphs below a colophon's first line: where there are more, the text goes on."""
_DATED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?:作成|修正|公開|訂正|入力|校正|ファイル作成)")
_LONGEST_COLOPHON = 12_000
_LONGEST_FRONT = 7
_LONGEST_NAME = 60
_NOTE = re.compile("［＃([^［］\n]{1,200})］")
_NOTED = frozenset(
    {
        About.HEADING,
        About.PAGE,
        About.LAYOUT,
        About.EMPHASIS,
        About.RUBY,
        About.PICTURE,
        About.INSET,
        About.SMALL,
    }
)
_ROLE_ENDS = re.compile(r"(?:訳|共訳|編訳|翻訳|訳編|訳注|校訂|校注|校註|編|編纂|編集|編輯|撰|選)$")
_FOREIGN = re.compile(r"[\x00-\u2fff\uff01-\uff5e]+")


def is_aozora(text: str, start: int) -> bool:
    """Whether a text shows that it is written as those of Aozora Bunko are.

    A key to the notation between rules shows it, or a colophon, or notes of known kinds: two of them, or
    one that has a line to itself. Ruby in 《》 does not.
    """
    return bool(key_in(text, start)) or colophon_in(text, start) < len(text) or _has_notes(text, start)


def _has_notes(text: str, start: int) -> bool:
    found = 0
    for match in _NOTE.finditer(text, start):
        is_gaiji = text[match.start() - 1 : match.start()] == "※"
        if not is_gaiji and note_of(match[1]).about not in _NOTED:
            continue
        alone = text[match.start() - 1 : match.start()] in ("", "\n") and text[match.end() :][:1] in (
            "",
            "\n",
        )
        found += 2 if alone else 1
        if found >= 2:
            return True
    return False


def key_in(text: str, start: int) -> tuple[int, int] | None:
    """Where the key to the notation stands near the top of a text, its rules included."""
    lines = list(_lines(text, start, _LONGEST_KEY))
    for at, (first, line) in enumerate(lines):
        if _RULE.fullmatch(line) and (end := _end_of_ruled_key(lines[at + 1 :])):
            return first, end
        if _KEY_TITLE.fullmatch(line):
            return first, _end_of_open_key(lines[at:])
    return None


def _end_of_ruled_key(lines: Sequence[tuple[int, str]]) -> int:
    """The end of the rule below, if what stands between is a key; 0 if not."""
    is_key = False
    for first, line in lines:
        if _RULE.fullmatch(line):
            return first + len(line) if is_key else 0
        is_key |= bool(_KEY_TITLE.fullmatch(line) or _KEY_ENTRY.match(line))
    return 0


def _end_of_open_key(lines: Sequence[tuple[int, str]]) -> int:
    """The end of a key that no rule closes: that of its last line that looks like one."""
    end = lines[0][0] + len(lines[0][1])
    for first, line in lines[1:]:
        if not _KEY_LINE.match(line):
            break
        end = first + len(line) if line.strip() else end
    return end


def colophon_in(text: str, start: int) -> int:
    """Where the colophon begins: at its first label, if enough of them follow; else the text's end."""
    begin = max(start, len(text) - _LONGEST_COLOPHON)
    labels: list[tuple[int, str]] = []
    dated = False
    for first, line in _lines(text, begin, None):
        match = _LABEL.match(line)
        if match and (not first or text[first - 1] == "\n"):
            labels.append((first, match["label"]))
        dated |= bool(_DATED.match(line))
    for at, (first, label) in enumerate(labels):
        rest = text[first:]
        people = any(other.endswith(("入力", "校正")) for _, other in labels[at:])
        enough = (people and (dated or len(labels) - at > 1)) or "青空文庫" in rest
        if label.endswith(_FIRST_LABELS) and enough and _follows_gap(text, first, start):
            return len(text) if len(_PROSE.findall(rest)) > _MOST_PROSE else first
    return len(text)


def _follows_gap(text: str, at: int, start: int) -> bool:
    """Whether a blank line, or one that is a note, or nothing, stands above."""
    above = text[max(start, at - 200) : at].rstrip(" \t\u3000").removesuffix("\n").rsplit("\n", 1)[-1].strip()
    return not above or (above.startswith("［＃") and above.endswith("］"))


def source_in(colophon: str) -> str:
    """The line that names the book that a text was taken from."""
    for line in colophon.split("\n"):
        match = _LABEL.match(line)
        if match and match["label"].endswith("底本"):
            return " ".join(line.split())
    return ""


@dataclass(frozen=True, slots=True)
class Front:
    """What the lines above the first blank one are, and who wrote the text."""

    roles: tuple[Role, ...]
    author: str


def front_of(stretches: Sequence[Stretch]) -> Front:
    """Title, subtitle and names by their order: the first is the title, the last without 訳 or 編 the author.

    A line in foreign letters below the title is its original. Where a line reads as a sentence or is
    indented, the text begins. More lines than any title page has are a title and verse.
    """
    texts = [stretch.text for stretch in takewhile(_is_of_front, stretches)]
    texts = texts[:1] + list(takewhile(lambda text: text[0] not in "「『", texts[1:]))
    if len(texts) > _LONGEST_FRONT:
        return Front((Role.TITLE,), "")
    if not texts:
        return Front((), "")
    names = _names_from(texts)
    roles = [Role.TITLE, *[Role.BODY] * (len(texts) - 1)]
    subtitle = next((at for at in range(1, min(names, 3)) if not _FOREIGN.fullmatch(texts[at])), 0)
    if subtitle:
        roles[subtitle] = Role.SUBTITLE
    author = next((text for text in texts[names:] if not _ROLE_ENDS.search(text)), "")
    return Front(tuple(roles), " ".join((author or next(iter(texts[names:]), "")).split()))


def _names_from(texts: Sequence[str]) -> int:
    """The first of the lines at the end that name people: one author, then translators and editors."""
    at = len(texts)
    while at > 1 and _ROLE_ENDS.search(texts[at - 1]):
        at -= 1
    if at > 1 and (at == len(texts) or not _FOREIGN.fullmatch(texts[at - 1])):
        at -= 1
    return at


def _is_of_front(stretch: Stretch) -> bool:
    is_prose = "。" in stretch.text or len(stretch.text) > _LONGEST_NAME
    return not is_prose and not stretch.indent


def _lines(text: str, start: int, most: int | None) -> Iterator[tuple[int, str]]:
    """The first lines from an offset on, with where each begins."""
    at = start
    while at <= len(text) and (most is None or most > 0):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield at, text[at:end]
        at = end + 1
        most = None if most is None else most - 1
