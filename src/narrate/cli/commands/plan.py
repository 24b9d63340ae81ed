"""``narrate plan``: what a build would do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.options import BitRate, Out, Pitch, Speed, VoiceName
from narrate.edition.timecode import clock

if TYPE_CHECKING:
    from narrate.production.preview import Survey


def plan(
    article: Path = typer.Argument(..., metavar="ARTICLE", help="A plain text or Markdown file."),
    out: Path | None = Out,
    voice: str | None = VoiceName,
    speed: float | None = Speed,
    pitch: float | None = Pitch,
    bitrate: int | None = BitRate,
    as_json: bool = typer.Option(False, "--json", help="Print it for programs."),
) -> None:
    """Show what a build would do: chapters, sentences, what is skipped and why."""
    from narrate.production.preview import survey_of, survey_to_json
    from narrate.production.request import Request

    request = Request(path=article, out=out, voice=voice, speed=speed, pitch=pitch, bit_rate_kbps=bitrate)
    found = survey_of(request)
    if as_json:
        print(json.dumps(survey_to_json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_plan_lines(found)))


def _plan_lines(found: Survey) -> list[str]:
    table = {s.planned.section for s in found.utterances}
    lines = [f"note: {note}" for note in found.plan.article.notes]
    for section in sorted(table):
        inside = [s for s in found.utterances if s.planned.section == section]
        characters = sum(len(s.planned.utterance.text) for s in inside)
        lines.append(
            f"{section + 1}. {found.plan.titles[section]}  ({len(inside)} sentences, {characters} characters)"
        )
        for s in inside:
            u = s.planned.utterance
            mark = " " if s.is_kept else "+"
            lines.append(f"  {mark} {u.place.line:>4}:{u.place.column:<3} {u.role:<9} {u.text}")
    skipped = [s for s in found.skips if s.reason != "white space"]
    if skipped:
        lines.append("not spoken:")
        source = found.plan.article.source
        for skip in skipped:
            text = " ".join(source.text[skip.start : skip.end].split())
            shown = text if len(text) <= 50 else text[:49] + "…"
            lines.append(f"    {source.line_of(skip.start):>4}  {skip.reason}: {shown}")
    kept = sum(s.is_kept for s in found.utterances)
    total = len(found.utterances)
    lines.append(
        f"{found.plan.slug}.mp3: about {clock(found.expected_ms)}, {_counted(len(table), 'chapter')}, "
        f"{_counted(total, 'sentence')}, "
        f"{total - kept} to speak (+), {kept} kept; every one of {len(found.plan.article.source.text)} "
        "characters is accounted for"
    )
    return lines


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
