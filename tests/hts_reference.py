"""hts_engine, looked into: the durations and parameters that it makes of labels, by the functions its wheel exports."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyopenjtalk.htsengine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy import float64, int64
    from numpy.typing import NDArray

_ENGINE_BYTES = 65_536
"""More than an HTS_Engine takes, whatever its version."""
_POINTER, _SIZE, _NUMBER = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_double


class Made(NamedTuple):
    """What hts_engine makes of labels: frames of each state, mel-cepstra, log F0 (-1e10 where there is none)."""

    durations: NDArray[int64]
    spectrum: NDArray[float64]
    log_f0: NDArray[float64]
    samples: NDArray[float64]


class Reference:
    """One hts_engine with one voice."""

    def __init__(self, model: Path) -> None:
        self._library = ctypes.CDLL(pyopenjtalk.htsengine.__file__)
        self._space = ctypes.create_string_buffer(_ENGINE_BYTES)
        self._call("initialize", None)
        files = (ctypes.c_char_p * 1)(str(model).encode())
        assert self._call("load", ctypes.c_bool, (ctypes.POINTER(ctypes.c_char_p), files), (_SIZE, 1))

    def made_of(self, labels: Sequence[str], order: int, speed: float = 1.0) -> Made:
        """What comes out between labels and samples."""
        self._call("set_speed", None, (_NUMBER, speed))
        lines = (ctypes.c_char_p * len(labels))(*(label.encode() for label in labels))
        given = (ctypes.POINTER(ctypes.c_char_p), lines), (_SIZE, len(labels))
        assert self._call("synthesize_from_strings", ctypes.c_bool, *given)
        states = len(labels) * int(self._call("get_nstate", _SIZE))
        durations = [int(self._call("get_state_duration", _SIZE, (_SIZE, at))) for at in range(states)]
        frames = range(sum(durations))
        spectrum = [[self._parameter(0, frame, at) for at in range(order)] for frame in frames]
        log_f0 = [self._parameter(1, frame, 0) for frame in frames]
        count = int(self._call("get_nsamples", _SIZE))
        samples = [float(self._call("get_generated_speech", _NUMBER, (_SIZE, at))) for at in range(count)]
        self._call("refresh", None)
        return Made(np.array(durations), np.array(spectrum), np.array(log_f0), np.array(samples))

    def _parameter(self, stream: int, frame: int, at: int) -> float:
        places = (_SIZE, stream), (_SIZE, frame), (_SIZE, at)
        return float(self._call("get_generated_parameter", _NUMBER, *places))

    def _call(self, name: str, result: object, *arguments: tuple[object, object]) -> float:
        function = getattr(self._library, f"HTS_Engine_{name}")
        function.restype = result
        function.argtypes = [_POINTER, *(kind for kind, _ in arguments)]
        return function(self._space, *(value for _, value in arguments))  # type: ignore[no-any-return]
