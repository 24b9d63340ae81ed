"""LAME by way of lameenc's library: what it makes, and what is said where that library is of no use."""

from __future__ import annotations

import _ctypes
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate.audio import lame
from narrate.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Iterator


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


@pytest.mark.usefixtures("forgetful")
def test_a_missing_lameenc_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lame, "find_spec", lambda _name: None)
    with pytest.raises(SpeechError, match="lameenc is missing; install narrate again"):
        lame.mono_stream(np.zeros(1152, np.int16), 48_000, 64, 5)


@pytest.mark.usefixtures("forgetful")
def test_a_lameenc_that_hides_its_functions_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    hiding = ModuleSpec("lameenc", None, origin=_ctypes.__file__)
    monkeypatch.setattr(lame, "find_spec", lambda _name: hiding)
    with pytest.raises(SpeechError, match=r"keeps LAME to itself.*lame_init.*install the lameenc wheel"):
        lame.mono_stream(np.zeros(1152, np.int16), 48_000, 64, 5)
