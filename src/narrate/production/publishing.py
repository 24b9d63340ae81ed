"""Spoken utterances, assembled -> the edition's files: the MP3 with its tag, the companions, the record."""

from __future__ import annotations

import hashlib
import zlib
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import IO, TYPE_CHECKING, Protocol

from narrate.audio.recording import KeptFrames, frames_crc32, frames_of, info_of
from narrate.edition.clip_table import sealed, table_bytes
from narrate.edition.companions import companions, write_companions
from narrate.edition.id3 import LARGEST_TAG_BYTES, tag_bytes
from narrate.ground.crc import CRC32
from narrate.ground.files import append, real, replacing
from narrate.ground.system import REPLACES_OPEN_FILES, path_from, reserve
from narrate.ground.threads import Threads
from narrate.ground.versions import __version__
from narrate.ground.wording import words_of
from narrate.production.assembling import assembled, joined
from narrate.production.kept import sound_of
from narrate.speech.render import engine_versions, sound_versions
from narrate.store.covers import kept_tag_cover
from narrate.store.facts import facts_of
from narrate.store.folder import mp3_path
from narrate.store.owned import keep_foreign_files, remove_outdated
from narrate.store.record import FileFacts, RecordHead, SpokenFacts, save_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from narrate.audio.clip import Clip
    from narrate.audio.recording import Recording
    from narrate.edition.cover import AuthorImage
    from narrate.ground.files import Stretch
    from narrate.messages import Message
    from narrate.model import Edition
    from narrate.production.plan import Plan
    from narrate.production.request import Request
    from narrate.production.speaking import Spoken
    from narrate.store.record import Unspoken


class ClipSource(KeptFrames, Protocol):
    """Where the clips of an edition come from: one by one, or in a row from the last MP3."""

    def __call__(self, key: str) -> Clip:
        """The clip of this key, whole."""

    def close(self) -> None:
        """Let go of the files that were read, one of which is replaced."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What goes into an edition or its record beside what is spoken.

    ``made_from`` are the inputs as they were read, ``image`` is the author's cover, ``notes`` what the user
    should know each time, ``unspoken`` the sentences that the edition lacks, ``last`` the head of the last
    edition's record.
    """

    made_from: Mapping[str, str | None]
    image: AuthorImage | None = None
    notes: tuple[Message, ...] = ()
    unspoken: tuple[Unspoken, ...] = ()
    last: RecordHead | None = None


def publish(plan: Plan, spoken: Sequence[Spoken], clips: ClipSource, about: Publication) -> RecordHead:
    """Write the edition and everything beside it; the MP3 comes last, whole or not at all.

    Raises:
        OutputError: something cannot be written, or is not narrate's to replace; the last MP3 is as it was.
    """
    folder = plan.request.audio_folder
    keep_foreign_files(folder, plan.slug, about.last)
    recording, edition = assembled(plan, spoken)
    cover = kept_tag_cover(about.image, edition.title, edition.author, folder)
    tag = _tag(plan, edition, recording, cover)
    byte_count = len(tag) + recording.audio_byte_count
    edition = replace(edition, byte_count=byte_count, digest=_digest(tag, recording))
    top = tag + info_of(recording)
    frames = frames_of(recording, clips, clips)
    mp3 = mp3_path(folder, plan.slug)
    with closing(clips), Threads(1) as beside:  # 0.05 s of work, done while the system copies
        texts = beside.submit(companions, edition)
        crc32 = beside.submit(frames_crc32, recording)
        with replacing(mp3) as file:
            _write(file, chain([top], frames), byte_count)
            made = write_companions(texts.result(), folder)
            if not REPLACES_OPEN_FILES:
                clips.close()
        beside.submit(clips.close)  # which gives a book's old MP3 back to the disk: 0.08 s
        mp3_crc32 = CRC32.joined(zlib.crc32(top), crc32.result(), byte_count - len(top))
        head = RecordHead(
            path_from(real(folder), _source(plan.request)),
            about.made_from,
            {mp3.name: FileFacts(byte_count, mp3_crc32)}
            | {path.name: facts_of(data) for path, data in made.items()},
            replace(edition, cues=()),
            len(spoken),
            plan.notes + about.notes,
            about.unspoken,
        )
        remove_outdated(folder, about.last, tuple(head.made))
        save_record(folder, head, map(_facts, spoken), edition.cues)
    return head


def _source(request: Request) -> Path:
    """Where the article lies; where one that was piped in would lie."""
    folder = request.surroundings.folder
    return real(folder) / request.path.name if request.is_piped_in else real(request.path)


def _tag(plan: Plan, edition: Edition, recording: Recording, cover: bytes | None) -> bytes:
    tag = tag_bytes(
        edition,
        album=plan.settings.album or plan.show.title or words_of(edition.language).untitled_show,
        text=_text(edition),
        cover=cover,
        clip_table=table_bytes(recording),
        tools=f"narrate {__version__}; {engine_versions()}",
    )
    return sealed(tag)


def _write(file: IO[bytes], pieces: Iterable[bytes | Stretch], byte_count: int) -> None:
    reserve(file, byte_count)
    for piece in pieces:
        append(file, piece)
    if file.tell() != byte_count:
        raise AssertionError("a recording is as long as its timeline")


def _digest(tag: bytes, recording: Recording) -> str:
    """A SHA-256 of all that an MP3 is made of, which spares that of its ten hours of frames."""
    places = (f"{clip.key}@{clip.first_frame}" for clip in recording.clips)
    made_of = f"{recording.bit_rate_kbps} {recording.frame_count} {' '.join(places)}"
    return hashlib.sha256(tag + made_of.encode()).hexdigest()


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
        lines.append(joined(cue.text for cue in cues))
        length += len(lines[-1])
        if length > LARGEST_TAG_BYTES:
            break
    return "\n".join(lines) + "\n"


def _facts(s: Spoken) -> SpokenFacts:
    return SpokenFacts(
        s.planned.utterance.text,
        s.planned.reading_key,
        s.reading,
        sound_of(s.planned, s.reading),
        sound_versions(s.shape.bit_rate_kbps),
        s.clip_key,
        s.shape,
        s.words,
    )
