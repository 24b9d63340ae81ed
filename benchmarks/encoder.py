"""LAME's quality settings: what each costs, and how far its noise stands above what speech hides.

    python benchmarks/encoder.py [ARTICLE] [--kbps N …] [--quality N …]

A sentence is encoded and decoded; what is added is compared, band by band (half a Bark), with what the
sentence itself masks there: its energy spread to the neighbours (27 dB a Bark downwards, 10 upwards), less 3
dB for noise-like low bands up to 6 for high ones, and never below the threshold of hearing at 92 dB for full
scale (after ITU-R BS.1387's noise-to-mask ratio, without its models of time). Printed are CPU seconds for a
second of sound, the mean ratio, the median and the 95th percentile of each moment's worst band, in dB.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import SAMPLE, labels_of
from narrate.audio.lame import mono_stream
from narrate.audio.loudness import decoded
from narrate.audio.mp3 import DELAY_SAMPLES, SAMPLE_RATE
from narrate.speech.measuring import SPREAD
from narrate.speech.open_jtalk import OpenJTalkEngine
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, int16
    from numpy.typing import NDArray

_LEVEL = 0.3
_WINDOW = 2048
_BAND_BARK, _BANDS = 0.5, 57
"""Up to 19 kHz."""
_FULL_SCALE_DB = 92.0
_HEARD_FROM = 1e-4
"""Of the loudest moment's power: what is softer is a pause."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="LAME's quality settings.")
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--kbps", type=int, nargs="+", default=[64, 80, 96, 128])
    parser.add_argument("--quality", type=int, nargs="+", default=[3, 5, 7])
    options = parser.parse_args()
    engine = OpenJTalkEngine(bundled_model(), SPREAD)
    sounds = [whole_numbers(engine.sound(one, NEUTRAL).samples) for one in labels_of(options.article)]
    masks = Masks()
    for kbps in options.kbps:
        for quality in options.quality:
            print(f"{kbps} kbit/s, quality {quality}: {measured(sounds, masks, kbps, quality)}", flush=True)


def whole_numbers(samples: NDArray[float64]) -> NDArray[int16]:
    """As the encoder takes them, below full scale."""
    return np.round(np.clip(_LEVEL * samples, -1, 1) * 32767).astype(np.int16)


def measured(sounds: Sequence[NDArray[int16]], masks: Masks, kbps: int, quality: int) -> str:
    """What a setting costs and adds."""
    start = time.process_time()
    streams = [mono_stream(sound, SAMPLE_RATE, kbps, quality) for sound in sounds]
    cpu_s = (time.process_time() - start) / (sum(map(len, sounds)) / SAMPLE_RATE)
    ratios = np.concatenate([masks.ratios_db(*pair) for pair in zip(sounds, streams, strict=True)])
    worst, mean_db = ratios.max(axis=1), 10 * np.log10((10 ** (ratios / 10)).mean(axis=1)).mean()
    median_db, most_db = np.percentile(worst, [50, 95])
    return f"CPU {cpu_s:.4f} s, mean {mean_db:.1f} dB, worst band {median_db:.1f} and {most_db:.1f} dB"


class Masks:
    """What a sound hides in each band."""

    def __init__(self) -> None:
        frequencies_hz = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)
        edges = _BAND_BARK * np.arange(_BANDS + 1)
        self._bands = np.digitize(bark(frequencies_hz), edges)[:, None] == np.arange(1, len(edges))
        middles = edges[:-1] + _BAND_BARK / 2
        away = middles[:, None] - middles
        spread = 10 ** (np.where(away >= 0, -10 * away, 27 * away) / 10)
        self._spread = spread / spread.sum(axis=1, keepdims=True)
        self._below = 10 ** (-np.maximum(3.0, 0.25 * middles) / 10)
        self._threshold = 10 ** (np.minimum(threshold_db(middles), 90.0) / 10) / full_scale_power()

    def ratios_db(self, sound: NDArray[int16], stream: bytes) -> NDArray[float64]:
        """The noise over what is hidden [moments, bands], where there is speech."""
        heard = decoded(stream)[DELAY_SAMPLES:][: len(sound)] / 32768
        wanted = sound[: len(heard)] / 32768
        power, noise = self._power(wanted), self._power(heard - wanted)
        mask = np.maximum(power @ self._spread.T * self._below, self._threshold)
        loud = power.sum(axis=1) > _HEARD_FROM * power.sum(axis=1).max()
        return np.asarray(10 * np.log10(np.maximum(noise[loud], 1e-20) / mask[loud]))

    def _power(self, samples: NDArray[float64]) -> NDArray[float64]:
        moments = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[:: _WINDOW // 2]
        return np.asarray(np.abs(np.fft.rfft(moments * np.hanning(_WINDOW))) ** 2 @ self._bands)


def bark(frequency_hz: NDArray[Any]) -> NDArray[float64]:
    """Critical bands (Schroeder et al. 1979)."""
    return np.asarray(7 * np.arcsinh(frequency_hz / 650))


def threshold_db(band_bark: NDArray[Any]) -> NDArray[float64]:
    """The threshold in quiet (Terhardt 1979)."""
    khz = 0.65 * np.sinh(band_bark / 7)
    return np.asarray(3.64 * khz**-0.8 - 6.5 * np.exp(-0.6 * (khz - 3.3) ** 2) + 1e-3 * khz**4)


def full_scale_power() -> float:
    """What the threshold's decibels are divided by: a full sine is as loud as `_FULL_SCALE_DB`."""
    return float(10 ** (_FULL_SCALE_DB / 10) / ((_WINDOW / 4) ** 2 / 2))


if __name__ == "__main__":
    main()
