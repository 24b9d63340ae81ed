"""The story of a build: article -> plan -> clips -> edition. Read this first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.article.frontmatter import read_front_matter
from narrate.article.source import read_source
from narrate.edition.published import PublishedClips
from narrate.edition.record import load_record
from narrate.errors import UsageError
from narrate.freshness import fresh_record
from narrate.library import Library
from narrate.locks import together
from narrate.plan import plan_edition, slug_of
from narrate.publishing import publish
from narrate.readers import Readers
from narrate.speaking import Reason, speak
from narrate.upkeep import clip_store, hold_limit, lock_path

if TYPE_CHECKING:
    from narrate.edition.record import Record
    from narrate.model import Chapter, Edition
    from narrate.plan import Plan, Request
    from narrate.speaking import Listener, Spoken
    from narrate.speech.workers import Workers


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """A sentence that was spoken, where it stands, and why."""

    text: str
    line: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class ChapterShift:
    """A chapter that now starts so much later (or, negative, earlier) than in the last edition."""

    title: str
    shift_ms: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``spoken`` is empty and ``is_unchanged`` true when there was nothing to do."""

    path: Path
    edition: Edition
    sentence_count: int
    spoken: tuple[SpokenSentence, ...]
    shifts: tuple[ChapterShift, ...]
    notes: tuple[str, ...]
    is_unchanged: bool

    @property
    def kept_count(self) -> int:
        """How many sentences were taken over."""
        return self.sentence_count - len(self.spoken)


def build(request: Request, workers: Workers, listener: Listener) -> BuildReport:
    """Make the edition of one article, speaking only what is not there yet.

    Raises:
        NarrateError: something is wrong with the article, its surroundings or the output folder; the
            last good edition is in place.
    """
    slug = edition_slug(request)
    fresh = fresh_record(request, slug)
    if fresh is not None:
        return _report(request, fresh, None, (), is_unchanged=True)
    before = load_record(request.audio_folder, slug)
    _refuse_foreign(before, request)
    library = library_for(plan_edition(request), before)
    with together(lock_path(request.audio_folder)):
        spoken = speak(library, before, workers, listener)
        record = publish(library.plan, spoken, library.store)
    if library.plan.settings.store_limit_mb:
        hold_limit(request.audio_folder, library.plan.settings.store_limit_mb * 1_000_000)
    return _report(request, record, before, _spoken_sentences(spoken), is_unchanged=False)


def _refuse_foreign(before: Record | None, request: Request) -> None:
    """Two articles of one slug would take each other's edition away."""
    if before is None or Path(before.source) == request.path.resolve() or not Path(before.source).exists():
        return
    raise UsageError(
        f"it would replace {before.edition.slug}.mp3, the edition of {before.source}",
        hint="rename one, give it a 'slug' in its front matter, or choose another --out",
        path=request.path,
    )


def edition_slug(request: Request) -> str:
    """The slug of a request's edition, from its front matter or its file name.

    Raises:
        SourceError, SettingsError: the article cannot be read, or its front matter is wrong.
    """
    front = read_front_matter(read_source(request.path))
    return slug_of(request.path, front.metadata.slug)


def library_for(plan: Plan, before: Record | None) -> Library:
    """What is already there for a plan."""
    folder = plan.request.audio_folder
    published = PublishedClips(folder / f"{plan.slug}.mp3")
    return Library(plan, clip_store(folder), published, before, Readers())


def _spoken_sentences(spoken: list[Spoken]) -> tuple[SpokenSentence, ...]:
    return tuple(
        SpokenSentence(s.planned.utterance.text, s.planned.utterance.place.line, s.reason)
        for s in spoken
        if s.reason is not None
    )


def _report(
    request: Request,
    record: Record,
    before: Record | None,
    spoken: tuple[SpokenSentence, ...],
    *,
    is_unchanged: bool,
) -> BuildReport:
    edition = record.edition
    old = before.edition.chapters if before else ()
    path = request.audio_folder / f"{edition.slug}.mp3"
    count = len(record.utterances)
    return BuildReport(
        path, edition, count, spoken, _shifts(old, edition.chapters), record.notes, is_unchanged
    )


def _shifts(old: tuple[Chapter, ...], new: tuple[Chapter, ...]) -> tuple[ChapterShift, ...]:
    """The chapters of the same title that start at another time than before."""
    starts = {chapter.title: chapter.start_ms for chapter in old}
    return tuple(
        ChapterShift(chapter.title, chapter.start_ms - starts[chapter.title])
        for chapter in new
        if starts.get(chapter.title, chapter.start_ms) != chapter.start_ms
    )
