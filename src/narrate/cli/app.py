"""The app, its commands, and the one place where an error becomes a line and an exit code."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from typing import NoReturn, TextIO

import typer
from typer.exceptions import TyperException

from narrate.cli.commands import (
    build,
    check,
    clean,
    epub,
    feed,
    lexicon,
    plan,
    readings,
    say,
    serve,
    site,
    voices,
)
from narrate.cli.faults import unforeseen
from narrate.cli.output import put_out
from narrate.errors import ExitCode, Interrupted, NarrateError
from narrate.ground.files import FULL
from narrate.ground.versions import __version__

_OBJECTS_BETWEEN_COLLECTIONS = 1_000_000
"""A long book is half as many values without a cycle; to look at them after every 700 costs 0.1 s."""

app = typer.Typer(
    name="narrate",
    help="Turn Japanese articles into chaptered MP3s for podcast apps.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    build.build, plan.plan, check.check, voices.voices, readings.readings, say.say, feed.feed, site.site,
    serve.serve, epub.epub, clean.clean,
):  # fmt: skip
    app.command()(command)
app.add_typer(lexicon.app, name="lexicon")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"narrate {__version__}")
        raise typer.Exit


@app.callback()
def _narrate(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    pass


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    _open_closed_streams()
    _make_printable()
    errors = sys.stderr  # a worker that still imports may have turned the process's own away
    try:
        code = app(standalone_mode=False) or ExitCode.OK
        _print_the_rest()
        if code == ExitCode.INTERRUPTED:  # typer makes a code of a Ctrl-C
            code = _complain("interrupted", ExitCode.INTERRUPTED, errors)
    except NarrateError as error:
        code = _complain(str(error), error.exit_code, errors)
    except TyperException as error:
        code = _complain_of_words(error, errors)
    except Interrupted as stop:
        code = _complain(f"interrupted {stop}", ExitCode.INTERRUPTED, errors)
    except (KeyboardInterrupt, typer.Abort):
        code = _complain("interrupted", ExitCode.INTERRUPTED, errors)
    except SystemExit:  # typer's own, where nobody reads what is printed
        code = ExitCode.OK
    except OSError as error:
        code = _complain_of_system(error, errors)
    except Exception as error:
        code = _complain(str(unforeseen(error)), ExitCode.FAILED, errors)
    _leave(int(code))


def _open_closed_streams() -> None:
    """Python has None for a stream that the caller closed."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()


def _make_printable() -> None:
    """A terminal may know no Japanese: what it cannot show is escaped, not a fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _print_the_rest() -> None:
    """A reader that has left is no fault; a full disk is."""
    try:
        sys.stdout.flush()
    except OSError as error:
        if error.errno in FULL:
            raise


def _complain_of_system(error: OSError, errors: TextIO) -> ExitCode:
    """What has no room and no file's name is what was printed: what writes files names them."""
    if error.filename is not None or error.errno not in FULL:
        return _complain(str(unforeseen(error)), ExitCode.FAILED, errors)
    line = f"what is printed cannot be written ({error.strerror}); make room where it goes"
    return _complain(line, ExitCode.OUTPUT, errors)


def _complain_of_words(error: TyperException, errors: TextIO) -> ExitCode:
    """A command without a subcommand gets its help; anything else a line."""
    if type(error).__name__ == "NoArgsIsHelpError":
        put_out(error.format_message(), errors)
        return ExitCode.USAGE
    return _complain(_usage_fault(error), ExitCode.USAGE, errors)


def _usage_fault(error: TyperException) -> str:
    """What is wrong with the command's words, and where to look them up."""
    context = getattr(error, "ctx", None)
    where = f"; see '{context.command_path} --help'" if context else ""
    return error.format_message().rstrip(".") + where


def _complain(line: str, code: ExitCode, errors: TextIO) -> ExitCode:
    put_out(f"narrate: {line}", errors)
    return code


def _leave(code: int) -> NoReturn:
    """Exit at once: nobody waits until a book's values are freed (0.07 s), or a thread has spoken."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)
