"""The file, as other people's readers and decoders see it: tag, chapters, durations, silence at the marks."""

from __future__ import annotations

import io
import struct
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import av
import eyed3
import numpy as np
import pytest
import tinytag
from mutagen.id3 import CHAP, CTOC, ID3
from mutagen.mp3 import MP3, BitrateMode

from narrate.edition.check import inspect
from narrate.store.record import load_record
from tone_studio import Studio, decoded, tag_of, tag_size

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from narrate.model import Edition
    from narrate.speech.workers import LocalWorkers

TEXT = """---
title: 灯台の町
subtitle: 光と海の百年
category: 随筆
author: 佐藤 海
date: 2026-07-01
description: 灯台をめぐる小さな話。
---

夜明け前の港で、老人が灯台を見上げていた。霧が深い。

## 一　手紙

手紙は短かった。「残してほしい」とだけ書いてある。

- 一つ目の願い
- 二つ目の願い

## 二　A＆Bと「約束」？

約束は守られた。

***

光はいまも回る。

## 三　終わりに

ありがとう。
"""


class Built(NamedTuple):
    """An edition and its bytes."""

    path: Path
    mp3: bytes
    edition: Edition


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, workers: LocalWorkers) -> Built:
    studio = Studio(tmp_path_factory.mktemp("contract"), workers)
    studio.write(TEXT, "lighthouse.md")
    path = studio.build(studio.folder / "text" / "lighthouse.md").path
    record = load_record(studio.audio, "lighthouse")
    assert record is not None
    return Built(path, path.read_bytes(), record.edition)


def frames(mp3: bytes) -> list[tuple[str, bytes, bytes]]:
    """Names, flags and data of the tag's frames, by hand (ID3v2.3.0, section 3.3)."""
    found, at, end = [], 10, tag_size(mp3)
    while at < end and mp3[at]:
        name, size, flags = struct.unpack_from(">4sI2s", mp3, at)
        found.append((name.decode(), flags, mp3[at + 10 : at + 10 + size]))
        at += 10 + size
    assert at == end
    return found


def ms(time: int, base: Fraction | None) -> int:
    return round(time * (base or 0) * 1000)


def test_narrate_check_finds_nothing_wrong(built: Built) -> None:
    inspection = inspect(built.path)
    assert inspection.faults == ()
    assert inspection.chapters == built.edition.chapters
    assert inspection.clip_count == len(built.edition.cues)


def test_four_readers_agree_on_the_chapters_to_the_millisecond(built: Built) -> None:
    written = [(c.title, c.start_ms, c.end_ms) for c in built.edition.chapters]
    assert [title for title, _, _ in written] == [
        "灯台の町",
        "一　手紙",
        "二　A＆Bと「約束」？",
        "三　終わりに",
    ]

    tag = ID3(built.path)
    contents = tag.getall("CTOC")
    assert len(contents) == 1
    chapters = [tag[f"CHAP:{child}"] for child in contents[0].child_element_ids]
    assert [(c.sub_frames["TIT2"].text[0], c.start_time, c.end_time) for c in chapters] == written

    with av.open(str(built.path), "r") as container:
        seen = [
            (c["metadata"]["title"], ms(c["start"], c["time_base"]), ms(c["end"], c["time_base"]))
            for c in container.chapters()
        ]
    assert seen == written

    loaded = eyed3.load(str(built.path))
    assert [(c.title, c.times.start, c.times.end) for c in loaded.tag.chapters] == written


def test_readers_show_the_duration_that_is_decoded(built: Built) -> None:
    duration_ms = built.edition.duration_ms
    assert len(decoded(built.mp3)) == duration_ms * 48
    with av.open(io.BytesIO(built.mp3), "r") as container:
        assert container.duration == duration_ms * 1000
    frame_ms = 24
    assert abs(MP3(built.path).info.length * 1000 - duration_ms) <= frame_ms
    assert abs((tinytag.TinyTag.get(built.path).duration or 0) * 1000 - duration_ms) <= frame_ms
    assert abs(eyed3.load(str(built.path)).info.time_secs * 1000 - duration_ms) <= 2 * frame_ms


def test_it_is_known_as_constant_bit_rate_mono_48_khz(built: Built) -> None:
    info = MP3(built.path).info
    assert (info.bitrate_mode, info.sample_rate, info.channels) == (BitrateMode.CBR, 48_000, 1)
    assert round(info.bitrate / 1000) == 64


def test_marks_are_whole_seconds_in_silence(built: Built) -> None:
    heard = decoded(built.mp3)
    for chapter in built.edition.chapters[1:]:
        assert chapter.start_ms % 1000 == 0
        around = heard[(chapter.start_ms - 60) * 48 : (chapter.start_ms + 60) * 48]
        assert np.abs(around).max() < 10 ** (-70 / 20)
        after = heard[chapter.start_ms * 48 : (chapter.start_ms + 1_200) * 48]
        assert np.abs(after).max() > 0.05, "the heading is heard soon"


def test_a_player_that_does_not_drop_the_delay_finds_silence_too(built: Built) -> None:
    heard = np.concatenate([np.zeros(1_105), decoded(built.mp3)])
    for chapter in built.edition.chapters[1:]:
        assert np.abs(heard[(chapter.start_ms - 30) * 48 : (chapter.start_ms + 60) * 48]).max() < 1e-3


def test_cues_are_where_the_voice_is(built: Built) -> None:
    heard = decoded(built.mp3)
    for cue in built.edition.cues:
        voice = heard[cue.start_ms * 48 : cue.end_ms * 48]
        assert np.abs(voice).max() > 0.1
        before = heard[max(0, cue.start_ms - 60) * 48 : (cue.start_ms - 5) * 48]
        after = heard[(cue.end_ms + 5) * 48 : (cue.end_ms + 60) * 48]
        assert np.abs(before).max() < 1e-3
        assert np.abs(after).max() < 1e-3
    for one, next_ in pairwise(built.edition.cues):
        assert one.end_ms < next_.start_ms


def test_the_tag_is_one_id3v2_3_tag_without_flags(built: Built) -> None:
    assert built.mp3[:6] == b"ID3\x03\x00\x00"
    assert tag_size(built.mp3) < 300_000
    assert built.mp3[-128:-125] != b"TAG"
    assert b"APETAGEX" not in built.mp3
    assert all(flags == b"\0\0" for _, flags, _ in frames(built.mp3))


def test_contents_come_before_chapters_and_chapters_in_the_order_of_time(built: Built) -> None:
    names = [name for name, _, _ in frames(built.mp3)]
    first = names.index("CTOC")
    assert names[first + 1 : first + 5] == ["CHAP"] * 4
    assert names.count("CTOC") == 1
    assert names.count("CHAP") == 4
    chapters = [data for name, _, data in frames(built.mp3) if name == "CHAP"]
    assert [data.split(b"\0")[0] for data in chapters] == [b"chp0", b"chp1", b"chp2", b"chp3"]
    times = [struct.unpack_from(">4I", data, 5) for data in chapters]
    assert times[0][0] == 0
    assert all(one[1] == next_[0] for one, next_ in pairwise(times))
    assert all(time[2:] == (0xFFFFFFFF, 0xFFFFFFFF) for time in times)
    contents = next(data for name, _, data in frames(built.mp3) if name == "CTOC")
    assert contents[:6] == b"toc\0\x03\x04"


def test_japanese_is_utf_16_with_a_mark_and_an_end(built: Built) -> None:
    for name, _, data in frames(built.mp3):
        if name[0] == "T" and not data[1:].rstrip(b"\0").isascii():
            assert data[:3] == b"\1\xff\xfe", name
            assert data[-2:] == b"\0\0", name
    for name, _, data in frames(built.mp3):
        if name == "CHAP":
            inner = data[5 + 16 :]
            assert inner[:4] == b"TIT2"
            assert inner[10:13] == b"\1\xff\xfe"
            assert inner[-2:] == b"\0\0"


def test_text_frames_say_what_the_article_says(built: Built) -> None:
    tag = tag_of(built.mp3)
    texts = {
        name: str(tag[name]) for name in ("TIT2", "TIT3", "TPE1", "TCON", "TLAN", "TYER", "TDAT", "TLEN")
    }
    assert texts == {
        "TIT2": "灯台の町",
        "TIT3": "光と海の百年",
        "TPE1": "佐藤 海",
        "TCON": "随筆",
        "TLAN": "jpn",
        "TYER": "2026",
        "TDAT": "0107",
        "TLEN": str(built.edition.duration_ms),
    }
    assert tag.getall("COMM")[0].text == ["灯台をめぐる小さな話。"]
    assert "「残してほしい」とだけ書いてある。" in tag.getall("USLT")[0].text
    assert "nobody" in str(tag["TCOP"])
    assert "narrate" in str(tag["TSSE"])
    assert isinstance(tag.getall("CTOC")[0], CTOC)
    assert isinstance(tag.getall("CHAP")[0], CHAP)


def test_sound_begins_behind_the_tag_and_ends_with_the_file(built: Built) -> None:
    audio = built.mp3[tag_size(built.mp3) :]
    assert len(audio) % 192 == 0
    assert all(audio[at : at + 2] == b"\xff\xfb" for at in range(0, len(audio), 192))
    assert audio[21:25] == b"Info"
    assert audio.count(b"Info") == 1
    assert audio.count(b"Xing") == 0


def test_packets_cover_the_file_without_a_gap(built: Built) -> None:
    with av.open(io.BytesIO(built.mp3), "r") as container:
        packets = [p for p in container.demux(container.streams.audio[0]) if p.size]
    assert {p.size for p in packets} == {192}
    assert len(packets) == (len(built.mp3) - tag_size(built.mp3)) // 192 - 1
    assert all(
        b.pts - a.pts == a.duration for a, b in pairwise(packets) if a.pts is not None and b.pts is not None
    )
