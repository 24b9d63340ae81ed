"""The engine alone against hts_engine: CPU time for a second of sound, and two threads against one.

    python benchmarks/engine.py [ARTICLE] [--runs N] [--voice FILE.htsvoice]

Both speak the same labels in one thread, alternately; the medians of all runs are compared. Then the same
sentences are spoken by one thread and by two, with each engine.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.production.inputs import open_inputs
from narrate.production.kept import kept_for
from narrate.production.plan import plan_of
from narrate.production.request import Request
from narrate.speech.hts_engine import HtsEngine
from narrate.speech.measuring import SPREAD
from narrate.speech.open_jtalk import OpenJTalkEngine
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrate.speech.engine import Engine

SAMPLE = Path(__file__).parent.parent / "text" / "two-labs.txt"
_RATE_HZ = 48_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The engine alone against hts_engine.")
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--voice", type=Path, default=bundled_model())
    options = parser.parse_args()
    labels = labels_of(options.article)
    makers: dict[str, Callable[[], Engine]] = {
        "narrate": lambda: OpenJTalkEngine(options.voice, SPREAD),
        "hts_engine": lambda: HtsEngine(options.voice),
    }
    cpu_s: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(options.runs):
        for name, make in makers.items():
            cpu_s[name].append(spoken_cpu_s(make(), labels))
            print(f"{name}: {cpu_s[name][-1]:.4f} s of CPU for a second of sound", flush=True)
    ratio = statistics.median(cpu_s["narrate"]) / statistics.median(cpu_s["hts_engine"])
    print(f"engine alone over hts_engine, CPU, medians: {ratio:.2f}")
    for name, make in makers.items():
        walls = [wall_s(make, labels, 2) / wall_s(make, labels, 1) for _ in range(options.runs)]
        print(f"{name}: two threads over one, wall time, median: {statistics.median(walls):.2f}")


def labels_of(article: Path) -> list[tuple[str, ...]]:
    """The labels of all sentences of an article."""
    with tempfile.TemporaryDirectory() as folder:
        plan = plan_of(open_inputs(Request(article, out=Path(folder))))
        kept = kept_for(plan, None)
        return [reading.labels for u in plan.utterances if (reading := kept.read(u)[0]).labels]


def spoken_cpu_s(engine: Engine, labels: Sequence[tuple[str, ...]]) -> float:
    """CPU seconds for a second of sound, the first sentence left out."""
    engine.sound(labels[0], NEUTRAL)
    start = time.process_time()
    count = sum(len(engine.sound(one, NEUTRAL).samples) for one in labels)
    return (time.process_time() - start) / (count / _RATE_HZ)


def wall_s(make: Callable[[], Engine], labels: Sequence[tuple[str, ...]], threads: int) -> float:
    """Wall seconds until that many threads have spoken all sentences."""
    engines = [make() for _ in range(threads)]
    for engine in engines:
        engine.sound(labels[0], NEUTRAL)
    waiting = list(labels)

    def work(engine: Engine) -> None:
        while waiting:
            engine.sound(waiting.pop(), NEUTRAL)

    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, engines))
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
