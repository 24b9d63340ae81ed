"""Where clips are rendered: on threads of this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from narrate.ground.system import usable_cores
from narrate.ground.threads import Threads
from narrate.speech.render import render

if TYPE_CHECKING:
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from narrate.audio.clip import Clip
    from narrate.speech.render import RenderJob


class Workers(Protocol):
    """Something that renders clips; ``width`` of them at a time."""

    width: int

    def submit(self, job: RenderJob, text: str) -> Future[Clip]:
        """Begin to render a job; ``text`` is the sentence, for whoever must tell of it."""


class LocalWorkers:
    """Threads on this machine, an engine each: the engine's C code runs without the GIL."""

    def __init__(self, width: int | None = None) -> None:
        self.width = width or usable_cores()
        self._pool = Threads(self.width, thread_name_prefix="narrate")

    def submit(self, job: RenderJob, text: str = "") -> Future[Clip]:  # noqa: ARG002 (nothing to tell)
        """Render a job on the next free thread."""
        return self._pool.submit(render, job)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for running jobs after good work; leave at once when something went wrong."""
        self._pool.__exit__(kind, error, trace)
