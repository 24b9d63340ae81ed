"""A request -> a plan: the script, and each utterance's voice and reading key. Nothing is read yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from narrate.article import parse_article
from narrate.errors import UsageError
from narrate.ground.choices import OWN_ENGINE
from narrate.ground.tables import checked_table
from narrate.messages import Listed, Message
from narrate.model import Joint, Role
from narrate.podcast.show import Show, load_show
from narrate.production.casting import cast, shade_notes
from narrate.production.settings import Settings, load_settings, own_words
from narrate.reading.key import reading_key
from narrate.reading.lexicon.entries import entries_of, entries_of_ruby
from narrate.reading.lexicon.layers import Lexicon
from narrate.script.coverage import account
from narrate.script.pauses import PAUSES, Neighbour
from narrate.script.utterances import script_of
from narrate.speech.manner import MANNERS, Manners, level_of, manner_of, with_pauses
from narrate.speech.shade import PLAIN, SHADES, Part, shades_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Article, Script, ScriptParagraph, Skip, Utterance
    from narrate.production.casting import Casting
    from narrate.production.inputs import Inputs
    from narrate.production.request import Request
    from narrate.reading.lexicon.entries import Entry
    from narrate.reading.policy import SayingPolicy
    from narrate.script.pauses import Pauses
    from narrate.speech.manner import Level
    from narrate.speech.voice import Voice
    from narrate.synthesis.delivery import Delivery


_NUMBER = re.compile(r"\s*[-+]?\d+\s*")
"""What counts sections; it is no part of a title."""


class PlannedUtterance(NamedTuple):
    """An utterance with everything that is known before it is read. Numbers count from 0.

    ``part`` is the part in whose shade it is spoken, if it is in one.
    """

    utterance: Utterance
    section: int
    paragraph: int
    after_scene_break: bool
    voice: Voice
    manner: Delivery
    reading_key: str
    part: Part | None = None
    stressed: tuple[tuple[int, int], ...] = ()

    @property
    def neighbour(self) -> Neighbour:
        """What the pauses around it depend on."""
        said = self.utterance
        return Neighbour(said.role, said.joint, self.paragraph, self.section, self.after_scene_break)


@dataclass(frozen=True)
class Plan:
    """A whole article, ready to be read. ``skips`` are all that is not spoken, in order.

    ``voices`` are those of the sections, without shades.
    """

    request: Request
    settings: Settings
    show: Show
    pauses: Pauses
    slug: str
    script: Script
    lexicon: Lexicon
    voices: tuple[Voice, ...]
    utterances: tuple[PlannedUtterance, ...]
    skips: tuple[Skip, ...]
    bit_rate_kbps: int
    notes: tuple[Message, ...]

    @property
    def article(self) -> Article:
        """The article that is built."""
        return self.script.article

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all sections."""
        return tuple(s.title for s in self.script.sections)


def plan_of(inputs: Inputs) -> Plan:
    """Understand the article and everything around it, and prove that nothing of it is lost.

    Raises:
        NarrateError: whatever is wrong with the article, its settings, its lexicon or its voices.
    """
    request, read = inputs.request, inputs.files.read
    around = request.surroundings
    settings = load_settings(around.settings, read)
    show = load_show(around.show, read)
    article = parse_article(inputs.source, inputs.front, settings.article)
    prosody = checked_table(article.metadata.prosody, {**MANNERS, **SHADES}, inputs.front.fault, "prosody")
    shades = replace(settings.voice.shades, **shades_of(prosody))
    script = script_of(article, cuts_speech=shades.speech != PLAIN)
    skips = account(script)
    lexicon = words_for_script(inputs, settings, script)
    castings = cast(inputs, settings, script, shades)
    manners = replace(settings.voice.manners, **{n: v for n, v in prosody.items() if n in MANNERS})
    changes = checked_table(article.metadata.pauses, PAUSES, inputs.front.fault, "pauses")
    pauses = replace(settings.pauses, **changes)
    utterances = _planned(script, castings, lexicon, settings.reading, manners, pauses)
    return Plan(
        request,
        settings,
        show,
        pauses,
        inputs.slug,
        script,
        lexicon,
        tuple(casting.voice for casting in castings),
        tuple(utterances),
        skips,
        request.bit_rate_kbps or settings.bit_rate_kbps,
        article.notes + shade_notes(shades, {(u.part, u.voice) for u in utterances}),
    )


def section_number(plan: Plan) -> int | None:
    """The section (from 0) that the request names; ``None`` when it names none.

    Raises:
        UsageError: there is no such section, or several.
    """
    named = plan.request.section
    if named is None:
        return None
    listing = Listed(f"{n} {title}" for n, title in enumerate(plan.titles, 1))
    if named.isdecimal() and 1 <= int(named) <= len(plan.titles):
        return int(named) - 1
    found = [n for n, title in enumerate(plan.titles) if title == named]
    if not found and not _NUMBER.fullmatch(named):
        found = [n for n, title in enumerate(plan.titles) if named in title]
    if len(found) != 1:
        problem = (
            Message("there is no section {named!r}", named=named)
            if not found
            else Message("several sections match {named!r}", named=named)
        )
        raise UsageError(
            problem, hint=Message("the sections are: {listing}", listing=listing), path=plan.request.path
        )
    return found[0]


def words_for(inputs: Inputs) -> Lexicon:
    """All words that hold for an article, whatever its voices and its show are.

    Raises:
        NarrateError: the article, its settings or a lexicon is faulty.
    """
    return words_and_script(inputs)[0]


def words_and_script(inputs: Inputs) -> tuple[Lexicon, Script, SayingPolicy]:
    """The same with what is read by them, and how that is said.

    Raises:
        NarrateError: as `words_for` does.
    """
    settings = load_settings(inputs.request.surroundings.settings, inputs.files.read)
    script = script_of(parse_article(inputs.source, inputs.front, settings.article))
    return words_for_script(inputs, settings, script), script, settings.reading


def words_for_script(inputs: Inputs, settings: Settings, script: Script) -> Lexicon:
    """The same by its script: shared words, the folder's, those of the ruby and those of the front matter.

    Raises:
        SettingsError: a lexicon or the front matter's words are faulty, or a shared lexicon is not there.
    """
    path = inputs.request.path
    own = own_words(settings, inputs.request.surroundings.lexicon, inputs.files.read)
    front = entries_of(script.article.metadata.lexicon, path, inputs.front.line_of_word)
    given = ((u.text, u.rubies, u.place) for u in script.utterances if u.rubies)
    ruby = entries_of_ruby(((text, rubies, place.file(path), place.line) for text, rubies, place in given))
    return Lexicon((*own, ruby, front))


def with_own_word(lexicon: Lexicon, entry: Entry) -> Lexicon:
    """What `words_for_script` gives, if the folder's lexicon had this word."""
    *own, ruby, front = lexicon.layers
    return Lexicon((*own, (entry,), ruby, front))


def _planned(
    script: Script,
    castings: Sequence[Casting],
    lexicon: Lexicon,
    policy: SayingPolicy,
    manners: Manners,
    pauses: Pauses,
) -> list[PlannedUtterance]:
    planned = []
    paragraph_number = 0
    for number, section in enumerate(script.sections):
        for paragraph in section.paragraphs:
            for utterance, level in _levels(paragraph):
                part = castings[number].part_of(utterance)
                voice = castings[number].voice_of(part)
                role = Role.BODY if part is Part.QUOTE else paragraph.role  # set off once is enough
                stressed = utterance.stressed if manners.emphasis and voice.engine == OWN_ENGINE else ()
                key = reading_key(utterance.text, utterance.rubies, lexicon, policy, voice.engine, stressed)
                manner = manner_of(utterance.text, role, level, utterance.joint, manners, voice.engine)
                manner = with_pauses(manner, pauses.comma, pauses.breath, voice.engine)
                place = utterance, number, paragraph_number, paragraph.after_scene_break
                planned.append(PlannedUtterance(*place, voice, manner, key, part, stressed))
            paragraph_number += 1
    return planned


def _levels(paragraph: ScriptParagraph) -> Iterator[tuple[Utterance, Level]]:
    """Each utterance with its sentence's level: the parts of a long sentence share one."""
    ends = [utterance.joint is Joint.SENTENCE for utterance in paragraph.utterances]
    count = sum(ends[:-1]) + 1
    sentence = 0
    for utterance, is_end in zip(paragraph.utterances, ends, strict=True):
        yield utterance, level_of(sentence, count)
        sentence += is_end
