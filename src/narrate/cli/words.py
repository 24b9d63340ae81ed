"""Messages -> words in the language of whoever sits there: Japanese, or English."""

from __future__ import annotations

import json
import os
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate.cli.output import on_one_line
from narrate.edition.timecode import clock
from narrate.ground.system import locale_names
from narrate.messages import Either, Foreign, Listed, Message, Written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

    from narrate.errors import NarrateError

DOMAIN = "narrate"
CATALOGUES = Path(__file__).parent / "locale"


class Duration(int):
    """Milliseconds that something lasts: ``1:53:20``; ``1時間53分20秒``."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """As players show it."""
        return clock(self)


def is_japanese() -> bool:
    """Whether to speak Japanese: NARRATE_LANG says so, or else the locale; and both streams can write it."""
    chosen = os.environ.get("NARRATE_LANG") or next(filter(None, locale_names()), "")
    language = re.split(r"[-_.@]", chosen.lower(), maxsplit=1)[0]
    return language in ("ja", "japanese") and all(map(_writes, (sys.__stdout__, sys.__stderr__)))


def worded(text: str) -> str:
    """A message in the user's language; any other text as it is. No value in it steers or ends the line."""
    said = _in_japanese(text) if isinstance(text, Message) and is_japanese() else str(text)
    return on_one_line(said)


def worded_fault(error: NarrateError) -> str:
    """The one line of a fault: its place, what is wrong, what to do."""
    path = error.named_path
    known = [part for part in (path, error.line) if part is not None and path]
    place = "".join(f"{worded(part) if isinstance(part, str) else part}:" for part in known)
    parts = [worded(part) for part in (error.problem, error.hint) if part]
    sentences = "".join(f"{part}。" for part in parts) if is_japanese() else "; ".join(parts)
    return f"{place} {sentences}" if place else sentences


def _writes(stream: object) -> bool:
    try:
        "日本語".encode(getattr(stream, "encoding", None) or "utf-8")
    except (LookupError, UnicodeError):
        return False
    return True


@lru_cache(maxsize=1)
def catalogue() -> NullTranslations:
    """The Japanese catalogue."""
    from gettext import translation

    return translation(DOMAIN, CATALOGUES, ["ja"], fallback=True)


def _in_japanese(message: Message) -> str:
    if not message.template:
        return ""
    if message.plural:
        template = catalogue().ngettext(message.template, message.plural, message.values["count"])
    else:
        template = catalogue().gettext(message.template)
    return template.format_map(_values_in_japanese(message.values))


def _values_in_japanese(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value_in_japanese(value) for name, value in values.items()}


def _value_in_japanese(value: object) -> object:
    if isinstance(value, Message):
        return _in_japanese(value)
    if isinstance(value, Duration):
        return duration_in_japanese(value)
    if isinstance(value, Written):
        return value.as_written
    if isinstance(value, Foreign):
        from narrate.cli.foreign import heard

        return _in_japanese(heard(value))
    if isinstance(value, Listed):
        things = map(_value_in_japanese, value)
        return _Joined(things, "または" if isinstance(value, Either) else "、")
    return value if isinstance(value, int | float) else str(value)


class _Joined(tuple[object, ...]):
    """Things in Japanese with what stands between them; texts in the quotes of a file if ``quoted``."""

    between: str

    def __new__(cls, things: Any, between: str) -> _Joined:
        joined = super().__new__(cls, things)
        joined.between = between
        return joined

    def __format__(self, spec: str) -> str:
        quoted = (json.dumps(t, ensure_ascii=False) if isinstance(t, str) else str(t) for t in self)
        return self.between.join(quoted if spec == "quoted" else map(str, self))


def duration_in_japanese(ms: int) -> str:
    """``1時間53分20秒`` of a time in milliseconds, without what is zero, cut to the whole second."""
    seconds = max(0, ms) // 1000
    parts = ((seconds // 3600, "時間"), (seconds // 60 % 60, "分"), (seconds % 60, "秒"))
    return "".join(f"{count}{unit}" for count, unit in parts if count) or "0秒"
