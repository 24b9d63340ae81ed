"""A reading as a person checks it: kana with its accent phrases and where the pitch falls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

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
