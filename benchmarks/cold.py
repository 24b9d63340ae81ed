"""A cold build in narrate's own engine against the same in hts_engine, and all cores against one.

    python benchmarks/cold.py [ARTICLE] [--runs N]

Prints the CPU time of a whole cold build (start-up, reading, speaking, editing, encoding, joining,
tagging) over that of a build whose voice names `engine = "hts_engine"`, and the wall time of a build on all
cores over that of ``--jobs 1``. Runs alternate, so that all sides meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from narrate.speech.voice import bundled_model

HERE = Path(__file__).parent.parent
SAMPLE = HERE / "text" / "two-labs.txt"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="A cold build against one that hts_engine speaks.")
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed narrate is compiled
    cpu_ratios, wall_ratios, core_ratios = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        studio = Path(folder)
        add_voices(studio)
        for _ in range(options.runs):
            other_cpu_s, other_wall_s = cold_build_s(options.article, studio, "--voice", "other")
            cpu_s, wall_s = cold_build_s(options.article, studio, "--voice", "own")
            _, one_wall_s = cold_build_s(options.article, studio, "--voice", "own", "--jobs", "1")
            cpu_ratios.append(cpu_s / other_cpu_s)
            wall_ratios.append(wall_s / other_wall_s)
            core_ratios.append(wall_s / one_wall_s)
            cpu = f"CPU: own engine {cpu_s:.2f} s, hts_engine {other_cpu_s:.2f} s"
            print(
                f"{cpu}; wall: {wall_s:.2f} s, {other_wall_s:.2f} s; one job {one_wall_s:.2f} s", flush=True
            )
    print(f"CPU, own engine / hts_engine: median {statistics.median(cpu_ratios):.2f}")
    print(f"wall, own engine / hts_engine: median {statistics.median(wall_ratios):.2f}")
    print(f"wall, all cores / one job: median {statistics.median(core_ratios):.2f}")


def add_voices(studio: Path) -> None:
    """The bundled voice twice, by both engines."""
    voices = studio / "voices"
    voices.mkdir()
    shutil.copy(bundled_model(), voices / "mei.htsvoice")
    settings = (HERE / "voices" / "mei.toml").read_text("utf-8")
    (voices / "own.toml").write_text(settings, "utf-8")
    plain = "".join(line for line in settings.splitlines(True) if not line.startswith(OWN_KEYS))
    (voices / "other.toml").write_text(f'engine = "hts_engine"\n{plain}', "utf-8")


OWN_KEYS = ("engine", "spread_ms", "spectrum_variance", "pitch_variance")


def cold_build_s(article: Path, studio: Path, *options: str) -> tuple[float, float]:
    """CPU and wall seconds of a build into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        build = [sys.executable, "-m", "narrate", "build", str(article.resolve())]
        subprocess.run([*build, "--quiet", "--out", folder, *options], check=True, cwd=studio)
        wall_s = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall_s


if __name__ == "__main__":
    main()
