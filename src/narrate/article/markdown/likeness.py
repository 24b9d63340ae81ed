"""What a text is like, where the file's name does not say."""

from __future__ import annotations

import re
from itertools import islice

_ENOUGH = 3
_MOST_COUNTED = 2
_MARKS = (
    re.compile(r"(?:\A|^[ \t]*\n) {0,3}#{1,6}[ \t]+[^\s#][^\n]*\n(?![ \t]*#)", re.MULTILINE),
    re.compile(r"!?\[[^\[\]\n]{0,300}\]\((?:[a-z]+://|[./#])?[^()\s]{1,500}\)"),
    re.compile(r"\*\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*\*"),
    re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE),
    re.compile(r"^ {0,3}\|?[ \t]*:?-{3,}:?[ \t]*\|", re.MULTILINE),
    re.compile(r"^\s{0,6}[-*+] \[[ xX]\] ", re.MULTILINE),
)
"""Headings, links and images, strong emphasis, fences, the line below a table's head, tasks."""
_SCRIPT = re.compile(r"^[ \t]*#![ \t]*/", re.MULTILINE)
"""The first line of a program, whose comments begin with a hash as well."""
_WEAK_MARKS = (
    re.compile(r"^ {0,3}[-*+] \S", re.MULTILINE),
    re.compile(r"^ {0,3}> \S", re.MULTILINE),
    re.compile(r"(?<!`)`[^`\n]{1,100}`(?!`)"),
)
"""Lists, quotations, code in the text: plain text has them as well."""


def looks_like_markdown(text: str) -> bool:
    """Whether several constructs of Markdown stand in a text. One hash or star is none."""
    strong = [_count(mark, text) for mark in _MARKS]
    kinds = sum(map(bool, strong))
    if not kinds:
        return False
    headings, links = 0 if _SCRIPT.search(text) else strong[0], strong[1]
    if headings >= _MOST_COUNTED or (headings and links):
        return True
    return kinds >= 2 and sum(strong) + sum(_count(mark, text) > 1 for mark in _WEAK_MARKS) >= _ENOUGH


def _count(mark: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in islice(mark.finditer(text), _MOST_COUNTED))
