"""A reading as a person checks it: kana with its accent phrases and where the pitch falls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from narrate.ground.kana import moras

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FALL = "＼"
"""Stands after the mora after which the pitch falls."""
BOUNDARY = "／"
"""Stands between two accent phrases."""


@dataclass(frozen=True, slots=True)
class AccentPhrase:
    """Moras that are said in one breath of pitch; it falls after the ``accent``-th, never where that is 0."""

    moras: tuple[str, ...]
    accent: int

    @property
    def is_high(self) -> tuple[bool, ...]:
        """Of each mora whether it is high: the first is not, unless the pitch falls right after it."""
        return tuple(
            at <= self.accent or not self.accent if at > 1 else self.accent == 1
            for at in range(1, len(self.moras) + 1)
        )


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
        return BOUNDARY.join(_with_fall(AccentPhrase(part.moras, part.fall)) for part in self.parts)


def accented(nodes: Sequence[dict[str, Any]]) -> str:
    """``オーサカ／フ＼、キョート`` for the nodes of a sentence; ``、`` is a pause."""
    return marked(accent_phrases(nodes))


def marked(phrases: Iterable[AccentPhrase | None]) -> str:
    """The same for accent phrases."""
    out: list[str] = []
    for phrase in phrases:
        if phrase is not None:
            out.append(_with_fall(phrase))
        elif out and out[-1] != "、":
            out.append("、")
    return _joined(out)


def accent_phrases(nodes: Sequence[dict[str, Any]]) -> list[AccentPhrase | None]:
    """The accent phrases of a sentence's nodes; ``None`` is what stands between them and has no mora."""
    out: list[AccentPhrase | None] = []
    for node in nodes:
        said = tuple(moras(node["pron"].replace("’", ""))) if node["mora_size"] else ()
        last = out[-1] if out else None
        if said and node["chain_flag"] == 1 and last:
            out[-1] = replace(last, moras=last.moras + said)
        elif node["mora_size"]:
            out.append(AccentPhrase(said, node["acc"]))
        else:
            out.append(None)
    return [phrase for phrase in out if phrase is None or phrase.moras]


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


def _with_fall(phrase: AccentPhrase) -> str:
    if 0 < phrase.accent <= len(phrase.moras):
        return "".join([*phrase.moras[: phrase.accent], FALL, *phrase.moras[phrase.accent :]])
    return "".join(phrase.moras)


def _joined(parts: list[str]) -> str:
    text = ""
    for part in parts:
        needs_boundary = text and part != "、" and not text.endswith("、")
        text += (BOUNDARY if needs_boundary else "") + part
    return text.rstrip("、")
