"""``narrate check``: each kind of damage is found and named."""

from __future__ import annotations

import contextlib
import random
import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.edition.check import inspect
from narrate.errors import EditionError, ExitCode
from narrate.ground.crc import crc16
from tone_studio import Studio, tag_size

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from narrate.speech.workers import LocalWorkers

TEXT = "# 港\n\n朝が来た。\n\n## 昼の港で網を繕う人びとの低い歌声と遠い波の音に耳を澄ます\n\n網を繕う。\n\n## 夜\n\n光が回る。\n"


class Mp3(bytes):
    """An edition that does not fill the screen when a test fails."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"an MP3 of {len(self)} bytes"


@pytest.fixture(scope="module")
def mp3(tmp_path_factory: pytest.TempPathFactory, workers: LocalWorkers) -> Mp3:
    studio = Studio(tmp_path_factory.mktemp("check"), workers)
    studio.write(TEXT)
    studio.build()
    return Mp3(studio.mp3())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged") / "damaged.mp3"


def faults_of(data: bytes, path: Path) -> tuple[str, ...]:
    path.write_bytes(data)
    return inspect(path).faults


def changed(mp3: bytes, at: int, new: bytes) -> bytes:
    return mp3[:at] + new + mp3[at + len(new) :]


def frame_at(mp3: bytes, name: bytes, number: int = 0) -> tuple[int, int]:
    """Where the data of the tag's n-th frame of a name begins, and its size."""
    at = 10
    while True:
        size = int.from_bytes(mp3[at + 4 : at + 8], "big")
        if mp3[at : at + 4] == name:
            if number == 0:
                return at + 10, size
            number -= 1
        at += 10 + size


def with_swapped_chapters(mp3: bytes) -> bytes:
    (one, one_size), (two, two_size) = frame_at(mp3, b"CHAP", 1), frame_at(mp3, b"CHAP", 2)
    first, second = mp3[one - 10 : one + one_size], mp3[two - 10 : two + two_size]
    return mp3[: one - 10] + second + first + mp3[two + two_size :]


def with_chapter_time(mp3: bytes, number: int, field: int, shift: int) -> bytes:
    at = frame_at(mp3, b"CHAP", number)[0] + 5 + 4 * field
    return changed(mp3, at, struct.pack(">I", struct.unpack_from(">I", mp3, at)[0] + shift))


def with_info(mp3: bytes, at: int, new: bytes) -> bytes:
    """The Info frame changed, its own CRC made right again."""
    start = tag_size(mp3)
    info = changed(mp3[start : start + 192], at, new)
    info = changed(info, 71, struct.pack(">H", crc16(info[:71])))
    return mp3[:start] + info + mp3[start + 192 :]


def with_moved_mark(mp3: bytes) -> bytes:
    """The second chapter begins so much later that it is in its heading's voice."""
    return with_chapter_time(with_chapter_time(mp3, 0, 1, 1_200), 1, 0, 1_200)


def with_another_end(mp3: bytes) -> bytes:
    return with_chapter_time(mp3, 2, 1, 24)


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a flipped bit in the sound": (lambda m: changed(m, len(m) - 1, bytes([m[-1] ^ 1])), "CRC of the music"),
    "a flipped bit in a header": (lambda m: changed(m, len(m) - 192, b"\xfe"), "broken, foreign or cut frame"),
    "a missing end": (lambda m: m[: -3 * 192], "counts"),
    "a cut frame": (lambda m: m[:-10], "broken, foreign or cut frame"),
    "bytes behind": (lambda m: m + b"TAG" + bytes(125), "broken, foreign or cut frame"),
    "a doubled frame": (lambda m: m + m[-192:], "counts"),
    "a second Info frame": (
        lambda m: m + m[tag_size(m) : tag_size(m) + 192],
        "a second Info frame",
    ),
    "no Info frame": (lambda m: m[: tag_size(m)] + m[tag_size(m) + 192 :], "first frame is no Info frame"),
    "another rate": (lambda m: changed(m, tag_size(m) + 2, b"\x50"), "no MPEG-1 Layer III frame"),
    "wrong frame count": (lambda m: with_info(m, 29, b"\0\0\0\1"), "counts 1 frames"),
    "wrong byte count": (lambda m: with_info(m, 33, b"\0\0\0\1"), "byte count"),
    "a seek table": (lambda m: with_info(m, 28, b"\7"), "seek table"),
    "wrong delay": (lambda m: with_info(m, 58, b"\0\0\0"), "delay is 0"),
    "wrong CRC of its own": (lambda m: changed(m, tag_size(m) + 40, b"X"), "own CRC"),
    "swapped chapters": (with_swapped_chapters, "CTOC does not list the chapters in their order"),
    "a mark in speech": (with_moved_mark, "lies in speech"),
    "a mark between seconds": (lambda m: with_chapter_time(with_chapter_time(m, 0, 1, 24), 1, 0, 24), "between two seconds"),
    "a gap between chapters": (lambda m: with_chapter_time(m, 1, 0, 1_000), "a gap or an overlap"),
    "another end": (with_another_end, "does not end with the recording"),
    "byte offsets": (lambda m: changed(m, frame_at(m, b"CHAP")[0] + 13, bytes(4)), "byte offsets"),
    "tag flags": (lambda m: changed(m, 5, b"\x80"), "the tag has flags"),
    "frame flags": (lambda m: changed(m, frame_at(m, b"TIT2")[0] - 2, b"\x80"), "TIT2 has flags"),
    "UTF-8 in the tag": (lambda m: changed(m, frame_at(m, b"TIT2")[0], b"\3"), "TIT2 has encoding 03"),
    "no byte order mark": (lambda m: changed(m, frame_at(m, b"TIT2")[0] + 1, b"\xfe\xff"), "byte order mark"),
    "no title": (lambda m: changed(m, frame_at(m, b"TIT2")[0] - 10, b"XXXX"), "no TIT2"),
    "another length": (lambda m: changed(m, frame_at(m, b"TLEN")[0] + 1, b"0"), "TLEN says"),
    "a second contents frame": (
        lambda m: changed(m, frame_at(m, b"TSSE")[0] - 10, b"CTOC"), "not one CTOC before all CHAP",
    ),
}  # fmt: skip


def test_an_edition_keeps_the_contract(mp3: bytes, path: Path) -> None:
    assert faults_of(mp3, path) == ()


@pytest.mark.parametrize("kind", DAMAGE)
def test_each_kind_of_damage_is_named(mp3: bytes, path: Path, kind: str) -> None:
    damage, fault = DAMAGE[kind]
    assert any(fault in found for found in faults_of(damage(mp3), path))


@pytest.mark.parametrize(
    "data", [b"", b"ID3", b"ID3\x04\0\0\0\0\0\0", b"RIFF" + bytes(100), b"\xff\xfb" * 96]
)
def test_what_is_no_edition_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(EditionError, match=r"no ID3v2\.3 tag") as error:
        inspect(path)
    assert error.value.exit_code == ExitCode.EDITION


def test_a_missing_file_and_a_folder_are_refused(path: Path) -> None:
    for other in (path.with_name("none.mp3"), path.parent):
        with pytest.raises(EditionError, match="cannot be read"):
            inspect(other)


@settings(deadline=None)
@given(at=st.integers(0, 10**9), flip=st.integers(1, 255))
def test_any_flipped_byte_of_sound_is_found(mp3: bytes, path: Path, at: int, flip: int) -> None:
    start = tag_size(mp3)
    at = start + at % (len(mp3) - start)
    assert faults_of(changed(mp3, at, bytes([mp3[at] ^ flip])), path)


@settings(deadline=None)
@given(at=st.integers(4, 10**9), flip=st.integers(1, 255))
def test_no_damage_to_the_tag_is_answered_with_a_traceback(
    mp3: bytes, path: Path, at: int, flip: int
) -> None:
    at %= tag_size(mp3)
    path.write_bytes(changed(mp3, at, bytes([mp3[at] ^ flip])))
    with contextlib.suppress(EditionError):
        inspect(path)


@pytest.fixture(scope="module")
def with_cover(tmp_path_factory: pytest.TempPathFactory, workers: LocalWorkers) -> Mp3:
    studio = Studio(tmp_path_factory.mktemp("tag"), workers)
    studio.write(f"---\nauthor: 夏目 漱石\ndescription: 海の話。\ndate: 2026-04-01\n---\n{TEXT}")
    studio.build()
    return Mp3(studio.mp3())


def test_any_flipped_byte_of_the_tag_is_found(with_cover: bytes, path: Path) -> None:
    """Of titles, texts, the picture, the table of clips and the lengths between them; 3 turns a 2 into 1."""
    size, (table, _) = tag_size(with_cover), frame_at(with_cover, b"PRIV")
    some = random.Random(13).sample(range(size), 500)
    for number, at in enumerate([*range(table - 10, table + 50), *some]):
        flip = (0x03, 0x01, 0x20, 0xFF)[number % 4 if at in some else 0]
        path.write_bytes(changed(with_cover, at, bytes([with_cover[at] ^ flip])))
        try:
            assert inspect(path).faults, at
        except EditionError:
            assert at < 4


def test_an_edition_of_an_earlier_narrate_keeps_the_contract(with_cover: bytes, path: Path) -> None:
    """Its table has no seal: four bytes fewer, and the version before."""
    start, size = frame_at(with_cover, b"PRIV")
    head = start + len(b"narrate:clips\0")
    table = b"\1" + with_cover[head + 1 : head + 7] + with_cover[head + 11 : start + size]
    frame = with_cover[start - 10 : start - 6] + struct.pack(">I", size - 4) + b"\0\0narrate:clips\0" + table
    body = with_cover[10 : start - 10] + frame + with_cover[start + size : tag_size(with_cover)]
    length = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    earlier = with_cover[:6] + length + body + with_cover[tag_size(with_cover) :]
    assert faults_of(earlier, path) == ()
    assert inspect(path).clip_count > 0


@settings(deadline=None)
@given(length=st.integers(0, 10**9))
def test_a_file_cut_anywhere_is_found(mp3: bytes, path: Path, length: int) -> None:
    path.write_bytes(mp3[: length % len(mp3)])
    with contextlib.suppress(EditionError):
        assert inspect(path).faults
