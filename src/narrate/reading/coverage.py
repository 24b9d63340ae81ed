"""The proof that nothing is lost: every character of the source is spoken, or skipped with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.errors import SpeechError
from narrate.model import Skip

if TYPE_CHECKING:
    from narrate.model import Script

_WHITE_SPACE = "white space"


def account(script: Script) -> tuple[Skip, ...]:
    """All skips of a script in the source's order, neighbours with one reason joined, white space included.

    Raises:
        SpeechError: a character is neither spoken nor skipped, or is both.
    """
    source = script.article.source
    reasons: list[str | None] = [None] * len(source.text)
    spoken = bytearray(len(source.text))
    for utterance in script.utterances:
        for origin in utterance.passage.known_origins:
            spoken[origin] += 1
    for skip in script.skips:
        reasons[skip.start : skip.end] = [skip.reason] * (skip.end - skip.start)
    for at, character in enumerate(source.text):
        if not spoken[at] and reasons[at] is None and character.isspace():
            reasons[at] = _WHITE_SPACE
        if spoken[at] + (reasons[at] is not None) != 1:
            _refuse(script, at, "would be spoken twice" if spoken[at] else "would be lost")
    return tuple(_runs(reasons))


def _refuse(script: Script, at: int, fate: str) -> None:
    source = script.article.source
    line = source.line_of(at)
    column = at - source.line_starts[line - 1]
    words = source.text.split("\n")[line - 1][max(0, column - 5) : column + 10]
    raise SpeechError(
        f"the character {source.text[at]!r} in {words!r} {fate}",
        hint="this is a fault of narrate: please report it with the article",
        path=source.path,
        line=line,
    )


def _runs(reasons: list[str | None]) -> list[Skip]:
    runs: list[Skip] = []
    start = 0
    for at in range(1, len(reasons) + 1):
        if at == len(reasons) or reasons[at] != reasons[start]:
            reason = reasons[start]
            if reason is not None:
                runs.append(Skip(start, at, reason))
            start = at
    return runs
