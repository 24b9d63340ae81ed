"""A breath in a long stretch that has no mark of its own, and before and behind a long quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from narrate.reading.phrases.bunsetsu import bunsetsu_of
from narrate.reading.phrases.costs import LONG_QUOTATION, NEVER, cost_of, opens_quotation
from narrate.reading.phrases.endings import Ending
from narrate.reading.phrases.places import places_of
from narrate.reading.phrases.quotations import CLOSED, OPENED, levels, with_lengths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.reading.phrases.places import Place

    Node = dict[str, Any]

_BREATH = "is_breath"
_EACH = 0.5
"""What any breath costs."""
_SHORT = 10
"""Moras; less than that should not stand alone."""
_FAR_OVER = 100
"""Moras beyond the longest: a stretch of that and more is always cheaper in two, even at the worst place."""
_LEADING, _TRAILING = 3, 15
"""Moras before a long quotation, and behind one, that a reader parts from it."""


def with_breaths(features: Sequence[Node], longest: int) -> list[Node]:
    """The nodes with a short pause at the best places of each stretch of more than ``longest`` moras.

    A stretch stays longer where its best place is bad. Long quotations are parted from what leads to them,
    and from a と with much behind it.
    """
    if longest <= 0:
        return list(features)
    out: list[Node] = []
    for stretch, inside in _stretches(with_lengths(features)):
        cuts = _cuts(stretch, inside, longest)
        for i, feature in enumerate(stretch):
            if i in cuts:
                out.append(_breath(stretch[i - 1]))
            out.append(feature)
    return out


def _stretches(features: Sequence[Node]) -> Iterator[tuple[list[Node], list[tuple[int, int]]]]:
    """What stands between two marks, and each mark; with the quotations round each node."""
    stretch: list[Node] = []
    inside: list[tuple[int, int]] = []
    for feature, depth in zip(features, levels(features), strict=True):
        if not feature["mora_size"]:
            yield stretch, inside
            yield [feature], [depth]
            stretch, inside = [], []
            continue
        stretch.append(feature)
        inside.append(depth)
    yield stretch, inside


def _cuts(stretch: Sequence[Node], inside: Sequence[tuple[int, int]], longest: int) -> set[int]:
    """The nodes before which a breath stands."""
    moras = [0, *accumulate(feature["mora_size"] for feature in stretch)]
    if moras[-1] <= longest and not any(_is_long_quotation(feature) for feature in stretch):
        return set()
    places = places_of(bunsetsu_of(stretch, inside))
    starts = [place.at for place in places]
    fixed = [place.at for place in places if _must_part(place, moras)]
    cuts = set(fixed)
    for start, end in pairwise([0, *fixed, len(stretch)]):
        if moras[end] - moras[start] > longest:
            within = places[bisect_right(starts, start) : bisect_left(starts, end)]
            cuts |= _cheapest(within, start, end, moras, longest)
    return cuts


def _is_long_quotation(feature: Node) -> bool:
    return bool(max(feature.get(OPENED, 0), feature.get(CLOSED, 0)) >= LONG_QUOTATION)


def _must_part(place: Place, moras: Sequence[int]) -> bool:
    """Whether a long quotation begins there, or ended and its verb is far."""
    if opens_quotation(place):
        return moras[place.at] >= _LEADING
    if place.ending is not Ending.QUOTED or place.closed < LONG_QUOTATION:
        return False
    return moras[-1] - moras[place.at] >= _TRAILING and cost_of(place) < NEVER


def _cheapest(places: Sequence[Place], start: int, end: int, moras: Sequence[int], longest: int) -> set[int]:
    """The places of the cheapest way to part a stretch; none where leaving it whole is cheapest."""
    ends = [moras[at] for at in (start, *(place.at for place in places), end)]
    costs = [0.0, *(cost_of(place) + _EACH for place in places), 0.0]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for i in range(1, len(ends)):
        begun = _earliest(ends, i, longest)
        best.append(
            min(
                (best[j][0] + costs[i] + _length_cost(ends[i] - ends[j], longest), j) for j in range(begun, i)
            )
        )
    cuts = set()
    at = best[-1][1]
    while at:
        cuts.add(places[at - 1].at)
        at = best[at][1]
    return cuts


def _earliest(ends: Sequence[int], i: int, longest: int) -> int:
    """Where a stretch up to ``i`` begins at the earliest: what is far too long is cheaper in two.

    That needs a place inside which leaves neither part too short. ``ends`` are in moras.
    """
    inside = bisect_right(ends, ends[i] - _SHORT, hi=i) - 1
    if inside < 0:
        return 0
    far = ends[i] - longest - _FAR_OVER
    return min(i - 1, bisect_right(ends, far), bisect_right(ends, ends[inside] - _SHORT))


def _length_cost(length: int, longest: int) -> float:
    """How bad a stretch of this length is: too short, or too long, the more so the longer."""
    over, short = max(0, length - longest), max(0, _SHORT - length)
    too_long = 1.5 + 0.5 * over + 0.025 * (over * over) if over else 0.0
    ratio = length / longest
    return too_long + 0.6 * short + 0.12 * (short * short) + ratio * ratio


def _breath(like: Node) -> Node:
    pause = dict.fromkeys(like, "*")
    pause |= {"string": "、", "pos": "記号", "pos_group1": "読点", "orig": "、", "read": "、", "pron": "、"}
    flags = {"is_reading_protected": False, "is_reading_rewritten": False}
    return pause | {"acc": 0, "mora_size": 0, "chain_flag": 0, _BREATH: True} | flags


def moras_before_breaths(features: Sequence[Node]) -> tuple[int, ...]:
    """How many moras stand before each pause that nobody wrote."""
    before, found = 0, []
    for feature in features:
        if feature.get(_BREATH):
            found.append(before)
        before += feature["mora_size"]
    return tuple(found)
