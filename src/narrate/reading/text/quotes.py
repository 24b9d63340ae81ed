"""Straight quotes become round ones, so that it shows which of them open and which close."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.reading.text.draft import Draft, Rule

if TYPE_CHECKING:
    from narrate.reading.policy import SayingPolicy

_LETTER = re.compile("[A-Za-z0-9]")
_DOUBLE, _SINGLE = '"＂“”', "'＇‘’"
_STRAIGHT = re.compile("[\"＂”'＇’]")
"""And the closing ones, which are also typed at both ends: ”はい”."""


def _quotes(draft: Draft, _: SayingPolicy) -> Draft:
    if not _STRAIGHT.search(draft.text):
        return draft
    found = _paired(draft.text, _DOUBLE, "“”") | _paired(draft.text, _SINGLE, "‘’")
    return draft.sub(_STRAIGHT, lambda match: found.get(match.start()), "quotes")


def _paired(text: str, marks: str, pair: str) -> dict[int, str]:
    """The round mark for each of a kind that opens or closes; none for inches, minutes and apostrophes."""
    found: dict[int, str] = {}
    opened = -1
    for match in re.finditer(f"[{marks}]", text):
        at, mark = match.start(), match[0]
        if mark == pair[0]:
            opened = at
        elif opened >= 0:
            if at > opened + 1 and not _is_apostrophe(text, at, mark):
                found |= {opened: pair[0], at: pair[1]}
                opened = -1
        elif _may_open(text, at, mark):
            opened = at
    return found


def _is_apostrophe(text: str, at: int, mark: str) -> bool:
    """Whether it stands in a word (it's) or for the beginning of a year ('90年代)."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark not in _SINGLE:
        return False
    return after.isdecimal() or bool(_LETTER.match(before) and _LETTER.match(after))


def _may_open(text: str, at: int, mark: str) -> bool:
    """Whether a quotation may begin there: not behind a letter or a number (5"), nor before a space."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if _LETTER.match(before) or not after.strip():
        return False
    return not (mark in _SINGLE and after.isdecimal())


QUOTES: tuple[Rule, ...] = (Rule("quotes", _quotes),)
