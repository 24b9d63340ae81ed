"""The review: which readings of an article are worth a look, likeliest to be wrong first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING

from narrate.ground.kana import katakana
from narrate.reading.words.titles import TITLES
from narrate.reading.words.word import Grounds
from narrate.review.candidates import CANDIDATES, others_of
from narrate.review.likelihood import likelihood
from narrate.review.matching import confirmed_places
from narrate.review.pasting import pasted
from narrate.review.signs import Scene, is_number, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.model import Ruby
    from narrate.reading.frontend import Analysis, FrontEnd
    from narrate.reading.words.word import Word

MOST_PER_1000 = 8
"""At most so many words are shown for 1,000 characters."""
LEAST_RISK = 0.08
"""Less likely to be wrong than that, a word is not worth the reader's time."""
_LEAST_PART = 0.05
"""What a word of a compound must have for the compound to be shown."""


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
    SIMILAR = "words like it are often misread"


_BY_GROUNDS = {
    Grounds.LATIN: Suspicion.LATIN,
    Grounds.SPELLED: Suspicion.SPELLED,
    Grounds.UNKNOWN: Suspicion.UNKNOWN,
    Grounds.SECOND: Suspicion.SECOND,
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word worth a look.

    ``sentence`` numbers the sentences from 0; ``start`` and ``end`` are offsets in its said text. It is the
    first place where the word is read so.
    ``risk`` is how likely the reading is wrong where that is likeliest, ``times`` how often the word is
    read so. ``line`` is the line for the lexicon with the first candidate, or with a longer word where
    that would change other words; it is empty where no line was found that changes these places alone.
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
    line: str = ""


def doubts(front_end: FrontEnd, sentences: Sequence[tuple[str, Sequence[Ruby]]]) -> tuple[Doubt, ...]:
    """The doubtful words of an article's sentences (text and rubies), riskiest first, each once.

    Words of the lexicon and words with ruby are settled and never doubtful; nor is what somebody found right,
    as long as it is read so.
    """
    return doubts_in(front_end, sentences, [front_end.analysis(text, rubies) for text, rubies in sentences])


def doubts_in(
    front_end: FrontEnd, sentences: Sequence[tuple[str, Sequence[Ruby]]], analyses: Sequence[Analysis]
) -> tuple[Doubt, ...]:
    """The same for sentences that were analysed already."""
    doubtful = Doubtful(front_end, sentences, analyses)
    return doubtful.with_lines(doubtful.shown)


class Doubtful:
    """The doubtful words of an article, known sentence by sentence: some can be looked at again."""

    def __init__(
        self,
        front_end: FrontEnd,
        sentences: Sequence[tuple[str, Sequence[Ruby]]],
        analyses: Iterable[Analysis],
    ) -> None:
        self._front_end = front_end
        self._sentences = sentences
        self._scenes = [scene_of(front_end, analysis) for analysis in analyses]
        self._found = [_open_doubts(front_end, scene, n) for n, scene in enumerate(self._scenes)]

    def look_again(self, front_end: FrontEnd, analyses: Iterable[tuple[int, Analysis]]) -> None:
        """Go by another front end, which reads these sentences otherwise than the one before."""
        self._front_end = front_end
        for number, analysis in analyses:
            self._scenes[number] = scene_of(front_end, analysis)
            self._found[number] = _open_doubts(front_end, self._scenes[number], number)

    @property
    def shown(self) -> tuple[Doubt, ...]:
        """What is worth a look now, without lines for the lexicon."""
        characters = sum(len(text) for text, _ in self._sentences)
        return tuple(_worth_a_look(self._front_end, _by_word(self._found), characters))

    def scene(self, number: int) -> Scene:
        """A sentence as both readers have it."""
        return self._scenes[number]

    def is_confirmed(self, doubt: Doubt) -> bool:
        """Whether somebody found right what stands in a doubt's place."""
        return _is_confirmed(_confirmed(self._front_end, self._scenes[doubt.sentence]), doubt)

    def with_lines(self, shown: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """The doubts with the lines that the lexicon may have: each was tried."""
        found = _by_word(self._found)
        words = [(d.written, d.kana, d.candidates) for d in shown]
        places = [[(d.sentence, d.start) for d in found[doubt.written, doubt.kana]] for doubt in shown]
        lines = pasted(self._front_end, self._sentences, self._scenes, words, places)
        return tuple(replace(doubt, line=line) for doubt, line in zip(shown, lines, strict=True))


def doubt_count(front_end: FrontEnd, sentences: Sequence[tuple[str, Sequence[Ruby]]]) -> int:
    """How many doubtful words `doubts` shows, without the trials that their lines need."""
    scenes = [scene_of(front_end, front_end.analysis(text, rubies)) for text, rubies in sentences]
    found = _by_word(_open_doubts(front_end, scene, number) for number, scene in enumerate(scenes))
    return len(_worth_a_look(front_end, found, sum(len(text) for text, _ in sentences)))


def _open_doubts(front_end: FrontEnd, scene: Scene, number: int) -> list[Doubt]:
    """The doubtful words of a sentence that nobody found right."""
    confirmed = _confirmed(front_end, scene)
    return [doubt for doubt in doubts_of(scene, number) if not _is_confirmed(confirmed, doubt)]


def _confirmed(front_end: FrontEnd, scene: Scene) -> list[tuple[int, int]]:
    return list(confirmed_places(scene.text, scene.spoken, front_end.confirmed))


def _is_confirmed(confirmed: Sequence[tuple[int, int]], doubt: Doubt) -> bool:
    return any(start <= doubt.start and doubt.end <= end for start, end in confirmed)


def _by_word(found: Iterable[Iterable[Doubt]]) -> dict[tuple[str, str], list[Doubt]]:
    """All doubtful words with their places, in order, by form and kana."""
    words: dict[tuple[str, str], list[Doubt]] = {}
    for doubt in (doubt for sentence in found for doubt in sentence):
        words.setdefault((doubt.written, doubt.kana), []).append(doubt)
    return words


def _worth_a_look(
    front_end: FrontEnd, found: dict[tuple[str, str], list[Doubt]], characters: int
) -> list[Doubt]:
    """The riskiest, each once, as many as a text of so many characters may have."""
    merged = [_once(same) for key, same in found.items() if not front_end.settles(*key)]
    shown = sorted(
        (d for d in merged if d.risk >= LEAST_RISK), key=lambda d: (-d.risk, -d.times, d.sentence, d.start)
    )
    return shown[: max(1, characters * MOST_PER_1000 // 1000)]


def _once(same: Sequence[Doubt]) -> Doubt:
    """The places of a word as one doubt: as risky as the riskiest, and where the first stands."""
    first, riskiest = same[0], max(same, key=lambda d: d.risk)
    times = len(same)
    return replace(riskiest, sentence=first.sentence, start=first.start, end=first.end, times=times)


def scene_of(front_end: FrontEnd, analysis: Analysis) -> Scene:
    """An analysed sentence with the second reader's opinion of it."""
    text = analysis.said.text
    return Scene(text, analysis.words, front_end.readings(analysis), front_end.opinion(text), front_end.known)


def doubts_of(scene: Scene, number: int) -> list[Doubt]:
    """The doubtful words of sentence ``number``, those of a compound as one."""
    risks = [_risk(scene, i) for i in range(len(scene.words))]
    found: list[Doubt] = []
    last = 0
    for i, risk in enumerate(risks):
        if i < last or risk < _LEAST_PART:
            continue
        first, last = _unit(scene, risks, i)
        if any(scene.readings[first:last]):
            found.append(_doubt(scene, number, risks, (first, last)))
    return found


def _risk(scene: Scene, i: int) -> float:
    """How likely a word is misread; nobody misreads 朝 and 今日 where both readers say the same.

    Nor the 社長 behind a name.
    """
    stretch = scene.stretches.get(scene.words[i].start)
    is_time = scene.words[i].pos[1] == "副詞可能" and stretch is not None and stretch.agreement == "same 1:1"
    is_title = scene.form(i) in TITLES and i > 0 and scene.words[i - 1].pos[2] == "人名"
    return likelihood(signs(scene, i)) if scene.is_open(i) and not is_time and not is_title else 0.0


def _unit(scene: Scene, risks: Sequence[float], i: int) -> tuple[int, int]:
    """The doubtful words that meet in kanji from word ``i`` on; a single kanji with its neighbour."""
    start, stop = scene.run(i)
    doubtful = [k for k in range(i, stop) if risks[k] >= _LEAST_PART]
    first, last = doubtful[0], doubtful[-1] + 1
    if first > start and _leans(scene.words[first], "接頭詞"):
        first -= 1
    is_before_title = last < stop and scene.form(last) in TITLES and scene.words[last - 1].pos[2] == "人名"
    if last < stop and _leans(scene.words[last - 1], "接尾") and not is_before_title:
        last += 1
    while last < len(scene.words) and scene.words[last - 1].pos[1] == "数" and is_number(scene.words[last]):
        last += 1
    return first, last


def _leans(word: Word, other: str) -> bool:
    """Whether it is a single kanji that may belong to its neighbour, as all do but the ``other`` kind."""
    return len(word.surface) == 1 and other not in word.pos[:2]


def _doubt(scene: Scene, number: int, risks: Sequence[float], unit: tuple[int, int]) -> Doubt:
    first, last = unit
    start, end = scene.words[first].start, scene.words[last - 1].end
    worst = max(range(first, last), key=lambda k: (risks[k], -k))
    risk = round(1 - prod(1 - r for r in risks[first:last]), 3)
    kana = katakana("".join(scene.readings[first:last]))
    reason = _reason(scene, worst, last - first)
    return Doubt(number, start, end, scene.text[start:end], kana, others_of(scene, unit, worst), reason, risk)


def _reason(scene: Scene, i: int, size: int) -> Suspicion:
    word, form = scene.words[i], scene.form(i)
    if word.grounds in _BY_GROUNDS:
        return _BY_GROUNDS[word.grounds]
    if word.pos[2] == "人名":
        return Suspicion.PERSON
    if size > 1 or (len(form) == 1 and sum(scene.run(i)) != 2 * i + 1):
        return Suspicion.PIECES
    stretch = scene.stretches.get(word.start)
    if stretch and stretch.agreement == "diff 1:1":
        return Suspicion.OPINION
    known = {k.kana for k in scene.known(form)}
    return Suspicion.HOMOGRAPH if form in CANDIDATES or len(known) > 1 else Suspicion.SIMILAR
