"""Which voice speaks each section, how fast and how high.

The nearest choice counts: the command's, the front matter's for the section, then for the whole article,
the settings', the voice's own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from narrate.article.frontmatter import fault_in, line_of
from narrate.errors import VoiceError
from narrate.messages import Listed, Message
from narrate.speech.voice import find_voice, voice_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrate.model import Article, Script
    from narrate.production.inputs import Inputs
    from narrate.production.request import Request
    from narrate.production.settings import Settings
    from narrate.speech.voice import Voice


def cast(inputs: Inputs, settings: Settings, script: Script) -> list[Voice]:
    """The voice of each section.

    Raises:
        SettingsError: the front matter names a section that is not there.
        VoiceError: there is no such voice, or it is damaged.
    """
    request, article = inputs.request, script.article
    titles = [section.title for section in script.sections]
    _refuse_unknown_sections(article, titles)
    find = partial(find_voice, folders=voice_folders(request.workspace), read=inputs.files.read)
    whole = _voice_of_all(request, settings, find, article)
    about = article.metadata
    voices = []
    for title in titles:
        own = about.sections.get(title, {})
        voice = whole
        if "voice" in own and not request.voice:
            voice = _named(str(own["voice"]), find, article, title, "voice")
        speed = _first(request.speed, own.get("speed"), about.speed, settings.voice.speed)
        pitch = _first(request.pitch, own.get("pitch"), about.pitch, settings.voice.pitch)
        voices.append(voice.with_prosody(speed, pitch))
    return voices


def _voice_of_all(
    request: Request, settings: Settings, find: Callable[[str], Voice], article: Article
) -> Voice:
    if article.metadata.voice and not request.voice:
        return _named(article.metadata.voice, find, article, "voice")
    return find(request.voice or settings.voice.name)


def _named(name: str, find: Callable[[str], Voice], article: Article, *keys: str) -> Voice:
    """A voice that the front matter names at ``keys``."""
    try:
        return find(name)
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
            problem = Message("'sections' in the front matter names {title!r}", title=title)
            known = Message("the sections are: {titles}", titles=Listed(titles))
            raise fault_in(article.source, problem, known, "sections", title)
