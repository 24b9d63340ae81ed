"""Words -> words, those of several readings settled by their neighbours."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from narrate.reading.homographs.conditions import condition_of
from narrate.reading.homographs.special import CODE
from narrate.reading.homographs.table import homographs
from narrate.reading.sounds.pronunciation import spoken
from narrate.reading.words.word import Grounds, noun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.reading.homographs.conditions import Condition
    from narrate.reading.homographs.table import Row
    from narrate.reading.words.word import Word

_BESIDE = 8
"""So many words on each side are the text beside a word."""


def settled(words: Sequence[Word]) -> list[Word]:
    """The words with the readings that their neighbours ask for; each tells which row did it."""
    rules = _rules_by_start()
    return [
        word if word.is_protected else _settled(words, at, rules.get(word.surface[:1], ()))
        for at, word in enumerate(words)
    ]


def uncut_words(text: str) -> Iterator[Word]:
    """Words of a said text that the dictionary would cut up: 開店時間に合わせる is no 間に合わせる."""
    for row in homographs().rows:
        for match in re.finditer(_uncut(row), text) if row.uncut else ():
            word = noun(match.group(), match.span(), row.uncut, row.reads, row.accent or 0, Grounds.RULE)
            yield word.decided_by(row.name)


class _Rule:
    """A row of the table; its patterns are compiled when they are needed, since most articles need few."""

    def __init__(self, row: Row) -> None:
        self._row = row

    def applied(self, words: Sequence[Word], at: int, left: str, right: str) -> Word | None:
        """The word at ``at`` between two texts as the row has it; ``None`` where the row does not hold."""
        if not self._forms.fullmatch(words[at].surface):
            return None
        if self._row.code:
            kana = CODE[self._row.code](words, at, homographs().lists)
            return words[at].said(kana, Grounds.RULE).decided_by(self._row.name) if kana else None
        return self._said(words[at]) if self._holds(words, at, left, right) else None

    def _holds(self, words: Sequence[Word], at: int, left: str, right: str) -> bool:
        if not (self._before.search(left) and self._after.match(right)):
            return False
        if self._unless and (self._unless.search(left) or self._unless.search(right)):
            return False
        return all(condition(words, at) for condition in self._where)

    def _said(self, word: Word) -> Word | None:
        """The word as the row has it.

        One that is read so already is settled by a row of text, since what follows would read it otherwise;
        a row that tests words only corrects the dictionary, and leaves it in charge where that is right.
        """
        row, reads = self._row, spoken(self._row.reads)
        begins = self._instead_of.match(word.pron)
        if begins:
            rest = word.pron[begins.end() :] if row.instead_of else ""
            return word.said(reads + rest, Grounds.RULE, row.accent).decided_by(row.name)
        if not word.pron.startswith(reads):
            return None
        said = word if row.where else word.said(word.pron, Grounds.RULE)
        return said.decided_by(row.name)

    @cached_property
    def _forms(self) -> re.Pattern[str]:
        return re.compile(self._row.forms or re.escape(self._row.word))

    @cached_property
    def _instead_of(self) -> re.Pattern[str]:
        return re.compile(self._row.instead_of)

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self._row.before})$")

    @cached_property
    def _after(self) -> re.Pattern[str]:
        return re.compile(self._row.after)

    @cached_property
    def _unless(self) -> re.Pattern[str] | None:
        return re.compile(self._row.unless) if self._row.unless else None

    @cached_property
    def _where(self) -> tuple[Condition, ...]:
        return tuple(condition_of(text, homographs().lists) for text in self._row.where)


def _settled(words: Sequence[Word], at: int, rules: Sequence[_Rule]) -> Word:
    if not rules:
        return words[at]
    left = "".join(w.surface for w in words[max(0, at - _BESIDE) : at])
    right = "".join(w.surface for w in words[at + 1 : at + 1 + _BESIDE])
    found = (rule.applied(words, at, left, right) for rule in rules)
    return next((said for said in found if said is not None), words[at])


@lru_cache(maxsize=1)
def _rules_by_start() -> dict[str, tuple[_Rule, ...]]:
    """The rules for words that begin with each character."""
    found: dict[str, tuple[_Rule, ...]] = {}
    for row in homographs().rows:
        rule = _Rule(row)
        for start in () if row.uncut else _starts(row.forms or row.word):
            found[start] = (*found.get(start, ()), rule)
    return found


def _starts(forms: str) -> str:
    """The characters with which a pattern of forms begins: its first, or those in its first brackets."""
    return forms[1 : forms.index("]")] if forms[0] == "[" else forms[0]


def _uncut(row: Row) -> str:
    return f"(?<={row.before})(?:{row.forms or row.word})(?={row.after})"
