"""How near the engine comes to hts_engine where both know the same: no prosody, no pauses, plain pulses.

    python benchmarks/likeness.py [VOICE.htsvoice ...] [--article ARTICLE] [--sentences N]

For each voice, the bundled one first: how many state durations and voicings differ, and mel-cepstra and log
F0 by how much at most; the log-spectral distance (40 bands even on the mel scale, 25 ms windows, what is
within 50 dB of the loudest) between both engines, and between two seeds of the noise in narrate's, which is
how far one voice is from itself.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import numpy as np

from engine import SAMPLE, labels_of
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import AS_MODELLED
from narrate.synthesis.htsvoice import read_htsvoice
from narrate.synthesis.parameters import parameters_of
from narrate.synthesis.speaker import Speaker
from narrate.synthesis.states import durations_of, states_of

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from hts_reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64
    from numpy.typing import NDArray

    from hts_reference import Made
    from narrate.synthesis.model import VoiceModel

_OTHER_SEED = 77
_WINDOW_MS, _HOP_MS = 25, 5
_BANDS, _LOWEST_HZ, _HIGHEST_HZ = 40, 50.0, 16_000.0
_HEARD_DB = 50.0
_FULL_SCALE = 32_768.0
_ALLOWED_DB = 0.3


class Apart(NamedTuple):
    """How far a sentence of one engine is from the other's."""

    durations: int
    voicing: int
    spectrum: float
    log_f0: float
    engines_db: float
    seeds_db: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="narrate's engine against hts_engine.")
    parser.add_argument("voices", nargs="*", type=Path)
    parser.add_argument("--article", type=Path, default=SAMPLE)
    parser.add_argument("--sentences", type=int, default=1000, help="so many of the article, evenly taken")
    options = parser.parse_args()
    labels = labels_of(options.article)
    labels = labels[:: max(1, len(labels) // options.sentences)][: options.sentences]
    for path in (bundled_model(), *options.voices):
        print(f"{path.name}: {described(apart(path, labels))}", flush=True)


def described(sentences: Sequence[Apart]) -> str:
    """The largest differences of parameters, the mean distances of sounds."""
    most = Apart(*np.max(sentences, axis=0))
    engines_db, seeds_db = np.mean(sentences, axis=0)[-2:]
    fits = "within" if engines_db - seeds_db <= _ALLOWED_DB else "NOT within"
    return (
        f"{len(sentences)} sentences, {most.durations:.0f} durations and {most.voicing:.0f} voicings differ, "
        f"spectrum by {most.spectrum:.1e}, log F0 by {most.log_f0:.1e}; engines {engines_db:.2f} dB apart, "
        f"two seeds {seeds_db:.2f} dB: {engines_db - seeds_db:+.2f} dB, {fits} {_ALLOWED_DB}"
    )


def apart(path: Path, labels: Sequence[tuple[str, ...]]) -> list[Apart]:
    """Each sentence in both engines."""
    voice, reference = read_htsvoice(path.read_bytes(), path), Reference(path)
    one, other = Speaker(voice), with_other_noise(voice)
    levels = Levels(voice.sample_rate_hz)
    late = voice.low_pass.forest.means.shape[1] // 2 if voice.low_pass else 0
    found = []
    for sentence in labels:
        made = reference.made_of(sentence, voice.spectrum.length)
        spoken, again = one.spoken(sentence).samples, other.spoken(sentence).samples
        heard = made.samples[late:] / _FULL_SCALE  # hts_engine's low-pass filters delay its pulses and noise
        engines_db, seeds_db = levels.distance_db(spoken, heard), levels.distance_db(spoken, again)
        found.append(Apart(*parameters_apart(voice, sentence, made), engines_db, seeds_db))
    return found


def with_other_noise(voice: VoiceModel) -> Speaker:
    """The engine with another seed, which no setting gives."""
    with patch("narrate.synthesis.excitation._NOISE_SEED", _OTHER_SEED):
        return Speaker(voice)


def parameters_apart(voice: VoiceModel, labels: Sequence[str], made: Made) -> tuple[int, int, float, float]:
    """How many durations and voicings differ; by how much spectrum and log F0 do at most."""
    states = states_of(voice, labels)
    durations = durations_of(states.duration_means, states.duration_variances, 1.0)
    differ = int(np.count_nonzero(durations != made.durations))
    if differ:
        return differ, 0, np.inf, np.inf
    own = parameters_of(voice, states, durations, AS_MODELLED)
    both = own.voiced & (made.log_f0 > 0)
    return (
        differ,
        int(np.count_nonzero(own.voiced != (made.log_f0 > 0))),
        float(np.abs(own.spectrum - made.spectrum).max()),
        float(np.abs(own.log_f0 - made.log_f0)[both].max(initial=0.0)),
    )


class Levels:
    """Levels of a sound in bands that are even on the mel scale."""

    def __init__(self, rate_hz: int) -> None:
        self._window = round(_WINDOW_MS * rate_hz / 1000)
        self._hop = round(_HOP_MS * rate_hz / 1000)
        self._size = 1 << (2 * self._window).bit_length()
        frequencies_hz = np.fft.rfftfreq(self._size, 1 / rate_hz)
        mels = np.linspace(mel(_LOWEST_HZ), mel(min(_HIGHEST_HZ, rate_hz / 2)), _BANDS + 2)
        place = np.interp(mel(frequencies_hz), mels, np.arange(_BANDS + 2.0))
        self._bands = np.maximum(0.0, 1.0 - np.abs(place[:, None] - np.arange(1, _BANDS + 1)))

    def distance_db(self, one: NDArray[float64], other: NDArray[float64]) -> float:
        """The mean over moments of the root mean square over bands; where the second is heard."""
        count = min(len(one), len(other))
        own_db, other_db = self._of(one[:count]), self._of(other[:count])
        loudest = other_db.max(axis=1)
        heard = loudest > loudest.max() - _HEARD_DB
        return float(np.sqrt(((own_db - other_db)[heard] ** 2).mean(axis=1)).mean())

    def _of(self, samples: NDArray[float64]) -> NDArray[float64]:
        moments = np.lib.stride_tricks.sliding_window_view(samples, self._window)[:: self._hop]
        power = np.abs(np.fft.rfft(moments * np.hanning(self._window), self._size)) ** 2
        return np.asarray(10 * np.log10(power @ self._bands + 1e-9))


def mel(frequency_hz: NDArray[Any] | float) -> NDArray[float64]:
    """O'Shaughnessy's scale."""
    return np.asarray(1127 * np.log1p(np.asarray(frequency_hz) / 700))


if __name__ == "__main__":
    main()
