"""``narrate voices``: which there are, how they sound, and how new ones come in."""

from __future__ import annotations

import sys
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from narrate.cli.crediting import credited
from narrate.cli.options import AUDIO_FOLDER
from narrate.cli.output import json_text, on_one_line, put_out
from narrate.cli.shelf import notice, tell_faults
from narrate.cli.words import Duration, worded
from narrate.errors import ExitCode, NarrateError, UsageError
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.production.settings import Settings
    from narrate.review.audition import Reader
    from narrate.speech.voice import Voice
    from narrate.speech.workers import Workers

_HEAR = "--hear"
_EVERY = ""


class _Voices(TyperGroup):
    """Takes any number of names behind ``--hear``, none for all voices."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the command's words."""
        return super().parse_args(ctx, list(_with_names(args)))


def _with_names(words: Sequence[str]) -> Iterator[str]:
    """The words with each name behind ``--hear`` as a value of its own."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word != _HEAR:
            yield word
            continue
        names = list(takewhile(lambda name: not name.startswith("-"), rest))
        del rest[: len(names)]
        yield from (f"{_HEAR}={name}" for name in names or [_EVERY])


app = typer.Typer(
    cls=_Voices, invoke_without_command=True, rich_markup_mode=None, subcommand_metavar="[COMMAND] [ARGS]..."
)


@app.callback()
def voices(
    context: typer.Context,
    hear: list[str] | None = typer.Option(
        None,
        _HEAR,
        metavar="[NAME…]",
        help="Speak a sample in each of these voices, or in all, into an MP3 each.",
    ),
    out: Path | None = typer.Option(
        None, "-o", "--out", metavar="DIR", readable=False, help="Where samples go. [default: audio/voices]"
    ),
    measure: str | None = typer.Option(
        None, "--measure", metavar="NAME", help="Measure voices/NAME.htsvoice and print a description for it."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print them for programs."),
) -> ExitCode | None:
    """List the voices there are, with the credit that their licences ask for.

    With --hear they speak, into files whose places are told; only files that this command made are replaced.
    """
    given = [option for option, value in ((_HEAR, hear), ("--measure", measure)) if value is not None]
    if context.invoked_subcommand is not None:
        if given or out is not None or as_json:
            problem = Message("options before {command!r} do not hold for it", command="add")
            raise UsageError(problem, hint=Message("write them behind it"))
        return None
    if len(given) > 1:
        problem = Message("--hear and --measure do not go together")
        raise UsageError(problem, hint=Message("give one of the two"))
    if out is not None and hear is None:
        raise UsageError(Message("--out is for --hear"), hint=Message("give both"))
    if measure is not None:
        _measure(measure)
        return None
    if hear is not None:
        return _let_hear(hear, out or AUDIO_FOLDER / "voices", as_json=as_json)
    return _list(as_json=as_json)


def _measure(name: str) -> None:
    from narrate.speech.voice import voice_folders

    try:
        from narrate.speech.measuring import described
    except ModuleNotFoundError:
        raise UsageError(Message("--measure needs PyAV"), hint=Message("pip install av")) from None
    print(described(name, voice_folders(Path.cwd())), end="")


def _list(*, as_json: bool) -> ExitCode:
    """All voices that can be used; of the others, why not."""
    from narrate.speech.voice import list_voices, load_voice, undescribed_models, voice_folders

    folders = voice_folders(Path.cwd())
    found, faults = [], []
    for name, path in list_voices(folders):
        try:
            found.append((name, path, load_voice(path)))
        except NarrateError as error:
            faults.append(error)
    if as_json:
        print(json_text([_row(*one) for one in found]))
    for one in () if as_json else found:
        print("\n".join(_lines(*one)))
    for model in undescribed_models(folders, [voice for _, _, voice in found]):
        notice(Message("{model} is not described yet; run 'narrate voices add {model}'", model=model))
    return tell_faults(faults)


def _row(name: str, path: Path, voice: Voice) -> dict[str, Any]:
    return {
        "name": name,
        "description": voice.description,
        "credit": voice.credit_line,
        "speed": voice.speed,
        "pitch": voice.pitch,
        "gain_db": voice.gain_db,
        "file": str(path),
    }


def _lines(name: str, path: Path, voice: Voice) -> list[str]:
    credit = voice.credit_line or worded(Message("no credit is asked for"))
    return [on_one_line(line) for line in (f"{name}  {voice.description}", f"    {credit}", f"    {path}")]


def _let_hear(names: Sequence[str], folder: Path, *, as_json: bool) -> ExitCode:
    """Speak the sample in each voice; one that cannot is told, and the others go on."""
    from narrate.production.settings import load_settings
    from narrate.production.surroundings import surroundings_of
    from narrate.speech.voice import list_voices, voice_folders
    from narrate.speech.workers import LocalWorkers

    settings = load_settings(surroundings_of().settings)
    folders = voice_folders(Path.cwd())
    chosen = dict.fromkeys(name for name in names if name != _EVERY)
    if _EVERY in names:
        chosen |= dict.fromkeys(name for name, _ in list_voices(folders))
    rows, faults = [], []
    with LocalWorkers() as workers:
        for name in chosen:
            try:
                row = _heard(name, folders, folder / f"{name}.mp3", settings, workers)
            except NarrateError as error:
                faults.append(error)
                tell_faults([error])
                continue
            rows.append(row)
            if not as_json:
                line = f"{row['file']}: {Duration(row['duration_ms'])}, {row['description']}"
                put_out(on_one_line(line.removesuffix(", ")), sys.stdout, is_result=True)
    if as_json:
        print(json_text(rows))
    return faults[0].exit_code if faults else ExitCode.OK


def _heard(
    name: str, folders: Sequence[Path], path: Path, settings: Settings, workers: Workers
) -> dict[str, Any]:
    """One voice's sample, written; what there is to say of it."""
    from narrate.audio.mp3 import is_bare_sound
    from narrate.ground.files import write_whole
    from narrate.ground.ownership import bytes_of, keep_foreign
    from narrate.review.audition import audition
    from narrate.speech.voice import find_voice

    choice = settings.voice
    voice = find_voice(name, folders).with_prosody(choice.speed, choice.pitch)
    keep_foreign([path], lambda there: is_bare_sound(bytes_of(there)))
    try:
        heard = audition(
            voice, _reader(voice, settings), choice.manners, settings.pauses, settings.bit_rate_kbps, workers
        )
    except NarrateError as error:
        error.path = error.path or voice.model_path or name
        raise
    write_whole(path, heard.mp3)
    return {
        "name": name,
        "description": voice.description,
        "file": str(path),
        "duration_ms": heard.duration_ms,
    }


def _reader(voice: Voice, settings: Settings) -> Reader:
    if voice.engine == "tone":
        from narrate.speech.tone import ToneReader

        return ToneReader()
    from narrate.reading.frontend import front_end

    return front_end((), settings.reading)


@app.command("add")
def add(
    file: Path = typer.Argument(
        ..., metavar="FILE", readable=False, help="An .htsvoice file, or a .zip that holds one."
    ),
    name: str | None = typer.Option(
        None, "--name", metavar="NAME", help="What the voice is called. [default: as the file]"
    ),
    credit: str | None = typer.Option(
        None,
        "--credit",
        metavar="CREDIT",
        help="Whom its licence asks to name; '' if nobody. Asked for if not given.",
    ),
    licence: str | None = typer.Option(
        None, "--licence", metavar="LICENCE", help="The licence. [default: what lies beside the file says]"
    ),
    url: str | None = typer.Option(None, "--url", metavar="URL", help="Where the licence is to be read."),
    description: str | None = typer.Option(
        None, "--description", metavar="WORDS", help="What the voice is like, for lists."
    ),
    pick: str | None = typer.Option(None, "--pick", metavar="NAME", help="Which one, of several in a .zip."),
    as_json: bool = typer.Option(False, "--json", help="Print it for programs."),
) -> None:
    """Add a voice: copied, measured, described.

    It goes into the folder voices, with the credit that its licence asks for; texts beside it (COPYRIGHT,
    LICENSE, README) are shown as help. No voice is replaced.
    """  # fmt: skip
    from narrate.speech.arrival.offered import offered
    from narrate.speech.voice import load_voice, voice_folders

    try:
        from narrate.speech.arrival.adding import add_voice, refuse_name
    except ModuleNotFoundError:
        raise UsageError(Message("voices add needs PyAV"), hint=Message("pip install av")) from None
    found = offered(file, pick)
    called = found.path.stem if name is None else name
    folders = voice_folders(Path())
    refuse_name(called, found, folders)
    about = credited(found, credit, licence, url, description)
    if sys.stderr.isatty():
        notice(Message("measuring how loud it is …"))
    path = add_voice(found, called, about, folders)
    voice = load_voice(path)
    if as_json:
        print(json_text(_row(called, path, voice)))
        return
    print("\n".join(_lines(called, path, voice)))
    print(worded(Message("added; to hear it: narrate voices --hear {name}", name=called)))
