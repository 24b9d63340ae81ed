"""How a word in Latin letters is said that no lexicon and no dictionary knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from narrate.ground.kana import moras
from narrate.reading.sounds.accent import loanword_accent, spelled_accent
from narrate.reading.sounds.romaji import from_romaji, looks_japanese
from narrate.reading.sounds.spelling import is_said_as_word, is_sayable_in_english, spelled
from narrate.reading.words.word import Grounds

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECE = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_TWICE = re.compile("[B-DF-HJ-NP-TV-Z](?:EE|OO)")
"""Three capitals that are no abbreviation: ZOO."""
_IN_NAMES = {"fast": "ファスト"}
"""Words that are said otherwise in the name of a product than alone."""
_VOWEL = re.compile(r"[aeiouy]")
DIGITS = dict(
    zip(
        "0123456789",
        ["ゼロ", "ワン", "ツー", "スリー", "フォー", "ファイブ", "シックス", "セブン", "エイト", "ナイン"],
        strict=True,
    )
)
_SIGNS = {"&": "アンド"} | DIGITS


@dataclass(frozen=True, slots=True)
class Guess:
    """The reading of a Latin word: kana, nucleus, and whether it was spelled or guessed."""

    kana: str
    accent: int
    grounds: Grounds


Known: TypeAlias = "Callable[[str], str | None]"
"""Gives a dictionary's reading of a whole word in Latin letters, if it has one."""


def guess_in_title(token: str, known: Known) -> Guess | None:
    """How a short word of a title in capitals is said: LUNA SEA. None if it is an abbreviation there, too."""
    kana = known(token.lower())
    if kana is None and len(token) >= 4 and is_sayable_in_english(token):
        kana = from_romaji(token) or _kanalized(token.lower())
    return None if kana is None else Guess(kana, loanword_accent(kana), Grounds.LATIN)


def guess(token: str, known: Known) -> Guess:
    """How ``token``, letters with perhaps an apostrophe, dots or ``&`` inside, is said."""
    parts: list[tuple[str, int, Grounds]] = []
    for run in re.findall(r"[A-Za-z]+(?:['’][A-Za-z]+)?|[&\d]", token):
        if not run[0].isalpha():
            parts.append((_SIGNS[run], 1, Grounds.SPELLED))
            continue
        pieces = _pieces(run)
        parts += [_piece(piece, known) for piece in pieces] if len(pieces) == 1 else _of_name(pieces, known)
    return _joined(parts)


def _pieces(run: str) -> list[str]:
    """The words in a run of letters: OpenAI is Open and AI, LLMs stays whole."""
    whole = re.sub(r"['’]", "", run)
    if re.fullmatch(r"Mac?[A-Z][a-z]+|Mc[A-Z][a-z]+", whole):
        return [whole.capitalize()]
    return _PIECE.findall(whole)


def _of_name(pieces: list[str], known: Known) -> list[tuple[str, int, Grounds]]:
    """The words of a name in several: Fast in FastAPI is short."""
    in_name = [_IN_NAMES.get(piece.lower()) for piece in pieces]
    return [
        (kana, loanword_accent(kana), Grounds.LATIN) if kana else _piece(piece, known)
        for piece, kana in zip(pieces, in_name, strict=True)
    ]


def _piece(piece: str, known: Known) -> tuple[str, int, Grounds]:
    if len(piece) == 1:
        return _spelled(piece)
    if re.match(r"[Xx][bcdfghjklmnpqrstvwxz]", piece):
        return _joined_piece(_spelled("X"), _piece(piece[1:], known))
    if re.fullmatch(r"[A-Z]{2,}s", piece):
        kana, _, grounds = _piece(piece[:-1], known)
        return kana + "ズ", loanword_accent(kana + "ズ"), grounds
    if piece.isupper():
        return _capitals(piece, known)
    return _word(piece, known)


def _capitals(piece: str, known: Known) -> tuple[str, int, Grounds]:
    if _TWICE.fullmatch(piece):
        return _word(piece, known)
    if len(piece) >= 4 and (kana := known(piece.lower()) or known(piece.capitalize())):
        return kana, loanword_accent(kana), Grounds.LATIN
    if not is_said_as_word(piece):
        return _spelled(piece)
    if re.match("I[AEOU]", piece) and len(piece) >= 5:
        kana = "アイ" + _kanalized(piece[1:].lower())
    else:
        kana = from_romaji(piece) or _kanalized(piece.lower())
    return kana, loanword_accent(kana), Grounds.LATIN


def _word(piece: str, known: Known) -> tuple[str, int, Grounds]:
    word = piece.lower()
    if not _VOWEL.search(word):
        return _spelled(piece)
    kana = next((k for form in (piece, word, word.capitalize()) if (k := known(form))), None)
    if kana is None:
        kana = (from_romaji(word) if looks_japanese(word) else None) or _kanalized(word)
    return kana, loanword_accent(kana), Grounds.LATIN


def _spelled(letters: str) -> tuple[str, int, Grounds]:
    names = spelled(letters)
    return "".join(names), spelled_accent(names), Grounds.SPELLED


def _joined_piece(
    first: tuple[str, int, Grounds], last: tuple[str, int, Grounds]
) -> tuple[str, int, Grounds]:
    found = _joined([first, last])
    return found.kana, found.accent, found.grounds


def _joined(parts: list[tuple[str, int, Grounds]]) -> Guess:
    """Pieces of one token are one word, whose fall is that of its last piece."""
    kana = "".join(k for k, _, _ in parts)
    before = sum(len(moras(k)) for k, _, _ in parts[:-1])
    accent = before + parts[-1][1] if parts else 0
    guessed = any(grounds is Grounds.LATIN for _, _, grounds in parts)
    return Guess(kana, accent, Grounds.LATIN if guessed else Grounds.SPELLED)


@lru_cache(maxsize=4096)
def _kanalized(word: str) -> str:
    """The katakana that the kanalizer model gives an English word."""
    import kanalizer

    kana: str = kanalizer.convert(word, on_invalid_input="ignore", on_incomplete="ignore")
    if kana.startswith("ン") or not kana:
        return "".join(spelled(word))
    return _sayable(word, kana)


def _sayable(word: str, kana: str) -> str:
    """Without the small kana that can follow nothing, and with the endings that Japanese gives a plural.

    アイュパック, ソングズ and ドッグズ are nobody's way to say IUPAC, songs and dogs.
    """
    kana = re.sub("(?<=[アエオン])[ュ]", "ユー", kana)
    kana = re.sub("(?<=[アイエオ])イュ(?!ー)", "イユー", kana).replace("イュ", "イユ")
    if word.endswith("ts"):
        kana = re.sub("トス$", "ツ", kana)
    return re.sub("(?<=ン|ッ)グズ$", "グス", kana) if word.endswith("gs") else kana
