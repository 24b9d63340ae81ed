"""``narrate.toml`` beside the articles -> `Settings`, checked key by key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from narrate.article.markdown import MarkdownPolicy
from narrate.audio.mp3 import BIT_RATES_KBPS
from narrate.errors import SettingsError
from narrate.pauses import Pauses
from narrate.reading.policy import SayingPolicy
from narrate.request import SETTINGS_FILE
from narrate.speech.voice import DEFAULT_VOICE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """The voice that speaks where nothing nearer says otherwise; ``None`` is the voice's own setting."""

    name: str = DEFAULT_VOICE
    speed: float | None = None
    pitch: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How articles of one folder become editions. Every field has a working default.

    ``store_limit_mb`` bounds the clip store (0: no bound).
    """

    pauses: Pauses = field(default_factory=Pauses)
    markdown: MarkdownPolicy = field(default_factory=MarkdownPolicy)
    reading: SayingPolicy = field(default_factory=SayingPolicy)
    voice: VoiceChoice = field(default_factory=VoiceChoice)
    bit_rate_kbps: int = 64
    album: str = ""
    store_limit_mb: int = 0


def load_settings(folder: Path) -> Settings:
    """Read the settings of a folder of articles; without a file, the defaults.

    Raises:
        SettingsError: with file and line.
    """
    path = folder / SETTINGS_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot be read ({error})", hint="save it as UTF-8", path=path) from None
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise SettingsError(
            f"not valid TOML ({str(error).split(' (at')[0]})",
            hint="strings stand in quotes",
            path=path,
            line=int(line[1]) if line else None,
        ) from None
    return _settings(tables, _Lines(path, text))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Tells on which line of the settings file a key stands."""

    path: Path
    text: str

    def of(self, table: str, key: str = "") -> int | None:
        rows = self.text.splitlines()
        inside = False
        for number, row in enumerate(rows, 1):
            if row.strip().startswith("["):
                inside = row.strip().strip("[]").strip() == table
                if inside and not key:
                    return number
            elif inside and row.split("=")[0].strip().strip("\"'") == key:
                return number
        return None

    def refuse(self, problem: str, hint: str, table: str, key: str = "") -> SettingsError:
        return SettingsError(problem, hint=hint, path=self.path, line=self.of(table, key))


def _settings(tables: Mapping[str, Any], lines: _Lines) -> Settings:
    known: dict[str, Callable[[Mapping[str, Any], _Lines], dict[str, Any]]] = {
        "pauses": _pauses,
        "markdown": _markdown,
        "reading": _reading,
        "voice": _voice,
        "audio": _audio,
        "edition": _edition,
        "store": _store,
    }
    values: dict[str, Any] = {}
    for name, table in tables.items():
        if name not in known:
            raise lines.refuse(f"unknown table [{name}]", f"there are: {', '.join(known)}", name)
        if not isinstance(table, dict):
            raise lines.refuse(f"{name} is no table", f"write it as [{name}]", name)
        values |= known[name](table, lines)
    return Settings(**values)


def _pauses(table: Mapping[str, Any], lines: _Lines) -> dict[str, Any]:
    pauses = Pauses()
    for key, value in table.items():
        pauses = pauses.with_changes({key: value}, lines.path, lines.of("pauses", key))
    return {"pauses": pauses}


def _markdown(table: Mapping[str, Any], lines: _Lines) -> dict[str, Any]:
    kinds = get_type_hints(MarkdownPolicy)
    for key, value in table.items():
        if key not in kinds:
            raise lines.refuse(f"unknown key {key!r}", f"there are: {', '.join(kinds)}", "markdown", key)
        if value not in get_args(kinds[key]):
            choices = ", ".join(map(repr, get_args(kinds[key])))
            raise lines.refuse(f"{key} is {value!r}", f"it must be one of {choices}", "markdown", key)
    return {"markdown": MarkdownPolicy(**table)}


def _reading(table: Mapping[str, Any], lines: _Lines) -> dict[str, Any]:
    for key, value in table.items():
        try:
            SayingPolicy.from_mapping({key: value}, path=lines.path)
        except SettingsError as error:
            raise lines.refuse(error.problem, error.hint, "reading", key) from None
    return {"reading": SayingPolicy.from_mapping(table, path=lines.path)}


def _voice(table: Mapping[str, Any], lines: _Lines) -> dict[str, Any]:
    ranges = {"speed": (0.25, 4.0), "pitch": (-24.0, 24.0)}
    names = [f.name for f in fields(VoiceChoice)]
    for key, value in table.items():
        if key not in names:
            raise lines.refuse(f"unknown key {key!r}", f"there are: {', '.join(names)}", "voice", key)
        if key == "name" and not isinstance(value, str):
            raise lines.refuse(f"name is {value!r}", "it must be a text in quotes", "voice", key)
        if key in ranges and not _is_number(value, *ranges[key]):
            low, high = ranges[key]
            raise lines.refuse(f"{key} is {value!r}", f"it must be from {low} to {high}", "voice", key)
    numbers = {key: float(table[key]) for key in ranges if key in table}
    return {"voice": VoiceChoice(**{**table, **numbers})}


def _audio(table: Mapping[str, Any], lines: _Lines) -> dict[str, Any]:
    for key, value in table.items():
        if key != "bitrate":
            raise lines.refuse(f"unknown key {key!r}", "there is: bitrate", "audio", key)
        if type(value) is not int or value not in BIT_RATES_KBPS:
            choices = ", ".join(map(str, BIT_RATES_KBPS))
            raise lines.refuse(f"bitrate is {value!r}", f"it must be one of {choices}", "audio", key)
    return {"bit_rate_kbps": table.get("bitrate", 64)}


def _edition(table: Mapping[str, Any], lines: _Lines) -> dict[str, Any]:
    for key, value in table.items():
        if key != "album" or not isinstance(value, str):
            raise lines.refuse(f"{key} is {value!r}", "there is: album, a text in quotes", "edition", key)
    return {"album": table.get("album", "")}


def _store(table: Mapping[str, Any], lines: _Lines) -> dict[str, Any]:
    for key, value in table.items():
        if key != "limit_mb" or not _is_number(value, 0, 10**9) or not isinstance(value, int):
            raise lines.refuse(f"{key} is {value!r}", "there is: limit_mb, a whole number", "store", key)
    return {"store_limit_mb": table.get("limit_mb", 0)}


def _is_number(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
