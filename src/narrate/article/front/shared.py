"""The values of other tools' front matter -> what they tell of the article, and notes on what they do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from narrate.article.front.dates import written_date
from narrate.article.front.names import DRAFT, INNER_TABLES, OWN, SHARED, plain_name
from narrate.ground.tables import has_controls
from narrate.messages import Message, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from narrate.article.front.values import Values

_TEMPLATE = re.compile(r"\{\{.*\}\}|\{%.*%\}|<%.*%>|`r .*`|\$\{.*\}", re.DOTALL)
_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_MAIL = re.compile(r"\s*<[^<>@\s]*@[^<>@\s]*>")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LANGUAGES = {"日本語": "ja", "japanese": "ja", "英語": "en", "english": "en"}
_PATH_OF_A_SITE = re.compile(r"/|\w+:|.*\.(?!jpe?g$|png$)\w+$", re.IGNORECASE)
_FOREIGN_SLUG = re.compile(r"(?!.*\.\.).*[/%\s]")
_NAMES = ("name", "literal")


class _UselessError(Exception):
    """A value says nothing that narrate could use."""


@dataclass(slots=True)
class Shared:
    """What of an article other tools' keys tell: ``fields`` of its metadata, and whether it is a draft.

    ``draft`` is the key and value that say so. ``used`` are the keys that had a say, also if it was nothing.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    draft: str = ""
    notes: list[Message] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def shared_of(values: Values) -> Shared:
    """Use what can be used; what cannot is a note with its line."""
    shared = Shared()
    found = dict(_flattened(values.found))
    by_name: dict[str, str] = {}
    for key in found:
        by_name.setdefault(plain_name(key), key)
    for name, wants in SHARED.items():
        _choose(name, [by_name[w] for w in wants if w in by_name], found, values, shared)
    for name, yes in DRAFT.items():
        key = by_name.get(name, "")
        value = str(found.get(key)).strip().lower()
        if key and value in yes | _NO_DRAFT:
            shared.used.add(key)
        if key and value in yes:
            shared.draft = shared.draft or f"{key}: {value}"
    return shared


_NO_DRAFT = frozenset({"true", "false", "yes", "no", "on", "off"})


def _flattened(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys with those of inner tables, which go behind and give way."""
    yield from ((key, value) for key, value in found.items() if key not in OWN)
    for table in INNER_TABLES:
        inner = found.get(table)
        if isinstance(inner, dict):
            yield from ((str(key), value) for key, value in inner.items() if key not in found)


def _choose(name: str, keys: Sequence[str], found: Mapping[str, Any], values: Values, shared: Shared) -> None:
    """Take a field from the first key that has something to say."""
    make, wanted = _FIELDS[name]
    for key in keys:
        value = found[key]
        is_off = name in ("title", "subtitle") and str(value).lower() == "false"
        if is_off or value is None or value == "" or value == []:
            shared.used.add(key)
            continue
        if name == "date" and plain_name(key) in DRAFT and str(value).lower() in _NO_DRAFT:
            continue
        shared.used.add(key)
        try:
            shared.fields[name] = make(value)
        except _UselessError:
            shared.notes.append(_useless(key, value, wanted, values))
        else:
            return


def _useless(key: str, value: Any, wanted: Message, values: Values) -> Message:
    return Message(
        "front matter, line {line}: {name} is {value} and not {wanted}; it is not used",
        line=values.lines.get((key,), values.first_line),
        name=key,
        value=Written(value),
        wanted=wanted,
    )


def _text(value: Any) -> str:
    """A text on one line; a list of one is what it holds."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value is None or isinstance(value, list | dict):
        raise _UselessError
    text = " ".join(unescape(_LINE_BREAK.sub(" ", str(value))).split())
    if not any(map(str.isalnum, text)) or has_controls(text) or _TEMPLATE.fullmatch(text):
        raise _UselessError
    return text


def _authors(value: Any) -> str:
    names = list(dict.fromkeys(_names_in(value)))
    if not names:
        raise _UselessError
    return ("、" if any(not name.isascii() for name in names) else ", ").join(names)


def _names_in(value: Any) -> Iterator[str]:
    """The names in a text, a list, a table that has a ``name``, or any of these in one another."""
    if isinstance(value, list):
        for item in value:
            yield from _names_in(item)
    elif isinstance(value, dict):
        yield from _names_in(next((value[n] for n in _NAMES if value.get(n)), _of_two(value)))
    elif value:
        try:
            yield _text(_MAIL.sub("", _LINK.sub(r"\1", str(value))))
        except _UselessError:
            return


def _of_two(value: Mapping[str, Any]) -> str:
    given, family = str(value.get("given") or ""), str(value.get("family") or "")
    return f"{given} {family}".strip() if (given + family).isascii() else f"{family} {given}".strip()


def _date(value: Any) -> Any:
    found = None if isinstance(value, list | dict) else written_date(str(value))
    if found is None:
        raise _UselessError
    return found


def _language(value: Any) -> str:
    tag = _text(value).replace("_", "-").partition(".")[0]
    tag = _LANGUAGES.get(tag.lower(), tag)
    if not _LANGUAGE_TAG.fullmatch(tag):
        raise _UselessError
    return tag


def _first_text(value: Any) -> str:
    while isinstance(value, list) and value:
        value = value[0]
    return _text(value)


def _slug(value: Any) -> Any:
    """Another tool's is a path; anything else is narrate's, and is held to what that must be."""
    if isinstance(value, bool | list | dict) or _FOREIGN_SLUG.match(str(value)):
        raise _UselessError
    return value


def _cover(value: Any) -> Any:
    """Another tool's is a table, an address or a path from the site's root; see `_slug`."""
    if not isinstance(value, str) or value in _NO_DRAFT or _PATH_OF_A_SITE.match(value):
        raise _UselessError
    return value


_FIELDS: dict[str, tuple[Callable[[Any], Any], Message]] = {
    "title": (_text, Message("a text")),
    "subtitle": (_text, Message("a text")),
    "author": (_authors, Message("a text")),
    "date": (_date, Message("a date like 2026-11-24")),
    "description": (_text, Message("a text")),
    "language": (_language, Message("a language tag, as in ja or ja-JP")),
    "category": (_first_text, Message("a text")),
    "slug": (_slug, Message("a file name of letters, digits, '-', '_' and '.'")),
    "cover": (_cover, Message("the name of a JPEG or PNG file beside the article")),
}
