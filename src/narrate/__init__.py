"""narrate: a Japanese article goes in, a chaptered MP3 for podcast apps comes out.

    import narrate

    report = narrate.build_edition("text/article.md")
    print(report.path, report.edition.duration_ms)

Importing it is cheap: what reads and speaks is loaded when it is needed. docs/library.md has more.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from narrate.errors import (
    EditionError,
    Interrupted,
    NarrateError,
    OutputError,
    SettingsError,
    SourceError,
    SpeechError,
    UsageError,
    VoiceError,
)
from narrate.ground.versions import __version__
from narrate.messages import Message
from narrate.model import Chapter, Cue, Edition, Reading, Silence, Skip
from narrate.production.report import BuildReport, ChapterShift, Reason, SpokenSentence, UnspokenSentence
from narrate.production.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.production.preview import Survey

    Progress: TypeAlias = Callable[[int, int], None]
    """Hears how many characters of what has to be spoken are done, and how many there are."""

__all__ = [
    "BuildReport",
    "Chapter",
    "ChapterShift",
    "Cue",
    "Edition",
    "EditionError",
    "NarrateError",
    "OutputError",
    "Reading",
    "Reason",
    "Request",
    "SettingsError",
    "Silence",
    "Skip",
    "SourceError",
    "SpeechError",
    "SpokenSentence",
    "UnspokenSentence",
    "UsageError",
    "VoiceError",
    "__version__",
    "build_edition",
    "plan_edition",
    "read_sentence",
]


def build_edition(
    article: Path | str | Request, *, jobs: int | None = None, progress: Progress | None = None
) -> BuildReport:
    """Make the audio edition of an article, speaking only what changed since the last time.

    Settings, lexicon and show are those beside the article. A path alone is built in the current folder, as
    the command does; a `Request` chooses voice, speed, folders and more. ``jobs`` is the number of threads,
    by default one for each core. ``progress`` is called as the work goes on.

    Raises:
        NarrateError: something is wrong with the article, what is around it, or the output folder; the last
            good edition is in place. The classes below it tell what.
        KeyboardInterrupt: Ctrl-C; what was spoken is kept.
    """
    from narrate.production.speaking import Told
    from narrate.production.story import build
    from narrate.speech.workers import LocalWorkers

    request = _request(article)
    if jobs is not None and jobs < 1:
        raise UsageError(
            Message("jobs is {jobs}", jobs=jobs), hint=Message("give the number of threads, at least 1")
        )
    try:
        with LocalWorkers(jobs) as workers:
            return build(request, workers, Told(progress))
    except Interrupted as stop:
        raise KeyboardInterrupt(str(stop)) from None


def plan_edition(article: Path | str | Request) -> Survey:
    """What `build_edition` would do: sentences with their readings, what is skipped, how long it gets.

    Nothing is spoken or written.

    Raises:
        NarrateError: as `build_edition` does.
    """
    from narrate.production.preview import survey_of

    return survey_of(_request(article))


def read_sentence(text: str, *, lexicon: Path | str | None = None) -> Reading:
    """How a sentence is read: what is said of it, its kana, its moras and its full-context labels.

    Ruby in the text is taken as the reading. ``lexicon`` is a TOML file of settled words.

    Raises:
        UsageError, SettingsError: the lexicon is not there, or wrong.
        SpeechError: the sentence is too long.
    """
    from narrate.model import Passage
    from narrate.reading.frontend import front_end
    from narrate.reading.lexicon.entries import load_lexicon
    from narrate.script.ruby import resolve_ruby

    own = load_lexicon(Path(lexicon)) if lexicon is not None else ()
    if lexicon is not None and not Path(lexicon).exists():
        raise UsageError(Message("there is no such file"), hint=Message("check the path"), path=lexicon)
    passage, rubies, _ = resolve_ruby(Passage.of(text))
    return front_end(own).read(passage.text, rubies)


def _request(article: Path | str | Request) -> Request:
    return article if isinstance(article, Request) else Request(Path(article))
