"""What an engine is, and all the engines there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy import float64
    from numpy.typing import NDArray


class Engine(Protocol):
    """Turns full-context labels into sound. One instance serves one thread."""

    def samples(self, labels: Sequence[str], speed: float, half_tone: float) -> NDArray[float64]:
        """Mono samples at 48 kHz, full scale 1.0; they may overshoot it. The same labels, the same samples.

        Raises:
            UnspokenError: the labels make no sound, or not a number.
        """


def _open_jtalk(model: Path | None) -> Engine:
    from narrate.speech.hts_engine import HtsEngine

    assert model is not None, "Open JTalk speaks with a model"
    return HtsEngine(model)


def _tone(_model: Path | None) -> Engine:
    from narrate.speech.tone import ToneEngine

    return ToneEngine()


ENGINES: dict[str, Callable[[Path | None], Engine]] = {"open-jtalk": _open_jtalk, "tone": _tone}
"""Makers of engines by the name that a voice file gives; the argument is the voice's model."""
