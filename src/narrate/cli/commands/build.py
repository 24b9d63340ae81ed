"""``narrate build``: articles to editions."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from narrate.cli.faults import unforeseen
from narrate.cli.fetching import file_of
from narrate.cli.names import REASONS, at_line, chapters_counted
from narrate.cli.options import AllowLocal, Articles, BitRate, Out, Pitch, Slug, Speed, Title, VoiceName
from narrate.cli.output import json_text, put_out
from narrate.cli.piped import invited
from narrate.cli.unspoken import unspoken_lines
from narrate.cli.words import Duration, worded, worded_fault
from narrate.errors import ExitCode, NarrateError, UsageError, called
from narrate.ground.files import real
from narrate.ground.opened import STANDARD_INPUT
from narrate.messages import Listed, Message, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from narrate.cli.progress import Progress
    from narrate.production.report import (
        BuildReport,
        ChapterShift,
        ReadAnew,
        SpokenSentence,
        UnspokenSentence,
    )
    from narrate.production.request import Request
    from narrate.speech.workers import Workers


_MOST_SENTENCES_SHOWN = 10
_MOST_SHIFTS_SHOWN = 10
_MOST_WORDS_SHOWN = 3


def build(
    articles: list[str] = Articles,
    title: str | None = Title,
    slug: str | None = Slug,
    out: Path | None = Out,
    voice: str | None = VoiceName,
    speed: float | None = Speed,
    pitch: float | None = Pitch,
    bitrate: int | None = BitRate,
    sections: list[str] | None = typer.Option(
        None,
        "--section",
        metavar="N|TITLE",
        help="Speak this section again; of the rest only what changed.",
    ),
    force: bool = typer.Option(False, "--force", help="Speak again what could be kept."),
    strict: bool = typer.Option(False, "--strict", help="Make no edition that lacks a sentence."),
    jobs: int | None = typer.Option(
        None, "--jobs", "-j", min=1, metavar="N", help="Threads. [default: all cores]"
    ),
    cluster: str | None = typer.Option(
        None,
        "--cluster",
        metavar="tcp://HOST:8786",
        help="Render on a Dask cluster (needs the package distributed).",
    ),
    allow_local: bool = AllowLocal,
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print only what went wrong."),
    as_json: bool = typer.Option(False, "--json", help="Print a report for programs."),
) -> ExitCode:
    """Make the audio edition of each ARTICLE; speak only what changed."""
    from narrate.production.request import Request

    if sections and len(sections) > 1:
        raise UsageError(
            Message("--section stands more than once"), hint=Message("give one at a time, or --force for all")
        )
    _refuse_mixed(articles, title, slug)
    is_silent = quiet or as_json
    paths, unfetched = _paths_of(articles, allows_local=allow_local, is_silent=is_silent)
    requests = [
        Request(
            path=path, title=title, slug=slug, out=out, voice=voice, speed=speed, pitch=pitch,
            bit_rate_kbps=bitrate, force=force, section=sections[0] if sections else None, strict=strict,
        )
        for path in paths
    ]  # fmt: skip
    tell = _say_nothing if is_silent else _print_report
    reports, drafts, errors = _build_all(requests, jobs, cluster, tell=tell)
    errors = [*unfetched, *errors]
    unspoken = [sentence for report in reports for sentence in report.unspoken]
    for line in unspoken_lines(unspoken):
        put_out(line, sys.stderr)
    for line in dict.fromkeys(map(worded_fault, errors)):  # what no article can mend is told once
        put_out(f"narrate: {line}", sys.stderr)
    if len(articles) > 1 and errors:
        failed = Message("{count} of {total} articles failed", count=len(errors), total=len(articles))
        put_out(f"narrate: {worded(failed)}", sys.stderr)
    if as_json:
        report = json_text(_to_json(reports, errors) | {"drafts": [str(path) for path in drafts]})
        put_out(report, sys.stdout, is_result=True)
    if errors:
        return errors[0].exit_code
    return ExitCode.UNSPOKEN if unspoken else ExitCode.OK


def _refuse_mixed(articles: Sequence[str], title: str | None, slug: str | None) -> None:
    """Refuse what there can be one of, for several articles."""
    if articles.count(str(STANDARD_INPUT)) > 1:
        problem = Message("- stands more than once")
        raise UsageError(problem, hint=Message("standard input is one article, read once"))
    option = "--title" if title is not None else "--slug"
    if len(articles) > 1 and (title, slug) != (None, None):
        problem = Message("{option} with several articles", option=option)
        raise UsageError(problem, hint=Message("give one ARTICLE at a time, or use front matter"))


def _paths_of(
    articles: Sequence[str], *, allows_local: bool, is_silent: bool
) -> tuple[list[Path], list[NarrateError]]:
    """The files of what was named; an address is fetched, unless a file keeps its article."""
    paths: list[Path] = []
    errors: list[NarrateError] = []
    for word in articles:
        try:
            paths.append(file_of(word, allows_local=allows_local, told_to=None if is_silent else sys.stdout))
        except NarrateError as error:
            errors.append(error)
        except Exception as error:
            errors.append(unforeseen(error, word))
    return paths, errors


def _build_all(
    requests: Sequence[Request],
    jobs: int | None,
    cluster: str | None,
    *,
    tell: Callable[[BuildReport], None],
) -> tuple[list[BuildReport], list[Path], list[NarrateError]]:
    """Build one article after the other with the same workers; one that fails does not stop the rest.

    A draft is passed over, unless it is the only one that was named.
    """
    from narrate.production.inputs import open_inputs
    from narrate.production.story import build_from
    from narrate.store.renaming import GoneArticles

    reports: list[BuildReport] = []
    drafts: list[Path] = []
    errors: list[NarrateError] = []
    slugs: dict[str, Path | Message | str] = {}
    if not requests:
        return reports, drafts, errors
    gone = GoneArticles(requests[0].audio_folder)
    with _workers(jobs, cluster) as workers, _progress(is_quiet=tell is _say_nothing) as progress:
        for request in requests:
            try:
                invited(request.path)
                inputs = open_inputs(request)
                if inputs.front.draft and len(requests) > 1:
                    drafts.append(request.path)
                    if tell is not _say_nothing:
                        _print_draft(request.path, inputs.front.draft)
                    continue
                _refuse_twins(slugs, inputs.slug, request.path)
                progress.name = inputs.slug
                report = build_from(inputs, workers, progress, gone)
                progress.end()
                reports.append(report)
                tell(report)
            except NarrateError as error:
                errors.append(error)
            except Exception as error:
                errors.append(unforeseen(error, request.path))
            finally:
                progress.end()
    return reports, drafts, errors


def _print_report(report: BuildReport) -> None:
    put_out("\n".join(_lines(report)), sys.stdout)


def _print_draft(path: Path, why: str) -> None:
    article = called(path)
    told = Message("{path}: not built: a draft ({why}); name it alone to build it", path=article, why=why)
    put_out(worded(told), sys.stdout)


def _say_nothing(_: BuildReport) -> None:
    pass


def _refuse_twins(slugs: dict[str, Path | Message | str], slug: str, path: Path) -> None:
    """Two articles of one command would be one edition; ``slugs`` are those that were seen."""
    place = called(path) if path == STANDARD_INPUT else real(path)
    if slugs.setdefault(slug, place) != place:
        raise UsageError(
            Message("it would be {slug}.mp3, as {other} is", slug=slug, other=slugs[slug]),
            hint=Message("rename one, or give it a 'slug' in its front matter"),
            path=path,
        )


def _workers(jobs: int | None, cluster: str | None) -> AbstractContextManager[Workers]:
    if cluster is None:
        from narrate.speech.workers import LocalWorkers

        return LocalWorkers(jobs)
    try:
        from narrate.speech.cluster import ClusterWorkers
    except ModuleNotFoundError:
        raise UsageError(Message("--cluster needs Dask"), hint=Message("pip install distributed")) from None
    return ClusterWorkers(cluster, lambda told: put_out(worded(told), sys.stderr))


def _progress(*, is_quiet: bool) -> AbstractContextManager[Progress]:
    from narrate.cli.progress import Progress

    return Progress(is_shown=not is_quiet and sys.stderr.isatty(), is_telling=not is_quiet)


def _lines(report: BuildReport) -> list[str]:
    """What a build did, the most important last."""
    lines = [worded(Message("note: {note}", note=note)) for note in report.notes]
    if report.kept_count:
        lines += _spoken_lines(report.spoken, report.read_anew)
    return [*lines, *_shift_lines(report.shifts), summary(report), *_review_lines(report)]


def _review_lines(report: BuildReport) -> list[str]:
    """How many words of the new sentences are worth a look, and the command for it."""
    anew = report.read_anew
    if anew is None:
        return []
    import shlex

    try:
        from narrate.review.doubts import doubt_count

        count = doubt_count(anew.front_end, anew.sentences)
    except Exception as error:  # the edition is made, whatever its review comes to
        fault = error if isinstance(error, NarrateError) else unforeseen(error, anew.article)
        return [worded(Message("note: {note}", note=worded_fault(fault)))]
    command_name = "readings" if anew.article == STANDARD_INPUT else "review"
    command = shlex.join(["narrate", command_name, str(anew.article)])
    if len(anew.sentences) == report.sentence_count:
        told = counted(
            "{count} word is worth a look: {command}",
            "{count} words are worth a look: {command}",
            count,
            command=command,
        )
    else:
        told = counted(
            "{count} word of the new sentences is worth a look: {command}",
            "{count} words of the new sentences are worth a look: {command}",
            count,
            command=command,
        )
    return [worded(told)] if count else []


def _shift_lines(shifts: Sequence[ChapterShift]) -> list[str]:
    """Which chapters start at another time now; of many, the first."""
    shown, rest = shifts[:_MOST_SHIFTS_SHOWN], shifts[_MOST_SHIFTS_SHOWN:]
    told = [
        Message("chapter {title!r} starts {seconds:+.0f} s", title=s.title, seconds=s.shift_ms / 1000)
        for s in shown
    ]
    if rest:
        told.append(
            counted(
                "and {count} more chapter starts at another time",
                "and {count} more chapters start at another time",
                len(rest),
            )
        )
    return [f"  {worded(message)}" for message in told]


def _spoken_lines(spoken: Sequence[SpokenSentence], anew: ReadAnew | None) -> list[str]:
    """Which sentences were spoken and why; of many, the first."""
    shown, rest = spoken[:_MOST_SENTENCES_SHOWN], spoken[_MOST_SENTENCES_SHOWN:]
    told = []
    for s in shown:
        text = _words_changed(s, anew) or _short(s.text)
        told.append(
            Message("{reason}: {place}: {text}", reason=REASONS[s.reason], place=at_line(s), text=text)
        )
    counts = Counter(s.reason for s in rest)
    told += [
        Message("and {count} more: {reason}", count=count, reason=REASONS[reason])
        for reason, count in counts.items()
    ]
    return [f"  {worded(message)}" for message in told]


def _words_changed(sentence: SpokenSentence, anew: ReadAnew | None) -> Listed:
    """The words of a sentence that read otherwise, each with its kana then and now, if they can be told."""
    if anew is None or not sentence.kana_before:
        return Listed()
    from narrate.review.word_changes import changed_words

    rubies = next((rubies for text, rubies in anew.sentences if text == sentence.text), ())
    words = changed_words(sentence.kana_before, anew.front_end.read(sentence.text, rubies))
    told = [f"{sentence.text[w.start : w.end]} {w.before or '-'} → {w.after or '-'}" for w in words]
    return Listed([*told[:_MOST_WORDS_SHOWN], *(["…"] if len(told) > _MOST_WORDS_SHOWN else [])])


def summary(report: BuildReport) -> str:
    """The last line: the file, its length, and how much of it was spoken."""
    edition = report.edition
    what = {
        "path": report.path,
        "duration": Duration(edition.duration_ms),
        "chapters": chapters_counted(len(edition.chapters)),
    }
    count = report.sentence_count
    if report.is_unchanged:
        sentences = counted(
            "0 of {count} sentence spoken, {count} kept", "0 of {count} sentences spoken, {count} kept", count
        )
        return worded(
            Message(
                "{path}: nothing changed: {duration}, {chapters}, {sentences}", **what, sentences=sentences
            )
        )
    sentences = counted(
        "{spoken} of {count} sentence spoken, {kept} kept",
        "{spoken} of {count} sentences spoken, {kept} kept",
        count,
        spoken=len(report.spoken),
        kept=report.kept_count,
    )
    return worded(Message("{path}: {duration}, {chapters}, {sentences}", **what, sentences=sentences))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _line(sentence: SpokenSentence | UnspokenSentence) -> dict[str, Any]:
    """The line of a sentence, and the part that it counts in where there is one."""
    line = {"line": sentence.line}
    return {"part": sentence.part, **line} if sentence.part else line


def _to_json(reports: Sequence[BuildReport], errors: Sequence[NarrateError]) -> dict[str, Any]:
    return {
        "editions": [
            {
                "file": str(r.path),
                "title": r.edition.title,
                "duration_ms": r.edition.duration_ms,
                "chapters": [
                    {"title": c.title, "start_ms": c.start_ms, "end_ms": c.end_ms} for c in r.edition.chapters
                ],
                "sentences": r.sentence_count,
                "spoken": [{"text": s.text, **_line(s), "reason": s.reason} for s in r.spoken],
                "kept": r.kept_count,
                "unchanged": r.is_unchanged,
                "shifts": [{"title": s.title, "shift_ms": s.shift_ms} for s in r.shifts],
                "notes": list(r.notes),
                "unspoken": [
                    {"text": u.text, **_line(u), "problem": u.problem, "hint": u.hint} for u in r.unspoken
                ],
            }
            for r in reports
        ],
        "errors": [
            {
                "path": None if e.path is None else str(e.path),
                "line": e.line,
                "problem": e.problem,
                "hint": e.hint,
                "exit_code": int(e.exit_code),
            }
            for e in errors
        ],
    }
