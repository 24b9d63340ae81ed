"""The lexicon: entries in layers that override one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from narrate.ground.kana import KANJI
from narrate.model import Ruby
from narrate.reading.lexicon.forms import fold, skeleton
from narrate.reading.lexicon.shipped import shipped_entries
from narrate.reading.text.said import said_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.reading.lexicon.entries import Entry

_KANJI = re.compile(f"[{KANJI}]")
_FAMILIAR = range(0xA1, 0xD0)
"""First bytes, in EUC-JP, of the signs and the first 2,965 kanji of JIS X 0208, which any dictionary has."""


class _Row(NamedTuple):
    content: str
    forms: tuple[str, ...]
    has_digit: bool
    has_kanji: bool
    foreign: str


@dataclass(frozen=True)
class Lexicon:
    """Layers of entries, the later ones stronger. The first is the one narrate ships."""

    layers: tuple[tuple[Entry, ...], ...] = ()
    with_shipped: bool = True

    def with_layer(self, entries: Iterable[Entry]) -> Lexicon:
        """The lexicon with one more layer, which overrides those below."""
        return Lexicon((*self.layers, tuple(entries)), self.with_shipped)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that hold: one for each written form, the strongest."""
        shipped = shipped_entries() if self.with_shipped else ()
        return _strongest((shipped, *self.layers))

    @cached_property
    def own(self) -> tuple[Entry, ...]:
        """The entries that hold and are not shipped ones."""
        return _strongest(self.layers)

    @cached_property
    def confirmed(self) -> tuple[Entry, ...]:
        """The words that somebody found right as they are read, in whatever layer. They decide no reading."""
        return tuple(e for layer in self.layers for e in layer if e.is_confirmed)

    def signature(self, *forms: str) -> tuple[str, ...]:
        """What the author's entries say that can match in one of a text's forms, in a fixed order.

        Rather too many than too few: an entry with digits matches any number, since numbers are rewritten
        before the search; one with kanji any text with a rare kanji, since the engine may take that for a
        variant of another. An entry matches as it is written and as it is said: ``km`` is キロメートル.
        """
        if not self._rows:
            return ()
        folded = [skeleton(form) for form in forms]
        has_digit = any(c.isdigit() for form in folded for c in form)
        has_rare = any(_has_rare_kanji(form) for form in folded)
        return tuple(
            row.content
            for row in self._rows
            if (has_digit and row.has_digit)
            or (has_rare and row.has_kanji)
            or any(form in text for form in row.forms for text in folded)
            or (row.foreign and row.foreign in forms[0])
        )

    @cached_property
    def foreign(self) -> tuple[Entry, ...]:
        """The entries in scripts that no dictionary reads; they are matched in the text as written."""
        return tuple(entry for entry in self.own if is_foreign(entry.written))

    def foreign_words(self, text: str, rubies: Sequence[Ruby]) -> list[Ruby]:
        """Where words of foreign scripts stand that an entry reads; the author's ruby goes before it."""
        taken = {at for ruby in rubies for at in range(ruby.start, ruby.end)}
        found = []
        for entry in sorted(self.foreign, key=lambda e: -len(e.written)):
            start = text.find(entry.written)
            while start >= 0:
                span = range(start, start + len(entry.written))
                if taken.isdisjoint(span):
                    taken.update(span)
                    found.append(Ruby(span.start, span.stop, entry.kana))
                start = text.find(entry.written, span.stop)
        return sorted(found, key=lambda ruby: ruby.start)

    @cached_property
    def _rows(self) -> tuple[_Row, ...]:
        rows = []
        for entry in self.own:
            said = said_form(entry.written)
            forms = tuple({skeleton(form) for form in (entry.written, said)} - {""})
            both = "".join(forms)
            foreign = "" if skeleton(said) else entry.written
            rows.append(
                _Row(
                    repr(entry.content),
                    forms,
                    any(c.isdigit() for c in both),
                    bool(_KANJI.search(both)),
                    foreign,
                )
            )
        return tuple(sorted(rows, key=lambda row: row.content))


def _strongest(layers: Iterable[Iterable[Entry]]) -> tuple[Entry, ...]:
    return tuple({fold(e.written): e for layer in layers for e in layer if not e.is_confirmed}.values())


@lru_cache(maxsize=65536)
def _has_rare_kanji(text: str) -> bool:
    """Whether there is a kanji beyond the first level of JIS X 0208."""
    return any(kanji.encode("euc_jp", "replace")[0] not in _FAMILIAR for kanji in _KANJI.findall(text))


def is_foreign(written: str) -> bool:
    """Whether nothing of ``written`` is left when it is said: Hangul, Cyrillic, an emoji."""
    return not skeleton(said_form(written))
