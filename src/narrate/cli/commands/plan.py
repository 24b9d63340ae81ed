"""``narrate plan``: what a build would do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.columns import padded, width_of
from narrate.cli.fetching import file_of
from narrate.cli.names import ROLES, chapters_counted, line_number
from narrate.cli.options import AllowLocal, Article, BitRate, Out, Pitch, Slug, Speed, Title, VoiceName
from narrate.cli.output import json_text
from narrate.cli.piped import invited
from narrate.cli.words import Duration, worded
from narrate.messages import Message, counted
from narrate.store.folder import mp3_name

if TYPE_CHECKING:
    from narrate.production.preview import Survey, Surveyed

_UNTOLD = ("white space", "tags")
"""What was never text; for programs it is told all the same."""
_ROLE_COLUMNS = 9
_SPEECH = Message("speech")


def plan(
    article: str = Article,
    title: str | None = Title,
    slug: str | None = Slug,
    out: Path | None = Out,
    voice: str | None = VoiceName,
    speed: float | None = Speed,
    pitch: float | None = Pitch,
    bitrate: int | None = BitRate,
    allow_local: bool = AllowLocal,
    why: bool = typer.Option(False, "--why", help="Show why lines are headings, or nearly were."),
    as_json: bool = typer.Option(False, "--json", help="Print it for programs."),
) -> None:
    """Show what a build would do: chapters, sentences, what is skipped and why."""
    from narrate.production.preview import survey_of, survey_to_json
    from narrate.production.request import Request

    path = file_of(article, allows_local=allow_local, told_to=sys.stderr)
    request = Request(
        path=invited(path), title=title, slug=slug, out=out, voice=voice, speed=speed, pitch=pitch,
        bit_rate_kbps=bitrate,
    )  # fmt: skip
    found = survey_of(request)
    if as_json:
        print(json_text(survey_to_json(found, with_why=why)))
    else:
        print("\n".join([*(_why_lines(found) if why else ()), *_plan_lines(found)]))


def _why_lines(found: Survey) -> list[str]:
    """Each decision on a heading: its line, the text, the reason."""
    from narrate.production.preview import decisions_of

    lines = [worded(Message("headings, and why:"))]
    for place, decision in decisions_of(found.plan.article):
        mark = "#" if decision.is_heading else "-"
        said = Message("{text}: {reason}", text=decision.text, reason=decision.reason)
        lines.append(f"  {mark} {line_number(place)}  {worded(said)}")
    return lines if len(lines) > 1 else []


def _plan_lines(found: Survey) -> list[str]:
    roles = {kind: worded(ROLES.get(kind, _SPEECH)) for kind in {_kind(s) for s in found.utterances}}
    columns = max(_ROLE_COLUMNS, *map(width_of, roles.values()))
    table = {s.planned.section for s in found.utterances}
    lines = [worded(Message("note: {note}", note=note)) for note in found.plan.notes]
    for section in sorted(table):
        inside = [s for s in found.utterances if s.planned.section == section]
        characters = sum(len(s.planned.utterance.text) for s in inside)
        size = counted(
            "{count} sentence, {characters} characters",
            "{count} sentences, {characters} characters",
            len(inside),
            characters=characters,
        )
        head = Message(
            "{number}. {title}  ({size})", number=section + 1, title=found.plan.titles[section], size=size
        )
        lines.append(worded(head))
        for s in inside:
            u = s.planned.utterance
            mark, role = " " if s.is_kept else "+", padded(roles[_kind(s)], columns)
            lines.append(f"  {mark} {line_number(u.place)}:{u.place.column:<3} {role} {u.text}")
    skipped = [s for s in found.skips if s.reason not in _UNTOLD]
    if skipped:
        lines.append(worded(Message("not spoken:")))
        source = found.plan.article.source
        for skip in skipped:
            text = " ".join(source.text[skip.start : skip.end].split())
            if not text or text == "&":
                continue  # white space, written as what stands for it
            shown = text if len(text) <= 50 else text[:49] + "…"
            reason = worded(skip.reason)
            at = source.place_of(skip.start, skip.start)
            lines.append(f"    {line_number(at)}  {reason}: {shown}")
    if found.unspoken:
        lines.append(worded(Message("cannot be spoken:")))
        lines += [f"    {line_number(u)}  {worded(u.problem)}" for u in found.unspoken]
    return [*lines, worded(_total(found, len(table)))]


def _kind(surveyed: Surveyed) -> str:
    """What an utterance is: its paragraph's role, or speech in it that has a voice of its own."""
    utterance = surveyed.planned.utterance
    return _SPEECH if utterance.is_speech else utterance.role.value


def _total(found: Survey, chapter_count: int) -> Message:
    """The last line: what a build would come to."""
    count, kept = len(found.utterances), sum(s.is_kept for s in found.utterances)
    sentences = counted(
        "{count} sentence, {new} to speak (+), {kept} kept",
        "{count} sentences, {new} to speak (+), {kept} kept",
        count,
        new=count - kept,
        kept=kept,
    )
    return Message(
        "{name}: about {duration}, {chapters}, {sentences}; "
        "every one of {characters} characters is accounted for",
        name=mp3_name(found.plan.slug),
        duration=Duration(found.expected_ms),
        chapters=chapters_counted(chapter_count),
        sentences=sentences,
        characters=len(found.plan.article.source.text),
    )
