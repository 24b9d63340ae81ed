"""The story of a build: article -> plan -> clips -> edition. Read this first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.edition.published import PublishedClips
from narrate.edition.record import load_head, load_record, source_of
from narrate.errors import UsageError
from narrate.filefacts import whole_file
from narrate.freshness import cover_input, fresh_record, inputs
from narrate.library import Library, unread_notes
from narrate.locks import one_at_a_time, together
from narrate.mending import SoundClips
from narrate.plan import plan_edition
from narrate.publishing import publish
from narrate.readers import Readers
from narrate.report import BuildReport, SpokenSentence, build_report, unchanged_report
from narrate.request import edition_slug
from narrate.speaking import speak
from narrate.threads import Threads
from narrate.upkeep import clip_store, edition_lock_path, hold_limit, lock_path

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.edition.record import Record
    from narrate.files import Identity
    from narrate.plan import Plan
    from narrate.request import Request
    from narrate.speaking import Listener, Spoken
    from narrate.speech.workers import Workers


def build(
    request: Request, workers: Workers, listener: Listener, *, is_known_stale: bool = False
) -> BuildReport:
    """Make the edition of one article, speaking only what is not there yet.

    Whoever has asked already whether it is up to date says so by ``is_known_stale``.

    Raises:
        NarrateError: something is wrong with the article, its surroundings or the output folder; the
            last good edition is in place.
    """
    slug = edition_slug(request)
    fresh = None if is_known_stale else fresh_record(request, slug)
    if fresh is not None:
        return unchanged_report(request, fresh)
    _refuse_foreign(request, slug)
    made_from = inputs(request, "")  # before the article is read: an edit from now on counts as a change
    with Threads(1) as beside:
        looking = beside.submit(_whole_mp3, request.audio_folder, slug)
        before = load_record(request.audio_folder, slug, with_cues=False)
        library = library_for(plan_edition(request), before)
        whole_mp3 = looking.result()
    made_from |= cover_input(request, library.plan.article.metadata.cover)
    with together(lock_path(request.audio_folder)):
        spoken = speak(library, before, workers, listener)
        clips = SoundClips(library, spoken, workers)
        with one_at_a_time(edition_lock_path(request.audio_folder, slug)):
            _refuse_foreign(request, slug)
            if whole_mp3:
                library.published.trust(whole_mp3)
            head = publish(library.plan, spoken, clips, made_from, unread_notes(library))
    if library.plan.settings.store_limit_mb:
        hold_limit(request.audio_folder, library.plan.settings.store_limit_mb * 1_000_000)
    return build_report(request, head, before, _spoken_sentences(clips.told(spoken)))


def library_for(plan: Plan, before: Record | None) -> Library:
    """What is already there for a plan."""
    folder = plan.request.audio_folder
    published = PublishedClips(folder / f"{plan.slug}.mp3")
    return Library(plan, clip_store(folder), published, before, Readers())


def _whole_mp3(audio_folder: Path, slug: str) -> Identity | None:
    """The last MP3, if it is whole: a look at all of it takes less time than one at each of its clips."""
    head, mp3 = load_head(audio_folder, slug), audio_folder / f"{slug}.mp3"
    return whole_file(mp3, head.made.get(mp3.name)) if head else None


def _refuse_foreign(request: Request, slug: str) -> None:
    """Two articles of one slug would take each other's edition away."""
    recorded = source_of(request.audio_folder, slug)
    source = request.audio_folder / recorded if recorded else request.path
    if _is_same(source, request.path):
        return
    raise UsageError(
        f"it would replace {slug}.mp3, the edition of {source.resolve()}",
        hint="rename one, give it a 'slug' in its front matter, or choose another --out",
        path=request.path,
    )


def _is_same(source: Path, path: Path) -> bool:
    """Whether an edition's article is the one at ``path``, or has gone."""
    return source.resolve() == path.resolve() or not source.exists()


def _spoken_sentences(spoken: list[Spoken]) -> tuple[SpokenSentence, ...]:
    return tuple(
        SpokenSentence(s.planned.utterance.text, s.planned.utterance.place.line, s.reason)
        for s in spoken
        if s.reason is not None
    )
