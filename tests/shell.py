"""The command, run as people run it: in a process of its own, in a workspace."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT = {
    **os.environ,
    "NARRATE_LANG": "en",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONWARNINGS": "error,ignore::DeprecationWarning:pydub,ignore::SyntaxWarning:pydub,"
    "ignore::DeprecationWarning:pyopenjtalk.utils",
}
HEAVY = (
    "pyopenjtalk",
    "av",
    "numpy",
    "pydub",
    "mutagen",
    "markdown_it",
    "PIL",
    "jinja2",
    "starlette",
    "sudachipy",
    "httpcore2",
    "turbohtml",
)
"""Packages that nobody should wait for who does not need them."""
_TELL = (
    "import atexit, sys\n"
    "atexit.register(lambda: print('loaded', *sorted(set(sys.modules) & {!r}), file=sys.stderr))\n"
    "import os\n"
    "real = os._exit\n"
    "os._exit = lambda code: (atexit._run_exitfuncs(), real(code))\n"
    "from narrate.cli import main\n"
    "sys.argv[0] = 'narrate'\n"
    "main()\n"
)


@dataclass(frozen=True)
class Ran:
    """What a command printed and returned."""

    code: int
    out: str
    err: str

    @property
    def error_line(self) -> str:
        """The one line of an error."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("narrate: ")
        return lines[0].removeprefix("narrate: ")


def narrate(folder: Path, *words: str | Path, **environment: str) -> Ran:
    """Run ``narrate`` in a folder."""
    return run(folder, [sys.executable, "-m", "narrate", *map(str, words)], environment)


def piped(folder: Path, data: bytes | None, *words: str | Path, **environment: str) -> Ran:
    """Run ``narrate`` with these bytes on its standard input; ``None`` closes it."""
    command = [sys.executable, "-m", "narrate", *map(str, words)]
    if data is None:
        return run(folder, ["sh", "-c", 'exec "$@" <&-', "sh", *command], environment)
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT | environment, input=data, capture_output=True, timeout=120, check=False
    )  # fmt: skip
    ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in ran.err, ran.err
    return ran


def loaded_by(folder: Path, *words: str | Path) -> tuple[Ran, set[str]]:
    """Run ``narrate`` and see which of the `HEAVY` packages it loaded."""
    ran = run(folder, [sys.executable, "-c", _TELL.format(set(HEAVY)), *map(str, words)], {})
    *lines, last = ran.err.splitlines()
    word, *names = last.split()
    assert word == "loaded", ran.err
    return Ran(ran.code, ran.out, "\n".join(lines)), set(names)


def run(folder: Path, command: list[str], environment: dict[str, str], answers: str | None = None) -> Ran:
    """Run a command in a folder, with ``answers`` on its standard input."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=ENVIRONMENT | environment,
        input=answers,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
