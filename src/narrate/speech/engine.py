"""What an engine is, and all the engines there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from narrate.ground.choices import OWN_ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy import float64
    from numpy.typing import NDArray

    from narrate.speech.voice import Voice
    from narrate.synthesis.delivery import Delivery
    from narrate.synthesis.times.onsets import Heard


class Sound(NamedTuple):
    """Mono samples at 48 kHz, full scale 1.0 or more, and where in them the first phone begins."""

    samples: NDArray[float64]
    start_ms: float


class Engine(Protocol):
    """Turns full-context labels into sound. One instance serves one thread."""

    def sound(self, labels: Sequence[str], delivery: Delivery) -> Sound:
        """What is heard of labels. The same labels and delivery, the same samples.

        Raises:
            UnspokenError: the labels make no sound, or not a number.
        """

    def heard(self, labels: Sequence[str], delivery: Delivery) -> Heard:
        """When the moras of that sound are heard; costs a hundredth of it."""


def _open_jtalk(voice: Voice) -> Engine:
    from narrate.speech.open_jtalk import OpenJTalkEngine

    assert voice.model_path is not None, "Open JTalk speaks with a model"
    return OpenJTalkEngine(voice.model_path, voice.timbre)


def _hts_engine(voice: Voice) -> Engine:
    from narrate.speech.hts_engine import HtsEngine

    assert voice.model_path is not None, "hts_engine speaks with a model"
    return HtsEngine(voice.model_path)


def _tone(_voice: Voice) -> Engine:
    from narrate.speech.tone import ToneEngine

    return ToneEngine()


ENGINES: dict[str, Callable[[Voice], Engine]] = {
    OWN_ENGINE: _open_jtalk,
    "hts_engine": _hts_engine,
    "tone": _tone,
}
"""Makers of engines by the name that a voice file gives; the argument is the voice."""
