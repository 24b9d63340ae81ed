"""TOML as people write it: with a mark, in another encoding, with a slip; each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.errors import NarrateError, SettingsError, VoiceError
from narrate.ground.toml import parse_toml, read_toml

if TYPE_CHECKING:
    from pathlib import Path


def test_no_file_is_no_fault(tmp_path: Path) -> None:
    assert read_toml(tmp_path / "none.toml") is None


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes("\ufeff題 = 1\n".replace("題", '"題"').encode())
    file = read_toml(path)
    assert file is not None
    assert (file.values, file.line_of("題")) == ({"題": 1}, 1)


@pytest.mark.parametrize("kind", [SettingsError, VoiceError])
def test_another_encoding_is_told_with_its_line_in_the_branch_that_was_asked_for(
    tmp_path: Path, kind: type[NarrateError]
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"a = 1\n" + 'b = "尾上"\n'.encode("cp932"))
    with pytest.raises(kind, match=r"not UTF-8.*; save it as UTF-8") as error:
        read_toml(path, kind)
    assert error.value.line == 2


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_toml(tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = \n", 2),
        ("a = 1\nb = [\n", 2),
        ("a = 1\na = 2\n", 2),
        ("a = 2026-02-30\n", 1),
        ("b = 1\na = " + "[" * 100_000, 2),
        ("b = 1\na = 1" + "0" * 5_000 + "\n", 2),
    ],
)
def test_what_is_no_toml_is_one_line(text: str, line: int) -> None:
    with pytest.raises(SettingsError, match="not valid TOML") as error:
        parse_toml(text, "a.toml")
    assert "\n" not in str(error.value)
    assert error.value.line == line


def test_tables_and_keys_know_their_lines_however_they_are_written() -> None:
    text = (
        'title = "x"\r\n[ words ]  # here\n  "尾上" = "オノエ"\n\'匝瑳\'="ソウサ"\nGPT-4 = 1\n"a\\"b" = 2\n'
        '[words."x.y"]\nkana = "エ"\n[[more]]\na.b = 1\n["words2"]\nwords = 3\n'
    )
    file = parse_toml(text, "a.toml")
    lines = {
        ("title",): 1,
        ("words",): 2,
        ("words", "尾上"): 3,
        ("words", "匝瑳"): 4,
        ("words", "GPT-4"): 5,
        ("words", 'a"b'): 6,
        ("words", "x.y"): 7,
        ("words", "x.y", "kana"): 8,
        ("more",): 9,
        ("more", "a", "b"): 10,
        ("words2",): 11,
        ("words2", "words"): 12,
        ("kana",): None,
    }
    assert {names: file.line_of(*names) for names in lines} == lines
