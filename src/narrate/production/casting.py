"""Which voice speaks each section, how fast and how high.

The nearest choice counts: the command's, the front matter's for the section, then for the whole article,
the settings', the voice's own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from narrate.errors import VoiceError
from narrate.messages import Listed, Message
from narrate.speech.voice import find_voice, voice_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrate.article.frontmatter import FrontMatter
    from narrate.model import Script
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
    request, about = inputs.request, inputs.front.metadata
    titles = [section.title for section in script.sections]
    _refuse_unknown_sections(inputs.front, titles)
    find = partial(find_voice, folders=voice_folders(request.workspace), read=inputs.files.read)
    whole = _voice_of_all(request, settings, find, inputs.front)
    voices = []
    for title in titles:
        own = about.sections.get(title, {})
        voice = whole
        if "voice" in own and not request.voice:
            voice = _named(str(own["voice"]), find, inputs.front, "sections", title, "voice")
        speed = _first(request.speed, own.get("speed"), about.speed, settings.voice.speed)
        pitch = _first(request.pitch, own.get("pitch"), about.pitch, settings.voice.pitch)
        voices.append(voice.with_prosody(speed, pitch))
    return voices


def _voice_of_all(
    request: Request, settings: Settings, find: Callable[[str], Voice], front: FrontMatter
) -> Voice:
    if front.metadata.voice and not request.voice:
        return _named(front.metadata.voice, find, front, "voice")
    return find(request.voice or settings.voice.name)


def _named(name: str, find: Callable[[str], Voice], front: FrontMatter, *keys: str) -> Voice:
    """A voice that the front matter names at ``keys``."""
    try:
        return find(name)
    except VoiceError as error:
        if error.path is not None:
            raise
        line = front.line_of(*keys)
        raise VoiceError(error.problem, hint=error.hint, path=front.path, line=line) from None


def _first(*choices: object) -> float | None:
    return next((float(c) for c in choices if isinstance(c, int | float)), None)


def _refuse_unknown_sections(front: FrontMatter, titles: Sequence[str]) -> None:
    for title in front.metadata.sections:
        if title not in titles:
            problem = Message("'sections' in the front matter names {title!r}", title=title)
            known = Message("the sections are: {titles}", titles=Listed(titles))
            raise front.fault(problem, known, "sections", title)
