"""A document's bytes -> its text, as a browser would have it: one odd byte costs one character."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from narrate.article.decoding import decoded, with_plain_ends
from narrate.errors import FetchError, SourceError
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from narrate.fetch.client import Document

_ENCODINGS = ("utf-8", "cp932", "euc_jp")
_LOST = "\ufffd"
_MOST_LOST = 3
"""In a text of any length; and beyond that one in a thousand."""


_MOST_MARKS = 200_000
"""Tags and references of a page: each costs memory, and long books have a quarter of that."""


def text_of(document: Document) -> tuple[str, tuple[Message, ...]]:
    r"""The text, its lines ended by ``\n``, and a note for characters that are damaged and stand as ``�``.

    Raises:
        FetchError: it is no text, or in an encoding that narrate does not know.
    """
    try:
        text, _ = decoded(document.data, Path(), document.charset)
    except SourceError as error:
        text, lost = min((_mended(document.data, codec) for codec in _ENCODINGS), key=lambda found: found[1])
        if lost > _MOST_LOST + len(text) // 1_000 or "\0" in text:
            raise FetchError(
                error.problem,
                hint=Message("save the page as a file in UTF-8 and build that"),
                path=document.address,
            ) from None
        note = counted(
            "{count} character of the page is damaged and stands as {sign}",
            "{count} characters of the page are damaged and stand as {sign}",
            lost,
            sign=_LOST,
        )
        notes: tuple[Message, ...] = (note,)
    else:
        notes = ()
    if text.count("<") + text.count("&") > _MOST_MARKS:
        raise FetchError(
            Message("the page holds more than {count} tags", count=_MOST_MARKS),
            hint=Message("save the article as a file and build that"),
            path=document.address,
        )
    if not text.strip():
        raise FetchError(
            Message("the page is empty"),
            hint=Message("open it in a browser to see what is there"),
            path=document.address,
        )
    return text, notes


def _mended(data: bytes, encoding: str) -> tuple[str, int]:
    """The text, and how much of it is lost."""
    text = with_plain_ends(data.decode(encoding, "replace"))
    return text, text.count(_LOST)
