"""``narrate.toml`` beside the articles -> `Settings`, checked key by key."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from narrate.article.markdown import MarkdownPolicy
from narrate.article.policy import ArticlePolicy
from narrate.audio.mp3 import BIT_RATES_KBPS
from narrate.errors import SettingsError
from narrate.ground.choices import CHAPTERS, DEFAULT_BIT_RATE_KBPS, DEFAULT_CHAPTERS, PROSODY
from narrate.ground.files import read_file
from narrate.ground.tables import Range, any_text, checked_table, kinds_of, must_be, one_of, writable_text
from narrate.ground.toml import read_toml
from narrate.messages import Message
from narrate.production.surroundings import beside, lexicon_names
from narrate.reading.lexicon.entries import lexicon_in, load_lexicon
from narrate.reading.policy import SAYING, SayingPolicy
from narrate.script.pauses import PAUSES, Pauses
from narrate.speech.manner import MANNERS, Manners
from narrate.speech.shade import SHADES, Shades, shades_of
from narrate.speech.voice import DEFAULT_VOICE

if TYPE_CHECKING:
    from narrate.ground.opened import Read
    from narrate.ground.tables import Kinds
    from narrate.ground.toml import TomlFile
    from narrate.reading.lexicon.entries import Entry


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """The voice that speaks where nothing nearer says otherwise; ``None`` is the voice's own setting."""

    name: str = DEFAULT_VOICE
    speed: float | None = None
    pitch: float | None = None
    manners: Manners = field(default_factory=Manners)
    shades: Shades = field(default_factory=Shades)


class SharedLexicon(NamedTuple):
    """A lexicon that settings name, and the line where they do."""

    path: Path
    named_in: Path | str
    line: int | None


@dataclass(frozen=True, slots=True)
class Settings:
    """How articles of one folder become editions. Every field has a working default.

    ``lexicons`` are shared with other folders, the later ones stronger; the folder's own goes before all.
    ``store_limit_mb`` bounds the clip store (0: no bound).
    """

    pauses: Pauses = field(default_factory=Pauses)
    markdown: MarkdownPolicy = field(default_factory=MarkdownPolicy)
    reading: SayingPolicy = field(default_factory=SayingPolicy)
    lexicons: tuple[SharedLexicon, ...] = ()
    voice: VoiceChoice = field(default_factory=VoiceChoice)
    bit_rate_kbps: int = DEFAULT_BIT_RATE_KBPS
    album: str = ""
    chapters: int = DEFAULT_CHAPTERS
    store_limit_mb: int = 0

    @property
    def article(self) -> ArticlePolicy:
        """How articles are understood: addresses are read out by whoever asks for their hosts."""
        return ArticlePolicy(self.markdown, self.chapters, self.reading.url == "host")


_LEXICONS = must_be(Message('a list of files, like ["../house.toml"]'), lexicon_names)
_TABLES: dict[str, Kinds] = {
    "pauses": PAUSES,
    "markdown": kinds_of(MarkdownPolicy),
    "reading": {**SAYING, "lexicons": _LEXICONS},
    "voice": {"name": any_text, **PROSODY, **MANNERS, **SHADES},
    "audio": {"bitrate": one_of(*BIT_RATES_KBPS)},
    "edition": {"album": writable_text, "chapters": CHAPTERS.whole},
    "store": {"limit_mb": Range(0, 10**9, Message("megabytes")).whole},
}


def load_settings(path: Path, read: Read = read_file) -> Settings:
    """Read a settings file; without one, the defaults hold.

    Raises:
        SettingsError: with file and line.
    """
    file = read_toml(path, read=read)
    return settings_of(file) if file else Settings()


def settings_of(file: TomlFile) -> Settings:
    """The settings that a file asks for.

    Raises:
        SettingsError: with file and line.
    """
    chosen = {name: {} for name in _TABLES} | checked_table(file.values, _TABLES, file.fault)
    shared = chosen["reading"].pop("lexicons", ())
    return Settings(
        pauses=Pauses(**chosen["pauses"]),
        markdown=MarkdownPolicy(**chosen["markdown"]),
        reading=SayingPolicy(**chosen["reading"]),
        lexicons=tuple(_shared_lexicon(file, name) for name in shared),
        voice=_voice_choice(chosen["voice"]),
        bit_rate_kbps=chosen["audio"].get("bitrate", DEFAULT_BIT_RATE_KBPS),
        album=chosen["edition"].get("album", ""),
        chapters=chosen["edition"].get("chapters", DEFAULT_CHAPTERS),
        store_limit_mb=chosen["store"].get("limit_mb", 0),
    )


def own_words(settings: Settings, lexicon: Path, read: Read = read_file) -> tuple[tuple[Entry, ...], ...]:
    """The words that hold in a folder, in layers, the later ones stronger: shared ones, then its own.

    Raises:
        SettingsError: a lexicon is faulty, or a shared one is not there; with file and line.
    """
    return (*shared_words(settings, read), load_lexicon(lexicon, read))


def shared_words(settings: Settings, read: Read = read_file) -> tuple[tuple[Entry, ...], ...]:
    """The words of each shared lexicon, the later ones stronger.

    Raises:
        SettingsError: one is faulty or not there; with file and line.
    """
    return tuple(_shared_words(shared, read) for shared in settings.lexicons)


def _shared_words(shared: SharedLexicon, read: Read) -> tuple[Entry, ...]:
    words = lexicon_in(shared.path, read)
    if words is None:
        problem = Message("there is no lexicon {path}", path=shared.path)
        hint = Message("paths in settings go from the folder of the settings")
        raise SettingsError(problem, hint=hint, path=shared.named_in, line=shared.line)
    return words


def _shared_lexicon(file: TomlFile, name: str) -> SharedLexicon:
    """The lexicon of that name, with the line of the list that has it."""
    line = file.line_of("reading", "lexicons")
    rows = enumerate(file.text.split("\n")[line - 1 :] if line else (), line or 0)
    there = next((number for number, row in rows if name in row), line)
    return SharedLexicon(beside(Path(file.path), name), file.path, there)


def _voice_choice(chosen: dict[str, Any]) -> VoiceChoice:
    manners = Manners(**{name: chosen.pop(name) for name in MANNERS if name in chosen})
    shades = Shades(**shades_of(chosen))
    return VoiceChoice(
        **{name: value for name, value in chosen.items() if name not in SHADES},
        manners=manners,
        shades=shades,
    )
