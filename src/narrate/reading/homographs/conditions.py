"""Tests of the words beside a word: ``"-1 を"``, ``"+1..5 {food}"``, ``"-1 not <動詞> の"``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from narrate.reading.words.word import Word

    Condition: TypeAlias = "Callable[[Sequence[Word], int], bool]"
    Test: TypeAlias = "Callable[[Word], bool]"

_PLACE = re.compile(r"([+-]?\d+)(?:(\.\.|&)([+-]?\d+))?")
_EDGE = "edge"


def condition_of(text: str, lists: Mapping[str, Sequence[str]]) -> Condition:
    """What a test says: a place, perhaps ``not``, and what a word there may be, each part after a space.

    A place is an offset from the word (``-1``, ``+2``, ``0``), a run of which one must do (``+1..8``), or
    two that are looked at as one word (``-2&-1``). A word may be: itself; ``*end``, ``start*``, ``*``;
    ``/pattern/``; ``<part,of,speech>``, where ``*`` stands for any field; ``{list}``; ``!`` and one of
    these, the opposite; ``edge``, where the sentence has no word there.

    Raises:
        ValueError: it is not written so.
    """
    place, *wanted = text.split(" ")
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError(f"{text!r} does not begin with a place")
    is_forbidden = wanted[:1] == ["not"]
    names = wanted[is_forbidden:]
    if not names:
        raise ValueError(f"{text!r} asks for no word")
    with_edge = _EDGE in names
    tests = tuple(test_of(name, lists) for name in names if name != _EDGE)
    first, joint, last = int(found[1]), found[2], int(found[3] or found[1])

    def holds(words: Sequence[Word], at: int) -> bool:
        if joint == "&":
            is_there = _passes_joined(words, at + first, at + last, tests)
        else:
            is_there = any(
                _passes(words, at + offset, tests, with_edge)
                for offset in range(first, last + 1)
                if offset or not joint
            )
        return is_there is not is_forbidden

    return holds


def test_of(name: str, lists: Mapping[str, Sequence[str]]) -> Test:
    """What a single word of a test asks for."""
    kind, inner = name[0], name[1:-1]
    if kind == "!" and len(name) > 1:
        test = test_of(name[1:], lists)
        return lambda word: not test(word)
    if kind == "{":
        return _listed(lists[inner])
    if kind == "<":
        fields = tuple(inner.split(","))
        return lambda word: all(f in ("*", part) for f, part in zip(fields, word.pos, strict=False))
    if kind == "/" and len(name) > 1:
        pattern = re.compile(inner)
        return lambda word: pattern.fullmatch(word.surface) is not None
    return _listed((name,))


def _listed(names: Sequence[str]) -> Test:
    """Whether a word is one of these, or begins or ends like one."""
    plain = frozenset(name for name in names if "*" not in name)
    ends = tuple(name[1:] for name in names if name[0] == "*")
    starts = tuple(name[:-1] for name in names if name[-1] == "*" and name[0] != "*")

    def is_listed(word: Word) -> bool:
        surface = word.surface
        return surface in plain or surface.endswith(ends) or surface.startswith(starts)

    return is_listed


def _passes(words: Sequence[Word], at: int, tests: Sequence[Test], with_edge: bool) -> bool:
    if not 0 <= at < len(words):
        return with_edge
    return any(test(words[at]) for test in tests)


def _passes_joined(words: Sequence[Word], first: int, last: int, tests: Sequence[Test]) -> bool:
    if first < 0 or last >= len(words):
        return False
    joined = replace(words[last], surface="".join(w.surface for w in words[first : last + 1]))
    return any(test(joined) for test in tests)
