"""Japanese written in Latin letters: Hepburn and its everyday variants to katakana."""

from __future__ import annotations

import re

_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
}
_SYLLABLES = {c + v: kana for c, row in _ROWS.items() for v, kana in zip("aiueo", row, strict=True)}
_SYLLABLES |= {
    "ya": "ヤ",
    "yu": "ユ",
    "yo": "ヨ",
    "wa": "ワ",
    "wo": "オ",
    "fu": "フ",
    "ji": "ジ",
    "shi": "シ",
    "chi": "チ",
    "tsu": "ツ",
}
_SYLLABLES |= {
    "fa": "ファ",
    "fi": "フィ",
    "fe": "フェ",
    "fo": "フォ",
    "je": "ジェ",
    "she": "シェ",
    "che": "チェ",
}
for _letters, _kana in (
    ("ky", "キ"),
    ("sh", "シ"),
    ("ch", "チ"),
    ("ny", "ニ"),
    ("hy", "ヒ"),
    ("my", "ミ"),
    ("ry", "リ"),
    ("gy", "ギ"),
    ("j", "ジ"),
    ("by", "ビ"),
    ("py", "ピ"),
):
    _SYLLABLES |= {_letters + v: _kana + small for v, small in zip("auo", "ャュョ", strict=True)}

_SYLLABLE = re.compile("|".join(sorted(_SYLLABLES, key=len, reverse=True)))
_LONG_RO = re.compile(r"(?:(?:^|[aeioun])ta|ichi|^(?:ji|shi|go)|zabu|sabu)ro$")
"""Given names in 郎 and 朗, whose last vowel is long."""
_LONG_YO = re.compile(
    r"(?<=[kgnhbmr]y)[uo](?![uoh]|ku|ki$|kan|tsu|chi|n(?![aiueoy])|([kstpc])\1|tch)|(?<=sh|ch)[uo](?![uoh]|ku|ki$|tsu|chi|n(?![aiueoy])|([kstpc])\2|tch)"
    r"|(?<=j)o(?![uoh]|ku|shi|n(?![aiueoy])|([kstpc])\3)"
)
"""The vowel of きょ, しゅ and their like, long in most words: Ryukyu, Myojo; not before く (Ryoku)."""
_MARKED = re.compile(
    r"(?<!d)ii|uu|my[uo](?=$|[jk])|chu(?:$|[bgkmnryz])|sh[uo]$|tsu|n[bp]|(?:ta|ichi|sabu|zabu)ro$|ry[auo]|ky[auo]|(?<!^a)ny[auo]|hy[auo]|gy[auo]|by[auo]|zu|yu|wo|mpp|(?:shi|chi|fu|ku|ji|tsu|ka|ki)$"
)
"""What Japanese words have and English words hardly ever."""


def from_romaji(word: str) -> str | None:
    """The katakana of a word in Hepburn, or None if its letters are not all Japanese syllables."""
    letters = re.sub("nichiro$", "n'ichiro", word.lower())
    letters = re.sub("^qii", "kii", letters)
    long = {match.start() for match in _LONG_YO.finditer(letters)}
    kana, at = "", 0
    while at < len(letters):
        if letters[at] in "iu" and letters[at - 1 : at] == letters[at]:
            kana, at = kana + "ー", at + 1
        elif match := _SYLLABLE.match(letters, at):
            kana, at = kana + _SYLLABLES[match.group()], match.end()
            kana += "ー" if at - 1 in long else ""
        elif letters[at] in "nm" and (at + 1 == len(letters) or letters[at + 1] not in "aiueoy"):
            if letters[at] == "m" and letters[at + 1 : at + 2] not in ("b", "p", "m"):
                return None
            kana, at = kana + "ン", at + (2 if letters[at + 1 : at + 2] == "'" else 1)
        elif at + 1 < len(letters) and (letters[at] == letters[at + 1] or letters[at : at + 2] == "tc"):
            kana, at = kana + "ッ", at + 1
        else:
            return None
    return kana + "ー" if _LONG_RO.search(letters) else kana


def looks_japanese(word: str) -> bool:
    """Whether a lower-case word that can be Hepburn also has a mark of it."""
    return len(word) >= 5 and bool(_MARKED.search(word)) and from_romaji(word) is not None
