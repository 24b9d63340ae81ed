"""Dates and times written with slashes, hyphens and colons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.reading.text.draft import Rule, rewriting

if TYPE_CHECKING:
    import re


_ERA = (
    "明治|大正|昭和|平成|令和|慶応|元治|文久|万延|安政|嘉永|弘化|天保|文政|文化|享和|寛政|"
    "天明|安永|明和|宝暦|寛延|延享|寛保|元文|享保|正徳|宝永|元禄|貞享|天和|延宝|寛文|万治|"
    "明暦|承応|慶安|正保|寛永|元和|慶長|文禄|天正|永禄|弘治|天文|大永|永正|文亀|明応|延徳|"
    "長享|文明|応仁|文正|寛正|康正|享徳|宝徳|文安|嘉吉|永享|応永"
)
"""Eras since Muromachi, by which years are told beside those of our time."""


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _date(match: re.Match[str]) -> str | None:
    year, month, day = (int(match[g]) for g in ("y", "m", "d"))
    return f"{year}年{month}月{day}日" if _is_day(month, day) else None


def _month(match: re.Match[str]) -> str | None:
    month = int(match["m"])
    return f"{match['y']}年{month}月" if 1 <= month <= 12 else None


def _season(match: re.Match[str]) -> str | None:
    """2024/25シーズン: both years, one after the other."""
    first, second = match["y"], match["next"]
    is_next_year = (int(first[-2:]) + 1) % 100 == int(second[-2:]) and len(first) >= len(second)
    is_certain = match["season"] is not None or (len(first) == 4 and int(second) > 12)
    return f"{first}、{second}" + (match["season"] or "") if is_next_year and is_certain else None


def _day(match: re.Match[str]) -> str | None:
    month, day = int(match["m"]), int(match["d"])
    is_fraction = month < day and (day <= 10 or day == 100) and not match["weekday"]
    if not _is_day(month, day) or is_fraction:
        return None
    return f"{month}月{day}日" + (match["weekday"] or "")


def _time(match: re.Match[str]) -> str | None:
    hour, minute = int(match["h"]), int(match["min"])
    if hour > 30 or minute > 59:
        return None
    said = f"{hour}時" if hour else "零時"
    said += f"{minute}分" if minute or match["s"] else ""
    return said + (f"{int(match['s'])}秒" if match["s"] else "")


def _ratio(match: re.Match[str]) -> str:
    return f"{match['a']}たい{match['b']}"


DATES: tuple[Rule, ...] = (
    rewriting(
        "date",
        r"(?<![\d/.\-])(?P<y>[12]\d{3})(?P<sep>[/.／−-])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d/.\-])",
        _date,
    ),
    rewriting(
        "season",
        r"(?<![\d/.\-])(?P<y>(?:19|20)?\d{2})(?:[/／]|[-－–](?!\d+(?:年(?!シーズン)|年?代|世紀)))(?P<next>(?:19|20)?\d{2})(?![\d/.\-])"
        r"(?P<season>年?の?シーズン|年度|季)?",
        _season,
    ),
    rewriting("month", r"(?<![\d/.\-])(?P<y>(?:19|20)\d{2})[/／](?P<m>\d{1,2})(?![\d/.\-])", _month),
    rewriting(
        "day",
        r"(?<![\d/.\-])(?P<m>\d{1,2})[/／](?P<d>\d{1,2})(?P<weekday>[(（][月火水木金土日][)）])?(?![\d/.\-]|拍子|倍|カップ|インチ)",
        _day,
    ),
    rewriting(
        "clock time",
        r"(?<![\d:.,])(?P<h>\d{1,2})[:：](?P<min>[0-5]\d)(?:[:：](?P<s>[0-5]\d))?(?![\d:：,.])",
        _time,
    ),
    rewriting(
        "whole hour",
        r"(?P<hour>\d時)00分(?!間|\d|[ 　]?[-–—−~〜～])",
        r"\g<hour>",
    ),
    rewriting(
        "year with its era",
        rf"(?P<y>(?<!\d)\d{{3,4}})[（(](?P<era>{_ERA})(?P<n>元|\d{{1,2}})年?[）)](?P<unit>年度?)",
        r"\g<y>\g<unit>（\g<era>\g<n>\g<unit>）",
    ),
    rewriting(
        "year with its era",
        rf"(?P<era>{_ERA})(?P<n>元|\d{{1,2}})[（(](?P<y>\d{{3,4}})年?[）)](?P<unit>年度?)",
        r"\g<era>\g<n>\g<unit>（\g<y>\g<unit>）",
    ),
    rewriting(
        "first of the month",
        r"(?<![\d.,月])1日(?=(?:から|[-–—−~〜～])(?:[2-9]|[12]\d|3[01])日(?:まで|[（(]|にかけて|に[開行実催])|[（(][月火水木金土日][）)])",
        "ついたち",
    ),
    rewriting("about a month", r"(?P<of>[\d〇一二三四五六七八九十][年月日時])頃(?!合)", r"\g<of>ごろ"),
    rewriting("clock range", r"(?<=[時分])[ 　]?[-–—−~〜～][ 　]?(?=\d{1,2}時|零時|翌)", "から"),
    rewriting("ratio", r"(?<![\d:.,])(?P<a>\d{1,3})[:：](?P<b>\d{1,3}(?:,\d{3})*)(?![\d:：])", _ratio),
)
