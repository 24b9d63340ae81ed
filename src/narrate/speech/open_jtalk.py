"""narrate's own engine: Open JTalk's labels and voices, the generator and vocoder of `narrate.synthesis`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from narrate.audio.mp3 import SAMPLE_RATE
from narrate.audio.resampling import resampled
from narrate.errors import UnspokenError
from narrate.messages import Message
from narrate.speech.engine import Sound
from narrate.synthesis.htsvoice import read_htsvoice
from narrate.synthesis.speaker import Speaker
from narrate.synthesis.times.onsets import heard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from narrate.synthesis.delivery import Delivery, Timbre
    from narrate.synthesis.model import VoiceModel
    from narrate.synthesis.times.onsets import Heard


class OpenJTalkEngine:
    """Speaks labels with one HTS voice, in numpy."""

    def __init__(self, model: Path, timbre: Timbre) -> None:
        """Raises VoiceError: the model is damaged, or of a kind that is not spoken."""
        self._voice = voice_model(model.read_bytes(), model)
        self._speaker = Speaker(self._voice, timbre)

    def sound(self, labels: Sequence[str], delivery: Delivery) -> Sound:
        """What is heard; a quarter of all sentences overshoot full scale."""
        spoken = self._speaker.spoken(labels, delivery)
        return Sound(at_edition_rate(spoken.samples, self._voice.sample_rate_hz), spoken.start_ms)

    def heard(self, labels: Sequence[str], delivery: Delivery) -> Heard:
        """When the moras are heard."""
        return heard(self._voice, labels, delivery)


def at_edition_rate(samples: NDArray[np.float64], rate_hz: int) -> NDArray[np.float64]:
    """What a voice of another rate says, at 48 kHz.

    Raises:
        UnspokenError: a sample is no number.
    """
    if not np.isfinite(samples).all():
        raise UnspokenError(
            Message("the voice made noise instead of speech"), hint=Message("its model is damaged")
        )
    return resampled(samples, rate_hz, SAMPLE_RATE)


@lru_cache(maxsize=8)
def voice_model(data: bytes, path: Path) -> VoiceModel:
    """The voice that ``data`` holds, read once for all threads.

    Raises:
        VoiceError: it is damaged, or of a kind that is not spoken.
    """
    return read_htsvoice(data, path)
