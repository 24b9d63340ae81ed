"""A damaged or hostile HTS voice ends in one line, never in a crash, a circle or noise."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate.errors import VoiceError
from narrate.speech.voice import bundled_model
from narrate.synthesis.htsvoice import read_htsvoice
from narrate.synthesis.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = Path("ann.htsvoice")


@pytest.fixture(scope="module")
def data() -> bytes:
    return bundled_model().read_bytes()


def test_a_whole_voice_is_fine(data: bytes) -> None:
    voice = read_htsvoice(data, PATH)
    assert (voice.sample_rate_hz, voice.frame_samples, voice.states, voice.alpha) == (48_000, 240, 5, 0.55)
    assert (voice.spectrum.length, len(voice.spectrum.windows)) == (35, 3)


@pytest.mark.parametrize("part", [0.0, 0.0001, 0.1, 0.5, 0.9, 0.9999])
def test_a_voice_cut_short_is_refused(data: bytes, part: float) -> None:
    with pytest.raises(VoiceError):
        read_htsvoice(data[: int(len(data) * part)], PATH)


def test_a_voice_cut_by_one_byte_is_refused(data: bytes) -> None:
    with pytest.raises(VoiceError, match="cut short"):
        read_htsvoice(data[:-1], PATH)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"HTS_TTS_JPN", b"HTS_TTS_ENG", "a Japanese one is needed"),
        (rb"\[GLOBAL\]", b"[GLOBUL]", "this is no HTS voice"),
        (rb"\[DATA\]", b"[DOTA]", "header breaks off"),
        (b"ALPHA=0.55", b"GAMMA=2,AL", "line spectral pairs"),
        (b"ALPHA=0.55", b"ALPHA=1e99", "ALPHA is 1e99"),
        (b"SAMPLING_FREQUENCY:48000", b"SAMPLING_FREQUENCY:4", "SAMPLING_FREQUENCY is 4"),
        (b"FRAME_PERIOD:240", b"FRAME_PERIOD:0", "FRAME_PERIOD is 0"),
        (b"NUM_STATES:5", b"NUM_STATES:999999999", "NUM_STATES is 999999999"),
        (b"NUM_STATES:5", b"NUM_STATES:6", "a state has no decision tree|another size"),
        (rb"VECTOR_LENGTH\[MCP\]:35", b"VECTOR_LENGTH[MCP]:34", "another size"),
        (rb"VECTOR_LENGTH\[MCP\]:35", b"", r"lacks VECTOR_LENGTH\[MCP\]"),
        (rb"IS_MSD\[LF0\]:1", b"IS_MSD[LF0]:0", "another size|no pitch"),
        (b"MCP,LF0,LPF", b"MCP", "the voice has 1 streams"),
        (b"NUM_STREAMS:3", b"NUM_STREAMS:", "NUM_STREAMS is "),
        (b"NUM_STATES:5", b"NUM_STATES:5\nNUM_STATES:5", "its header is broken"),
        (b"COMMENT:", b"COMMENT:" + b"x" * 2_000, "its header is broken"),
        (b"COMMENT:\n", b"COMMENT:\nIS_MSD[LF0]:1\n", "its header is broken"),
        (b"ALPHA=0.55", b"," * 9_999, "its header is broken"),
        (b"ALPHA=0.55", b",,", r"OPTION\[MCP\] is ,,"),
        (rb'"\*-sil\+\*","\*-pau\+\*"', b'""', 'GV_OFF_CONTEXT is ""'),
        (rb"\*-sil\+\*", b"*" * 99, "a question of a decision tree is without reason"),
        (rb"DURATION_PDF:0-5803", b"DURATION_PDF:0-1", "another size"),
        (rb"DURATION_PDF:0-5803", b"DURATION_PDF:5803-0", "DURATION_PDF is 5803-0"),
        (rb"DURATION_PDF:0-5803", b"DURATION_PDF:0-999999999999", "cut short"),
    ],
)
def test_a_header_that_cannot_be_is_refused(data: bytes, old: bytes, new: bytes, problem: str) -> None:
    with pytest.raises(VoiceError, match=problem):
        read_htsvoice(re.sub(old, new, data, count=1), PATH)


def table_at(data: bytes, name: str) -> slice:
    """Where a part of the voice's data lies in the file."""
    found = re.search(rf"^{re.escape(name)}:(\d+)-(\d+)".encode(), data, re.MULTILINE)
    assert found is not None
    start = data.index(b"[DATA]\n") + 7
    return slice(start + int(found[1]), start + int(found[2]) + 1)


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    part = table_at(data, name)
    new = change(data[part])
    assert len(new) == part.stop - part.start
    assert new != data[part]
    return data[: part.start] + new + data[part.stop :]


def with_number(value: float, at: int) -> Callable[[bytes], bytes]:
    number = np.array([value], "<f4").tobytes()
    return lambda part: part[:at] + number + part[at + 4 :]


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        ("STREAM_PDF[MCP]", with_number(float("nan"), 4_000), "a number without reason"),
        ("STREAM_PDF[MCP]", with_number(float("inf"), 4_000), "a number without reason"),
        ("STREAM_PDF[MCP]", with_number(1e30, 4_000), "a number without reason"),
        ("DURATION_PDF", with_number(1e6, 4), "a sound that does not end"),
        ("STREAM_PDF[MCP]", with_number(500.0, 20 + 4 * 211), "a number without reason"),
        ("STREAM_PDF[MCP]", with_number(0.0, 20 + 4 * 110), "a number without reason"),
        ("STREAM_PDF[MCP]", with_number(1e6, 20 + 4 * 110), "a number without reason"),
        ("STREAM_PDF[LPF]", with_number(50.0, 40), "a number without reason"),
        ("GV_PDF[MCP]", with_number(1e8, 8), "a number without reason"),
        ("DURATION_PDF", lambda part: part[:4] + np.full(len(part) // 4 - 1, 100, "<f4").tobytes(), "not end"),
        ("DURATION_TREE", lambda part: part.replace(b"{*}[2]", b"{a}[2]"), "a state has no decision tree"),
        ("DURATION_TREE", lambda part: b'QS a { "' + b"*" * 7 + b'" }' + part[18:], "without reason"),
        ("DURATION_TREE", lambda part: b"QS " + b"a" * 999 + part[1_002:], "broken"),
        ("GV_PDF[MCP]", with_number(-1.0, 8), "a variance that is not above 0"),
        ("STREAM_PDF[MCP]", lambda part: b"\xff\xff\xff\xff" + part[4:], "another size"),
        ("DURATION_TREE", lambda part: part.replace(b"-2               -3", b"-2                0"), "no end"),
        ("DURATION_TREE", lambda part: part.replace(b"-1 C-Phone_Boin", b"-1 C-Phone_Boim"), "not told"),
        ("DURATION_TREE", lambda part: part.replace(b'"dur_s2_141"', b'"dur_s2_999"'), "not there"),
        ("DURATION_TREE", lambda part: part.replace(b"{*}[2]", b"{*}[9]"), "a state has no decision tree"),
        ("DURATION_TREE", lambda part: part[:-20] + b" " * 20, "breaks off"),
        ("STREAM_TREE[LF0]", lambda part: b"\0" + part[1:], "broken"),
        ("STREAM_TREE[LF0]", lambda part: part[: len(part) // 2] + b"}" * (len(part) - len(part) // 2), "broken"),
        ("STREAM_WIN[LF0]", lambda part: b"9 1.0\n", "no window"),
        ("STREAM_WIN[LF0]", lambda part: b"1 nan\n", "no window"),
        ("STREAM_WIN[LF0]", lambda part: b"1 1e3\n", "no window"),
        ("STREAM_WIN[LF0]", lambda part: b"1 2.0\n", "no window"),
    ],
)  # fmt: skip
def test_a_table_or_tree_that_cannot_be_is_refused(
    data: bytes, name: str, change: Callable[[bytes], bytes], problem: str
) -> None:
    with pytest.raises(VoiceError, match=problem):
        read_htsvoice(changed(data, name, change), PATH)


@pytest.mark.parametrize("seed", range(5))
def test_a_scrambled_stretch_is_refused(data: bytes, seed: int) -> None:
    rng = random.Random(seed)
    at = rng.randrange(data.index(b"[DATA]\n") + 7, len(data) - 4096)
    with pytest.raises(VoiceError, match="damaged"):
        read_htsvoice(data[:at] + rng.randbytes(4096) + data[at + 4096 :], PATH)


@pytest.mark.engine
@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_voice_is_refused_or_speaks(
    data: bytes, seed: int, sentences: list[tuple[str, ...]]
) -> None:
    rng = random.Random(seed)
    broken = bytearray(data)
    for _ in range(rng.choice((1, 3, 10))):
        at = rng.randrange(len(broken))
        broken[at] = rng.choice((0, 0xFF, ord(" "), ord("-"), ord("9"), rng.randrange(256)))
    try:
        voice = read_htsvoice(bytes(broken), PATH)
    except VoiceError:
        return
    assert len(Speaker(voice).spoken(sentences[1]).samples) < 48_000 * 60


@pytest.mark.parametrize("data", [b"", b"text", b"[GLOBAL]\n", b"\0" * 1000])
def test_what_is_no_voice_is_refused(data: bytes) -> None:
    with pytest.raises(VoiceError):
        read_htsvoice(data, PATH)


@pytest.mark.engine
def test_a_course_that_runs_away_is_no_louder_than_a_shout(
    data: bytes, sentences: list[tuple[str, ...]]
) -> None:
    def wild(part: bytes) -> bytes:
        rows = np.frombuffer(part[4:], "<f4").reshape(-1, 70).copy()
        rows[:, :35] = 99.0
        return part[:4] + rows.tobytes()

    samples = Speaker(read_htsvoice(changed(data, "GV_PDF[MCP]", wild), PATH)).spoken(sentences[1]).samples
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 8.0
    assert np.sqrt(np.mean(samples**2)) <= 1.0
