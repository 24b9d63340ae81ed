"""A plan -> every utterance as a clip in the store: kept where it can be, read and rendered where not."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from narrate.edition.record import ReadingFacts
from narrate.errors import NarrateError, SpeechError
from narrate.plan import section_number
from narrate.speech.render import RenderJob, clip_key, engine_versions, labels_digest, voice_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from narrate.audio.clip import Clip, ClipShape
    from narrate.audio.store import ClipStore
    from narrate.edition.published import PublishedClips
    from narrate.edition.record import Record, SpokenFacts
    from narrate.model import Reading, Ruby
    from narrate.plan import Plan, PlannedUtterance
    from narrate.speech.workers import Workers

_AHEAD = 4
"""Jobs waiting for each worker: enough to keep it busy, few enough to hold their labels in memory."""


class Reason(StrEnum):
    """Why an utterance was spoken."""

    NEW = "new"
    READING = "reading changed"
    VOICE = "voice changed"
    ENGINE = "engine changed"
    DAMAGED = "damaged"
    MISSING = "not in the store"
    FORCED = "forced"


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance with its clip. ``reason`` is ``None`` when the clip was kept."""

    planned: PlannedUtterance
    reading: ReadingFacts
    clip_key: str
    shape: ClipShape
    reason: Reason | None


class Listener(Protocol):
    """Hears how the work goes on, in characters of text."""

    def begin(self, character_count: int) -> None:
        """So much text has to be looked at."""

    def keep(self, character_count: int) -> None:
        """So much of it was there already."""

    def speak(self, character_count: int) -> None:
        """So much of it was spoken."""


class Reader(Protocol):
    """Turns a sentence into labels."""

    def read(self, text: str, rubies: Sequence[Ruby]) -> Reading:
        """The reading of a sentence; without labels when it makes no sound."""


@dataclass(frozen=True, slots=True)
class Materials:
    """All that speaking a plan draws on. ``before`` is the record of the edition's last build."""

    store: ClipStore
    published: PublishedClips
    before: Record | None
    workers: Workers
    reader_for: Callable[[Plan, PlannedUtterance], Reader]


def speak(plan: Plan, materials: Materials, listener: Listener) -> list[Spoken]:
    """Every utterance of a plan that makes a sound, in the article's order, its clip in the store.

    The longest sentences come first, so that all workers end together. Each clip is stored as soon as
    it is rendered; an interruption loses only what was under way.

    Raises:
        SpeechError: a sentence could not be read or spoken; with its place.
        OutputError: the store cannot be written.
    """
    work = _Work(plan, materials, listener)
    order = sorted(range(len(plan.utterances)), key=lambda i: -len(plan.utterances[i].utterance.text))
    listener.begin(sum(len(u.utterance.text) for u in plan.utterances))
    try:
        for index in order:
            work.take(index)
        work.collect_all()
    except BaseException:
        work.keep_finished()
        raise
    return work.result()


class _Work:
    """The speaking of one plan under way."""

    def __init__(self, plan: Plan, materials: Materials, listener: Listener) -> None:
        self._plan = plan
        self._materials = materials
        self._listener = listener
        self._known = _readings_of(materials.before)
        self._before = _utterances_by_text(materials.before)
        self._forced = _forced_sections(plan)
        self._taken: dict[int, tuple[ReadingFacts, str, Reason | None]] = {}
        self._shapes: dict[str, ClipShape] = {}
        self._in_flight: dict[Future[Clip], tuple[str, PlannedUtterance]] = {}

    def take(self, index: int) -> None:
        """Keep one utterance's clip, or send it to the workers."""
        planned = self._plan.utterances[index]
        text = planned.utterance.text
        reading, facts = None, self._known.get(planned.reading_key)
        if facts is None:
            reading, facts = self._read(planned)
        if not facts.labels_digest:
            self._listener.keep(len(text))
            return
        key = self._key(planned, facts)
        reason = self._reason(planned, facts, key)
        self._taken[index] = facts, key, reason
        if reason is None or key in self._shapes or any(k == key for k, _ in self._in_flight.values()):
            self._listener.keep(len(text))
            return
        if reading is None:
            reading, _ = self._read(planned)
        job = RenderJob(reading.labels, planned.voice, self._plan.bit_rate_kbps)
        self._in_flight[self._materials.workers.submit(job)] = key, planned
        self._collect(block=len(self._in_flight) >= _AHEAD * self._materials.workers.width)

    def collect_all(self) -> None:
        """Wait until every job is done and stored."""
        while self._in_flight:
            self._collect(block=True)

    def keep_finished(self) -> None:
        """Store what is done although the work as a whole will not be."""
        for future, (key, _) in self._in_flight.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                self._materials.store.put(key, future.result())

    def result(self) -> list[Spoken]:
        """The utterances in the article's order."""
        return [
            Spoken(self._plan.utterances[index], facts, key, self._shapes[key], reason)
            for index, (facts, key, reason) in sorted(self._taken.items())
        ]

    def _collect(self, *, block: bool) -> None:
        timeout = None if block else 0
        done, _ = wait(self._in_flight, timeout=timeout, return_when=FIRST_COMPLETED)
        for future in done:
            key, planned = self._in_flight.pop(future)
            try:
                clip = future.result()
            except NarrateError as error:
                raise _placed(error, planned, self._plan) from error
            self._materials.store.put(key, clip)
            self._shapes[key] = clip.shape
            self._listener.speak(len(planned.utterance.text))

    def _read(self, planned: PlannedUtterance) -> tuple[Reading, ReadingFacts]:
        utterance = planned.utterance
        try:
            reading = self._materials.reader_for(self._plan, planned).read(utterance.text, utterance.rubies)
        except NarrateError as error:
            raise _placed(error, planned, self._plan) from error
        if not reading.labels:
            _refuse_unless_silent(reading, planned, self._plan)
        digest = labels_digest(reading.labels) if reading.labels else ""
        facts = ReadingFacts(digest, reading.kana, reading.mora_count, reading.silences)
        self._known[planned.reading_key] = facts
        return reading, facts

    def _key(self, planned: PlannedUtterance, facts: ReadingFacts) -> str:
        return clip_key(facts.labels_digest, voice_digest(planned.voice), self._plan.bit_rate_kbps)

    def _reason(self, planned: PlannedUtterance, facts: ReadingFacts, key: str) -> Reason | None:
        """Why the utterance must be spoken; ``None`` when its clip is there."""
        if planned.section in self._forced:
            return Reason.FORCED
        if key in self._shapes:
            return None
        store = self._materials.store
        clip = store.get(key)
        was_there = clip is None and store.holds(key)
        if clip is None:
            clip = self._materials.published.get(key, self._plan.bit_rate_kbps)
            if clip is not None:
                store.put(key, clip)
        if clip is not None:
            self._shapes[key] = clip.shape
            return None
        return Reason.DAMAGED if was_there else self._change(planned, facts)

    def _change(self, planned: PlannedUtterance, facts: ReadingFacts) -> Reason:
        """What is different from the last time this text was spoken."""
        last = self._before.get(planned.utterance.text)
        if last is None:
            return Reason.NEW
        if last.reading.labels_digest != facts.labels_digest:
            return Reason.READING
        if last.voice_digest != voice_digest(planned.voice):
            return Reason.VOICE
        if last.versions != engine_versions():
            return Reason.ENGINE
        return Reason.MISSING


def _readings_of(record: Record | None) -> dict[str, ReadingFacts]:
    return {u.reading_key: u.reading for u in record.utterances} if record else {}


def _utterances_by_text(record: Record | None) -> dict[str, SpokenFacts]:
    return {u.text: u for u in record.utterances} if record else {}


def _forced_sections(plan: Plan) -> frozenset[int]:
    if not plan.request.force:
        return frozenset()
    section = section_number(plan)
    return frozenset(range(len(plan.titles)) if section is None else [section])


def _refuse_unless_silent(reading: Reading, planned: PlannedUtterance, plan: Plan) -> None:
    """A sentence without a sound must be one that a rule keeps silent, letter by letter."""
    text = planned.utterance.text
    silent = {at for s in reading.silences for at in range(s.start, s.end)}
    loud = [c for at, c in enumerate(text) if c.isalnum() and at not in silent]
    if loud:
        error = SpeechError(f"{text[:30]!r} makes no sound", hint="give it a reading in the lexicon")
        raise _placed(error, planned, plan)


def _placed(error: NarrateError, planned: PlannedUtterance, plan: Plan) -> NarrateError:
    """The error with the utterance's place, unless it has one of its own."""
    if error.path is not None:
        return error
    text = planned.utterance.text
    problem = error.problem if text[:30] in error.problem else f"{error.problem}: {text[:30]!r}"
    line = planned.utterance.place.line
    return type(error)(problem, hint=error.hint, path=plan.request.path, line=line)
