"""Raw speech -> an edited clip: trimmed to the voice, faded, brought to level, set between silences.

pydub does the cutting. Its segments hold whole numbers, and speech overshoots full scale, so they are
32 bits wide with room above: nothing wraps, nothing clips, and only the limiter takes peaks down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from narrate.audio.clip import EDGE_MS, EDGE_SAMPLES
from narrate.audio.limiter import limited
from narrate.audio.mp3 import DELAY_SAMPLES, FRAME_SAMPLES, SAMPLE_RATE
from narrate.errors import UnspokenError
from narrate.ground.quiet import imported_quietly
from narrate.messages import Message

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SILENCE_DBFS = -52.0
_SEARCH_MS = 5
_MARGIN_AFTER_MS = 30
_FADE_IN_MS = 5
_FADE_OUT_MS = 20
_FULL_SCALE = 2.0**26
_HEADROOM_DB = 20 * np.log10(2.0**31 / _FULL_SCALE)


@dataclass(frozen=True)
class EditedSpeech:
    """A whole number of frames of 16-bit samples, of which ``voiced_samples`` after the lead are speech."""

    samples: NDArray[np.int16]
    lead_samples: int
    voiced_samples: int


def edited(samples: NDArray[np.float64], start_ms: int, gain_db: float) -> EditedSpeech:
    """Edit raw speech (mono, 48 kHz, full scale 1.0, overshoot allowed); its first phone is at ``start_ms``.

    Raises:
        UnspokenError: there is no voice in it.
    """
    segment = _faded(_trimmed(_segment(samples), start_ms)).apply_gain(gain_db)
    voice = limited(np.array(segment.get_array_of_samples(), np.float64) / _FULL_SCALE)
    silence = _pydub().AudioSegment.silent(EDGE_MS, SAMPLE_RATE)
    voiced = _pydub().AudioSegment(
        np.round(voice * 32767).astype("<i2").tobytes(), sample_width=2, frame_rate=SAMPLE_RATE, channels=1
    )
    clip = silence.append(voiced, crossfade=0).append(silence, crossfade=0)
    return EditedSpeech(
        _whole_frames(np.array(clip.get_array_of_samples(), np.int16)), EDGE_SAMPLES, len(voice)
    )


def _pydub() -> Any:
    return imported_quietly("pydub")


def _segment(samples: NDArray[np.float64]) -> Any:
    peak = np.abs(samples).max(initial=0.0)
    if peak * _FULL_SCALE >= 2.0**31:
        raise UnspokenError(Message("the voice is far too loud"), hint=Message("its model is damaged"))
    data = np.round(samples * _FULL_SCALE).astype("<i4").tobytes()
    return _pydub().AudioSegment(data, sample_width=4, frame_rate=SAMPLE_RATE, channels=1)


def _trimmed(segment: Any, start_ms: int) -> Any:
    """The segment from the first phone to just behind the last sound.

    Sound sets in 5 to 70 ms into the first phone, by its kind; that the clip begins with the phone makes the
    times of its moras known from the labels alone.
    """
    find = imported_quietly("pydub.silence").detect_leading_silence
    threshold = _SILENCE_DBFS - _HEADROOM_DB
    before = find(segment, threshold, _SEARCH_MS)
    if before >= len(segment):
        raise UnspokenError(Message("the text makes no sound"))
    after = find(segment.reverse(), threshold, _SEARCH_MS)
    start = start_ms
    end = min(len(segment), len(segment) - after + _MARGIN_AFTER_MS)
    return segment[start:end]


def _faded(segment: Any) -> Any:
    return segment.fade_in(_FADE_IN_MS).fade_out(min(_FADE_OUT_MS, len(segment)))


def _whole_frames(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    """Silence behind the clip: the codec's delay, then up to a whole number of frames."""
    length = len(samples) + DELAY_SAMPLES
    return np.pad(samples, (0, -(-length // FRAME_SAMPLES) * FRAME_SAMPLES - len(samples)))
