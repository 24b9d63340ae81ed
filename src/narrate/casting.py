"""Which voice speaks each section: the command's, the front matter's, the settings', in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.article.frontmatter import line_of
from narrate.errors import SettingsError, VoiceError
from narrate.speech.voice import find_voice, voice_folders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from narrate.model import Article, Script
    from narrate.request import Request
    from narrate.settings import Settings
    from narrate.speech.voice import Voice

_LIMITS = {"speed": (0.25, 4.0), "pitch": (-24.0, 24.0)}


def cast(request: Request, settings: Settings, article: Article, script: Script) -> list[Voice]:
    """The voice of each section.

    Raises:
        SettingsError: the front matter names a section that is not there, or gives it what it cannot have.
        VoiceError: there is no such voice, or it is damaged.
    """
    folders = voice_folders(request.workspace)
    metadata = article.metadata
    if metadata.voice and not request.voice:
        voice = _named(metadata.voice, folders, article, "voice")
    else:
        voice = find_voice(request.voice or settings.voice.name, folders)
    whole = voice.with_prosody(
        _first(request.speed, metadata.speed, settings.voice.speed),
        _first(request.pitch, metadata.pitch, settings.voice.pitch),
    )
    _refuse_unknown_sections(article, [section.title for section in script.sections])
    changes = [(section.title, metadata.sections.get(section.title, {})) for section in script.sections]
    return [_changed(whole, title, change, folders, article) for title, change in changes]


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


def _first(*choices: float | None) -> float | None:
    return next((c for c in choices if c is not None), None)


def _refuse_unknown_sections(article: Article, titles: Sequence[str]) -> None:
    for title in article.metadata.sections:
        if title not in titles:
            raise SettingsError(
                f"'sections' in the front matter names {title!r}",
                hint=f"the sections are: {', '.join(titles)}",
                path=article.source.path,
                line=line_of(article.source, "sections", title),
            )


def _changed(
    whole: Voice, title: str, change: Mapping[str, object], folders: Sequence[Path], article: Article
) -> Voice:
    """The article's voice with what the front matter changes for one section."""
    for name, value in change.items():
        if name != "voice":
            _check(name, value, article, title)
    voice = _named(str(change["voice"]), folders, article, title, "voice") if "voice" in change else whole
    speed, pitch = (change.get(name) for name in _LIMITS)
    return voice.with_prosody(
        float(speed) if isinstance(speed, int | float) else None,
        float(pitch) if isinstance(pitch, int | float) else None,
    )


def _check(name: str, value: object, article: Article, title: str) -> None:
    source = article.source
    line = line_of(source, "sections", title, name)
    if name not in _LIMITS:
        hint = "it can have: voice, speed, pitch"
        raise SettingsError(f"a section has no {name!r}", hint=hint, path=source.path, line=line)
    low, high = _LIMITS[name]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if value is not None and not (is_number and low <= float(str(value)) <= high):
        raise SettingsError(
            f"a section's {name} is {value!r}",
            hint=f"it must be from {low} to {high}",
            path=source.path,
            line=line,
        )
