"""A sentence as it is said becomes full-context labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from narrate.errors import SpeechError
from narrate.model import Reading, Ruby
from narrate.reading.analysis import Analyst
from narrate.reading.breath import with_breaths
from narrate.reading.dictionary import compiled
from narrate.reading.engine import Engine
from narrate.reading.marks import without_boundaries
from narrate.reading.repair import repaired
from narrate.reading.said import Said, say
from narrate.reading.second import with_second_opinion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.lexicon import Lexicon
    from narrate.reading.policy import SayingPolicy
    from narrate.reading.words import Token, Word


LONGEST = 5000
"""Characters of one sentence; Open JTalk takes 16 KiB of UTF-8."""


@dataclass(frozen=True)
class Spoken:
    """Everything known of a sentence that was read: for the labels and for the review."""

    said: Said
    words: tuple[Word, ...]
    features: tuple[dict[str, Any], ...]
    nodes: tuple[dict[str, Any], ...] = ()

    @property
    def kana(self) -> str:
        """The katakana pronunciation, pauses left out."""
        return "".join(f["pron"] for f in self.features if f["mora_size"]).replace("’", "")

    @property
    def mora_count(self) -> int:
        """The length in moras."""
        return sum(f["mora_size"] for f in self.features)


class FrontEnd:
    """Reads sentences with one lexicon and one policy.

    Threads may share it. The same text gives the same labels whatever was read before.
    """

    def __init__(self, lexicon: Lexicon, policy: SayingPolicy) -> None:
        self._policy = policy
        self._lexicon = lexicon
        self._engine = Engine(compiled(lexicon.entries))
        self._analyst = Analyst(self._engine, lexicon)

    def read(self, text: str, rubies: Sequence[Ruby] = ()) -> Reading:
        """How ``text`` is said. A text that makes no sound has no labels.

        Raises:
            SpeechError: it is longer than Open JTalk takes.
        """
        spoken = self.speak(text, rubies)
        labels = self.labels(spoken)
        return Reading(spoken.said.text, labels, spoken.kana, spoken.mora_count, spoken.said.silences)

    def speak(self, text: str, rubies: Sequence[Ruby] = ()) -> Spoken:
        """The words and nodes of ``text``: what the labels are made of."""
        said = say(text, [*rubies, *_foreign_words(text, rubies, self._lexicon)], self._policy)
        if len(said.text) > LONGEST:
            hint = f"end a sentence within {LONGEST} characters"
            raise SpeechError(f"a sentence of {len(said.text)} characters is too long", hint=hint)
        words = repaired(self._heard(said), self._policy)
        nodes = self._engine.features(said.text, words)
        features = with_breaths(without_boundaries(nodes, self._policy), self._policy.breath_moras)
        return Spoken(said, tuple(words), tuple(features), tuple(nodes))

    def labels(self, spoken: Spoken) -> tuple[str, ...]:
        """The full-context labels of a sentence that was read; none where it makes no sound."""
        return self._engine.labels(spoken.features)

    def readings(self, spoken: Spoken) -> list[str]:
        """How each of the words is said in the end."""
        return self._engine.aligned(spoken.words, spoken.nodes)

    def opinion(self, text: str) -> list[Token]:
        """How the second reader reads a said text."""
        return self._engine.second_reading(text)

    def _heard(self, said: Said) -> list[Word]:
        words = self._analyst.words(said)
        if not self._policy.second_opinion:
            return words
        return with_second_opinion(said.text, words, self._engine.second_reading(said.text))


def _foreign_words(text: str, rubies: Sequence[Ruby], lexicon: Lexicon) -> list[Ruby]:
    """Where words of foreign scripts stand that the lexicon reads; the author's ruby goes before it."""
    taken = {at for ruby in rubies for at in range(ruby.start, ruby.end)}
    found = []
    for entry in sorted(lexicon.foreign, key=lambda e: -len(e.written)):
        start = text.find(entry.written)
        while start >= 0:
            span = range(start, start + len(entry.written))
            if taken.isdisjoint(span):
                taken.update(span)
                found.append(Ruby(span.start, span.stop, entry.kana))
            start = text.find(entry.written, span.stop)
    return sorted(found, key=lambda ruby: ruby.start)
