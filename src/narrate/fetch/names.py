"""What a kept article's file is called: by its address where that says something, else by its title."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from narrate.fetch.addresses import host_of
from narrate.ground.system import DEVICE_NAMES

if TYPE_CHECKING:
    from collections.abc import Container

_LONGEST = 60
"""Characters; in UTF-8 at most 180 bytes, so that each file system takes it with what is put behind it."""
_FEWEST_LETTERS = 3
_PAGE_SUFFIX = re.compile(r"\.(?:x?html?|xht|php\d?|aspx?|jsp|cgi|do|amp|md|markdown|txt)$", re.IGNORECASE)
_FRONT = re.compile(r"(?:index|default|top|home|main)", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?:article|articles|archive|archives|entry|post|posts|page|show|view|detail|details|item|news|read|story|"
    r"blog|node|topics?|amp|preview|print|watch|document|content|contents)[-_]?\d*",
    re.IGNORECASE,
)
_DIGEST = re.compile(
    r"(?:[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|(?=\w*\d)n?[0-9a-f]{8,}|(?=\w*\d[^\W\d])\w{8,})",
    re.IGNORECASE,
)
"""A number that a program gave: a UUID, a hexadecimal one, or letters and digits in a heap."""
_DIGEST_BEHIND = re.compile(r"[-_](?=[0-9a-f]*\d)[0-9a-f]{10,}$", re.IGNORECASE)
_UNFIT = re.compile(r"[\W_]+")
_RESERVED = re.compile(
    rf"(?:{DEVICE_NAMES}|index|readme|changelog|contributing|licen[sc]e|requirements|constraints)(?:-.*)?",
    re.IGNORECASE,
)
"""What Windows, a site or a folder of articles has for something else."""


def name_for(address: str, title: str) -> str:
    """The name without an ending: letters, digits and hyphens, in any script, the same each time."""
    found = (_fit(name) for name in (_last_segment(address), title, host_of(address)))
    return next((name for name in found if name), "article")


def free_name(name: str, taken: Container[str]) -> str:
    """The name, with a number behind it where it is ``taken``; those are in lower case."""
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def fit_name(chosen: str) -> str:
    """A name that the user chose, made fit for a file; empty if nothing of it is."""
    return _fit(chosen)


def _last_segment(address: str) -> str:
    """The part of a path that names the page; empty if that is a number, or says nothing."""
    segments = [segment for segment in urlsplit(address).path.split("/") if segment]
    if not segments:
        return ""
    name = _plain(segments.pop())
    if _FRONT.fullmatch(name):
        name = _plain(segments.pop()) if segments else ""
    name = _DIGEST_BEHIND.sub("", name)
    digits, letters = (sum(map(kind, name)) for kind in (str.isdigit, str.isalpha))
    says_something = letters >= max(_FEWEST_LETTERS, digits) or (
        letters and not name.isascii() and not digits
    )
    is_odd = _SAYS_NOTHING.fullmatch(name) or _DIGEST.fullmatch(name)
    return name if says_something and not is_odd else ""


def _plain(segment: str) -> str:
    try:
        name = unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return ""
    return _PAGE_SUFFIX.sub("", unicodedata.normalize("NFKC", name))


def _fit(name: str) -> str:
    words = _UNFIT.sub("-", unicodedata.normalize("NFKC", name)).strip("-")
    if len(words) > _LONGEST:
        words = _shortened(words)
    return f"page-{words}" if _RESERVED.fullmatch(words) else words


def _shortened(words: str) -> str:
    """The name cut, between words where they are parted."""
    cut = words[:_LONGEST]
    whole = cut.rpartition("-")[0] if words[_LONGEST] != "-" else cut
    return (whole if len(whole) > _LONGEST // 2 else cut).strip("-")
