"""Fields that tools write among the text: Notion's below the title, Dataview's, Logseq's, a slide's."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELD = re.compile(r"(?:[-*+][ \t]+)?(?P<key>[^\W\d][\w /-]{0,30})(?P<mark>::)(?:[ \t]+(?P<value>.*))?$")
"""Dataview's, ``読了:: 2026-03-01``."""
_LONGEST_VALUE = 40
"""Characters; a longer one is a text."""
_PROPERTY = re.compile(r"(?P<key>[^\s:：。、|`*#>\[\](){}-][^:：。、|`*\n]{0,23})[:：][ \t]*(?P<value>.*)$")
_NOTION = re.compile(
    r"作成日時?|作成者|最終更新日時|最終更新者|タグ|ステータス|カテゴリー?|URL|日付|担当者?"
    r"|Created(?: [Tt]ime| by)?|Last [Ee]dited(?: [Tt]ime| [Bb]y)?|Tags?|Status|Date|Assign|Property"
)
_NOTION_OWN = re.compile(r"作成日時|最終更新日時|最終更新者|Created(?: [Tt]ime| by)|Last [Ee]dited")
_NOTION_SIGN = re.compile(
    r"^<aside>|%20[0-9a-f]{32}\.(?:md|csv)|\]\([^()\s]{1,500}%[0-9A-F]{2}[^()\s]{1,500}\)", re.MULTILINE
)
_FEWEST = 2
_MOST = 30
_SLIDE_SETTING = re.compile(
    r"(?:theme|footer|slidenumbers|slidecount|autoscale|build-lists|slide-transition|code-language|slide-dividers)"
    r":[ \t]*\S"
)
_SLIDE_ROW = re.compile(r"[a-z][\w-]*:(?:[ \t].*)?$|[ \t]+\S|- |#")


def is_data(line: str) -> bool:
    """Whether a field's value is none that is read: no sentence, nor anything as long as one."""
    match = FIELD.match(line)
    if match is None:
        return False
    value = (match["value"] or "").rstrip()
    return len(value) <= _LONGEST_VALUE and not value.endswith(("。", "！", "？"))


def slide_settings(lines: Sequence[str]) -> range:
    """The numbers of the lines on top that set up slides (Deckset), without marks around them."""
    rows = list(takewhile(_SLIDE_SETTING.match, lines[:_MOST]))
    return range(len(rows) if rows and not "".join(lines[len(rows) : len(rows) + 1]).strip() else 0)


def slide_rows(lines: Sequence[str], number: int) -> int:
    """How many lines below a slide's ``---`` are its front matter, with the mark that ends it; 0 if none."""
    rows = list(takewhile(_SLIDE_ROW.match, lines[number + 1 : number + 1 + _MOST]))
    end = number + 1 + len(rows)
    is_closed = end < len(lines) and lines[end].rstrip() == "---"
    return len(rows) + 1 if rows and is_closed and rows[0][:1].isalpha() else 0


def notion_lines(text: str, lines: Sequence[str]) -> range:
    """The numbers of the lines that hold a page's properties, below the title of what Notion wrote out."""
    title = next((n for n, line in enumerate(lines) if line.strip()), 0)
    first = title + 2
    if not lines[title].startswith("# ") or "".join(lines[title + 1 : first]).strip():
        return range(0)
    rows = list(takewhile(str.strip, lines[first : first + _MOST]))
    keys = [match["key"] if (match := _PROPERTY.match(row)) else "" for row in rows]
    known = sum(bool(_NOTION.fullmatch(key)) for key in keys)
    is_own = any(map(_NOTION_OWN.match, keys)) or (known and _NOTION_SIGN.search(text))
    if not rows or not all(keys) or not is_own or any("。" in row for row in rows):
        return range(0)
    return range(first, first + len(rows))
