"""The pitch of a word, as a person hears it in its phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from narrate.ground.kana import moras
from narrate.reading.accents.notation import AccentPhrase, accent_phrases

if TYPE_CHECKING:
    from collections.abc import Sequence


class Pitch(NamedTuple):
    """A word's moras, which of them are high, and whether what follows is."""

    moras: tuple[str, ...]
    is_high: tuple[bool, ...]
    goes_on_high: bool

    @classmethod
    def of(cls, kana: str, accent: int) -> Pitch:
        """The pitch of a word alone that falls after its ``accent``-th mora, never where that is 0."""
        said = tuple(moras(kana))
        return cls(said, AccentPhrase(said, accent).is_high, accent == 0)

    @property
    def accent(self) -> int:
        """The mora after which it falls, 0 for none."""
        highs = (*self.is_high, self.goes_on_high)
        falls = (n for n in range(1, len(highs)) if highs[n - 1] and not highs[n])
        return next(falls, 0)


def pitch_between(nodes: Sequence[dict[str, Any]], first: int, kana: str) -> Pitch | None:
    """The pitch of ``kana`` from the mora ``first`` of a sentence on; ``None`` where it is not said there."""
    phrases = [phrase for phrase in accent_phrases(nodes) if phrase is not None]
    said = [mora for phrase in phrases for mora in phrase.moras]
    highs = [is_high for phrase in phrases for is_high in phrase.is_high]
    ends = {sum(len(p.moras) for p in phrases[: n + 1]): p.accent == 0 for n, p in enumerate(phrases)}
    wanted = moras(kana)
    last = first + len(wanted)
    if said[first:last] != wanted:
        return None
    goes_on = ends[last] if last in ends else highs[last]
    return Pitch(tuple(wanted), tuple(highs[first:last]), goes_on)
