"""Damaged and hostile voices: does each end in one line or in sound, and is the healthy article built?

``python benchmarks/voices_damaged.py [--count N] [--seed S] [--engine NAME] [--real N] [VOICE.htsvoice ...]``
damages the bundled voice and those named, N times in all, two thirds of it inside trees and distributions,
the same way each time. For each ``narrate build`` runs in a child of its own, with 1 GB and 10 s of CPU
time, on two articles: one for a healthy voice, one for the damaged. Some start from the real command line,
all others from a process that has everything imported. ``--only KIND`` damages in one way, ``--show N``
prints the lines of damage N.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from damages import KINDS, TABLES, TREES, damaged
from narrate.cli.app import command_line
from narrate.cli.app import main as narrate
from narrate.speech.voice import bundled_model

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_S = 10.0
"""Of CPU time: a machine at work elsewhere makes no run slow."""
STUCK_S = 60.0
MOST_BYTES = 10**9
HEALTHY = "# 港\n\n朝。\n"
DAMAGED = "---\nvoice: damaged\n---\n\n# 島\n\n夜明け前から、荷を積む音が響いていますか？\n"
TOLD = 'description = "damaged"\nengine = "{engine}"\ncredit = ""\nlicence = ""\nspectrum_variance = 0.8\n'
QUIET = "next to nothing to hear"
OURS = ("a fault of narrate itself", "Traceback", "Warning", "MemoryError")


@dataclass(frozen=True)
class Run:
    """What came of one build."""

    code: int | None
    """The exit code; below 0 the signal that ended it, nothing when it ran over its time."""
    seconds: float
    peak_bytes: int
    lines: tuple[str, ...]


def forked(folder: Path, action: Callable[[], int]) -> Run:
    """The action in a child of its own, in the folder, with its bounds."""
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.chdir(folder)
            _bounded()
            _into("out.txt", 1)
            _into("err.txt", 2)
            code = action()
        finally:
            os._exit(code)
    return _ended(child, begun, folder)


def started(folder: Path, command: list[str]) -> Run:
    """The same from the real command line."""
    begun = time.monotonic()
    with (folder / "out.txt").open("wb") as out, (folder / "err.txt").open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "narrate", *command],
            cwd=folder,
            stdout=out,
            stderr=err,
            preexec_fn=_bounded,  # noqa: PLW1509 (there are no threads here)
        )
    return _ended(process.pid, begun, folder)


def _bounded() -> None:
    """1 GB beside what is mapped already: programs and dictionaries."""
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + MOST_BYTES, mapped + MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _into(name: str, stream: int) -> None:
    opened = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(opened, stream)


def _ended(child: int, begun: float, folder: Path) -> Run:
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            seconds = used.ru_utime + used.ru_stime
            lines = (folder / "err.txt").read_text("utf-8", "replace").splitlines()
            return Run(os.waitstatus_to_exitcode(status), seconds, used.ru_maxrss * 1024, tuple(lines))
        if time.monotonic() - begun > STUCK_S:
            os.kill(child, signal.SIGKILL)
            _, _, used = os.wait4(child, 0)
            return Run(None, STUCK_S, used.ru_maxrss * 1024, ())
        time.sleep(0.005)


def _build(command: list[str]) -> Callable[[], int]:
    def action() -> int:
        sys.argv = ["narrate", *command]
        narrate()

    return action


def prepared(folder: Path, voice: bytes, engine: str, is_digested: bool) -> None:
    """A workspace with both articles and the voice; one told with its digest is read at speaking only."""
    (folder / "voices").mkdir(parents=True)
    (folder / "voices" / "damaged.htsvoice").write_bytes(voice)
    digest = f'sha256 = "{hashlib.sha256(voice).hexdigest()}"\n' if is_digested else ""
    (folder / "voices" / "damaged.toml").write_text(TOLD.format(engine=engine) + digest, "utf-8")
    (folder / "healthy.md").write_text(HEALTHY, "utf-8")
    (folder / "damaged.md").write_text(DAMAGED, "utf-8")


def fault_of(run: Run, folder: Path, clean: bytes) -> str:
    """What is wrong with how the build ended."""
    if run.code is None or run.seconds > MOST_S:
        return f"over {MOST_S:.0f} s"
    if run.code < 0:
        return f"signal {-run.code}"
    if run.peak_bytes > MOST_BYTES:
        return "over 1 GB"
    if any(word in line for line in run.lines for word in OURS):
        return "a fault of narrate's own"
    if len([line for line in run.lines if "articles failed" not in line]) != (run.code != 0):
        return f"{len(run.lines)} lines"
    mp3 = folder / "audio" / "healthy.mp3"
    return "" if mp3.exists() and mp3.read_bytes() == clean else "the healthy article is not built"


def fault_of_sound(mp3: bytes) -> str:
    """What is wrong with what was spoken: nothing to hear, or noise at full scale all along."""
    import io

    import av

    with av.open(io.BytesIO(mp3), "r") as container:
        sound = np.concatenate([frame.to_ndarray().ravel() for frame in container.decode(audio=0)])
    if not np.isfinite(sound).all():
        return "no numbers"
    loud = float((np.abs(sound) > 0.9).mean())
    level = float(np.sqrt((sound**2).mean()))
    if level < 1e-3:
        return QUIET
    return f"noise (level {level:.2f})" if loud > 0.02 or level > 0.4 else ""


def judged(folder: Path) -> str:
    """That of the damaged article's MP3, heard in a child: FFmpeg starts threads."""
    path = folder / "audio" / "damaged.mp3"
    if not path.exists():
        return "no MP3"
    found, end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(end, fault_of_sound(path.read_bytes()).encode())
        except BaseException as error:
            os.write(end, repr(error).encode())
        finally:
            os._exit(0)
    os.close(end)
    with os.fdopen(found, "rb") as told:
        answer = told.read().decode()
    os.waitpid(child, 0)
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("voices", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("--engine", choices=("open-jtalk", "hts_engine"), default="open-jtalk")
    parser.add_argument("--real", type=int, default=60)
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--show", type=int)
    asked = parser.parse_args()
    voices = [path.read_bytes() for path in (bundled_model(), *asked.voices)]
    numbers = range(asked.first, asked.first + asked.count) if asked.show is None else [asked.show]
    with tempfile.TemporaryDirectory() as place:
        clean = _clean(Path(place), asked.engine)
        tally = Tally(asked.count // asked.real if asked.real else 0)
        for number in numbers:
            kind, voice = damaged(number, asked.seed, voices, asked.only)
            tally.add(
                number, kind, *_spoken(Path(place), number, voice, asked.engine, clean, tally.is_real(number))
            )
            if asked.show is not None:
                print(*tally.lines[-1], sep="\n")
    tally.tell()
    raise SystemExit(1 if tally.faults else 0)


def _clean(place: Path, engine: str) -> bytes:
    """The healthy article's MP3; the bounds must let healthy voices speak."""
    for name in ("warm", "clean"):
        prepared(place / name, bundled_model().read_bytes(), engine, is_digested=False)
    _warm(place / "warm")
    run = forked(place / "clean", _build(["build", "healthy.md", "damaged.md"]))
    print(
        f"a healthy voice: exit code {run.code}, {run.seconds:.1f} s, {run.peak_bytes / 1e6:.0f} MB",
        *run.lines,
    )
    assert run.code == 0
    assert not judged(place / "clean"), judged(place / "clean")
    return (place / "clean" / "audio" / "healthy.mp3").read_bytes()


def _warm(folder: Path) -> None:
    """Import all that a build needs, so that no child has to."""
    here = Path.cwd()
    os.chdir(folder)
    command_line()(["build", "--quiet", "--jobs", "1", "healthy.md", "damaged.md"], standalone_mode=False)
    os.chdir(here)
    assert threading.active_count() == 1, "a fork copies one thread"


def _spoken(
    place: Path, number: int, voice: bytes, engine: str, clean: bytes, is_real: bool
) -> tuple[Run, str]:
    """One build, and what is wrong with it."""
    folder = place / str(number)
    prepared(folder, voice, engine, is_digested=number % 2 == 1)
    order = ["healthy.md", "damaged.md"] if number % 4 < 2 else ["damaged.md", "healthy.md"]
    command = ["build", "--jobs", "1", *order]
    run = started(folder, command) if is_real else forked(folder, _build(command))
    fault = fault_of(run, folder, clean)
    if not fault and run.code == 0:
        fault = judged(folder)
    shutil.rmtree(folder)
    return run, fault


class Tally:
    """What came of all of them."""

    def __init__(self, real_every: int) -> None:
        self._real_every = real_every
        self._codes: dict[str, Counter[str]] = defaultdict(Counter)
        self.faults: list[str] = []
        self.lines: list[tuple[str, ...]] = []
        self._slowest, self._largest, self._real = (0.0, 0), (0, 0), 0

    def is_real(self, number: int) -> bool:
        """Whether this one starts from the real command line."""
        return bool(self._real_every) and number % self._real_every == 0

    def add(self, number: int, kind: str, run: Run, fault: str) -> None:
        """Count a build."""
        ended = {0: "spoken", 5: "refused", 6: "refused at speaking", 9: "refused at speaking"}.get(
            run.code if run.code is not None else -99, "else"
        )
        self._codes[kind][ended] += 1
        self._real += self.is_real(number)
        self.lines.append(run.lines)
        self._slowest = max(self._slowest, (run.seconds, number))
        self._largest = max(self._largest, (run.peak_bytes, number))
        if fault == QUIET:
            self._codes[kind][ended] -= 1
            self._codes[kind][QUIET] += 1
        elif fault or ended == "else":
            self.faults.append(f"{number} {kind}: {fault or run.code} {' | '.join(run.lines)[:300]}")
            print(self.faults[-1], f"({run.seconds:.1f} s, {run.peak_bytes / 1e6:.0f} MB)", flush=True)

    def tell(self) -> None:
        """Print what came of each kind, and of all."""
        total: Counter[str] = Counter()
        for kind in KINDS:
            print(f"{kind:28}", *(f"{name}: {count}" for name, count in sorted(self._codes[kind].items())))
            total += self._codes[kind]
        inside = sum(self._codes[d.__name__].total() for d in (*TABLES, *TREES))
        print(f"{total.total()} damaged voices, {inside} of them in trees and distributions:", dict(total))
        print(f"{self._real} from the real command line; {len(self.faults)} faults")
        print(
            f"the slowest {self._slowest[0]:.1f} s (number {self._slowest[1]}); the largest "
            f"{self._largest[0] / 1e6:.0f} MB (number {self._largest[1]})"
        )


if __name__ == "__main__":
    main()
