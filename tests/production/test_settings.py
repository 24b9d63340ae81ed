"""``narrate.toml``: good, missing, and each wrong key with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.article.markdown import MarkdownPolicy
from narrate.article.policy import ArticlePolicy
from narrate.errors import SettingsError
from narrate.production.settings import Settings, VoiceChoice, load_settings

if TYPE_CHECKING:
    from pathlib import Path


def load(folder: Path, text: str) -> Settings:
    (folder / "narrate.toml").write_text(text, encoding="utf-8")
    return load_settings(folder / "narrate.toml")


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "narrate.toml") == Settings()


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, "# nothing yet\n") == Settings()


def test_every_table_is_read(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        "[pauses]\ncomma = 200\n[markdown]\ncode = 'skip'\n[voice]\nname = 'mei'\nspeed = 1.1\npitch = -2\n"
        "[audio]\nbitrate = 96\n[edition]\nalbum = '声'\nchapters = 3\n[reading]\nurl = 'host'\n[store]\nlimit_mb = 500\n",
    )
    assert settings.pauses.comma == 200
    assert settings.markdown == MarkdownPolicy(code="skip")
    assert settings.voice == VoiceChoice("mei", 1.1, -2)
    assert (settings.bit_rate_kbps, settings.album, settings.store_limit_mb) == (96, "声", 500)
    assert settings.article == ArticlePolicy(MarkdownPolicy(code="skip"), chapters=3, reads_addresses=True)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("[pauzes]\n", 1, "unknown key 'pauzes'; there are: pauses, "),
        ("pauses = 3\n", 1, "pauses is 3; it must be a table of start, comma, "),
        ("[pauses]\n\ncomma = 'x'\n", 3, "comma is 'x'; it must be a whole number of milliseconds from 0"),
        ("[markdown]\ncode = 'sing'\n", 2, "code is 'sing'"),
        ("[markdown]\ncodes = 'read'\n", 2, "unknown key 'codes'"),
        ("[voice]\nname = 3\n", 2, "name is 3"),
        ("[voice]\nspeed = 9\n", 2, "speed is 9"),
        ("[voice]\nspeed = true\n", 2, "speed is True"),
        ("[voice]\nvoice = 'mei'\n", 2, "unknown key 'voice'"),
        ("[audio]\nbitrate = '64'\n", 2, "bitrate is '64'"),
        ("[audio]\nrate = 64\n", 2, "unknown key 'rate'; there is: bitrate"),
        ("[audio]\nbitrate = 64.0\n", 2, "bitrate is 64.0"),
        ("[edition]\nalbum = 3\n", 2, "album is 3"),
        ('[edition]\n"a\\nb" = 3\n', 2, "unknown key"),
        ("[store]\nlimit = 1\n", 2, "unknown key 'limit'"),
        ("[store]\nlimit_mb = -1\n", 2, "limit_mb is -1"),
        ("[store]\nlimit_mb = 0.5\n", 2, "limit_mb is 0.5"),
        ("[reading]\nodd = 1\n", 2, "unknown key 'odd'; there are: url, "),
        ("[voice]\nname = mei\n", 2, "not valid TOML"),
        ("[voice]\nname = 'mei'\nname = 'mei'\n", 3, "not valid TOML"),
        ("[markdown]\ncode = ['read']\n", 2, "code is"),
        ("[audio]\nbitrate = [64]\n", 2, "bitrate is"),
        ("[audio]\nbitrate = 64\n[voice.speed]\nslow = 1\n", 3, "speed is {'slow': 1}"),
        ("\nvoice = { speed = 9 }\n", 2, "speed is 9"),
    ],
)
def test_each_fault_names_its_line(tmp_path: Path, text: str, line: int | None, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem) as error:
        load(tmp_path, text)
    assert error.value.line == line
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "narrate.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="save it as UTF-8"):
        load_settings(tmp_path / "narrate.toml")


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "narrate.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "narrate.toml")
