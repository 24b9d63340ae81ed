"""What decided each reading: the rules that say a sentence otherwise, and for each word its grounds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from narrate.errors import called
from narrate.ground.kana import is_kana
from narrate.messages import Message
from narrate.reading.lexicon.forms import fold
from narrate.reading.lexicon.shipped import SHIPPED
from narrate.reading.text.said import said_form
from narrate.reading.words.word import Grounds
from narrate.review.listing import place_to_json
from narrate.review.matching import said_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.model import Place, Utterance
    from narrate.reading.frontend import Analysis, FrontEnd
    from narrate.reading.lexicon.entries import Entry
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.words.word import Word

_ENGINE = "Open JTalk"
"""Where a word is said otherwise than it was handed over: it reads numbers, and some words by neighbours."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A stretch of a sentence that a rule of text says otherwise; ``said`` is how, empty for silence."""

    written: str
    said: str
    rule: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A word of the said text, its kana in the end, where that comes from, and the name of the rule."""

    written: str
    kana: str
    grounds: str
    rule: str


@dataclass(frozen=True, slots=True)
class Why:
    """One sentence where it stands, with all that decided how it is read."""

    place: Place
    text: str
    rewrites: tuple[Rewritten, ...]
    words: tuple[Decided, ...]


def place_of(entry: Entry) -> Message | str:
    """Where an entry of a lexicon stands: words for what narrate ships, else a file and a line."""
    if entry.path == SHIPPED:
        return Message("shipped lexicon")
    path = called(entry.path)
    return Message("{path}:{line}", path=path, line=entry.line) if entry.line else path


def whys(front_end: FrontEnd, lexicon: Lexicon, utterances: Iterable[Utterance]) -> list[Why]:
    """Read every utterance and tell what decided."""
    entries = {fold(said_form(entry.written)): entry for entry in lexicon.entries}
    found = []
    for utterance in utterances:
        analysis = front_end.analysis(utterance.text, utterance.rubies)
        place, text = utterance.place, utterance.text
        words = _decided(analysis, front_end.readings(analysis), entries)
        found.append(Why(place, text, tuple(_rewritten(text, analysis)), tuple(words)))
    return found


def why_to_json(found: Sequence[Why]) -> dict[str, Any]:
    """The same as plain data."""
    return {"format": "narrate-why-1", "sentences": [_why_to_json(why) for why in found]}


def _why_to_json(why: Why) -> dict[str, Any]:
    table = asdict(why)
    del table["place"]
    return {**place_to_json(why.place), **table}


def _rewritten(text: str, analysis: Analysis) -> Iterable[Rewritten]:
    said = analysis.said
    for rewrite in sorted(said.rewrites, key=lambda r: r.start):
        spoken = said_between(said, rewrite.start, rewrite.end)
        yield Rewritten(text[rewrite.start : rewrite.end], spoken, rewrite.rule)
    for silence in said.silences:
        yield Rewritten(text[silence.start : silence.end], "", silence.reason)


def _decided(analysis: Analysis, readings: Sequence[str], entries: dict[str, Entry]) -> Iterable[Decided]:
    for word, kana in zip(analysis.words, readings, strict=True):
        if not kana:
            continue
        written = analysis.said.text[word.start : word.end] or word.surface
        yield Decided(written, kana, word.grounds.value, _rule(word, written, kana, entries))


def _rule(word: Word, written: str, kana: str, entries: dict[str, Entry]) -> str:
    if word.rule:
        return word.rule
    if word.grounds is Grounds.UNKNOWN and is_kana(written.replace("・", "")):
        return Message("kana, as written")
    if word.grounds is Grounds.LEXICON and (entry := entries.get(fold(written))):
        return place_of(entry)
    return _ENGINE if word.pron and kana != word.pron.replace("’", "") else ""
