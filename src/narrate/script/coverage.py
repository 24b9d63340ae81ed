"""The proof that nothing is lost: every character of the source is spoken, or skipped with a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from narrate.errors import SpeechError
from narrate.messages import NOTHING, Message
from narrate.model import Skip

if TYPE_CHECKING:
    from narrate.model import Script

_WHITE_SPACE = Message("white space")
_SPOKEN, _SKIPPED = b"\1", b"\2"
_UNCLAIMED = re.compile(rb"\0+")
_INK = re.compile(r"\S")


def account(script: Script) -> tuple[Skip, ...]:
    """All skips of a script in the source's order, neighbours with one reason joined, white space included.

    Raises:
        SpeechError: a character is neither spoken nor skipped, or is both.
    """
    text = script.article.source.text
    claimed = bytearray(len(text))
    for utterance in script.utterances:
        for start, end in utterance.passage.known_spans:
            twice = claimed.find(_SPOKEN, start, end)
            if twice >= 0:
                _refuse(script, twice, Message("would be spoken twice"))
            claimed[start:end] = _SPOKEN * (end - start)
    for skip in script.skips:
        spoken = claimed.find(_SPOKEN, skip.start, skip.end)
        if spoken >= 0:
            _refuse(script, spoken, Message("would be spoken twice"))
    for skip in script.skips:
        claimed[skip.start : skip.end] = _SKIPPED * (skip.end - skip.start)
    gaps = [Skip(*match.span(), _WHITE_SPACE) for match in _UNCLAIMED.finditer(claimed)]
    for gap in gaps:
        lost = _INK.search(text, gap.start, gap.end)
        if lost is not None:
            _refuse(script, lost.start(), Message("would be lost"))
    return tuple(_joined([*script.skips, *gaps]))


def _refuse(script: Script, at: int, fate: Message) -> NoReturn:
    source = script.article.source
    path, line = source.where(at)
    start, end = source.line_span(at)
    words = source.text[max(start, at - 5) : min(end, at + 10)].rstrip("\n")
    raise SpeechError(
        Message(
            "the character {character!r} in {words!r} {fate}",
            character=source.text[at],
            words=words,
            fate=fate,
        ),
        hint=Message("this is a fault of narrate: please report it with the article"),
        path=path,
        line=line,
    )


def _joined(skips: list[Skip]) -> list[Skip]:
    """The skips in order, none over another, neighbours with one reason as one."""
    joined: list[Skip] = []
    for skip in sorted(skips, key=lambda s: s.start):
        last = joined[-1] if joined else Skip(0, 0, NOTHING)
        start = max(skip.start, last.end)
        if start >= skip.end:
            continue
        if start == last.end and skip.reason == last.reason:
            joined[-1] = Skip(last.start, skip.end, skip.reason)
        else:
            joined.append(Skip(start, skip.end, skip.reason))
    return joined
