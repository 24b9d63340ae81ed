"""Where clips are rendered: on threads of this machine, each with a process of its own for longer work."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Protocol

from narrate.errors import UnspokenError
from narrate.ground.system import usable_cores
from narrate.ground.threads import Threads
from narrate.messages import Message
from narrate.speech.process import DiedError, RenderProcess
from narrate.speech.render import render

if TYPE_CHECKING:
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from narrate.audio.clip import Clip
    from narrate.speech.render import RenderJob

_FIRST_JOBS = 24
"""What a thread renders before it starts a process, which takes as long as ten of them to come up."""
_TRIES = 2
"""Processes that a job may end: the first may have died for want of memory."""


class Workers(Protocol):
    """Something that renders clips; ``width`` of them at a time."""

    width: int

    def submit(self, job: RenderJob, text: str) -> Future[Clip]:
        """Begin to render a job; ``text`` is the sentence, for whoever must tell of it."""


class LocalWorkers:
    """Threads on this machine, an engine each; from ``first_jobs`` on a process each, if there are several.

    Two threads speak a book in 0.7 of the time of one, two processes in half of it (`docs/speed.md`).
    """

    def __init__(self, width: int | None = None, first_jobs: int = _FIRST_JOBS) -> None:
        self.width = width or usable_cores()
        self._first_jobs = first_jobs
        self._pool = Threads(self.width, thread_name_prefix="narrate")
        self._of_thread = threading.local()
        self._processes: list[RenderProcess] = []
        self._is_given_up = False

    def submit(self, job: RenderJob, text: str = "") -> Future[Clip]:  # noqa: ARG002 (nothing to tell)
        """Render a job on the next free thread."""
        return self._pool.submit(self._rendered, job)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for running jobs after good work; leave at once when something went wrong."""
        self._is_given_up = kind is not None
        try:
            self._pool.__exit__(kind, error, trace)
        finally:
            for process in self._processes:
                process.end()

    def _rendered(self, job: RenderJob) -> Clip:
        """What this thread makes of it, in its process once it is worth one."""
        own = self._of_thread.__dict__
        own["jobs"] = own.get("jobs", 0) + 1
        if self.width == 1 or own["jobs"] <= self._first_jobs or not sys.executable:
            return render(job)
        for _ in range(_TRIES):
            try:
                process = own.get("process") or self._started()
            except OSError:  # the system has none to give
                return render(job)
            try:
                own["process"] = process
                return process.rendered(job)
            except DiedError:
                own["process"] = None
                if self._is_given_up:
                    break
        raise UnspokenError(Message("the engine died of it"), hint=Message("write it differently"))

    def _started(self) -> RenderProcess:
        process = RenderProcess()
        self._processes.append(process)
        return process
