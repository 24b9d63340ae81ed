"""Spoken utterances -> the recording and the edition, as values. Nothing is written yet."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.audio.recording import recording_of
from narrate.edition.timeline import chapters_of, cues_of
from narrate.errors import SpeechError
from narrate.messages import Message
from narrate.model import Edition, Role
from narrate.script.pauses import pause_ms_between
from narrate.script.utterances import without_ruby

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.audio.recording import Recording
    from narrate.production.plan import Plan
    from narrate.production.speaking import Spoken
    from narrate.script.pauses import Neighbour

_LONGEST_OPENING = 1_000
"""Characters of the first paragraph that stand for a missing description."""


def assembled(plan: Plan, spoken: Sequence[Spoken]) -> tuple[Recording, Edition]:
    """Where every clip lies, and the edition that this makes; its file's length and digest are still to come.

    Raises:
        SpeechError: nothing makes a sound.
    """
    neighbours = [s.planned.neighbour for s in spoken]
    recording = _recording(plan, spoken, neighbours)
    return recording, _edition(plan, spoken, recording, neighbours)


def _recording(plan: Plan, spoken: Sequence[Spoken], neighbours: Sequence[Neighbour]) -> Recording:
    if not spoken:
        raise SpeechError(
            Message("nothing in the article makes a sound"),
            hint=Message("write at least one sentence"),
            path=plan.request.path,
        )
    between = [pause_ms_between(before, after, plan.pauses) for before, after in pairwise(neighbours)]
    pauses_ms = [plan.pauses.start, *between, plan.pauses.end]
    return recording_of([(s.clip_key, s.shape) for s in spoken], pauses_ms, plan.bit_rate_kbps)


def _edition(
    plan: Plan, spoken: Sequence[Spoken], recording: Recording, neighbours: Sequence[Neighbour]
) -> Edition:
    article = plan.article
    about = article.metadata
    lines = dict.fromkeys(s.planned.voice.credit_line for s in spoken)
    return Edition(
        slug=plan.slug,
        title=without_ruby(about.title or article.text_of(Role.TITLE)) or plan.titles[0],
        subtitle=without_ruby(about.subtitle or article.text_of(Role.SUBTITLE)),
        category=without_ruby(about.category or article.text_of(Role.CATEGORY)).strip("【】"),
        author=about.author or plan.show.author,
        date=about.date,
        description=without_ruby(about.description) or _spoken_text(spoken, Role.LEAD) or _opening(spoken),
        language=about.language or "ja",
        credits=tuple(line for line in lines if line),
        cover=about.cover,
        duration_ms=recording.duration_ms,
        byte_count=0,
        digest="",
        chapters=chapters_of(recording, neighbours, plan.titles),
        cues=cues_of(recording, [(s.planned.utterance, s.words) for s in spoken], neighbours),
    )


def _spoken_text(spoken: Sequence[Spoken], role: Role) -> str:
    return joined(s.planned.utterance.text for s in spoken if s.planned.utterance.role is role)


def _opening(spoken: Sequence[Spoken]) -> str:
    """The first paragraph, for an article that describes itself nowhere."""
    body = [s.planned for s in spoken if s.planned.utterance.role in (Role.BODY, Role.QUOTE, Role.ITEM)]
    opening = joined(p.utterance.text for p in body if p.paragraph == body[0].paragraph)
    return opening if len(opening) <= _LONGEST_OPENING else opening[: _LONGEST_OPENING - 1] + "…"


def joined(sentences: Iterable[str]) -> str:
    """Sentences in a row, with a space where Latin words would run together."""
    text = ""
    for sentence in sentences:
        space = " " if text[-1:].isascii() and text and sentence[:1].isascii() else ""
        text += space + sentence
    return text
