"""What an HTS voice holds: for each stream trees of questions about a label, distributions at the leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy import float64
    from numpy.typing import NDArray

    from narrate.synthesis.trees import Question

FIRST_STATE = 2
"""HTK counts states from 1, and its first one emits nothing."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree of one state: node 0 is asked first; where there is none, ``only_leaf`` answers.

    ``asks`` has each node's question by its place among the voice's, ``no`` and ``yes`` where an answer
    leads: to a node, or to a leaf as ``~distribution``. ``head`` is asked whether the tree is for a label.
    """

    state: int
    head: int | None
    asks: tuple[int, ...] = ()
    no: tuple[int, ...] = ()
    yes: tuple[int, ...] = ()
    only_leaf: int = 0


@dataclass(frozen=True, slots=True)
class Forest:
    """Each state's trees and the distributions at their leaves, one a row.

    ``means`` and ``variances`` have the columns of all windows side by side; ``voiced`` is the probability
    that a frame has the stream at all (MSD), nothing for streams that always are.
    """

    of_state: Mapping[int, tuple[Tree, ...]]
    means: NDArray[float64]
    variances: NDArray[float64]
    voiced: NDArray[float64] | None


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream: its own length of vector, its windows (static, delta, delta-delta) and its forest.

    ``variance`` has the mean and variance of its variance over an utterance (GV), where the voice knows them.
    """

    length: int
    windows: tuple[NDArray[float64], ...]
    forest: Forest
    variance: Forest | None


@dataclass(frozen=True, slots=True)
class VoiceModel:
    """A whole voice. ``alpha`` warps the frequency axis of its mel-cepstra."""

    sample_rate_hz: int
    frame_samples: int
    states: int
    alpha: float
    questions: tuple[Question, ...]
    durations: Forest
    spectrum: Stream
    pitch: Stream
    low_pass: Stream | None
    without_variance: int | None
    """The question that tells which labels are left out of GV."""

    @property
    def frame_ms(self) -> float:
        """How long a frame lasts."""
        return self.frame_samples * 1000.0 / self.sample_rate_hz
