"""A reading as a person checks it: kana with its accent phrases and where the pitch falls."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
