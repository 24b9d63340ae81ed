"""Bytes of an article file -> text, whatever encoding and line ends it was saved with."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from narrate.article.source import read_source
from narrate.errors import ExitCode, SourceError
from narrate.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "夏の朝、港には霧が立ちこめていた。\nカモメの声だけが聞こえる。\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp932", "cp932"),
        ("euc_jp", "euc_jp"),
        ("iso2022_jp", "iso2022_jp"),
        ("utf-16", "utf-16-le"),
    ],
)
def test_japanese_encodings_are_recognised(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    source = read_source(path)
    assert (source.text, source.encoding) == (TEXT, name)


def test_utf_16_with_the_big_end_first_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert read_source(path).text == TEXT


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
@pytest.mark.parametrize(
    "text",
    [
        "東京。",
        "カタカナばかりのテキスト。",
        "ひらがなばかりのぶんしょう。",
        "漢字仮名交文、二〇二六年。株式会社日本電気。",
        "表示ソース能力十貼予",  # second bytes in CP932 that are backslashes and bars
    ],
)
def test_short_texts_in_older_encodings_are_told_apart(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read_source(path).text == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_one_kind(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", end).encode())
    source = read_source(path)
    assert source.text == TEXT
    assert source.line_of(source.text.index("カモメ")) == 2


def test_damaged_utf_8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    damaged = (TEXT * 20).encode()
    at = damaged.index("カモメ".encode(), 700) + 1
    path.write_bytes(damaged[:at] + b"\xff" + damaged[at + 1 :])
    with pytest.raises(SourceError, match=r"neither UTF-8") as error:
        read_source(path)
    assert error.value.line == damaged.count(b"\n", 0, at) + 1
    assert error.value.exit_code == ExitCode.SOURCE


def test_damaged_utf_8_with_old_line_ends_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一行目。\r二行目。\r三行".encode() + b"\xff" + "目。\r".encode())
    with pytest.raises(SourceError) as error:
        read_source(path)
    assert error.value.line == 3


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t\n", "only white space"),
        ("\u3000\n".encode(), "only white space"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is a picture, which narrate does not read"),
        (bytes(range(1, 128)) * 4, "not a text file"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=problem):
        read_source(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="this is a folder"):
        read_source(tmp_path)


def test_a_path_through_a_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(tmp_path / "a.txt" / "b.txt")


def test_places_are_lines_and_columns_from_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    source = read_source(path)
    start = source.text.index("カモメ")
    place = source.place_of(start, start + 2)
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 1, 2, 3)


def test_errors_cross_process_borders(tmp_path: Path) -> None:
    error = SourceError(Message("odd"), hint=Message("mend it"), path=tmp_path / "a.txt", line=3)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is SourceError
    assert str(again) == str(error) == f"{tmp_path / 'a.txt'}:3: odd; mend it"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["港\0霧", "\1\2港\3霧"])
def test_binary_data_is_refused_with_or_without_a_mark(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(SourceError, match="not a text file"):
        read_source(path)


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\v", "\f", "\x85"])
def test_whatever_ends_a_line_ends_it(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"朝が来た。{end}船が出る。".encode())
    assert read_source(path).text == "朝が来た。\n船が出る。"


@pytest.mark.parametrize("stray", ["\x07", "\b", "\x7f\x7f"])
def test_a_slip_of_the_editor_refuses_no_article(tmp_path: Path, stray: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"題名\n\n本文{stray}です。\n", encoding="utf-8")
    assert stray in read_source(path).text
