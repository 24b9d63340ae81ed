"""Programme loudness by FFmpeg's EBU R 128 meter."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
from av.filter import Graph

from narrate.audio.mp3 import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy import int16
    from numpy.typing import NDArray


def decoded(frames: bytes) -> NDArray[int16]:
    """What a player hears of MP3 frames, delay and padding included."""
    with av.open(io.BytesIO(frames), "r", format="mp3") as container:
        parts = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    samples: NDArray[int16] = np.round(np.clip(np.concatenate(parts), -1.0, 1.0) * 32767).astype(np.int16)
    return samples


def integrated_loudness_lufs(samples: NDArray[int16]) -> float:
    """The gated loudness of mono 48 kHz samples (ITU-R BS.1770-4), measured as one channel."""
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=SAMPLE_RATE, format="s16", layout="mono", time_base=Fraction(1, SAMPLE_RATE)
    )
    meter = graph.add("ebur128", "metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = SAMPLE_RATE
    frame.pts = 0
    graph.push(frame)
    graph.push(None)
    loudness = float("-inf")
    while True:
        try:
            measured = graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return loudness
        found = measured.metadata.get("lavfi.r128.I")
        loudness = float(found) if found else loudness
