"""Words as Open JTalk's dictionary knows them, before accents are joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from narrate.ground.kana import moras
from narrate.reading.sounds.pronunciation import spoken


class Grounds(StrEnum):
    """Where a word's reading comes from."""

    DICTIONARY = "dictionary"
    UNKNOWN = "unknown word"
    LEXICON = "lexicon"
    RUBY = "ruby"
    LATIN = "Latin guessed"
    SPELLED = "spelled"
    RULE = "rule"
    SECOND = "second opinion"


SPAN = "span"
"""The key under which a node has its place (half-open) in the words written side by side."""


@dataclass(frozen=True, slots=True)
class Word:
    """One dictionary word of an analysed text.

    ``start`` and ``end`` (half-open) are in the said text. ``pos`` has the six fields of part of
    speech, conjugation type and form. ``accent`` is the nucleus mora, 0 for none. ``row`` is the
    dictionary's own row, which may hold several accent phrases; it is empty for a settled reading.
    ``rule`` names what settled it, where that has a name.
    """

    surface: str
    start: int
    end: int
    pos: tuple[str, str, str, str, str, str]
    base: str
    read: str
    pron: str
    accent: int
    chain: str
    grounds: Grounds = Grounds.DICTIONARY
    row: str = ""
    rule: str = ""

    @property
    def is_protected(self) -> bool:
        """Whether later rules must leave the reading alone."""
        return self.grounds not in (Grounds.DICTIONARY, Grounds.UNKNOWN)

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation or another sign without sound."""
        return self.pos[0] == "記号" and self.pos[1] != "アルファベット"

    @property
    def feature(self) -> str:
        """The row that Open JTalk makes a node of."""
        if self.row:
            return self.row
        size = f"{self.accent}/{len(moras(self.pron))}" if moras(self.pron) else "*/*"
        return ",".join((self.surface, *self.pos, self.base, self.read, self.pron, size, self.chain))

    def said(self, kana: str, grounds: Grounds, accent: int | None = None) -> Word:
        """The word with another reading."""
        nucleus = self.accent if accent is None else accent
        pron = spoken(kana)
        size = len(moras(pron))
        return replace(self, read=kana, pron=pron, accent=min(nucleus, size), grounds=grounds, row="")

    def decided_by(self, rule: str) -> Word:
        """The word with the name of what settled its reading."""
        return replace(self, rule=rule)


def is_adverbial(word: Word) -> bool:
    """Whether it is a noun that tells when or who, and makes no compound with the next one: 毎年海に行く."""
    return len(word.surface) > 1 and (word.pos[1] == "副詞可能" or word.surface in ("普段", "全員", "一同"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the second opinion sees it; ``pos`` is in UniDic's terms."""

    start: int
    end: int
    kana: str
    pos: tuple[str, ...]
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A reading that the second reader's dictionary has for a written form, as a name or a common word."""

    kana: str
    is_name: bool


def noun(surface: str, span: tuple[int, int], pos: str, kana: str, accent: int, grounds: Grounds) -> Word:
    """A noun with a settled reading; ``pos`` is four comma-joined fields."""
    first, second, third, fourth = pos.split(",")
    parts = (first, second, third, fourth, "*", "*")
    return Word(surface, *span, parts, surface, kana, spoken(kana), accent, "C1", grounds)
