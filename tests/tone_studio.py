"""A place to build editions in: articles, a humming voice, and what came out, looked at from outside."""

from __future__ import annotations

import hashlib
import io
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from mutagen.id3 import ID3

from narrate.production.request import Request
from narrate.production.story import build

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from narrate.production.report import BuildReport
    from narrate.speech.workers import Workers

TONE_VOICE = 'description = "a hum"\nengine = "tone"\ncredit = "nobody"\nlicence = "none"\n'
SETTINGS = '[voice]\nname = "tone"\n'


@dataclass
class CountingListener:
    """Adds up what a build says of its progress."""

    begun: int = 0
    kept: int = 0
    spoken: int = 0
    waited: int = 0
    renewed_s: float = 0.0

    def renew(self, seconds: float) -> None:
        self.renewed_s = seconds

    def wait(self) -> None:
        self.waited += 1

    def begin(self, character_count: int) -> None:
        self.begun += character_count

    def keep(self, character_count: int) -> None:
        self.kept += character_count

    def advance(self, character_count: int) -> None:
        self.spoken += character_count


@dataclass
class Studio:
    """A workspace under ``folder`` with the voice ``tone`` and its settings."""

    folder: Path
    workers: Workers
    listener: CountingListener = field(default_factory=CountingListener)

    def __post_init__(self) -> None:
        for name in ("text", "voices"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "voices" / "tone.toml").write_text(TONE_VOICE, encoding="utf-8")
        self.settings(SETTINGS)

    @property
    def audio(self) -> Path:
        return self.folder / "audio"

    @property
    def clips(self) -> list[Path]:
        """The files of the clip store."""
        return sorted((self.audio / ".narrate" / "clips").glob("??/*.clip"))

    def settings(self, text: str) -> None:
        (self.folder / "text" / "narrate.toml").write_text(text, encoding="utf-8")

    def lexicon(self, text: str) -> None:
        (self.folder / "text" / "lexicon.toml").write_text(text, encoding="utf-8")

    def write(self, text: str | bytes, name: str = "essay.md") -> Path:
        path = self.folder / "text" / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def request(self, path: Path | None = None, **options: Any) -> Request:
        request = Request(path or self.folder / "text" / "essay.md", self.folder)
        return replace(request, **options)

    def build(self, path: Path | None = None, **options: Any) -> BuildReport:
        self.listener = CountingListener()
        return build(self.request(path, **options), self.workers, self.listener)

    def mp3(self, slug: str = "essay") -> bytes:
        return (self.audio / f"{slug}.mp3").read_bytes()


def clean_bytes(studio: Studio, slug: str = "essay") -> bytes:
    """What a build of the same workspace makes in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        studio.build(studio.folder / "text" / f"{slug}.md", out=out)
        return (out / f"{slug}.mp3").read_bytes()


def spoken_texts(report: BuildReport) -> list[str]:
    """What a build spoke, in the article's order."""
    return [s.text for s in report.spoken]


def decoded(mp3: bytes) -> NDArray[np.float64]:
    """What FFmpeg hears in a file, full scale 1.0, without dropping delay or padding."""
    with av.open(io.BytesIO(mp3), "r") as container:
        stream = container.streams.audio[0]
        parts = [frame.to_ndarray().reshape(-1) for frame in container.decode(stream)]
    return np.concatenate(parts).astype(np.float64)


def tag_size(mp3: bytes) -> int:
    """Where the sound begins."""
    return 10 + (mp3[6] << 21 | mp3[7] << 14 | mp3[8] << 7 | mp3[9])


def tag_of(mp3: bytes) -> ID3:
    """The tag as mutagen reads it, not translated to a newer version."""
    return ID3(io.BytesIO(mp3), translate=False)


def digest(data: bytes) -> str:
    """A short name for bytes that would fill the screen when they differ."""
    return hashlib.sha256(data).hexdigest()
