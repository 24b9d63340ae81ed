"""Which moras each written word is heard in: what marks a word as it is spoken, and what stresses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.ground.kana import moras
from narrate.model import HeardWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.text.said import Said
    from narrate.reading.words.word import Word

_CLINGING = frozenset(["て", "で", "ば", "ちゃ", "じゃ", "たり", "だり", "つつ", "ながら"])
"""Particles that are an ending of the verb before them."""


def heard_words(
    said: Said, words: Sequence[Word], readings: Sequence[str], sounding: Sequence[bool]
) -> tuple[HeardWord, ...]:
    """The words of a sentence that make a sound, in written offsets, each with the moras it is heard in.

    ``readings`` is how each of ``words`` is said in the end, ``sounding`` whether it is heard, be it in the
    reading of the word before. A word has its endings: auxiliaries, suffixes,
    the て of a verb; a number is one word. What a rule says in other words is one word, too. Words neither
    overlap nor go backwards, and their moras are those of the sentence, one behind the other.
    """
    found: list[HeardWord] = []
    before: Word | None = None
    first = 0
    for word, kana, is_heard in zip(words, readings, sounding, strict=True):
        count = len(moras(kana))
        if not is_heard:
            before = None if word.is_mark else before
            continue
        span = _written(said, word)
        if found and (span is None or span[0] < found[-1].end or not count or _is_ending(before, word)):
            last = found.pop()
            start, end = span or (last.start, last.end)
            found.append(
                HeardWord(min(start, last.start), max(end, last.end), last.first_mora, first + count)
            )
        elif count:
            start, end = span or (0, 0)
            found.append(HeardWord(start, end, first, first + count))
        first += count
        before = word
    return tuple(_apart(found))


def _apart(words: Sequence[HeardWord]) -> list[HeardWord]:
    """The words, those joined that overlap, or that have no place of their own."""
    apart: list[HeardWord] = []
    for word in words:
        joined = word
        while apart and (joined.start < apart[-1].end or apart[-1].start == apart[-1].end):
            last = apart.pop()
            start = min(last.start, joined.start) if last.start < last.end else joined.start
            joined = HeardWord(start, max(last.end, joined.end), last.first_mora, joined.end_mora)
        apart.append(joined)
    return apart


def _written(said: Said, word: Word) -> tuple[int, int] | None:
    """Where a word stands in the written sentence; ``None`` for one that was put in."""
    known = [at for at in said.origins[word.start : word.end] if at >= 0]
    if not known:
        return None
    start, end = min(known), max(known) + 1
    for rewrite in said.rewrites:
        if rewrite.start < end and start < rewrite.end:
            start, end = min(start, rewrite.start), max(end, rewrite.end)
    return start, end


def _is_ending(before: Word | None, word: Word) -> bool:
    """Whether a word is one with what stands before it."""
    if before is None:
        return False
    if word.pos[0] == "助動詞" or word.pos[1] == "接尾" or _are_digits(before, word):
        return True
    if word.pos[1] == "接続助詞":
        return word.surface in _CLINGING
    return word.pos[1] == "非自立" and word.pos[0] in ("動詞", "形容詞") and before.pos[0] != "助詞"


def _are_digits(before: Word, word: Word) -> bool:
    return before.pos[1] == word.pos[1] == "数"
