"""When moras are told to be heard against when they sound, found in the samples alone, voice by voice.

    python benchmarks/onsets.py [ARTICLE] [--sentences N] [--speed X] [--voice FILE.htsvoice ...]

The measure knows nothing of the engine's model: the samples are parted into three bands, and the instant is
where the power of the bands changes, by likelihood (two stretches of Gaussian noise, Maeda 1985). The labels
say only where to look: from the middle of the sound before to the end of the consonant. Plosives and
affricates, what follows a pause, and fricatives have such an instant; vowels that follow vowels, nasals and
glides have none and are not measured. First the measure itself is judged by sounds made at known times.
"""

from __future__ import annotations

import argparse
import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from narrate.reading.frontend import front_end
from narrate.speech.measuring import SPREAD
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import NEUTRAL, Delivery
from narrate.synthesis.htsvoice import read_htsvoice
from narrate.synthesis.labels import phones_of
from narrate.synthesis.speaker import Speaker
from narrate.synthesis.times.onsets import heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy import float64
    from numpy.typing import NDArray

    from narrate.synthesis.model import VoiceModel

SAMPLE = Path(__file__).parent.parent / "text" / "listening-to-rain.md"
BANDS_HZ = ((80, 900), (900, 3000), (3000, 8000))
LOW, MIDDLE, HIGH = range(3)
BURSTS = frozenset(
    ("k", "ky", "kw", "g", "gy", "gw", "t", "ty", "ts", "ch", "d", "dy", "p", "py", "b", "by", "j", "z")
)
HISSES = frozenset(("s", "sh", "h", "hy", "f"))
FLOOR = 1e-4
"""Of the loud parts' power: 40 dB below them nothing is heard."""
AFTER_PAUSE, BURST, HISS = "after a pause", "plosive or affricate", "fricative"


class Onset(NamedTuple):
    """One mora's first phone: its kind, when it begins in the model, is told, and is measured, in ms."""

    kind: str
    begun_ms: float
    told_ms: float
    measured_ms: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="When moras are told to be heard, and when they are.")
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--sentences", type=int, default=40)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--voice", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    for name, errors in judged(20).items():
        print(row(f"the measure itself, {name}", errors))
    delivery = Delivery(speed=options.speed)
    labels = [front_end().read(text).labels for text in sentences(options.article)[: options.sentences]]
    for path in (bundled_model(), *options.voice):
        voice = read_htsvoice(path.read_bytes(), path)
        found = [onset for one in labels for onset in onsets(voice, one, delivery)]
        print(row(path.name, [o.told_ms - o.measured_ms for o in found]))
        print(row("  where phones begin", [o.begun_ms - o.measured_ms for o in found]))
        for kind in (BURST, AFTER_PAUSE, HISS):
            print(row(f"  {kind}", [o.told_ms - o.measured_ms for o in found if o.kind == kind]))


def row(name: str, errors_ms: Sequence[float]) -> str:
    """The figures of some errors."""
    errors = np.array(errors_ms)
    return (
        f"{name}: median {np.median(errors):+.1f} ms, of the magnitudes {np.median(np.abs(errors)):.1f} ms, "
        f"95th percentile {np.percentile(np.abs(errors), 95):.1f} ms ({len(errors)})"
    )


def sentences(article: Path) -> list[str]:
    """Its plain sentences."""
    found = re.findall(r"[^。\n]{8,70}。", article.read_text(encoding="utf-8"))
    return [text.strip() for text in found if not re.search(r"[\[\]{}|《》*#A-Za-z]", text)]


def onsets(voice: VoiceModel, labels: Sequence[str], delivery: Delivery = NEUTRAL) -> Iterator[Onset]:
    """Each mora of an utterance that sets in at an instant."""
    spoken = Speaker(voice, SPREAD).spoken(labels, delivery)
    powers = band_powers(spoken.samples, voice.sample_rate_hz)
    floor = float(np.percentile(powers.sum(axis=1), 95)) * FLOOR
    edges_ms = [0.0, *(spoken.ends_samples * (1000.0 / voice.sample_rate_hz)).tolist()]
    start_ms, starts_ms, _ = heard(voice, labels, delivery)
    phones = phones_of(labels)
    for at in range(1, len(phones.names)):
        mora = int(phones.moras[at])
        is_first = mora >= 0 and mora != phones.moras[at - 1]
        kind = kind_of(phones.names[at], after_pause=phones.moras[at - 1] < 0)
        if is_first and kind:
            before, start, end = edges_ms[at - 1 : at + 2]
            measured = measured_ms(powers + floor, phones.names[at], kind, (before, start, end))
            yield Onset(kind, start, start_ms + float(starts_ms[mora]), measured)


def kind_of(phone: str, *, after_pause: bool) -> str:
    """How it sets in; nothing where there is no instant at which it does."""
    if after_pause:
        return AFTER_PAUSE
    return BURST if phone in BURSTS else HISS if phone in HISSES else ""


def band_powers(samples: NDArray[float64], rate_hz: int) -> NDArray[float64]:
    """The mean power of each band in each millisecond: [ms, bands]."""
    count = int(len(samples) * 1000 / rate_hz)
    starts = (np.arange(count + 1) * rate_hz / 1000).astype(np.int64)
    spectrum = np.fft.rfft(samples)
    hertz = np.maximum(1.0, np.fft.rfftfreq(len(samples), 1 / rate_hz))
    powers = []
    for low, high in BANDS_HZ:
        gain = 1 / np.sqrt((1 + (low / hertz) ** 8) * (1 + (hertz / high) ** 8))
        band = np.fft.irfft(spectrum * gain, len(samples))[: starts[-1]]
        powers.append(np.add.reduceat(band**2, starts[:-1]) / np.diff(starts))
    return np.stack(powers, axis=1)


def measured_ms(
    powers: NDArray[float64], phone: str, kind: str, edges_ms: tuple[float, float, float]
) -> float:
    """When a phone sets in; ``edges_ms``: its neighbour's begin, its own, and its end."""
    before, start, end = edges_ms
    if kind == HISS:
        first, last = int((before + start) / 2), int((start + end) / 2 + 10)
        return first + changed_ms(powers[first:last][:, [LOW, HIGH]])
    bands = [MIDDLE, HIGH] if phone in BURSTS or phone in HISSES else [LOW, MIDDLE, HIGH]
    own = powers[:, bands]
    first = max(0, int(start) - (60 if kind == AFTER_PAUSE else 10))
    last = max(int(end) - 8, int(start) + 12)
    calm = np.convolve(own.sum(axis=1), np.ones(9) / 9, "same")
    first = min(first + int(calm[first : last - 12].argmin()), last - 12)
    return first + changed_ms(own[first:last])


def changed_ms(powers: NDArray[float64]) -> int:
    """Where the powers of the bands change: the likeliest border between two stretches of noise."""
    count = len(powers)
    borders = np.arange(2, count - 1)[:, None]
    sums = np.cumsum(powers, axis=0)
    before = sums[borders[:, 0] - 1] / borders
    after = (sums[-1] - sums[borders[:, 0] - 1]) / (count - borders)
    costs = (borders * np.log(before) + (count - borders) * np.log(after)).sum(axis=1)
    return int(borders[int(costs.argmin()), 0])


def judged(count: int) -> dict[str, list[float]]:
    """How far the measure is off where the instant is known: bursts and hisses put after a hum or silence."""
    random = np.random.default_rng(1)
    errors: dict[str, list[float]] = {BURST: [], AFTER_PAUSE: [], HISS: []}
    for level_db, at in itertools.product((-30.0, -20.0, -10.0), range(count)):
        start, burst = 200.0, 250.0 + 1.37 * at
        noise, room = random.standard_normal((2, 24_000))
        hiss = np.diff(noise, prepend=0.0) / 2 * 10 ** (level_db / 20)
        made = {
            BURST: ("t", burst, hummed(0.0, start) + hiss * shown(burst, 500.0) + hummed(310.0, 500.0)),
            AFTER_PAUSE: ("a", burst, hummed(burst, 500.0)),
            HISS: ("s", start, hummed(0.0, start) + hiss * shown(start, 310.0) + hummed(310.0, 500.0)),
        }
        for kind, (phone, onset, samples) in made.items():
            powers = band_powers(samples + room * 1e-4, 48_000)
            floor = float(np.percentile(powers.sum(axis=1), 95)) * FLOOR
            errors[kind].append(measured_ms(powers + floor, phone, kind, (100.0, start, 310.0)) - onset)
    return errors


def hummed(start_ms: float, end_ms: float) -> NDArray[float64]:
    """A vowel, more or less: harmonics of 150 Hz, 9 dB softer an octave; half a second in all."""
    turns = 2 * np.pi * 150 * np.arange(24_000) / 48_000
    sound = np.sum([np.sin(turns * n + n) / n**1.5 for n in range(1, 40)], axis=0)
    return np.asarray(0.3 * sound * shown(start_ms, end_ms), np.float64)


def shown(start_ms: float, end_ms: float) -> NDArray[float64]:
    """1 between two instants, 0 around them, 6 ms of way between."""
    time_ms = np.arange(24_000) / 48
    up, down = (np.clip((time_ms - at) / 6.0 + 0.5, 0.0, 1.0) for at in (start_ms, end_ms))
    return np.asarray(up - down, np.float64)


if __name__ == "__main__":
    main()
