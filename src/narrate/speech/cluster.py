"""Where clips are rendered: on the workers of a Dask cluster.

Workers need narrate and its packages, but no shared disk: a voice's model travels to each of them once,
by content, and is handed to workers that join later. What a lost worker was rendering is rendered by
another one. A worker is trusted not to be hostile (Dask's values are pickles), but not to be right: every
clip is looked at, a wrong one is rendered elsewhere, and the waiting ends when nobody works any more.
"""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from distributed import Client, WorkerPlugin, get_worker

from narrate.audio.clip import fault_of
from narrate.errors import NarrateError, SpeechError, UsageError
from narrate.ground.private import kept_file
from narrate.ground.versions import source_digest
from narrate.messages import Message
from narrate.speech.render import RenderJob, engine_versions, render
from narrate.speech.voice import model_bytes
from narrate.speech.workers import LocalWorkers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from narrate.audio.clip import Clip
    from narrate.speech.voice import Voice

_T = TypeVar("_T")

_PATIENCE_S = 10
_FETCHED_WITHIN_S = 20
_LOOKS_EVERY_S = 1.0
_ABSENT_S = 20.0
"""How long all workers may be away before nobody waits for them any more."""
_SILENT_S = 180.0
"""How long they may be there without a clip: a long sentence takes a second."""
_MOST_TRIES = 2
"""On the cluster; then this machine renders the sentence."""

_MODELS: dict[str, Path] = {}
"""On a worker: where each voice's model lies."""


@dataclass(eq=False)
class _Wanted:
    """A clip that somebody waits for. ``there`` keeps the cluster from forgetting it."""

    job: RenderJob
    text: str
    here: Future[Clip] = field(default_factory=Future)
    there: Any = None
    tried: list[str] = field(default_factory=list)


class _Answer(NamedTuple):
    """What a worker has to say: a clip, or what the user did wrong, or what went wrong there."""

    worker: str
    result: object


class ClusterWorkers:
    """The workers behind a Dask scheduler. ``tell`` hears of results that were wrong and rendered elsewhere.

    Raises:
        UsageError: no scheduler answers at the address, it has no workers, or theirs are other versions.
    """

    def __init__(self, address: str, tell: Callable[[Message], None]) -> None:
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
        self._tell = tell
        self._here = LocalWorkers(1)
        self._addresses = self._addresses_now()
        self.width = max(1, sum(self._client.nthreads().values()))
        self._models: set[str] = set()
        self._refused: set[str] = set()
        self._wanted: set[_Wanted] = set()
        self._changing = threading.Lock()
        self._heard_at = time.monotonic()
        self._is_closed = threading.Event()
        threading.Thread(target=self._watch, name="narrate-cluster", daemon=True).start()

    def submit(self, job: RenderJob, text: str) -> Future[Clip]:
        """Render a job on a worker."""
        wanted = _Wanted(job, text)
        wanted.here.set_running_or_notify_cancel()
        with self._changing:
            if not self._wanted:
                self._heard_at = time.monotonic()
            self._wanted.add(wanted)
        try:
            self._send_model(job.voice)
            self._send(wanted)
        except NarrateError as error:
            self._settle(wanted, error)
        except Exception as error:
            self._settle(wanted, _lost(error))
        return wanted.here

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the cluster; jobs that nobody waits for are cancelled."""
        self._is_closed.set()
        self._here.__exit__(kind, error, trace)
        self._client.close(timeout=1)

    def _refuse_other_versions(self) -> None:
        here = installed_versions()
        for worker, there in self._versions_there().items():
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

    def _versions_there(self) -> dict[str, object]:
        try:
            versions: dict[str, object] = _in_time(lambda: self._client.run(installed_versions))
        except Exception as error:
            problem = Message(
                "the workers of the cluster cannot be asked for their versions ({name}: {error})",
                name=type(error).__name__,
                error=str(error),
            )
            raise UsageError(problem, hint=Message("install the same versions on both")) from None
        return versions

    def _send_model(self, voice: Voice) -> None:
        if voice.model_path is not None and voice.model_digest not in self._models:
            model, name = _Model(voice.model_digest, model_bytes(voice)), f"narrate-{voice.model_digest}"
            _in_time(lambda: self._client.register_plugin(model, name=name))
            self._models.add(voice.model_digest)

    def _send(self, wanted: _Wanted) -> None:
        """Let a worker render a clip, none that was wrong; this machine where there is no other."""
        unfit = self._refused.union(wanted.tried)
        others = sorted(self._addresses - unfit)
        if len(wanted.tried) >= _MOST_TRIES or (unfit and not others):
            self._here.submit(wanted.job).add_done_callback(partial(self._take_from_here, wanted))
            return
        only: dict[str, Any] = {"workers": others, "allow_other_workers": True} if unfit else {}
        wanted.there = self._client.submit(
            _render_there, wanted.job, installed_versions(), pure=False, **only
        )
        wanted.there.add_done_callback(partial(self._take, wanted))

    def _take(self, wanted: _Wanted, there: Any) -> None:
        """Take what came from a worker, if it is a clip as it should be."""
        self._heard_at = time.monotonic()
        try:
            answer = there.result(timeout=_FETCHED_WITHIN_S)  # a closed client would wait for ever
        except BaseException as error:
            self._settle(wanted, _lost(error))
            return
        worker, result = answer if isinstance(answer, _Answer) else _Answer("?", answer)
        if isinstance(result, NarrateError):
            self._settle(wanted, result)
        elif isinstance(result, Message):
            self._try_again(wanted, worker, result)
        elif fault := fault_of(result, wanted.job.bit_rate_kbps):
            self._refused.add(worker)
            self._try_again(wanted, worker, fault)
        else:
            self._settle(wanted, result)

    def _try_again(self, wanted: _Wanted, worker: str, fault: Message) -> None:
        wanted.tried.append(worker)
        self._tell(
            Message(
                "the worker {worker} failed at {text!r} ({fault}): it is rendered elsewhere",
                worker=worker,
                text=wanted.text[:30],
                fault=fault,
            )
        )
        try:
            self._send(wanted)
        except Exception as error:
            self._settle(wanted, _lost(error))

    def _take_from_here(self, wanted: _Wanted, here: Future[Clip]) -> None:
        self._heard_at = time.monotonic()
        error = here.exception()
        self._settle(wanted, here.result() if error is None else error)

    def _settle(self, wanted: _Wanted, result: Any) -> None:
        """Give a clip, or an error, to whoever waits; the first one counts."""
        with self._changing:
            is_wanted = wanted in self._wanted
            self._wanted.discard(wanted)
        wanted.there = None
        if not is_wanted:
            return
        if isinstance(result, BaseException):
            wanted.here.set_exception(result)
        else:
            wanted.here.set_result(result)

    def _watch(self) -> None:
        """Look after the workers, and end the waiting when they are gone, or do nothing any more."""
        seen_at = time.monotonic()
        while not self._is_closed.wait(_LOOKS_EVERY_S):
            addresses = self._addresses_now()
            now = time.monotonic()
            if addresses:
                self._addresses, seen_at = addresses, now
            if now - seen_at > _ABSENT_S:
                self._give_up(Message("no worker of the cluster answers any more"))
            elif now - self._heard_at > _SILENT_S:
                self._give_up(
                    Message("the cluster has rendered nothing for {seconds:.0f} s", seconds=_SILENT_S)
                )

    def _addresses_now(self) -> set[str]:
        try:
            return set(self._client.sync(self._client.scheduler.ncores, callback_timeout=_PATIENCE_S))
        except Exception:
            return set()

    def _give_up(self, problem: Message) -> None:
        hint = Message("see the workers' logs, then run the same command again: what was spoken is kept")
        for wanted in list(self._wanted):
            self._settle(wanted, SpeechError(problem, hint=hint))


def _in_time(asked: Callable[[], _T]) -> _T:
    """What the cluster answers; a worker that hangs must not hang this process.

    Raises:
        TimeoutError: it does not.
    """
    answer: Future[_T] = Future()

    def ask() -> None:
        try:
            answer.set_result(asked())
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name="narrate-asks", daemon=True).start()
    return answer.result(timeout=_ABSENT_S)


def _lost(error: BaseException) -> SpeechError:
    """What Dask itself has to say."""
    problem = Message(
        "the cluster could not render a sentence ({name}: {error})",
        name=type(error).__name__,
        error=str(error),
    )
    return SpeechError(problem, hint=Message("see the workers' logs, or build without --cluster"))


class _Model(WorkerPlugin):  # type: ignore[misc]  # distributed is not annotated
    """A voice's model on its way to every worker, present and future."""

    def __init__(self, digest: str, data: bytes) -> None:
        self._digest = digest
        self._data = data

    def setup(self, worker: Any) -> None:  # noqa: ARG002 (the interface of WorkerPlugin)
        """Lay the model down on the worker's machine."""
        path = kept_file("voices", self._digest, ".htsvoice", lambda new: _write(new, self._data))
        _MODELS[self._digest] = path


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


@lru_cache(maxsize=1)
def installed_versions() -> str:
    """The versions of all that renders, and of narrate itself: its values travel between machines."""
    return f"narrate={source_digest('narrate')} {engine_versions()}"


def _render_there(job: RenderJob, versions: str) -> _Answer:
    """Runs on the worker. What goes wrong is an answer too: not every exception can travel."""
    worker = str(get_worker().address)
    try:
        return _Answer(worker, _rendered(job, versions))
    except NarrateError as error:
        return _Answer(worker, error)
    except Exception as error:
        return _Answer(worker, Message("{name}: {error}", name=type(error).__name__, error=str(error)))


def _rendered(job: RenderJob, versions: str) -> Clip:
    if installed_versions() != versions:
        raise SpeechError(
            Message("a worker has {others}, not {versions}", others=installed_versions(), versions=versions),
            hint=Message("install the same versions everywhere"),
        )
    if job.voice.model_path is None:
        return render(job)
    voice = replace(job.voice, model_path=_MODELS[job.voice.model_digest])
    return render(replace(job, voice=voice))
