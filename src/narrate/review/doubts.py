"""The review: which readings of an article are worth a look, riskiest first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from narrate.ground.kana import KANJI, katakana
from narrate.reading.words.second import groups, sound
from narrate.reading.words.word import Grounds, Token, Word
from narrate.review.candidates import CANDIDATES, EVEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Ruby
    from narrate.reading.frontend import Analysis, FrontEnd

_KANJI = re.compile(f"[{KANJI}]")
_VERBS_OF_ONE_KANJI = frozenset("来見出得経寝似居着煮射鋳")
_RISKY_SUFFIXES = frozenset("目所家流場島筋書町達中便切高歯年音色間上物方長業子川海")
_SETTLED = frozenset("私会社人国川道島家石何頃本身体日月年")
"""Single words on which the two readers differ by habit and Open JTalk is right."""
MOST_PER_1000 = 10
"""At most so many words are shown for 1,000 characters."""


LEAST_RISK = 0.1
"""Below that a word is not worth the reader's time."""


class Suspicion(StrEnum):
    """Why a reading is doubtful."""

    UNKNOWN = "unknown word"
    LATIN = "Latin word, guessed"
    SPELLED = "Latin word, spelled out"
    PERSON = "name of a person"
    HOMOGRAPH = "can be read in two ways"
    OPINION = "a second reader differs"
    SECOND = "read as the second reader has it"
    PIECES = "compound put together from pieces"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word worth a look.

    ``sentence`` numbers the sentences from 0; ``start`` and ``end`` are offsets in its said text.
    ``risk`` is how many wrong readings such a word accounts for on average, counted on 6,300
    sentences. ``times`` is how often the word is read so.
    """

    sentence: int
    start: int
    end: int
    written: str
    kana: str
    candidates: tuple[str, ...]
    reason: Suspicion
    risk: float
    times: int = 1

    @property
    def line(self) -> str:
        """The line for the lexicon, with the first candidate or, lacking one, the reading as it is."""
        kana = self.candidates[0] if self.candidates else self.kana
        return f'"{self.written}" = "{kana}"'


def doubts(front_end: FrontEnd, sentences: Sequence[tuple[str, Sequence[Ruby]]]) -> tuple[Doubt, ...]:
    """The doubtful words of an article's sentences (text and rubies), riskiest first, each once.

    Words of the lexicon and words with ruby are settled and never doubtful.
    """
    found: dict[tuple[str, str], list[Doubt]] = {}
    characters = 0
    for number, (text, rubies) in enumerate(sentences):
        characters += len(text)
        for doubt in sentence_doubts(front_end, number, text, rubies):
            found.setdefault((doubt.written, doubt.kana), []).append(doubt)
    merged = [_merged(same) for same in found.values()]
    merged = [d for d in merged if d.risk >= LEAST_RISK]
    merged.sort(key=lambda d: (-d.risk, -d.times, d.sentence, d.start))
    return tuple(merged[: max(3, characters * MOST_PER_1000 // 1000)])


def sentence_doubts(front_end: FrontEnd, number: int, text: str, rubies: Sequence[Ruby]) -> list[Doubt]:
    """The doubtful words of one sentence, each place once, by its greatest risk."""
    analysis = front_end.analysis(text, rubies)
    scene = _Scene(number, analysis, front_end.readings(analysis), front_end.opinion(analysis.said.text))
    best: dict[tuple[int, int], Doubt] = {}
    for doubt in scene.doubts():
        key = (doubt.start, doubt.end)
        if key not in best or best[key].risk < doubt.risk:
            best[key] = doubt
    return list(best.values())


def _merged(same: list[Doubt]) -> Doubt:
    first = max(same, key=lambda d: d.risk)
    return replace(first, times=len(same))


class _Scene:
    """One sentence with both readers' views of it."""

    def __init__(self, number: int, analysis: Analysis, readings: list[str], tokens: list[Token]) -> None:
        self._number = number
        self._text = analysis.said.text
        self._words = analysis.words
        self._readings = readings
        self._heard: dict[int, tuple[int, str, int]] = {}
        for group, heard in groups(analysis.words, tokens):
            kana = "".join(t.kana for t in heard)
            for word in group:
                self._heard[word.start] = (len(group), kana, len(heard))

    def doubts(self) -> Iterator[Doubt]:
        for i, word in enumerate(self._words):
            if word.grounds in (Grounds.LEXICON, Grounds.RUBY) or word.is_mark:
                continue
            yield from self._by_grounds(i, word)
            if word.grounds is Grounds.DICTIONARY and _KANJI.search(word.surface):
                yield from self._by_opinion(i, word)
                yield from self._by_shape(i, word)
            if word.grounds is not Grounds.UNKNOWN and word.surface in CANDIDATES:
                yield from self._homograph(i, word)

    def _by_grounds(self, i: int, word: Word) -> Iterator[Doubt]:
        if word.grounds is Grounds.LATIN:
            yield self._doubt(i, i + 1, Suspicion.LATIN, 0.45)
        elif word.grounds is Grounds.SPELLED and word.end - word.start > 2:
            yield self._doubt(i, i + 1, Suspicion.SPELLED, 0.3)
        elif word.grounds is Grounds.UNKNOWN and _KANJI.search(word.surface):
            yield self._doubt(i, i + 1, Suspicion.UNKNOWN, 0.6)
        elif word.grounds is Grounds.SECOND:
            yield self._doubt(i, i + 1, Suspicion.SECOND, 0.09)

    def _by_opinion(self, i: int, word: Word) -> Iterator[Doubt]:
        count, kana, tokens = self._heard.get(word.start, (0, "", 0))
        if count != 1 or not kana or _is_number(word) or word.surface in _SETTLED or "ニッポン" in kana:
            return
        if sound(self._readings[i]) == sound(kana) or not re.fullmatch("[ァ-ヺー]+", kana):
            return
        common = word.pos[0] in ("名詞", "動詞", "形容詞") and word.pos[1] not in ("副詞可能", "非自立")
        risk = (0.4 if word.pos[1] == "接尾" else 0.5) if common else 0.15
        yield self._doubt(i, i + 1, Suspicion.OPINION, risk * (0.25 if tokens > 1 else 1), (kana,))

    def _by_shape(self, i: int, word: Word) -> Iterator[Doubt]:
        """Names of persons, verbs of one bare kanji, and kanji that stand alone in a compound."""
        if word.pos[1:3] == ("固有名詞", "人名"):
            yield self._doubt(i, i + 1, Suspicion.PERSON, 0.3 if len(word.surface) == 1 else 0.13)
        if len(word.surface) != 1 or _is_number(word):
            return
        first, last = self._compound(i)
        if word.pos[0] == "動詞" and word.surface not in _VERBS_OF_ONE_KANJI:
            yield self._doubt(first, last, Suspicion.PIECES, 0.57)
        elif word.pos[0] == "接頭詞":
            yield self._doubt(first, last, Suspicion.PIECES, 0.07)
        elif word.pos[1] == "接尾" and last - first > 1:
            yield self._doubt(
                first, last, Suspicion.PIECES, 0.14 if word.surface in _RISKY_SUFFIXES else 0.02
            )
        elif word.pos[0] == "名詞" and word.pos[1] in ("一般", "固有名詞", "サ変接続", "形容動詞語幹"):
            is_plain = word.pos[1] == "一般"
            alone = 0.05 if is_plain else 0.3
            yield self._doubt(first, last, Suspicion.PIECES, alone if last - first == 1 else 0.28)

    def _homograph(self, i: int, word: Word) -> Iterator[Doubt]:
        others = CANDIDATES[word.surface]
        said = sound(self._readings[i])
        is_usual = said == sound(others[0]) and word.surface not in EVEN
        risk = 0.13 if is_usual else 0.5
        if said in map(sound, others):
            rest = tuple(kana for kana in others if sound(kana) != said)
            yield self._doubt(i, i + 1, Suspicion.HOMOGRAPH, risk, rest)

    def _compound(self, i: int) -> tuple[int, int]:
        """The run of words around word ``i`` that meet in kanji: 新_製品, but 冷たい | 水."""
        first, last = i, i + 1
        while first > 0 and self._joins(first - 1, first):
            first -= 1
        while last < len(self._words) and self._joins(last - 1, last):
            last += 1
        return first, last

    def _joins(self, left: int, right: int) -> bool:
        words = self._words[left], self._words[right]
        touch = self._text[words[0].end - 1 : words[0].end], self._text[words[1].start : words[1].start + 1]
        return words[0].end == words[1].start and all(
            _KANJI.match(kanji) and w.pos[0] in ("名詞", "接頭詞", "動詞", "形容詞") and not _is_number(w)
            for kanji, w in zip(touch, words, strict=True)
        )

    def _doubt(
        self, first: int, last: int, reason: Suspicion, risk: float, candidates: tuple[str, ...] = ()
    ) -> Doubt:
        start, end = self._words[first].start, self._words[last - 1].end
        kana = "".join(self._readings[first:last])
        heard = {self._heard.get(w.start, (0, "", 0)) for w in self._words[first:last]}
        if not candidates and len(heard) == 1:
            other = heard.pop()[1]
            if other and sound(other) != sound(kana) and re.fullmatch("[ァ-ヺー]+", other):
                candidates = (other,)
        return Doubt(
            self._number, start, end, self._text[start:end], katakana(kana), candidates, reason, risk
        )


def _is_number(word: Word) -> bool:
    return word.pos[1] == "数" or word.pos[2] == "助数詞" or bool(re.match("[０-９0-9]", word.surface))
