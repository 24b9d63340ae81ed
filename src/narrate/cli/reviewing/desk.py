"""What is on the desk: the word that is asked about, the reading as it is drafted, and what was said last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narrate.cli.columns import excerpt
from narrate.cli.names import SUSPICIONS, at_line
from narrate.cli.reviewing.accents import fall_in
from narrate.cli.words import worded, worded_fault
from narrate.errors import NarrateError, UsageError
from narrate.ground.kana import is_sayable, moras
from narrate.messages import Listed, Message, counted
from narrate.review.answers.answer import Answer, Step, written_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from narrate.reading.frontend import FrontEnd
    from narrate.reading.lexicon.entries import Entry
    from narrate.review.accented import Pitch
    from narrate.review.answers.answer import Besides, Harm, Settled
    from narrate.review.answers.sitting import Sitting, Standing
    from narrate.review.doubts import Doubt

_MOST_TOLD = 5
_COLUMNS_OF_TYPED = 40


class Question(NamedTuple):
    """Whether to settle an answer all the same; ``longer`` is the form in which it would do no harm."""

    longer: Entry | None = None
    over: Standing | None = None


class Desk:
    """One review as somebody sits at it.

    ``said`` are the messages since the last answer. While there is a ``question`` nothing is settled until
    somebody answers it.
    """

    def __init__(self, article: Path, sitting: Sitting, voice: Callable[[Doubt, FrontEnd], None]) -> None:
        self.article = article
        self.sitting = sitting
        self.draft: Answer | None = None
        self.said: list[str] = []
        self.question: Question | None = None
        self._voice = voice

    @property
    def doubt(self) -> Doubt:
        """The word that is asked about."""
        asked = self.sitting.asked
        assert asked is not None
        return asked

    @property
    def is_done(self) -> bool:
        """Whether no word is left to ask about."""
        return self.sitting.asked is None

    @property
    def how_far(self) -> Message:
        """How many words are left, and how many are settled."""
        told = {"left": self.sitting.open_count, "settled": len(self.sitting.settled)}
        if later := self.sitting.later_count:
            return Message("{left} left, {settled} settled, then {later} more", later=later, **told)
        return Message("{left} left, {settled} settled", **told)

    def place(self, columns: int | None = None) -> Message:
        """The sentence with the word marked, and its line; of a long one what so many columns hold."""
        doubt, said = self.doubt, self.sitting.said(self.doubt)
        parts = said[: doubt.start], f"【{said[doubt.start : doubt.end]}】", said[doubt.end :]
        text = "".join(parts) if columns is None else excerpt(*parts, columns)
        where = at_line(self.sitting.utterance(doubt).place)
        return Message("{place}: {text}", place=where, text=text)

    @property
    def reason(self) -> Message:
        """Why the word is asked about."""
        reason = SUSPICIONS[self.doubt.reason]
        if self.doubt.times > 1:
            return Message("{reason}, {times} times", reason=reason, times=self.doubt.times)
        return reason

    @property
    def written(self) -> str:
        """The word as it will stand in the lexicon."""
        return written_of(self.doubt)

    @property
    def choices(self) -> tuple[str, ...]:
        """What the numbers from 1 on stand for."""
        return self.doubt.candidates[:9]

    @property
    def pitch(self) -> Pitch:
        """The pitch of the reading as it is drafted."""
        return self.sitting.pitch(self.doubt, self.draft)

    @property
    def fall(self) -> int:
        """The mora after which the draft is to fall, 0 for none."""
        accent = self.draft.accent if self.draft else None
        return self.pitch.accent if accent is None else accent

    def choose(self, number: int) -> bool:
        """Draft a candidate."""
        if not 1 <= number <= len(self.choices):
            return self.refuse(Message("there is no candidate {number}", number=number))
        return self._draft(Answer(self.choices[number - 1]))

    def write(self, typed: str) -> bool:
        """Draft kana; a ``＼`` in it says where the pitch falls."""
        try:
            kana, accent = fall_in(typed)
        except UsageError as error:
            return self._complain(error)
        if not is_sayable(kana):
            shown = excerpt("", "", typed, _COLUMNS_OF_TYPED)
            told = Message("{typed} cannot be spoken: write kana, as it sounds, like オノエ", typed=shown)
            return self.refuse(told)
        return self._draft(Answer(kana, accent))

    def move_fall(self, to: int) -> bool:
        """Draft a fall after another mora; a word of several accent phrases becomes one."""
        kana = self.draft.kana if self.draft else self.doubt.kana
        count = len(moras(kana))
        if to > count:
            return self.refuse(
                counted("{kana} has {count} mora", "{kana} has {count} moras", count, kana=kana)
            )
        phrases = len(self.pitch.parts)
        is_drafted = self._draft(Answer(kana, to))
        if is_drafted and phrases > 1:
            self._say(Message("{written} becomes one accent phrase", written=self.written))
        return is_drafted

    def reset(self) -> None:
        """Take the draft away: the reading is as it was."""
        self.draft, self.question, self.said = None, None, []

    def hear(self) -> None:
        """Have the sentence spoken, with the reading as it is drafted."""
        self.said = []
        try:
            self._voice(self.doubt, self.sitting.front_end(self.doubt, self.draft))
        except UsageError as error:  # what to do about it is for commands that can write a file
            self._say(error.problem)
        except NarrateError as error:
            self._complain(error)

    def settle(self) -> bool:
        """Write the reading as it is drafted to the lexicon; what speaks against it is asked about before."""
        self.said, self.question = [], None
        try:
            self.question = self._question()
        except NarrateError as error:
            return self._complain(error)
        if self.question is None:
            return self._write(None, told=self.said)
        self.ask()
        return False

    def ask(self) -> None:
        """Say the question."""
        assert self.question is not None
        if longer := self.question.longer:
            told = {"written": longer.written, "kana": longer.kana}
            self._say(Message("l: settle {written} as {kana} instead, which changes nothing else", **told))
        self._say(Message("settle it all the same? (y/n)"))

    def agree(self) -> bool:
        """Settle it all the same."""
        over = self.question.over if self.question else None
        self.question = None
        return self._write(None, over)

    def take_longer(self) -> bool:
        """Settle the longer form instead."""
        longer = self.question.longer if self.question else None
        if longer is None:
            return False
        self.question = None
        return self._write(longer)

    def decline(self) -> None:
        """Settle nothing."""
        self.reset()
        self._say(Message("not settled"))

    def skip(self) -> None:
        """Pass the word over."""
        self.reset()
        before = self.sitting.open_count
        self.sitting.skip()
        self._tell_come_up(before)

    def undo(self) -> bool:
        """Take the last step back."""
        self.reset()
        try:
            undone = self.sitting.undo()
        except NarrateError as error:
            return self._complain(error)
        if undone is None:
            self._say(Message("there is nothing to take back"))
            return False
        step, written = undone
        told = {
            Step.SKIPPED: Message("taken back: {written} is no longer skipped", written=written),
            Step.SETTLED: Message("taken back: {written} is no longer settled", written=written),
            Step.CONFIRMED: Message("taken back: {written} is no longer confirmed", written=written),
        }
        self._say(told[step])
        return True

    def summary(self) -> list[Message]:
        """What was settled, and what is left."""
        settled, left = self.sitting.settled, self.sitting.left
        lines = []
        if settled:
            words = Listed(f"{s.entry.written} {s.marked}" for s in settled)
            what = {"words": words, "file": self.sitting.lexicon}
            lines.append(
                counted(
                    "{count} word settled in {file}: {words}",
                    "{count} words settled in {file}: {words}",
                    len(settled),
                    **what,
                )
            )
        if left:
            words = Listed(d.written for d in left)
            lines.append(
                counted("{count} word left: {words}", "{count} words left: {words}", len(left), words=words)
            )
        else:
            lines.append(Message("nothing is left to settle"))
        return lines

    def stopped(self) -> Message:
        """How far it came before Ctrl-C."""
        settled = len(self.sitting.settled)
        if not settled:
            return Message("before a word was settled; nothing was written")
        return counted(
            "after {count} word, which stands in {file}",
            "after {count} words, which stand in {file}",
            settled,
            file=self.sitting.lexicon,
        )

    def refuse(self, why: Message) -> bool:
        """Say why nothing came of an answer; never true."""
        self.question, self.said = None, [worded(why)]
        return False

    def _draft(self, answer: Answer) -> bool:
        try:
            self.sitting.pitch(self.doubt, answer)
        except NarrateError as error:
            return self._complain(error)
        self.reset()
        self.draft = None if self._is_as_it_was(answer) else answer
        return True

    def _is_as_it_was(self, answer: Answer) -> bool:
        """Whether it is the kana that the word has, and says no more."""
        return answer.accent is None and self.sitting.is_said_so(self.doubt, answer.kana)

    def _question(self) -> Question | None:
        """What speaks against the draft, told; ``None`` where nothing does."""
        doubt, draft = self.doubt, self.draft
        over = self.sitting.meanwhile(doubt, draft)
        if over is not None:
            self._say(self._meanwhile(over))
        if draft is None:
            return Question(over=over) if over is not None else None
        harm = self.sitting.harm(doubt, draft)
        self._tell(harm)
        if over is not None:
            return Question(over=over)
        if not harm.is_done:
            return None
        return Question(self.sitting.longer(doubt, draft, harm) if harm.besides else None)

    def _write(self, longer: Entry | None, over: Standing | None = None, told: Sequence[str] = ()) -> bool:
        """Write the longer form, or what is drafted, or that the word is right; ``told`` stays to be seen."""
        before, answer = self.sitting.open_count, longer or self.draft
        try:
            settled = self.sitting.confirm(over) if answer is None else self.sitting.settle(answer, over)
        except NarrateError as error:
            return self._complain(error)
        self.reset()
        self.said = list(told)
        self._tell_settled(settled)
        self._tell_come_up(before - len(settled.others))
        return True

    def _tell_settled(self, settled: Settled) -> None:
        entry = settled.entry
        told = {"file": self.sitting.lexicon, "written": entry.written, "kana": settled.marked}
        if entry.is_confirmed:
            self._say(Message("{file}: {written}, read {kana}, is confirmed", **told))
        else:
            self._say(Message("{file}: {written} is read {kana}", **told))
        if settled.others:
            self._say(Message("settled with it: {words}", words=Listed(d.written for d in settled.others)))

    def _tell_come_up(self, before: int) -> None:
        """Say that more words are asked about, where those of before are done."""
        if before == 1 and (count := self.sitting.open_count):
            self._say(
                counted("{count} more word is worth a look", "{count} more words are worth a look", count)
            )

    def _meanwhile(self, standing: Standing) -> Message:
        told = {"file": self.sitting.lexicon, "written": self.written}
        found = standing.entry or standing.confirmed
        if found is None:
            return Message("{file}: {written} was taken out meanwhile", **told)
        return Message("{file}: {written} was settled meanwhile as {kana}", kana=found.kana, **told)

    def _tell(self, harm: Harm) -> None:
        if harm.still:
            still = {
                "place": at_line(self.sitting.utterance(self.doubt).place),
                "written": self.written,
                "kana": harm.still,
            }
            self._say(Message("{place}: {written} would still be read {kana}", **still))
        for besides in harm.besides[:_MOST_TOLD]:
            self._say(_told(besides))
        if rest := len(harm.besides[_MOST_TOLD:]):
            self._say(
                counted(
                    "and {count} more word would be read otherwise",
                    "and {count} more words would be read otherwise",
                    rest,
                )
            )
        if harm.unseen:
            self._say(
                counted(
                    "{count} other article was not looked at: it would take too long",
                    "{count} other articles were not looked at: it would take too long",
                    harm.unseen,
                )
            )

    def _say(self, message: Message) -> None:
        self.said.append(worded(message))

    def _complain(self, error: NarrateError) -> bool:
        """Say what is wrong, and in which line of which file; never true."""
        self.question, self.said = None, [worded_fault(error)]
        return False


def _told(besides: Besides) -> Message:
    what = {"written": besides.written, "before": besides.before, "after": besides.after}
    place: object = at_line(besides)
    if besides.article:
        place = "/".join(filter(None, (besides.article, besides.part))) + f":{besides.line}"
    return Message("{place}: {written} would be {after} instead of {before}", place=place, **what)
