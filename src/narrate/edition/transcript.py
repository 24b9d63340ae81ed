"""The transcript: one WebVTT cue a sentence, on the frame grid of the MP3."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from narrate.edition.timecode import hms_ms
from narrate.ground.ownership import GENERATOR

if TYPE_CHECKING:
    from narrate.model import Cue, Edition


def webvtt(edition: Edition) -> str:
    """The edition's sentences as WebVTT (W3C), written for the strictest reader among podcast apps.

    Hours always have two digits; no identifiers, settings or tags, and one note, above the first cue, which
    says who wrote it; ``&``, ``<`` and ``>`` are escaped, since apps read the text as HTML and since ``-->``
    may not stand in a cue. Ruby is resolved: the words are as written, without their readings.
    """
    cues = (_cue(cue) for cue in edition.cues if cue.text.strip() and cue.end_ms > cue.start_ms)
    return "\n".join(("WEBVTT\n", f"NOTE {GENERATOR}\n", *cues))


def _cue(cue: Cue) -> str:
    one_line = " ".join(cue.text.replace("\0", "").split("\n"))
    words = html.escape(" ".join(one_line.splitlines()).strip(), quote=False)
    return f"{hms_ms(cue.start_ms)} --> {hms_ms(cue.end_ms)}\n{words}\n"
