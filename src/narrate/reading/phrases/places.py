"""The places between bunsetsu, and how far each is from what the words before it depend on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.reading.phrases.bunsetsu import Ending, ending_of
from narrate.reading.phrases.quotations import CLOSED, OPENED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.phrases.bunsetsu import Phrase

ON_NOUNS = frozenset((Ending.ATTRIBUTE, Ending.RELATIVE, Ending.LISTED, Ending.PAIRED, Ending.JOINER))
"""Endings that lead to a noun; all others lead to a verb."""
_WHOLE = frozenset((Ending.TOPIC, Ending.ALSO, Ending.REASON, Ending.TE, Ending.STEM))
"""Endings that no サ変 noun takes up: それは開発の is no verb."""


@dataclass(frozen=True)
class Place:
    """A border between two bunsetsu, ``at`` the node behind it.

    ``distance`` counts the moras between ``left`` and what it depends on: 0 where that is ``right``.
    ``inside`` are the moras of the quotation round it, ``opened`` of the one that begins there and ``closed``
    of the one that ends with ``left``; 0 where there is none.
    """

    left: Phrase
    right: Phrase
    ending: Ending
    distance: int
    inside: int

    @property
    def at(self) -> int:
        """The node behind it."""
        return self.right.start

    @property
    def opened(self) -> int:
        """The moras of the quotation that begins there."""
        moras: int = self.right.nodes[0].get(OPENED, 0)
        return moras

    @property
    def closed(self) -> int:
        """The moras of the longest quotation that ends in the bunsetsu before it."""
        return max(int(node.get(CLOSED, 0)) for node in self.left.nodes)


def places_of(phrases: Sequence[Phrase]) -> list[Place]:
    """The borders between bunsetsu."""
    found = []
    for i, (left, right) in enumerate(pairwise(phrases)):
        ending = ending_of(left, right)
        distance = sum(phrase.moras for phrase in phrases[i + 1 : _head(phrases, i, ending)])
        inside = _quotation_round(phrases, i) if left.outer and right.level else 0
        found.append(Place(left, right, ending, distance, inside))
    return found


def _head(phrases: Sequence[Phrase], at: int, ending: Ending) -> int:
    """The bunsetsu that one depends on, in its own quotation: the next noun or verb, of は the last verb."""
    own = phrases[at]
    is_topic = ending is Ending.TOPIC and not _has_case(own)
    found = len(phrases)
    for i in range(at + 1, len(phrases)):
        phrase = phrases[i]
        if phrase.level < own.outer:
            break
        if ending in ON_NOUNS:
            if phrase.is_noun:
                return i
        elif phrase.level == own.outer and _is_predicate(phrases, i, ending, own):
            found = i
            if not is_topic:
                break
    return found


def _has_case(phrase: Phrase) -> bool:
    """Whether は stands behind another particle: 東京では."""
    return len(phrase.nodes) > 1 and phrase.nodes[-2]["pos_group1"] == "格助詞"


def _is_predicate(phrases: Sequence[Phrase], at: int, ending: Ending, own: Phrase) -> bool:
    """Whether it is what ``own`` with such an ending may lead to; サ変 nouns are verbs."""
    phrase = phrases[at]
    last = phrase.nodes[-1]
    follows_object = phrases[at - 1].nodes[-1]["string"] == "を"
    if phrase.is_verbal or (phrase.is_formula and follows_object):
        return not (phrase.is_epithet and at < len(phrases) - 1 and _takes_no_epithet(own, ending))
    if at == len(phrases) - 1:
        return bool(last["pos"] != "助詞")
    if phrase.last_noun is None or any(node["pos"] == "助動詞" for node in phrase.nodes):
        return phrase.last_noun is not None
    if ending in _WHOLE or phrase.last_noun["pos_group1"] != "サ変接続":
        return False
    if own.nodes[-1]["string"] == "を":
        return last["string"] not in ("が", "は", "を")
    return bool(last["pos"] == "名詞" or last["string"] == "へ")


def _takes_no_epithet(phrase: Phrase, ending: Ending) -> bool:
    """Whether the adjective of a noun is nothing to it; that of 背が高い人 and 海に近い町 is."""
    is_bound = ending in (Ending.SUBJECT, Ending.ALSO, Ending.TOPIC, Ending.ADVERB)
    return not is_bound and phrase.nodes[-1]["string"] not in ("に", "より")


def _quotation_round(phrases: Sequence[Phrase], at: int) -> int:
    """The moras of the quotation in which a bunsetsu ends, as far as the stretch has it."""
    level = phrases[at].outer
    first = at
    while first > 0 and phrases[first - 1].outer >= level:
        first -= 1
    last = at
    while last < len(phrases) - 1 and phrases[last].outer >= level:
        last += 1
    return sum(phrase.moras for phrase in phrases[first : last + 1])
