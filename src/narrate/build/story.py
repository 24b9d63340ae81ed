"""The story of a build: article -> plan -> clips -> edition. Read this first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.build.freshness import cover_input, fresh_record, inputs
from narrate.build.kept import Kept, Readers, unread_notes
from narrate.build.mending import SoundClips
from narrate.build.plan import plan_edition
from narrate.build.publishing import publish
from narrate.build.report import BuildReport, SpokenSentence, build_report, unchanged_report
from narrate.build.request import edition_slug
from narrate.build.speaking import speak
from narrate.errors import UsageError
from narrate.ground.locks import one_at_a_time, together
from narrate.ground.threads import Threads
from narrate.store.clips import ClipStore
from narrate.store.facts import whole_file
from narrate.store.folder import clips_folder, edition_lock_path, lock_path, mp3_path
from narrate.store.published import PublishedClips
from narrate.store.record import load_head, load_record, source_of
from narrate.store.sweep import hold_limit

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.build.plan import Plan
    from narrate.build.request import Request
    from narrate.build.speaking import Listener, Spoken
    from narrate.ground.files import Identity
    from narrate.speech.workers import Workers
    from narrate.store.record import Record


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
        kept = kept_for(plan_edition(request), before)
        whole_mp3 = looking.result()
    made_from |= cover_input(request, kept.plan.article.metadata.cover)
    with together(lock_path(request.audio_folder)):
        spoken = speak(kept, before, workers, listener)
        clips = SoundClips(kept, spoken, workers)
        with one_at_a_time(edition_lock_path(request.audio_folder, slug)):
            _refuse_foreign(request, slug)
            if whole_mp3:
                kept.published.trust(whole_mp3)
            head = publish(kept.plan, spoken, clips, made_from, unread_notes(kept))
    if kept.plan.settings.store_limit_mb:
        hold_limit(request.audio_folder, kept.plan.settings.store_limit_mb * 1_000_000)
    return build_report(request, head, before, _spoken_sentences(clips.told(spoken)))


def kept_for(plan: Plan, before: Record | None) -> Kept:
    """What is already there for a plan."""
    folder = plan.request.audio_folder
    published = PublishedClips(mp3_path(folder, plan.slug))
    return Kept(plan, ClipStore(clips_folder(folder)), published, before, Readers())


def _whole_mp3(audio_folder: Path, slug: str) -> Identity | None:
    """The last MP3, if it is whole: a look at all of it takes less time than one at each of its clips."""
    head, mp3 = load_head(audio_folder, slug), mp3_path(audio_folder, slug)
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
