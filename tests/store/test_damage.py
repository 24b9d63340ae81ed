"""A damaged edition is built again; what could be somebody else's file is left to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3, TIT2

from narrate.audio.mp3 import silent_frame
from narrate.edition.clip_table import MARK
from narrate.errors import OutputError
from narrate.ground.ownership import is_marked
from narrate.store.editions import publishable_records
from narrate.store.folder import record_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。船が出た。\n"


def cut(byte_count: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:byte_count]


def with_crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def flipped_in(mark: bytes) -> Callable[[bytes], bytes]:
    def flipped(data: bytes) -> bytes:
        at = data.index(mark) + 3
        return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]

    return flipped


def without_mark(data: bytes) -> bytes:
    return data.replace(MARK, b"someone:else!\0")


def zeros(data: bytes) -> bytes:
    return bytes(len(data))


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *(("essay.mp3", cut(count)) for count in (1, 5, 9, 10, 100, 300, 2_000, -500)),
        ("essay.mp3", flipped_in(MARK)),
        ("essay.mp3", flipped_in(b"ID3")),
        ("essay.mp3", zeros),
        ("essay.vtt", cut(6)),
        ("essay.vtt", cut(9)),
        ("essay.vtt", with_crlf),
        ("essay.vtt", flipped_in(b"WEBVTT")),
        ("essay.chapters.json", cut(3)),
        ("essay.chapters.json", with_crlf),
        ("essay.chapters.json", zeros),
        ("essay.notes", cut(1)),
        ("essay.notes", cut(20)),
        ("essay.notes", with_crlf),
        ("essay.notes", lambda data: with_crlf(data)[:30]),
        ("essay.notes", flipped_in("制作".encode())),
    ],
)
def test_a_damaged_file_of_an_edition_is_made_again(
    studio: Studio, name: str, damage: Callable[[bytes], bytes]
) -> None:
    studio.write(TEXT)
    studio.build()
    path = studio.audio / name
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert path.read_bytes() != whole
    _, faults = publishable_records(studio.audio)
    hints = [fault.hint or "" for fault in faults]
    assert all(hint.startswith("'narrate build ") and "brings it back" in hint for hint in hints)
    assert studio.build().spoken == ()
    assert path.read_bytes() == whole
    assert publishable_records(studio.audio)[1] == ()


def song(title: str) -> Callable[[bytes], bytes]:
    """Somebody's own recording of the article, tagged as such."""

    def made(data: bytes) -> bytes:
        from io import BytesIO

        file = BytesIO(silent_frame(64) * 20)
        tag = ID3()
        tag.add(TIT2(encoding=1, text=[title]))
        tag.save(file, v1=0, v2_version=3, padding=lambda _: 0)
        assert len(file.getvalue()) < len(data)
        return file.getvalue()

    return made


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("essay.mp3", song("港")),
        ("essay.mp3", song("別の歌")),
        ("essay.mp3", lambda _: silent_frame(64) * 3),
        ("essay.mp3", lambda _: b"ID3\x04"),
        ("essay.mp3", lambda _: b"mine\n"),
        ("essay.mp3", lambda data: song("港")(data).ljust(len(data), b"\xff")),
        ("essay.mp3", lambda data: without_mark(data) + b"more"),
        ("essay.vtt", lambda _: b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nmine\n"),
        ("essay.vtt", lambda data: b"m" * len(data)),
        ("essay.chapters.json", lambda _: b'{"version": "1.2.0"}'),
        ("essay.notes", lambda _: b"mine\n"),
        ("essay.notes", lambda data: data[:20] + "私の註".encode()),
        ("essay.notes", lambda data: bytes(data[:-40]) + b"x" * 40),
    ],
)
def test_what_could_be_somebody_elses_stays_beside_a_record(
    studio: Studio, name: str, theirs: Callable[[bytes], bytes]
) -> None:
    studio.write(TEXT)
    studio.build()
    path = studio.audio / name
    mine = theirs(path.read_bytes())
    path.write_bytes(mine)
    with pytest.raises(OutputError, match="narrate did not make this file and does not replace it"):
        studio.build()
    assert path.read_bytes() == mine


def test_where_nobody_can_tell_the_way_back_is_a_true_one(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    mp3 = studio.audio / "essay.mp3"
    mp3.write_bytes(b"mine\n")
    (fault,) = publishable_records(studio.audio)[1]
    article = studio.folder / "text" / "essay.md"
    assert fault.hint == f"move the file away, and 'narrate build {article}' brings it back"
    mp3.rename(studio.folder / "mine.mp3")
    studio.build()
    record_path(studio.audio, "essay").write_bytes(b"{}")
    mp3.write_bytes(b"ID3")
    (fault,) = publishable_records(studio.audio)[1]
    assert fault.hint == "move the file away, and build the article again to bring it back"
    with pytest.raises(OutputError):
        studio.build()
    mp3.unlink()
    assert studio.build().spoken == ()


def test_a_mark_is_known_in_the_lines_of_another_system() -> None:
    assert is_marked(b"WEBVTT\r\n\r\nNOTE narrate\r\n")
    assert is_marked(b"\xef\xbb\xbfWEBVTT\r\n\r\nNOTE narrate\r\n")
    assert not is_marked(b"WEBVTT\r\n\r\n00:00:00.000 --> 00:00:01.000\r\nNOTE narrate\r\n")
