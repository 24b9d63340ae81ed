"""Commands that only look: ``plan``, ``check`` and ``voices``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.build import BitRate, Out, Pitch, Speed, VoiceName
from narrate.edition.timecode import clock
from narrate.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from narrate.build.preview import Survey
    from narrate.edition.check import Inspection


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("plan")(plan)
    app.command("check")(check)
    app.command("voices")(voices)


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
    from narrate.build.inputs import open_inputs
    from narrate.build.plan import plan_edition
    from narrate.build.preview import survey, survey_to_json
    from narrate.build.request import Request
    from narrate.build.story import kept_for
    from narrate.store.record import load_record

    request = Request(path=article, out=out, voice=voice, speed=speed, pitch=pitch, bit_rate_kbps=bitrate)
    planned = plan_edition(open_inputs(request))
    found = survey(kept_for(planned, load_record(request.audio_folder, planned.slug)))
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


def check(
    files: list[Path] = typer.Argument(..., metavar="FILE.mp3…", help="Editions.", show_default=False),
) -> ExitCode:
    """Read editions back and say whether they keep the contract that players rely on."""
    from narrate.edition.check import inspect

    code = ExitCode.OK
    for path in files:
        inspection = inspect(path)
        print("\n".join(_check_lines(path, inspection)))
        if inspection.faults:
            code = ExitCode.EDITION
    return code


def _check_lines(path: Path, found: Inspection) -> list[str]:
    lines = [f"  {_timestamp(c.start_ms)}  {c.title}" for c in found.chapters]
    lines += [f"  fault: {fault}" for fault in found.faults]
    verdict = f"{len(found.faults)} faults" if found.faults else "keeps the contract"
    what = (
        f"{found.title}: {clock(found.duration_ms)}, {found.bit_rate_kbps} kbit/s, {found.clip_count} clips"
    )
    return [*lines, f"{path}: {what}: {verdict}"]


def _timestamp(time_ms: int) -> str:
    minutes, ms = divmod(time_ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{ms // 1000:02}.{ms % 1000:03}"


def voices(
    measure: str | None = typer.Option(
        None, "--measure", metavar="NAME", help="Measure voices/NAME.htsvoice and print a description for it."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print them for programs."),
) -> None:
    """List the voices there are, with the credit that their licences ask for."""
    from narrate.speech.voice import list_voices, load_voice, voice_folders

    folders = voice_folders(Path.cwd())
    if measure is not None:
        try:
            from narrate.speech.measuring import described
        except ModuleNotFoundError:
            raise UsageError("--measure needs PyAV", hint="pip install 'narrate[av]'") from None
        print(described(measure, folders), end="")
        return
    found = [(name, path, load_voice(path)) for name, path in list_voices(folders)]
    if as_json:
        rows = [
            {
                "name": name,
                "description": voice.description,
                "credit": voice.credit_line,
                "speed": voice.speed,
                "pitch": voice.pitch,
                "gain_db": voice.gain_db,
                "file": str(path),
            }
            for name, path, voice in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for name, path, voice in found:
        print(f"{name}  {voice.description}\n    {voice.credit_line or 'no credit is asked for'}\n    {path}")
