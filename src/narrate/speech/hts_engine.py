"""The reference: hts_engine behind pyopenjtalk-plus, one instance a thread, given sound voices only."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from narrate.errors import UnspokenError, VoiceError
from narrate.ground.quiet import imported_quietly
from narrate.messages import Foreign, Message
from narrate.speech.engine import Sound
from narrate.speech.monotony import calm, is_monotonous
from narrate.speech.open_jtalk import at_edition_rate, voice_model
from narrate.synthesis.delivery import NEUTRAL, have_pauses
from narrate.synthesis.prosody import with_pause_lengths
from narrate.synthesis.times.onsets import heard
from narrate.synthesis.times.timing import timing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from narrate.synthesis.delivery import Delivery
    from narrate.synthesis.times.onsets import Heard
    from narrate.synthesis.times.timing import Timing

_FULL_SCALE = 32_768.0
_LOUDEST = 8.0
"""Times full scale. 809 sentences of prose reach 3, and at the ends of what speed and pitch may be 6.7."""
_TOO_LOUD = 32.0
"""What a clip cannot be edited from."""
_CALM_GAIN = 3.0
"""What calm speech lacks in level: 2.6 is the median of prose, 3.1 that of shouts which both ways speak."""


class HtsEngine:
    """Speaks labels with one HTS voice. hts_engine runs without the GIL, so threads scale."""

    def __init__(self, model: Path) -> None:
        """Raises VoiceError: the model is damaged, or of a kind that is not spoken."""
        self._model = model.read_bytes()
        self._voice = voice_model(self._model, model)
        self._engine = _loaded(model)
        self._calm: Any = None

    def sound(self, labels: Sequence[str], delivery: Delivery) -> Sound:
        """What is heard; a quarter of all sentences overshoot full scale.

        Of a delivery it knows speed, level and the pauses inside, which are cut or filled in their middle.

        What runs away (see `narrate.speech.monotony`) is spoken calmly, as long as it is.
        """
        samples = _spoken(self._engine, labels, delivery)
        if _peak(samples) > (_LOUDEST if is_monotonous(labels) else _TOO_LOUD):
            samples = _CALM_GAIN * _spoken(self._calm_engine(), labels, delivery)
        made = timing_of(self._voice, labels, replace(NEUTRAL, speed=delivery.speed))
        samples = self._with_pauses(samples, labels, delivery, made)
        start_ms = made.start_frames * self._voice.frame_ms
        return Sound(at_edition_rate(samples, self._voice.sample_rate_hz), start_ms)

    def heard(self, labels: Sequence[str], delivery: Delivery) -> Heard:
        """When the moras are heard: the states last as long as the own engine's."""
        known = replace(
            NEUTRAL,
            speed=delivery.speed,
            comma_ms=delivery.comma_ms,
            breath_ms=delivery.breath_ms,
            breaths=delivery.breaths,
        )
        return heard(self._voice, labels, known)

    def _with_pauses(
        self, samples: NDArray[np.float64], labels: Sequence[str], delivery: Delivery, made: Timing
    ) -> NDArray[np.float64]:
        """What was ``made`` with each pause as long as asked for: its middle cut out, or silence put in."""
        if not have_pauses(labels):
            return samples
        voice = self._voice
        asked = with_pause_lengths(made.durations, made.phones, delivery, voice.states, voice.frame_ms)
        missing = (asked - made.durations).reshape(len(labels), -1).sum(axis=1) * voice.frame_samples
        parts, start = [], 0
        for at in np.flatnonzero(missing):
            middle = int(made.label_ends[at] - made.lengths[at] // 2) * voice.frame_samples
            cut = max(0, -int(missing[at]))
            parts += [samples[start : middle - cut // 2], np.zeros(max(0, int(missing[at])))]
            start = middle + cut - cut // 2
        return np.concatenate([*parts, samples[start:]])

    def _calm_engine(self) -> Any:
        if self._calm is None:
            with tempfile.TemporaryDirectory() as folder:  # the engine opens files only
                path = Path(folder) / "calm.htsvoice"
                path.write_bytes(calm(self._model))
                self._calm = _loaded(path)
        return self._calm


def _loaded(model: Path) -> Any:
    engine = imported_quietly("pyopenjtalk.htsengine").HTSEngine
    try:
        return engine(str(model).encode())
    except RuntimeError as error:
        raise VoiceError(
            Message("the engine refuses this voice ({error})", error=Foreign(error)), path=model
        ) from None


def _spoken(engine: Any, labels: Sequence[str], delivery: Delivery) -> NDArray[np.float64]:
    engine.set_speed(delivery.speed)  # synthesize() resets both after each call
    engine.add_half_tone(delivery.semitones)
    try:
        return np.asarray(engine.synthesize(list(labels)), dtype=np.float64) / _FULL_SCALE
    except RuntimeError as error:
        raise UnspokenError(
            Message("the engine cannot speak it ({error})", error=Foreign(error)),
        ) from None


def _peak(samples: NDArray[np.float64]) -> float:
    """The largest magnitude; endless where a sample is no number."""
    peak = float(np.abs(samples).max(initial=0.0))
    return peak if np.isfinite(peak) else float("inf")
