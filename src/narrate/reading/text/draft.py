"""A sentence on its way from written to said, with the way back kept for every character."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from narrate.model import Silence

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.reading.policy import SayingPolicy

INSERTED = -1
"""The origin of a character that stands nowhere in the written text."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Written characters ``start`` to ``end`` (half-open) that ``rule`` said in other words."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Draft:
    """The text so far. ``origins[i]`` is where ``text[i]`` was written, or `INSERTED`.

    ``held`` are written offsets that no rule may touch, since the author gave their reading.
    """

    text: str
    origins: tuple[int, ...]
    silences: tuple[Silence, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    held: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(cls, text: str, held: frozenset[int] = frozenset()) -> Draft:
        """The draft that says ``text`` as it is written."""
        return cls(text, tuple(range(len(text))), held=held)

    def sub(
        self, pattern: re.Pattern[str], said: str | Callable[[re.Match[str]], str | None], rule: str
    ) -> Draft:
        """The draft with every match said as ``said`` says; None leaves a match as it is."""
        return self._edit(pattern, said, rule, None)

    def silence(
        self,
        pattern: re.Pattern[str],
        reason: str,
        instead: str | Callable[[re.Match[str]], str | None] = "",
    ) -> Draft:
        """The draft without the matches, which make no sound for ``reason``; None keeps a match."""
        return self._edit(pattern, instead, reason, reason)

    def _edit(
        self,
        pattern: re.Pattern[str],
        said: str | Callable[[re.Match[str]], str | None],
        rule: str,
        reason: str | None,
    ) -> Draft:
        if pattern.search(self.text) is None:
            return self
        text, origins, at = [], [], 0
        silences, rewrites = list(self.silences), list(self.rewrites)
        for match in pattern.finditer(self.text):
            start, end = match.span()
            new = said if isinstance(said, str) else said(match)
            if start == end or new is None or new == match.group() or self._is_held(start, end):
                continue
            if reason is not None and not new and _would_join(self.text, start, end):
                new = "、"
            text += [self.text[at:start], new]
            origins += [*self.origins[at:start], *_aligned(match.group(), self.origins[start:end], new)]
            at = end
            for first, last in _runs(self.origins[start:end]):
                if reason is None:
                    rewrites.append(Rewrite(first, last, rule))
                else:
                    silences.append(Silence(first, last, reason))
        if not at:
            return self
        return replace(
            self,
            text="".join([*text, self.text[at:]]),
            origins=(*origins, *self.origins[at:]),
            silences=tuple(silences),
            rewrites=tuple(rewrites),
        )

    def _is_held(self, start: int, end: int) -> bool:
        return bool(self.held) and any(o in self.held for o in self.origins[start:end])


@dataclass(frozen=True, slots=True)
class Rule:
    """One named step from written to said."""

    name: str
    apply: Callable[[Draft, SayingPolicy], Draft]


def rewriting(name: str, pattern: str, said: str | Callable[[re.Match[str]], str | None]) -> Rule:
    """The rule that says every match of ``pattern`` as ``said``, which may use its groups."""
    compiled = re.compile(pattern)
    if isinstance(said, str) and "\\" in said:
        template = said
        return Rule(name, lambda draft, _: draft.sub(compiled, lambda m: m.expand(template), name))
    return Rule(name, lambda draft, _: draft.sub(compiled, said, name))


_FIGURES = re.compile(r"[\d〇一二三四五六七八九十百千万億兆]")
_LETTERS = re.compile("[A-Za-z]")


def _would_join(text: str, start: int, end: int) -> bool:
    """Whether two numbers, or two words in Latin letters, would be one without what stands between them."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return any(kind.match(before) and kind.match(behind) for kind in (_FIGURES, _LETTERS))


def _aligned(old: str, origins: tuple[int, ...], new: str) -> list[int]:
    """Where each character of ``new`` was written: the kept ones keep their place."""
    if not new:
        return []
    result = [INSERTED] * len(new)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            for i in range(c, d):
                result[i] = origins[min(a + i - c, b - 1)]
    return result


def _runs(origins: tuple[int, ...]) -> list[tuple[int, int]]:
    """The written stretches behind ``origins``, half-open."""
    runs: list[tuple[int, int]] = []
    for origin in sorted({o for o in origins if o != INSERTED}):
        if runs and runs[-1][1] == origin:
            runs[-1] = (runs[-1][0], origin + 1)
        else:
            runs.append((origin, origin + 1))
    return runs
