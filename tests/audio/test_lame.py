"""LAME by way of lameenc's library or of PyAV's: what they make, and what is said where both are of no use."""

from __future__ import annotations

import _ctypes
import ctypes
import sys
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate.audio import lame, pyav
from narrate.audio.mp3 import BIT_RATES_KBPS, is_frame_run
from narrate.errors import SpeechError
from tone_studio import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


@pytest.fixture
def forgetful() -> Iterator[None]:
    lame._library.cache_clear()
    yield
    lame._library.cache_clear()


def test_every_other_sample_of_a_longer_array_is_encoded_as_its_copy() -> None:
    samples = np.random.default_rng(3).integers(-9000, 9000, 2 * 1152 * 9).astype(np.int16)
    strided = lame.mono_stream(samples[::2], 48_000, 64, 5)
    assert strided == lame.mono_stream(samples[::2].copy(), 48_000, 64, 5)
    assert strided.startswith(b"\xff\xfb")
    assert len(strided) >= 9 * 192


def test_a_sample_rate_that_lame_refuses_is_a_speech_error() -> None:
    with pytest.raises(SpeechError, match="LAME cannot encode"):
        lame.mono_stream(np.zeros(1152, np.int16), 7, 64, 5)


HIDING = ModuleSpec("lameenc", None, origin=_ctypes.__file__)
"""A library without LAME's functions, as lameenc's wheels for Windows are."""


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("found", [None, HIDING])
def test_pyav_encodes_where_lameenc_cannot(monkeypatch: pytest.MonkeyPatch, found: ModuleSpec | None) -> None:
    assert lame.encoder_package() == "lameenc"
    lame._library.cache_clear()
    monkeypatch.setattr(lame, "find_spec", lambda _name: found)
    assert lame.encoder_package() == "av"
    samples = noise(9)
    assert lame.mono_stream(samples, 48_000, 64, 5) == pyav.mono_stream(samples, 48_000, 64, 5)


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, r"^lameenc: this package is not installed; install narrate again, or: pip install lameenc$"),
        (
            HIDING,
            r"^lameenc: this build of lameenc keeps LAME to itself \(.*lame_init.*\), and PyAV.*; pip install av$",
        ),
    ],
)
def test_where_neither_can_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, found: ModuleSpec | None, said: str
) -> None:
    monkeypatch.setattr(lame, "find_spec", lambda _name: found)
    monkeypatch.delitem(sys.modules, "narrate.audio.pyav")
    monkeypatch.delattr("narrate.audio.pyav")
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(SpeechError, match=said):
        lame.mono_stream(np.zeros(1152, np.int16), 48_000, 64, 5)


def noise(frame_count: int) -> NDArray[np.int16]:
    return np.random.default_rng(frame_count).integers(-9000, 9000, 1152 * frame_count).astype(np.int16)


def sounds() -> list[NDArray[np.int16]]:
    """Noise, silence, a rising tone, the loudest there can be, a single frame."""
    time = np.arange(1152 * 40) / 48_000
    rising = (12_000 * np.sin(2 * np.pi * (50 + 3000 * time) * time)).astype(np.int16)
    loudest = np.tile(np.repeat(np.array([32767, -32768], np.int16), 60), 192)
    return [noise(25), np.zeros(1152 * 4, np.int16), rising, loudest, noise(1)]


@pytest.mark.parametrize("bit_rate_kbps", BIT_RATES_KBPS)
def test_pyav_makes_as_many_self_contained_frames(bit_rate_kbps: int) -> None:
    for samples in sounds():
        stream = pyav.mono_stream(samples, 48_000, bit_rate_kbps, 5)
        assert is_frame_run(stream, bit_rate_kbps)
        assert len(stream) == len(lame.mono_stream(samples, 48_000, bit_rate_kbps, 5))


@pytest.mark.parametrize("bit_rate_kbps", [64, 128, 320])
def test_the_same_lame_makes_the_same_bytes_by_either_way(bit_rate_kbps: int) -> None:
    if lame_version() != b"3.100":
        pytest.skip("lameenc carries another LAME than PyAV: make oldest")
    for samples in sounds():
        ours = lame.mono_stream(samples, 48_000, bit_rate_kbps, 5)
        assert pyav.mono_stream(samples, 48_000, bit_rate_kbps, 5) == ours


def lame_version() -> bytes:
    library = lame._library()
    assert isinstance(library, ctypes.CDLL)
    version = library.get_lame_version
    version.restype = ctypes.c_char_p
    return bytes(version())


def test_another_lame_sounds_the_same() -> None:
    for samples in sounds():
        ours, theirs = (decoded(way(samples, 48_000, 64, 5)) for way in (lame.mono_stream, pyav.mono_stream))
        np.testing.assert_allclose(ours, theirs, atol=1e-3)


def test_pyav_tells_what_its_lame_refuses() -> None:
    with pytest.raises(SpeechError, match="LAME cannot encode"):
        pyav.mono_stream(np.zeros(1152, np.int16), 7, 64, 5)
