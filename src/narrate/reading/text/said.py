"""From a sentence as it is written to the sentence as it is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.model import Ruby, Silence
from narrate.reading.policy import SayingPolicy
from narrate.reading.text.characters import APART, CHARACTERS, REPEATS, has_other_form
from narrate.reading.text.dates import DATES
from narrate.reading.text.draft import Draft, Rewrite, Rule
from narrate.reading.text.gloss import GLOSSES
from narrate.reading.text.numbers import NUMBERS
from narrate.reading.text.ornaments import FACES, ORNAMENTS
from narrate.reading.text.quotes import QUOTES
from narrate.reading.text.spellings import SPELLINGS, has_old_spelling
from narrate.reading.text.symbols import SYMBOLS, WIDTHS
from narrate.reading.text.web import WEB

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_POLICY = SayingPolicy()
NO_READING = "no reading"
"""How the reason begins for what no dictionary can say; nobody asked for its silence."""

_PLAIN = re.compile(
    "(?!.*(?:零時|[年月日時]頃))[ぁ-ゖァ-ヺー一-鿿々、。「」『』]*|(?!.bps)[A-Z][a-z]{3,}|[A-Z]{4,}"
)

RULES: tuple[Rule, ...] = (
    *REPEATS,
    *FACES,
    *WIDTHS,
    *CHARACTERS,
    *SPELLINGS,
    *WEB,
    *GLOSSES,
    *DATES,
    *NUMBERS,
    *SYMBOLS,
    *QUOTES,
    *ORNAMENTS,
    *APART,
)
"""The steps in their order: what is no language goes first, then widths, then words and numbers."""


@dataclass(frozen=True)
class Said:
    """A sentence as it is said.

    ``origins[i]`` is where ``text[i]`` stands in the written sentence, -1 if it was inserted.
    ``silences`` and ``rewrites`` are in written offsets, ``rubies`` in offsets of ``text``.
    """

    text: str
    origins: tuple[int, ...]
    silences: tuple[Silence, ...]
    rewrites: tuple[Rewrite, ...] = ()
    rubies: tuple[Ruby, ...] = ()


def as_said(text: str, rubies: Sequence[Ruby] = (), policy: SayingPolicy = DEFAULT_POLICY) -> Said:
    """``text`` as a reader would say it: every rule applied in turn, none to a word with ruby."""
    if is_said_as_written(text):
        return Said(text, tuple(range(len(text))), (), (), tuple(sorted(rubies, key=lambda r: r.start)))
    return _by_rules(text, rubies, policy)


def _by_rules(text: str, rubies: Sequence[Ruby], policy: SayingPolicy) -> Said:
    draft = Draft.of(text, frozenset(i for r in rubies for i in range(r.start, r.end)))
    for rule in RULES:
        draft = rule.apply(draft, policy)
    return Said(
        draft.text,
        draft.origins,
        joined(draft.silences),
        draft.rewrites,
        tuple(_moved(rubies, draft.origins)),
    )


def is_said_as_written(text: str) -> bool:
    """Whether ``text`` holds nothing that a rule rewrites: kana, kanji, common marks; or one Latin word."""
    return _PLAIN.fullmatch(text) is not None and not (has_other_form(text) or has_old_spelling(text))


@lru_cache(maxsize=4096)
def said_form(word: str) -> str:
    """A word of the lexicon as `as_said` leaves it: the form in which it stands in said texts."""
    return word if is_said_as_written(word) else as_said(word).text


def joined(silences: Sequence[Silence]) -> tuple[Silence, ...]:
    """The silences in order, neighbours with one reason as one."""
    result: list[Silence] = []
    for silence in sorted(silences, key=lambda s: s.start):
        if result and result[-1].end == silence.start and result[-1].reason == silence.reason:
            result[-1] = Silence(result[-1].start, silence.end, silence.reason)
        else:
            result.append(silence)
    return tuple(result)


def _moved(rubies: Sequence[Ruby], origins: tuple[int, ...]) -> list[Ruby]:
    """The rubies, moved to where their words stand now."""
    moved = []
    for ruby in rubies:
        places = [i for i, origin in enumerate(origins) if ruby.start <= origin < ruby.end]
        if places:
            moved.append(Ruby(places[0], places[-1] + 1, ruby.kana))
    return sorted(moved, key=lambda r: r.start)
