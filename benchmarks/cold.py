"""A cold build against the bare synthesis of the same labels, and all cores against one.

    python benchmarks/cold.py [ARTICLE] [--runs N]

Prints the CPU time of a whole cold build (start-up, reading, speaking, editing, encoding, joining,
tagging) over that of ``HTSEngine.synthesize`` alone, and the wall time of a build on all cores over that
of ``--jobs 1``. Runs alternate, so that both sides meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "text" / "two-labs.txt"

BARE = """
import sys, time
from pathlib import Path
from narrate.production.kept import kept_for
from narrate.production.inputs import open_inputs
from narrate.production.plan import plan_of
from narrate.ground.quiet import imported_quietly
from narrate.production.request import Request
plan = plan_of(open_inputs(Request(Path(sys.argv[1]), out=Path(sys.argv[2]))))
kept = kept_for(plan, None)
readings = [kept.read(u)[0] for u in plan.utterances]
voice = plan.utterances[0].voice
engine = imported_quietly("pyopenjtalk.htsengine").HTSEngine(str(voice.model_path).encode())
start = time.process_time()
for reading in readings:
    if reading.labels:
        engine.set_speed(voice.speed)
        engine.synthesize(list(reading.labels))
print(time.process_time() - start)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="A cold build against the bare engine.")
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed narrate is compiled
    cpu_ratios, wall_ratios = [], []
    for _ in range(options.runs):
        bare_cpu_s = bare_synthesis_cpu_s(options.article)
        all_cpu_s, all_wall_s = cold_build_s(options.article)
        _, one_wall_s = cold_build_s(options.article, "--jobs", "1")
        cpu_ratios.append(all_cpu_s / bare_cpu_s)
        wall_ratios.append(all_wall_s / one_wall_s)
        cpu = f"CPU: bare {bare_cpu_s:.2f} s, build {all_cpu_s:.2f} s"
        print(f"{cpu}; wall: all cores {all_wall_s:.2f} s, one job {one_wall_s:.2f} s")
    print(f"CPU, cold build / bare synthesis: median {statistics.median(cpu_ratios):.2f}")
    print(f"wall, all cores / one job: median {statistics.median(wall_ratios):.2f}")


def bare_synthesis_cpu_s(article: Path) -> float:
    """CPU seconds of the engine alone."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", BARE, str(article), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.splitlines()[-1])


def cold_build_s(article: Path, *options: str) -> tuple[float, float]:
    """CPU and wall seconds of a build into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        build = [sys.executable, "-m", "narrate", "build", str(article)]
        subprocess.run([*build, "--quiet", "--out", folder, *options], check=True)
        wall_s = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall_s


if __name__ == "__main__":
    main()
