"""A stretch without a mark costs so much for each bunsetsu, however many there are."""

from __future__ import annotations

import sys
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.phrases.breath import with_breaths
from narrate.reading.phrases.quotations import CLOSES, OPENS
from narrate.reading.policy import SayingPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

pytestmark = pytest.mark.engine
LONGEST = SayingPolicy().breath_moras
SMALL, LARGE = 80, 320
MOST_GROWTH = 1.2 * LARGE / SMALL
PIECES = {
    "clauses": "町の人が山へ行って木を切り",
    "topics": "社長は",
    "topics and verbs": "社長は行く",
    "nouns that no verb follows": "町の",
    "objects that no verb follows": "その町を",
    "nouns without particles": "工場建設計画",
    "conjunctions": "しかし",
    "numbers": "百から二百まで",
}


@pytest.fixture(scope="module")
def plain() -> FrontEnd:
    return FrontEnd(Lexicon(), SayingPolicy(breath_moras=0))


def nodes(front_end: FrontEnd, piece: str) -> list[dict[str, Any]]:
    """What a piece of a sentence is made of."""
    return [node for node in front_end.analysis(f"{piece}。").features if node["mora_size"]]


def steps(features: list[dict[str, Any]]) -> int:
    """How many instructions of Python find the breaths of these nodes: the same on every machine."""
    counter = count()

    def counted(frame: FrameType, event: str, _: object) -> Any:
        frame.f_trace_opcodes = True
        if event == "opcode":
            next(counter)
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        with_breaths(features, LONGEST)
    finally:
        sys.settrace(before)
    return next(counter)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_steps_grow_with_the_length_and_not_with_its_square(plain: FrontEnd, piece: str) -> None:
    stretch = nodes(plain, piece)
    assert steps(stretch * LARGE) < MOST_GROWTH * steps(stretch * SMALL)


def quotations(stretch: list[dict[str, Any]], times: int) -> Iterator[dict[str, Any]]:
    """The stretch so often, each time in one quotation more."""
    for _ in range(times):
        yield stretch[0] | {OPENS: 1}
        yield from stretch[1:]
    yield stretch[0] | {CLOSES: times}


@pytest.mark.parametrize("is_nested", [True, False], ids=["nested", "one long"])
def test_steps_grow_so_inside_quotations_too(plain: FrontEnd, *, is_nested: bool) -> None:
    stretch = nodes(plain, "社長は山へ行って")

    def quoted(times: int) -> list[dict[str, Any]]:
        if is_nested:
            return list(quotations(stretch, times))
        return [stretch[0] | {OPENS: 1}, *stretch[1:], *stretch * times, stretch[-1] | {CLOSES: 1}]

    assert steps(quoted(LARGE)) < MOST_GROWTH * steps(quoted(SMALL))
