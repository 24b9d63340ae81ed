"""What a build would do: the plan, read, and compared with what is there. Speaks and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from narrate.audio.mp3 import SAMPLE_RATE
from narrate.errors import UnspokenError
from narrate.messages import Foreign, Message
from narrate.model import Decision, Role, Skip
from narrate.production.inputs import open_inputs
from narrate.production.kept import kept_for, unspoken
from narrate.production.plan import plan_of
from narrate.script.pauses import pause_ms_between
from narrate.script.utterances import without_ruby
from narrate.store.record import load_record

if TYPE_CHECKING:
    from narrate.model import Article, Place
    from narrate.production.kept import Kept
    from narrate.production.plan import Plan, PlannedUtterance
    from narrate.production.request import Request
    from narrate.store.record import ReadingFacts, Unspoken

_MS_PER_MORA = 137
"""Mei at speed 1.0 speaks 7.3 moras a second, commas included (measured over the sample articles)."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """An utterance, and whether its clip would be kept. ``voice_ms`` is exact for a kept one."""

    planned: PlannedUtterance
    reading: ReadingFacts
    is_kept: bool
    voice_ms: int


@dataclass(frozen=True, slots=True)
class Survey:
    """A plan as a build would carry it out. ``skips`` hold also what readings leave out.

    ``unspoken`` are the sentences that cannot be read, and those of which the last build made no sound.
    """

    plan: Plan
    utterances: tuple[Surveyed, ...]
    skips: tuple[Skip, ...]
    unspoken: tuple[Unspoken, ...] = ()

    @property
    def expected_ms(self) -> int:
        """How long the edition will be."""
        heard = [s.planned for s in self.utterances]
        if not heard:
            return 0
        sides = [p.neighbour for p in heard]
        pauses = self.plan.pauses
        between = sum(pause_ms_between(a, b, pauses) for a, b in pairwise(sides))
        return pauses.start + between + pauses.end + sum(s.voice_ms for s in self.utterances)


def survey_of(request: Request) -> Survey:
    """Look at what a request asks for.

    Raises:
        NarrateError: something is wrong with the article or its surroundings.
    """
    plan = plan_of(open_inputs(request))
    return survey(kept_for(plan, load_record(request.audio_folder, plan.slug, with_cues=False)))


def survey(kept: Kept) -> Survey:
    """Look at every utterance of a plan."""
    surveyed = []
    skips = list(kept.plan.skips)
    lacking = []
    to_speak: set[str] = set()
    for planned in kept.plan.utterances:
        try:
            facts = kept.facts(planned)
        except UnspokenError as error:
            lacking.append(unspoken(error, planned))
            continue
        skips += _silent_parts(planned, facts)
        if facts.labels_digest:
            key = kept.key(planned, facts)
            if (refused := kept.refused(key)) is not None:
                place = planned.utterance.place
                lacking.append(refused._replace(line=place.line, part=place.part))
                continue
            clip = kept.store.get(key) or kept.published_clip(key)
            guess = round(facts.mora_count * _MS_PER_MORA / planned.voice.speed)
            voice_ms = clip.shape.voiced_samples * 1000 // SAMPLE_RATE if clip else guess
            surveyed.append(Surveyed(planned, facts, clip is not None or key in to_speak, voice_ms))
            to_speak.add(key)
    ordered = tuple(sorted(skips, key=lambda s: s.start))
    return Survey(kept.plan, tuple(surveyed), ordered, tuple(lacking))


def _silent_parts(planned: PlannedUtterance, facts: ReadingFacts) -> list[Skip]:
    parts = []
    for silence in facts.silences:
        origins = planned.utterance.passage[silence.start : silence.end].known_origins
        if origins:
            reason = Message("{reason}", reason=Foreign(silence.reason))
            parts.append(Skip(origins[0], origins[-1] + 1, reason))
    return parts


def decisions_of(article: Article) -> list[tuple[Place, Decision]]:
    """Why each heading is one, and why a line that nearly was is none, with their places, in order.

    What Markdown or another notation says is a heading needs no other reason.
    """
    source = article.source
    known = {source.line_span(d.start)[0]: d for d in article.decisions}
    for paragraph in (p for s in article.sections for p in s.paragraphs if p.role is Role.HEADING):
        start = next(iter(paragraph.passage.known_origins), paragraph.anchor)
        written = Decision(start, without_ruby(paragraph.passage.text), True, Message("written as a heading"))
        known.setdefault(source.line_span(start)[0], written)
    return [(source.place_of(at, at), decision) for at, decision in sorted(known.items())]


def survey_to_json(found: Survey, *, with_why: bool = False) -> dict[str, Any]:
    """The survey as ``narrate plan --json`` prints it; ``with_why`` adds why lines are headings or not."""
    table = _survey_to_json(found)
    if with_why:
        table["headings"] = [
            {**_line(place), "text": d.text, "heading": d.is_heading, "reason": d.reason}
            for place, d in decisions_of(found.plan.article)
        ]
    return table


def _survey_to_json(found: Survey) -> dict[str, Any]:
    article = found.plan.article
    return {
        "title": without_ruby(article.text_of(Role.TITLE) or article.metadata.title) or found.plan.titles[0],
        "subtitle": without_ruby(article.text_of(Role.SUBTITLE)),
        "category": without_ruby(article.text_of(Role.CATEGORY)),
        "lead": without_ruby(article.text_of(Role.LEAD)),
        "slug": found.plan.slug,
        "encoding": article.source.encoding,
        "characters": len(article.source.text),
        "expected_ms": found.expected_ms,
        "spoken": sum(not s.is_kept for s in found.utterances),
        "kept": sum(s.is_kept for s in found.utterances),
        "chapters": [_chapter(found, n) for n in _heard_sections(found)],
        "skipped": [_skip(found, skip) for skip in found.skips],
        "unspoken": [
            {"text": u.text, **_line(u), "problem": u.problem, "hint": u.hint} for u in found.unspoken
        ],
        "notes": list(found.plan.notes),
    }


def _line(place: Place | Unspoken) -> dict[str, Any]:
    """The line, and the part that it counts in where there is one."""
    return {"part": place.part, "line": place.line} if place.part else {"line": place.line}


def _heard_sections(found: Survey) -> list[int]:
    return sorted({s.planned.section for s in found.utterances})


def _chapter(found: Survey, section: int) -> dict[str, Any]:
    inside = [s for s in found.utterances if s.planned.section == section]
    numbers = sorted({s.planned.paragraph for s in inside})
    return {
        "title": found.plan.titles[section],
        "level": found.plan.script.sections[section].level,
        "voice": found.plan.voices[section].name,
        "paragraphs": [_paragraph([s for s in inside if s.planned.paragraph == n]) for n in numbers],
    }


def _paragraph(inside: list[Surveyed]) -> dict[str, Any]:
    return {
        "role": inside[0].planned.utterance.role.value,
        "utterances": [
            {
                "text": s.planned.utterance.text,
                **_line(s.planned.utterance.place),
                "column": s.planned.utterance.place.column,
                "end_line": s.planned.utterance.place.end_line,
                "end_column": s.planned.utterance.place.end_column,
                "kana": s.reading.kana,
                "kept": s.is_kept,
                **_shade(s.planned),
            }
            for s in inside
        ],
    }


def _shade(planned: PlannedUtterance) -> dict[str, str]:
    """The part in whose shade an utterance is spoken, and by which voice."""
    return {"shade": planned.part.value, "voice": planned.voice.name} if planned.part else {}


def _skip(found: Survey, skip: Skip) -> dict[str, Any]:
    source = found.plan.article.source
    return {
        "text": source.text[skip.start : skip.end],
        **_line(source.place_of(skip.start, skip.start)),
        "reason": skip.reason,
    }
