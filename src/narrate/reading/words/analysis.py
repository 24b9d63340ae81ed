"""The said text, cut into words, with rubies and Latin words settled before the cutting."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from narrate.ground.kana import katakana, moras
from narrate.reading.lexicon.entries import POS
from narrate.reading.lexicon.forms import fold
from narrate.reading.sounds.accent import compound_accent
from narrate.reading.sounds.spelling import is_said_as_word, spelled
from narrate.reading.text.said import said_form
from narrate.reading.words.dictionary import PLACEHOLDER, accent_of
from narrate.reading.words.latin import DIGITS, Guess, guess, guess_in_title
from narrate.reading.words.word import Grounds, Word, noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from narrate.reading.lexicon.entries import Entry
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.text.said import Said
    from narrate.reading.words.openjtalk import OpenJTalk

_COUNTERS = (
    "社局つ人台個件種枚点位回年月日時階号機番部編話作カか国名校曲割冊歳倍度杯戸軒頭匹週分秒円本期世代章節"
)
_STEPS = "STEP|PART|STAGE|PHASE|LEVEL|LESSON|CHAPTER|ROUND|SEASON"
TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}(?![A-Za-z])"
    r"|[A-Z]+\d(?:[A-Z][a-z]?\d?)+(?![A-Za-z\d])"
    rf"|(?:[A-Za-z]{{2,}}-?[1-9]|[A-Z]-?[1-3]|(?:[A-Z]?[a-z]+|{_STEPS})[ 　][1-9])"
    rf"(?![\d.,A-Za-z{_COUNTERS}:/%])"
    r"|[A-Za-z]+(?:['’][A-Za-z]+)?(?:&[A-Za-z]+)*"
)
"""A word in Latin letters: with full stops (D.C.), with single digits (W3C, PS5, Grok-2), or plain."""
_NUMBERED = re.compile(rf"(?:-|(?<=[a-z]) )?([1-9])(?![\d.,A-Za-z{_COUNTERS}:/%])")
"""The number of a model that follows a known name: Grok-2."""
_ABBREVIATIONS = frozenset(
    ["AM", "AN", "AS", "AT", "BE", "BY", "DO", "HE", "IF", "IS", "IT", "ME", "OF", "OR", "TO", "US", "WE"]
)
"""English words that are an abbreviation where they stand in capitals among no other capitals."""
_DOTTED = re.compile("[ァ-ヺー]+(?:・[ァ-ヺー]+)+")
_PARTS = re.compile("[^・]+|・")
_UNIT_LETTERS = frozenset("mglVWLt")
"""Single letters that Open JTalk reads as a unit after a number, as people do."""


class Analyst:
    """Cuts said texts into words with one engine and one lexicon.

    ``uncut`` finds the words in a text that the dictionary would cut up.
    """

    def __init__(
        self, openjtalk: OpenJTalk, lexicon: Lexicon, uncut: Callable[[str], Iterable[Word]]
    ) -> None:
        self._uncut = uncut
        self._openjtalk = openjtalk
        self._lexicon = lexicon
        self._known = lru_cache(maxsize=8192)(self._dictionary_reading)

    @cached_property
    def _latin(self) -> _LatinEntries:
        """Made where a text has Latin letters: that takes a tenth of a second."""
        return _LatinEntries(self._lexicon.entries)

    def words(self, said: Said) -> list[Word]:
        """The words of a said text, spans in its offsets."""
        settled = sorted(self._settled(said), key=lambda w: w.start)
        text, places = _with_placeholders(said.text, settled)
        waiting = iter(settled)
        words: list[Word] = []
        for word in self._with_parts(self._openjtalk.analyse(text)):
            if PLACEHOLDER in word.surface:
                words.append(replace(next(waiting), surface=PLACEHOLDER))
            else:
                words.append(replace(word, start=places[word.start], end=places[word.end - 1] + 1))
        return words

    def _with_parts(self, words: Iterable[Word]) -> Iterator[Word]:
        """The words, each name with dots that no dictionary has as its parts: サム・アルトマン."""
        for word in words:
            if word.grounds is not Grounds.UNKNOWN or not _DOTTED.fullmatch(word.surface):
                yield word
                continue
            parts = [(p.start(), self._openjtalk.analyse(p.group())) for p in _PARTS.finditer(word.surface)]
            if any(len(found) > 1 or found[0].pos[0] not in ("名詞", "記号") for _, found in parts):
                yield word
                continue
            for at, (part,) in parts:
                start = word.start + at
                yield replace(part, start=start, end=start + len(part.surface))

    def _settled(self, said: Said) -> Iterator[Word]:
        """Words whose reading is known before the text is analysed."""
        taken: list[tuple[int, int]] = []
        for ruby in said.rubies:
            span = (ruby.start, ruby.end)
            taken.append(span)
            written = said.text[ruby.start : ruby.end]
            kana = katakana(ruby.kana)
            yield noun(written, span, POS["name"], kana, compound_accent(kana), Grounds.RUBY)
        for word in self._uncut(said.text):
            if not _overlaps(taken, word.start, word.end):
                taken.append((word.start, word.end))
                yield word
        if not re.search(r"[A-Za-z]", said.text):
            return
        for start, end, entry in self._latin.matches(said.text):
            if not _overlaps(taken, start, end) and not _is_abbreviation(said.text, start, end, entry):
                word = _named(said.text, start, end, entry)
                taken.append((word.start, word.end))
                yield word
        for match in TOKEN.finditer(said.text):
            start, end = match.span()
            if not _overlaps(taken, start, end) and not self._is_readable(said.text, start, end):
                found = self._guess(said.text, match)
                yield noun(match.group(), (start, end), POS["name"], found.kana, found.accent, found.grounds)

    def _guess(self, text: str, match: re.Match[str]) -> Guess:
        token = match.group()
        if re.fullmatch("[A-Z]{3,4}", token) and _is_in_title(text, *match.span()):
            return guess_in_title(token, self._known) or guess(token, self._known)
        return guess(token, self._known)

    def _is_readable(self, text: str, start: int, end: int) -> bool:
        """Whether the dictionary has the token as one word, alone or with the digits around it."""
        token = text[start:end]
        if re.fullmatch("[A-Z]{3,4}", token) and _is_in_title(text, start, end):
            return self._known(token) not in (None, "".join(spelled(token)))
        if not token.isalpha() or _stands_alone(text, start, end):
            return token not in _ABBREVIATIONS and bool(self._known(token))
        before = re.search(r"(?:\d[.,])?\d+$", text[:start])
        after = re.match(r"\d+", text[end:])
        if before and self._known(before.group() + token):
            return True
        if after:
            return bool(self._known(token + after.group()))
        if before:
            return token in _UNIT_LETTERS or (len(token) > 1 and self._is_unit(token))
        return bool(self._known(token))

    def _is_unit(self, token: str) -> bool:
        words = self._openjtalk.analyse("1" + token)
        return len(words) == 2 and words[1].pos[1] == "接尾"

    def _dictionary_reading(self, token: str) -> str | None:
        words = self._openjtalk.analyse(token)
        if len(words) == 1 and words[0].grounds is not Grounds.UNKNOWN and words[0].pos[0] != "フィラー":
            return None if _should_be_word(token, words[0].read) else words[0].read
        return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a small word in capitals has no word in capitals beside it: ATと, but BEST OF THE YEAR."""
    if text[start:end] not in _ABBREVIATIONS:
        return False
    before = re.search(r"[A-Z]{2,}[ 　]$", text[:start])
    return before is None and re.match(r"[ 　][A-Z]{2,}", text[end:]) is None


def _is_in_title(text: str, start: int, end: int) -> bool:
    """Whether a word in capitals that can only be a word stands beside: PERFECT in PERFECT DAY."""
    before = re.search(r"(?<![A-Za-z])([A-Z]{4,})[ 　]$", text[:start])
    after = re.match(r"[ 　]([A-Z]{4,})(?![A-Za-z])", text[end:])
    return any(found and is_said_as_word(found[1]) for found in (before, after))


def _is_abbreviation(text: str, start: int, end: int, entry: Entry) -> bool:
    """Whether ``entry``, a word in small letters, is only by its letters what stands here in capitals."""
    return entry.written != text[start:end] and _stands_alone(text, start, end)


def _named(text: str, start: int, end: int, entry: Entry) -> Word:
    """The lexicon's word at ``start``, with the number of a model that may follow it."""
    number = _NUMBERED.match(text, end) if text[end - 1].isalpha() else None
    span = (start, number.end() if number else end)
    kana = entry.kana + (DIGITS[number[1]] if number else "")
    accent = len(moras(entry.kana)) + 1 if number else accent_of(entry)
    return noun(text[slice(*span)], span, POS[entry.pos or "name"], kana, accent, Grounds.LEXICON)


def _should_be_word(token: str, kana: str) -> bool:
    """Whether the dictionary spells what people say as a word: IUPAC."""
    return token.isupper() and token.isalpha() and kana == "".join(spelled(token)) and is_said_as_word(token)


class _LatinEntries:
    """The lexicon's words with Latin letters, found in a text whatever their case."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries = {}
        for entry in entries:
            form = said_form(entry.written)
            if re.search(r"[A-Za-z]", form):
                self._entries[fold(form)] = entry
        forms = sorted(self._entries, key=len, reverse=True)
        ends = "|".join(_written(form) + (r"(?!\.?\d)" if form[-1].isdigit() else "") for form in forms)
        self._pattern = re.compile(rf"(?<![A-Za-z])(?:{ends})(?![A-Za-z])", re.IGNORECASE)

    def matches(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Spans and entries, leftmost and longest first, none over another."""
        for match in self._pattern.finditer(text):
            written = match.group()
            entry = self._entries.get(fold(written)) or self._entries.get(written.casefold())
            if entry is not None:
                yield *match.span(), entry


def _written(form: str) -> str:
    """A pattern for an entry, whichever space stands between its words."""
    return "[ \u3000]".join(re.escape(word) for word in form.split(" "))


def _with_placeholders(text: str, settled: list[Word]) -> tuple[str, list[int]]:
    """The text to analyse, and where each of its characters stands in the said text."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for word in settled:
        pieces += [text[at : word.start], PLACEHOLDER]
        places += [*range(at, word.start), word.start]
        at = word.end
    return "".join([*pieces, text[at:]]), [*places, *range(at, len(text))]


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in taken)
