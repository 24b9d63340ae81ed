"""A build where lameenc keeps LAME to itself, and one where nothing encodes at all."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode
from narrate.speech.voice import bundled_model
from shell import narrate
from tone_studio import digest, tag_of

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。船が出た。\n\n## 昼\n\n網を繕う。\n"
MISSING = "raise ModuleNotFoundError(\"No module named 'av'\", name='av')\n"


@pytest.fixture
def without(tmp_path: Path) -> str:
    """A folder for PYTHONPATH with a lameenc that is no library."""
    folder = tmp_path / "before"
    folder.mkdir()
    (folder / "lameenc.py").touch()
    return os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])


@pytest.fixture
def without_both(tmp_path: Path, without: str) -> str:
    """The same, and PyAV is not installed."""
    (tmp_path / "before" / "av.py").write_text(MISSING, encoding="utf-8")
    return without


def test_pyav_makes_editions_as_good_and_under_keys_of_its_own(studio: Studio, without: str) -> None:
    studio.write(TEXT)
    narrate(studio.folder, "build", "text/essay.md")
    by_lameenc = set(studio.clips)
    assert len(by_lameenc) == 5
    ran = narrate(studio.folder, "build", "text/essay.md", "--force", PYTHONPATH=without)
    assert ran.code == 0
    assert ran.err.startswith(
        "essay: this version speaks otherwise; everything is spoken once again, in about "
    )
    assert len(set(studio.clips) - by_lameenc) == 5
    assert " av=" in str(tag_of(studio.mp3()))
    assert narrate(studio.folder, "check", "audio/essay.mp3").out.endswith("keeps the contract\n")
    studio.write(TEXT.replace("船が出た。", "船は出ない。"))
    ran = narrate(studio.folder, "build", "text/essay.md", PYTHONPATH=without)
    assert "1 of 5 sentences spoken, 4 kept" in ran.out
    narrate(studio.folder, "build", "text/essay.md", "--out", "clean", PYTHONPATH=without)
    assert digest(studio.mp3()) == digest((studio.folder / "clean" / "essay.mp3").read_bytes())


def test_without_an_encoder_one_line_says_what_to_install(studio: Studio, without_both: str) -> None:
    studio.write(TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md", PYTHONPATH=without_both)
    assert (ran.code, ran.out) == (ExitCode.SPEECH, "")
    assert "keeps LAME to itself (" in ran.error_line
    assert re.search(r"^lameenc: .+\), and PyAV is missing; pip install av$", ran.error_line)


def test_measuring_without_pyav_is_told_before_anything_is_printed(studio: Studio, without_both: str) -> None:
    ran = narrate(studio.folder, "voices", "--measure", "mei", PYTHONPATH=without_both)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert ran.error_line == "--measure needs PyAV; pip install av"
    ran = narrate(studio.folder, "voices", "add", bundled_model(), PYTHONPATH=without_both)
    assert (ran.code, ran.error_line) == (ExitCode.USAGE, "voices add needs PyAV; pip install av")


def test_a_missing_encoder_is_a_fault_of_the_installation_and_told_once(
    studio: Studio, without_both: str
) -> None:
    for name in ("one", "two"):
        studio.write(TEXT, f"{name}.md")
    ran = narrate(studio.folder, "build", "text/one.md", "text/two.md", PYTHONPATH=without_both)
    assert ran.code == ExitCode.SPEECH
    first, last = ran.err.splitlines()
    assert first.startswith("narrate: lameenc: this build of lameenc")
    assert first.endswith("; pip install av")
    assert last == "narrate: 2 of 2 articles failed"
