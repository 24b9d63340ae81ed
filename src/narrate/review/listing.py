"""All readings of an article, for people and programs, and what changed since another listing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from narrate.errors import UsageError
from narrate.messages import Message
from narrate.review.accented import accented
from narrate.review.doubts import Doubt, doubts_in
from narrate.review.word_changes import WordChange, changed_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from narrate.model import Reading, Utterance
    from narrate.reading.frontend import Analysis, FrontEnd

_LONGEST = 2000
"""Characters read in one go; Open JTalk takes 16 KiB."""


@dataclass(frozen=True, slots=True)
class ListedSentence:
    """One sentence of a listing. ``line`` and ``column`` count from 1."""

    line: int
    column: int
    text: str
    said: str
    kana: str
    accented: str
    labels_digest: str


@dataclass(frozen=True, slots=True)
class Listing:
    """An article's sentences as they are read, the words worth a look, and the reading of each sentence."""

    sentences: tuple[ListedSentence, ...]
    doubts: tuple[Doubt, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """How a sentence read before. No ``labels_digest``: its accents are not known."""

    kana: str
    labels_digest: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that reads otherwise than before; ``before`` is empty for a new one.

    Where ``before`` and ``after`` are the same kana, accents or pauses are others; ``accented`` shows them
    as they are now. ``line`` is that of the sentence, 0 for one that is gone; ``words`` are those that
    changed, if they can be told.
    """

    text: str
    before: str
    after: str
    accented: str = ""
    line: int = 0
    words: tuple[WordChange, ...] = ()


def listing_of(
    front_end: FrontEnd,
    utterances: Sequence[Utterance],
    digest: Callable[[tuple[str, ...], tuple[int, ...]], str],
) -> Listing:
    """Read every utterance and review the readings; ``digest`` is the one that records know labels by."""
    sentences, readings, analyses = [], [], []
    for utterance in utterances:
        analysis = front_end.analysis(utterance.text, utterance.rubies)
        analyses.append(analysis)
        reading = front_end.reading_of(analysis)
        readings.append(reading)
        place, said, marked = utterance.place, analysis.said.text, accented(analysis.features)
        name = digest(reading.labels, reading.breaths) if reading.labels else ""
        sentences.append(
            ListedSentence(place.line, place.column, utterance.text, said, analysis.kana, marked, name)
        )
    found = doubts_in(front_end, [(u.text, u.rubies) for u in utterances], analyses)
    return Listing(tuple(sentences), found, tuple(readings))


def listing_to_json(listing: Listing) -> dict[str, Any]:
    """The listing as plain data; `heard_by_text` reads it back."""
    return {
        "format": "narrate-readings-1",
        "sentences": [asdict(s) for s in listing.sentences],
        "doubts": [asdict(d) for d in listing.doubts],
    }


def heard_by_text(path: Path) -> dict[str, Heard]:
    """How each sentence was read, from a listing's JSON.

    Raises:
        UsageError: it is none.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return {s["text"]: Heard(s["kana"], s.get("labels_digest", "")) for s in table["sentences"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        hint = Message("give an edition's MP3 or what 'narrate readings --json' printed")
        raise UsageError(Message("this is no listing of readings"), hint=hint, path=path) from error


def changes(before: Mapping[str, Heard], listing: Listing) -> tuple[Change, ...]:
    """The sentences that are new or read otherwise, in kana or in accents, then those that are gone."""
    now: dict[str, tuple[ListedSentence, Reading]] = {}
    for sentence, reading in zip(listing.sentences, listing.readings, strict=True):
        now.setdefault(sentence.text, (sentence, reading))
    changed = [
        _change(before.get(text), s, reading)
        for text, (s, reading) in now.items()
        if text not in before or _reads_otherwise(before[text], s)
    ]
    return (*changed, *(Change(text, h.kana, "") for text, h in before.items() if text not in now))


def _change(before: Heard | None, now: ListedSentence, reading: Reading) -> Change:
    words = changed_words(before.kana, reading) if before else ()
    return Change(now.text, before.kana if before else "", now.kana, now.accented, now.line, words)


def _reads_otherwise(before: Heard, now: ListedSentence) -> bool:
    known = before.labels_digest
    return before.kana != now.kana or bool(known and known != now.labels_digest)


def kana_of_lines(front_end: FrontEnd, lines: Sequence[str]) -> Iterator[str]:
    """The katakana pronunciation of each line, one sentence a line; empty where nothing sounds."""
    return ("".join(analysis.kana for analysis in _analyses(front_end, line)) for line in lines)


def accents_of_lines(front_end: FrontEnd, lines: Sequence[str]) -> Iterator[str]:
    """The same with the accents, as `accented` writes them."""
    for line in lines:
        yield accented([node for analysis in _analyses(front_end, line) for node in analysis.features])


def _analyses(front_end: FrontEnd, line: str) -> Iterator[Analysis]:
    """How a line is read; a longer one than Open JTalk takes in pieces."""
    from narrate.model import Passage
    from narrate.script.ruby import resolve_ruby

    passage, rubies, _ = resolve_ruby(Passage.of(line))
    if len(passage.text) <= _LONGEST:
        if passage.text.strip():
            yield front_end.analysis(passage.text, rubies)
        return
    for at in range(0, len(passage.text), _LONGEST):
        yield front_end.analysis(passage.text[at : at + _LONGEST])
