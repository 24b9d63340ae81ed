"""Score accents: ``python benchmarks/accents.py CORPUS.tsv [--half open|held] [--hypothesis FILE]``.

CORPUS.tsv has on each line a sentence, its katakana with accents and an id, parted by tabs: ``＼`` where
the pitch falls, ``／`` between two accent phrases, ``、`` for a pause. Without ``--hypothesis`` (the same
notation line by line, as ``narrate readings --lines FILE --accents`` prints it) narrate reads the sentences
itself. A phrase is exact when it begins and ends at the same moras and falls behind the same one; a fall
behind the last mora counts as none. Sentences with another number of moras are left out and counted.
``--half`` takes the half of the corpus that is open to rules and learning, or the one held out (`halves`).
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from halves import HALVES
from narrate.ground.kana import moras
from readings import corpus, hypothesis_of

_PARTS = re.compile("[／、]")


class Phrase(NamedTuple):
    """``fall`` is the mora behind which the pitch falls, the last one where it does not."""

    start: int
    size: int
    fall: int


@dataclass
class Score:
    """Counts over the sentences of a corpus."""

    sentences: int = 0
    left_out: int = 0
    phrases: int = 0
    spans: int = 0
    exact: int = 0
    moras: int = 0
    same_pitch: int = 0

    def __str__(self) -> str:
        return (
            f"{self.sentences} sentences ({self.left_out} left out), {self.phrases} phrases: "
            f"exact {100 * self.exact / self.phrases:.1f} %, "
            f"same span {100 * self.spans / self.phrases:.1f} %, "
            f"fall right where the span is {100 * self.exact / self.spans:.1f} %, "
            f"moras high or low as they should be {100 * self.same_pitch / self.moras:.1f} %"
        )


def phrases(line: str) -> list[Phrase]:
    """The accent phrases of a line."""
    found: list[Phrase] = []
    start = 0
    for part in _PARTS.split(re.sub(r"[’'\s]", "", line)):
        before, _, after = part.partition("＼")
        fall = len(moras(before))
        size = fall + len(moras(after))
        if size:
            found.append(Phrase(start, size, fall or size))
        start += size
    return found


def is_high(found: list[Phrase]) -> list[bool]:
    """Of each mora whether it is high."""
    return [
        (fall == 1 and at == 0 and size > 1) or (fall != 1 and 1 <= at < fall)
        for _, size, fall in found
        for at in range(size)
    ]


def scored(references: list[str], hypotheses: list[str]) -> Score:
    score = Score()
    for reference, hypothesis in zip(references, hypotheses, strict=True):
        wanted, heard = phrases(reference), phrases(hypothesis)
        if sum(p.size for p in wanted) != sum(p.size for p in heard):
            score.left_out += 1
            continue
        spans = {p[:2] for p in heard}
        score.sentences += 1
        score.phrases += len(wanted)
        score.spans += sum(p[:2] in spans for p in wanted)
        score.exact += len(set(wanted) & set(heard))
        pairs = list(zip(is_high(wanted), is_high(heard), strict=True))
        score.moras += len(pairs)
        score.same_pitch += sum(a == b for a, b in pairs)
    return score


def main() -> None:
    from narrate.reading.frontend import front_end
    from narrate.review.listing import accents_of_lines

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--hypothesis", type=Path)
    options = parser.parse_args()
    rows = corpus(options.corpus, options.half)
    hypotheses = hypothesis_of(options.hypothesis, rows, lambda texts: accents_of_lines(front_end(), texts))
    print(scored([accents for _, accents in rows], hypotheses))


if __name__ == "__main__":
    main()
