"""What makes no sound although it is a letter, a number or a sign: found by what sounds, not by a list.

Every such character of a sentence belongs to a word that got a mora, or was put into other words, or is a
silence with its reason.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.model import Silence
from narrate.reading.text.said import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.text.said import Said
    from narrate.reading.words.word import Word


def with_unsaid(text: str, said: Said, words: Sequence[Word], sounding: Sequence[bool]) -> Said:
    """``said`` with a silence for each character of ``text`` that nothing says.

    ``sounding`` is whether each of the words is heard in the end.
    """
    heard = {
        said.origins[at]
        for word, sounds in zip(words, sounding, strict=True)
        if sounds
        for at in range(word.start, word.end)
    }
    for rewrite in said.rewrites:
        span = range(rewrite.start, rewrite.end)
        if not heard.isdisjoint(span):
            heard.update(span)
    silent = {at for silence in said.silences for at in range(silence.start, silence.end)}
    lost = [
        at for at, char in enumerate(text) if at not in heard and at not in silent and _should_be_heard(char)
    ]
    if not lost:
        return said
    silences = [*said.silences, *(Silence(at, at + 1, _reason(text[at])) for at in lost)]
    return replace(said, silences=joined(silences))


def _should_be_heard(char: str) -> bool:
    """Neither white space nor what only parts, joins or brackets: all else has a name that can be said."""
    category = unicodedata.category(char)
    return category not in _UNHEARD and char not in _PUNCTUATION and not "\ufe00" <= char <= "\ufe0f"


_UNHEARD = frozenset(["Zs", "Zl", "Zp", "Cc", "Cf", "Cn", "Cs", "Ps", "Pe", "Pi", "Pf", "Pd"])
_PUNCTUATION = frozenset("、。，．,.!?！？‼⁇⁈⁉…‥:;：；・･\"＂'＇/／_＿゠‖|｜")
"""Beside brackets and dashes. Variation selectors are told apart from marks upon letters, too."""


def _reason(char: str) -> str:
    if char == "ー":
        return Message("long mark with no sound before it")
    category = unicodedata.category(char)[0]
    if category in "SP":
        return Message("sign")
    if category == "M":
        return Message("mark on a letter")
    is_private = unicodedata.category(char) == "Co"
    name = "Private-use" if is_private else unicodedata.name(char, "unnamed character")
    script = name.split(" ", maxsplit=1)[0].capitalize()
    return Message("no reading: {script}", script=script)
