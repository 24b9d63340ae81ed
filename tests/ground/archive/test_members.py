"""The way into a .zip: what it says of itself is not trusted, and what is read is bounded."""

from __future__ import annotations

import contextlib
import io
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.ground.archive import Archive, ArchiveError, Fault, members

PROSE = "古い水車が残っている。\n".encode() * 20


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def fault_of(data: bytes, name: str = "a.txt", most_bytes: int = 10_000) -> Fault | None:
    try:
        Archive(data).read(name, most_bytes)
    except ArchiveError as error:
        return error.fault
    return None


def test_files_are_read_by_their_names_and_folders_are_none() -> None:
    archive = Archive(packed(("b/", b""), ("b/a.txt", PROSE), ("a.txt", b"")))
    assert archive.names == ("b/a.txt", "a.txt")
    assert archive.read("b/a.txt", len(PROSE)) == PROSE
    assert archive.read("a.txt", 0) == b""


def test_what_a_mac_adds_about_each_file_is_none() -> None:
    assert Archive(packed(("__MACOSX/a.txt", b"1"), ("b/._a.txt", b"2"), ("a.txt", b"3"))).names == ("a.txt",)


def test_a_name_that_leads_out_of_the_archive_is_a_name_like_any_other() -> None:
    archive = Archive(packed(("../../etc/a.txt", PROSE), ("/a.txt", b"")))
    assert archive.names == ("../../etc/a.txt", "/a.txt")
    assert archive.read("../../etc/a.txt", 10_000) == PROSE


def test_names_are_in_shift_jis_where_nothing_says_that_they_are_in_utf_8() -> None:
    data = packed(("WORD?SO.txt", PROSE)).replace(b"WORD?SO", "水\\ソ".encode("cp932") + b"\\b")
    assert Archive(data).names == ("水/ソ/b.txt",)
    assert Archive(packed(("水車.txt", PROSE))).names == ("水車.txt",)


def test_a_file_of_one_name_that_is_there_twice_is_read_if_it_is_the_same() -> None:
    assert fault_of(packed(("a.txt", PROSE), ("a.txt", PROSE))) is None
    assert fault_of(packed(("a.txt", PROSE), ("a.txt", b"else"))) is Fault.TWICE


def test_a_file_may_be_as_long_as_is_asked_and_no_longer() -> None:
    data = packed(("a.txt", PROSE))
    assert fault_of(data, most_bytes=len(PROSE)) is None
    assert fault_of(data, most_bytes=len(PROSE) - 1) is Fault.TOO_LARGE


def test_all_files_together_may_not_grow_without_bound() -> None:
    data = packed(*((f"{n}.txt", b"\0" * 100_000) for n in range(9)))
    archive = Archive(data)
    assert members.MOST_EXPANSION * len(data) < 900_000
    read = 0
    with contextlib.suppress(ArchiveError):
        for name in archive.names:
            read += len(archive.read(name, 100_000))
    assert 0 < read <= members.MOST_EXPANSION * len(data)


def test_a_length_that_is_only_claimed_is_not_trusted() -> None:
    data = packed(("a.txt", b"\0" * 4_000)).replace((4_000).to_bytes(4, "little"), (40).to_bytes(4, "little"))
    assert fault_of(data) is Fault.DAMAGED


@pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000])
def test_what_is_locked_is_told_apart_from_what_is_damaged(flag: int) -> None:
    data = bytearray(packed(("a.txt", PROSE)))
    at = data.index(b"PK\x01\x02") + 8
    data[at : at + 2] = (int.from_bytes(data[at : at + 2], "little") | flag).to_bytes(2, "little")
    assert fault_of(bytes(data)) is Fault.LOCKED


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_rare_packings_are_told_apart_from_damage(method: int) -> None:
    assert fault_of(packed(("a.txt", PROSE), method=method)) is Fault.ODDLY_PACKED


def test_an_archive_of_very_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MOST_FILES", 3)
    assert fault_of(packed(*((f"{n}.txt", b"") for n in range(4)))) is Fault.TOO_MANY
    assert fault_of(packed(*((f"{n}.txt", b"") for n in range(40)))) is Fault.TOO_MANY


def test_a_file_that_is_not_there_is_told() -> None:
    assert fault_of(packed(("a.txt", PROSE)), "b.txt") is Fault.MISSING
    assert fault_of(b"PK\x03\x04") is Fault.DAMAGED


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_broken_in_it_what_is_read_is_whole_or_refused(data: st.DataObject) -> None:
    whole = packed(("a.txt", PROSE), ("b.txt", PROSE[:40]))
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for at in data.draw(st.lists(st.integers(0, max(0, len(broken) - 1)), max_size=4)) if broken else ():
        broken[at] ^= data.draw(st.integers(1, 255))
    try:
        archive = Archive(bytes(broken))
        read = [archive.read(name, 10_000) for name in archive.names]
    except ArchiveError:
        return
    assert all(found in (PROSE, PROSE[:40]) for found in read)
