"""Learn how likely a word is misread: ``PYTHONPATH=benchmarks python training/review.py CORPUS.tsv…``.

Writes the table that narrate ships, src/narrate/review/likelihood.tsv, once it is whole; ``--out`` writes
another. A corpus has a sentence, its katakana and an id on each line, parted by tabs, as for
``benchmarks/readings.py``; the first one counts fully, the others by half. Only the open half of each is
learned from (``benchmarks/halves.py``). Needs scikit-learn, which narrate itself does not.

A word that can be misread is a row, its signs (``narrate.review.signs``) are its columns, and a logistic
regression says how much each sign adds to the odds of a wrong reading. Letters to which the reference
gives no reading are left out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from halves import OPEN
from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.policy import SayingPolicy
from narrate.review.doubts import scene_of
from narrate.review.likelihood import START, TABLE
from narrate.review.signs import Scene, signs
from readings import canonical, corpus, nearest, wrong_spans

_STRENGTH = 0.1
"""Of the regression's weights: the smaller, the nearer to none."""
_LEAST_SEEN = 5
_LEAST_HUNDREDTHS = 3
_HEAD = """\
# How much each sign of a word adds to the odds that its reading is wrong, in hundredths (natural logarithm).
# Learned by training/review.py, which says how, from the open halves (benchmarks/halves.py) of
#   WikipediaAnnotatedCorpus by ku-nlp, CC BY-SA 4.0
#   JSUT basic5000 (text CC BY-SA 3.0 and CC BY 2.0) with the readings of jsut-label, CC BY-SA 4.0
#   ROHAN4600, CC0 1.0
# This table is under CC BY-SA 4.0. Signs come from signs.py, where each is made.
"""
Row = tuple[frozenset[str], bool, float]


def rows_of(front_end: FrontEnd, path: Path, weight: float) -> list[Row]:
    """The words of a corpus that can be misread: their signs, whether they are, how much they count."""
    rows: list[Row] = []
    for text, reference in corpus(path, OPEN):
        if "<" in reference or len(text) < 5:
            continue
        scene = scene_of(front_end, front_end.analysis(text))
        wrong = set(wrong_spans(front_end, text, reference))
        for i, word in enumerate(scene.words):
            is_wrong = (word.start, word.end) in wrong
            if scene.is_open(i) and not (is_wrong and is_noise(scene, i, reference)):
                rows.append((signs(scene, i), is_wrong, weight))
    return rows


def is_noise(scene: Scene, i: int, reference: str) -> bool:
    """Whether the reference is no judge of a word: it has letters without a reading."""
    heard, rest = (
        canonical("".join(scene.readings[:i]) + kana + "".join(scene.readings[i + 1 :]))
        for kana in (scene.readings[i], "")
    )
    is_left_out = nearest(reference, heard)[0] - nearest(reference, rest)[0] == len(heard) - len(rest)
    return is_left_out and bool(re.search("[A-Za-z]", scene.form(i)))


def learned(rows: list[Row]) -> dict[str, float]:
    """The weight of each sign."""
    seen = Counter(sign for found, _, _ in rows for sign in found)
    names = sorted(sign for sign, times in seen.items() if times >= _LEAST_SEEN)
    column = {sign: n for n, sign in enumerate(names)}
    cells = [(r, column[s]) for r, (found, _, _) in enumerate(rows) for s in sorted(found) if s in column]
    table = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), (len(rows), len(names)))
    model = LogisticRegression(C=_STRENGTH, max_iter=2000, solver="liblinear", random_state=0)
    model.fit(table, [wrong for _, wrong, _ in rows], sample_weight=[weight for _, _, weight in rows])
    return {START: model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}


def table_of(weights: dict[str, float]) -> str:
    """The weights as the lines of the table, those that hardly count left out."""
    hundredths = {sign: round(100 * weight) for sign, weight in weights.items()}
    kept = {s: n for s, n in hundredths.items() if abs(n) >= _LEAST_HUNDREDTHS or s == START}
    return _HEAD + "".join(f"{sign}\t{number}\n" for sign, number in kept.items())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, nargs="+", metavar="CORPUS.tsv")
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    front_end = FrontEnd(Lexicon(), SayingPolicy())
    rows: list[Row] = []
    for number, path in enumerate(options.corpora):
        rows += rows_of(front_end, path, 0.5 if number else 1.0)
    table = table_of(learned(rows))
    options.out.write_text(table, encoding="utf-8")
    print(f"{len(rows)} words, {table.count(chr(10)) - _HEAD.count(chr(10))} weights: {options.out}")


if __name__ == "__main__":
    main()
