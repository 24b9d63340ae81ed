"""Score readings against a corpus: ``python benchmarks/readings.py CORPUS.tsv [--hypothesis FILE]``.

CORPUS.tsv has a sentence and its katakana on each line, parted by a tab; ``{a|b}`` in the katakana accepts
either, and a line with ``<`` in it has no reading and is left out. Without ``--hypothesis`` narrate reads
the sentences itself. Prints, for all sentences and for those with digits, with Latin letters and with
neither, how many moras and how many sentences are wrong. ``--review N`` also takes a random N sentences
and tells how many of their wrong words the review shows, and how many words it shows. ``--half`` takes
the half of the corpus that is open to rules, or the one that is held out (`halves`); lines then have an
id behind the katakana.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from halves import HALVES, half_of
from narrate.ground.kana import katakana, moras
from narrate.reading.words.second import sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from narrate.reading.frontend import FrontEnd

_GROUPS = ("all", "plain", "digit", "latin")
_LOOSE = str.maketrans({"ヴ": "ブ", "ヱ": "エ", "ヰ": "イ"})


@dataclass
class Score:
    """Counts of one group of sentences."""

    sentences: int = 0
    wrong_sentences: int = 0
    moras: int = 0
    wrong_moras: int = 0

    def add(self, length: int, wrong: int) -> None:
        """Count a sentence of ``length`` moras."""
        self.sentences += 1
        self.wrong_sentences += wrong > 0
        self.moras += length
        self.wrong_moras += wrong

    def __str__(self) -> str:
        mora_error = 100 * self.wrong_moras / self.moras
        sentence_error = 100 * self.wrong_sentences / self.sentences
        wrong = f"moras wrong {mora_error:.2f} %  sentences wrong {sentence_error:.1f} %"
        return f"sentences {self.sentences:6}  {wrong}"


def corpus(path: Path, half: str | None = None) -> list[tuple[str, str]]:
    """The sentences and their katakana, or accents; of one half, where one is named."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return [(row[0], row[1]) for row in rows if half is None or half_of(row[2]) == half]


def hypothesis_of(
    hypothesis: Path | None, rows: list[tuple[str, str]], read: Callable[[list[str]], Iterable[str]]
) -> list[str]:
    """How each sentence of a corpus is said: by a file, or where there is none by ``read``."""
    if hypothesis:
        return hypothesis.read_text(encoding="utf-8").split("\n")[: len(rows)]
    return list(read([text for text, _ in rows]))


def canonical(kana: str) -> list[str]:
    """The moras of a reading in a form in which spellings that sound alike are equal."""
    bare = re.sub("[^ァ-ヺー]", "", katakana(kana)).translate(_LOOSE)
    return moras(sound(bare))


def alternatives(reference: str) -> list[list[str]]:
    parts = re.split(r"\{([^}]*)\}", reference)
    options = [[p] if i % 2 == 0 else p.split("|") for i, p in enumerate(parts)]
    return [canonical("".join(choice)) for choice in itertools.islice(itertools.product(*options), 16)]


def edits(a: list[str], b: list[str]) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


def nearest(reference: str, heard: list[str]) -> tuple[int, list[str]]:
    return min(((edits(r, heard), r) for r in alternatives(reference)), key=lambda pair: pair[0])


def groups_of(text: str) -> list[str]:
    narrow = unicodedata.normalize("NFKC", text)
    found = [name for name, mark in (("digit", "[0-9]"), ("latin", "[A-Za-z]")) if re.search(mark, narrow)]
    return ["all", *(found or ["plain"])]


def scored(rows: list[tuple[str, str]], hypothesis: list[str]) -> dict[str, Score]:
    scores = {name: Score() for name in _GROUPS}
    for (text, reference), kana in zip(rows, hypothesis, strict=True):
        if "<" in reference or len(text) < 5:
            continue
        wrong, best = nearest(reference, canonical(kana))
        for name in groups_of(text):
            scores[name].add(len(best), wrong)
    return scores


def wrong_spans(front_end: FrontEnd, text: str, reference: str) -> list[tuple[int, int]]:
    """The words of a sentence that are read otherwise than the reference has them, as spans."""
    spoken = front_end.analysis(text)
    readings = front_end.readings(spoken)
    heard = canonical("".join(readings))
    _, best = nearest(reference, heard)
    bad: set[int] = set()
    for tag, a, b, _, _ in SequenceMatcher(None, heard, best, autojunk=False).get_opcodes():
        if tag != "equal":
            bad |= set(range(a, max(b, a + 1)))
    spans, at = [], 0
    for word, kana in zip(spoken.words, readings, strict=True):
        end = at + len(canonical(kana))
        if bad & set(range(at, end)):
            spans.append((word.start, word.end))
        at = end
    return spans


def review(front_end: FrontEnd, rows: list[tuple[str, str]], count: int, seed: int) -> None:
    from narrate.review.doubts import doubts, doubts_of, scene_of

    usable = [row for row in rows if "<" not in row[1] and len(row[0]) >= 5]
    sample = random.Random(seed).sample(usable, min(count, len(usable)))
    found = doubts(front_end, [(text, ()) for text, _ in sample])
    shown = {(d.written, d.kana) for d in found}
    wrong = caught = real = real_caught = 0
    right: dict[tuple[str, str], bool] = dict.fromkeys(shown, False)
    for number, (text, reference) in enumerate(sample):
        analysis = front_end.analysis(text)
        here = [d for d in doubts_of(scene_of(front_end, analysis), number) if (d.written, d.kana) in shown]
        said = analysis.said.text
        for start, end in wrong_spans(front_end, text, reference):
            catching = [d for d in here if d.start < end and start < d.end]
            right |= {(d.written, d.kana): True for d in catching}
            is_word = bool(re.search("[一-鿿々A-Za-z]", said[start:end]))
            wrong, caught = wrong + 1, caught + bool(catching)
            real, real_caught = real + is_word, real_caught + (is_word and bool(catching))
    characters = sum(len(text) for text, _ in sample)
    differing = sum(right.values())
    share = 100 * differing / max(1, len(found))
    print(f"review: {1000 * len(found) / characters:.1f} words shown for 1,000 characters,")
    print(f"        {differing} of {len(found)} shown differ from the reference ({share:.0f} %),")
    print(f"        {sum(bool(d.line) for d in found)} of them with a line to paste;")
    print(f"        {caught} of {wrong} differing words shown ({100 * caught / max(1, wrong):.0f} %),")
    print(f"        {real_caught} of {real} with kanji or letters ({100 * real_caught / max(1, real):.0f} %)")


def main() -> None:
    from narrate.reading.frontend import FrontEnd
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.policy import SayingPolicy
    from narrate.review.listing import kana_of_lines

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument(
        "--hypothesis", type=Path, help="katakana line by line, as 'narrate readings --lines' prints it"
    )
    parser.add_argument("--review", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--half", choices=HALVES)
    options = parser.parse_args()
    rows = corpus(options.corpus, options.half)
    front_end = FrontEnd(Lexicon(), SayingPolicy())
    hypothesis = hypothesis_of(options.hypothesis, rows, lambda texts: kana_of_lines(front_end, texts))
    for name, score in scored(rows, hypothesis).items():
        if score.sentences:
            print(f"{name:6} {score}")
    if options.review:
        review(front_end, rows, options.review, options.seed)


if __name__ == "__main__":
    main()
