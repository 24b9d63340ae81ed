"""Kana: which strings are kana, and how many moras they have."""

from __future__ import annotations

import re
import unicodedata

HIRAGANA = "ぁ-ゖゝゞ"
KATAKANA = "ァ-ヺーヽヾ"
KANJI = "\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff々〆ヶ\U00020000-\U0003ffff"

_MORA = re.compile(
    "イェ|ウ[ィェォ]|[キギニヒビピミリジチ][ェャュョ]|[クグ][ァィゥェォヮ]|シ[ィェャュョ]|[スズ]ィ|ヂ[ャュョ]"
    "|ツ[ァィェォ]|テ[ィャュョ]|デ[ィェャュョ]|[トド]ゥ|フ[ァィェォュ]|ヴ[ァィェォャュョ]|[ァ-ヺー]"
)
"""As Open JTalk's label maker counts: キィ are two."""
_SAYABLE = re.compile(
    r"(?:[アイウエオ-ヂツ-モヤユヨラ-ロワヰヱヲンヴ]"
    r"|[キギシジチヂニヒビピミリ][ャュョェィ]"
    r"|[クグ][ァィェォヮ]|[スズ]ィ|[ツテデフヴト][ァィェォュャョゥ]|デュ|ドゥ|[ウイ][ィェォ]"
    r"|[ッー])+"
)
_ORDINARY = re.compile(r"[ァ-ヺー]+")


def katakana(text: str) -> str:
    """``text`` with hiragana written as katakana and half-width forms as full-width."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in wide)


def hiragana(text: str) -> str:
    """``text`` with katakana written as hiragana; ``ー`` stays."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in katakana(text))


def moras(kana: str) -> list[str]:
    """The moras of a katakana word: ``キョート`` has three."""
    return _MORA.findall(kana)


def is_kana(text: str) -> bool:
    """Whether ``text`` is kana and nothing else, at least one of them."""
    return bool(_ORDINARY.fullmatch(katakana(text)))


def is_spaced_kana(text: str) -> bool:
    """Whether a text is kana once its spaces and middle dots are left out, as ruby has them."""
    return is_kana(re.sub(r"[・\s]", "", text))


def is_sayable(kana: str) -> bool:
    """Whether a katakana word can be spoken: no small kana or long mark where none can stand."""
    return bool(_SAYABLE.fullmatch(kana)) and kana[0] not in "ーッ" and "ーッ" not in kana
