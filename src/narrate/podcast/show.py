"""The show file: what ``text/show.toml`` says of the podcast that the editions make up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.ground.toml import read_toml
from narrate.podcast.apple_categories import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from narrate.ground.toml import TomlFile

SHOW_FILE = "show.toml"

_OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Show:
    """A podcast as its feed describes it; every field may be empty.

    ``base_url`` ends in a slash and is where the audio folder is to be found on the web. ``category`` is
    Apple's category and, if there is one, its subcategory. ``cover`` is an image file beside the show file.
    ``utc_offset`` (``+09:00``) is the clock that the articles' dates are meant by.
    """

    title: str = "音声版"
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


def load_show(path: Path) -> Show:
    """Read the show file; one that is not there is a show without particulars.

    Raises `SettingsError` with the line of what is wrong.
    """
    file = read_toml(path)
    return _checked(file) if file else Show()


def _checked(file: TomlFile) -> Show:
    values: dict[str, object] = {}
    for key, value in file.values.items():
        if key not in _CHECKS:
            known = ", ".join(sorted(_CHECKS))
            raise file.fault(f"{key!r} is not a setting of a show", f"known are {known}", key)
        try:
            values[key] = _CHECKS[key](value)
        except ValueError as fault:
            raise file.fault(f"{key}: {fault}", "", key) from None
    return Show(**values)  # type: ignore[arg-type]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f'must be text in quotes, as in "…", and is {value!r}')
    return value.strip()


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, and is {value!r}")
    return value


def _matching(pattern: re.Pattern[str], wanted: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        text = _text(value)
        if text and not pattern.fullmatch(text):
            raise ValueError(f"must be {wanted}, and is {text!r}")
        return text

    return check


def _base_url(value: object) -> str:
    from urllib.parse import urlsplit

    url = _text(value)
    parts = urlsplit(url)
    if not url.isascii() or any(c.isspace() for c in url):
        raise ValueError("must be ASCII; write a Japanese host name in its xn-- form and escape the path")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"must be a web address like https://example.org/show/, and is {url!r}")
    return url.rstrip("/") + "/"


def _guid(value: object) -> str:
    from uuid import UUID

    return str(UUID(_text(value)))


def _category(value: object) -> tuple[str, ...]:
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(p, str) for p in parts) or len(parts) not in (1, 2):
        raise ValueError('must be "Category" or ["Category", "Subcategory"]')
    main, *rest = (str(p).strip() for p in parts)
    if main not in CATEGORIES:
        raise ValueError(f"{main!r} is not one of Apple's categories: {', '.join(CATEGORIES)}")
    if rest and rest[0] not in CATEGORIES[main]:
        known = ", ".join(CATEGORIES[main]) or "none"
        raise ValueError(f"{rest[0]!r} is not a subcategory of {main}, which has {known}")
    return (main, *rest)


_CHECKS: dict[str, Callable[[object], object]] = {
    "title": _text,
    "author": _text,
    "email": _matching(_EMAIL, "an e-mail address"),
    "description": _text,
    "language": _matching(_LANGUAGE, "a language tag like ja"),
    "category": _category,
    "cover": _text,
    "base_url": _base_url,
    "explicit": _truth,
    "serial": _truth,
    "copyright": _text,
    "guid": _guid,
    "utc_offset": _matching(_OFFSET, "a distance from UTC like +09:00"),
}
