"""The numbers of lists and headings, counted as Word counts them (ECMA-376, part 1, section 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.article.word.marks import child, number, switch, value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrate.article.markup import Element
    from narrate.article.word.styles import ListPlace

_LEVELS = 9
_MOST_COUNTED = 10_000
_HOLDER = re.compile(r"%([1-9])")
_KANJI = "〇一二三四五六七八九"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level are written; ``text`` is empty where nothing is."""

    start: int
    kind: str
    text: str
    is_legal: bool
    style: str


class Numbering:
    """The lists of a document, and how far each has come."""

    def __init__(self, root: Element | None) -> None:
        kinds = {value(e, "abstractNumId"): e for e in root.all("abstractNum")} if root else {}
        lists = list(root.all("num")) if root else []
        by_style = {
            value(child(e, "styleLink")): e for e in kinds.values() if child(e, "styleLink") is not None
        }
        self._levels: dict[int, list[_Level]] = {}
        self._kind_of: dict[int, str] = {}
        self._restarts: dict[int, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        for listed in lists:
            list_id = number(value(listed, "numId"))
            name = value(child(listed, "abstractNumId"))
            kind = kinds.get(name)
            linked = by_style.get(value(child(kind, "numStyleLink")))
            self._kind_of[list_id] = name
            self._levels[list_id] = _levels(linked or kind, listed)
            self._restarts[list_id] = _restarts(listed)

    def level_of_style(self, place: ListPlace, style_id: str) -> int:
        """How deep in a list a paragraph is: what it says itself, or the level that belongs to its style."""
        if place.level >= 0:
            return min(place.level, _LEVELS - 1)
        levels = self._levels.get(place.list_id, [])
        return next((at for at, level in enumerate(levels) if level.style == style_id), 0)

    def next_label(self, list_id: int, at: int) -> str | None:
        """The number of the next paragraph on a level, as it is written; empty where it is a bullet.

        ``None`` where there is no such list.
        """
        levels = self._levels.get(list_id)
        if levels is None or at >= len(levels):
            return None
        counts = self._counts.setdefault(self._kind_of[list_id], [None] * _LEVELS)
        restart = self._restarts[list_id].pop(at, None)
        before = counts[at]
        counts[at] = restart if restart is not None else levels[at].start if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        if levels[at].kind == "bullet":
            return ""
        return _HOLDER.sub(lambda match: _number_at(int(match[1]) - 1, at, levels, counts), levels[at].text)


def _levels(kind: Element | None, listed: Element) -> list[_Level]:
    """The levels of a list: those of its kind, and what it says otherwise itself."""
    own = {number(value(e, "ilvl")): e for e in listed.all("lvlOverride") if child(e, "lvl") is not None}
    of_kind = {number(value(e, "ilvl")): e for e in kind.elements if e.name == "lvl"} if kind else {}
    levels = []
    for at in range(_LEVELS):
        element = child(own[at], "lvl") if at in own else of_kind.get(at)
        levels.append(_level(element))
    return levels


def _level(element: Element | None) -> _Level:
    start = child(element, "start")
    return _Level(
        min(max(0, number(value(start), 1)), _MOST_COUNTED) if start is not None else 0 if element else 1,
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText"))[:40],
        bool(switch(element, "isLgl")),
        value(child(element, "pStyle")),
    )


def _restarts(listed: Element) -> dict[int, int]:
    found = ((number(value(e, "ilvl")), child(e, "startOverride")) for e in listed.all("lvlOverride"))
    return {
        at: min(max(0, number(value(start), 1)), _MOST_COUNTED) for at, start in found if start is not None
    }


def _number_at(at: int, of: int, levels: list[_Level], counts: list[int | None]) -> str:
    count = counts[at]
    if at > of:
        return ""
    return written(
        levels[at].start if count is None else count, "decimal" if levels[of].is_legal else levels[at].kind
    )


def written(count: int, kind: str) -> str:
    """A number in one of the ways of writing it (section 17.18.59)."""
    if kind in ("none", "bullet"):
        return ""
    return _KINDS[kind](count) if kind in _KINDS and 0 < count <= _MOST_COUNTED else str(count)


def _kanji(count: int) -> str:
    """As it is said: 二十三."""
    text = ""
    for unit, sign in ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, count = divmod(count, unit)
        if digit:
            text += ("" if digit == 1 and 1 < unit < 10_000 else _KANJI[digit]) + sign
    return text


def _roman(count: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    text = ""
    for worth, sign in signs:
        times, count = divmod(count, worth)
        text += sign * times
    return text


def _letters(count: int) -> str:
    """A to Z, then AA to ZZ."""
    times, at = divmod(count - 1, 26)
    return chr(ord("A") + at) * min(times + 1, 4)


def _row(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)]


def _circled(count: int) -> str:
    return chr(0x245F + count) if count <= 20 else str(count)


_KINDS: Mapping[str, Callable[[int], str]] = {
    "decimalFullWidth": lambda count: str(count).translate(_WIDE),
    "decimalFullWidth2": lambda count: str(count).translate(_WIDE),
    "decimalZero": lambda count: f"{count:02}",
    "upperRoman": _roman, "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters, "lowerLetter": lambda count: _letters(count).lower(),
    "japaneseCounting": _kanji, "chineseCounting": _kanji, "chineseCountingThousand": _kanji,
    "taiwaneseCounting": _kanji, "taiwaneseCountingThousand": _kanji, "japaneseLegal": _kanji,
    "ideographDigital": lambda count: "".join(_KANJI[int(digit)] for digit in str(count)),
    "japaneseDigitalTenThousand": lambda count: "".join(_KANJI[int(digit)] for digit in str(count)),
    "aiueo": _row(_AIUEO), "aiueoFullWidth": _row(_AIUEO),
    "iroha": _row(_IROHA), "irohaFullWidth": _row(_IROHA),
    "decimalEnclosedCircle": _circled, "decimalEnclosedCircleChinese": _circled,
}  # fmt: skip
