"""A request -> a plan: the script, and each utterance's voice and reading key. Nothing is read yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.article import read_article
from narrate.edition.show import Show, load_show
from narrate.errors import SettingsError, UsageError
from narrate.pauses import Neighbour
from narrate.reading.coverage import account
from narrate.reading.key import reading_key
from narrate.reading.lexicon import Lexicon, entries_of, load_lexicon
from narrate.reading.ruby import harvest
from narrate.reading.utterances import script_of
from narrate.request import LEXICON_FILE, SHOW_FILE, Request, slug_of
from narrate.settings import Settings, load_settings
from narrate.speech.voice import Voice, find_voice, voice_folders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from narrate.model import Article, Script, Skip, Utterance
    from narrate.pauses import Pauses


@dataclass(frozen=True, slots=True)
class PlannedUtterance:
    """An utterance with everything that is known before it is read. Numbers count from 0."""

    utterance: Utterance
    section: int
    paragraph: int
    after_scene_break: bool
    voice: Voice
    reading_key: str

    @property
    def neighbour(self) -> Neighbour:
        """What the pauses around it depend on."""
        said = self.utterance
        return Neighbour(said.role, said.joint, self.paragraph, self.section, self.after_scene_break)


@dataclass(frozen=True)
class Plan:
    """A whole article, ready to be read. ``skips`` are all that is not spoken, in order."""

    request: Request
    settings: Settings
    show: Show
    pauses: Pauses
    slug: str
    script: Script
    lexicon: Lexicon
    utterances: tuple[PlannedUtterance, ...]
    skips: tuple[Skip, ...]
    bit_rate_kbps: int

    @property
    def article(self) -> Article:
        """The article that is built."""
        return self.script.article

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all sections."""
        return tuple(s.title for s in self.script.sections)


def plan_edition(request: Request) -> Plan:
    """Read the article and everything around it, and prove that nothing of it is lost.

    Raises:
        NarrateError: whatever is wrong with the article, its settings, its lexicon or its voices.
    """
    settings = load_settings(request.path.parent)
    show = load_show(request.path.parent / SHOW_FILE)
    article = read_article(request.path, settings.markdown)
    script = script_of(article)
    skips = account(script)
    lexicon = _lexicon(request, script)
    voices = _voices(request, settings, article, script)
    pauses = settings.pauses.with_changes(article.metadata.pauses, request.path)
    utterances = _planned(script, voices, lexicon, settings)
    return Plan(
        request,
        settings,
        show,
        pauses,
        slug_of(request.path, article.metadata.slug),
        script,
        lexicon,
        tuple(utterances),
        skips,
        request.bit_rate_kbps or settings.bit_rate_kbps,
    )


def section_number(plan: Plan) -> int | None:
    """The section (from 0) that the request names; ``None`` when it names none.

    Raises:
        UsageError: there is no such section, or several.
    """
    named = plan.request.section
    if named is None:
        return None
    listing = ", ".join(f"{n} {title}" for n, title in enumerate(plan.titles, 1))
    if named.isdecimal() and 1 <= int(named) <= len(plan.titles):
        return int(named) - 1
    found = [n for n, title in enumerate(plan.titles) if title == named]
    found = found or [n for n, title in enumerate(plan.titles) if named in title]
    if len(found) != 1:
        problem = f"there is no section {named!r}" if not found else f"several sections match {named!r}"
        raise UsageError(problem, hint=f"the sections are: {listing}", path=plan.request.path)
    return found[0]


def _lexicon(request: Request, script: Script) -> Lexicon:
    path = request.path.parent / LEXICON_FILE
    own = load_lexicon(path) if path.is_file() else ()
    front = entries_of(script.article.metadata.lexicon, request.path)
    ruby = harvest((u.text, u.rubies) for u in script.utterances if u.rubies)
    return Lexicon().with_layer(own).with_layer(ruby).with_layer(front)


def _voices(request: Request, settings: Settings, article: Article, script: Script) -> list[Voice]:
    """The voice of each section."""
    folders = voice_folders(request.workspace)
    metadata = article.metadata
    name = request.voice or metadata.voice or settings.voice.name
    whole = find_voice(name, folders).with_prosody(
        _first(request.speed, metadata.speed, settings.voice.speed),
        _first(request.pitch, metadata.pitch, settings.voice.pitch),
    )
    known = {section.title for section in script.sections}
    for title in metadata.sections:
        if title not in known:
            raise SettingsError(
                f"'sections' in the front matter names {title!r}",
                hint=f"the sections are: {', '.join(s.title for s in script.sections)}",
                path=request.path,
            )
    changes = [metadata.sections.get(section.title, {}) for section in script.sections]
    return [_section_voice(whole, change, folders, request) if change else whole for change in changes]


def _first(*choices: float | None) -> float | None:
    return next((c for c in choices if c is not None), None)


def _section_voice(
    whole: Voice, change: Mapping[str, object], folders: Sequence[Path], request: Request
) -> Voice:
    unknown = sorted(set(change) - {"voice", "speed", "pitch"})
    if unknown:
        raise SettingsError(
            f"a section has no {unknown[0]!r}", hint="it can have: voice, speed, pitch", path=request.path
        )
    voice = find_voice(str(change["voice"]), folders) if "voice" in change else whole
    numbers = {}
    for name, low, high in (("speed", 0.25, 4.0), ("pitch", -24.0, 24.0)):
        value = change.get(name)
        if value is not None and not (
            isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        ):
            raise SettingsError(
                f"a section's {name} is {value!r}", hint=f"it must be from {low} to {high}", path=request.path
            )
        numbers[name] = None if value is None else float(value)
    return voice.with_prosody(numbers["speed"], numbers["pitch"])


def _planned(
    script: Script, voices: Sequence[Voice], lexicon: Lexicon, settings: Settings
) -> list[PlannedUtterance]:
    planned = []
    paragraph_number = 0
    for number, section in enumerate(script.sections):
        for paragraph in section.paragraphs:
            for utterance in paragraph.utterances:
                key = reading_key(utterance.text, utterance.rubies, lexicon, settings.reading)
                planned.append(
                    PlannedUtterance(
                        utterance, number, paragraph_number, paragraph.after_scene_break, voices[number], key
                    )
                )
            paragraph_number += 1
    return planned
