"""A damaged HTS voice is refused before the engine, which would crash on it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from narrate.errors import VoiceError
from narrate.speech.htsvoice import check_htsvoice
from narrate.speech.voice import bundled_model

PATH = Path("ann.htsvoice")


@pytest.fixture(scope="module")
def mei() -> bytes:
    return bundled_model().read_bytes()


def test_a_whole_voice_is_fine(mei: bytes) -> None:
    check_htsvoice(mei, PATH)


@pytest.mark.parametrize("part", [0.0, 0.0001, 0.1, 0.5, 0.9, 0.9999])
def test_a_voice_cut_short_is_refused(mei: bytes, part: float) -> None:
    with pytest.raises(VoiceError):
        check_htsvoice(mei[: int(len(mei) * part)], PATH)


def test_a_voice_cut_by_one_byte_is_refused(mei: bytes) -> None:
    with pytest.raises(VoiceError, match="cut short"):
        check_htsvoice(mei[:-1], PATH)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (rb"SAMPLING_FREQUENCY:48000", b"SAMPLING_FREQUENCY:16000", "16000 samples a second"),
        (rb"HTS_TTS_JPN", b"HTS_TTS_ENG", "a Japanese one is needed"),
        (rb"\[GLOBAL\]", b"[GLOBUL]", "this is no HTS voice"),
        (rb"\[DATA\]", b"[DOTA]", "header breaks off"),
    ],
)
def test_another_kind_of_voice_is_refused(mei: bytes, old: bytes, new: bytes, problem: str) -> None:
    with pytest.raises(VoiceError, match=problem):
        check_htsvoice(re.sub(old, new, mei, count=1), PATH)


@pytest.mark.parametrize("seed", range(5))
def test_a_zeroed_or_scrambled_stretch_is_refused(mei: bytes, seed: int) -> None:
    rng = random.Random(seed)
    start = mei.index(b"[DATA]\n") + 7
    at = rng.randrange(start, len(mei) - 4096)
    data = mei[:at] + rng.randbytes(4096) + mei[at + 4096 :]
    with pytest.raises(VoiceError, match="damaged"):
        check_htsvoice(data, PATH)


@pytest.mark.parametrize("data", [b"", b"text", b"[GLOBAL]\n", b"\0" * 1000])
def test_what_is_no_voice_is_refused(data: bytes) -> None:
    with pytest.raises(VoiceError):
        check_htsvoice(data, PATH)
