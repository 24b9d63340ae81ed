"""Lines for the lexicon that change just what they are meant to: each is tried before it is offered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.ground.kana import is_sayable, katakana
from narrate.reading.lexicon.entries import Entry
from narrate.reading.words.second import sound
from narrate.review.matching import kana_between, loose, may_match, searched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narrate.model import Ruby
    from narrate.reading.frontend import Analysis, FrontEnd
    from narrate.review.matching import Spoken
    from narrate.review.signs import Scene


@dataclass(frozen=True, slots=True)
class _Proposal:
    """``written`` is to be read ``kana`` where it stands at ``places``: sentence and offset."""

    number: int
    written: str
    kana: str
    places: frozenset[tuple[int, int]]

    @property
    def line(self) -> str:
        return f"{json.dumps(self.written, ensure_ascii=False)} = {json.dumps(self.kana, ensure_ascii=False)}"


def pasted(
    front_end: FrontEnd,
    sentences: Sequence[tuple[str, Sequence[Ruby]]],
    scenes: Sequence[Scene],
    words: Sequence[tuple[str, str, tuple[str, ...]]],
    places: Sequence[Sequence[tuple[int, int]]],
) -> list[str]:
    """For each word (as written, its kana, its candidates) and its places the line to paste, or none.

    The first candidate is tried for the word itself; where that changes anything else in the article,
    for the word with its neighbours.
    """
    lines = [""] * len(words)
    left = [n for n, (_, _, candidates) in enumerate(words) if candidates]
    trials = _Trials(front_end, sentences, scenes)
    for width in range(4):
        proposals = [
            proposal
            for n in left
            if (proposal := _proposal(scenes, n, words[n][2][0], (words[n][0], places[n]), width))
        ]
        for batch in _apart(proposals):
            for proposal in trials.passed(batch):
                lines[proposal.number] = proposal.line
        left = [n for n in left if not lines[n]]
    return lines


def _proposal(
    scenes: Sequence[Scene],
    number: int,
    candidate: str,
    word: tuple[str, Sequence[tuple[int, int]]],
    width: int,
) -> _Proposal | None:
    """The candidate for a word alone (0), in its compound (1), with the next word (2), with both (3)."""
    written, places = word
    sentence, start = places[0]
    wide = widened(scenes[sentence], start, start + len(written), candidate, width)
    if wide is None:
        return None
    begin, longer, kana = wide
    lead = start - begin
    there = {(s, at - lead) for s, at in places if _is_cut_out(scenes[s], longer, at - lead)}
    return _Proposal(number, longer, kana, frozenset(there)) if (sentence, begin) in there else None


def widened(scene: Scene, start: int, end: int, kana: str, width: int) -> tuple[int, str, str] | None:
    """A word that is to be read ``kana`` with its neighbours: where that begins, how it is written and read.

    ``width`` is 0 for the word alone, 1 for its compound, 2 with the next word, 3 with both.
    """
    first, last = _indices(scene, start, end)
    if first == last:
        return None
    if width == 1:
        wide = (scene.run(first)[0], scene.run(last - 1)[1])
    else:
        wide = (first - (width == 3), last + (width > 1))
    if wide[0] < 0 or wide[1] > len(scene.words) or (width and wide == (first, last)):
        return None
    if width and not all(_is_plain(scene, k) for k in (*range(wide[0], first), *range(last, wide[1]))):
        return None
    begin, stop = scene.words[wide[0]].start, scene.words[wide[1] - 1].end
    longer = scene.text[begin:stop]
    if len(longer) != sum(w.end - w.start for w in scene.words[wide[0] : wide[1]]):
        return None
    said = katakana("".join([*scene.readings[wide[0] : first], kana, *scene.readings[last : wide[1]]]))
    return (begin, longer, said) if is_sayable(said) else None


def _is_cut_out(scene: Scene, written: str, at: int) -> bool:
    """Whether it stands there and both readers cut before and behind it: not 間分 of 8000時間分."""
    pieces = scene.tokens or scene.words  # without a second opinion the first reader's cuts do
    cuts = ({piece.start for piece in pieces}, {piece.end for piece in pieces})
    is_there = at >= 0 and scene.text.startswith(written, at)
    return is_there and at in cuts[0] and at + len(written) in cuts[1]


def _indices(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """The words between two offsets."""
    inside = [k for k, w in enumerate(scene.words) if start <= w.start and w.end <= end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _is_plain(scene: Scene, k: int) -> bool:
    """Whether a word may stand in an entry beside another: it sounds, and is no number."""
    return not scene.words[k].is_mark and bool(scene.readings[k]) and scene.words[k].pos[1] != "数"


def _apart(proposals: Iterable[_Proposal]) -> Iterator[list[_Proposal]]:
    """The proposals in batches in which none can hide the fault of another: no word is part of another."""
    left = list(proposals)
    while left:
        batch: list[_Proposal] = []
        rest: list[_Proposal] = []
        for p in left:
            meets = any(
                loose(p.written) in loose(q.written) or loose(q.written) in loose(p.written) for q in batch
            )
            (rest if meets else batch).append(p)
        yield batch
        left = rest


class _Trials:
    """An article that is read with entries more than its lexicon has."""

    def __init__(
        self,
        front_end: FrontEnd,
        sentences: Sequence[tuple[str, Sequence[Ruby]]],
        scenes: Sequence[Scene],
    ) -> None:
        self._front_end = front_end
        self._sentences = sentences
        self._scenes = scenes
        self._searched = [searched(text, s.text) for (text, _), s in zip(sentences, scenes, strict=True)]

    def passed(self, batch: Sequence[_Proposal]) -> list[_Proposal]:
        """The proposals that are read as they should where they should, and change nothing else."""
        reader = self._front_end.with_entries([Entry(p.written, p.kana) for p in batch])
        faulty: set[int] = set()
        for number, ((text, rubies), scene) in enumerate(zip(self._sentences, self._scenes, strict=True)):
            here = [p for p in batch if may_match(p.written, self._searched[number])]
            if here:
                analysis = reader.analysis(text, rubies)
                faulty |= _faulty(scene, analysis, reader.readings(analysis), number, here)
        return [p for p in batch if p.number not in faulty]


def _faulty(
    scene: Scene, analysis: Analysis, readings: Sequence[str], number: int, here: Sequence[_Proposal]
) -> set[int]:
    """The proposals that do in one sentence what they should not."""
    everyone = {p.number for p in here}
    if analysis.said.text != scene.text:
        return everyone
    before = scene.spoken
    after = [(w.start, w.end, kana) for w, kana in zip(analysis.words, readings, strict=True)]
    faulty: set[int] = set()
    meant: list[tuple[int, int]] = []
    for p in here:
        for at in (at for sentence, at in p.places if sentence == number):
            meant.append((at, at + len(p.written)))
            if kana_between(after, *meant[-1]) != sound(p.kana):
                faulty.add(p.number)
    for start, end in _changed(before, after):
        if not any(a <= start and end <= b for a, b in meant):
            faulty |= {p.number for p in here if _touches(scene.text, p.written, start, end)} or everyone
    return faulty


def _changed(before: Sequence[Spoken], after: Sequence[Spoken]) -> Iterator[tuple[int, int]]:
    """The shortest stretches between cuts of both that sound otherwise than before."""
    cuts = sorted({end for _, end, _ in before} & {end for _, end, _ in after})
    start = 0
    for end in cuts:
        heard = [sound("".join(k for s, e, k in words if start < e <= end)) for words in (before, after)]
        if heard[0] != heard[1]:
            yield start, end
        start = end


def _touches(text: str, written: str, start: int, end: int) -> bool:
    at = loose(text).find(loose(written))
    while at >= 0:
        if at < end and start < at + len(written):
            return True
        at = loose(text).find(loose(written), at + 1)
    return False
