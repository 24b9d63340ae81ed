"""A review under way: doubtful words one by one, each answer written to the lexicon at once."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from narrate.errors import NarrateError, SettingsError
from narrate.ground.kana import katakana, moras
from narrate.ground.toml import read_toml
from narrate.messages import Message
from narrate.reading.lexicon.entries import Entry, checked, entry_of
from narrate.reading.words.dictionary import accent_of
from narrate.reading.words.second import sound
from narrate.reading.words.word import Grounds
from narrate.review.accented import Pitch, pitch_between
from narrate.review.answers.answer import Answer, Besides, Harm, Settled, Step, written_of
from narrate.review.answers.changes import ReadArticle
from narrate.review.doubts import Doubtful
from narrate.review.lexicon_edit import (
    confirmed_in,
    edited,
    entry_in,
    taken_back,
    with_confirmed,
    with_entry,
    without_entry,
)
from narrate.review.pasting import widened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from narrate.model import Utterance
    from narrate.reading.frontend import Analysis, FrontEnd
    from narrate.review.answers.changes import Others, Reader
    from narrate.review.doubts import Doubt
    from narrate.review.lexicon_edit import Texts

LOOKS_ELSEWHERE_S = 2.0
"""So long other articles are looked at for what an answer would change in them."""


class Standing(NamedTuple):
    """What a lexicon says of a word: how it is read, and what was found right."""

    entry: Entry | None
    confirmed: Entry | None

    @property
    def content(self) -> tuple[object, object]:
        """The same without the places."""
        return self.entry and self.entry.content, self.confirmed and self.confirmed.content


@dataclass(frozen=True, slots=True)
class _Moment:
    """All that an undo brings back, and the edit that it takes back."""

    step: Step
    written: str
    open: tuple[Doubt, ...]
    passed: tuple[Doubt, ...]
    settled: tuple[Settled, ...]
    answered: frozenset[tuple[int, int]]
    edit: Texts | None = None


class Sitting:
    """The doubtful words of one article, riskiest first. The first that is open is the one asked."""

    def __init__(
        self, lexicon: Path, utterances: Sequence[Utterance], reader: Reader, others: Others | None = None
    ) -> None:
        self.lexicon = lexicon
        self._others = others
        self._article = ReadArticle(utterances, reader)
        analyses = [self._article.analysis(number) for number in range(len(utterances))]
        sentences = [(u.text, u.rubies) for u in utterances]
        self._doubtful = Doubtful(self._article.front_end, sentences, analyses)
        self._text = self._text_now()
        self._known: dict[str, Standing] = {}
        self._raw: dict[Doubt, Doubt] = {}
        self._answered: frozenset[tuple[int, int]] = frozenset()
        self._passed: tuple[Doubt, ...] = ()
        self._settled: tuple[Settled, ...] = ()
        self._moments: list[_Moment] = []
        self._open = self._offered(self._doubtful.shown)
        self._later: tuple[Doubt, ...] = ()

    @property
    def asked(self) -> Doubt | None:
        """The word that is asked about; ``None`` where none is left."""
        return self._open[0] if self._open else None

    @property
    def left(self) -> tuple[Doubt, ...]:
        """The words that nobody settled, those passed over after those still to be asked."""
        return self._open + self._passed + self._later

    @property
    def open_count(self) -> int:
        """How many words are still to be asked about."""
        return len(self._open)

    @property
    def later_count(self) -> int:
        """How many have come up since: an answered word makes room for another."""
        return len(self._later)

    @property
    def settled(self) -> tuple[Settled, ...]:
        """What was settled and confirmed, in order."""
        return self._settled

    def utterance(self, doubt: Doubt) -> Utterance:
        """The sentence of a word."""
        return self._article.utterances[doubt.sentence]

    def said(self, doubt: Doubt) -> str:
        """The text in which the word has its place."""
        return self._article.analysis(doubt.sentence).said.text

    def pitch(self, doubt: Doubt, answer: Answer | None = None) -> Pitch:
        """The pitch of the word as it is in its sentence, or of an answer."""
        if answer is not None:
            return _pitch_of(self.entry(doubt, answer))
        analysis = self._article.analysis(doubt.sentence)
        pairs = zip(analysis.words, self._article.front_end.readings(analysis), strict=True)
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

    def front_end(self, doubt: Doubt, answer: Answer | None) -> FrontEnd:
        """What reads with an answer tried."""
        return self._article.tried(self.entry(doubt, answer)) if answer else self._article.front_end

    def harm(self, doubt: Doubt, answer: Answer) -> Harm:
        """What an answer would do beside what it is to do, here and in the other articles by the lexicon."""
        return self._harm(doubt, self.entry(doubt, answer), time.monotonic() + LOOKS_ELSEWHERE_S)

    def longer(self, doubt: Doubt, answer: Answer, harm: Harm) -> Entry | None:
        """The word with its neighbours, if it is read as answered in that form without such harm."""
        scene, end = self._doubtful.scene(doubt.sentence), time.monotonic() + LOOKS_ELSEWHERE_S
        for width in (1, 2, 3):
            wide = widened(scene, doubt.start, doubt.end, self.entry(doubt, answer).kana, width)
            if wide is None:
                continue
            start, written, kana = wide
            place = self._widened(doubt, start, written)
            lead = len(moras(place.kana)) - len(moras(self._kana(doubt.sentence, doubt.start, place.end)))
            accent = answer.accent and answer.accent + lead
            entry = Entry(written, kana, accent, path=str(self.lexicon))
            found = self._harm(place, entry, end)
            if not found.is_done and found.unseen <= harm.unseen:
                return entry
        return None

    def is_said_so(self, doubt: Doubt, kana: str) -> bool:
        """Whether a word sounds as this kana does."""
        return sound(kana) == sound(doubt.kana)

    def meanwhile(self, doubt: Doubt, answer: Answer | None) -> Standing | None:
        """What somebody else has made the lexicon say of a word since it was read here, if not the same."""
        written = written_of(doubt)
        now = _standing(self._text_now(), written, self.lexicon)
        known = self._expected(written)
        if now.content == known.content:
            return None
        if answer is None:
            is_same = now.entry == known.entry and bool(now.confirmed)
            is_same = is_same and self.is_said_so(doubt, now.confirmed.kana if now.confirmed else "")
        else:
            is_same = now.entry is not None and now.entry.content[:3] == self.entry(doubt, answer).content[:3]
        if is_same:
            self._known[written] = now
        return None if is_same else now

    def settle(self, answer: Answer | Entry, over: Standing | None = None) -> Settled:
        """Write an answer to the word that is asked about, and close what that settles.

        ``over`` is what somebody else wrote of it meanwhile, if that is to be replaced.

        Raises:
            NarrateError: it is no answer, or the lexicon cannot be written, or has another answer by now;
                nothing is changed.
        """
        entry = answer if isinstance(answer, Entry) else self.entry(self._open[0], answer)

        def edit(text: str) -> str:
            before = entry_in(text, entry.written, self.lexicon)
            pos = before.pos if before else None
            return with_entry(text, entry.written, entry.kana, entry.accent, pos, self.lexicon)

        return self._write(Step.SETTLED, entry, edit, over)

    def confirm(self, over: Standing | None = None) -> Settled:
        """Write down that the word that is asked about is right as it is; it sounds as before.

        Raises:
            NarrateError: as `settle` does.
        """
        doubt = self._open[0]
        entry = self.entry(doubt, Answer(doubt.kana))

        def edit(text: str) -> str:
            if over is not None and entry_in(text, entry.written, self.lexicon):
                text = without_entry(text, entry.written, self.lexicon)
            return with_confirmed(text, entry.written, entry.kana, self.lexicon)

        return self._write(Step.CONFIRMED, replace(entry, is_confirmed=True), edit, over)

    def skip(self) -> None:
        """Pass the word over."""
        doubt = self._open[0]
        self._moments.append(self._moment(Step.SKIPPED, doubt.written))
        self._open, self._passed = self._open[1:], (*self._passed, doubt)
        self._go_on()

    def undo(self) -> tuple[Step, str] | None:
        """Take the last step back: what it was, and of which word; ``None`` where there is none.

        Raises:
            NarrateError: the lexicon cannot be written, or says something else of the word by now.
        """
        if not self._moments:
            return None
        moment = self._moments[-1]
        if moment.edit is not None:
            self._take_back(moment, moment.edit)
        self._moments.pop()
        self._open, self._passed, self._settled = moment.open, moment.passed, moment.settled
        self._answered = moment.answered
        self._later = self._come_up()
        return moment.step, moment.written

    def _take_back(self, moment: _Moment, edit: Texts) -> None:
        is_ours = True

        def back(text: str) -> str:
            nonlocal is_ours
            taken = taken_back(text, edit, moment.written, self.lexicon)
            is_ours = taken is not None
            return text if taken is None else taken

        self._edited(back, moment.written)
        if not is_ours:
            self._moments.pop()
            problem = Message("{written!r} was changed there meanwhile", written=moment.written)
            raise SettingsError(problem, hint=Message("it stays as it is"), path=self.lexicon)
        self._known[moment.written] = _standing(edit.before, moment.written, self.lexicon)

    def _write(self, step: Step, entry: Entry, edit: Callable[[str], str], over: Standing | None) -> Settled:
        expected = over or self._expected(entry.written)

        def checked_edit(text: str) -> str:
            if _standing(text, entry.written, self.lexicon).content != expected.content:
                problem = Message("{written!r} was changed there meanwhile", written=entry.written)
                raise SettingsError(problem, hint=Message("answer again"), path=self.lexicon)
            return edit(text)

        doubt, moment = self._open[0], self._moment(step, entry.written)
        pitch = self.pitch(doubt) if entry.is_confirmed else _pitch_of(entry)
        texts = self._edited(checked_edit, entry.written)
        self._known[entry.written] = _standing(texts.after, entry.written, self.lexicon)
        self._moments.append(replace(moment, edit=texts))
        raw = self._raw[doubt]
        self._answered |= {(raw.sentence, raw.start)}
        self._open, self._settled = self._open[1:], (*self._settled, Settled(entry, pitch.marked))
        left, having = self._open + self._passed, frozenset(self._article.with_word(entry.written))
        closed = {d for d in left if d.sentence in having and not self._is_open(d)}
        self._answered |= {(raw.sentence, raw.start) for raw in map(self._raw.__getitem__, closed)}
        settled = Settled(entry, pitch.marked, tuple(d for d in self._open if d in closed))
        self._open = tuple(d for d in self._open if d not in closed)
        self._passed = tuple(d for d in self._passed if d not in closed)
        self._settled = (*self._settled[:-1], settled)
        self._go_on()
        return settled

    def _edited(self, edit: Callable[[str], str], written: str) -> Texts:
        """Edit the lexicon and go by it; where that cannot be, the edit is taken back."""
        texts = edited(self.lexicon, edit)

        def back(text: str) -> str:
            taken = taken_back(text, texts, written, self.lexicon)
            return text if taken is None else taken

        try:
            self._read_again(written)
        except NarrateError:
            edited(self.lexicon, back)
            with suppress(NarrateError):
                self._read_again(written)
            raise
        return texts

    def _harm(self, doubt: Doubt, entry: Entry, end: float) -> Harm:
        found = list(self._article.besides(doubt, entry))
        unseen = len(self._others) if self._others else 0
        for neighbour in self._others.with_word(entry.written) if unseen and self._others else ():
            unseen -= 1
            if neighbour is not None:
                with suppress(NarrateError):  # it will be told when that article is built
                    article = ReadArticle(neighbour.utterances, neighbour.reader)
                    found += article.besides(doubt, entry, str(neighbour.path))
            if time.monotonic() > end:
                break
        once: dict[tuple[str, str], Besides] = {}
        for besides in found:
            once.setdefault((besides.written, besides.after), besides)
        return Harm(self._read_still(doubt, entry), tuple(once.values()), unseen)

    def _read_still(self, doubt: Doubt, entry: Entry) -> str:
        """The kana that the word would have in spite of an entry; empty where it is read as that says."""
        front_end = self._article.tried(entry)
        analysis = self._article.analysis_by(front_end, doubt.sentence)
        if analysis.said.text != self.said(doubt):
            return ""  # its place cannot be told
        inside = _kana_at(analysis, front_end, doubt.start, doubt.end)
        return "" if sound(inside) == sound(entry.kana) else inside

    def _offered(self, found: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """The doubts as they are asked about."""
        offered = []
        for raw in self._doubtful.with_lines(found):
            asked = self._as_offered(raw)
            self._raw[asked] = raw
            offered.append(asked)
        return tuple(offered)

    def _as_offered(self, doubt: Doubt) -> Doubt:
        """The doubt about the word in its line, which is longer where the short one would change others."""
        longer, said = written_of(doubt), self.said(doubt)
        start = said.find(longer, max(0, doubt.end - len(longer)), doubt.start + len(longer))
        return doubt if longer == doubt.written or start < 0 else self._widened(doubt, start, longer)

    def _widened(self, doubt: Doubt, start: int, longer: str) -> Doubt:
        """The doubt about a longer word round it."""
        end = start + len(longer)
        lead = self._kana(doubt.sentence, start, doubt.start)
        tail = self._kana(doubt.sentence, doubt.end, end)
        return replace(
            doubt,
            start=start,
            end=end,
            written=longer,
            kana=lead + doubt.kana + tail,
            candidates=tuple(lead + candidate + tail for candidate in doubt.candidates),
            times=min(doubt.times, sum(said.count(longer) for said in self._article.said)) or 1,
            line=doubt.line if written_of(doubt) == longer else "",
        )

    def _kana(self, number: int, start: int, end: int) -> str:
        return katakana(_kana_at(self._article.analysis(number), self._article.front_end, start, end))

    def _moment(self, step: Step, written: str) -> _Moment:
        return _Moment(step, written, self._open, self._passed, self._settled, self._answered)

    def _read_again(self, written: str) -> None:
        numbers = self._article.read_again(written)
        analyses = ((number, self._article.analysis(number)) for number in numbers)
        self._doubtful.look_again(self._article.front_end, analyses)

    def _go_on(self) -> None:
        """See what has come up; when nothing is open any more, that is asked about."""
        self._later = self._come_up()
        if not self._open and self._later:
            self._open, self._later = self._offered(self._later), ()

    def _come_up(self) -> tuple[Doubt, ...]:
        """What is worth a look now, and neither open nor passed over nor answered."""
        known = {(raw.written, raw.kana) for raw in map(self._raw.__getitem__, self._open + self._passed)}
        return tuple(
            doubt
            for doubt in self._doubtful.shown
            if (doubt.written, doubt.kana) not in known
            and (doubt.sentence, doubt.start) not in self._answered
        )

    def _is_open(self, doubt: Doubt) -> bool:
        """Whether a doubt still stands after a word was settled: its word is there, and reads as it did."""
        analysis = self._article.analysis(doubt.sentence)
        pairs = zip(analysis.words, self._article.front_end.readings(analysis), strict=True)
        inside = [(w, kana) for w, kana in pairs if doubt.start < w.end and w.start < doubt.end]
        is_settled = any(word.grounds is Grounds.LEXICON for word, _ in inside)
        is_same = "".join(kana for _, kana in inside) == doubt.kana
        return is_same and not is_settled and not self._doubtful.is_confirmed(doubt)

    def _text_now(self) -> str:
        found = read_toml(self.lexicon)
        return found.text if found else ""

    def _expected(self, written: str) -> Standing:
        """What the lexicon says of a word as far as is known here."""
        return self._known.get(written) or _standing(self._text, written, self.lexicon)


def _pitch_of(entry: Entry) -> Pitch:
    return Pitch.of(entry.kana, accent_of(entry))


def _standing(text: str, written: str, path: Path) -> Standing:
    return Standing(entry_in(text, written, path), confirmed_in(text, written, path))


def _kana_at(analysis: Analysis, front_end: FrontEnd, start: int, end: int) -> str:
    """The kana of the words between two offsets of the said text, those that stand out included."""
    pairs = zip(analysis.words, front_end.readings(analysis), strict=True)
    return "".join(kana for word, kana in pairs if word.start < end and start < word.end)
