from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrate.errors import SettingsError
from narrate.ground.toml import TomlFile
from narrate.podcast.apple import missing_for_apple
from narrate.podcast.show import Show, load_show, show_of

if TYPE_CHECKING:
    from narrate.model import Edition

GOOD = """\
title = "音声版"
author = "編集部"
email = "a@example.org"
description = '''二行の
説明'''
category = ["Arts", "Books"]
base_url = "https://example.org/show"
explicit = false
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "show.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_show_file_is_read(tmp_path: Path) -> None:
    show = load_show(write(tmp_path, GOOD))
    assert show.title == "音声版"
    assert show.category == ("Arts", "Books")
    assert show.base_url == "https://example.org/show/"


def test_a_show_needs_no_file(tmp_path: Path) -> None:
    assert load_show(tmp_path / "show.toml") == Show()


@pytest.mark.parametrize(
    ("bad", "line", "says"),
    [
        ('categroy = "Arts"', 9, "unknown key 'categroy'; there are: title, "),
        ('category = "Art"', 6, "one of Apple's categories"),
        ('category = ["Arts", "Cats"]', 6, "Arts with a subcategory of it: Books, "),
        ('email = "nobody"', 3, "must be an e-mail address"),
        ('base_url = "example.org"', 7, "must be a web address"),
        ('base_url = "https://日本.jp/"', 7, "xn--"),
        ('explicit = "no"', 8, "must be true or false"),
        ("title = 5", 1, "must be a text in quotes"),
        ('language = "Japanese!"', 9, "language tag"),
        ('utc_offset = "9"', 9, "distance from UTC"),
        ('utc_offset = ""', 9, "distance from UTC"),
        ('guid = "cat"', 9, "must be a UUID"),
        ('base_url = "https://[x/"', 7, "must be a web address"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, bad: str, line: int, says: str) -> None:
    key = bad.partition(" =")[0]
    lines = GOOD.replace("'''二行の\n説明'''", '"a"\n').splitlines()
    place = next((n for n, row in enumerate(lines) if row.startswith(f"{key} =")), len(lines))
    lines[place : place + 1] = [bad]
    with pytest.raises(SettingsError, match=says) as fault:
        load_show(write(tmp_path, "\n".join(lines)))
    assert fault.value.line == line


def test_a_file_that_is_not_toml_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not valid TOML") as fault:
        load_show(write(tmp_path, 'title = "a"\nauthor = \n'))
    assert fault.value.line == 2


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "show.toml"
    path.write_bytes("title = '音声'".encode("cp932"))
    with pytest.raises(SettingsError, match="cannot be read"):
        load_show(path)


def test_everything_apple_asks_for_is_asked_for(edition: Edition, show: Show) -> None:
    assert missing_for_apple(show, [edition], has_cover=True) == ()
    told = missing_for_apple(Show(), [], has_cover=False)
    for word in ("base_url", "description", "category", "cover", "author", "email", "no edition"):
        assert any(word in sentence for sentence in told), word


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first text costs a table of Unicode
@given(
    st.dictionaries(
        st.sampled_from(["title", "category", "base_url", "explicit", "guid", "utc_offset", "email"]),
        st.one_of(st.text(), st.integers(), st.booleans(), st.lists(st.text(), max_size=3), st.none()),
    )
)
def test_no_value_crashes_the_check(table: dict[str, object]) -> None:
    try:
        show = show_of(TomlFile(Path("show.toml"), "", table))
    except SettingsError:
        return
    assert show.base_url == "" or show.base_url.endswith("/")
