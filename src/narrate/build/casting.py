"""Which voice speaks each section, how fast and how high.

The nearest choice counts: the command's, the front matter's for the section, then for the whole article,
the settings', the voice's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.article.frontmatter import line_of
from narrate.errors import SettingsError, VoiceError
from narrate.ground.choices import PROSODY
from narrate.speech.voice import find_voice, voice_folders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from narrate.build.request import Request
    from narrate.build.settings import Settings
    from narrate.model import Article, Script
    from narrate.speech.voice import Voice


def cast(request: Request, settings: Settings, article: Article, script: Script) -> list[Voice]:
    """The voice of each section.

    Raises:
        SettingsError: the front matter names a section that is not there, or gives it what it cannot have.
        VoiceError: there is no such voice, or it is damaged.
    """
    titles = [section.title for section in script.sections]
    _refuse_unknown_sections(article, titles)
    folders = voice_folders(request.workspace)
    whole = _voice_of_all(request, settings, folders, article)
    about = article.metadata
    voices = []
    for title in titles:
        own = _own_choices(article, title)
        voice = whole
        if "voice" in own and not request.voice:
            voice = _named(str(own["voice"]), folders, article, title, "voice")
        speed = _first(request.speed, own.get("speed"), about.speed, settings.voice.speed)
        pitch = _first(request.pitch, own.get("pitch"), about.pitch, settings.voice.pitch)
        voices.append(voice.with_prosody(speed, pitch))
    return voices


def _voice_of_all(request: Request, settings: Settings, folders: Sequence[Path], article: Article) -> Voice:
    if article.metadata.voice and not request.voice:
        return _named(article.metadata.voice, folders, article, "voice")
    return find_voice(request.voice or settings.voice.name, folders)


def _named(name: str, folders: Sequence[Path], article: Article, *keys: str) -> Voice:
    """A voice that the front matter names at ``keys``."""
    try:
        return find_voice(name, folders)
    except VoiceError as error:
        if error.path is not None:
            raise
        source = article.source
        raise VoiceError(
            error.problem, hint=error.hint, path=source.path, line=line_of(source, *keys)
        ) from None


def _first(*choices: object) -> float | None:
    return next((float(c) for c in choices if isinstance(c, int | float)), None)


def _refuse_unknown_sections(article: Article, titles: Sequence[str]) -> None:
    for title in article.metadata.sections:
        if title not in titles:
            raise SettingsError(
                f"'sections' in the front matter names {title!r}",
                hint=f"the sections are: {', '.join(titles)}",
                path=article.source.path,
                line=line_of(article.source, "sections", title),
            )


def _own_choices(article: Article, title: str) -> Mapping[str, object]:
    """What the front matter says of one section."""
    own = article.metadata.sections.get(title, {})
    for name, value in own.items():
        if name != "voice":
            _check(name, value, article, title)
    return own


def _check(name: str, value: object, article: Article, title: str) -> None:
    source = article.source
    line = line_of(source, "sections", title, name)
    if name not in PROSODY:
        hint = "it can have: voice, speed, pitch"
        raise SettingsError(f"a section has no {name!r}", hint=hint, path=source.path, line=line)
    if value is not None and not PROSODY[name].holds(value):
        raise SettingsError(
            f"a section's {name} is {value!r}",
            hint=f"it must be {PROSODY[name]}",
            path=source.path,
            line=line,
        )
