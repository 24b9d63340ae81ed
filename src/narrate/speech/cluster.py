"""Where clips are rendered: on the workers of a Dask cluster.

Workers need narrate and its packages, but no shared disk: a voice's model travels to each of them once,
by content, and is handed to workers that join later. What a lost worker was rendering is rendered by
another one.
"""

from __future__ import annotations

import logging
import os
from concurrent.futures import Future
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from distributed import Client, WorkerPlugin

from narrate.errors import NarrateError, SpeechError, UsageError
from narrate.ground.system import own_folder, put_in_place
from narrate.ground.versions import source_digest
from narrate.messages import Message
from narrate.speech.render import RenderJob, engine_versions, render
from narrate.speech.voice import model_bytes

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from narrate.audio.clip import Clip
    from narrate.speech.voice import Voice

_PATIENCE_S = 10


class ClusterWorkers:
    """The workers behind a Dask scheduler.

    Raises:
        UsageError: no scheduler answers at the address, it has no workers, or theirs are other versions.
    """

    def __init__(self, address: str) -> None:
        for name in ("distributed", "distributed.client"):  # a lost worker is no news to the user
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=_PATIENCE_S, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_PATIENCE_S)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                Message(
                    "no Dask cluster with workers answers at {address} ({name})",
                    address=address,
                    name=type(error).__name__,
                ),
                hint=Message("start 'dask scheduler' and 'dask worker' there"),
            ) from None
        self._refuse_other_versions()
        self.width = max(1, sum(self._client.nthreads().values()))
        self._models: set[str] = set()

    def submit(self, job: RenderJob) -> Future[Clip]:
        """Render a job on a worker."""
        self._send_model(job.voice)
        here: Future[Clip] = Future()
        here.set_running_or_notify_cancel()
        there = self._client.submit(_render_there, job, installed_versions(), pure=False)
        there.add_done_callback(lambda done: _hand_over(done, here))
        return here

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the cluster; jobs that nobody waits for are cancelled."""
        self._client.close(timeout=1)

    def _refuse_other_versions(self) -> None:
        here = installed_versions()
        for worker, there in self._client.run(installed_versions).items():
            if there != here:
                raise UsageError(
                    Message(
                        "the worker {worker} has {there}, this machine {here}",
                        worker=worker,
                        there=there,
                        here=here,
                    ),
                    hint=Message("install the same versions on both"),
                )

    def _send_model(self, voice: Voice) -> None:
        if voice.model_path is not None and voice.model_digest not in self._models:
            model = _Model(voice.model_digest, model_bytes(voice))
            self._client.register_plugin(model, name=f"narrate-{voice.model_digest}")
            self._models.add(voice.model_digest)


class _Model(WorkerPlugin):  # type: ignore[misc]  # distributed is not annotated
    """A voice's model on its way to every worker, present and future."""

    def __init__(self, digest: str, data: bytes) -> None:
        self._digest = digest
        self._data = data

    def setup(self, worker: Any) -> None:  # noqa: ARG002 (the interface of WorkerPlugin)
        """Lay the model down on the worker's machine."""
        path = _model_path(self._digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f"{path.name}.{os.getpid()}")
            temporary.write_bytes(self._data)
            put_in_place(temporary, path)


def _model_path(digest: str) -> Path:
    return own_folder("narrate-voices") / f"{digest}.htsvoice"


@lru_cache(maxsize=1)
def installed_versions() -> str:
    """The versions of all that renders, and of narrate itself: its values travel between machines."""
    return f"narrate={source_digest('narrate')} {engine_versions()}"


def _render_there(job: RenderJob, versions: str) -> Clip:
    """Runs on the worker."""
    if installed_versions() != versions:
        raise SpeechError(
            Message("a worker has {others}, not {versions}", others=installed_versions(), versions=versions),
            hint=Message("install the same versions everywhere"),
        )
    if job.voice.model_path is None:
        return render(job)
    voice = replace(job.voice, model_path=_model_path(job.voice.model_digest))
    return render(replace(job, voice=voice))


def _hand_over(there: Any, here: Future[Clip]) -> None:
    """Pass a worker's result, or what went wrong there, on to whoever waits here."""
    try:
        here.set_result(there.result())
    except NarrateError as error:
        here.set_exception(error)
    except BaseException as error:
        problem = Message(
            "the cluster could not render a sentence ({name}: {error})",
            name=type(error).__name__,
            error=str(error),
        )
        here.set_exception(
            SpeechError(problem, hint=Message("see the workers' logs, or build without --cluster"))
        )
