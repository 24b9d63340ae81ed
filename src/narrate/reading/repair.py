"""Words put right before their accents are joined: a list of named steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from narrate.reading.ages import with_ages
from narrate.reading.context import in_context
from narrate.reading.marks import without_joints

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrate.reading.policy import SayingPolicy
    from narrate.reading.words import Word

Repair: TypeAlias = "Callable[[Sequence[Word], SayingPolicy], list[Word]]"

REPAIRS: tuple[Repair, ...] = (
    lambda words, _: in_context(words),
    lambda words, _: with_ages(words),
    without_joints,
)


def repaired(words: Sequence[Word], policy: SayingPolicy) -> list[Word]:
    """The words after every repair in turn."""
    done = list(words)
    for repair in REPAIRS:
        done = repair(done, policy)
    return done
