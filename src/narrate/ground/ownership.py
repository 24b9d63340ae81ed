"""Which files narrate made: those it may replace, and it takes none of them for an article.

Each kind of text file that narrate writes says so itself, and is known by that wherever it lies. An MP3 says
so in its tag and a book in its package: whoever writes them knows how to ask.
"""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from narrate.errors import OutputError
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

GENERATOR = "narrate"
"""What is named as the maker in JSON, feeds, pages, books and transcripts."""
MEMORY_MARK = "# When each edition first appeared in the feed, and the id of the show."
FETCHED_MARK = "# Which entries of which feeds narrate has brought, and when."

_HEAD_BYTES = 1 << 18
"""Where a mark stands: behind a show's or an article's whole description at most."""
_TAIL_BYTES = 100
_BOM = b"\xef\xbb\xbf"
_HTML = rb'(?s)<!doctype html>(?:(?!</head>).)*<meta name="generator" content="narrate">'
_FEED = rb"(?s)<\?xml [^>]*>\s*<rss (?:(?!<item>).)*<generator>narrate</generator>"
_BEGINNINGS = (
    b"WEBVTT\n\nNOTE narrate\n",
    b'{\n "version": "1.2.0",\n "generator": "narrate"',
    b"/* The look of narrate's pages",
    b"/* Keeps the text in step with the sound, and the sound at hand.",
    MEMORY_MARK.encode(),
    FETCHED_MARK.encode(),
)
_RECORD = rb'\{"format":\d+,"source":"'
_MARKLESS = (
    rb'WEBVTT\n(?:\Z|\n\d\d+:\d\d:\d\d\.\d{3} --> \d\d+:\d\d:\d\d\.\d{3}\n)|\{\n "version": "1\.2\.0",\n "'
)
"""How transcripts and chapters began before they had a mark."""


def is_marked(data: bytes) -> bool:
    """Whether a file's bytes say that narrate wrote them."""
    return _is_marked(data[:_HEAD_BYTES], data[-_TAIL_BYTES:])


def is_marked_file(path: Path) -> bool:
    """Whether a file says that narrate wrote it; no more of it is read than can."""
    return _is_marked(*_ends_of(path))


def is_like_ours(path: Path) -> bool:
    """Whether a file is a transcript or chapters as narrate writes them, from before they said so."""
    return bool(re.match(_MARKLESS, _ends_of(path)[0]))


def bytes_of(path: Path) -> bytes:
    """What a file holds; nothing of what cannot be read."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _is_marked(head: bytes, tail: bytes) -> bool:
    """The same, by a file's head and its last bytes. Its line ends may be of another system."""
    head = head.removeprefix(_BOM).replace(b"\r\n", b"\n")
    known = head.startswith(_BEGINNINGS) or any(re.match(kind, head) for kind in (_HTML, _FEED, _RECORD))
    return known or _are_notes(head, tail)


def keep_foreign(paths: Iterable[Path], *is_ours: Callable[[Path], bool]) -> None:
    """Refuse to replace what narrate did not make; ``is_ours`` are all ways to tell.

    Nothing is lost with an empty file.

    Raises:
        OutputError: one of the files is somebody else's.
    """
    for path in paths:
        if _is_there(path) and not any(tells(path) for tells in is_ours):
            raise OutputError(
                Message("narrate did not make this file and does not replace it"),
                hint=Message("move it away or rename it, and run the same command again"),
                path=path,
            )


def _is_there(path: Path) -> bool:
    """Whether something would be lost, or stands in the way."""
    try:
        status = path.stat()
    except OSError:
        return False
    return not (stat.S_ISREG(status.st_mode) and not status.st_size)


def _ends_of(path: Path) -> tuple[bytes, bytes]:
    """A file's head and its last bytes; nothing of what cannot be read."""
    try:
        if not path.is_file():
            return b"", b""
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
            return head, file.read(_TAIL_BYTES)
    except OSError:
        return b"", b""


def _are_notes(head: bytes, tail: bytes) -> bool:
    """Whether these are show notes: chapters with times, and the maker on the last line."""
    if b"\n00:00:00 " not in head:
        return False
    from narrate.ground.wording import ENGLISH, JAPANESE

    last = tail.rstrip().rpartition(b"\n")[2].decode("utf-8", "replace")
    return last in (JAPANESE.made_with, ENGLISH.made_with)
