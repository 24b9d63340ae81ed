"""Which voice speaks each section and each part of it, how fast and how high.

The nearest choice counts: the command's, the front matter's for the section, then for the whole article,
the settings', the voice's own. A shade is laid upon what this comes to.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from narrate.errors import VoiceError
from narrate.ground.choices import OWN_ENGINE
from narrate.ground.toml import read_toml
from narrate.messages import Listed, Message
from narrate.speech.shade import PLAIN, Part, part_of
from narrate.speech.voice import find_voice, voice_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from narrate.article.frontmatter import FrontMatter
    from narrate.model import Script, Utterance
    from narrate.production.inputs import Inputs
    from narrate.production.request import Request
    from narrate.production.settings import Settings
    from narrate.speech.shade import Shades
    from narrate.speech.voice import Voice


class Casting(NamedTuple):
    """Who speaks a section: its voice, and for each part that has a shade the voice in that."""

    voice: Voice
    shaded: Mapping[Part, Voice]

    def part_of(self, utterance: Utterance) -> Part | None:
        """The part in whose shade an utterance is spoken, if it is in one."""
        part = part_of(utterance)
        return part if part in self.shaded else None

    def voice_of(self, part: Part | None) -> Voice:
        """The voice for a part, or for what is in none."""
        return self.shaded[part] if part else self.voice


def cast(inputs: Inputs, settings: Settings, script: Script, shades: Shades) -> list[Casting]:
    """The voices of each section.

    Raises:
        SettingsError: the front matter names a section that is not there.
        VoiceError: there is no such voice, or it is damaged.
    """
    request, about = inputs.request, inputs.front.metadata
    titles = [section.title for section in script.sections]
    _refuse_unknown_sections(inputs.front, titles)
    find = partial(find_voice, folders=voice_folders(request.workspace), read=inputs.files.read)
    whole = _voice_of_all(request, settings, find, inputs.front)
    used = [part for part in Part if shades.of(part) != PLAIN]
    others = {part: _other_voice(part, shades.of(part).voice, find, inputs) for part in used}
    castings = []
    for title in titles:
        own = about.sections.get(title, {})
        voice = whole
        if "voice" in own and not request.voice:
            voice = _named(str(own["voice"]), find, inputs.front, "sections", title, "voice")
        speed = _first(request.speed, own.get("speed"), about.speed, settings.voice.speed)
        pitch = _first(request.pitch, own.get("pitch"), about.pitch, settings.voice.pitch)
        speakers = {part: (others[part] or voice).with_prosody(speed, pitch) for part in used}
        shaded = {part: speaker.in_shade(shades.of(part)) for part, speaker in speakers.items()}
        castings.append(Casting(voice.with_prosody(speed, pitch), shaded))
    return castings


def shade_notes(shades: Shades, spoken: Iterable[tuple[Part | None, Voice]]) -> tuple[Message, ...]:
    """What of shades is left out because the engine of their voice does not know it: at most one note."""
    deaf = sorted({(v.engine, part) for part, v in spoken if part and v.engine != OWN_ENGINE})
    left_out = [f"{part}.{name}" for _, part in deaf for name in shades.of(part).for_own_engine_only]
    if not left_out:
        return ()
    return (
        Message(
            "{engine} knows pitch and speed of a shade only, and leaves out: {names}",
            engine=Listed(dict.fromkeys(engine for engine, _ in deaf)),
            names=Listed(dict.fromkeys(left_out)),
        ),
    )


def _other_voice(part: Part, name: str, find: Callable[[str], Voice], inputs: Inputs) -> Voice | None:
    """The other voice that a shade names, unless the command names one for all."""
    if not name or inputs.request.voice:
        return None
    if part in inputs.front.metadata.prosody:
        return _named(name, find, inputs.front, "prosody", part, "voice")
    try:
        return find(name)
    except VoiceError as error:
        file = read_toml(inputs.request.surroundings.settings, read=inputs.files.read)
        if error.path is not None or file is None:
            raise
        fault = file.fault(error.problem, error.hint, "voice", part, "voice")
        raise VoiceError(error.problem, hint=error.hint, path=fault.path, line=fault.line) from None


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
