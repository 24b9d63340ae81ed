"""``narrate say --plot``: the picture of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode
from shell import narrate

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.engine
def test_a_plot_is_drawn_without_a_player_and_drawn_again(tmp_path: Path) -> None:
    for _ in range(2):
        ran = narrate(tmp_path, "say", "水の音。", "--plot", "oto.png", PATH=str(tmp_path))
        assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran.out.count("ミ") == 1
    assert (tmp_path / "oto.png").read_bytes().startswith(PNG)
    assert [path.name for path in tmp_path.iterdir()] == ["oto.png"]


@pytest.mark.engine
def test_a_plot_and_the_sound_are_written_together(tmp_path: Path) -> None:
    assert narrate(tmp_path, "say", "水の音。", "--plot", "a.PNG", "-o", "a.mp3").code == ExitCode.OK
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.PNG", "a.mp3"]


@pytest.mark.engine
def test_the_legend_is_in_the_users_language(tmp_path: Path) -> None:
    for language in ("en", "ja"):
        narrate(tmp_path, "say", "水。", "--plot", f"{language}.png", NARRATE_LANG=language)
    assert (tmp_path / "en.png").read_bytes() != (tmp_path / "ja.png").read_bytes()


def test_a_picture_of_somebody_elses_stays(studio: Studio) -> None:
    mine = studio.folder / "mine.png"
    mine.write_bytes(PNG + b"a photograph")
    ran = narrate(studio.folder, "say", "朝だ。", "-o", "new.mp3", "--plot", "mine.png")
    assert ran.code == ExitCode.OUTPUT
    assert "narrate did not make this file" in ran.error_line
    assert mine.read_bytes() == PNG + b"a photograph"
    assert not (studio.folder / "new.mp3").exists()


def test_a_plot_is_a_png(studio: Studio) -> None:
    ran = narrate(studio.folder, "say", "朝だ。", "--plot", "a.jpg")
    assert ran.code == ExitCode.USAGE
    assert ran.error_line == "a.jpg would hold a PNG; give a name that ends in .png"


def test_a_voice_that_hums_is_not_drawn(studio: Studio) -> None:
    ran = narrate(studio.folder, "say", "朝だ。", "--plot", "a.png", "-o", "a.mp3")
    assert ran.code == ExitCode.VOICE
    assert ran.error_line == "the voice 'tone' has no pitch to draw; choose one that speaks: --voice NAME"
    assert not list(studio.folder.glob("a.*"))
