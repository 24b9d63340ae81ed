"""Builds that are stopped, killed or doubled: the same command ends in a clean build's bytes."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from narrate.edition.check import inspect
from narrate.errors import ExitCode
from shell import ENVIRONMENT, narrate
from tone_studio import digest

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

SLOW = """
import sys, time
from narrate.speech.tone import ToneEngine
made = ToneEngine.sound
def slowly(*words):
    time.sleep({seconds})
    return made(*words)
ToneEngine.sound = slowly
from narrate.cli import main
main()
"""
TEXT = "# 港\n\n" + "".join(f"## {n}\n\n{n}番目の朝が来た。{n}隻の船が出た。\n\n" for n in range(10))
SENTENCES = 31
WAITS = "essay: another build of it is under way; this one waits"


def start(studio: Studio, seconds: float = 0.0, *words: str) -> subprocess.Popen[str]:
    """A build under way, each sentence of which takes so long."""
    return subprocess.Popen(
        [sys.executable, "-c", SLOW.format(seconds=seconds), "build", "text/essay.md", "--jobs", "2", *words],
        cwd=studio.folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for_clips(studio: Studio, count: int) -> None:
    end = time.monotonic() + 30
    while len(studio.clips) < count:
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> str:
    from narrate.speech.workers import LocalWorkers
    from tone_studio import Studio

    with LocalWorkers(2) as workers:
        studio = Studio(tmp_path_factory.mktemp("clean"), workers)
        studio.write(TEXT)
        studio.build()
        return digest(studio.mp3())


def test_ctrl_c_stops_within_a_second_and_loses_no_finished_clip(studio: Studio, clean: str) -> None:
    studio.write(TEXT)
    running = start(studio, 0.1)
    wait_for_clips(studio, 5)
    begun = time.monotonic()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert time.monotonic() - begun < 1.0
    assert running.returncode == ExitCode.INTERRUPTED
    assert out == ""
    assert err.count("\n") == 1
    assert re.fullmatch(
        r"narrate: interrupted after \d+ of 31 sentences; the same command goes on from here\n", err
    )
    kept = len(studio.clips)
    assert kept >= 5
    assert not list(studio.audio.rglob(".part-*"))
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert f"{SENTENCES - kept} of {SENTENCES} sentences spoken, {kept} kept" in ran.out
    assert digest(studio.mp3()) == clean


@pytest.mark.parametrize(("words", "said"), [(["--force"], "--force"), (["--section", "1"], "--section")])
def test_ctrl_c_names_the_command_that_goes_on(studio: Studio, words: list[str], said: str) -> None:
    studio.write(TEXT)
    running = start(studio, 0.1, *words)
    wait_for_clips(studio, 2)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert err.endswith(f" sentences; the same command without {said} goes on from here\n")


def test_ctrl_c_is_told_in_japanese(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "NARRATE_LANG", "ja")
    studio.write(TEXT)
    running = start(studio, 0.1)
    wait_for_clips(studio, 2)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == ExitCode.INTERRUPTED
    said = r"narrate: 中断しました。31文のうち\d+文まで読み上げました。同じコマンドで続きから再開できます。\n"
    assert re.fullmatch(said, err), err


def test_ctrl_c_leaves_the_last_edition_in_place(studio: Studio) -> None:
    studio.write("# 港\n\n前の版。\n")
    studio.build()
    before = studio.mp3()
    studio.write(TEXT)
    running = start(studio, 0.1)
    wait_for_clips(studio, 5)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=30)
    assert studio.mp3() == before


@pytest.mark.parametrize("seed", range(10))
def test_a_killed_build_is_finished_by_the_same_command(studio: Studio, clean: str, seed: int) -> None:
    rng = random.Random(seed)
    studio.write("# 港\n\n0番目の朝が来た。前の版。\n")
    studio.build()
    before = digest(studio.mp3())
    studio.write(TEXT)
    running = start(studio, 0.005)
    if seed % 2:
        wait_for_clips(studio, rng.randrange(3, SENTENCES))
    else:
        time.sleep(rng.uniform(0.1, 0.9))
    running.kill()
    running.communicate()
    assert digest(studio.mp3()) in (before, clean)
    report = studio.build()
    assert report.is_unchanged or report.kept_count + len(report.spoken) == SENTENCES
    assert digest(studio.mp3()) == clean
    assert inspect(studio.audio / "essay.mp3").faults == ()
    narrate(studio.folder, "clean")
    assert not list(studio.audio.rglob(".part-*"))


def test_two_builds_at_once_do_not_hurt_each_other(studio: Studio, clean: str) -> None:
    studio.write(TEXT)
    builds = [start(studio, 0.002) for _ in range(3)]
    for running in builds:
        _, err = running.communicate(timeout=60)
        assert (running.returncode, set(err.splitlines()) - {WAITS}) == (0, set())
    assert digest(studio.mp3()) == clean
    assert "nothing changed" in narrate(studio.folder, "build", "text/essay.md").out


def test_clean_waits_for_a_build_to_end(studio: Studio) -> None:
    studio.write(TEXT)
    running = start(studio, 0.1)
    wait_for_clips(studio, 2)
    ran = narrate(studio.folder, "clean")
    assert ran.code == ExitCode.OUTPUT
    assert "a build is under way here; wait until it is done" in ran.error_line
    running.kill()
    running.communicate()
    assert narrate(studio.folder, "clean").code == ExitCode.OK


def test_a_full_device_is_one_error(studio: Studio, tmp_path: Path) -> None:
    studio.write(TEXT)
    studio.audio.mkdir()
    (studio.audio / ".narrate").mkdir()
    (studio.audio / ".narrate" / "lock").symlink_to("/dev/full")
    (studio.audio / ".narrate" / "clips").symlink_to("/dev/full")
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code == ExitCode.OUTPUT
    assert "cannot be written" in ran.error_line
