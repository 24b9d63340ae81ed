"""A build that changes one sentence, by two checkouts in turn: what starting costs.

    python benchmarks/changed_sentence.py TREE TREE [--article FILE] [--runs N]

Each TREE is a checkout with its ``src``. Each builds the article in a folder of its own; then one sentence is
changed in both and both build again, the first to begin taking turns. Prints the medians of CPU time (user
and system, of all processes) and wall time, and the median and middle half of each pair's ratio, second over
first.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

SAMPLE = Path(__file__).parent.parent / "text" / "two-labs.txt"
SENTENCE = "消費電力は最大で{run}メガワット、一般家庭およそ{run}世帯分に当たるという。"
BEGUN = 1000


class Taken(NamedTuple):
    """What a build took."""

    cpu_s: float
    wall_s: float


class Workshop:
    """One checkout with a copy of the article, an edition and a cache of its own."""

    def __init__(self, tree: Path, article: Path, folder: Path) -> None:
        self._text = article.read_text(encoding="utf-8").rstrip("\n")
        self._article = folder / "text" / article.name
        self._article.parent.mkdir(parents=True)
        self._environment = os.environ | {
            "NARRATE_LANG": "en",
            "PYTHONPATH": str(tree.resolve() / "src"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed narrate is compiled

    def build(self, run: int) -> Taken:
        """Change the sentence and build."""
        self._article.write_text(f"{self._text}\n\n{SENTENCE.format(run=BEGUN + run)}\n", encoding="utf-8")
        command = [sys.executable, "-m", "narrate", "build", str(self._article)]
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        folder = self._article.parent.parent
        done = subprocess.run(command, cwd=folder, env=self._environment, check=True, capture_output=True)
        wall_s, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        if run and b" 1 of " not in done.stdout:
            raise SystemExit(f"not one sentence was spoken: {done.stdout.decode()}")
        return Taken(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall_s)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trees", type=Path, nargs=2, metavar="TREE")
    parser.add_argument("--article", type=Path, default=SAMPLE)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shops = [
            Workshop(tree, options.article, Path(folder) / str(n)) for n, tree in enumerate(options.trees)
        ]
        for run in range(2):  # all is spoken, and everything is in the system's cache
            for shop in shops:
                shop.build(run)
        pairs = []
        for run in range(2, options.runs + 2):
            turn = [0, 1] if run % 2 else [1, 0]
            taken = {which: shops[which].build(run) for which in turn}
            pairs.append((taken[0], taken[1]))
    for kind in Taken._fields:
        first, second = ([getattr(pair[which], kind) for pair in pairs] for which in range(2))
        ratios = [b / a for a, b in zip(first, second, strict=True)]
        low, middle, high = quantiles(ratios, n=4)
        told = f"{median(first):.3f} and {median(second):.3f} s"
        print(f"{kind.removesuffix('_s')}: {told}, ratio {middle:.3f} ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main()
