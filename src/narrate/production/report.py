"""What a build did, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from narrate.production.surroundings import unused_lexicons
from narrate.store.folder import mp3_path

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.messages import Message
    from narrate.model import Chapter, Edition, Ruby
    from narrate.production.request import Request
    from narrate.reading.frontend import FrontEnd
    from narrate.store.record import Record, RecordHead


class Reason(StrEnum):
    """Why an utterance was spoken."""

    NEW = "new"
    READING = "reading changed"
    VOICE = "voice changed"
    PLACE = "place in its paragraph changed"
    PAUSES = "pauses changed"
    ENGINE = "engine changed"
    DAMAGED = "damaged"
    MISSING = "not in the store"
    FORCED = "forced"


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """A sentence that was spoken, where it stands, and why; its kana before, if its reading changed.

    ``part`` is the file inside the article that ``line`` counts in, empty where there is but one.
    """

    text: str
    line: int
    reason: Reason
    kana_before: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class UnspokenSentence:
    """A sentence that the edition lacks, where it stands, why it could not be spoken, and what to do."""

    text: str
    path: Path
    line: int
    problem: Message
    hint: Message
    part: str = ""


@dataclass(frozen=True, slots=True)
class ChapterShift:
    """A chapter that now starts so much later (or, negative, earlier) than in the last edition."""

    title: str
    shift_ms: int


@dataclass(frozen=True, slots=True)
class ReadAnew:
    """The sentences of an article that a build read and spoke for the first time, and what read them."""

    article: Path
    sentences: tuple[tuple[str, tuple[Ruby, ...]], ...]
    front_end: FrontEnd


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``spoken`` is empty and ``is_unchanged`` true when there was nothing to do.

    ``unspoken`` are the sentences that the edition lacks, also where there was nothing to do; ``read_anew``
    those whose readings nobody has seen yet.
    """

    path: Path
    edition: Edition
    sentence_count: int
    spoken: tuple[SpokenSentence, ...]
    shifts: tuple[ChapterShift, ...]
    notes: tuple[Message, ...]
    is_unchanged: bool
    unspoken: tuple[UnspokenSentence, ...] = ()
    read_anew: ReadAnew | None = None

    @property
    def kept_count(self) -> int:
        """How many sentences were taken over."""
        return self.sentence_count - len(self.spoken)


def unchanged_report(request: Request, head: RecordHead) -> BuildReport:
    """The report on an edition that is up to date."""
    return _report(request, head, (), (), is_unchanged=True)


def build_report(
    request: Request,
    head: RecordHead,
    before: Record | None,
    spoken: tuple[SpokenSentence, ...],
    read_anew: ReadAnew | None,
) -> BuildReport:
    """The report on a build, compared with the record ``before`` it."""
    old = before.head.edition.chapters if before else ()
    shifts = _shifts(old, head.edition.chapters)
    return replace(_report(request, head, spoken, shifts, is_unchanged=False), read_anew=read_anew)


def _report(
    request: Request,
    head: RecordHead,
    spoken: tuple[SpokenSentence, ...],
    shifts: tuple[ChapterShift, ...],
    *,
    is_unchanged: bool,
) -> BuildReport:
    path = mp3_path(request.audio_folder, head.edition.slug)
    notes = (*head.notes, *unused_lexicons(request.path, request.workspace, head.made_from))
    unspoken = tuple(
        UnspokenSentence(u.text, request.path, u.line, u.problem, u.hint, u.part) for u in head.unspoken
    )
    return BuildReport(path, head.edition, head.sentence_count, spoken, shifts, notes, is_unchanged, unspoken)


def _shifts(old: tuple[Chapter, ...], new: tuple[Chapter, ...]) -> tuple[ChapterShift, ...]:
    """The chapters of the same title that start at another time than before."""
    starts = {chapter.title: chapter.start_ms for chapter in old}
    return tuple(
        ChapterShift(chapter.title, chapter.start_ms - starts[chapter.title])
        for chapter in new
        if starts.get(chapter.title, chapter.start_ms) != chapter.start_ms
    )
