"""A plan -> every utterance as a clip in the store: kept where it can be, read and rendered where not."""

from __future__ import annotations

import contextlib
from concurrent.futures import FIRST_COMPLETED, wait
from typing import TYPE_CHECKING, NamedTuple, Protocol

from narrate.errors import Interrupted, NarrateError, OutputError, SpeechError, UnspokenError
from narrate.messages import Message
from narrate.production.kept import SOUND_MARK, job_of, placed, sound_of, unspoken
from narrate.production.plan import section_number
from narrate.production.report import Reason
from narrate.speech.render import fitting, sound_versions

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from narrate.audio.clip import Clip, ClipShape
    from narrate.model import SpokenWord
    from narrate.production.kept import Kept
    from narrate.production.plan import Plan, PlannedUtterance
    from narrate.speech.render import RenderJob
    from narrate.speech.workers import Workers
    from narrate.store.record import ReadingFacts, Record, SpokenFacts, Unspoken

_SECONDS_A_MORA = 0.005
"""Of CPU time, to speak and encode one: about 8 are a second of sound (benchmarks/cold.py)."""
_AHEAD = 4
"""Jobs waiting for each worker: enough to keep it busy, few enough to hold their labels in memory."""


class Spoken(NamedTuple):
    """An utterance with its clip. ``reason`` is ``None`` when the clip was kept."""

    planned: PlannedUtterance
    reading: ReadingFacts
    clip_key: str
    shape: ClipShape
    reason: Reason | None
    words: tuple[SpokenWord, ...] = ()


class Speech(NamedTuple):
    """A plan's utterances that make a sound, and those that should but cannot; in the article's order."""

    spoken: list[Spoken]
    unspoken: tuple[Unspoken, ...]


class Listener(Protocol):
    """Hears how the work goes on, in characters of text."""

    def wait(self) -> None:
        """Another build of this edition is under way, and is waited for."""

    def renew(self, seconds: float) -> None:
        """The edition was spoken by another version, and all of it is spoken again, which takes so long."""

    def begin(self, character_count: int) -> None:
        """So much text has to be looked at."""

    def keep(self, character_count: int) -> None:
        """So much of it was there already."""

    def advance(self, character_count: int) -> None:
        """So much of it was spoken."""


class Told:
    """Tells a function, if there is one, how much of what has to be spoken is done."""

    def __init__(self, progress: Callable[[int, int], None] | None) -> None:
        self._progress = progress
        self._done = self._total = 0

    def wait(self) -> None:
        """Another build of this edition is under way: nothing to tell yet."""

    def renew(self, seconds: float) -> None:
        """All is spoken again: its progress tells."""

    def begin(self, character_count: int) -> None:
        """So much text has to be looked at."""
        self._total += character_count

    def keep(self, character_count: int) -> None:
        """So much of it was there already."""
        self._total -= character_count
        self._tell()

    def advance(self, character_count: int) -> None:
        """So much of it was spoken."""
        self._done += character_count
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self._done, self._total)


def speak(kept: Kept, before: Record | None, workers: Workers, listener: Listener) -> Speech:
    """Every utterance of a plan that makes a sound, in the article's order, its clip in the store.

    What is there is kept; of the rest the longest come first, so that all workers end together. Each clip
    is stored as soon as it is rendered; an interruption loses only what was under way.

    Raises:
        SpeechError: nothing could be spoken, or what speaks is at fault; of a strict request also where one
            sentence could not be read or spoken. With its place.
        OutputError: the store cannot be written.
        Interrupted: the user pressed Ctrl-C; what was spoken is in the store.
    """
    utterances = kept.plan.utterances
    work = _Work(kept, before, workers, listener)
    work.tell_of_upgrade()
    listener.begin(sum(len(u.utterance.text) for u in utterances))
    try:
        work.keep_known()
        work.speak_rest()
        work.collect_all()
    except KeyboardInterrupt:
        work.keep_finished()
        raise Interrupted(
            Message(
                "after {done} of {count} sentences; {going_on}",
                done=work.done_count,
                count=len(utterances),
                going_on=_going_on(kept.plan),
            )
        ) from None
    except BaseException:
        work.keep_finished()
        raise
    return work.result()


class _Work:
    """The speaking of one plan under way."""

    def __init__(self, kept: Kept, before: Record | None, workers: Workers, listener: Listener) -> None:
        self._kept = kept
        self._before = {u.text: u for u in before.utterances} if before else {}
        self._workers = workers
        self._listener = listener
        self._rest: list[int] = []
        self._forced = _forced_sections(kept.plan)
        self._taken: dict[int, tuple[ReadingFacts, str, Reason | None]] = {}
        self._shapes: dict[str, ClipShape] = {}
        self._in_flight: dict[Future[Clip], tuple[str, PlannedUtterance]] = {}
        self._sent: set[str] = set()
        self._unread: dict[int, NarrateError] = {}
        self._failed: dict[str, NarrateError] = {}
        self.done_count = 0

    def tell_of_upgrade(self) -> None:
        """Say so beforehand where all that was spoken was spoken by other versions."""
        versions = sound_versions(self._kept.plan.bit_rate_kbps)
        spoken = self._before.values()
        if spoken and all(last.versions != versions for last in spoken):
            moras = sum(last.reading.mora_count for last in spoken)
            self._listener.renew(moras * _SECONDS_A_MORA / self._workers.width)

    def keep_known(self) -> None:
        """Keep every clip that is there for a known reading."""
        kept = 0
        for index, planned in enumerate(self._kept.plan.utterances):
            if self._is_known(index, planned):
                kept += len(planned.utterance.text)
            else:
                self._rest.append(index)
        self._listener.keep(kept)

    def speak_rest(self) -> None:
        """Send what is left to the workers."""
        utterances = self._kept.plan.utterances
        for index in sorted(self._rest, key=lambda i: -len(utterances[i].utterance.text)):
            planned = utterances[index]
            if self._is_known(index, planned) or not self._is_sent(index, planned):
                self._listener.keep(len(planned.utterance.text))

    def collect_all(self) -> None:
        """Wait until every job is done and stored."""
        while self._in_flight:
            self._collect(block=True)

    def keep_finished(self) -> None:
        """Store what is done although the work as a whole will not be."""
        for future, (key, _) in self._in_flight.items():
            if not future.cancel() and future.done() and future.exception() is None:
                with contextlib.suppress(
                    OutputError, SpeechError
                ):  # the user must hear what stopped the work
                    self._kept.store.put(key, fitting(future.result(), self._kept.plan.bit_rate_kbps))
                    self.done_count += 1

    def result(self) -> Speech:
        """The utterances in the article's order.

        Raises:
            SpeechError: there is none, because none could be spoken.
        """
        utterances = self._kept.plan.utterances
        faults = {index: (error, "") for index, error in self._unread.items()}
        spoken = []
        for index, (facts, key, reason) in sorted(self._taken.items()):
            if key in self._failed:
                faults[index] = placed(self._failed[key], utterances[index], self._kept.plan), key
            else:
                planned = utterances[index]
                words = self._kept.words(planned, key)
                spoken.append(Spoken(planned, facts, key, self._shapes[key], reason, words))
        lacking = [(index, *faults[index]) for index in sorted(faults)]
        if lacking and not spoken:
            raise lacking[0][1]
        return Speech(spoken, tuple(unspoken(error, utterances[i], key) for i, error, key in lacking))

    def _is_known(self, index: int, planned: PlannedUtterance) -> bool:
        """Whether an utterance's reading is known and has nothing to be spoken."""
        known = self._kept.known_facts(planned)
        return known is not None and self._is_kept(index, planned, known)

    def _is_sent(self, index: int, planned: PlannedUtterance) -> bool:
        """Read an utterance and send it to the workers, unless it cannot be, or another is read like it."""
        try:
            reading, facts = self._kept.read(planned)
        except UnspokenError as error:
            self._refuse_if_strict(error)
            self._unread[index] = error
            return False
        if self._is_kept(index, planned, facts):
            return False
        job, key = job_of(planned, reading, self._kept.plan.bit_rate_kbps), self._kept.key(planned, facts)
        self._kept.note_words(planned, key, reading, job)
        self._send(job, key, planned)
        return True

    def _is_kept(self, index: int, planned: PlannedUtterance, facts: ReadingFacts) -> bool:
        """Whether an utterance that is read so has nothing to be spoken; what it needs is noted."""
        self._taken.pop(index, None)
        if facts.labels_digest:
            key = self._kept.key(planned, facts)
            reason = None if key in self._sent else self._reason(planned, facts, key)
            self._taken[index] = facts, key, reason
            if reason is not None:
                return False
        self.done_count += 1
        return True

    def _send(self, job: RenderJob, key: str, planned: PlannedUtterance) -> None:
        """Render a clip; the same sentence elsewhere in the article shares it."""
        self._sent.add(key)
        self._in_flight[self._workers.submit(job, planned.utterance.text)] = key, planned
        self._collect(block=len(self._in_flight) >= _AHEAD * self._workers.width)

    def _collect(self, *, block: bool) -> None:
        """Store the clips that are done; wait for one if asked to."""
        done, _ = wait(self._in_flight, timeout=None if block else 0, return_when=FIRST_COMPLETED)
        for future in done:
            key, planned = self._in_flight.pop(future)
            try:
                clip = fitting(future.result(), self._kept.plan.bit_rate_kbps)
            except UnspokenError as error:
                self._refuse_if_strict(placed(error, planned, self._kept.plan))
                self._failed[key] = error
            except NarrateError as error:
                raise placed(error, planned, self._kept.plan) from error
            else:
                self._kept.store.put(key, clip)
                self._shapes[key] = clip.shape
                self.done_count += 1
            self._listener.advance(len(planned.utterance.text))

    def _refuse_if_strict(self, error: NarrateError) -> None:
        if self._kept.plan.request.strict:
            raise error

    def _reason(self, planned: PlannedUtterance, facts: ReadingFacts, key: str) -> Reason | None:
        """Why the utterance must be spoken; ``None`` when its clip is there."""
        if planned.section in self._forced:
            return Reason.FORCED
        if key in self._shapes:
            return None
        store = self._kept.store
        shape = self._kept.stored_shape(key)
        if shape is None:
            clip = self._kept.published_clip(key)
            if clip is None:
                return Reason.DAMAGED if store.holds(key) else self._change(planned, facts)
            store.put(key, clip)
            shape = clip.shape
        self._shapes[key] = shape
        return None

    def _change(self, planned: PlannedUtterance, facts: ReadingFacts) -> Reason:
        """What is different from the last time this text was spoken."""
        last: SpokenFacts | None = self._before.get(planned.utterance.text)
        if last is None:
            return Reason.NEW
        if last.reading.labels_digest != facts.labels_digest:
            return Reason.READING
        before, now = (sound.split(SOUND_MARK) for sound in (last.voice_digest, sound_of(planned, facts)))
        if before[0] != now[0]:
            return Reason.VOICE
        if before != now:
            return Reason.PLACE if before[1:2] != now[1:2] else Reason.PAUSES
        return (
            Reason.MISSING
            if last.versions == sound_versions(self._kept.plan.bit_rate_kbps)
            else Reason.ENGINE
        )


def _going_on(plan: Plan) -> Message:
    """With what command an interrupted build goes on."""
    request = plan.request
    without = "--force" if request.force else "--section" if request.section else ""
    if without:
        return Message("the same command without {option} goes on from here", option=without)
    return Message("the same command goes on from here")


def _forced_sections(plan: Plan) -> frozenset[int]:
    section = section_number(plan)
    if section is not None:
        return frozenset([section])
    return frozenset(range(len(plan.titles)) if plan.request.force else ())
