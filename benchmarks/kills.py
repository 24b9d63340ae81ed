"""Kill builds at random moments; each time the same command must end in the clean build's bytes.

    python benchmarks/kills.py [--kills N] [--seed S] [--minutes M]

Three kinds of build take turns: a cold one, one with a changed sentence, and one whose store of clips is
gone while the published MP3 is there. Each is killed with SIGKILL after a random part of the time that it
takes when left alone; then the command is run again, and its MP3 compared with a clean build's. An MP3
that was there before must also be whole right after the kill. Stops after ``--minutes`` at the latest.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

KINDS = ("cold", "one sentence changed", "store gone, MP3 there")
HUM = 'description = "a hum"\nengine = "tone"\ncredit = "nobody"\nlicence = "none"\n'


@dataclass(frozen=True)
class Kind:
    """A build to kill: the folder it starts from, the MP3 it must end in, the seconds it takes."""

    start: Path
    clean: bytes
    wall_s: float


@dataclass
class Counts:
    """What came of the kills."""

    killed: Counter[str]
    finished_first: int = 0
    wrong: int = 0


def main() -> None:
    """Kill, finish, compare, and print counts; the exit code tells whether all bytes were right."""
    parser = argparse.ArgumentParser(description="Builds killed at random moments.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--sentences", type=int, default=80)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = kill_many(Path(folder), options.kills, options.seed, options.minutes * 60, options.sentences)
    killed = ", ".join(f"{kind}: {counts.killed[kind]}" for kind in KINDS)
    print(f"{sum(counts.killed.values())} builds killed ({killed})")
    print(f"{counts.finished_first} more ended before their kill came; {counts.wrong} wrong results")
    raise SystemExit(1 if counts.wrong or sum(counts.killed.values()) < options.kills else 0)


def kill_many(folder: Path, kills: int, seed: int, most_s: float, sentences: int) -> Counts:
    """Kill so many builds below ``folder``, in no more than about ``most_s`` seconds."""
    end = time.monotonic() + most_s
    chance = random.Random(seed)
    kinds = _kinds(folder, sentences)
    counts = Counts(Counter())
    while sum(counts.killed.values()) < kills and time.monotonic() < end:
        name = KINDS[sum(counts.killed.values()) % len(KINDS)]
        was_killed, is_right = _kill_once(folder / "run", kinds[name], chance.random())
        counts.killed[name] += was_killed
        counts.finished_first += not was_killed
        counts.wrong += not is_right
    return counts


def _kinds(folder: Path, sentences: int) -> dict[str, Kind]:
    """A folder to start each kind of build from, and what it must come to."""
    run = folder / "run"
    cold, changed, bare = (folder / name for name in ("cold", "changed", "bare"))
    _workspace(cold, _article(sentences))
    shutil.copytree(cold, run)
    _build(run)
    run.rename(changed)
    _change(changed / "essay.md")
    shutil.copytree(changed, bare)
    shutil.rmtree(bare / "audio" / ".narrate")
    return {name: _kind(start, run) for name, start in zip(KINDS, (cold, changed, bare), strict=True)}


def _kind(start: Path, run: Path) -> Kind:
    """Measure the build, and make the clean one of the same article."""
    shutil.copytree(start, run)
    began = time.perf_counter()
    _build(run)
    wall_s = time.perf_counter() - began
    shutil.rmtree(run / "audio")
    _build(run)
    clean = _mp3(run)
    shutil.rmtree(run)
    return Kind(start, clean, wall_s)


def _kill_once(run: Path, kind: Kind, moment: float) -> tuple[bool, bool]:
    """Whether the build was killed under way, and whether its MP3 was right then and afterwards."""
    shutil.copytree(kind.start, run)
    before = _mp3(run)
    process = subprocess.Popen(_COMMAND, cwd=run)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(moment * kind.wall_s)
    was_killed = process.poll() is None
    process.kill()
    process.wait()
    is_right = _mp3(run) in (before, kind.clean)
    _build(run)
    is_right &= _mp3(run) == kind.clean
    shutil.rmtree(run)
    return was_killed, is_right


_COMMAND = (sys.executable, "-m", "narrate", "build", "--quiet", "--jobs", "2", "essay.md")


def _build(folder: Path) -> None:
    subprocess.run(_COMMAND, cwd=folder, check=True)


def _mp3(folder: Path) -> bytes:
    """The published MP3; nothing where there is none."""
    path = folder / "audio" / "essay.mp3"
    return path.read_bytes() if path.exists() else b""


def _workspace(folder: Path, text: str) -> None:
    (folder / "voices").mkdir(parents=True)
    (folder / "voices" / "hum.toml").write_text(HUM, encoding="utf-8")
    (folder / "narrate.toml").write_text('[voice]\nname = "hum"\n', encoding="utf-8")
    (folder / "essay.md").write_text(text, encoding="utf-8")


def _article(sentences: int) -> str:
    lines = ["# 山の手帖\n"]
    for number in range(sentences):
        if number % 20 == 0:
            lines.append(f"\n## 第{number // 20 + 1}章\n")
        lines.append(f"{number}番目の山小屋では、薪の匂いと雪解けの音が朝まで続いた。\n")
    return "\n".join(lines)


def _change(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("3番目の山小屋", "三つ目の古い山小屋", 1), encoding="utf-8")


if __name__ == "__main__":
    main()
