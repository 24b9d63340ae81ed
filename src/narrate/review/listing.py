"""All readings of an article, for people and programs, and what changed since another listing."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import asdict, astuple, dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from narrate.errors import UsageError
from narrate.ground.files import read_file
from narrate.ground.kana import HIRAGANA, KANJI, KATAKANA
from narrate.messages import Message, reason_of
from narrate.reading.accents.notation import accented
from narrate.review.doubts import Doubt, doubts_in
from narrate.review.word_changes import WordChange, changed_words
from narrate.speech.manner import stressed_moras

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from narrate.model import Place, Reading, Ruby, Utterance
    from narrate.reading.frontend import Analysis, FrontEnd

_LONGEST = 2000
"""Characters read in one go; Open JTalk takes 16 KiB."""
_MOST_BYTES = 100_000_000
"""Of a listing: that of a long book has 6 MB."""
_HINT = Message(
    "give a file of an edition (its MP3, transcript, chapters, show notes)"
    " or what 'narrate readings --json' printed"
)
_KIND = re.compile(
    rf"[{HIRAGANA}ー]+|[{KATAKANA}・]+|[{KANJI}]+|[0-9０-９.,]+|[A-Za-zＡ-Ｚａ-ｚ'’-]+|\s+|[^\w\s]+|."
)
"""A run of one kind of character."""
_WORD = re.compile(rf"[{HIRAGANA}](?![{HIRAGANA}ー])|[^\w'’.,-]\b|\s(?=\S)")
"""What a word probably ends in: kana before another kind, a mark or a space."""


@dataclass(frozen=True, slots=True)
class ListedSentence:
    """One sentence of a listing, where it stands."""

    place: Place
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
    """How a sentence read before. No ``labels_digest``: whether its accents are the same is not known.

    No ``accented``: nor is what they were.
    """

    kana: str
    labels_digest: str = ""
    accented: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that reads otherwise than before; ``before`` is empty for a new one.

    Where ``before`` and ``after`` are the same kana, accents or pauses are others; ``accented`` shows them
    as they are now, ``accented_before`` as they were, if that is known. ``line`` is that of the sentence, 0
    for one that is gone, and ``part`` the file inside the article that it counts in; ``words`` are those that
    changed, if they can be told.
    """

    text: str
    before: str
    after: str
    accented: str = ""
    line: int = 0
    words: tuple[WordChange, ...] = ()
    accented_before: str = ""
    part: str = ""


def listing_of(
    front_end: FrontEnd,
    utterances: Sequence[Utterance],
    digest: Callable[[tuple[str, ...], tuple[int, ...], tuple[tuple[int, int], ...]], str],
) -> Listing:
    """Read every utterance and review the readings; ``digest`` is the one that records know labels by."""
    sentences, readings, analyses = [], [], []
    for utterance in utterances:
        analysis = front_end.analysis(utterance.text, utterance.rubies)
        analyses.append(analysis)
        reading = front_end.reading_of(analysis)
        readings.append(reading)
        said, marked = analysis.said.text, reading.accented
        stressed = stressed_moras(utterance.stressed, reading.words)
        name = digest(reading.labels, reading.breaths, stressed) if reading.labels else ""
        sentences.append(ListedSentence(utterance.place, utterance.text, said, analysis.kana, marked, name))
    found = doubts_in(front_end, [(u.text, u.rubies) for u in utterances], analyses)
    return Listing(tuple(sentences), found, tuple(readings))


def listing_to_json(listing: Listing) -> dict[str, Any]:
    """The listing as plain data; `heard_by_text` reads it back."""
    return {
        "format": "narrate-readings-1",
        "sentences": [_sentence_to_json(s) for s in listing.sentences],
        "doubts": [asdict(d) for d in listing.doubts],
    }


def _sentence_to_json(sentence: ListedSentence) -> dict[str, Any]:
    table = asdict(sentence)
    del table["place"]
    return {**place_to_json(sentence.place), **table}


def place_to_json(place: Place) -> dict[str, Any]:
    """Where something begins, as plain data; with its part where there is one."""
    begun = {"line": place.line, "column": place.column}
    return {"part": place.part, **begun} if place.part else begun


def heard_by_text(path: Path) -> dict[str, Heard]:
    """How each sentence was read, from a listing's JSON.

    Raises:
        UsageError: it is none.
    """
    try:
        table = json.loads(read_file(path, _MOST_BYTES))
        return {s["text"]: _heard(s) for s in table["sentences"]}
    except OSError as error:
        raise unread(path, error, _HINT) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(Message("this is no listing of readings"), hint=_HINT, path=path) from error


def unread(path: Path, error: OSError, hint: Message) -> UsageError:
    """What is wrong with a file that was named and cannot be read."""
    if isinstance(error, FileNotFoundError):
        return UsageError(Message("there is no such file"), hint=Message("check the path"), path=path)
    problem = Message("cannot be read ({reason})", reason=reason_of(error))
    return UsageError(problem, hint=hint, path=path)


def _heard(sentence: dict[str, Any]) -> Heard:
    """How a sentence of a listing was read; older ones tell less.

    Raises:
        TypeError: it is none.
    """
    heard = Heard(sentence["kana"], sentence.get("labels_digest", ""), sentence.get("accented", ""))
    if not all(isinstance(text, str) for text in (sentence["text"], *astuple(heard))):
        raise TypeError
    return heard


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
    if before is None:
        return Change(now.text, "", now.kana, now.accented, now.place.line, part=now.place.part)
    words = changed_words(before.kana, reading)
    line, part = now.place.line, now.place.part
    return Change(now.text, before.kana, now.kana, now.accented, line, words, before.accented, part)


def _reads_otherwise(before: Heard, now: ListedSentence) -> bool:
    known = before.labels_digest
    return before.kana != now.kana or bool(known and known != now.labels_digest)


@dataclass(frozen=True, slots=True)
class LineRead:
    """How a line of a plain file is said; nothing where it makes no sound."""

    kana: str
    accented: str


def line_read(front_end: FrontEnd, line: str) -> LineRead:
    """The katakana pronunciation of a line, one sentence or several, and the same with its accents.

    Raises:
        UnspokenError: a sentence of it is longer than Open JTalk takes.
    """
    analyses = list(_analyses(front_end, line))
    nodes = [node for analysis in analyses for node in analysis.features]
    return LineRead("".join(analysis.kana for analysis in analyses), accented(nodes))


def kana_of_lines(front_end: FrontEnd, lines: Sequence[str]) -> Iterator[str]:
    """The katakana pronunciation of each line."""
    return (line_read(front_end, line).kana for line in lines)


def accents_of_lines(front_end: FrontEnd, lines: Sequence[str]) -> Iterator[str]:
    """The same with the accents, as `accented` writes them."""
    return (line_read(front_end, line).accented for line in lines)


def _analyses(front_end: FrontEnd, line: str) -> Iterator[Analysis]:
    """How a line is read; a longer one than Open JTalk takes in pieces."""
    from narrate.model import Passage
    from narrate.script.ruby import resolve_ruby

    passage, rubies, _ = resolve_ruby(Passage.of(line))
    text = passage.text
    for start, end in pairwise(_borders(text, rubies)):
        if text[start:end].strip():
            inside = (ruby for ruby in rubies if start <= ruby.start and ruby.end <= end)
            moved = [replace(ruby, start=ruby.start - start, end=ruby.end - start) for ruby in inside]
            yield front_end.analysis(text[start:end], moved)


def _borders(text: str, rubies: Sequence[Ruby]) -> list[int]:
    """Where the pieces of a line begin and end: at ends of sentences, at commas, between kinds of letters.

    The first of these that a piece has decides; none is longer than `_LONGEST`, and no ruby is cut if it
    need not be.
    """
    if len(text) <= _LONGEST:
        return [0, len(text)]
    covered = {at for ruby in rubies for at in range(ruby.start + 1, ruby.end)}
    wanted = [[at for at in places if at not in covered] for places in _places_to_cut(text)]
    borders = [0]
    while len(text) - borders[-1] > _LONGEST:
        start = borders[-1]
        last = (_last_between(places, start, start + _LONGEST) for places in wanted)
        borders.append(next(filter(None, last), start + _LONGEST))
    return [*borders, len(text)]


def _places_to_cut(text: str) -> Iterator[list[int]]:
    """Where a text may be cut, the best kind of place first, each in order."""
    from narrate.model import Joint
    from narrate.script.sentences import cut_sentences

    sentences = cut_sentences(text)
    for joint in (Joint.SENTENCE, Joint.COMMA):
        yield [sentence.end for sentence in sentences if sentence.joint is joint]
    yield [found.end() for found in _WORD.finditer(text)]
    yield [found.end() for found in _KIND.finditer(text)]


def _last_between(places: Sequence[int], start: int, end: int) -> int | None:
    at = bisect_right(places, end) - 1
    return places[at] if at >= 0 and places[at] > start else None
