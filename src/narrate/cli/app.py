"""The app, its commands, and the one place where an error becomes a line and an exit code."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, cast

import typer
from typer.exceptions import TyperException

from narrate.cli.commands import (
    build,
    check,
    clean,
    fetch,
    lexicon,
    plan,
    readings,
    rename,
    review,
    say,
    voices,
)
from narrate.cli.commands.publishing import epub, feed, serve, site
from narrate.cli.faults import unforeseen
from narrate.cli.output import Shown, has_halves, put_out
from narrate.cli.words import is_japanese, worded, worded_fault
from narrate.errors import ExitCode, Interrupted, NarrateError, OutputError, UsageError
from narrate.ground.files import FULL
from narrate.ground.private import leave_nothing
from narrate.ground.versions import __version__
from narrate.messages import Foreign, Message, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable

_OBJECTS_BETWEEN_COLLECTIONS = 1_000_000
"""A long book is half as many values without a cycle; to look at them after every 700 costs 0.1 s."""
_INTERRUPTED = Message("interrupted")

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
    build.build, fetch.fetch, plan.plan, check.check, readings.readings, review.review, say.say, feed.feed,
    site.site, serve.serve, epub.epub, rename.rename, clean.clean,
):  # fmt: skip
    app.command()(command)
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(voices.app, name="voices")


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


def command_line() -> Any:
    """The app as Typer makes it, its texts in the user's language."""
    command = typer.main.get_command(app)
    _refuse_torn_texts(command)
    if is_japanese():
        from narrate.cli.help import let_speak_japanese

        let_speak_japanese(command)
    return command


def _refuse_torn_texts(command: Any) -> None:
    """Have a command, and those below it, refuse words that are no text before it is called."""
    for below in getattr(command, "commands", {}).values():
        _refuse_torn_texts(below)
    if command.callback is not None:
        names = [param.name for param in command.params if param.type.name == "str"]
        command.callback = partial(_called_with_texts, command.callback, names)


def _called_with_texts(callback: Callable[..., Any], names: list[str], **words: Any) -> Any:
    """Call a command, if the texts of these names can be written; paths may have any bytes.

    Raises:
        UsageError: one holds bytes that are no UTF-8.
    """
    for word in map(words.get, names):
        for text in [word] if isinstance(word, str) else word or ():
            if has_halves(text):
                problem = Message("{text!r} is no text in UTF-8", text=text)
                raise UsageError(problem, hint=Message("check the encoding of the terminal or the script"))
    return callback(**words)


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    _open_closed_streams()
    _keep_engines_quiet()
    _make_printable()
    errors = sys.stderr  # a worker that still imports may have turned the process's own away
    try:
        code = command_line()(standalone_mode=False) or ExitCode.OK
        _print_the_rest()
        if code == ExitCode.INTERRUPTED:  # typer makes a code of a Ctrl-C
            code = _complain(worded(_INTERRUPTED), ExitCode.INTERRUPTED, errors)
    except NarrateError as error:
        code = _complain(worded_fault(error), error.exit_code, errors)
    except TyperException as error:
        code = _complain_of_words(error, errors)
    except Interrupted as stop:
        told = Message("interrupted {how_far}", how_far=stop.told)
        code = _complain(worded(told), ExitCode.INTERRUPTED, errors)
    except (KeyboardInterrupt, typer.Abort):
        code = _complain(worded(_INTERRUPTED), ExitCode.INTERRUPTED, errors)
    except SystemExit:  # typer's own, where nobody reads what is printed
        code = ExitCode.OK
    except OSError as error:
        code = _complain_of_system(error, errors)
    except Exception as error:
        code = _complain(worded_fault(unforeseen(error)), ExitCode.FAILED, errors)
    _leave(int(code))


def _open_closed_streams() -> None:
    """Python has None for a stream that the caller closed."""
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - as long as the process
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()


def _keep_engines_quiet() -> None:
    """What engines write to the process's stderr from C (a warning each word) leads nowhere from here on."""
    if not _is_own(sys.stderr):
        return
    ours = os.dup(2)
    hole = os.open(os.devnull, os.O_WRONLY)
    os.dup2(hole, 2)
    os.close(hole)
    encoding, errors = sys.stderr.encoding, sys.stderr.errors
    sys.stderr = os.fdopen(ours, "w", buffering=1, encoding=encoding, errors=errors)


def _is_own(stream: TextIO) -> bool:
    """Whether it is the process's own stderr, and not what a caller put in its place."""
    try:
        return stream.fileno() == 2
    except (OSError, ValueError):
        return False


def _make_printable() -> None:
    """What a terminal cannot show is escaped, not a fault; and so is what would steer it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.stdout = cast("TextIO", Shown(sys.stdout))
    sys.stderr = cast("TextIO", Shown(sys.stderr))


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
        return _complain(worded_fault(unforeseen(error)), ExitCode.FAILED, errors)
    problem = Message("what is printed cannot be written ({reason})", reason=reason_of(error))
    fault = OutputError(problem, hint=Message("make room where it goes"))
    return _complain(worded_fault(fault), fault.exit_code, errors)


def _complain_of_words(error: TyperException, errors: TextIO) -> ExitCode:
    """A command without a subcommand gets its help; anything else a line."""
    if type(error).__name__ == "NoArgsIsHelpError":
        put_out(error.format_message(), errors)
        return ExitCode.USAGE
    return _complain(worded_fault(_usage_fault(error)), ExitCode.USAGE, errors)


def _usage_fault(error: TyperException) -> UsageError:
    """What is wrong with the command's words, and where to look them up."""
    context = getattr(error, "ctx", None)
    if context is not None and is_japanese():
        from narrate.cli.help import put_in_japanese

        put_in_japanese(context.find_root().command)  # what is missing is called as its help calls it
    problem = Message("{said}", said=Foreign(error.format_message().rstrip(".")))
    if context is None:
        return UsageError(problem)
    return UsageError(problem, hint=Message("see '{command} --help'", command=context.command_path))


def _complain(line: str, code: ExitCode, errors: TextIO) -> ExitCode:
    put_out(f"narrate: {line}", errors)
    return code


def _leave(code: int) -> NoReturn:
    """Exit at once: nobody waits until a book's values are freed (0.07 s), or a thread has spoken."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    leave_nothing()
    os._exit(code)
