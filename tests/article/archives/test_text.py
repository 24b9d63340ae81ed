"""A .zip as Aozora Bunko gives it out: one text and its images, read in place and within bounds."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from narrate.article.archives import text
from narrate.article.source import read_source
from narrate.errors import ExitCode, SourceError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "峠の水車\n葛城六平\n\n古い水車が残っている。\n"


def zipped(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "name", ["pass.txt", "PASS.TXT", "deep/er/pass.txt", "../../pass.txt", "/etc/pass.txt"]
)
def test_the_one_text_is_the_article_wherever_it_lies(tmp_path: Path, name: str) -> None:
    others = {"fig1.png": b"\x89PNG", "__MACOSX/._pass.txt": b"\0", "._pass.txt": b"\0"}
    path = zipped(tmp_path / "1.zip", {name: TEXT.replace("\n", "\r\n").encode("cp932"), **others})
    source = read_source(path)
    assert (source.text, source.encoding, source.path) == (TEXT, "cp932", path)
    assert [p.name for p in tmp_path.iterdir()] == ["1.zip"]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"fig1.png": b"\x89PNG"}, "holds no text"),
        ({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}, "holds 2 texts"),
        ({"a.txt": b""}, "is empty"),
        ({"a.txt": b"\0" * 400_000}, "is too large"),
    ],
)
def test_what_is_no_article_is_told_in_one_line(
    tmp_path: Path, files: dict[str, bytes], problem: str
) -> None:
    with pytest.raises(SourceError, match=problem) as error:
        read_source(zipped(tmp_path / "1.zip", files))
    assert error.value.exit_code == ExitCode.SOURCE
    assert "\n" not in str(error.value)


def test_a_text_is_bounded_in_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_TEXT_BYTES", 10)
    with pytest.raises(SourceError, match="too large"):
        read_source(zipped(tmp_path / "1.zip", {"a.txt": TEXT.encode()}, zipfile.ZIP_STORED))


def test_a_size_that_the_archive_only_claims_is_not_trusted(tmp_path: Path) -> None:
    data = zipped(tmp_path / "1.zip", {"a.txt": b"\0" * 400_000}).read_bytes()
    lying = data.replace((400_000).to_bytes(4, "little"), (40).to_bytes(4, "little"))
    (tmp_path / "1.zip").write_bytes(lying)
    with pytest.raises(SourceError):
        read_source(tmp_path / "1.zip")


def test_a_locked_text_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "1.zip", {"a.txt": TEXT.encode()}).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "1.zip").write_bytes(data)
    with pytest.raises(SourceError, match="password"):
        read_source(tmp_path / "1.zip")


def test_what_is_damaged_is_refused_wherever_it_breaks_off(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("a.txt", TEXT * 20)
    data = made.getvalue()
    for at in range(0, len(data), 7):
        for broken in (data[:at], data[:at] + b"\xff" + data[at + 1 :]):
            path = tmp_path / "1.zip"
            path.write_bytes(broken)
            try:
                assert read_source(path).text
            except SourceError:
                continue


def test_no_archive_at_all_is_refused(tmp_path: Path) -> None:
    (tmp_path / "1.zip").write_bytes(TEXT.encode())
    with pytest.raises(SourceError, match="damaged"):
        read_source(tmp_path / "1.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_rare_way_of_packing_is_refused_whole_or_damaged(tmp_path: Path, method: int) -> None:
    data = bytearray(zipped(tmp_path / "1.zip", {"a.txt": TEXT.encode() * 20}, method).read_bytes())
    for at in range(30, len(data), 5):
        (tmp_path / "1.zip").write_bytes(data[:at] + b"\xff" + data[at + 1 :])
        with pytest.raises(SourceError):
            read_source(tmp_path / "1.zip")
    (tmp_path / "1.zip").write_bytes(data)
    with pytest.raises(SourceError, match="packed in a way"):
        read_source(tmp_path / "1.zip")
