"""The story of a build: inputs -> plan -> clips -> edition. Read this first."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from narrate.errors import UsageError
from narrate.ground.files import real
from narrate.ground.locks import one_at_a_time, together
from narrate.ground.system import path_from
from narrate.ground.threads import Threads
from narrate.messages import Message
from narrate.production.freshness import fresh_head
from narrate.production.inputs import open_inputs
from narrate.production.report import BuildReport, Reason, SpokenSentence, build_report, unchanged_report
from narrate.store.facts import whole_file
from narrate.store.folder import edition_lock_path, lock_path, mp3_path
from narrate.store.owned import keep_foreign_files
from narrate.store.record import open_record, was_piped_in
from narrate.store.renaming import GoneArticles

if TYPE_CHECKING:
    from narrate.edition.cover import AuthorImage
    from narrate.ground.files import Identity
    from narrate.production.inputs import Inputs
    from narrate.production.plan import Plan
    from narrate.production.request import Request
    from narrate.production.speaking import Listener, Spoken
    from narrate.speech.workers import Workers
    from narrate.store.record import Record, RecordFile, RecordHead


def build(request: Request, workers: Workers, listener: Listener) -> BuildReport:
    """Make the edition of one article, speaking only what is not there yet.

    Raises:
        NarrateError: something is wrong with the article, its surroundings or the output folder; the
            last good edition is in place.
    """
    return build_from(open_inputs(request), workers, listener)


def build_from(
    inputs: Inputs, workers: Workers, listener: Listener, gone: GoneArticles | None = None
) -> BuildReport:
    """`build`, for whoever has opened the inputs. Of the machinery only what is needed is loaded.

    ``gone`` are the articles that have gone, for builds that ask together.
    """
    request, slug = inputs.request, inputs.slug
    before = open_record(request.audio_folder, slug)
    if (head := fresh_head(inputs, before)) is not None:
        return unchanged_report(request, head)
    _refuse_foreign(request, slug, before)
    keep_foreign_files(request.audio_folder, slug, before.head)
    from narrate.edition.cover import author_image
    from narrate.production.plan import plan_of, section_number

    with Threads(1) as beside:
        looking = beside.submit(_whole_mp3, request.audio_folder, slug, before.head)
        plan = plan_of(inputs)
        section_number(plan)  # what cannot be meant is told before anybody waits
        read, named_at = inputs.files.read, inputs.cover_named_at
        image = author_image(inputs.cover, read, named_at) if inputs.cover else None
        whole_mp3 = looking.result()
    inputs.files.forget()
    folder = request.audio_folder
    with (
        together(lock_path(folder)),
        one_at_a_time(edition_lock_path(folder, slug), listener.wait),
    ):
        if not before.is_current:  # another build was faster
            before = open_record(folder, slug)
            if (head := fresh_head(inputs, before)) is not None:
                return unchanged_report(request, head)
            _refuse_foreign(request, slug, before)
            keep_foreign_files(folder, slug, before.head)
            whole_mp3 = _whole_mp3(folder, slug, before.head)
        last = before.record(with_cues=False)
        del before  # and with it the bytes of a book's record
        gone = gone or GoneArticles(folder)
        is_new = last is None and not request.is_piped_in
        twin = gone.twin(inputs.files.digest(request.path)) if is_new else None
        report = _make(inputs, _Ready(plan, image, last, whole_mp3), workers, listener)
    if plan.settings.store_limit_mb:
        from narrate.store.sweep import hold_limit

        hold_limit(request.audio_folder, plan.settings.store_limit_mb * 1_000_000)
    return report if twin is None else replace(report, notes=(*report.notes, _renamed(request, twin)))


def _renamed(request: Request, twin: Path) -> Message:
    """That an article seems to have been renamed, and how its episode stays the same."""
    old = path_from(real(Path()), twin)
    words = ["narrate", "rename", old, str(request.path)]
    words += ["--out", str(request.out)] if request.out else []
    what = {"old": old, "command": shlex.join(words)}
    return Message("{old} has gone and was the same text; to keep its episode: {command}", **what)


class _Ready(NamedTuple):
    """What a build has before it speaks: the plan, the author's cover, the last edition's record and MP3."""

    plan: Plan
    image: AuthorImage | None
    last: Record | None
    whole_mp3: Identity | None


def _make(inputs: Inputs, ready: _Ready, workers: Workers, listener: Listener) -> BuildReport:
    """Speak what is new, and publish."""
    from narrate.production.kept import kept_for, unread_notes
    from narrate.production.mending import SoundClips
    from narrate.production.publishing import Publication, publish
    from narrate.production.speaking import speak

    kept = kept_for(ready.plan, ready.last)
    spoken, unspoken = speak(kept, ready.last, workers, listener)
    clips = SoundClips(kept, spoken, workers)
    if ready.whole_mp3:
        kept.published.trust(ready.whole_mp3)
    last = ready.last.head if ready.last else None
    about = Publication(inputs.made_from, ready.image, unread_notes(kept), unspoken, last)
    head = publish(ready.plan, spoken, clips, about)
    told = clips.told(spoken)
    anew = kept.read_anew(s.planned for s in told if s.reason is not None)
    return build_report(inputs.request, head, ready.last, _spoken_sentences(told, ready.last), anew)


def _whole_mp3(audio_folder: Path, slug: str, head: RecordHead | None) -> Identity | None:
    """The last MP3, if it is whole: a look at all of it takes less time than one at each of its clips."""
    mp3 = mp3_path(audio_folder, slug)
    return whole_file(mp3, head.made.get(mp3.name)) if head else None


def _refuse_foreign(request: Request, slug: str, before: RecordFile) -> None:
    """Two articles of one slug would take each other's edition away."""
    if before.source is None:
        return
    if was_piped_in(before.source):
        _refuse_piped_in(request, slug, before)
        return
    source = request.audio_folder / before.source
    if _is_same(source, request.path):
        return
    raise UsageError(
        Message("it would replace {slug}.mp3, the edition of {source}", slug=slug, source=real(source)),
        hint=Message("rename one, give it a 'slug' in its front matter, or choose another --out"),
        path=request.path,
    )


def _refuse_piped_in(request: Request, slug: str, before: RecordFile) -> None:
    """An article that was piped in can be piped in again; its edition is no file's, as long as it stands.

    Nor is it one of another name, as on disks that take no note of case.
    """
    is_same = request.is_piped_in and (before.head is None or before.head.edition.slug == slug)
    if is_same or not mp3_path(request.audio_folder, slug).exists():
        return
    raise UsageError(
        Message("it would replace {slug}.mp3, the edition of what came by standard input", slug=slug),
        hint=Message("give it another 'slug', or delete {slug}.mp3 if this is the same article", slug=slug),
        path=request.path,
    )


def _is_same(source: Path, path: Path) -> bool:
    """Whether an edition's article is the one at ``path``, or has gone."""
    return real(source) == real(path) or not source.exists()


def _spoken_sentences(spoken: list[Spoken], last: Record | None) -> tuple[SpokenSentence, ...]:
    before = {u.text: u.reading.kana for u in last.utterances} if last else {}
    said = ((s.planned.utterance, s.reason) for s in spoken if s.reason is not None)
    return tuple(
        SpokenSentence(
            u.text,
            u.place.line,
            why,
            before.get(u.text, "") if why is Reason.READING else "",
            u.place.part,
        )
        for u, why in said
    )
