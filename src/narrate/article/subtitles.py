"""Subtitles (SubRip, WebVTT) -> paragraphs: numbers and times left out, sentences put together again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.skips.reasons import COMMENT
from narrate.messages import Message
from narrate.model import Paragraph, Passage, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Source

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}"
_TIME = re.compile(rf"[ \t]*{_CLOCK}[ \t]*--+>[ \t]*{_CLOCK}[^\n]{{0,200}}")
_TIMES = re.compile(rf"^{_TIME.pattern}$", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,100}>|<\d[\d:.]{0,15}>|\{\\[^{}]{1,60}\}")
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)(?![^\s:])")
_ENDS = "。．！？!?」』）)…♪"
_FEWEST = 2
_TIME_REASON = Message("time of a subtitle")


_LONGEST_NAME = 40
_MOST_LINES = 4
"""For one time: its number, itself, and two of text; a title may stand above."""
_LINE = re.compile(r"^.*\S", re.MULTILINE)


class Subtitles(NamedTuple):
    """What is said, and what of the file is not."""

    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]


def is_subtitles(text: str, start: int) -> bool:
    """Whether the first lines are a subtitle's times, with others below: ``0:01,000 --> 0:04,000``."""
    times = [match.start() for _, match in zip(range(_FEWEST), _TIMES.finditer(text, start), strict=False)]
    if len(times) < _FEWEST:
        return False
    above = text[start : times[0]].strip()
    is_on_top = not above or above.isdigit() or above.startswith("WEBVTT") or len(above) <= _LONGEST_NAME
    return is_on_top and _MOST_LINES * len(_TIMES.findall(text, start)) + 1 >= len(_LINE.findall(text, start))


def parse_subtitles(source: Source, start: int) -> Subtitles:
    """The text of subtitles from offset ``start`` on, each sentence a part of one paragraph."""
    cues, skips = _cues(source.text, start)
    texts = [cue for cue in cues if cue]
    goes_on = sum(cue[-1].text[-1] in _ENDS for cue in texts) * 3 >= len(texts)
    paragraphs: list[list[Passage]] = []
    for cue in texts:
        if goes_on and paragraphs and paragraphs[-1][-1].text[-1] not in _ENDS:
            paragraphs[-1] += cue
        else:
            paragraphs.append(list(cue))
    return Subtitles(tuple(Paragraph(Role.BODY, _joined(parts)) for parts in paragraphs), tuple(skips))


def _cues(text: str, start: int) -> tuple[list[list[Passage]], list[Skip]]:
    cues: list[list[Passage]] = [[]]
    skips: list[Skip] = []
    lines = text[start:].split("\n")
    at, is_note = start, False
    for number, line in enumerate(lines):
        end, following = at + len(line), lines[number + 1] if number + 1 < len(lines) else ""
        if not line.strip():
            is_note = False
        elif reason := _reason(line, following, is_note=is_note, is_first=at == start):
            is_note = is_note or (reason != _TIME_REASON and _is_block(line))
            skips.append(Skip(at, end, reason))
            cues += [[]] if reason == _TIME_REASON else []
        else:
            passage, gone = _untagged(line, at)
            skips += gone
            if passage.text:
                cues[-1].append(passage)
        at = end + 1
    return cues, skips


def _reason(line: str, following: str, *, is_note: bool, is_first: bool) -> Message | None:
    """Why a line is not said: it is a time or stands above one, or it is no subtitle at all."""
    if _TIME.fullmatch(line):
        return _TIME_REASON
    if is_note or _is_block(line) or (is_first and line.startswith("WEBVTT")):
        return COMMENT
    return Message("number of a subtitle") if _TIME.fullmatch(following) else None


def _is_block(line: str) -> bool:
    return bool(_NOTE.match(line)) or line.startswith("WEBVTT")


def _untagged(line: str, at: int) -> tuple[Passage, list[Skip]]:
    tags = [match.span() for match in _TAG.finditer(line)]
    skips = [Skip(at + first, at + last, Message("markup")) for first, last in tags]
    return Passage(line, range(at, at + len(line))).without(tags).strip(), skips


def _joined(parts: Sequence[Passage]) -> Passage:
    """The lines one behind the other; between Latin words the line break is a space."""
    found = [parts[0]]
    for part in parts[1:]:
        if found[-1].text[-1].isascii() and part.text[0].isascii():
            found.append(Passage(" ", (part.origins[0] - 1,)))
        found.append(part)
    return Passage.joined(found)
