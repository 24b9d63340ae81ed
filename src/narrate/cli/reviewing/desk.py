"""What is on the desk: the word that is asked about, the reading as it is drafted, and what was said last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.cli.accents import fall_in
from narrate.cli.columns import excerpt
from narrate.cli.names import SUSPICIONS
from narrate.cli.words import worded
from narrate.errors import NarrateError
from narrate.messages import Listed, Message, counted
from narrate.review.sitting import Answer, written_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from narrate.reading.frontend import FrontEnd
    from narrate.review.accented import Pitch
    from narrate.review.doubts import Doubt
    from narrate.review.sitting import Sitting


class Desk:
    """One review as somebody sits at it.

    ``said`` are the messages since the last answer. ``is_unsure`` tells that the draft would change other
    words, too, and waits for somebody to settle it all the same.
    """

    def __init__(self, article: Path, sitting: Sitting, voice: Callable[[Doubt, FrontEnd], None]) -> None:
        self.article = article
        self.sitting = sitting
        self.draft: Answer | None = None
        self.said: list[str] = []
        self._voice = voice
        self.is_unsure = False

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
        return Message(
            "{left} left, {settled} settled",
            left=self.sitting.open_count,
            settled=len(self.sitting.settled),
        )

    def place(self, columns: int | None = None) -> Message:
        """The sentence with the word marked, and its line; of a long one what so many columns hold."""
        doubt, said = self.doubt, self.sitting.said(self.doubt)
        parts = said[: doubt.start], f"【{said[doubt.start : doubt.end]}】", said[doubt.end :]
        text = "".join(parts) if columns is None else excerpt(*parts, columns)
        line = self.sitting.utterance(doubt).place.line
        return Message("line {line}: {text}", line=line, text=text)

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

    def choose(self, number: int) -> bool:
        """Draft a candidate."""
        if not 1 <= number <= len(self.choices):
            return self._refuse(Message("there is no candidate {number}", number=number))
        return self._draft(Answer(self.choices[number - 1]))

    def write(self, kana: str) -> bool:
        """Draft kana; a ``＼`` in it says where the pitch falls."""
        try:
            return self._draft(Answer(*fall_in(kana)))
        except NarrateError as error:
            return self._complain(error)

    def move_fall(self, to: int) -> bool:
        """Draft a fall after another mora."""
        kana = self.draft.kana if self.draft else self.doubt.kana
        return self._draft(Answer(kana, to))

    def reset(self) -> None:
        """Take the draft away: the reading is as it was."""
        self.draft, self.is_unsure, self.said = None, False, []

    def hear(self) -> None:
        """Have the sentence spoken, with the reading as it is drafted."""
        self.said = []
        try:
            self._voice(self.doubt, self.sitting.front_end(self.doubt, self.draft))
        except NarrateError as error:
            self._say(error.problem)

    def settle(self) -> bool:
        """Write the reading as it is drafted to the lexicon; what it would break is told once before."""
        doubt, written = self.doubt, self.written
        self.said = []
        try:
            answer = self.draft or self.sitting.as_it_is(doubt)
            if not self.is_unsure and self._warned(answer):
                self.is_unsure = True
                self._say(Message("settle it all the same?"))
                return False
            settled = self.sitting.settle(answer)
        except NarrateError as error:
            return self._complain(error)
        self.reset()
        told = {"file": self.sitting.lexicon, "written": written, "kana": settled.entry.kana}
        self._say(Message("{file}: {written} is read {kana}", **told))
        if settled.others:
            self._say(Message("settled with it: {words}", words=Listed(d.written for d in settled.others)))
        return True

    def skip(self) -> None:
        """Pass the word over."""
        self.reset()
        self.sitting.skip()

    def undo(self) -> bool:
        """Take the last step back."""
        self.reset()
        try:
            if self.sitting.undo():
                self._say(Message("taken back"))
                return True
            self._say(Message("there is nothing to take back"))
        except NarrateError as error:
            self._complain(error)
        return False

    def summary(self) -> list[Message]:
        """What was settled, and what is left."""
        settled, left = self.sitting.settled, self.sitting.left
        lines = []
        if settled:
            words = Listed(f"{s.entry.written} {s.entry.kana}" for s in settled)
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
        return counted(
            "after {count} word, which stands in {file}",
            "after {count} words, which stand in {file}",
            settled,
            file=self.sitting.lexicon,
        )

    def _draft(self, answer: Answer) -> bool:
        try:
            self.sitting.entry(self.doubt, answer)
        except NarrateError as error:
            return self._complain(error)
        self.reset()
        self.draft = answer
        return True

    def _warned(self, answer: Answer) -> bool:
        """Whether something was told that speaks against an answer."""
        kana = self.sitting.read_still(self.doubt, answer)
        if kana:
            still = {
                "line": self.sitting.utterance(self.doubt).place.line,
                "written": self.written,
                "kana": kana,
            }
            self._say(Message("line {line}: {written} would still be read {kana}", **still))
        besides = self.sitting.besides(self.doubt, answer)
        for b in besides[:5]:
            what = {"written": b.written, "before": b.before, "after": b.after, "line": b.line}
            self._say(Message("line {line}: {written} would be {after} instead of {before}", **what))
        return bool(kana or besides)

    def _say(self, message: Message) -> None:
        self.said.append(worded(message))

    def _complain(self, error: NarrateError) -> bool:
        return self._refuse(*filter(None, (error.problem, error.hint)))

    def _refuse(self, *why: Message) -> bool:
        """Say why nothing came of an answer; never true."""
        self.is_unsure = False
        self.said = [worded(part) for part in why]
        return False
