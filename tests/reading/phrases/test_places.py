"""How good a place is for a breath: every row of the tables, by its own sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.phrases.bunsetsu import bunsetsu_of
from narrate.reading.phrases.costs import ENDINGS, RULES, Rule, cost_of, rule_for
from narrate.reading.phrases.places import places_of
from narrate.reading.phrases.quotations import levels, with_lengths
from narrate.reading.policy import SayingPolicy

if TYPE_CHECKING:
    from narrate.reading.phrases.endings import Ending
    from narrate.reading.phrases.places import Place

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def plain() -> FrontEnd:
    return FrontEnd(Lexicon(), SayingPolicy(breath_moras=0))


def place(front_end: FrontEnd, marked: str) -> Place:
    """The place at ｜ of a sentence without other marks than quotes."""
    before = "".join(c for c in marked.partition("｜")[0] if c not in "「」『』")
    stretch = [
        f for f in with_lengths(front_end.analysis(marked.replace("｜", "")).features) if f["mora_size"]
    ]
    for found in places_of(bunsetsu_of(stretch, list(levels(stretch)))):
        if "".join(f["string"] for f in stretch[: found.at]) == before:
            return found
    raise AssertionError(marked)


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ending_is_better_far_from_what_it_leads_to_than_beside_it(
    plain: FrontEnd, ending: Ending
) -> None:
    row = ENDINGS[ending]
    good, bad = place(plain, row.yes), place(plain, row.no)
    assert (good.ending, bad.ending) == (ending, ending)
    assert (good.distance > 0, bad.distance) == (True, 0)
    assert cost_of(good) < cost_of(bad)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.holds.__name__)
def test_a_rule_decides_where_it_holds_and_not_where_it_must_not(plain: FrontEnd, rule: Rule) -> None:
    assert rule_for(place(plain, rule.yes)) is rule
    assert rule_for(place(plain, rule.no)) is not rule
