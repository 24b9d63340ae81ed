"""One sentence as it is shown: its stretches with the author's ruby, its words with their times."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.model import Cue


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: plain, or with the author's ruby over it."""

    text: str
    kana: str = ""


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word with the marks around it, and when it is heard, on the recording's timeline."""

    name: str
    start_ms: int
    end_ms: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """One cue as it is shown. ``name`` is its id on the page; ``gap`` is the space due before it."""

    name: str
    cue: Cue
    gap: str = ""

    @property
    def start_ms(self) -> int:
        """Where its voice begins."""
        return self.cue.start_ms

    @property
    def end_ms(self) -> int:
        """Where its voice ends."""
        return self.cue.end_ms

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of its text."""
        return tuple(_pieces(self.cue, 0, len(self.cue.text)))

    @property
    def words(self) -> tuple[ShownWord, ...]:
        """All of its text again, word by word: each is heard until the next one begins."""
        cuts = list(_cuts(self.cue))
        edges = [*((at, self.cue.start_ms + ms) for at, ms in cuts), (len(self.cue.text), self.cue.end_ms)]
        return tuple(
            ShownWord(f"{self.name}w{number}", start_ms, end_ms, tuple(_pieces(self.cue, start, end)))
            for number, ((start, start_ms), (end, end_ms)) in enumerate(pairwise(edges), 1)
        )

    @property
    def marks(self) -> str:
        """Of each word the first character, how many it has, and its start in ms from the sentence's."""
        return " ".join(f"{w.start},{w.end - w.start},{w.start_ms}" for w in self.cue.words)


def _cuts(cue: Cue) -> Iterator[tuple[int, int]]:
    """Where the text is cut into words, and when each is heard; no ruby is cut, and no word lasts no time."""
    inside = {at for ruby in cue.rubies for at in range(ruby.start + 1, ruby.end)}
    yield 0, 0
    last_ms = 0
    for word in cue.words[1:]:
        if word.start not in inside and last_ms < word.start_ms < cue.end_ms - cue.start_ms:
            last_ms = word.start_ms
            yield word.start, word.start_ms


def _pieces(cue: Cue, start: int, end: int) -> Iterator[Piece]:
    """Cut a stretch at its rubies; one that overlaps the one before it or an end is left out."""
    at = start
    for ruby in sorted(cue.rubies, key=lambda r: r.start):
        if not at <= ruby.start < ruby.end <= end:
            continue
        if ruby.start > at:
            yield Piece(cue.text[at : ruby.start])
        yield Piece(cue.text[ruby.start : ruby.end], ruby.kana)
        at = ruby.end
    if at < end:
        yield Piece(cue.text[at:end])
