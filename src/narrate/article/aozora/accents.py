"""Letters whose accents are written behind them, between 〔 and 〕: 〔e'tude〕 -> étude."""

from __future__ import annotations

import re
import unicodedata

_MARKS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", ":": "\u0308", "~": "\u0303", "_": "\u0304", ",": "\u0327",
}  # fmt: skip
_LETTERS = {
    "ae&": "æ", "AE&": "Æ", "oe&": "œ", "OE&": "Œ", "s&": "ß", "a&": "å", "A&": "Å", "u&": "ů", "U&": "Ů",
    "o/": "ø", "O/": "Ø", "d/": "đ", "D/": "Đ", "l/": "ł", "L/": "Ł", "i/": "ɨ", "h/": "ħ",
}  # fmt: skip
_ACCENTED = re.compile(r"(?:ae|AE|oe|OE)&|[sauAU]&|[odlihODL]/|[A-Za-z]['`^~_]|[A-Za-z][:,](?=[A-Za-z])")
"""A comma or colon behind a word is one: only inside of a word it is an accent."""
STRETCH = re.compile("〔([^〔〕\n\u3041-\u30fe\u4e00-\u9fff]{1,1000})〕")


def letter_of(written: str) -> str:
    """The letter that a decomposed one stands for; empty if there is none."""
    if written in _LETTERS:
        return _LETTERS[written]
    whole = unicodedata.normalize("NFC", written[0] + _MARKS[written[1]]) if len(written) == 2 else ""
    return whole if len(whole) == 1 else ""


def accented(text: str) -> list[tuple[int, int, str]]:
    """Where in a text decomposed letters stand, and what they are."""
    found = ((m.start(), m.end(), letter_of(m[0])) for m in _ACCENTED.finditer(text))
    return [part for part in found if part[2]]
