"""Written forms compared: what of width, case and signs makes no difference."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def fold(written: str) -> str:
    """A form in which differences of width do not count, and of case where that is no difference.

    ``US`` and ``us`` are two words, ``OpenAI`` and ``openai`` one.
    """
    wide = unicodedata.normalize("NFKC", written)
    return wide if _is_acronym(wide) else wide.casefold()


def _is_acronym(text: str) -> bool:
    letters = [c for c in text if c.isascii() and c.isalpha()]
    return bool(letters) and all(c.isupper() for c in letters) and len(letters) <= 4


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """The letters, digits and kanji of ``text`` alone: what no saying rule takes away."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
