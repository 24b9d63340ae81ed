"""A voice as it is given out: loose or packed, whole or damaged, with what lies beside it."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from narrate.errors import UsageError, VoiceError
from narrate.speech.arrival.offered import offered
from narrate.speech.voice import bundled_model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture(scope="module")
def model() -> bytes:
    return bundled_model().read_bytes()


def packed(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_loose_voice_comes_with_the_texts_of_its_folder(tmp_path: Path, model: bytes) -> None:
    (tmp_path / "ann.htsvoice").write_bytes(model)
    for name in ("COPYRIGHT.txt", "notes.txt", "readme_ja.txt", "license.exe"):
        (tmp_path / name).write_bytes("声: 研究室".encode("cp932"))
    (tmp_path / "LICENSE").mkdir()
    found = offered(tmp_path / "ann.htsvoice")
    assert (found.data, found.rate_hz) == (model, 48_000)
    assert found.texts == (("COPYRIGHT.txt", "声: 研究室"),)


def test_a_packed_voice_comes_with_the_texts_around_it_the_nearest_first(
    tmp_path: Path, model: bytes
) -> None:
    files = {
        "README.md": b"all",
        "ann/ann.htsvoice": model,
        "ann/COPYRIGHT": b"hers",
        "bob/COPYRIGHT": b"his",
        "__MACOSX/ann/._ann.htsvoice": b"x",
    }
    found = offered(packed(tmp_path / "all.zip", files))
    assert found.path == tmp_path / "all.zip" / "ann" / "ann.htsvoice"
    assert [text.name for text in found.texts] == ["ann/COPYRIGHT", "README.md"]


def test_of_several_somebody_says_which(tmp_path: Path, model: bytes) -> None:
    path = packed(tmp_path / "all.zip", {"a/ann.htsvoice": model, "b/bob.htsvoice": b"", "b/ann.txt": b""})
    with pytest.raises(UsageError, match=r"holds ann, bob; say which with --pick NAME"):
        offered(path)
    with pytest.raises(UsageError, match=r"holds no 'eve', but ann, bob; say which"):
        offered(path, "eve")
    for name in ("ann", "ann.htsvoice", "a/ann.htsvoice"):
        assert offered(path, name).data == model
    with pytest.raises(VoiceError, match="this is no HTS voice"):
        offered(path, "bob")


def test_names_in_shift_jis_are_read_as_they_are_meant(tmp_path: Path, model: bytes) -> None:
    name = "声/花子.htsvoice".encode("cp932")
    stand_in = "x" * len(name)
    path = packed(tmp_path / "all.zip", {stand_in: model})
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name))
    assert offered(path).path.stem == "花子"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "this is no HTS voice; give an .htsvoice file"),
        (b"[GLOBAL]\nrest", "the voice file is damaged: its header breaks off; get it again"),
        (b"PK\x03\x04 and no more", "this is no .zip archive, or a damaged one; unpack it"),
    ],
)
def test_what_is_no_voice_is_told_in_one_line(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "ann.htsvoice").write_bytes(data)
    with pytest.raises(VoiceError) as error:
        offered(tmp_path / "ann.htsvoice")
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_what_is_not_there_or_no_file_is_told(tmp_path: Path, model: bytes) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        offered(tmp_path / "none.htsvoice")
    with pytest.raises(VoiceError, match=r"give an \.htsvoice file, or a \.zip with one"):
        offered(tmp_path)
    with pytest.raises(VoiceError, match=r"holds no voice \(\.htsvoice\)"):
        offered(packed(tmp_path / "none.zip", {"readme.txt": b""}))
    (tmp_path / "ann.htsvoice").write_bytes(model)
    with pytest.raises(UsageError, match=r"--pick means one of the voices in a \.zip"):
        offered(tmp_path / "ann.htsvoice", "ann")


def test_a_damaged_archive_is_told(tmp_path: Path, model: bytes) -> None:
    path = packed(tmp_path / "all.zip", {"ann.htsvoice": model})
    data = bytearray(path.read_bytes())
    data[len(model) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(VoiceError, match=r"no \.zip archive, or a damaged one"):
        offered(path)
