"""Latin letters by name, and when a word in capitals is spelled and when it is said."""

from __future__ import annotations

import re

from narrate.reading.sounds.romaji import from_romaji

NAMES = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            "エー",
            "ビー",
            "シー",
            "ディー",
            "イー",
            "エフ",
            "ジー",
            "エイチ",
            "アイ",
            "ジェー",
            "ケー",
            "エル",
            "エム",
            "エヌ",
            "オー",
            "ピー",
            "キュー",
            "アール",
            "エス",
            "ティー",
            "ユー",
            "ブイ",
            "ダブリュー",
            "エックス",
            "ワイ",
            "ゼット",
        ],
        strict=True,
    )
)
_UNSAYABLE = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{4}|^(?:[bcdfghjkmnpqrtvwxz])(?![aeiouyrlwhn])[a-z]|^[^aeiouy]{3}(?<!str)(?<!spr)(?<!scr)"
    r"|[aeiou]{3}|[bcdfghjklmnpqrstvwxz]{3}$(?<!(?:rd|st|nt|ct|ld|nd|rt|ng|rk|lt|rm|lm|ck|nk|pt|rn|mp)s)(?<!ght|tch|rst|rth|nth|ngs|rld)|q(?!u)|[^aeiouc]h[^aeiouy]|(?:[jvwq])$|^(?:ng|mb|mt|nd|kn)"
)


def spelled(letters: str) -> list[str]:
    """The name of each letter."""
    return [NAMES[c] for c in letters.upper()]


def is_sayable_in_english(capitals: str) -> bool:
    """Whether an English mouth can say a run of capitals, though alone it might be spelled."""
    word = capitals.lower()
    return bool(re.search("[aeiou]", word)) and not _UNSAYABLE.search(word)


def is_said_as_word(capitals: str) -> bool:
    """Whether a run of capitals is said as a word (NARUTO, UNESCO) and not spelled (NHK, UCLA).

    Up to three letters are spelled. Four are said only if they are Japanese syllables (AOKI), or twice a
    consonant and a vowel (LIGO). From five on a word is said if an English mouth can say it.
    """
    word = capitals.lower()
    if len(word) <= 3 or not re.search(r"[aeiou]", word):
        return False
    if len(word) == 4:
        if re.fullmatch("[aeiou]{2}(?:k[aioe]|[my]a|[mr]i|no)", word):
            return True
        return bool(re.fullmatch(r"(?:[^aeiouy][aeiou]){2}", word)) or (
            re.fullmatch(r"[^aeiou]+[aeiou]+[^aeiou]+[aeiou]+|[^aeiou][aeiou]+[^aeiou][aeiou]n?", word)
            is not None
            and from_romaji(word) is not None
        )
    return not _UNSAYABLE.search(word) and len(re.findall(r"[aeiouy]+", word)) * 4 >= len(word) - 1
