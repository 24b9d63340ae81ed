"""``narrate.toml`` beside the articles -> `Settings`, checked key by key."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from narrate.article.markdown import MarkdownPolicy
from narrate.audio.mp3 import BIT_RATES_KBPS
from narrate.build.request import SETTINGS_FILE
from narrate.errors import SettingsError
from narrate.ground.choices import DEFAULT_BIT_RATE_KBPS, PROSODY, Range
from narrate.ground.toml import read_toml
from narrate.reading.policy import SayingPolicy
from narrate.script.pauses import Pauses
from narrate.speech.voice import DEFAULT_VOICE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from narrate.ground.toml import TomlFile

_LIMIT_MB = Range(0, 10**9)


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
    bit_rate_kbps: int = DEFAULT_BIT_RATE_KBPS
    album: str = ""
    store_limit_mb: int = 0


def load_settings(folder: Path) -> Settings:
    """Read the settings of a folder of articles; without a file, the defaults.

    Raises:
        SettingsError: with file and line.
    """
    file = read_toml(folder / SETTINGS_FILE)
    return _settings(file) if file else Settings()


def _settings(file: TomlFile) -> Settings:
    known: dict[str, Callable[[Mapping[str, Any], TomlFile], dict[str, Any]]] = {
        "pauses": _pauses,
        "markdown": _markdown,
        "reading": _reading,
        "voice": _voice,
        "audio": _audio,
        "edition": _edition,
        "store": _store,
    }
    values: dict[str, Any] = {}
    for name, table in file.values.items():
        if name not in known:
            raise file.fault(f"unknown table [{name}]", f"there are: {', '.join(known)}", name)
        if not isinstance(table, dict):
            raise file.fault(f"{name} is no table", f"write it as [{name}]", name)
        values |= known[name](table, file)
    return Settings(**values)


def _pauses(table: Mapping[str, Any], file: TomlFile) -> dict[str, Any]:
    pauses = Pauses()
    for key, value in table.items():
        pauses = pauses.with_changes({key: value}, file.path, file.line_of("pauses", key))
    return {"pauses": pauses}


def _markdown(table: Mapping[str, Any], file: TomlFile) -> dict[str, Any]:
    kinds = get_type_hints(MarkdownPolicy)
    for key, value in table.items():
        if key not in kinds:
            raise file.fault(f"unknown key {key!r}", f"there are: {', '.join(kinds)}", "markdown", key)
        if value not in get_args(kinds[key]):
            choices = ", ".join(map(repr, get_args(kinds[key])))
            raise file.fault(f"{key} is {value!r}", f"it must be one of {choices}", "markdown", key)
    return {"markdown": MarkdownPolicy(**table)}


def _reading(table: Mapping[str, Any], file: TomlFile) -> dict[str, Any]:
    for key, value in table.items():
        try:
            SayingPolicy.from_mapping({key: value}, path=file.path)
        except SettingsError as error:
            raise file.fault(error.problem, error.hint, "reading", key) from None
    return {"reading": SayingPolicy.from_mapping(table, path=file.path)}


def _voice(table: Mapping[str, Any], file: TomlFile) -> dict[str, Any]:
    names = [f.name for f in fields(VoiceChoice)]
    for key, value in table.items():
        if key not in names:
            raise file.fault(f"unknown key {key!r}", f"there are: {', '.join(names)}", "voice", key)
        if key == "name" and not isinstance(value, str):
            raise file.fault(f"name is {value!r}", "it must be a text in quotes", "voice", key)
        if key in PROSODY and not PROSODY[key].holds(value):
            raise file.fault(f"{key} is {value!r}", f"it must be {PROSODY[key]}", "voice", key)
    numbers = {key: float(table[key]) for key in PROSODY if key in table}
    return {"voice": VoiceChoice(**{**table, **numbers})}


def _audio(table: Mapping[str, Any], file: TomlFile) -> dict[str, Any]:
    for key, value in table.items():
        if key != "bitrate":
            raise file.fault(f"unknown key {key!r}", "there is: bitrate", "audio", key)
        if type(value) is not int or value not in BIT_RATES_KBPS:
            choices = ", ".join(map(str, BIT_RATES_KBPS))
            raise file.fault(f"bitrate is {value!r}", f"it must be one of {choices}", "audio", key)
    return {"bit_rate_kbps": table.get("bitrate", DEFAULT_BIT_RATE_KBPS)}


def _edition(table: Mapping[str, Any], file: TomlFile) -> dict[str, Any]:
    for key, value in table.items():
        if key != "album" or not isinstance(value, str):
            raise file.fault(f"{key} is {value!r}", "there is: album, a text in quotes", "edition", key)
    return {"album": table.get("album", "")}


def _store(table: Mapping[str, Any], file: TomlFile) -> dict[str, Any]:
    for key, value in table.items():
        if key != "limit_mb" or not _LIMIT_MB.holds(value) or not isinstance(value, int):
            raise file.fault(f"{key} is {value!r}", "there is: limit_mb, a whole number", "store", key)
    return {"store_limit_mb": table.get("limit_mb", 0)}
