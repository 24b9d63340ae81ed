"""What may be chosen of how an edition sounds: the ranges, and what holds where nobody chose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.ground.tables import Range, matching, one_line
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.ground.tables import Check

DEFAULT_BIT_RATE_KBPS = 64
OWN_ENGINE = "open-jtalk"
"""The engine whose voices know manners: narrate's own."""


SPEED = Range(0.25, 4.0)
"""1.0 is the model's own."""
PITCH = Range(-24.0, 24.0, Message("semitones"))
PROSODY: dict[str, Check] = {"speed": SPEED.number, "pitch": PITCH.number}
PAUSE = Range(0, 60_000, Message("milliseconds"))
FILE_NAME = matching(
    re.compile(r"\w[\w.-]*"), Message("a file name of letters, digits, '-', '_' and '.'"), one_line
)
CHAPTERS = Range(1, 6)
"""Levels of headings that make chapters, counted from the title's down."""
DEFAULT_CHAPTERS = 1
