"""LAME by its own C interface (``lame.h``), in the library that the ``lameenc`` package carries.

lameenc's class has no switch for the bit reservoir, without which a frame cannot stand alone; its library
has. Its wheels for Windows keep the library's functions to themselves: there PyAV encodes, whose LAME has
the switch too but takes 4 times as long up to version 18 and 1.3 times in 19.

lameenc up to 1.8 carries LAME 3.100, as PyAV does, and makes the same bytes; 1.9 carries LAME 4.0, which
signs unused bits with its own name. So the clip keys name the package that encodes (`encoder_package`).
"""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from ctypes import c_int, c_void_p
from functools import lru_cache, partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from narrate.errors import SpeechError
from narrate.messages import Foreign, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy import int16
    from numpy.typing import NDArray

_PACKAGE = "lameenc"
_MONO = 3
"""``MPEG_mode`` of lame.h."""
_FUNCTIONS: dict[str, tuple[type, tuple[type, ...]]] = {
    "lame_init": (c_void_p, ()),
    "lame_set_in_samplerate": (c_int, (c_void_p, c_int)),
    "lame_set_out_samplerate": (c_int, (c_void_p, c_int)),
    "lame_set_num_channels": (c_int, (c_void_p, c_int)),
    "lame_set_mode": (c_int, (c_void_p, c_int)),
    "lame_set_brate": (c_int, (c_void_p, c_int)),
    "lame_set_quality": (c_int, (c_void_p, c_int)),
    "lame_set_disable_reservoir": (c_int, (c_void_p, c_int)),
    "lame_set_bWriteVbrTag": (c_int, (c_void_p, c_int)),
    "lame_init_params": (c_int, (c_void_p,)),
    "lame_encode_buffer": (c_int, (c_void_p, c_void_p, c_void_p, c_int, c_void_p, c_int)),
    "lame_encode_flush": (c_int, (c_void_p, c_void_p, c_int)),
    "lame_close": (c_int, (c_void_p,)),
}


def mono_stream(samples: NDArray[int16], sample_rate: int, bit_rate_kbps: int, quality: int) -> bytes:
    """All frames that LAME makes of mono samples, those that it flushes at the end included.

    Constant bit rate, no bit reservoir, no Info frame. Other threads run meanwhile.

    Raises:
        SpeechError: LAME refuses; or neither lameenc's can be called nor PyAV's, told of the package.
    """
    lame = _library()
    encode = _stand_in(lame) if isinstance(lame, Message) else partial(_mono_stream, lame)
    return encode(samples, sample_rate, bit_rate_kbps, quality)


def encoder_package() -> str:
    """The package whose LAME encodes here; PyAV's name is ``av``."""
    return "av" if isinstance(_library(), Message) else _PACKAGE


def _stand_in(fault: Message) -> Callable[[NDArray[int16], int, int, int], bytes]:
    try:
        from narrate.audio import pyav
    except ImportError:
        raise _missing(fault) from None
    return pyav.mono_stream


def _missing(fault: Message) -> SpeechError:
    """What to install: PyAV helps where lameenc is there and of no use. No sentence is at fault: no place."""
    if find_spec(_PACKAGE) is None:
        hint = Message("install narrate again, or: pip install lameenc")
        return SpeechError(fault, hint=hint, path=_PACKAGE)
    problem = Message("{fault}, and PyAV is missing", fault=fault)
    return SpeechError(problem, hint=Message("pip install av"), path=_PACKAGE)


def _mono_stream(
    lame: ctypes.CDLL, samples: NDArray[int16], sample_rate: int, bit_rate_kbps: int, quality: int
) -> bytes:
    import numpy as np

    contiguous = np.ascontiguousarray(samples)
    space = ctypes.create_string_buffer(_space_bytes(len(contiguous)))
    with _encoder(lame) as encoder:
        _counted(lame.lame_set_in_samplerate(encoder, sample_rate))
        _counted(lame.lame_set_out_samplerate(encoder, sample_rate))
        _counted(lame.lame_set_num_channels(encoder, 1))
        _counted(lame.lame_set_mode(encoder, _MONO))
        _counted(lame.lame_set_brate(encoder, bit_rate_kbps))
        _counted(lame.lame_set_quality(encoder, quality))
        _counted(lame.lame_set_disable_reservoir(encoder, 1))
        _counted(lame.lame_set_bWriteVbrTag(encoder, 0))
        _counted(lame.lame_init_params(encoder))
        encoded = _counted(
            lame.lame_encode_buffer(encoder, contiguous.ctypes.data, None, len(contiguous), space, len(space))
        )
        rest = ctypes.byref(space, encoded)
        flushed = _counted(lame.lame_encode_flush(encoder, rest, len(space) - encoded))
    return ctypes.string_at(space, encoded + flushed)


def _space_bytes(sample_count: int) -> int:
    """The worst case as lame.h gives it, for the frames and for what is flushed behind them."""
    return sample_count * 5 // 4 + 2 * 7200


def _counted(result: int) -> int:
    """LAME answers with a number of bytes, or with a negative number for a fault."""
    if result < 0:
        raise SpeechError(Message("LAME cannot encode this (its fault {result})", result=result))
    return result


@contextmanager
def _encoder(lame: ctypes.CDLL) -> Iterator[c_void_p]:
    encoder = c_void_p(lame.lame_init())
    try:
        yield encoder
    finally:
        lame.lame_close(encoder)


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL | Message:
    """The library of lameenc, or why it is of no use."""
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        return Message("this package is not installed")
    try:
        lame = ctypes.CDLL(found.origin)
        for name, (answer, arguments) in _FUNCTIONS.items():
            function = getattr(lame, name)
            function.restype, function.argtypes = answer, arguments
    except (AttributeError, OSError) as fault:
        return Message("this build of lameenc keeps LAME to itself ({reason})", reason=Foreign(fault))
    return lame
