"""Spoken utterances -> the edition: recording, chapters, tag, file, companions, record."""

from __future__ import annotations

import hashlib
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from itertools import chain, groupby, pairwise
from typing import IO, TYPE_CHECKING, Protocol

from narrate import __version__
from narrate.audio.recording import KeptFrames, frames_crc32, frames_of, info_of
from narrate.audio.recording import record as place_clips
from narrate.covering import kept_tag_cover
from narrate.crc import CRC32
from narrate.edition.clip_table import table_bytes
from narrate.edition.companions import companions, write_companions
from narrate.edition.id3 import LARGEST_TAG_BYTES, tag_bytes
from narrate.edition.record import FileFacts, Record, RecordHead, SpokenFacts, save_record
from narrate.edition.timeline import chapters_of, cues_of
from narrate.errors import SpeechError
from narrate.filefacts import facts_of
from narrate.files import append, replacing, reserve
from narrate.model import Edition, Role
from narrate.pauses import pause_ms_between
from narrate.reading.utterances import without_ruby
from narrate.speech.render import engine_versions, sound_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narrate.audio.clip import Clip
    from narrate.audio.recording import Recording
    from narrate.files import Stretch
    from narrate.pauses import Neighbour
    from narrate.plan import Plan
    from narrate.speaking import Spoken

_LONGEST_OPENING = 1_000
"""Characters of the first paragraph that stand for a missing description."""


class ClipSource(KeptFrames, Protocol):
    """Where the clips of an edition come from: one by one, or in a row from the last MP3."""

    def __call__(self, key: str) -> Clip:
        """The clip of this key, whole."""

    def close(self) -> None:
        """Let go of the files that were read, one of which is to be replaced."""


def publish(
    plan: Plan,
    spoken: Sequence[Spoken],
    clips: ClipSource,
    made_from: Mapping[str, str | None],
    notes: tuple[str, ...] = (),
) -> Record:
    """Write the edition and everything beside it; the MP3 comes last, whole or not at all.

    ``made_from`` are the inputs as they were read, ``notes`` what the user should know each time.

    Raises:
        OutputError: something cannot be written; the last MP3 is as it was.
    """
    folder = plan.request.audio_folder
    neighbours = [s.planned.neighbour for s in spoken]
    recording = _recording(plan, spoken, neighbours)
    edition = _edition(plan, spoken, recording, neighbours)
    tag = _tag(plan, edition, recording)
    byte_count, digest = len(tag) + recording.audio_byte_count, _digest(tag, recording)
    edition = replace(edition, byte_count=byte_count, digest=digest)
    top = tag + info_of(recording)
    frames = frames_of(recording, clips, clips)
    mp3 = folder / f"{plan.slug}.mp3"
    with ThreadPoolExecutor(1) as beside, replacing(mp3) as file:
        texts = beside.submit(companions, edition)  # the interpreter has time while the system copies
        with closing(clips):
            _write(file, chain([top], frames), byte_count)
        made = write_companions(texts.result(), folder)
    mp3_crc32 = CRC32.joined(zlib.crc32(top), frames_crc32(recording), byte_count - len(top))
    made_facts = {path.name: facts_of(data) for path, data in made.items()}
    head = RecordHead(
        os.path.relpath(plan.request.path.resolve(), folder.resolve()),
        made_from,
        {mp3.name: FileFacts(byte_count, mp3_crc32)} | made_facts,
        replace(edition, cues=()),
        len(spoken),
        plan.article.notes + notes,
    )
    record = Record(head, edition, tuple(_facts(s) for s in spoken))
    save_record(folder, record)
    return record


def _recording(plan: Plan, spoken: Sequence[Spoken], neighbours: Sequence[Neighbour]) -> Recording:
    if not spoken:
        raise SpeechError(
            "nothing in the article makes a sound", hint="write at least one sentence", path=plan.request.path
        )
    between = [pause_ms_between(before, after, plan.pauses) for before, after in pairwise(neighbours)]
    pauses_ms = [plan.pauses.start, *between, plan.pauses.end]
    return place_clips([(s.clip_key, s.shape) for s in spoken], pauses_ms, plan.bit_rate_kbps)


def _edition(
    plan: Plan, spoken: Sequence[Spoken], recording: Recording, neighbours: Sequence[Neighbour]
) -> Edition:
    article = plan.article
    about = article.metadata
    lines = dict.fromkeys(s.planned.voice.credit_line for s in spoken)
    return Edition(
        slug=plan.slug,
        title=without_ruby(about.title or article.text_of(Role.TITLE)) or plan.titles[0],
        subtitle=without_ruby(about.subtitle or article.text_of(Role.SUBTITLE)),
        category=without_ruby(about.category or article.text_of(Role.CATEGORY)).strip("【】"),
        author=about.author or plan.show.author,
        date=about.date,
        description=without_ruby(about.description) or _spoken_text(spoken, Role.LEAD) or _opening(spoken),
        language=about.language or "ja",
        credits=tuple(line for line in lines if line),
        cover=about.cover,
        duration_ms=recording.duration_ms,
        byte_count=0,
        digest="",
        chapters=chapters_of(recording, neighbours, plan.titles),
        cues=cues_of(recording, [s.planned.utterance for s in spoken], neighbours),
    )


def _spoken_text(spoken: Sequence[Spoken], role: Role) -> str:
    return _joined(s.planned.utterance.text for s in spoken if s.planned.utterance.role is role)


def _opening(spoken: Sequence[Spoken]) -> str:
    """The first paragraph, for an article that describes itself nowhere."""
    body = [s.planned for s in spoken if s.planned.utterance.role in (Role.BODY, Role.QUOTE, Role.ITEM)]
    opening = _joined(p.utterance.text for p in body if p.paragraph == body[0].paragraph)
    return opening if len(opening) <= _LONGEST_OPENING else opening[: _LONGEST_OPENING - 1] + "…"


def _joined(sentences: Iterable[str]) -> str:
    """Sentences in a row, with a space where Latin words would run together."""
    text = ""
    for sentence in sentences:
        space = " " if text[-1:].isascii() and text and sentence[:1].isascii() else ""
        text += space + sentence
    return text


def _tag(plan: Plan, edition: Edition, recording: Recording) -> bytes:
    return tag_bytes(
        edition,
        album=plan.settings.album or plan.show.title,
        text=_text(edition),
        cover=_cover(plan, edition),
        clip_table=table_bytes(recording),
        tools=f"narrate {__version__}; {engine_versions()}",
    )


def _write(file: IO[bytes], pieces: Iterable[bytes | Stretch], byte_count: int) -> None:
    reserve(file, byte_count)
    for piece in pieces:
        append(file, piece)
    assert file.tell() == byte_count, "a recording is as long as its timeline"


def _digest(tag: bytes, recording: Recording) -> str:
    """A SHA-256 of all that an MP3 is made of, which spares that of its ten hours of frames."""
    places = (f"{clip.key}@{clip.first_frame}" for clip in recording.clips)
    made_of = f"{recording.bit_rate_kbps} {recording.frame_count} {' '.join(places)}"
    return hashlib.sha256(tag + made_of.encode()).hexdigest()


def _cover(plan: Plan, edition: Edition) -> bytes | None:
    image = plan.request.path.parent / edition.cover if edition.cover else None
    return kept_tag_cover(image, edition.title, edition.author, plan.request.audio_folder)


def _text(edition: Edition) -> str:
    """The article as it is spoken, a line for each paragraph, an empty line before each chapter.

    No more of it than a tag can hold.
    """
    lines: list[str] = []
    chapter = length = 0
    for _, group in groupby(edition.cues, key=lambda cue: cue.paragraph):
        cues = list(group)
        if cues[0].chapter != chapter:
            chapter = cues[0].chapter
            lines.append("")
        lines.append(_joined(cue.text for cue in cues))
        length += len(lines[-1])
        if length > LARGEST_TAG_BYTES:
            break
    return "\n".join(lines) + "\n"


def _facts(s: Spoken) -> SpokenFacts:
    return SpokenFacts(
        s.planned.utterance.text,
        s.planned.reading_key,
        s.reading,
        s.planned.voice.sound_digest,
        sound_versions(s.shape.bit_rate_kbps),
        s.clip_key,
        s.shape,
    )
