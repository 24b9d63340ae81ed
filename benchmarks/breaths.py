"""Where narrate breathes in long stretches, for judging by a reader.

    python benchmarks/breaths.py FILE... [--lines] [--sample N --seed S] [--quiet]

Each FILE is an article, or with ``--lines`` a plain file with a sentence on each line (behind a tab may
stand what it likes). Prints each breath as ▲ in its sentence, other breaths of it as ｜; with ``--sample``
a random N of them. Then how many there are, and how many stretches without any pause are longer than 30,
45 and 60 moras, before any breath and with them.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.production.inputs import open_inputs
from narrate.production.plan import plan_of
from narrate.production.request import Request
from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.policy import SayingPolicy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrate.model import Reading, Ruby

    Sentences = Iterable[tuple[str, tuple[Ruby, ...]]]

LIMITS = (30, 45, 60)
AROUND = 50
"""Characters shown on each side of a breath."""


def readings(path: Path, *, are_lines: bool) -> Iterator[tuple[str, Reading, list[int]]]:
    """Each sentence, its reading, and the moras before each of its pauses."""
    front_end, sentences = _lines(path) if are_lines else _article(path)
    for text, rubies in sentences:
        analysis = front_end.analysis(text, rubies)
        pauses, at = [0], 0
        for feature in analysis.features:
            at += feature["mora_size"]
            if not feature["mora_size"]:
                pauses.append(at)
        yield text, front_end.reading_of(analysis), [*pauses, at]


def _lines(path: Path) -> tuple[FrontEnd, Sentences]:
    rows = path.read_text(encoding="utf-8").splitlines()
    return FrontEnd(Lexicon(), SayingPolicy()), [(row.split("\t")[0], ()) for row in rows if row]


def _article(path: Path) -> tuple[FrontEnd, Sentences]:
    plan = plan_of(open_inputs(Request(path=path)))
    front_end = FrontEnd(plan.lexicon, plan.settings.reading)
    return front_end, [(u.text, u.rubies) for u in plan.script.utterances]


def shown(text: str, reading: Reading) -> list[str]:
    """Each breath of a sentence in its surroundings."""
    places = [
        next((w.start for w in reading.words if w.first_mora >= breath), len(text))
        for breath in reading.breaths
    ]
    found = []
    for place in places:
        marked = "".join(
            ("▲" if i == place else "｜" if i in places else "") + char for i, char in enumerate(text)
        )
        middle = marked.index("▲") if "▲" in marked else len(marked)
        found.append(marked[max(0, middle - AROUND) : middle + AROUND].replace("\n", " "))
    return found


def counted(lengths: Iterable[int], into: Counter[int]) -> None:
    """Count the stretches longer than each limit."""
    for length in lengths:
        into.update(limit for limit in LIMITS if length > limit)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quiet", action="store_true", help="counts only")
    options = parser.parse_args()
    found: list[str] = []
    before: Counter[int] = Counter()
    after: Counter[int] = Counter()
    for path in options.files:
        for text, reading, pauses in readings(path, are_lines=options.lines):
            found += shown(text, reading)
            breaths = set(reading.breaths)
            counted((b - a for a, b in pairwise(pauses)), after)
            written = [pause for pause in pauses if pause not in breaths]
            counted((b - a for a, b in pairwise(written)), before)
    chosen = random.Random(options.seed).sample(found, min(options.sample or len(found), len(found)))
    if not options.quiet:
        print("\n".join(f"{i:4} {line}" for i, line in enumerate(chosen, 1)))
    print(f"{len(found)} breaths")
    for limit in LIMITS:
        print(f"stretches over {limit} moras: {before[limit]} as written, {after[limit]} with breaths")


if __name__ == "__main__":
    main()
