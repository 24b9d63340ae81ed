"""The bunsetsu that each one depends on, in its own quotation: the next noun or verb, of は the last verb.

They are met from the last to the first, each once: a sentence may have thousands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from narrate.reading.phrases.endings import Ending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.phrases.bunsetsu import Bunsetsu

ON_NOUNS = frozenset((Ending.ATTRIBUTE, Ending.RELATIVE, Ending.LISTED, Ending.PAIRED, Ending.JOINER))
"""Endings that lead to a noun; all others lead to a verb."""
_WHOLE = frozenset((Ending.TOPIC, Ending.ALSO, Ending.REASON, Ending.TE, Ending.STEM))
"""Endings that no サ変 noun takes up: それは開発の is no verb."""


class _Sought(NamedTuple):
    """What a bunsetsu leads to beside verbs: the adjective of a noun too, or not, and which サ変 nouns."""

    has_epithets: bool
    nouns: str


_NO_NOUN, _OF_OBJECTS, _ANY_NOUN = "none", "what を leads to", "any"
_ALL = frozenset(_Sought(*each) for each in product((False, True), (_NO_NOUN, _OF_OBJECTS, _ANY_NOUN)))
_WITH_EPITHETS = frozenset(sought for sought in _ALL if sought.has_epithets)
_BY_TOPIC = _Sought(has_epithets=True, nouns=_NO_NOUN)
_NOTHING: frozenset[_Sought] = frozenset()


@dataclass
class _Level:
    """The predicates behind a place that stand in one quotation: the next of each kind, and は's last one."""

    nearest: dict[_Sought, int] = field(default_factory=dict)
    last: int | None = None


class _Behind:
    """What stands behind a place, which moves from the end of a stretch to its beginning."""

    def __init__(self, bunsetsu: Sequence[Bunsetsu]) -> None:
        self._bunsetsu = bunsetsu
        self._levels: dict[int, _Level] = {}
        """By the quotations round them, outer ones first; those that ended before the place are gone."""
        self._noun = len(bunsetsu)
        self._level_to_noun = 0

    def meet(self, at: int) -> None:
        """Move before a bunsetsu."""
        one = self._bunsetsu[at]
        self._level_to_noun = one.level if one.is_noun else min(one.level, self._level_to_noun)
        if one.is_noun:
            self._noun = at
        while self._levels and next(reversed(self._levels)) > one.level:
            self._levels.popitem()
        level = self._levels.setdefault(one.level, _Level())
        answered = _answered(self._bunsetsu, at)
        level.nearest.update(dict.fromkeys(answered, at))
        if level.last is None and _BY_TOPIC in answered:
            level.last = at

    def head(self, own: Bunsetsu, ending: Ending) -> int:
        """The bunsetsu that ``own``, right before the place, depends on; behind the last where none is."""
        none = len(self._bunsetsu)
        if ending in ON_NOUNS:
            return self._noun if self._level_to_noun >= own.outer else none
        level = self._levels.get(own.outer)
        if level is None:
            return none
        found = level.last if _is_topic(own, ending) else level.nearest.get(_sought_by(own, ending))
        return none if found is None else found


def heads_of(bunsetsu: Sequence[Bunsetsu], endings: Sequence[Ending]) -> list[int]:
    """What each but the last depends on, by its number; their count where that is not in the stretch."""
    behind = _Behind(bunsetsu)
    found = []
    for at in range(len(endings) - 1, -1, -1):
        behind.meet(at + 1)
        found.append(behind.head(bunsetsu[at], endings[at]))
    return found[::-1]


def _is_topic(own: Bunsetsu, ending: Ending) -> bool:
    """Whether は stands behind no other particle, as it does in 東京では."""
    return ending is Ending.TOPIC and not (len(own.nodes) > 1 and own.nodes[-2]["pos_group1"] == "格助詞")


def _sought_by(own: Bunsetsu, ending: Ending) -> _Sought:
    if ending in _WHOLE:
        return _Sought(_takes_epithets(own, ending), _NO_NOUN)
    is_object = own.nodes[-1]["string"] == "を"
    return _Sought(_takes_epithets(own, ending), _OF_OBJECTS if is_object else _ANY_NOUN)


def _takes_epithets(own: Bunsetsu, ending: Ending) -> bool:
    """Whether the adjective of a noun may be what it leads to, as in 背が高い人 and 海に近い町."""
    is_bound = ending in (Ending.SUBJECT, Ending.ALSO, Ending.TOPIC, Ending.ADVERB)
    return is_bound or own.nodes[-1]["string"] in ("に", "より")


def _answered(bunsetsu: Sequence[Bunsetsu], at: int) -> frozenset[_Sought]:
    """For which of those before it a bunsetsu is a predicate; サ変 nouns are verbs."""
    one, is_last = bunsetsu[at], at == len(bunsetsu) - 1
    last = one.nodes[-1]
    if one.is_verbal or (one.is_formula and bunsetsu[at - 1].nodes[-1]["string"] == "を"):
        return _WITH_EPITHETS if one.is_epithet and not is_last else _ALL
    if is_last:
        return _NOTHING if last["pos"] == "助詞" else _ALL
    if one.last_noun is None:
        return _NOTHING
    if any(node["pos"] == "助動詞" for node in one.nodes):
        return _ALL
    return _noun_answered(last) if one.last_noun["pos_group1"] == "サ変接続" else _NOTHING


def _noun_answered(last: dict[str, object]) -> frozenset[_Sought]:
    """The same of a サ変 noun by the last word of its bunsetsu."""
    taken = set()
    if last["string"] not in ("が", "は", "を"):
        taken.add(_OF_OBJECTS)
    if last["pos"] == "名詞" or last["string"] == "へ":
        taken.add(_ANY_NOUN)
    return frozenset(sought for sought in _ALL if sought.nouns in taken)
