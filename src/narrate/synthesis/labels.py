"""What full-context labels (HTS_TTS_JPN) say of phones, moras, accent phrases and questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from narrate.synthesis.delivery import PAUSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import int64
    from numpy.typing import NDArray

SILENCES = ("sil", PAUSE)
_CONTEXT = re.compile(
    r"\A[^-]*-(?P<phone>[^+]*)\+.*?/A:[^+]*\+(?P<mora>[^+]*)\+.*?/F:(?P<phrase>[^#/]*#(?P<asked>[^_/]*)[^/]*)"
    r"/.*?/I:(?P<group>[^/]*)"
)
_VOWEL = re.compile(r"[aiueoAIUEON]")
_QUINTPHONE = re.compile(r"([^^]*)\^([^-]*)-([^+]*)\+([^=]*)=([^/]*)(/.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Phones:
    """One entry a label. ``moras`` and ``phrases`` count from 0 and are -1 in silence."""

    names: tuple[str, ...]
    moras: NDArray[int64]
    phrases: NDArray[int64]
    questions: tuple[QuestionEnd, ...]


@dataclass(frozen=True, slots=True)
class QuestionEnd:
    """Where a question ends: its last vowel's label, its last mora's first one.

    ``is_last`` when nothing follows; ``is_particle`` when the mora is か, which voices rise on anyway.
    """

    vowel: int
    mora_start: int
    is_last: bool
    is_particle: bool


def phones_of(labels: Sequence[str]) -> Phones:
    """What the labels say; a label that says nothing of this is silence."""
    names, keys, asked = [], [], []
    for label in labels:
        found = _CONTEXT.match(label)
        name = found["phone"] if found else "sil"
        names.append(name)
        is_sound = found is not None and name not in SILENCES
        keys.append((found["phrase"], found["group"], found["mora"]) if found and is_sound else None)
        asked.append(bool(found and is_sound and found["asked"] == "1"))
    moras = _numbered(keys)
    phrases = _numbered([key and key[:2] for key in keys])
    return Phones(tuple(names), moras, phrases, tuple(_questions(names, moras, asked)))


def _numbered(keys: Sequence[tuple[str, ...] | None]) -> NDArray[int64]:
    """The number of each run of the same key; -1 where there is none."""
    numbers = np.full(len(keys), -1, np.int64)
    count, before = -1, None
    for at, key in enumerate(keys):
        count += key is not None and key != before
        before = key
        numbers[at] = count if key is not None else -1
    return numbers


def _questions(names: Sequence[str], moras: NDArray[int64], asked: Sequence[bool]) -> list[QuestionEnd]:
    """The last vowel before each silence that a question stands before."""
    found = []
    last = max((at for at, name in enumerate(names) if name not in SILENCES), default=-1)
    for at in range(len(names) - 1):
        if asked[at] and names[at + 1] in SILENCES:
            vowel = at
            while vowel > 0 and moras[vowel - 1] >= 0 and not _VOWEL.fullmatch(names[vowel]):
                vowel -= 1
            start = vowel - (vowel > 0 and bool(moras[vowel - 1] == moras[vowel]))
            if _VOWEL.fullmatch(names[vowel]):
                sounds = tuple(names[start : vowel + 1])
                found.append(QuestionEnd(vowel, start, at == last, sounds == ("k", "a")))
    return found


def with_voice(labels: Sequence[str], at: int) -> list[str]:
    """The labels with the devoiced vowel ``at`` voiced, in its own label and in its neighbours'."""
    changed = list(labels)
    for place in range(max(0, at - 2), min(len(labels), at + 3)):
        found = _QUINTPHONE.fullmatch(labels[place])
        if found:
            parts = list(found.groups())
            parts[2 + at - place] = parts[2 + at - place].lower()
            changed[place] = "{}^{}-{}+{}={}{}".format(*parts)
    return changed


def is_devoiced(name: str) -> bool:
    """Whether a phone is a vowel without voice."""
    return name in ("A", "I", "U", "E", "O")
