"""Ctrl-C while the real voice speaks."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = 300
PATIENCE_S = 60


def _build(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "narrate", "build", "essay.md"]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)


def _clips(folder: Path) -> set[Path]:
    return set((folder / "audio" / ".narrate" / "clips").glob("??/*.clip"))


@pytest.mark.engine
def test_ctrl_c_stops_within_a_second_says_how_far_it_came_and_keeps_the_clips(tmp_path: Path) -> None:
    lines = [f"\n{n}番目の駅では、海からの風が一日じゅう強く吹いていました。\n" for n in range(SENTENCES)]
    (tmp_path / "essay.md").write_text("# 駅\n" + "".join(lines), encoding="utf-8")
    build = _build(tmp_path)
    end = time.monotonic() + PATIENCE_S
    while len(_clips(tmp_path)) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    pressed = time.monotonic()
    build.send_signal(signal.SIGINT)
    _, stderr = build.communicate(timeout=PATIENCE_S)
    assert time.monotonic() - pressed < 1
    assert build.returncode == ExitCode.INTERRUPTED
    said = re.fullmatch(
        r"narrate: interrupted after (\d+) of 301 sentences; the same command goes on from here",
        stderr.strip(),
    )
    assert said, stderr
    assert int(said[1]) == len(_clips(tmp_path)) >= 3
    assert not list(tmp_path.glob("audio/*.mp3"))
    assert not list(tmp_path.glob("audio/.narrate/clips/??/.part-*"))
