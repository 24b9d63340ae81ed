"""The places between bunsetsu, and how far each is from what the words before it depend on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from narrate.reading.phrases.endings import ending_of
from narrate.reading.phrases.heads import heads_of
from narrate.reading.phrases.quotations import CLOSED, OPENED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.phrases.bunsetsu import Bunsetsu
    from narrate.reading.phrases.endings import Ending


@dataclass(frozen=True)
class Place:
    """A border between two bunsetsu, ``at`` the node behind it.

    ``distance`` counts the moras between ``left`` and what it depends on: 0 where that is ``right``.
    ``inside`` are the moras of the quotation round it, ``opened`` of the one that begins there and ``closed``
    of the one that ends with ``left``; 0 where there is none.
    """

    left: Bunsetsu
    right: Bunsetsu
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


def places_of(bunsetsu: Sequence[Bunsetsu]) -> list[Place]:
    """The borders between bunsetsu."""
    endings = [ending_of(left, right) for left, right in pairwise(bunsetsu)]
    heads = heads_of(bunsetsu, endings)
    before = [0, *accumulate(one.moras for one in bunsetsu)]
    quoted = _quoted(bunsetsu, before)
    found = []
    for i, (left, right) in enumerate(pairwise(bunsetsu)):
        distance = before[heads[i]] - before[i + 1]
        inside = quoted[i] if left.outer and right.level else 0
        found.append(Place(left, right, endings[i], distance, inside))
    return found


def _quoted(bunsetsu: Sequence[Bunsetsu], before: Sequence[int]) -> list[int]:
    """The moras of the quotation in which each bunsetsu ends, as far as the stretch has it."""
    levels = [one.outer for one in bunsetsu]
    if not any(levels):
        return levels
    firsts = [lower + 1 for lower in _lower(levels)]
    ends = [len(levels) - max(0, lower) for lower in _lower(levels[::-1])][::-1]
    return [before[end] - before[first] for first, end in zip(firsts, ends, strict=True)]


def _lower(levels: Sequence[int]) -> list[int]:
    """For each level where the nearest lower one before it stands; -1 where none does."""
    found: list[int] = []
    falling: list[int] = []
    for at, level in enumerate(levels):
        while falling and levels[falling[-1]] >= level:
            falling.pop()
        found.append(falling[-1] if falling else -1)
        falling.append(at)
    return found
