"""LAME as FFmpeg calls it, in the libraries that PyAV carries: what encodes where lameenc cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np

from narrate.errors import SpeechError
from narrate.messages import Foreign, Message

if TYPE_CHECKING:
    from av.audio.codeccontext import AudioCodecContext
    from numpy import int16
    from numpy.typing import NDArray


def mono_stream(samples: NDArray[int16], sample_rate: int, bit_rate_kbps: int, quality: int) -> bytes:
    """All frames that LAME makes of mono samples; see `narrate.audio.lame.mono_stream`.

    Raises:
        SpeechError: LAME refuses, or this build of PyAV has none.
    """
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples)[None], format="s16p", layout="mono")
    frame.sample_rate = sample_rate
    try:
        encoder: AudioCodecContext = av.CodecContext.create("libmp3lame", "w")
        encoder.sample_rate, encoder.layout, encoder.format = sample_rate, frame.layout, frame.format
        encoder.bit_rate = bit_rate_kbps * 1000
        encoder.options = {"reservoir": "0", "compression_level": str(quality)}
        packets = encoder.encode(frame) + encoder.encode(None)
    except (av.error.FFmpegError, av.codec.codec.UnknownCodecError) as fault:
        raise SpeechError(Message("LAME cannot encode this ({fault})", fault=Foreign(fault))) from None
    return b"".join(map(bytes, packets))
