"""Joins, counted in frames and milliseconds."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.audio.clip import Clip, ClipShape
from narrate.audio.editing import edited
from narrate.audio.mp3 import FRAME_MS, FRAME_SAMPLES, encode, frame_bytes
from narrate.audio.recording import Recording, frames_crc32, frames_of, info_of, recording_of, whole_second_in
from narrate.ground.crc import crc16
from narrate.speech.tone import ToneEngine
from narrate.synthesis.delivery import NEUTRAL
from tone_studio import decoded


def spoken(text: str) -> tuple[Clip, np.ndarray[tuple[int], np.dtype[np.int16]]]:
    sound = ToneEngine().sound(tuple(text), NEUTRAL)
    speech = edited(sound.samples, int(sound.start_ms), 0.0)
    return Clip.of(encode(speech.samples, 64), 64, speech.lead_samples, speech.voiced_samples), speech.samples


def joined(texts: list[str], pauses_ms: list[int]) -> tuple[Recording, bytes]:
    clips = {text: spoken(text)[0] for text in set(texts)}
    recording = recording_of([(text, clips[text].shape) for text in texts], pauses_ms, 64)
    frames = [piece for piece in frames_of(recording, clips.__getitem__) if isinstance(piece, bytes)]
    return recording, info_of(recording) + b"".join(frames)


def test_the_recording_decodes_to_its_clips_at_their_places() -> None:
    texts = ["朝の港", "霧", "船が出る", "霧", "灯台の光が消えるころ"]
    recording, mp3 = joined(texts, [300, 500, 900, 0, 1_700, 1_000])
    heard = decoded(mp3)
    expected = np.zeros(recording.frame_count * FRAME_SAMPLES)
    for placed in recording.clips:
        samples = spoken(placed.key)[1]
        at = placed.first_frame * FRAME_SAMPLES
        expected[at : at + len(samples)] = samples / 32768.0
        part = heard[at : at + len(samples)]
        assert np.corrcoef(part, expected[at : at + len(part)])[0, 1] > 0.99
    assert len(heard) == recording.duration_ms * 48
    assert np.corrcoef(heard, expected[: len(heard)])[0, 1] > 0.99


def test_nothing_drifts_over_1000_clips() -> None:
    recording, mp3 = joined(["朝", "霧の港"] * 500, [300] + [100] * 999 + [500])
    assert len(mp3) == recording.audio_byte_count
    heard, last = decoded(mp3), recording.clips[-1]
    samples = spoken("霧の港")[1] / 32768.0
    at = last.first_frame * FRAME_SAMPLES
    window = heard[at - 100 : at + len(samples) + 100]
    lags = [float(np.dot(window[lag : lag + len(samples)], samples)) for lag in range(201)]
    assert int(np.argmax(lags)) == 100


def test_pauses_are_met_within_a_frame_from_voice_to_voice() -> None:
    recording, _ = joined(["朝", "霧", "船"], [300, 500, 2_000, 1_000])
    starts = [0, *(c.voice_end_ms for c in recording.clips)]
    ends = [*(c.voice_start_ms for c in recording.clips), recording.duration_ms]
    for start, end, wanted in zip(starts, ends, [300, 500, 2_000, 1_000], strict=True):
        assert abs(end - start - wanted) <= FRAME_MS


def test_the_crc_in_the_info_frame_is_that_of_all_frames() -> None:
    _, mp3 = joined(["朝", "霧"], [300, 700, 900])
    assert int.from_bytes(mp3[69:71], "big") == crc16(mp3[192:])


def test_the_crc_32_of_the_frames_is_known_without_them() -> None:
    recording, mp3 = joined(["朝", "霧", "朝"], [300, 700, 0, 900])
    assert frames_crc32(recording) == zlib.crc32(mp3[192:])


def test_clips_stand_in_the_file_byte_for_byte() -> None:
    recording, mp3 = joined(["朝", "霧"], [300, 700, 900])
    for placed in recording.clips:
        at = (placed.first_frame + 1) * frame_bytes(64)
        assert mp3[at : at + placed.shape.frame_count * frame_bytes(64)] == spoken(placed.key)[0].frames


@given(st.lists(st.tuples(st.integers(4, 900), st.integers(0, 60_000)), min_size=1, max_size=60))
def test_places_ascend_and_never_overlap(sizes: list[tuple[int, int]]) -> None:
    clips = [
        (f"{n:032x}", ClipShape(64, count, 2_400, count * FRAME_SAMPLES - 2_400 - 3_600, 0, 0))
        for n, (count, _) in enumerate(sizes)
        if count * FRAME_SAMPLES > 6_100
    ]
    recording = recording_of(clips, [*(pause for _, pause in sizes[: len(clips)]), 1_000], 64)
    frame = 0
    for placed in recording.clips:
        assert placed.first_frame >= frame
        assert placed.voice_start_ms < placed.voice_end_ms
        frame = placed.first_frame + placed.shape.frame_count
    assert recording.frame_count > frame


@given(st.integers(0, 10**8), st.integers(1_140, 60_000))
def test_every_gap_before_a_chapter_holds_a_whole_second(start: int, length: int) -> None:
    mark = whole_second_in(start, start + length)
    assert mark % 1000 == 0
    assert start + 60 <= mark <= start + length - 60


def test_a_gap_too_short_for_a_mark_is_a_fault_of_the_program() -> None:
    with pytest.raises(AssertionError):
        whole_second_in(1_000, 1_100)
