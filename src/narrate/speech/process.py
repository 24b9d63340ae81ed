"""A process that renders for one thread: a third of the engine holds the interpreter, which threads share.

Jobs and clips go through its pipes as pickles. It ends when the pipe does, so that none is left behind by a
narrate that was killed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import IO

    from narrate.audio.clip import Clip
    from narrate.speech.render import RenderJob

_MAIN = "from narrate.speech.process import answer; answer()"


class DiedError(Exception):
    """The process is no more."""


class RenderProcess:
    """Renders one job at a time, for the thread that made it."""

    def __init__(self) -> None:
        """Raises OSError: the system starts no more processes."""
        path = os.pathsep.join(place for place in sys.path if place)
        self._process = subprocess.Popen(  # noqa: S603 (Python and our own module)
            [sys.executable, "-c", _MAIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
            start_new_session=True,  # a Ctrl-C is for narrate, which lets go of it
        )

    def rendered(self, job: RenderJob) -> Clip:
        """What `narrate.speech.render.render` makes of the job there.

        Raises:
            UnspokenError: it makes no sound.
            DiedError: it has died of it, or before.
        """
        jobs, clips = self._process.stdin, self._process.stdout
        assert jobs, "it is a pipe"
        assert clips, "it is a pipe"
        try:
            _put(jobs, job)
            is_made, result = pickle.load(clips)  # noqa: S301 (our own process)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            self.end()
            raise DiedError from None
        if not is_made:
            raise result
        clip: Clip = result
        return clip

    def end(self) -> None:
        """Let go of it at once."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()


def answer() -> None:
    """Render what comes by stdin until it ends; stdout has the clips, and nothing else."""
    jobs = os.fdopen(os.dup(0), "rb")
    clips = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            _put(clips, _answer_to(pickle.load(jobs)))  # noqa: S301 (from narrate itself)


def _answer_to(job: RenderJob) -> tuple[bool, Clip | Exception]:
    """A clip, or what it cannot be made for."""
    from narrate.speech.render import render

    try:
        return True, render(job)
    except Exception as error:
        return False, error


def _put(pipe: IO[bytes], value: object) -> None:
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()
