"""Dates as people and programs write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 80
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""The year before the first of each."""
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_BEFORE = re.compile(
    r"(?:last\s+)?(?:updated?|modified|published|created|posted|date)(?:\s+(?:on|at))?[\s:]+"
    r"|(?:最終)?(?:更新|公開|作成|投稿|掲載)日?時?\s*[:：]?\s*",
    re.IGNORECASE,
)
_END = r"(?![\d/.-]*\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})\s*(?P<mark>[-/.])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<day>\d{1,2})(?!\d)",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d){_END}",
        r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        rf"(?P<era>{'|'.join(ERAS)})\s*(?P<year>\d{{1,2}}|元)\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})\b",
        rf"(?P<day>\d{{1,2}})\.\s*(?P<month>\d{{1,2}})\.\s*(?P<year>\d{{4}}){_END}",
        rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year>\d{{4}}){_END}",
    )
)


_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_OF_THE_ERA = (
    rf"(?P<era>{'|'.join(ERAS)})[ \u3000]*(?P<year>元|\d{{1,2}})(?:[(（]\d{{4}}[)）])?[ ]?年[ \u3000]*"
    r"(?P<month>\d{1,2})[ ]?月[ \u3000]*(?P<day>\d{1,2})[ ]?日"
)
_DAYS = (
    r"(?P<year>\d{4})[ ]?[年/.\-][ ]?(?P<month>\d{1,2})[ ]?[月/.\-][ ]?(?P<day>\d{1,2})日?",
    _OF_THE_ERA,
)
_DAY_FORMS = tuple(map(re.compile, _DAYS))
DAY = rf"(?:{'|'.join(re.sub(r'[(][?]P<[a-z]+>', '(?:', form) for form in _DAYS)})"
"""A pattern for a day within a Japanese text whose figures are `narrow`."""


def narrow(text: str) -> str:
    """A text with its figures in half width, as long as it was."""
    return text.translate(_FULL_WIDTH)


def date_in(text: str) -> date | None:
    """The first day that a Japanese text tells, wherever in it."""
    plain = narrow(text)
    found = (form.search(plain) for form in _DAY_FORMS)
    match = next(filter(None, found), None)
    return date_of(match.groupdict()) if match else None


def written_date(text: str) -> date | None:
    """The date that a text begins with, whatever its time of day; ``None`` where it could be two."""
    plain = _BEFORE.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]).strip(), count=1)
    for form in _FORMS:
        if match := form.match(plain):
            return date_of({name: value for name, value in match.groupdict().items() if value})
    return None


def date_of(parts: Mapping[str, str]) -> date | None:
    """The date of ``year``, ``month`` and ``day``, perhaps of an ``era``, if there is such a day."""
    year = (1 if parts["year"] == "元" else int(parts["year"])) + ERAS.get(parts.get("era", ""), 0)
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None  # the day stands first in some countries, the month in others
        month, day = (second, first) if first > 12 else (first, second)
    else:
        named = parts.get("name", "").lower()
        month = _MONTHS.index(named) + 1 if named else int(parts["month"])
        day = int(parts["day"])
    try:
        return date(year, month, day)
    except ValueError:
        return None
