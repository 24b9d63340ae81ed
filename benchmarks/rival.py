"""narrate against a careful script over the same engine.

    python benchmarks/rival.py [ARTICLE] [--runs N]

The script is what a careful person would write around Debian's tools: it cuts the text at full stops,
speaks each sentence with ``open_jtalk`` (the same Mei voice, two processes at a time) into a WAV file that
is named by the sentence's digest and used again if it is there, and joins all of them with one ``ffmpeg``
that encodes the MP3 and writes the chapters. Compared are a cold build, a build after one sentence changed
and one after nothing changed, the last two also with the script's cold run: what a script costs that keeps
nothing. Runs alternate; needs ``open_jtalk``, its dictionary and ``ffmpeg``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.speech.voice import bundled_model

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).parent.parent / "text" / "two-labs.txt"
DICTIONARY = Path("/var/lib/mecab/dic/open-jtalk/naist-jdic")
RATE = 48_000
PAUSE = bytes(2 * RATE // 2)
"""Half a second between sentences."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="narrate against a careful script.")
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed narrate is compiled
    missing = [tool for tool in ("open_jtalk", "ffmpeg") if shutil.which(tool) is None]
    if missing or not DICTIONARY.is_dir():
        print(f"skipped: not installed: {', '.join(missing) or DICTIONARY}")
        return
    rows = [_round(options.article) for _ in range(options.runs)]
    for name in ("cold", "one sentence changed", "nothing changed"):
        ours, theirs = (statistics.median(row[name][side] for row in rows) for side in (0, 1))
        ratio = statistics.median(row[name][0] / row[name][1] for row in rows)
        print(f"{name}: narrate {ours:.2f} s, script {theirs:.2f} s, median ratio {ratio:.3f}")
    for name in ("one sentence changed", "nothing changed"):
        ratio = statistics.median(row[name][0] / row["cold"][1] for row in rows)
        print(f"{name} / the script's cold run: median ratio {ratio:.3f}")


def _round(article: Path) -> dict[str, tuple[float, float]]:
    """The seconds of each case, narrate's and the script's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / article.name
        shutil.copyfile(article, path)
        times = {"cold": _both(path)}
        _change(path)
        times["one sentence changed"] = _both(path)
        times["nothing changed"] = _both(path)
    cases = (f"{name} {ours:.2f} s / {theirs:.2f} s" for name, (ours, theirs) in times.items())
    print(f"narrate / script: {', '.join(cases)}", flush=True)
    return times


def _both(path: Path) -> tuple[float, float]:
    return _seconds(lambda: _narrate(path)), _seconds(lambda: script(path, path.parent / "rival"))


def _seconds(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _narrate(path: Path) -> None:
    command = [sys.executable, "-m", "narrate", "build", "--quiet", "--jobs", "2", path.name]
    subprocess.run(command, cwd=path.parent, check=True)


def _change(path: Path) -> None:
    """Put one word into a sentence in the middle."""
    text = path.read_text(encoding="utf-8")
    at = text.index("。", len(text) // 2) + 1
    end = text.index("。", at)
    path.write_text(f"{text[:end]}、たぶん{text[end:]}", encoding="utf-8")


def script(article: Path, folder: Path) -> None:
    """The careful script: speak what is not there, then join everything."""
    folder.mkdir(exist_ok=True)
    paragraphs = [p for p in article.read_text(encoding="utf-8").splitlines() if p.strip()]
    pieces = [(number, s) for number, p in enumerate(paragraphs) for s in _sentences(p)]
    with ThreadPoolExecutor(2) as pool:
        wavs = list(pool.map(lambda piece: _spoken(piece[1], folder), pieces))
    heard = [(paragraph, wav) for (paragraph, _), wav in zip(pieces, wavs, strict=True) if wav]
    _join(heard, paragraphs, folder)


def _sentences(paragraph: str) -> list[str]:
    return [s for s in re.split(r"(?<=[。！？])", paragraph) if re.search(r"\w", s)]


def _spoken(sentence: str, folder: Path) -> Path | None:
    """The sentence's WAV file; nothing for one that makes no sound."""
    wav = folder / f"{hashlib.sha256(sentence.encode()).hexdigest()[:32]}.wav"
    if not wav.exists():
        part = wav.with_suffix(".part")
        command = ["open_jtalk", "-x", str(DICTIONARY), "-m", str(bundled_model()), "-ow", str(part)]
        subprocess.run(command, input=sentence.encode(), capture_output=True, check=True)
        if not part.exists() or part.stat().st_size <= 44:
            return None
        part.replace(wav)
    return wav


def _join(heard: list[tuple[int, Path]], paragraphs: list[str], folder: Path) -> None:
    """One ``ffmpeg``: the list of pieces and pauses in, an MP3 with a chapter for each short line out."""
    pause = folder / "pause.wav"
    with wave.open(str(pause), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(PAUSE)
    lines: list[str] = []
    marks: list[tuple[int, str]] = []
    at_ms, last = 0, -1
    for paragraph, wav in heard:
        if paragraph != last and (not marks or len(paragraphs[paragraph]) < 20):
            marks.append((at_ms, paragraphs[paragraph]))
        last = paragraph
        lines += [f"file '{wav}'", f"file '{pause}'"]
        at_ms += (wav.stat().st_size - 44 + len(PAUSE)) * 1000 // (2 * RATE)
    (folder / "pieces.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "chapters.txt").write_text(_metadata(marks, at_ms), encoding="utf-8")
    inputs = ["-f", "concat", "-safe", "0", "-i", folder / "pieces.txt", "-i", folder / "chapters.txt"]
    output = ["-map_metadata", "1", "-c:a", "libmp3lame", "-b:a", "64k", "-id3v2_version", "3"]
    command = ["ffmpeg", "-y", "-v", "error", *inputs, *output, folder / "article.mp3"]
    subprocess.run(list(map(str, command)), check=True)


def _metadata(marks: list[tuple[int, str]], end_ms: int) -> str:
    lines = [";FFMETADATA1"]
    ends = [start for start, _ in marks[1:]] + [end_ms]
    for (start, title), end in zip(marks, ends, strict=True):
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}", f"title={title}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
