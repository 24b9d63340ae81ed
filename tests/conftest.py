"""Editions and a studio to test with: short, and with tones for speech."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol

import av
import numpy as np
import pytest

from narrate.model import Chapter, Cue, Edition, Role, Ruby
from narrate.podcast.memory import FeedMemory
from narrate.podcast.show import Show
from narrate.speech.workers import LocalWorkers
from narrate.store.record import RecordHead, save_record
from tone_studio import Studio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrate.reading.frontend import FrontEnd


os.environ["NARRATE_LANG"] = "en"
"""The tests are about what is said; those of the languages choose their own."""


class MakeEdition(Protocol):
    """Makes an edition of a few sentences; any field can be told otherwise."""

    def __call__(self, slug: str = "neko", **changes: object) -> Edition: ...


_SENTENCES = (
    (0, "随筆", Role.CATEGORY, ()),
    (0, "猫の話", Role.TITLE, ()),
    (0, "名前のこと", Role.SUBTITLE, ()),
    (0, "はじめに一言。", Role.LEAD, ()),
    (1, "第一章　出会い", Role.HEADING, ()),
    (1, "吾輩は猫である。", Role.BODY, (Ruby(0, 2, "わがはい"),)),
    (1, "名前はまだ無い。", Role.BODY, ()),
    (1, "「A & B <C>」と書いてある。", Role.BODY, ()),
    (2, "終わりに", Role.HEADING, ()),
    (2, "魚", Role.ITEM, ()),
    (2, "水", Role.ITEM, ()),
    (2, "引用された文。", Role.QUOTE, ()),
    (2, "これで終わり。", Role.NOTE, ()),
)
_CUE_MS, _GAP_MS = 2496, 504


@pytest.fixture(scope="session")
def tone() -> bytes:
    """39 seconds of a soft tone: MPEG-1 Layer III, 48 kHz mono, 64 kbit/s, constant."""
    samples = len(_SENTENCES) * (_CUE_MS + _GAP_MS) * 48
    wave = (np.sin(np.arange(samples) * (2 * np.pi * 440 / 48000)) * 3000).astype(np.int16)
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3", options={"id3v2_version": "0"}) as container:
        stream = container.add_stream("libmp3lame", rate=48000, layout="mono", options={"reservoir": "0"})
        stream.bit_rate = 64000
        for start in range(0, samples, 1152):
            frame = av.AudioFrame.from_ndarray(wave[None, start : start + 1152], format="s16p", layout="mono")
            frame.rate, frame.pts = 48000, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


@pytest.fixture
def make_edition(tone: bytes) -> MakeEdition:
    def make(slug: str = "neko", **changes: object) -> Edition:
        step = _CUE_MS + _GAP_MS
        cues = tuple(
            Cue(i * step, i * step + _CUE_MS, text, rubies, role, _paragraph(i), chapter)
            for i, (chapter, text, role, rubies) in enumerate(_SENTENCES)
        )
        titles = ("猫の話", "第一章　出会い", "終わりに")
        starts = [next(c.start_ms for c in cues if c.chapter == n) for n in range(3)]
        ends = [*starts[1:], len(cues) * step]
        fields: dict[str, object] = {
            "slug": slug,
            "title": "猫の話",
            "subtitle": "名前のこと",
            "category": "随筆",
            "author": "夏目 漱石",
            "date": date(2026, 4, 1),
            "description": "猫が語る。\n\n二段落目 & <記号>。",
            "language": "ja",
            "credits": ("声: MMDAgent Project Team (CC BY 3.0)",),
            "cover": "",
            "duration_ms": len(cues) * step,
            "byte_count": len(tone),
            "digest": hashlib.sha256(tone).hexdigest(),
            "chapters": tuple(Chapter(*c) for c in zip(titles, starts, ends, strict=True)),
            "cues": cues,
        }
        return Edition(**(fields | changes))  # type: ignore[arg-type]

    return make


def _paragraph(sentence: int) -> int:
    """Sentences 5 and 6 stand in one paragraph; every other has its own."""
    return sentence - (sentence > 5)


@pytest.fixture
def edition(make_edition: MakeEdition) -> Edition:
    return make_edition()


@pytest.fixture
def show() -> Show:
    return Show(
        title="音声版の本棚",
        author="編集部",
        email="books@example.org",
        description="記事を声で。",
        category=("Arts", "Books"),
        base_url="https://example.org/show/",
    )


@pytest.fixture
def published(show: Show) -> FeedMemory:
    return FeedMemory().remembering(show, (), datetime(2026, 5, 1, tzinfo=UTC))


@pytest.fixture
def recorded(audio_folder: Path, edition: Edition) -> Edition:
    """The edition of ``audio_folder``, with the record that a build leaves of it."""
    head = RecordHead("text/neko.md", {}, {}, replace(edition, cues=()), len(edition.cues), ())
    save_record(audio_folder, head, (), edition.cues)
    return edition


@pytest.fixture
def audio_folder(tmp_path: Path, tone: bytes, edition: Edition) -> Path:
    """A folder with one edition's MP3 and a clip store."""
    folder = tmp_path / "audio"
    (folder / ".narrate" / "clips").mkdir(parents=True)
    (folder / ".narrate" / "clips" / "secret.mp3").write_bytes(b"clip")
    (folder / "neko.mp3").write_bytes(tone)
    return folder


@pytest.fixture(scope="session")
def workers() -> Iterator[LocalWorkers]:
    """Two threads that all tests share."""
    with LocalWorkers(2, first_jobs=sys.maxsize) as workers:  # engines are put at fault here: no processes
        yield workers


@pytest.fixture
def studio(tmp_path: Path, workers: LocalWorkers) -> Studio:
    """A folder with a tone voice, to build in."""
    return Studio(tmp_path, workers)


@pytest.fixture(scope="session")
def front_end() -> FrontEnd:
    """The real front end with the shipped lexicon."""
    from narrate.reading.frontend import FrontEnd
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.policy import SayingPolicy

    return FrontEnd(Lexicon(), SayingPolicy())
