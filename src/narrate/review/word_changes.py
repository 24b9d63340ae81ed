"""Which words of a sentence read otherwise than before, told by its kana then and its words now."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrate.ground.kana import moras

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Reading


class WordChange(NamedTuple):
    """Written characters ``start`` to ``end`` (half-open) of a sentence, their kana before and now."""

    start: int
    end: int
    before: str
    after: str


def changed_words(before: str, now: Reading) -> tuple[WordChange, ...]:
    """The words that read otherwise than in the kana ``before``; neighbours that changed together are one.

    No words where the sentence cannot be told apart into its moras.
    """
    old, new = moras(before), moras(now.kana)
    if not now.words or now.words[-1].end_mora != len(new):
        return ()
    return tuple(_changes(old, new, now))


def _changes(old: Sequence[str], new: Sequence[str], now: Reading) -> Iterator[WordChange]:
    """Between two borders of words whose place in the old moras is known, compare."""
    places = _places(old, new)
    firsts = [word.first_mora for word in now.words]
    known = [n for n, first in enumerate(firsts) if n and first in places]
    borders = [(0, 0), *((n, places[firsts[n]]) for n in known), (len(firsts), len(old))]
    for (n, at), (following, until) in pairwise(borders):
        words = now.words[n:following]
        was, is_now = "".join(old[at:until]), "".join(new[words[0].first_mora : words[-1].end_mora])
        if was != is_now:
            yield WordChange(words[0].start, words[-1].end, was, is_now)


def _places(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Where borders between new moras were among the old ones, if a mora beside them stayed."""
    places: dict[int, int] = {}
    for was, at, length in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for n in range(length + 1 if length else 0):
            places.setdefault(at + n, was + n)
    return places
