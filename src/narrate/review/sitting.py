"""A review under way: doubtful words one by one, each answer written to the lexicon at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from narrate.ground.kana import KANJI, katakana, moras
from narrate.reading.accents.notation import accented
from narrate.reading.lexicon.entries import checked, entry_of, parse_lexicon
from narrate.reading.words.dictionary import accent_of
from narrate.reading.words.second import sound
from narrate.reading.words.word import Grounds
from narrate.review.accented import Pitch, pitch_between
from narrate.review.doubts import doubts_in
from narrate.review.lexicon_edit import edited, entry_in, with_entry, without_entry
from narrate.review.matching import may_match, said_between, searched
from narrate.review.word_changes import changed_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from narrate.model import Reading, Utterance
    from narrate.reading.frontend import Analysis, FrontEnd
    from narrate.reading.lexicon.entries import Entry
    from narrate.review.doubts import Doubt

    Reader: TypeAlias = Callable[[Entry | None], FrontEnd]
    """Makes what reads by the lexicons as they are on the disk, and by one entry more, if one is tried."""

_COMPOUNDING = re.compile(f"(?![氏様君殿])[{KANJI}]")
"""A kanji that makes a longer word of what stands before it, as those behind a name do not."""


class Answer(NamedTuple):
    """How a word is to be read. Without ``accent`` the pitch is by rule."""

    kana: str
    accent: int | None = None


class Besides(NamedTuple):
    """A longer word that an answer would change as well, and where it stands."""

    line: int
    written: str
    before: str
    after: str


class Settled(NamedTuple):
    """An answer that was written: its entry, and the other doubts that it settled."""

    entry: Entry
    others: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Moment:
    """All that an undo brings back. ``entry`` is what the lexicon said of the word before."""

    open: tuple[Doubt, ...]
    passed: tuple[Doubt, ...]
    settled: tuple[Settled, ...]
    written: str = ""
    entry: Entry | None = None


class Sitting:
    """The doubtful words of one article, riskiest first. The first that is open is the one asked."""

    def __init__(self, lexicon: Path, utterances: Sequence[Utterance], reader: Reader) -> None:
        self.lexicon = lexicon
        self._utterances = utterances
        self._reader = reader
        self._front_end = reader(None)
        self._readings: dict[int, Reading] = {}
        analyses = [self._front_end.analysis(u.text, u.rubies) for u in utterances]
        found = doubts_in(self._front_end, [(u.text, u.rubies) for u in utterances], analyses)
        self._said = [analysis.said.text for analysis in analyses]
        self._searched = [searched(u.text, said) for u, said in zip(utterances, self._said, strict=True)]
        self._open = tuple(map(self._as_offered, found))
        self._passed: tuple[Doubt, ...] = ()
        self._settled: tuple[Settled, ...] = ()
        self._moments: list[_Moment] = []
        self._tried: tuple[Entry, FrontEnd] | None = None

    @property
    def asked(self) -> Doubt | None:
        """The word that is asked about; ``None`` where none is left."""
        return self._open[0] if self._open else None

    @property
    def left(self) -> tuple[Doubt, ...]:
        """The words that nobody settled, those passed over last."""
        return self._open + self._passed

    @property
    def open_count(self) -> int:
        """How many words are still to be asked about."""
        return len(self._open)

    @property
    def settled(self) -> tuple[Settled, ...]:
        """What was settled, in order."""
        return self._settled

    def utterance(self, doubt: Doubt) -> Utterance:
        """The sentence of a word."""
        return self._utterances[doubt.sentence]

    def said(self, doubt: Doubt) -> str:
        """The text in which the word has its place."""
        return self._analysis(doubt.sentence).said.text

    def accented(self, doubt: Doubt, answer: Answer | None = None) -> str:
        """The sentence's kana with its accents, as they are or with an answer tried."""
        return accented(self._analysis(doubt.sentence, self.front_end(doubt, answer)).features)

    def pitch(self, doubt: Doubt, answer: Answer | None = None) -> Pitch:
        """The pitch of the word as it is in its sentence, or of an answer."""
        if answer is not None:
            return Pitch.of(answer.kana, accent_of(self.entry(doubt, answer)))
        analysis = self._analysis(doubt.sentence)
        pairs = zip(analysis.words, self._front_end.readings(analysis), strict=True)
        first = sum(len(moras(kana)) for word, kana in pairs if word.end <= doubt.start)
        return pitch_between(analysis.features, first, doubt.kana) or Pitch.of(doubt.kana, 0)

    def entry(self, doubt: Doubt, answer: Answer) -> Entry:
        """The entry that an answer is.

        Raises:
            SettingsError: its kana cannot be spoken, or its accent lies outside.
        """
        fields = {"kana": answer.kana} | ({} if answer.accent is None else {"accent": answer.accent})
        entry = entry_of(written_of(doubt), fields, self.lexicon, None)
        return checked([entry])[0]

    def as_it_is(self, doubt: Doubt) -> Answer:
        """The answer that leaves the word's sentence as it sounds, or comes nearest to that."""
        wanted, by_rule = self.accented(doubt), Answer(doubt.kana)
        accents = dict.fromkeys((accent_of(self.entry(doubt, by_rule)), self.pitch(doubt).accent, 0))
        for answer in (by_rule, *(Answer(doubt.kana, accent) for accent in list(accents)[1:])):
            if (answer.accent or 0) <= len(moras(doubt.kana)) and self.accented(doubt, answer) == wanted:
                return answer
        return by_rule

    def front_end(self, doubt: Doubt, answer: Answer | None) -> FrontEnd:
        """What reads with an answer tried; the one tried last is kept."""
        if answer is None:
            return self._front_end
        entry = self.entry(doubt, answer)
        if self._tried is None or self._tried[0] != entry:
            self._tried = entry, self._reader(entry)
        return self._tried[1]

    def besides(self, doubt: Doubt, answer: Answer) -> tuple[Besides, ...]:
        """What else would read otherwise: longer words, and places where the word is read otherwise now."""
        front_end, written = self.front_end(doubt, answer), written_of(doubt)
        found: dict[tuple[str, str], Besides] = {}
        for number in self._with(written):
            utterance = self._utterances[number]
            analysis = self._analysis(number, front_end)
            is_asked = number == doubt.sentence and self._said[number].count(written) == 1
            for change in changed_words(self._reading(number).kana, front_end.reading_of(analysis)):
                said = said_between(analysis.said, change.start, change.end)
                is_same = change.before.startswith(doubt.kana) and _is_word(written, said)
                if not is_asked and not is_same:
                    text = utterance.text[change.start : change.end]
                    besides = Besides(utterance.place.line, text, change.before, change.after)
                    found.setdefault((text, change.after), besides)
        return tuple(found.values())

    def read_still(self, doubt: Doubt, answer: Answer) -> str:
        """The kana that the word would have in spite of an answer; empty where it is read as answered."""
        analysis = self._analysis(doubt.sentence, self.front_end(doubt, answer))
        if analysis.said.text != self.said(doubt):
            return ""  # its place cannot be told
        inside = _kana_at(analysis, self._front_end, doubt.start, doubt.end)
        return "" if sound(inside) == sound(self.entry(doubt, answer).kana) else inside

    def settle(self, answer: Answer) -> Settled:
        """Write an answer to the word that is asked about, and close what that settles.

        Raises:
            NarrateError: it is no answer, or the lexicon cannot be written; nothing is changed.
        """
        doubt = self._open[0]
        entry = self.entry(doubt, answer)
        before = entry_in(edited(self.lexicon, self._settling(entry)).before, entry.written, self.lexicon)
        self._remember(entry.written, before)
        self._read_again(entry.written)
        closed = tuple(d for d in self._open[1:] if not self._is_open(d, entry.written))
        settled = Settled(entry, closed)
        self._open = tuple(d for d in self._open[1:] if d not in closed)
        self._passed = tuple(d for d in self._passed if self._is_open(d, entry.written))
        self._settled = (*self._settled, settled)
        return settled

    def skip(self) -> None:
        """Pass the word over."""
        self._remember()
        self._open, self._passed = self._open[1:], (*self._passed, self._open[0])

    def undo(self) -> bool:
        """Take the last answer back, or ask again what was passed over last; whether there was such.

        Raises:
            NarrateError: the lexicon cannot be written, or no longer has the word.
        """
        if not self._moments:
            return False
        moment = self._moments[-1]
        if moment.written:
            edited(self.lexicon, self._taking_back(moment))
            self._read_again(moment.written)
        self._open, self._passed, self._settled = moment.open, moment.passed, moment.settled
        self._moments.pop()
        return True

    def _as_offered(self, doubt: Doubt) -> Doubt:
        """The doubt about the word in its line, which is longer where the short one would change others."""
        longer = written_of(doubt)
        analysis = self._analysis(doubt.sentence)
        first = max(0, doubt.end - len(longer))
        start = analysis.said.text.find(longer, first, doubt.start + len(longer))
        if longer == doubt.written or start < 0:
            return doubt
        end = start + len(longer)
        lead = katakana(_kana_at(analysis, self._front_end, start, doubt.start))
        tail = katakana(_kana_at(analysis, self._front_end, doubt.end, end))
        return replace(
            doubt,
            start=start,
            end=end,
            written=longer,
            kana=lead + doubt.kana + tail,
            candidates=tuple(lead + candidate + tail for candidate in doubt.candidates),
            times=min(doubt.times, sum(said.count(longer) for said in self._said)) or 1,
        )

    def _remember(self, written: str = "", entry: Entry | None = None) -> None:
        self._moments.append(_Moment(self._open, self._passed, self._settled, written, entry))

    def _settling(self, entry: Entry) -> Callable[[str], str]:
        """What writes an entry into the lexicon's text; what kind of word it is stays."""

        def edit(text: str) -> str:
            before = entry_in(text, entry.written, self.lexicon)
            return self._with_entry(text, entry, before.pos if before else None)

        return edit

    def _taking_back(self, moment: _Moment) -> Callable[[str], str]:
        """What brings back what the lexicon's text said of a word."""

        def edit(text: str) -> str:
            if moment.entry is not None:
                return self._with_entry(text, moment.entry, moment.entry.pos)
            is_there = entry_in(text, moment.written, self.lexicon)
            return without_entry(text, moment.written, self.lexicon) if is_there else text

        return edit

    def _with_entry(self, text: str, entry: Entry, pos: str | None) -> str:
        return with_entry(text, entry.written, entry.kana, entry.accent, pos, self.lexicon)

    def _read_again(self, written: str) -> None:
        self._front_end, self._tried = self._reader(None), None
        for number in self._with(written):
            self._readings.pop(number, None)

    def _with(self, written: str) -> list[int]:
        """The sentences that may have a word."""
        return [n for n, sentence in enumerate(self._searched) if may_match(written, sentence)]

    def _analysis(self, number: int, front_end: FrontEnd | None = None) -> Analysis:
        utterance = self._utterances[number]
        return (front_end or self._front_end).analysis(utterance.text, utterance.rubies)

    def _reading(self, number: int) -> Reading:
        if number not in self._readings:
            utterance = self._utterances[number]
            self._readings[number] = self._front_end.read(utterance.text, utterance.rubies)
        return self._readings[number]

    def _is_open(self, doubt: Doubt, written: str) -> bool:
        """Whether a doubt still stands after a word was settled: its word is there, and reads as it did."""
        if doubt.sentence not in self._with(written):
            return True
        analysis = self._analysis(doubt.sentence)
        pairs = zip(analysis.words, self._front_end.readings(analysis), strict=True)
        inside = [(w, kana) for w, kana in pairs if doubt.start < w.end and w.start < doubt.end]
        is_settled = any(word.grounds is Grounds.LEXICON for word, _ in inside)
        return not is_settled and "".join(kana for _, kana in inside) == doubt.kana


def written_of(doubt: Doubt) -> str:
    """The word that the lexicon is to have: what stands in the line that the doubt offers."""
    offered = parse_lexicon(f"[words]\n{doubt.line}\n", "") if doubt.line else ()
    return offered[0].written if offered else doubt.written


def _kana_at(analysis: Analysis, front_end: FrontEnd, start: int, end: int) -> str:
    """The kana of the words between two offsets of the said text, those that stand out included."""
    pairs = zip(analysis.words, front_end.readings(analysis), strict=True)
    return "".join(kana for word, kana in pairs if word.start < end and start < word.end)


def _is_word(written: str, found: str) -> bool:
    """Whether what changed is the word itself with its endings, and no compound that it is a part of."""
    return found.startswith(written) and not _COMPOUNDING.match(found.removeprefix(written))
