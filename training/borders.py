"""Learn where accent phrases begin: ``PYTHONPATH=benchmarks python training/borders.py CORPUS.tsv``.

CORPUS.tsv has on each line a sentence, its katakana with accents and an id (see benchmarks/accents.py). A
logistic model is fitted to the joints between the words of the half that is open to learning (`halves`) and
written as the table that narrate ships, src/narrate/reading/accents/borders.tsv; ``--out`` writes another.
The shipped one was made from the texts of JSUT basic5000 (CC BY-SA 3.0 and CC BY 2.0) and the accents of
jsut-label (CC BY-SA 4.0), so it is under CC BY-SA 4.0. Needs scikit-learn, which narrate itself does not.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from accents import phrases
from halves import HALVES, OPEN
from narrate.reading.accents import borders
from narrate.reading.accents.chaining import Phrase
from narrate.reading.accents.node import PAUSE, nodes_of
from narrate.reading.accents.phrasing import settled_border
from narrate.reading.frontend import front_end
from narrate.reading.phrases.marks import AFTER_MARK, without_boundaries
from narrate.reading.text.said import DEFAULT_POLICY
from readings import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.reading.accents.node import Node

SHIPPED = Path(borders.__file__).with_name(borders.TABLE)
SCALE = 1000
"""Of a weight; whole numbers are the same on every machine."""
_HEAD = """\
# Weights of what is said of the joint between two words, in thousandths; made by training/borders.py.
# Learned from the open half (benchmarks/halves.py) of
#   JSUT basic5000 (text CC BY-SA 3.0 and CC BY 2.0)
#   with the accents of jsut-label (https://github.com/sarulab-speech/jsut-label), CC BY-SA 4.0
# This table is under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/).
"""

Joint = tuple[list[str], bool]


def joints(nodes: Sequence[Node], starts: set[int]) -> Iterator[Joint]:
    """The joints that no rule settles: what is said of each, and whether a phrase begins there."""
    sentence = borders.Joints(nodes)
    phrase = Phrase.of(nodes[0])
    mora = nodes[0].size
    for at, node in enumerate(nodes[1:], 1):
        is_start = mora in starts
        if settled_border(nodes, at) is None:
            yield sentence.features(at, phrase), is_start
        phrase = Phrase.of(node) if node.gap == PAUSE or is_start else phrase.joined(node)
        mora += node.size


def joints_of(rows: Sequence[tuple[str, str]]) -> list[Joint]:
    """The joints of all sentences whose moras are as many as the corpus has."""
    reader = front_end()
    found: list[Joint] = []
    for text, accents in rows:
        analysis = reader.analysis(text)
        said = analysis.said.text
        features = without_boundaries(analysis.nodes, DEFAULT_POLICY)
        nodes = nodes_of(said, analysis.words, features, AFTER_MARK, reader.opinion(said))
        wanted = phrases(accents)
        if sum(node.size for node in nodes) == sum(phrase.size for phrase in wanted):
            found += joints(nodes, {phrase.start for phrase in wanted})
    return found


def weights(found: Sequence[Joint], strength: float, fewest: int) -> dict[str, int]:
    """The weight of each thing that is said at least ``fewest`` times; ``""`` is what all joints have."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    times = Counter(said for features, _ in found for said in features)
    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform(
        [{said: 1.0 for said in features if times[said] >= fewest} for features, _ in found]
    )
    rows.indices, rows.indptr = rows.indices.astype("int32"), rows.indptr.astype("int32")
    model = LogisticRegression(C=strength, solver="liblinear").fit(rows, [is_start for _, is_start in found])
    learned = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    learned[""] = model.intercept_[0]
    return {said: round(SCALE * float(weight)) for said, weight in learned.items()}


def table_of(learned: dict[str, int], smallest: int) -> str:
    """The weights as the lines of the table, those that hardly count left out."""
    lines = (f"{said}\t{weight}" for said, weight in sorted(learned.items()) if abs(weight) >= smallest)
    return _HEAD + "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", choices=HALVES, default=OPEN)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--strength", type=float, default=0.2, help="C of the logistic regression")
    parser.add_argument("--fewest", type=int, default=3)
    parser.add_argument("--smallest", type=int, default=10)
    options = parser.parse_args()
    found = joints_of(corpus(options.corpus, options.half))
    table = table_of(weights(found, options.strength, options.fewest), options.smallest)
    options.out.write_text(table, encoding="utf-8")
    print(f"{len(found)} joints, {table.count(chr(10)) - _HEAD.count(chr(10))} weights: {options.out}")


if __name__ == "__main__":
    main()
