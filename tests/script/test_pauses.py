"""How long it is silent between two utterances."""

from __future__ import annotations

from dataclasses import fields
from itertools import product
from typing import TYPE_CHECKING

import pytest

from narrate.errors import NarrateError, SettingsError
from narrate.ground.tables import checked_table
from narrate.model import Joint, Role
from narrate.script.pauses import PAUSES, SHORTEST_CHAPTER_GAP_MS, Neighbour, Pauses, pause_ms_between

if TYPE_CHECKING:
    from narrate.messages import Message

USUAL = Pauses()


def side(
    role: Role = Role.BODY,
    joint: Joint = Joint.SENTENCE,
    paragraph: int = 0,
    section: int = 0,
    scene: bool = False,
) -> Neighbour:
    return Neighbour(role, joint, paragraph, section, scene)


@pytest.mark.parametrize(
    ("before", "after", "pause"),
    [
        (side(), side(), USUAL.sentence),
        (side(joint=Joint.COMMA), side(), USUAL.comma),
        (side(joint=Joint.NONE), side(), 0),
        (side(), side(paragraph=1), USUAL.paragraph),
        (side(Role.ITEM), side(Role.ITEM, paragraph=1), USUAL.item),
        (side(Role.ITEM), side(paragraph=1), USUAL.paragraph),
        (side(Role.TITLE), side(paragraph=1), USUAL.title),
        (side(Role.CATEGORY), side(Role.TITLE, paragraph=1), USUAL.title),
        (side(), side(Role.HEADING, paragraph=1, section=1), USUAL.heading_before),
        (side(), side(Role.HEADING, paragraph=1), USUAL.heading_before),
        (side(Role.HEADING), side(paragraph=1), USUAL.heading_after),
        (side(), side(paragraph=1, scene=True), USUAL.scene_break),
        (side(), side(Role.HEADING, paragraph=1, section=1, scene=True), USUAL.scene_break),
    ],
)
def test_the_pause_depends_on_the_structure(before: Neighbour, after: Neighbour, pause: int) -> None:
    assert pause_ms_between(before, after, USUAL) == pause


def test_every_gap_before_a_chapter_can_hold_a_mark() -> None:
    shortest = Pauses(**{f.name: 0 for f in fields(Pauses)} | {"heading_before": SHORTEST_CHAPTER_GAP_MS})
    for role, other, joint, scene in product(Role, Role, Joint, (True, False)):
        before, after = side(role, joint), side(other, paragraph=1, section=1, scene=scene)
        assert pause_ms_between(before, after, shortest) >= SHORTEST_CHAPTER_GAP_MS


def fault(problem: Message, hint: Message, *names: str) -> NarrateError:
    return SettingsError(problem, hint=hint)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sentense": 1}, "unknown key 'sentense'; there are: start, "),
        ({"sentence": -1}, "from 0 to 60000"),
        ({"sentence": 60_001}, "from 0 to 60000"),
        ({"sentence": 0.5}, "sentence is 0.5"),
        ({"sentence": True}, "sentence is True"),
        ({"sentence": "long"}, "sentence is 'long'"),
        ({"heading_before": 1_199}, "from 1200 to 60000"),
    ],
)
def test_a_pause_that_makes_no_sense_is_refused(changes: dict[str, object], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        checked_table(changes, PAUSES, fault)


def test_every_other_pause_may_be_chosen() -> None:
    longest = {f.name: 60_000 for f in fields(Pauses)}
    shortest = dict.fromkeys(longest, 0) | {"heading_before": SHORTEST_CHAPTER_GAP_MS}
    for chosen in (longest, shortest):
        assert checked_table(chosen, PAUSES, fault) == chosen
