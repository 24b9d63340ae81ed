"""［＃…］: where notes stand in a line, and what each is about."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.aozora.gaiji import character_of
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

OPENING = "［＃"
_BRACKETS = re.compile("［＃?|］")
_GAIJI = re.compile("※［＃([^［］]*)］")
_RUBY = re.compile("《[^《》]*》")
_LONGEST_NOTE = 1_000
_SIZES = {"大": 2, "中": 3, "小": 4}
_HEADING = r"(?P<kind>同行|窓)?(?P<size>[大中小])見出し"
_PICTURE = r".*(?:（[^（）]*\.(?:png|jpe?g|gif|bmp|webp|svg)[^（）]*）|入る|は省略|の図|の写真|挿絵.*)"
_CORRECTED = "底本では|底本のまま|ママ|の注記|の傍記|誤植|誤記|脱字|衍字|欠字|判読"
_EMPHASISED = "傍点|傍線|鎖線|破線|波線|下線|太字|斜体|ゴシック体?|イタリック体?|圏点|取消線"
_LAID_OUT = (
    "字下げ|字詰め|字上げ|地付き|地から|天付き|左右中央|横組み|縦組み|罫囲み|枠囲み|段組|段階|文字|改行"
    "|空き|行アキ|右寄せ|中央|寄せ|折り返し"
)
_ABOUT = r"「(?P<target>.+)」"


class About(Enum):
    """What a note is about; the value is why it is not spoken."""

    HEADING = Message("note: heading")
    PAGE = Message("note: a new page, a pause")
    LAYOUT = Message("note: layout")
    EMPHASIS = Message("note: emphasis")
    RUBY = Message("note: ruby")
    CORRECTION = Message("note: correction")
    PICTURE = Message("note: illustration")
    CAPTION = Message("note: caption")
    SMALL = Message("note: small characters")
    INSET = Message("note: comment in two lines")
    CHINESE = Message("note: how to read Chinese")
    OTHER = Message("note of who typed the text")


class Note(NamedTuple):
    """A note, with what its form says: which words it is about, where a stretch begins or ends."""

    about: About
    form: str = ""
    target: str = ""
    extra: str = ""


_FORMS: tuple[tuple[About, str, re.Pattern[str]], ...] = tuple(
    (about, form, re.compile(pattern))
    for about, form, pattern in (
        (About.HEADING, "behind", rf"{_ABOUT}は(?P<extra>{_HEADING})"),
        (About.HEADING, "block", rf"ここから(?P<extra>{_HEADING})"),
        (About.HEADING, "end of block", rf"ここで(?P<extra>{_HEADING})終わり"),
        (About.HEADING, "start", rf"(?P<extra>{_HEADING})"),
        (About.HEADING, "end", rf"(?P<extra>{_HEADING})終わり"),
        (About.PAGE, "", r"改(?:ページ|頁|丁|段|見開き)|ページの左右中央"),
        (About.CAPTION, "behind", rf"{_ABOUT}はキャプション"),
        (About.CAPTION, "start", r"(?:ここから)?キャプション"),
        (About.CAPTION, "end", r"(?:ここで)?キャプション終わり"),
        (About.PICTURE, "", _PICTURE),
        (About.RUBY, "behind", rf"{_ABOUT}(?P<left>の左)?に「(?P<extra>.+)」のルビ"),
        (About.RUBY, "", r"(?:左に)?(?:(?:ルビ|「.*」のルビ|注記)付き(?:終わり)?|「.*」の注記付き終わり)"),
        (About.CORRECTION, "", rf".*(?:{_CORRECTED}).*"),
        (About.SMALL, "raised", rf"{_ABOUT}は上付き小文字"),
        (About.SMALL, "raise", r"上付き小文字"),
        (About.SMALL, "raised end", r"上付き小文字終わり"),
        (About.SMALL, "behind", rf"{_ABOUT}は行[右左]小書き"),
        (About.SMALL, "", r".*(?:小文字|小書き|縦中横)(?:終わり)?"),
        (About.INSET, "start", r"割り?注"),
        (About.INSET, "end", r"割り?注終わり"),
        (About.CHINESE, "", r"[一二三四五上中下甲乙丙丁天地人レ]{1,3}|（[^（）]*）"),
        (About.EMPHASIS, "", rf".*(?:{_EMPHASISED})(?:終わり)?"),
        (About.LAYOUT, "indent", r"(?P<extra>[0-9０-９]{1,2})字下げ"),
        (About.LAYOUT, "indented block", r"ここから(?P<extra>[0-9０-９]{1,2})字下げ.*"),
        (About.LAYOUT, "end of indented block", r"ここで字下げ終わり"),
        (About.LAYOUT, "aside", r"(?:ここから)?(?:地付き|地から.*)"),
        (About.LAYOUT, "", rf".*(?:{_LAID_OUT}).*"),
    )
)  # fmt: skip


def notes_in(line: str, start: int, end: int) -> dict[int, int]:
    """The outermost notes of a line, from ``start`` to ``end`` of a text: their starts -> their ends.

    Brackets inside of a note are its own. One that nothing closes, or only far away, is no note.
    """
    found: dict[int, int] = {}
    opened: list[tuple[int, bool]] = []
    closings: list[int] = []
    for match in _BRACKETS.finditer(line, start, end):
        if match[0] != "］":
            opened.append((match.start(), match[0] == OPENING))
        elif opened:
            first, is_note = opened.pop()
            if is_note:
                found[first] = match.end()
            else:
                closings.append(match.end())
    _close_at_last(opened, closings, found)
    return _outermost(found)


def _close_at_last(opened: list[tuple[int, bool]], closings: list[int], found: dict[int, int]) -> None:
    """A note on a lone bracket, ［＃「［」は…］, ends at the bracket that seemed to close the lone one."""
    first = next((start for start, is_note in opened if is_note), None)
    if first is not None and closings and closings[-1] > first:
        found[first] = closings[-1]


def _outermost(found: Mapping[int, int]) -> dict[int, int]:
    kept: dict[int, int] = {}
    reached = -1
    for start in sorted(found):
        if start >= reached and found[start] - start <= _LONGEST_NOTE:
            kept[start] = reached = found[start]
    return kept


@lru_cache(maxsize=4096)
def note_of(inside: str) -> Note:
    """What a note says, by what stands between ［＃ and ］."""
    text = bare(inside).strip()
    for about, form, pattern in _FORMS:
        match = pattern.fullmatch(text)
        if match is not None:
            parts = match.groupdict()
            left = "left" if parts.get("left") else form
            return Note(about, left, parts.get("target") or "", parts.get("extra") or "")
    return Note(About.OTHER)


def heading_level(extra: str) -> int:
    """The level that a heading's note names: 2 for 大見出し, 3, 4."""
    return _SIZES[extra.removeprefix("同行").removeprefix("窓")[0]]


def runs_on(extra: str) -> bool:
    """Whether the text goes on in the heading's own line."""
    return extra.startswith(("同行", "窓"))


def bare(text: str) -> str:
    """A text of a note as it reads: characters for notes on them, no ruby."""
    return _RUBY.sub("", _GAIJI.sub(lambda m: character_of(m[1]) or "※", text))
