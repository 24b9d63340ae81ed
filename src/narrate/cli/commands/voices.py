"""``narrate voices``: which there are, and measuring new ones."""

from __future__ import annotations

from pathlib import Path

import typer

from narrate.cli.output import json_text, on_one_line
from narrate.cli.words import worded
from narrate.errors import UsageError
from narrate.messages import Message


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
            raise UsageError(Message("--measure needs PyAV"), hint=Message("pip install av")) from None
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
        print(json_text(rows))
        return
    for name, path, voice in found:
        credit = voice.credit_line or worded(Message("no credit is asked for"))
        lines = (f"{name}  {voice.description}", f"    {credit}", f"    {path}")
        print("\n".join(map(on_one_line, lines)))
