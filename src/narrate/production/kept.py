"""What is already there for a plan: readings of the last build, clips of the store and the last MP3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from narrate.errors import NarrateError, UnspokenError, called
from narrate.messages import Foreign, Message
from narrate.production.report import ReadAnew
from narrate.reading.text.said import NO_READING
from narrate.speech.manner import manner_digest, stressed_moras
from narrate.speech.render import RenderJob, clip_key, has_pauses, labels_digest, spoken_words
from narrate.store.clips import ClipStore
from narrate.store.folder import clips_folder, mp3_path
from narrate.store.published import PublishedClips
from narrate.store.record import ReadingFacts, Unspoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from narrate.audio.clip import Clip, ClipShape
    from narrate.model import Reading, Ruby, SpokenWord
    from narrate.production.plan import Plan, PlannedUtterance
    from narrate.reading.frontend import FrontEnd
    from narrate.store.record import Record


SOUND_MARK = "/"
TONE = "tone"
"""The engine that hums, for which no words are read."""
_MANY = 1_000
"""Sentences; for fewer of them, listings of a store that many articles share would take longer."""


class Reader(Protocol):
    """Turns a sentence into labels."""

    def read(self, text: str, rubies: Sequence[Ruby] = ()) -> Reading:
        """The reading of a sentence; without labels when it makes no sound."""


class Readers:
    """Calling it gives the reader for an utterance of a plan."""

    def __init__(self) -> None:
        self._made: dict[str, Reader] = {}

    def __call__(self, plan: Plan, planned: PlannedUtterance) -> Reader:
        """The reader for the utterance's engine."""
        engine = planned.voice.engine
        if engine not in self._made:
            self._made[engine] = _reader(engine, plan)
        return self._made[engine]


def _reader(engine: str, plan: Plan) -> Reader:
    if engine == TONE:
        from narrate.speech.tone import ToneReader

        return ToneReader()
    from narrate.reading.frontend import FrontEnd

    return FrontEnd(plan.lexicon, plan.settings.reading)


def sound_of(planned: PlannedUtterance, facts: ReadingFacts) -> str:
    """What decides its sound beside the labels: digests of voice and manner, and the pauses it has."""
    manner = planned.manner
    pauses = f"{manner.comma_ms} {manner.breath_ms}" if has_pauses(facts.labels_digest) else ""
    return SOUND_MARK.join((planned.voice.sound_digest, manner_digest(manner), pauses))


def job_of(planned: PlannedUtterance, reading: Reading, bit_rate_kbps: int) -> RenderJob:
    """What makes the utterance's clip, now that it is read."""
    return RenderJob.of(reading, planned.voice, bit_rate_kbps, planned.manner, planned.stressed)


class Kept:
    """Readings and clips for one plan; what it lacks it reads, but never speaks."""

    def __init__(
        self,
        plan: Plan,
        store: ClipStore,
        published: PublishedClips,
        before: Record | None,
        reader_for: Callable[[Plan, PlannedUtterance], Reader],
    ) -> None:
        self.plan = plan
        self.store = store
        self.published = published
        self._stored: dict[str, frozenset[str]] = {}
        self._shapes = {u.clip_key: u.shape for u in before.utterances} if before else {}
        self._known = {u.reading_key: u.reading for u in before.utterances} if before else {}
        spoken = before.utterances if before else ()
        self._words = {(u.reading_key, u.clip_key): u.words for u in spoken if u.words}
        self._refused = {u.clip_key: u for u in before.head.unspoken if u.clip_key} if before else {}
        self._reader_for = reader_for
        self._read_anew: set[str] = set()

    def known_facts(self, planned: PlannedUtterance) -> ReadingFacts | None:
        """What is remembered of the utterance's reading."""
        return self._known.get(planned.reading_key)

    def facts(self, planned: PlannedUtterance) -> ReadingFacts:
        """What is remembered of the utterance's reading; it is read where nothing is.

        Raises:
            UnspokenError: it makes no sound, or cannot be read; with its place.
        """
        return self.known_facts(planned) or self.read(planned)[1]

    def read(self, planned: PlannedUtterance) -> tuple[Reading, ReadingFacts]:
        """Read an utterance anew.

        Raises:
            UnspokenError: it makes no sound, or cannot be read; with its place.
        """
        utterance = planned.utterance
        if planned.reading_key not in self._known:
            self._read_anew.add(planned.reading_key)
        try:
            reading = self._reader_for(self.plan, planned).read(utterance.text, utterance.rubies)
        except NarrateError as error:
            raise placed(error, planned, self.plan) from error
        if not reading.labels:
            _refuse_unless_silent(reading, planned, self.plan)
        stressed = stressed_moras(planned.stressed, reading.words)
        digest = labels_digest(reading.labels, reading.breaths, stressed) if reading.labels else ""
        moras, silences = reading.mora_count, reading.silences
        facts = ReadingFacts(digest, reading.kana, moras, silences, reading.accented)
        self._known[planned.reading_key] = facts
        return reading, facts

    def read_anew(self, spoken: Iterable[PlannedUtterance]) -> ReadAnew | None:
        """Of utterances that were spoken those that had not been read before, if words are read for them."""
        new = [p for p in spoken if p.reading_key in self._read_anew and p.voice.engine != TONE]
        if not new:
            return None
        reader = self._reader_for(self.plan, new[0])
        sentences = tuple((p.utterance.text, p.utterance.rubies) for p in new)
        return ReadAnew(self.plan.request.path, sentences, cast("FrontEnd", reader))

    def key(self, planned: PlannedUtterance, facts: ReadingFacts) -> str:
        """The key of the utterance's clip."""
        return clip_key(facts.labels_digest, sound_of(planned, facts), self.plan.bit_rate_kbps)

    def words(self, planned: PlannedUtterance, key: str) -> tuple[SpokenWord, ...]:
        """When each word is heard in the utterance's clip: as remembered, or by its labels.

        Raises:
            UnspokenError: it cannot be read.
        """
        if (planned.reading_key, key) not in self._words:
            reading, _ = self.read(planned)
            self.note_words(planned, key, reading, job_of(planned, reading, self.plan.bit_rate_kbps))
        return self._words[planned.reading_key, key]

    def note_words(self, planned: PlannedUtterance, key: str, reading: Reading, job: RenderJob) -> None:
        """Remember when each word is heard in the clip of a job."""
        self._words[planned.reading_key, key] = spoken_words(job, reading.words)

    def refused(self, key: str) -> Unspoken | None:
        """Why a clip could not be made the last time."""
        return self._refused.get(key)

    def stored_shape(self, key: str) -> ClipShape | None:
        """The shape of a clip that is in the store: as remembered, or by its header.

        Its frames may be damaged all the same, which shows when they are read.
        """
        known = self._shapes.get(key)
        return known if known and self._is_stored(key) else self.store.shape(key)

    def _is_stored(self, key: str) -> bool:
        """Whether the store has a file for the key; of a book by 256 listings, not a look at each clip."""
        if len(self.plan.utterances) < _MANY:
            return self.store.holds(key)
        start = key[:2]
        if start not in self._stored:
            self._stored[start] = self.store.keys_beginning(start)
        return key in self._stored[start]

    def published_clip(self, key: str) -> Clip | None:
        """A clip from the last published MP3."""
        return self.published.get(key, self.plan.bit_rate_kbps)


def kept_for(plan: Plan, before: Record | None) -> Kept:
    """What is already there for a plan, with the record of the last build."""
    folder = plan.request.audio_folder
    published = PublishedClips(mp3_path(folder, plan.slug))
    return Kept(plan, ClipStore(clips_folder(folder)), published, before, Readers())


def unread_notes(kept: Kept) -> tuple[Message, ...]:
    """A note for each stretch of text that no dictionary can say: it is left out, and nobody asked for it."""
    notes = []
    for planned in kept.plan.utterances:
        facts = kept.known_facts(planned)
        for silence in facts.silences if facts else ():
            if silence.reason.startswith(NO_READING):
                text = planned.utterance.text[silence.start : silence.end]
                at = planned.utterance.place
                notes.append(
                    Message(
                        "{path}:{line}: {text!r} is left out ({reason}); give it one in the lexicon",
                        path=called(at.file(kept.plan.request.path)),
                        line=at.line,
                        text=text,
                        reason=Foreign(silence.reason),
                    )
                )
    return tuple(notes)


def unspoken(error: NarrateError, planned: PlannedUtterance, clip_key: str = "") -> Unspoken:
    """What is remembered of an utterance that could not be spoken; the error has its place."""
    text, place = planned.utterance.text, planned.utterance.place
    return Unspoken(text, place.line, error.problem, error.hint, clip_key, place.part)


def placed(error: NarrateError, planned: PlannedUtterance, plan: Plan) -> NarrateError:
    """The error with the utterance's place, unless it has one of its own."""
    if error.path is not None:
        return error
    text = planned.utterance.text
    problem = (
        error.problem
        if text[:30] in error.problem
        else Message("{problem}: {text!r}", problem=error.problem, text=text[:30])
    )
    place = planned.utterance.place
    return type(error)(problem, hint=error.hint, path=place.file(plan.request.path), line=place.line)


def _refuse_unless_silent(reading: Reading, planned: PlannedUtterance, plan: Plan) -> None:
    """A sentence without a sound must be one that a rule keeps silent, letter by letter."""
    text = planned.utterance.text
    silent = {at for s in reading.silences for at in range(s.start, s.end)}
    if any(c.isalnum() and at not in silent for at, c in enumerate(text)):
        error = UnspokenError(
            Message("{text!r} makes no sound", text=text[:30]),
            hint=Message("give it a reading in the lexicon"),
        )
        raise placed(error, planned, plan)
