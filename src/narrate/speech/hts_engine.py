"""The Open JTalk engine: hts_engine behind pyopenjtalk-plus, one instance a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from narrate.errors import SpeechError, VoiceError
from narrate.ground.quiet import imported_quietly
from narrate.messages import Foreign, Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_FULL_SCALE = 32_768.0


class HtsEngine:
    """Speaks labels with one HTS voice. hts_engine runs without the GIL, so threads scale."""

    def __init__(self, model: Path) -> None:
        engine = imported_quietly("pyopenjtalk.htsengine").HTSEngine
        try:
            self._engine = engine(str(model).encode())
        except RuntimeError as error:
            raise VoiceError(
                Message("the engine refuses this voice ({error})", error=Foreign(error)), path=model
            ) from None

    def samples(self, labels: Sequence[str], speed: float, half_tone: float) -> NDArray[np.float64]:
        """Samples at 48 kHz, full scale 1.0; a quarter of all sentences overshoot it."""
        self._engine.set_speed(speed)  # synthesize() resets both after each call
        self._engine.add_half_tone(half_tone)
        samples = np.asarray(self._engine.synthesize(list(labels)), dtype=np.float64) / _FULL_SCALE
        if not np.isfinite(samples).all():
            raise SpeechError(
                Message("the voice made noise instead of speech"), hint=Message("its model is damaged")
            )
        return samples
