"""The review: which readings of an article are worth a look, likeliest to be wrong first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING

from narrate.ground.kana import katakana
from narrate.reading.words.word import Grounds
from narrate.review.candidates import CANDIDATES, others_of
from narrate.review.likelihood import likelihood
from narrate.review.pasting import pasted
from narrate.review.signs import Scene, is_number, signs

if TYPE_CHECKING:
    from collections.abc import Sequence

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

    ``sentence`` numbers the sentences from 0; ``start`` and ``end`` are offsets in its said text.
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

    Words of the lexicon and words with ruby are settled and never doubtful.
    """
    return doubts_in(front_end, sentences, [front_end.analysis(text, rubies) for text, rubies in sentences])


def doubts_in(
    front_end: FrontEnd, sentences: Sequence[tuple[str, Sequence[Ruby]]], analyses: Sequence[Analysis]
) -> tuple[Doubt, ...]:
    """The same for sentences that were analysed already."""
    scenes = [scene_of(front_end, analysis) for analysis in analyses]
    found = _found(scenes)
    shown = _worth_a_look(front_end, found, sum(len(text) for text, _ in sentences))
    places = [
        sorted(
            ((d.sentence, d.start) for d in found[doubt.written, doubt.kana]),
            key=lambda place: place != (doubt.sentence, doubt.start),
        )
        for doubt in shown
    ]
    lines = pasted(front_end, sentences, scenes, [(d.written, d.kana, d.candidates) for d in shown], places)
    return tuple(replace(doubt, line=line) for doubt, line in zip(shown, lines, strict=True))


def doubt_count(front_end: FrontEnd, sentences: Sequence[tuple[str, Sequence[Ruby]]]) -> int:
    """How many doubtful words `doubts` shows, without the trials that their lines need."""
    scenes = [scene_of(front_end, front_end.analysis(text, rubies)) for text, rubies in sentences]
    return len(_worth_a_look(front_end, _found(scenes), sum(len(text) for text, _ in sentences)))


def _found(scenes: Sequence[Scene]) -> dict[tuple[str, str], list[Doubt]]:
    """All doubtful words with their places, by form and kana."""
    found: dict[tuple[str, str], list[Doubt]] = {}
    for number, scene in enumerate(scenes):
        for doubt in doubts_of(scene, number):
            found.setdefault((doubt.written, doubt.kana), []).append(doubt)
    return found


def _worth_a_look(
    front_end: FrontEnd, found: dict[tuple[str, str], list[Doubt]], characters: int
) -> list[Doubt]:
    """The riskiest, each once, as many as a text of so many characters may have."""
    merged = [
        replace(max(same, key=lambda d: d.risk), times=len(same))
        for key, same in found.items()
        if not front_end.settles(*key)
    ]
    shown = sorted(
        (d for d in merged if d.risk >= LEAST_RISK), key=lambda d: (-d.risk, -d.times, d.sentence, d.start)
    )
    return shown[: max(1, characters * MOST_PER_1000 // 1000)]


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
    """How likely a word is misread; nobody misreads 朝 and 今日 where both readers say the same."""
    stretch = scene.stretches.get(scene.words[i].start)
    is_time = scene.words[i].pos[1] == "副詞可能" and stretch is not None and stretch.agreement == "same 1:1"
    return likelihood(signs(scene, i)) if scene.is_open(i) and not is_time else 0.0


def _unit(scene: Scene, risks: Sequence[float], i: int) -> tuple[int, int]:
    """The doubtful words that meet in kanji from word ``i`` on; a single kanji with its neighbour."""
    start, stop = scene.run(i)
    doubtful = [k for k in range(i, stop) if risks[k] >= _LEAST_PART]
    first, last = doubtful[0], doubtful[-1] + 1
    if first > start and _leans(scene.words[first], "接頭詞"):
        first -= 1
    if last < stop and _leans(scene.words[last - 1], "接尾"):
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
