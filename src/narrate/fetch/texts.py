"""A document's bytes -> its text, as a browser would have it: one odd byte costs one character."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from narrate.article.decoding import decoded, with_plain_ends
from narrate.errors import FetchError, SourceError
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from narrate.fetch.client import Download

_ENCODINGS = ("utf-8", "cp932", "euc_jp")
_LOST = "\ufffd"
_MOST_LOST = 3
"""In a text of any length; and beyond that one in a thousand."""
_MOST_MARKS = 200_000
"""Tags and references of a page: each costs memory, and long books have a quarter of that."""


def text_of(download: Download) -> tuple[str, tuple[Message, ...]]:
    r"""The text, its lines ended by ``\n``, and a note for characters that are damaged and stand as ``�``.

    Raises:
        FetchError: it is no text, empty or endless, or in an encoding that narrate does not know.
    """
    try:
        text, _ = decoded(download.data, Path(), download.charset)
    except SourceError as error:
        text, notes = _mended(download, error)
    else:
        notes = ()
    if text.count("<") + text.count("&") > _MOST_MARKS:
        problem = Message("the page holds more than {count} tags", count=_MOST_MARKS)
        raise FetchError(
            problem, hint=Message("save the article as a file and build that"), path=download.address
        )
    if not text.strip():
        hint = Message("open it in a browser to see what is there")
        raise FetchError(Message("the page is empty"), hint=hint, path=download.address)
    return text, notes


def _mended(download: Download, error: SourceError) -> tuple[str, tuple[Message, ...]]:
    """The text in the encoding that loses least of it.

    Raises:
        FetchError: that is too much.
    """
    text, lost = min(
        (_without_lost(download.data, codec) for codec in _ENCODINGS), key=lambda found: found[1]
    )
    if lost > _MOST_LOST + len(text) // 1_000 or "\0" in text:
        hint = Message("save the page as a file in UTF-8 and build that")
        raise FetchError(error.problem, hint=hint, path=download.address) from None
    note = counted(
        "{count} character of the page is damaged and stands as {sign}",
        "{count} characters of the page are damaged and stand as {sign}",
        lost,
        sign=_LOST,
    )
    return text, (note,)


def _without_lost(data: bytes, encoding: str) -> tuple[str, int]:
    """The text, and how much of it is lost."""
    text = with_plain_ends(data.decode(encoding, "replace"))
    return text, text.count(_LOST)
