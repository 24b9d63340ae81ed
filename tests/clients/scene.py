"""A workspace with real editions, and ``narrate serve`` showing it on the loopback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]
NARRATE = (sys.executable, "-m", "narrate")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "src")}
SHOW = """\
title = "音声版の見本"
author = "編集部"
email = "editor@example.org"
description = "見本の記事を声で。"
category = ["Arts", "Books"]
"""
DEBIAN_PACKAGES = {
    "gpo": "gpodder",
    "newsboat": "newsboat",
    "podboat": "newsboat",
    "mpv": "mpv",
    "ffprobe": "ffmpeg",
    "mp3val": "mp3val",
    "java": "default-jre-headless",
    "script": "bsdutils",
}
"""The programs that the checks run, and where Debian has them."""


def install() -> dict[str, bool]:
    """Install what is missing, as far as this machine lets us; say for each program whether it is there."""
    missing = sorted({package for name, package in DEBIAN_PACKAGES.items() if shutil.which(name) is None})
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {name: shutil.which(name) is not None for name in DEBIAN_PACKAGES}


def make_workspace(folder: Path) -> None:
    """Copy the sample articles into a workspace with a show file."""
    shutil.copytree(ROOT / "text", folder / "text")
    (folder / "text" / "show.toml").write_text(SHOW, encoding="utf-8")


def narrate(folder: Path, *words: str) -> str:
    """Run narrate in the workspace and give what it prints."""
    done = subprocess.run(
        [*NARRATE, *words],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, f"narrate {' '.join(words)}: {done.stderr}"
    return done.stdout


def articles(folder: Path) -> list[str]:
    """Give the paths of the sample articles."""
    found = (p for p in (folder / "text").iterdir() if p.suffix in (".md", ".txt") and p.stem != "README")
    return sorted(str(p.relative_to(folder)) for p in found)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the workspace on the loopback; the address is given, and all is quiet at the end."""
    process = subprocess.Popen(
        [*NARRATE, "serve", "--port", "0"],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[0]
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert "Traceback" not in errors, errors


def run(command: Sequence[str], home: Path, timeout_s: float = 120) -> str:
    """Run a client with its own home folder and give all it prints."""
    environment = os.environ | {"HOME": str(home), "GPODDER_HOME": str(home / "gpodder"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        list(command),
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=timeout_s,
        check=False,
    )
    return done.stdout + done.stderr
