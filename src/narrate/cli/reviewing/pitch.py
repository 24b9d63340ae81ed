"""The pitch of a word in text: a line over its kana, or words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.reading.accents.notation import FALL

if TYPE_CHECKING:
    from narrate.review.accented import Pitch

_HIGH, _LOW = "￣", "＿"
_FOLLOWING = "ガ"
"""A particle, by which a fall after the last mora shows."""


def drawn(pitch: Pitch) -> tuple[str, str]:
    """Two lines, the pitch over the kana: ``＿￣￣（＿）`` over ``オノエ（ガ）``."""
    marks = [
        (_HIGH if is_high else _LOW) * len(mora)
        for mora, is_high in zip(pitch.moras, pitch.is_high, strict=True)
    ]
    after = _HIGH if pitch.goes_on_high else _LOW
    return "".join((*marks, "　", after)), "".join((*pitch.moras, "（", _FOLLOWING, "）"))


def marked(pitch: Pitch) -> str:
    """``オノ＼エ``."""
    at = pitch.accent
    return "".join((*pitch.moras[:at], FALL if at else "", *pitch.moras[at:]))


def told(pitch: Pitch) -> Message:
    """Where it falls, in words."""
    if not pitch.accent:
        return Message("does not fall")
    return Message("falls after {mora} ({number})", mora=pitch.moras[pitch.accent - 1], number=pitch.accent)
