"""A ten-hour book against a ten-minute article: what an edition's length costs.

    python benchmarks/book.py [--runs N] [--quick | --real]

Makes a book of 100 chapters and an article of one chapter from the same generator, builds both with a
voice that hums its letters as long as a reader's and prints: peak memory of both builds, the time of a
build when nothing changed and when one sentence did, the time to copy the book's MP3, and the sizes of
its tag and of its table of clips. ``--quick`` hums four times faster with longer pauses, which spares most
of the encoding; ``--real`` speaks the book with Open JTalk, alone and once. Runs alternate.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

CHAPTERS = 100
CHAPTER_LETTERS = 2_000
ARTICLE_LETTERS = 3_400
HUM = 'description = "a hum"\nengine = "tone"\nspeed = {speed}\ncredit = "nobody"\nlicence = "none"\n'


@dataclass(frozen=True)
class Pace:
    """A voice and pauses with which 200,000 letters last about ten hours."""

    voice: str
    speed: float
    sentence_ms: int
    paragraph_ms: int


HUMMED = Pace("hum", 0.25, 500, 900)
"""160 ms for each letter, as a reader takes."""
QUICK = Pace("hum", 1.0, 3_900, 4_300)
SPOKEN = Pace("mei", 1.0, 500, 900)

_WHO = (
    "古い灯台の番人",
    "隣の町の医者",
    "若い船大工",
    "年老いた教師",
    "遠い国の商人",
    "駅前の時計屋",
    "川向こうの農夫",
    "山の測量士",
)
_WHEN = (
    "朝早く",
    "夕方になると",
    "雨のあとで",
    "冬の終わりに",
    "祭りの前の晩",
    "霧の深い日に",
    "十年ぶりに",
    "昼休みのあいだ",
)
_WHAT = (
    "青い地図",
    "壊れた羅針盤",
    "一通の手紙",
    "小さな望遠鏡",
    "白い帆布",
    "重い鍵の束",
    "名前のない本",
    "銀の懐中時計",
)
_DID = (
    "机の上に並べた",
    "窓辺で眺めた",
    "友人に手渡した",
    "箱の底から見つけた",
    "布で丁寧に磨いた",
    "黙って鞄にしまった",
)
_WHY = (
    "海の音がよく聞こえたからだ",
    "誰も道を覚えていなかったからである",
    "約束の日が近づいていたためだ",
)


@dataclass(frozen=True)
class Built:
    """One run of the command: its wall time and its peak memory."""

    wall_s: float
    peak_kb: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the length of an edition costs.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="spare most of the encoding")
    parser.add_argument("--real", action="store_true", help="speak with Open JTalk")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed narrate is compiled
    pace = SPOKEN if options.real else QUICK if options.quick else HUMMED
    with tempfile.TemporaryDirectory() as folder:
        _compare(Path(folder), options.seed, options.runs, pace)


def book(seed: int, chapters: int, letters: int) -> str:
    """A Markdown text of so many chapters of about so many letters; no sentence comes twice."""
    chance = random.Random(seed)
    parts = ["# 灯台の本\n"]
    number = 0
    for chapter in range(1, chapters + 1):
        parts.append(f"\n## 第{chapter}章　{chance.choice(_WHAT)}\n")
        length = 0
        while length < letters:
            paragraph = "".join(_sentence(chance, number + n) for n in range(4))
            parts.append(f"\n{paragraph}\n")
            number += 4
            length += len(paragraph)
    return "".join(parts)


def _sentence(chance: random.Random, number: int) -> str:
    who, when, what, did = (chance.choice(words) for words in (_WHO, _WHEN, _WHAT, _DID))
    tail = f"。それは{number}人の見た{chance.choice(_WHY)}" if chance.random() < 0.3 else ""
    return f"{when}、{who}は{number}番の{what}を{did}{tail}。"


def _compare(folder: Path, seed: int, runs: int, pace: Pace) -> None:
    long = _workspace(folder / "book", book(seed, CHAPTERS, CHAPTER_LETTERS), pace)
    short = _workspace(folder / "article", book(seed + 1, 1, ARTICLE_LETTERS), pace)
    cold_long, cold_short = _build(long), _build(short)
    for name, path, cold in (("book", long, cold_long), ("article", short, cold_short)):
        print(
            f"{name}: {_described(path)}; cold {cold.wall_s:.1f} s, peak {cold.peak_kb / 1024:.0f} MB",
            flush=True,
        )
    print(f"peak memory, book / article: {cold_long.peak_kb / cold_short.peak_kb:.2f}")
    _compare_unchanged(long, short, runs)
    _compare_changed(long, short, runs)


def _compare_unchanged(long: Path, short: Path, runs: int) -> None:
    times = [(_build(long).wall_s, _build(short).wall_s) for _ in range(runs)]
    long_s, short_s = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"nothing changed: median {long_s:.3f} s for the book, {short_s:.3f} s for the article")


def _compare_changed(long: Path, short: Path, runs: int) -> None:
    ratios, rows = [], []
    for run in range(runs):
        _change(short, run)
        short_s = _build(short).wall_s
        _change(long, run)
        long_s = _build(long).wall_s
        copy_s = _copy_s(long)
        ratios.append((long_s - copy_s) / short_s)
        rows.append((long_s, short_s, copy_s))
    long_s, short_s, copy_s = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"one changed sentence: median {long_s:.2f} s book, {short_s:.2f} s article, {copy_s:.2f} s copy")
    print(f"one changed sentence, (book - copy) / article: median {statistics.median(ratios):.2f}")


def _workspace(folder: Path, text: str, pace: Pace) -> Path:
    """An article with its settings in a folder of its own."""
    (folder / "voices").mkdir(parents=True)
    (folder / "voices" / "hum.toml").write_text(HUM.format(speed=pace.speed), encoding="utf-8")
    pauses = f"[pauses]\nsentence = {pace.sentence_ms}\nparagraph = {pace.paragraph_ms}\n"
    settings = f'[voice]\nname = "{pace.voice}"\n{pauses}'
    (folder / "narrate.toml").write_text(settings, encoding="utf-8")
    path = folder / "text.md"
    path.write_text(text, encoding="utf-8")
    return path


def _build(path: Path) -> Built:
    """Build as a user does."""
    command = [sys.executable, "-m", "narrate", "build", "--quiet", path.name]
    os.sync()  # what earlier runs wrote must not be waited for in this one
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=path.parent)
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build of {path} failed")
    return Built(wall_s, usage.ru_maxrss)


def _change(path: Path, run: int) -> None:
    """Give the sentence with number 40 another thing to tell."""
    text = path.read_text(encoding="utf-8")
    start = text.index("40番の")
    end = text.index("。", start)
    path.write_text(f"{text[:start]}40番の新しい帆を{run}回も張り替えた{text[end:]}", encoding="utf-8")


def _copy_s(path: Path) -> float:
    mp3 = path.parent / "audio" / "text.mp3"
    os.sync()
    start = time.perf_counter()
    shutil.copyfile(mp3, mp3.with_suffix(".copy"))
    wall_s = time.perf_counter() - start
    mp3.with_suffix(".copy").unlink()
    return wall_s


def _described(path: Path) -> str:
    """Length, sentences, and the sizes of file, tag and table."""
    command = [sys.executable, "-m", "narrate", "build", "--json", path.name]
    done = subprocess.run(command, cwd=path.parent, check=True, capture_output=True, text=True)
    report = json.loads(done.stdout)["editions"][0]
    mp3 = (path.parent / "audio" / "text.mp3").read_bytes()
    tag = 10 + (mp3[6] << 21 | mp3[7] << 14 | mp3[8] << 7 | mp3[9])
    at = mp3.index(b"narrate:clips")
    table = int.from_bytes(mp3[at - 6 : at - 2], "big")
    minutes = report["duration_ms"] / 60_000
    sizes = f"MP3 {len(mp3):,} bytes, tag {tag:,}, table of clips {table:,}"
    return f"{minutes:.1f} minutes, {report['sentences']} sentences, {sizes}"


if __name__ == "__main__":
    main()
