"""The pitch of a word in text: a line over its kana, or words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.messages import Listed, Message, counted
from narrate.reading.accents.notation import BOUNDARY

if TYPE_CHECKING:
    from narrate.review.accented import Pitch

_HIGH, _LOW, _BETWEEN = "￣", "＿", "　"
_FOLLOWING = "ガ"
"""A particle, by which a fall after the last mora shows."""


def drawn(pitch: Pitch) -> tuple[str, str]:
    """Two lines, the pitch over the kana: ``＿￣￣　￣`` over ``オノエ（ガ）``; ``／`` is between phrases."""
    marks = _BETWEEN.join(
        "".join(
            (_HIGH if is_high else _LOW) * len(mora)
            for mora, is_high in zip(part.moras, part.is_high, strict=True)
        )
        for part in pitch.parts
    )
    after = _HIGH if pitch.goes_on_high else _LOW
    kana = BOUNDARY.join("".join(part.moras) for part in pitch.parts)
    return f"{marks}{_BETWEEN}{after}", f"{kana}（{_FOLLOWING}）"


def told(pitch: Pitch) -> Message:
    """Where it falls, in words."""
    falls = Message("does not fall")
    if pitch.falls:
        all_moras = pitch.moras
        places = (
            Message("{mora} ({number})", mora=all_moras[number - 1], number=number) for number in pitch.falls
        )
        falls = Message("falls after {places}", places=Listed(places))
    if len(pitch.parts) < 2:
        return falls
    return counted(
        "{falls}, {count} accent phrase", "{falls}, {count} accent phrases", len(pitch.parts), falls=falls
    )
