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
from narrate.audio.mp3 import frame_bytes
from narrate.audio.recording import KeptFrames, frame_crcs, frames_of, info_of
from narrate.audio.recording import record as place_clips
from narrate.covering import kept_tag_cover
from narrate.crc import CRC32
from narrate.edition.clip_table import table_bytes
from narrate.edition.companions import companions, write_companions
from narrate.edition.id3 import tag_bytes
from narrate.edition.record import FileFacts, Record, RecordHead, SpokenFacts, record_body, save_record
from narrate.edition.timeline import chapters_of, cues_of
from narrate.errors import SpeechError
from narrate.filefacts import file_facts
from narrate.files import append, replacing, reserve
from narrate.model import Edition, Role
from narrate.pauses import pause_ms_between
from narrate.reading.utterances import without_ruby
from narrate.speech.render import engine_versions, sound_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narrate.audio.clip import Clip
    from narrate.audio.recording import Recording
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
    facts = tuple(_facts(s) for s in spoken)
    mp3 = folder / f"{plan.slug}.mp3"
    with ThreadPoolExecutor(1) as beside, replacing(mp3) as file:  # writing leaves the interpreter free
        texts, body = beside.submit(companions, edition), beside.submit(record_body, facts, edition.cues)
        with closing(clips):
            edition, mp3_facts = _write_mp3(file, plan, edition, recording, clips)
        paths = write_companions(texts.result(), folder)
    head = RecordHead(
        os.path.relpath(plan.request.path.resolve(), folder.resolve()),
        made_from,
        {mp3.name: mp3_facts} | {path.name: f for path in paths if (f := file_facts(path))},
        replace(edition, cues=()),
        len(spoken),
        plan.article.notes + notes,
    )
    save_record(folder, head, body.result())
    return Record(head, edition, facts)


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


def _write_mp3(
    file: IO[bytes],
    plan: Plan,
    edition: Edition,
    recording: Recording,
    clips: ClipSource,
) -> tuple[Edition, FileFacts]:
    """Write tag and recording; the edition comes back with the file's length and digest."""
    tag = tag_bytes(
        edition,
        album=plan.settings.album or plan.show.title,
        text=_text(edition),
        cover=_cover(plan, edition),
        clip_table=table_bytes(recording),
        tools=f"narrate {__version__}; {engine_versions()}",
    )
    crcs = frame_crcs(recording)
    top = tag + info_of(recording, crcs)
    frames_byte_count = recording.audio_byte_count - frame_bytes(plan.bit_rate_kbps)
    byte_count = len(top) + frames_byte_count
    reserve(file, byte_count)
    for piece in chain([top], frames_of(recording, clips, clips)):
        append(file, piece)
    assert file.tell() == byte_count, "a recording is as long as its timeline"
    facts = FileFacts(byte_count, CRC32.joined(zlib.crc32(top), crcs.crc32, frames_byte_count))
    return replace(edition, byte_count=byte_count, digest=_digest(tag, recording)), facts


def _digest(tag: bytes, recording: Recording) -> str:
    """A SHA-256 of all that an MP3 is made of, which spares that of its ten hours of frames."""
    places = (f"{clip.key}@{clip.first_frame}" for clip in recording.clips)
    made_of = f"{recording.bit_rate_kbps} {recording.frame_count} {' '.join(places)}"
    return hashlib.sha256(tag + made_of.encode()).hexdigest()


def _cover(plan: Plan, edition: Edition) -> bytes | None:
    image = plan.request.path.parent / edition.cover if edition.cover else None
    return kept_tag_cover(image, edition.title, edition.author, plan.request.audio_folder)


def _text(edition: Edition) -> str:
    """The article as it is spoken, a line for each paragraph, an empty line before each chapter."""
    lines: list[str] = []
    chapter = 0
    for _, group in groupby(edition.cues, key=lambda cue: cue.paragraph):
        cues = list(group)
        if cues[0].chapter != chapter:
            chapter = cues[0].chapter
            lines.append("")
        lines.append(_joined(cue.text for cue in cues))
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
