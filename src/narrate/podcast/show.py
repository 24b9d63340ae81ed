"""The show file: what ``text/show.toml`` says of the podcast that the editions make up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.ground.files import read_file
from narrate.ground.tables import UnwantedError, checked_table, matching, must_be, truth, writable_text
from narrate.ground.toml import read_toml
from narrate.messages import Listed, Message
from narrate.podcast.apple_categories import CATEGORIES

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.ground.opened import Read
    from narrate.ground.tables import Kinds
    from narrate.ground.toml import TomlFile

_OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d")
_LANGUAGE = re.compile(r"|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_EMAIL = re.compile(r"|[^@\s]+@[^@\s]+\.[^@\s]+")
_WEB_ADDRESS = Message(
    "a web address like https://example.org/show/, all in ASCII"
    " (a Japanese host name in its xn-- form, the path escaped)"
)


@dataclass(frozen=True, slots=True)
class Show:
    """A podcast as its feed describes it; every field may be empty.

    ``base_url`` ends in a slash and is where the audio folder is to be found on the web. ``category`` is
    Apple's category and, if there is one, its subcategory. ``cover`` is an image file beside the show file.
    ``utc_offset`` (``+09:00``) is the clock that the articles' dates are meant by.
    """

    title: str = ""
    author: str = ""
    email: str = ""
    description: str = ""
    language: str = "ja"
    category: tuple[str, ...] = ()
    cover: str = ""
    base_url: str = ""
    explicit: bool = False
    serial: bool = False
    copyright: str = ""
    guid: str = ""
    utc_offset: str = "+09:00"

    @property
    def name(self) -> str:
        """Its title, or what a show without one is called in its language."""
        from narrate.ground.wording import words_of

        return self.title or words_of(self.language).untitled_show


def load_show(path: Path, read: Read = read_file) -> Show:
    """Read the show file; one that is not there is a show without particulars.

    Raises `SettingsError` with the line of what is wrong.
    """
    file = read_toml(path, read=read)
    return show_of(file) if file else Show()


def show_of(file: TomlFile) -> Show:
    """The show that a file describes. Raises `SettingsError` with the line of what is wrong."""
    return Show(**checked_table(file.values, _KINDS, file.fault))


def _words(value: object) -> str:
    return writable_text(value).strip()


def _base_url(value: object) -> str:
    from urllib.parse import urlsplit

    url = _words(value)
    parts = urlsplit(url)
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    return url.rstrip("/") + "/"


def _guid(value: object) -> str:
    from uuid import UUID

    return str(UUID(_words(value)))


def _category(value: object) -> tuple[str, ...]:
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(p, str) for p in parts) or len(parts) not in (1, 2):
        raise UnwantedError(Message('"Category" or ["Category", "Subcategory"]'))
    main, *rest = (str(p).strip() for p in parts)
    if main not in CATEGORIES:
        raise UnwantedError(Message("one of Apple's categories: {names}", names=Listed(CATEGORIES)))
    if rest and rest[0] not in CATEGORIES[main]:
        known = Listed(CATEGORIES[main])
        raise UnwantedError(
            Message("{category} with a subcategory of it: {names}", category=main, names=known)
            if known
            else Message("{category} and nothing else", category=main)
        )
    return (main, *rest)


_KINDS: Kinds = {
    "title": _words,
    "author": _words,
    "email": matching(_EMAIL, Message("an e-mail address"), _words),
    "description": _words,
    "language": matching(_LANGUAGE, Message("a language tag like ja"), _words),
    "category": _category,
    "cover": _words,
    "base_url": must_be(_WEB_ADDRESS, _base_url),
    "explicit": truth,
    "serial": truth,
    "copyright": _words,
    "guid": must_be(Message("a UUID like ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), _guid),
    "utc_offset": matching(_OFFSET, Message("a distance from UTC like +09:00"), _words),
}
