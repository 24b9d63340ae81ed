"""Threads and their processes render the same; a process that is no more is replaced, and none stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrate.errors import UnspokenError
from narrate.speech.render import RenderJob, render
from narrate.speech.voice import Voice
from narrate.speech.workers import LocalWorkers

if TYPE_CHECKING:
    from narrate.speech.process import RenderProcess

TONE = Voice("tone", "tone", None, "tone")
JOBS = [RenderJob(tuple(text), TONE, 64) for text in ("朝が来た", "鳥が鳴いた", "風が止んだ", "夜が明けた")]

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc")


class Deadly:
    """A job that ends whatever process takes it out of its pickle."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (7,)


def test_processes_render_what_threads_do() -> None:
    with LocalWorkers(2, first_jobs=1) as workers:
        clips = [future.result() for future in [workers.submit(job) for job in JOBS * 3]]
    assert clips == [render(job) for job in JOBS] * 3


def test_what_a_job_cannot_be_made_for_comes_back() -> None:
    with LocalWorkers(2, first_jobs=0) as workers:
        silent = workers.submit(RenderJob((), TONE, 64))
        with pytest.raises(UnspokenError, match="makes no sound"):
            silent.result()
        assert workers.submit(JOBS[0]).result() == render(JOBS[0])


def test_a_process_that_died_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[RenderProcess] = []
    begin = LocalWorkers._started

    def noted(workers: LocalWorkers) -> RenderProcess:
        started.append(begin(workers))
        return started[-1]

    monkeypatch.setattr(LocalWorkers, "_started", noted)
    with LocalWorkers(2, first_jobs=0) as workers:
        for job in JOBS:
            workers.submit(job).result()
            for process in started:
                process.end()
        assert workers.submit(JOBS[0]).result() == render(JOBS[0])
    assert len(started) > 2


def test_a_job_that_kills_its_processes_is_told_of_alone() -> None:
    with LocalWorkers(2, first_jobs=0) as workers:
        deadly = workers.submit(Deadly())  # type: ignore[arg-type]
        others = [workers.submit(job) for job in JOBS]
        with pytest.raises(UnspokenError, match="the engine died of it"):
            deadly.result()
        assert [other.result() for other in others] == [render(job) for job in JOBS]


def test_without_processes_threads_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", none_left)
    with LocalWorkers(2, first_jobs=0) as workers:
        assert workers.submit(JOBS[0]).result() == render(JOBS[0])


@needs_proc
def test_no_process_is_left_when_narrate_is_killed() -> None:
    script = (
        "import time; from narrate.speech.voice import Voice; from narrate.speech.render import RenderJob\n"
        "from narrate.speech.workers import LocalWorkers\n"
        "workers = LocalWorkers(2, first_jobs=0)\n"
        "job = RenderJob(tuple('朝が来た'), Voice('tone', 'tone', None, 'tone'), 64)\n"
        "workers.submit(job).result(); print(workers._processes[0]._process.pid, flush=True); time.sleep(60)\n"
    )
    paths = os.pathsep.join(filter(None, sys.path))
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": paths}
    ) as narrate:
        assert narrate.stdout
        child = int(narrate.stdout.readline())
        assert _is_running(child)
        narrate.send_signal(signal.SIGKILL)
        narrate.wait()
    end = time.monotonic() + 20
    while _is_running(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _is_running(child)


@needs_proc
def test_no_process_is_left_after_the_work() -> None:
    with LocalWorkers(2, first_jobs=0) as workers:
        for job in JOBS:
            workers.submit(job).result()
        children = [process._process.pid for process in workers._processes]
    assert children
    assert not any(map(_is_running, children))


@needs_proc
def test_work_that_is_given_up_is_not_begun_again() -> None:
    long = RenderJob(tuple("長い話が続く" * 400), TONE, 64)
    with pytest.raises(KeyboardInterrupt), LocalWorkers(2, first_jobs=0) as workers:  # noqa: PT012
        workers.submit(JOBS[0]).result()
        running = workers.submit(long)
        while not running.running():
            time.sleep(0.01)
        time.sleep(0.2)
        raise KeyboardInterrupt
    with pytest.raises(UnspokenError):
        running.result(timeout=20)
    assert not any(_is_running(process._process.pid) for process in workers._processes)


def _is_running(pid: int) -> bool:
    """Whether there is such a process that has not ended; one that nobody asked for its end has."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
