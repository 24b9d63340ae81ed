"""The pitch of a word, as a person hears it in its phrase."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from narrate.ground.kana import moras
from narrate.reading.accents.notation import AccentPhrase, accent_phrases, marked

if TYPE_CHECKING:
    from collections.abc import Sequence


class Part(NamedTuple):
    """What of an accent phrase a word has: moras, which are high, after which it falls (0: none of them)."""

    moras: tuple[str, ...]
    is_high: tuple[bool, ...]
    fall: int


class Pitch(NamedTuple):
    """A word's accent phrases, and whether what follows it is high."""

    parts: tuple[Part, ...]
    goes_on_high: bool

    @classmethod
    def of(cls, kana: str, accent: int) -> Pitch:
        """The pitch of a word alone that falls after its ``accent``-th mora, never where that is 0."""
        said = tuple(moras(kana))
        return cls((Part(said, AccentPhrase(said, accent).is_high, accent),), accent == 0)

    @property
    def moras(self) -> tuple[str, ...]:
        """All its moras."""
        return tuple(mora for part in self.parts for mora in part.moras)

    @property
    def falls(self) -> tuple[int, ...]:
        """The moras of the word, counted from 1, after which it falls."""
        starts = accumulate((len(part.moras) for part in self.parts), initial=0)
        return tuple(at + part.fall for at, part in zip(starts, self.parts, strict=False) if part.fall)

    @property
    def accent(self) -> int:
        """The last of them, 0 for none."""
        return self.falls[-1] if self.falls else 0

    @property
    def marked(self) -> str:
        """``ショージ／マコ＼ト``."""
        return marked(AccentPhrase(part.moras, part.fall) for part in self.parts)


def pitch_between(nodes: Sequence[dict[str, Any]], first: int, kana: str) -> Pitch | None:
    """The pitch of ``kana`` from the mora ``first`` of a sentence on; ``None`` where it is not said there."""
    parts: list[Part] = []
    goes_on_high, at, last = False, 0, first + len(moras(kana))
    for phrase in filter(None, accent_phrases(nodes)):
        start, end = max(first - at, 0), min(last - at, len(phrase.moras))
        if start < end:
            fall = phrase.accent - start if start < phrase.accent <= end else 0
            parts.append(Part(phrase.moras[start:end], phrase.is_high[start:end], fall))
            goes_on_high = phrase.is_high[end] if end < len(phrase.moras) else phrase.accent == 0
        at += len(phrase.moras)
    pitch = Pitch(tuple(parts), goes_on_high)
    return pitch if list(pitch.moras) == moras(kana) else None
