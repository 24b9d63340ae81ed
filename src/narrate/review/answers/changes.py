"""An article as the lexicons have it now, and what one entry more would change in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from narrate.ground.kana import KANJI
from narrate.reading.words.titles import TITLES
from narrate.review.answers.answer import Besides, written_of
from narrate.review.doubts import Suspicion
from narrate.review.matching import may_match, said_between, searched
from narrate.review.word_changes import changed_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from narrate.model import Reading, Utterance
    from narrate.reading.frontend import Analysis, FrontEnd
    from narrate.reading.lexicon.entries import Entry
    from narrate.review.doubts import Doubt

    Reader: TypeAlias = Callable[[Entry | None], FrontEnd]
    """Makes what reads by the lexicons as they are on the disk, and by one entry more, if one is tried."""

_COMPOUNDING = re.compile(f"(?!{'|'.join(TITLES)})[{KANJI}]")
"""A kanji that makes a longer word of what stands before it, as titles behind a name do not."""


class Neighbour(NamedTuple):
    """Another article by the same lexicon: its sentences that have a word, and what reads them."""

    path: Path
    utterances: Sequence[Utterance]
    reader: Reader


class Others(Protocol):
    """The other articles that a lexicon holds for."""

    def __len__(self) -> int:
        """How many there are."""

    def with_word(self, written: str) -> Iterator[Neighbour | None]:
        """One after the other; ``None`` for one that does not have the word, or cannot be read."""


class ReadArticle:
    """Sentences, and how they are read."""

    def __init__(self, utterances: Sequence[Utterance], reader: Reader) -> None:
        self.utterances = utterances
        self.front_end = reader(None)
        self._reader = reader
        self._tried: tuple[Entry, FrontEnd] | None = None
        self._analyses: dict[int, Analysis] = {}
        self._readings: dict[int, Reading] = {}
        self.said = [self.analysis(number).said.text for number in range(len(utterances))]
        self._searched = [searched(u.text, said) for u, said in zip(utterances, self.said, strict=True)]

    def analysis(self, number: int) -> Analysis:
        """A sentence as it is read now."""
        if number not in self._analyses:
            self._analyses[number] = self.analysis_by(self.front_end, number)
        return self._analyses[number]

    def analysis_by(self, front_end: FrontEnd, number: int) -> Analysis:
        """A sentence as another front end reads it."""
        utterance = self.utterances[number]
        return front_end.analysis(utterance.text, utterance.rubies)

    def with_word(self, written: str) -> list[int]:
        """The sentences that may have a word."""
        return [n for n, sentence in enumerate(self._searched) if may_match(written, sentence)]

    def tried(self, entry: Entry) -> FrontEnd:
        """What reads with an entry more; the one tried last is kept."""
        if self._tried is None or self._tried[0] != entry:
            self._tried = entry, self._reader(entry)
        return self._tried[1]

    def read_again(self, written: str) -> list[int]:
        """Go by the lexicons as they are now, where a word was changed; the sentences that have it.

        Raises:
            NarrateError: they cannot be read; nothing is changed.
        """
        self.front_end, self._tried = self._reader(None), None
        numbers = self.with_word(written)
        for number in numbers:
            self._readings.pop(number, None)
            self._analyses.pop(number, None)
        return numbers

    def besides(self, doubt: Doubt, entry: Entry, article: str = "") -> Iterator[Besides]:
        """What would read otherwise besides the word asked about; ``article`` is where it is not asked.

        Meant are also other places where the word stands for itself and is read as in the one asked about;
        in another article not where it has other readings.
        """
        front_end, written = self.tried(entry), written_of(doubt)
        is_homograph = len(written) == 1 or doubt.reason is Suspicion.HOMOGRAPH
        for number in self.with_word(written):
            is_asked = not article and number == doubt.sentence and self.said[number].count(written) == 1
            analysis = self.analysis_by(front_end, number)
            for change in changed_words(self._reading(number).kana, front_end.reading_of(analysis)):
                said = said_between(analysis.said, change.start, change.end)
                is_same = change.before.startswith(doubt.kana) and _is_word(written, said)
                if not is_asked and (not is_same or (article and is_homograph)):
                    utterance = self.utterances[number]
                    text = utterance.text[change.start : change.end]
                    place = utterance.place
                    yield Besides(place.line, text, change.before, change.after, article, place.part)

    def _reading(self, number: int) -> Reading:
        if number not in self._readings:
            self._readings[number] = self.front_end.reading_of(self.analysis(number))
        return self._readings[number]


def _is_word(written: str, found: str) -> bool:
    """Whether what changed is the word itself with its endings, and no compound that it is a part of."""
    return found.startswith(written) and not _COMPOUNDING.match(found.removeprefix(written))
