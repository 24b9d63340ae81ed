"""A real scheduler and two real workers on the loopback; one of them is killed in the middle."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import narrate
from narrate.errors import ExitCode, SpeechError
from narrate.speech.render import RenderJob, render
from narrate.speech.voice import Voice
from tone_studio import Studio, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrate.messages import Message

pytest.importorskip("distributed")

from narrate.speech import cluster as clusters
from narrate.speech.cluster import ClusterWorkers

SENTENCES = 60
PATIENCE_S = 30
ARTICLE = "# 塔\n" + "".join(
    f"\n{number}段目の石には、昔の職人が残した小さな印と長い年月の雨の跡がある。\n"
    for number in range(SENTENCES)
)


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Whatever is started here ends with the test, whatever happens."""
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
    for process in started:
        process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _dask(*words: str, folder: Path) -> subprocess.Popen[bytes]:
    """One of Dask's commands, in a process that a signal reaches itself."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:], "--no-dashboard"]
    quiet = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}
    with (folder / f"dask-{words[0]}.log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, env=os.environ | quiet, stdout=log, stderr=log)


def _wait_for(what: Callable[[], bool], *, failing: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end, failing
        time.sleep(0.02)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


WRONG = """
from dataclasses import replace
from itertools import count
import narrate.speech.cluster as cluster
from narrate.speech.render import render as right

calls = count()

def flipped(clip):
    frames = bytearray(clip.frames)
    frames[100] ^= 1
    return replace(clip, frames=bytes(frames))

def other_shape(clip, **fields):
    return replace(clip, shape=clip.shape._replace(**fields))

def fail(clip):
    raise RuntimeError("no room")

FAULTS = (
    lambda clip: None,
    lambda clip: replace(clip, frames=clip.frames[: len(clip.frames) // 2]),
    flipped,
    lambda clip: other_shape(clip, bit_rate_kbps=128),
    lambda clip: other_shape(clip, music_crc=clip.shape.music_crc ^ 1),
    lambda clip: other_shape(clip, frame_count=clip.shape.frame_count + 1),
    lambda clip: other_shape(clip, voiced_samples=10**9),
    lambda clip: other_shape(clip, frame_count="many"),
    fail,
)
"""
CYCLING = WRONG + "cluster.render = lambda job: FAULTS[next(calls) % len(FAULTS)](right(job))"
SILENT = WRONG + "import time; cluster.render = lambda job: time.sleep(60)"
FAULT_COUNT = 9


def _join(
    address: str, name: str, processes: list[subprocess.Popen[bytes]], folder: Path, preload: str = ""
) -> None:
    """Start a worker, whose rendering ``preload`` may change, and wait until it is there."""
    options = ["--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--name", name]
    if preload:
        (folder / f"{name}.py").write_text(preload, encoding="utf-8")
        options += ["--preload", str(folder / f"{name}.py")]
    before = _worker_count(address)
    processes.append(_dask("worker", address, *options, folder=folder))
    _wait_for(lambda: _worker_count(address) > before, failing="the worker did not start")


@pytest.fixture
def scheduler(processes: list[subprocess.Popen[bytes]], tmp_path: Path) -> str:
    """The address of a scheduler without workers."""
    port = _free_port()
    processes.append(_dask("scheduler", "--host", "127.0.0.1", "--port", str(port), folder=tmp_path))
    _wait_for(lambda: _answers(port), failing="the scheduler did not start")
    return f"tcp://127.0.0.1:{port}"


@pytest.fixture
def cluster(processes: list[subprocess.Popen[bytes]], tmp_path: Path) -> str:
    """The address of a scheduler; its two workers are the last two of ``processes``."""
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    processes.append(_dask("scheduler", "--host", "127.0.0.1", "--port", str(port), folder=tmp_path))
    _wait_for(lambda: _answers(port), failing="the scheduler did not start")
    for name in ("one", "two"):
        options = ("--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--name", name)
        processes.append(_dask("worker", address, *options, folder=tmp_path))
    _wait_for(lambda: _worker_count(address) == 2, failing="the workers did not start")
    return address


def _worker_count(address: str) -> int:
    from distributed import Client

    with Client(address, timeout=PATIENCE_S, set_as_default=False) as client:
        return len(client.nthreads())


def _narrate(studio: Studio, *options: str, **environment: str) -> subprocess.Popen[str]:
    """``narrate build`` of the studio's article, by the real command."""
    article = str(studio.folder / "text" / "essay.md")
    command = [sys.executable, "-m", "narrate", "build", article, *options]
    return subprocess.Popen(
        command, cwd=studio.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | environment,
    )  # fmt: skip


def _published(studio: Studio) -> dict[str, str]:
    """Every file beside the MP3, and the MP3."""
    return {p.name: digest(p.read_bytes()) for p in studio.audio.iterdir() if p.is_file()}


def test_a_cluster_that_loses_a_worker_makes_the_bytes_of_a_local_build(
    studio: Studio, processes: list[subprocess.Popen[bytes]], cluster: str
) -> None:
    studio.write(ARTICLE)
    build = _narrate(studio, "--cluster", cluster)
    _wait_for(lambda: len(studio.clips) >= 5 or build.poll() is not None, failing="no clip came")
    made_before_the_kill = len(studio.clips)
    processes[-1].send_signal(signal.SIGKILL)
    stdout, stderr = build.communicate(timeout=PATIENCE_S)
    assert (build.returncode, stderr) == (ExitCode.OK, ""), stdout + stderr
    assert made_before_the_kill < SENTENCES, "the worker was to be killed in the middle"
    assert processes[-1].wait(PATIENCE_S) == -signal.SIGKILL
    over_the_cluster = _published(studio)
    studio.build(force=True)
    assert _published(studio) == over_the_cluster


def test_a_worker_with_another_narrate_is_refused(
    studio: Studio, processes: list[subprocess.Popen[bytes]], cluster: str
) -> None:
    """The workers run this narrate; the client's has one more file."""
    other = studio.folder / "other" / "narrate"
    shutil.copytree(Path(narrate.__file__).parent, other, ignore=shutil.ignore_patterns("__pycache__"))
    (other / "one_more.py").write_text("", encoding="utf-8")
    shutil.copytree(
        Path(narrate.__file__).parents[2] / "voices", studio.folder / "voices", dirs_exist_ok=True
    )
    studio.write(ARTICLE)
    build = _narrate(studio, "--cluster", cluster, PYTHONPATH=str(other.parent))
    stdout, stderr = build.communicate(timeout=PATIENCE_S)
    assert (build.returncode, stdout) == (ExitCode.USAGE, ""), stderr
    assert re.fullmatch(
        r"narrate: the worker \S+ has narrate=.*; install the same versions on both\n", stderr
    )
    assert all(process.poll() is None for process in processes)


def test_a_cluster_that_is_not_there_is_a_usage_error_of_one_line(studio: Studio) -> None:
    studio.write(ARTICLE)
    build = _narrate(studio, "--cluster", f"tcp://127.0.0.1:{_free_port()}")
    stdout, stderr = build.communicate(timeout=PATIENCE_S)
    assert build.returncode == ExitCode.USAGE
    assert stdout == ""
    assert stderr.startswith("narrate: no Dask cluster")
    assert stderr.count("\n") == 1


def test_wrong_clips_of_a_worker_are_told_and_rendered_elsewhere(
    studio: Studio, processes: list[subprocess.Popen[bytes]], scheduler: str, tmp_path: Path
) -> None:
    """A worker that is wrong once is not asked again, and where all are wrong, this machine is."""
    studio.write(ARTICLE)
    _join(scheduler, "wrong", processes, tmp_path, CYCLING)
    told: list[Message] = []
    with ClusterWorkers(scheduler, told.append) as workers:
        Studio(studio.folder, workers).build()
    over_the_cluster = _published(studio)
    assert told
    assert all("failed at '" in message and "tcp://127.0.0.1:" in message for message in told)
    assert "段目の石には" in told[0]
    studio.build(force=True)
    assert _published(studio) == over_the_cluster


def test_no_kind_of_wrong_clip_is_taken(
    processes: list[subprocess.Popen[bytes]], scheduler: str, tmp_path: Path
) -> None:
    _join(scheduler, "wrong", processes, tmp_path, CYCLING)
    job = RenderJob(tuple("朝が来た"), Voice("tone", "tone", None, "tone"), 64)
    told: list[Message] = []
    for _ in range(FAULT_COUNT):
        with ClusterWorkers(scheduler, told.append) as workers:
            assert workers.submit(job, "朝が来た。").result(PATIENCE_S) == render(job)
    assert len(set(told)) == 6, told
    assert len(told) == FAULT_COUNT


def test_nobody_waits_for_workers_that_are_gone(
    studio: Studio,
    processes: list[subprocess.Popen[bytes]],
    cluster: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clusters, "_ABSENT_S", 2)
    studio.write(ARTICLE)
    with ClusterWorkers(cluster, print) as workers:
        for process in processes[-2:]:
            process.kill()
        with pytest.raises(SpeechError, match=r"no worker of the cluster answers any more.*same command"):
            Studio(studio.folder, workers).build()


def test_nobody_waits_for_workers_that_do_nothing(
    studio: Studio,
    processes: list[subprocess.Popen[bytes]],
    scheduler: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clusters, "_SILENT_S", 2)
    studio.write(ARTICLE)
    _join(scheduler, "silent", processes, tmp_path, SILENT)
    with (
        pytest.raises(SpeechError, match="the cluster has rendered nothing for 2 s"),
        ClusterWorkers(scheduler, print) as workers,
    ):
        Studio(studio.folder, workers).build()
