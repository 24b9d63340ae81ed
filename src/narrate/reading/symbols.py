"""Widths, units, and signs that stand for words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from narrate.reading.draft import Draft, Rule, rewriting

if TYPE_CHECKING:
    from narrate.reading.policy import SayingPolicy

_COMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f\u3099\u309a]+")
_NARROW = re.compile("[｡-ﾟ]+")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．％＆＋＠＃＄＊：，]")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufe00-\ufe0f]"
)
_ACCENTED = re.compile("[À-ÖØ-öø-ɏḀ-ỿ]")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "đ": "d",
                          "Đ": "D", "ł": "l", "Ł": "L", "ð": "d", "þ": "th", "Þ": "Th", "ı": "i"})  # fmt: skip


def _widths(draft: Draft, _: SayingPolicy) -> Draft:
    draft = draft.silence(_CONTROL, "control character")
    draft = draft.sub(_COMPOSED, lambda m: unicodedata.normalize("NFC", m.group()), "widths")
    draft = draft.sub(_NARROW, lambda m: unicodedata.normalize("NFKC", m.group()), "widths")
    return draft.sub(_WIDE, _narrow, "widths")


def _narrow(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def _plain_letter(match: re.Match[str]) -> str | None:
    letter = match.group().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
    return bare if bare.isascii() and bare.isalpha() else None


def _accents(draft: Draft, _: SayingPolicy) -> Draft:
    return draft.sub(_ACCENTED, _plain_letter, "accents")


WIDTHS: tuple[Rule, ...] = (Rule("widths", _widths), Rule("accents", _accents))
"""One form for each character, so that every later rule sees ASCII letters and digits."""

SYMBOLS: tuple[Rule, ...] = (rewriting("tsubo", "〼", "ます"),)
