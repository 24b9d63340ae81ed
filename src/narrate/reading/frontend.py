"""A sentence as it is said becomes full-context labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from narrate.errors import UnspokenError
from narrate.messages import Message
from narrate.model import Reading
from narrate.reading.accents.notation import accented
from narrate.reading.accents.phrasing import with_accents
from narrate.reading.homographs.settling import settled, uncut_words
from narrate.reading.lexicon.forms import fold
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.phrases.breath import moras_before_breaths, with_breaths
from narrate.reading.phrases.marks import (
    AFTER_MARK,
    has_quotation,
    with_closings,
    without_boundaries,
    without_joints,
)
from narrate.reading.text.said import DEFAULT_POLICY, Said, as_said
from narrate.reading.words.ages import with_ages
from narrate.reading.words.analysis import Analyst
from narrate.reading.words.dictionary import compiled, compiled_once
from narrate.reading.words.heard import heard_words
from narrate.reading.words.last import with_last_opinion
from narrate.reading.words.names import with_whole_names
from narrate.reading.words.openjtalk import OpenJTalk, person_named
from narrate.reading.words.second import sound, with_second_opinion
from narrate.reading.words.sounding import with_begun_sounds
from narrate.reading.words.spoken import in_spoken_form
from narrate.reading.words.unsaid import with_unsaid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.model import Ruby
    from narrate.reading.lexicon.entries import Entry
    from narrate.reading.policy import SayingPolicy
    from narrate.reading.words.word import Known, Token, Word


LONGEST = 5000
"""Characters of one sentence; Open JTalk takes 16 KiB of UTF-8."""


@dataclass(frozen=True)
class Analysis:
    """Everything known of a sentence that was read: for the labels and for the review.

    ``nodes`` have Open JTalk's accents, ``features`` narrate's: the labels are made of these.
    """

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

    Threads may share it. The same text gives the same labels whatever was read before. With ``is_trial`` the
    lexicon is not kept in compiled form: nobody will want it again.
    """

    def __init__(self, lexicon: Lexicon, policy: SayingPolicy, *, is_trial: bool = False) -> None:
        self._policy = policy
        self._lexicon = lexicon
        self._openjtalk = _engine(lexicon, is_trial=is_trial)
        self._analyst = Analyst(self._openjtalk, lexicon, uncut_words)
        self._known = lru_cache(maxsize=8192)(self._openjtalk.known)

    def read(self, text: str, rubies: Sequence[Ruby] = ()) -> Reading:
        """How ``text`` is said. A text that makes no sound has no labels.

        Raises:
            UnspokenError: it is longer than Open JTalk takes.
        """
        return self.reading_of(self.analysis(text, rubies))

    def reading_of(self, analysis: Analysis) -> Reading:
        """The reading that an analysis ends in."""
        labels = self.labels(analysis)
        said = analysis.said
        breaths = moras_before_breaths(analysis.features)
        sounding = self._openjtalk.sounding(analysis.words, analysis.nodes)
        words = heard_words(said, analysis.words, self.readings(analysis), sounding)
        moras, marks = analysis.mora_count, accented(analysis.features)
        return Reading(said.text, labels, analysis.kana, moras, said.silences, breaths, words, marks)

    def analysis(self, text: str, rubies: Sequence[Ruby] = ()) -> Analysis:
        """The words and nodes of ``text``: what the labels are made of."""
        said = as_said(text, [*rubies, *self._lexicon.foreign_words(text, rubies)], self._policy)
        if len(said.text) > LONGEST:
            hint = Message("end a sentence within {longest} characters", longest=LONGEST)
            raise UnspokenError(
                Message("a sentence of {count} characters is too long", count=len(said.text)), hint=hint
            )
        heard, tokens = self._heard(said)
        certain = with_last_opinion(said.text, settled(heard), tokens, self._openjtalk.analyse)
        words = without_joints(with_ages(certain), self._policy)
        nodes = in_spoken_form(self._openjtalk.features(said.text, words))
        nodes = self._with_pauses(said, words, nodes)
        features = with_accents(said.text, words, nodes, AFTER_MARK, tokens)
        said = with_unsaid(text, said, words, self._openjtalk.sounding(words, nodes))
        return Analysis(said, tuple(words), tuple(features), tuple(nodes))

    def labels(self, analysis: Analysis) -> tuple[str, ...]:
        """The full-context labels of a sentence that was read; none where it makes no sound."""
        return self._openjtalk.labels(analysis.features)

    def readings(self, analysis: Analysis) -> list[str]:
        """How each of the words is said in the end."""
        return self._openjtalk.aligned(analysis.words, analysis.nodes)

    def opinion(self, text: str) -> list[Token]:
        """How the second reader reads a said text; nothing where the policy asks for no second opinion."""
        return self._openjtalk.second_reading(text) if self._policy.second_opinion else []

    def known(self, form: str) -> tuple[Known, ...]:
        """The readings that the second reader's dictionary has for a written form, if it is asked at all."""
        return self._known(form) if self._policy.second_opinion else ()

    def settles(self, written: str, kana: str) -> bool:
        """Whether the author's lexicon says so."""
        form, said = fold(written), sound(kana)
        return any(fold(e.written) == form and sound(e.kana) == said for e in self._lexicon.own)

    @property
    def confirmed(self) -> tuple[Entry, ...]:
        """The words that somebody found right as they are read."""
        return self._lexicon.confirmed

    def with_entries(self, entries: Iterable[Entry]) -> FrontEnd:
        """The same with more words settled, over all that are: to try them."""
        return FrontEnd(self._lexicon.with_layer(entries), self._policy, is_trial=True)

    def _with_pauses(
        self, said: Said, words: Sequence[Word], nodes: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        if has_quotation(said.text):
            nodes = with_closings(nodes, said.text, words)
        parted = with_breaths(without_boundaries(nodes, self._policy), self._policy.breath_moras)
        return with_begun_sounds(parted)

    def _heard(self, said: Said) -> tuple[list[Word], list[Token]]:
        """The words of a said text as both readers have them together, and as the second has them."""
        tokens = self.opinion(said.text)
        words = self._analyst.words(said)
        words = with_second_opinion(said.text, words, tokens, self._openjtalk.analyse)
        return with_whole_names(said.text, words, tokens, person_named), tokens


@lru_cache(maxsize=4)
def front_end(own: tuple[Entry, ...] = (), policy: SayingPolicy = DEFAULT_POLICY) -> FrontEnd:
    """The front end for the words that somebody settled, over those that narrate ships; made once."""
    return FrontEnd(Lexicon().with_layer(own), policy)


def _engine(lexicon: Lexicon, *, is_trial: bool) -> OpenJTalk:
    if not is_trial:
        return OpenJTalk(compiled(lexicon.entries))
    with compiled_once(lexicon.entries) as dictionary:  # once opened it may go
        return OpenJTalk(dictionary)
