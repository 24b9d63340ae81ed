"""The transcript: one WebVTT cue a sentence, on the frame grid of the MP3, if wanted word by word."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from narrate.edition.timecode import hms_ms
from narrate.ground.ownership import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.model import Cue, Edition


def webvtt(edition: Edition) -> str:
    """The edition's sentences as WebVTT (W3C), written for the strictest reader among podcast apps.

    Hours always have two digits; no identifiers, settings or tags, and one note, above the first cue, which
    says who wrote it; ``&``, ``<`` and ``>`` are escaped, since apps read the text as HTML and since ``-->``
    may not stand in a cue. Ruby is resolved: the words are as written, without their readings.
    """
    return _file(edition, lambda cue: _escaped(cue.text).strip())


def words_webvtt(edition: Edition) -> str:
    """The same with a cue timestamp (``<00:00:01.234>``, WebVTT 4.2.2) before each word after the first.

    Timestamps ascend and lie within their cue; what stands between two words belongs to the one before. It
    is a file of its own, since apps show timestamps as text.
    """
    return _file(edition, _with_times)


def _file(edition: Edition, written: Callable[[Cue], str]) -> str:
    cues = (_cue(cue, written) for cue in edition.cues if cue.text.strip() and cue.end_ms > cue.start_ms)
    return "\n".join(("WEBVTT\n", f"NOTE {GENERATOR}\n", *cues))


def _cue(cue: Cue, written: Callable[[Cue], str]) -> str:
    return f"{hms_ms(cue.start_ms)} --> {hms_ms(cue.end_ms)}\n{written(cue)}\n"


def _escaped(text: str) -> str:
    one_line = " ".join(text.replace("\0", "").split("\n"))
    return html.escape(" ".join(one_line.splitlines()), quote=False)


def _with_times(cue: Cue) -> str:
    parts, at, last_ms = [], 0, 0
    for word in cue.words[1:]:
        if last_ms < word.start_ms < cue.end_ms - cue.start_ms:
            parts += [_escaped(cue.text[at : word.start]), f"<{hms_ms(cue.start_ms + word.start_ms)}>"]
            at, last_ms = word.start, word.start_ms
    return "".join([*parts, _escaped(cue.text[at:])]).strip()
