"""Everything that can go wrong, as one tree, and the exit code of each branch.

::

    NarrateError                 1   (never raised itself)
    +-- UsageError               2   the command's own words are off
    +-- SourceError              3   an article cannot be read or makes no edition
    +-- SettingsError            4   front matter, settings, lexicon or show file is wrong
    +-- VoiceError               5   a voice is unknown or its files are damaged
    +-- SpeechError              6   a sentence could not be spoken
    |   +-- UnspokenError            6   this one alone; a build that is not strict goes on, and returns 9
    +-- OutputError              7   a file cannot be written
    +-- EditionError             8   an MP3 does not keep the contract
    +-- FetchError               10   a web address gives no article
    (Ctrl-C)                   130
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from narrate.messages import NOTHING, Message

if TYPE_CHECKING:
    from pathlib import Path

PIPED_IN = "-"
"""What is given as the path of an article that comes by standard input."""


class ExitCode(IntEnum):
    """What the process returns to the shell."""

    OK = 0
    FAILED = 1
    """Something unforeseen; worth a bug report."""
    USAGE = 2
    SOURCE = 3
    SETTINGS = 4
    VOICE = 5
    SPEECH = 6
    OUTPUT = 7
    EDITION = 8
    UNSPOKEN = 9
    """An edition was made, without a sentence that could not be spoken."""
    FETCH = 10
    INTERRUPTED = 130


class NarrateError(Exception):
    """A fault that a user can mend: where it is, what is wrong, what to do.

    ``str()`` of it is the one line that the user sees, in English: ``file:line: what is wrong; what to do``.
    """

    exit_code = ExitCode.FAILED

    def __init__(
        self,
        problem: Message,
        *,
        hint: Message = NOTHING,
        path: Path | str | None = None,
        line: int | None = None,
    ) -> None:
        self.problem = problem
        self.hint = hint
        self.path = path
        self.line = line
        super().__init__(problem)

    @property
    def named_path(self) -> Message | str:
        """The file as it is told; empty where it is none."""
        return called(self.path) if self.path is not None else ""

    def __str__(self) -> str:
        place = str(self.named_path)
        if place and self.line is not None:
            place += f":{self.line}"
        sentence = self.problem if not self.hint else f"{self.problem}; {self.hint}"
        return f"{place}: {sentence}" if place else sentence

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders when clips are rendered on other machines."""
        return _revive, (type(self), self.problem, self.hint, self.path, self.line)


def called(article: Path | str) -> Message | str:
    """The path of an article as it is told, or that it has none: it was piped in."""
    return Message("standard input") if str(article) == PIPED_IN else str(article)


def _revive(
    kind: type[NarrateError], problem: Message, hint: Message, path: Path | str | None, line: int | None
) -> NarrateError:
    return kind(problem, hint=hint, path=path, line=line)


class Interrupted(BaseException):
    """Ctrl-C in the middle of a build. ``told`` says how far the build came, and how it goes on."""

    def __init__(self, told: Message) -> None:
        self.told = told
        super().__init__(told)


class UsageError(NarrateError):
    """The command was called with words that do not fit together."""

    exit_code = ExitCode.USAGE


class SourceError(NarrateError):
    """An article is missing, undecodable, empty, or has nothing that can be spoken."""

    exit_code = ExitCode.SOURCE


class SettingsError(NarrateError):
    """Front matter, a settings file, a lexicon or a show file is wrong."""

    exit_code = ExitCode.SETTINGS


class VoiceError(NarrateError):
    """A voice is unknown, incomplete or damaged."""

    exit_code = ExitCode.VOICE


class SpeechError(NarrateError):
    """A sentence made no sound, or not the sound it should."""

    exit_code = ExitCode.SPEECH


class UnspokenError(SpeechError):
    """What cannot be spoken is this one sentence: neither voice nor machine is at fault."""


class OutputError(NarrateError):
    """A file or folder cannot be written."""

    exit_code = ExitCode.OUTPUT


class EditionError(NarrateError):
    """An MP3 file is not an edition, or is one that breaks the contract."""

    exit_code = ExitCode.EDITION


class FetchError(NarrateError):
    """A web address is wrong, or what lies there cannot be had or is no article. ``path`` is the address."""

    exit_code = ExitCode.FETCH
