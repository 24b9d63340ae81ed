"""Where a word of the lexicon may match: in a sentence as it is written, and as it is said."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from narrate.reading.text.draft import INSERTED
from narrate.reading.text.said import said_form
from narrate.reading.words.second import sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narrate.reading.lexicon.entries import Entry
    from narrate.reading.text.said import Said

Spoken = tuple[int, int, str]
"""A word: from where to where in the said text, and its kana."""


def loose(text: str) -> str:
    """``text`` without what no entry counts: width and case."""
    return unicodedata.normalize("NFKC", text).casefold()


def searched(text: str, said: str) -> str:
    """Both forms of a sentence, in which `may_match` looks for words."""
    return f"{loose(text)}\n{loose(said)}"


def may_match(written: str, sentence: str) -> bool:
    """Whether a word stands in a sentence, which is given as `searched` has it."""
    return loose(written) in sentence


def kana_between(words: Sequence[Spoken], start: int, end: int) -> str | None:
    """How a stretch sounds; None where the words are cut otherwise."""
    inside = [word for word in words if word[0] < end and start < word[1]]
    if not inside or (inside[0][0], inside[-1][1]) != (start, end):
        return None
    return sound("".join(kana for _, _, kana in inside))


def confirmed_places(
    text: str, words: Sequence[Spoken], confirmed: Iterable[Entry]
) -> Iterator[tuple[int, int]]:
    """Where in a said text words stand that are read as somebody found them right."""
    even = "".join(folded if len(folded := loose(c)) == 1 else c for c in text)
    for entry in confirmed:
        form = loose(said_form(entry.written))
        at = even.find(form) if form else -1
        while at >= 0:
            if kana_between(words, at, at + len(form)) == sound(entry.kana):
                yield at, at + len(form)
            at = even.find(form, at + 1)


def said_between(said: Said, start: int, end: int) -> str:
    """What became of written characters, with what was inserted at their sides."""
    inside = [i for i, origin in enumerate(said.origins) if start <= origin < end]
    if not inside:
        return ""
    first, last = inside[0], inside[-1] + 1
    while last < len(said.text) and said.origins[last] == INSERTED:
        last += 1
    is_beside_another = any(rewrite.end == start for rewrite in said.rewrites)
    while first and said.origins[first - 1] == INSERTED and not is_beside_another:
        first -= 1
    return said.text[first:last]
