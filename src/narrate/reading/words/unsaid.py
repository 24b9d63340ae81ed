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
from narrate.reading.words.word import Grounds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrate.reading.text.said import Said
    from narrate.reading.words.word import Word


def with_unsaid(text: str, said: Said, words: Sequence[Word], readings: Callable[[], Sequence[str]]) -> Said:
    """``said`` with a silence for each character of ``text`` that nothing says.

    ``readings`` gives how each of the words is said in the end.
    """
    if not any(_may_be_silent(word, said.text) for word in words) and _covers(said.text, words):
        return said
    sounding = [bool(kana) for kana in readings()]
    heard = {
        said.origins[at]
        for word, sounds in zip(words, sounding, strict=True)
        if sounds or not _may_be_silent(word, said.text)
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


def _may_be_silent(word: Word, text: str) -> bool:
    """Whether the dictionary may have nothing to say for a word that is not just marks and spaces."""
    is_odd = word.grounds is Grounds.UNKNOWN or word.pos[0] == "記号" or not word.pron
    return is_odd and any(map(_should_be_heard, text[word.start : word.end]))


def _covers(text: str, words: Sequence[Word]) -> bool:
    """Whether every character that should be heard belongs to a word."""
    covered = {at for word in words for at in range(word.start, word.end)}
    return not any(_should_be_heard(char) for at, char in enumerate(text) if at not in covered)


def _should_be_heard(char: str) -> bool:
    """Neither white space nor what only parts, joins or brackets: all else has a name that can be said."""
    category = unicodedata.category(char)
    return category not in _UNHEARD and char not in _PUNCTUATION and not "\ufe00" <= char <= "\ufe0f"


_UNHEARD = frozenset(["Zs", "Zl", "Zp", "Cc", "Cf", "Cn", "Co", "Cs", "Ps", "Pe", "Pi", "Pf", "Pd"])
_PUNCTUATION = frozenset("、。，．,.!?！？‼⁇⁈⁉…‥:;：；・･\"＂'＇/／_＿゠‖|｜")
"""Beside brackets and dashes. Variation selectors are told apart from marks upon letters, too."""


def _reason(char: str) -> str:
    category = unicodedata.category(char)[0]
    if category in "SP":
        return Message("sign")
    if category == "M":
        return Message("mark on a letter")
    script = unicodedata.name(char, "unnamed character").split(" ", maxsplit=1)[0].capitalize()
    return Message("no reading: {script}", script=script)
