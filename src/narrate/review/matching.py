"""Where a word of the lexicon may match: in a sentence as it is written, and as it is said."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from narrate.reading.text.draft import INSERTED

if TYPE_CHECKING:
    from narrate.reading.text.said import Said


def loose(text: str) -> str:
    """``text`` without what no entry counts: width and case."""
    return unicodedata.normalize("NFKC", text).casefold()


def searched(text: str, said: str) -> str:
    """Both forms of a sentence, in which `may_match` looks for words."""
    return f"{loose(text)}\n{loose(said)}"


def may_match(written: str, sentence: str) -> bool:
    """Whether a word stands in a sentence, which is given as `searched` has it."""
    return loose(written) in sentence


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
