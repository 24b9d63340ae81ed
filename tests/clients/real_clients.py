"""Editions in the hands of programs that others wrote.

Run it with ``python tests/clients/real_clients.py``. It builds the sample articles, serves them on the
loopback, and lets podcast clients, players and validators at them; then it changes one sentence, builds
again, and does everything once more. As root on Debian it installs what is missing; a check whose program
cannot be had is skipped with the reason.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import scene as stage
from mutagen.id3 import ID3

from narrate.store.editions import load_records

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from narrate.model import Edition

RATE_HZ = 48_000
LAG_MS = 60
"""How far a player may land from a chapter's first sample: an MP3 decoder's delay is 23 ms."""


@dataclass(frozen=True)
class Scene:
    """What a check is given: the workspace, the editions in it, where they are served, and a home."""

    folder: Path
    editions: tuple[Edition, ...]
    address: str
    home: Path

    def mp3(self, edition: Edition) -> Path:
        return self.folder / "audio" / f"{edition.slug}.mp3"

    def digests(self) -> set[str]:
        return {digest(self.mp3(edition)) for edition in self.editions}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return bytes(answer.read())


def gpodder(scene: Scene) -> str:
    """Subscribe, update and download everything."""
    feed = f"{scene.address}feed.xml"
    said = "".join(
        stage.run(["gpo", *words], scene.home) for words in (["subscribe", feed], ["update"], ["download"])
    )
    files = list((scene.home / "gpodder" / "Downloads").rglob("*.mp3"))
    assert {digest(f) for f in files} == scene.digests(), said
    return f"{len(files)} episodes downloaded, whole"


def newsboat(scene: Scene) -> str:
    """Reload the feed, queue its episodes and let podboat fetch them."""
    folder = scene.home / ".newsboat"
    downloads = scene.home / "podcasts"
    folder.mkdir()
    downloads.mkdir()
    (folder / "urls").write_text(f"{scene.address}feed.xml\n")
    (folder / "config").write_text(f'podcast-auto-enqueue yes\ndownload-path "{downloads}/"\n')
    said = stage.run(["newsboat", "-q", "-x", "reload", "print-unread"], scene.home)
    assert f"{len(scene.editions)} unread" in said, said
    environment = {"HOME": str(scene.home), "TERM": "xterm", "PATH": "/usr/bin:/bin"}
    boat = subprocess.Popen(
        ["script", "-qfec", "podboat -a", "/dev/null"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            files = [f for f in downloads.rglob("*") if f.is_file() and not f.name.endswith(".part")]
            if {digest(f) for f in files} == scene.digests():
                return f"{said.strip()}; podboat fetched {len(files)} files, whole"
            time.sleep(0.5)
        raise AssertionError(f"podboat fetched {files}")
    finally:
        boat.terminate()
        boat.wait(timeout=10)


def ffprobe(scene: Scene) -> str:
    """List chapters and compare them to the millisecond."""
    count = 0
    for edition in scene.editions:
        command = [
            "ffprobe",
            "-v",
            "error",
            "-show_chapters",
            "-show_format",
            "-of",
            "json",
            str(scene.mp3(edition)),
        ]
        read = json.loads(stage.run(command, scene.home))
        got = [
            (c["tags"]["title"], round(float(c["start_time"]) * 1000), round(float(c["end_time"]) * 1000))
            for c in read["chapters"]
        ]
        assert got == [(c.title, c.start_ms, c.end_ms) for c in edition.chapters], got
        assert abs(float(read["format"]["duration"]) * 1000 - edition.duration_ms) <= 24
        count += len(got)
    return f"{count} chapters, exact to the millisecond"


def mpv_lists(scene: Scene) -> str:
    """List chapters with their titles."""
    for edition in scene.editions:
        message = "--term-playing-msg=${chapters} ${chapter-list}"
        command = [
            "mpv",
            "--no-config",
            "--no-video",
            "--ao=null",
            "--length=0.05",
            message,
            str(scene.mp3(edition)),
        ]
        said = stage.run(command, scene.home)
        for chapter in edition.chapters:
            assert chapter.title in said, said
    return "all titles listed"


def decoded(path: Path) -> NDArray[np.float64]:
    """Decode a whole file to samples between -1 and 1."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("s16", "mono", RATE_HZ)
        parts = [o.to_ndarray()[0] for f in container.decode(audio=0) for o in resampler.resample(f)]
    return np.concatenate(parts).astype(np.float64) / 32768


def played(path: Path, chapter: int, home: Path) -> NDArray[np.float64]:
    """Give what mpv plays for three seconds from the start of a chapter, counted from 1."""
    target = home / "played.wav"
    start = [f"--start=#{chapter}", "--length=3", "--ao=pcm", f"--ao-pcm-file={target}"]
    stage.run(["mpv", "--no-config", "--no-video", *start, "--af=format=format=s16", str(path)], home)
    return decoded(target)


def lag_ms(sound: NDArray[np.float64], whole: NDArray[np.float64], start_ms: int) -> tuple[float, float]:
    """Find where ``sound`` lies in ``whole`` around a time: the distance in ms, and how alike the two are."""
    margin = RATE_HZ // 5
    at = start_ms * RATE_HZ // 1000
    window = np.pad(whole, margin)[at : at + len(sound) + 2 * margin]
    size = 1 << (len(window) + len(sound)).bit_length()
    product = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(sound, size)), size)
    best = int(np.argmax(product[: len(window) - len(sound) + 1]))
    part = window[best : best + len(sound)]
    likeness = float(np.dot(part, sound) / (np.linalg.norm(part) * np.linalg.norm(sound) + 1e-12))
    return (best - margin) * 1000 / RATE_HZ, likeness


def mpv_seeks(scene: Scene) -> str:
    """Play from each chapter mark: it must be that section's sound."""
    lags: list[float] = []
    for edition in scene.editions:
        whole = decoded(scene.mp3(edition))
        for number, chapter in enumerate(edition.chapters, 1):
            sound = played(scene.mp3(edition), number, scene.home)
            lag, likeness = lag_ms(sound, whole, chapter.start_ms)
            assert abs(lag) <= LAG_MS, (edition.slug, number, lag)
            assert likeness > 0.99, (edition.slug, number, likeness)
            lags.append(lag)
    return f"{len(lags)} chapter starts, {min(lags):.1f} to {max(lags):.1f} ms off"


def mp3val(scene: Scene) -> str:
    """No complaint about a file."""
    for edition in scene.editions:
        said = stage.run(["mp3val", str(scene.mp3(edition))], scene.home)
        assert "MPEG frames (MPEG 1 Layer III), +ID3v2, CBR" in said, said
        assert "WARNING" not in said, said
        assert "ERROR" not in said, said
    return "no complaint"


def parsers(scene: Scene) -> str:
    """Let feedparser and podcastparser read the feed; ask every address that it names."""
    import feedparser
    import podcastparser

    data = fetched(f"{scene.address}feed.xml")
    loose, strict = feedparser.parse(data), podcastparser.parse(scene.address, io.BytesIO(data))
    assert not loose.bozo
    titles = {edition.title for edition in scene.editions}
    assert {e.title for e in loose.entries} == {e["title"] for e in strict["episodes"]} == titles
    lengths = {int(e["enclosures"][0]["file_size"]) for e in strict["episodes"]}
    assert lengths == {edition.byte_count for edition in scene.editions}
    addresses = set(re.findall(rb'(?:href|url)="([^"]+)"', data))
    for address in addresses:
        assert fetched(address.decode())
    return f"{len(titles)} items, {len(addresses)} addresses answer"


def companions(scene: Scene) -> str:
    """JSON chapters equal ID3 chapters; an independent reader takes the transcript."""
    import webvtt

    feed = fetched(f"{scene.address}feed.xml").decode()
    cues = 0
    for edition in scene.editions:
        pattern = rf'url="([^"]+/{edition.slug}\.[0-9a-f]+\.(?:vtt|chapters\.json))"'
        chapters, transcript = sorted(re.findall(pattern, feed))
        told = json.loads(fetched(chapters))["chapters"]
        tag = ID3(scene.mp3(edition))
        marks = sorted(tag.getall("CHAP"), key=lambda chap: chap.start_time)
        assert [(c["startTime"] * 1000, c["title"]) for c in told] == [
            (m.start_time, m.sub_frames["TIT2"].text[0]) for m in marks
        ]
        read = webvtt.from_buffer(io.StringIO(fetched(transcript).decode())).captions
        assert len(read) == len(edition.cues)
        cues += len(read)
    return f"chapters agree; {cues} cues read"


def epubcheck(scene: Scene) -> str:
    """No message about a book."""
    stage.narrate(scene.folder, "epub")
    for edition in scene.editions:
        book = scene.folder / "audio" / f"{edition.slug}.epub"
        said = stage.run([sys.executable, "-m", "epubcheck", str(book)], scene.home)
        assert not said.strip() or said.startswith("No errors"), said
    return "no message"


CHECKS: tuple[tuple[Callable[[Scene], str], tuple[str, ...]], ...] = (
    (gpodder, ("gpo",)),
    (newsboat, ("newsboat", "podboat", "script")),
    (ffprobe, ("ffprobe",)),
    (mpv_lists, ("mpv",)),
    (mpv_seeks, ("mpv",)),
    (mp3val, ("mp3val",)),
    (parsers, ()),
    (companions, ()),
    (epubcheck, ("java",)),
)


def check_all(folder: Path, there: dict[str, bool]) -> bool:
    """Run every check on the workspace as it is; say how each went, and whether all went well."""
    editions = tuple(record.edition for record in load_records(folder / "audio"))
    good = True
    with stage.serving(folder) as address:
        for check, programs in CHECKS:
            missing = [name for name in programs if not there[name]]
            if missing:
                print(f"  skipped  {check.__name__}: cannot install {', '.join(missing)}")
                continue
            with tempfile.TemporaryDirectory() as home:
                try:
                    print(
                        f"  good     {check.__name__}: {check(Scene(folder, editions, address, Path(home)))}"
                    )
                except (AssertionError, OSError, subprocess.SubprocessError, KeyError, ValueError) as fault:
                    good = False
                    print(f"  BAD      {check.__name__}: {fault}")
    return good


def change_a_sentence(folder: Path) -> None:
    """Write one sentence of one section otherwise."""
    path = min((folder / "text").glob("*.txt"))
    text = path.read_text(encoding="utf-8")
    last = text.rstrip().rsplit("。", 2)[1]
    path.write_text(text.replace(last, "その答えは、次の冬まで変わらないかもしれない"), encoding="utf-8")


def same_episode_new_sound(before: Any, after: Any) -> str:
    """Compare two readings of the feed across a change."""
    guids = {e.id for e in before.entries}
    assert guids == {e.id for e in after.entries}
    old, new = ({e.enclosures[0].href for e in f.entries} for f in (before, after))
    assert len(old & new) == len(old) - 1
    return "guids kept, one enclosure has a new address"


def main() -> int:
    import feedparser

    there = stage.install()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stage.make_workspace(folder)
        print(stage.narrate(folder, "build", *stage.articles(folder)), end="")
        good = check_all(folder, there)
        with stage.serving(folder) as address:
            before = feedparser.parse(fetched(f"{address}feed.xml"))
            change_a_sentence(folder)
            print(stage.narrate(folder, "build", *stage.articles(folder)), end="")
            after = feedparser.parse(fetched(f"{address}feed.xml"))
            print(f"  good     feed: {same_episode_new_sound(before, after)}")
        good &= check_all(folder, there)
    print("all good" if good else "NOT all good")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
