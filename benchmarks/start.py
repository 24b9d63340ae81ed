"""An up-to-date build, in Japanese and in English, and by another checkout: what starting costs.

``python benchmarks/start.py ARTICLE [--other SRC] [--runs N]``; SRC is the ``src`` of another checkout.
The three run in turn; each ratio is taken turn by turn, and its median, with the middle half, is printed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import narrate

HERE = Path(narrate.__file__).parent.parent


def seconds(source: Path, language: str, article: Path, out: Path) -> float:
    environment = os.environ | {"NARRATE_LANG": language, "PYTHONPATH": str(source)}
    command = [sys.executable, "-m", "narrate", "build", str(article), "--out", str(out)]
    begun = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", type=Path)
    parser.add_argument("--other", type=Path)
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    cases = [("English", HERE, "en"), ("Japanese", HERE, "ja")]
    if options.other:
        cases.insert(0, ("other, English", options.other.resolve(), "en"))
    with tempfile.TemporaryDirectory() as folder:
        outs = {source: Path(folder) / str(n) for n, source in enumerate(dict.fromkeys(c[1] for c in cases))}

        def run(case: tuple[str, Path, str]) -> float:
            return seconds(case[1], case[2], options.article, outs[case[1]])

        for case in cases:  # builds it, and once more to have everything in the system's cache
            run(case), run(case)
        turns = [[run(case) for case in cases] for _ in range(options.runs)]
    print(f"{cases[0][0]}: {median(turn[0] for turn in turns):.3f} s")
    for column, (name, *_) in enumerate(cases[1:], 1):
        ratios = [turn[column] / turn[0] for turn in turns]
        low, _, high = quantiles(ratios)
        print(f"{name} / {cases[0][0]}: {median(ratios):.3f} ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main()
