"""A few sentences of every kind in one voice, to choose by ear: as an edition would have them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from narrate.audio.recording import clip_frames, recording_of
from narrate.model import Joint, Role
from narrate.script.pauses import Neighbour, pause_ms_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Reading
    from narrate.script.pauses import Pauses
    from narrate.speech.manner import Manners
    from narrate.speech.render import RenderJob
    from narrate.speech.voice import Voice
    from narrate.speech.workers import Workers

SAMPLE: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.HEADING, ("屋根裏の日記",)),
    (
        Role.BODY,
        (
            "海沿いの古い図書館で、百年前の日記が見つかった。",
            "表紙には1924年3月14日とあり、値段は1,200円と書かれている。",
            "だれが、何のために隠したのでしょうか？",
        ),
    ),
    (Role.QUOTE, ("「窓を開けると、潮の匂いがした。」",)),
    (
        Role.BODY,
        (
            "館長の佐々木由美さんは、そう読み上げてから、静かに本を閉じた。",
            "公開は来週の土曜日、午前10時から始まる。",
        ),
    ),
)
"""A heading, statements, figures, a question, a quotation and a name, paragraph by paragraph."""


class Reader(Protocol):
    """Whoever reads for the voice's engine."""

    def read(self, text: str, /) -> Reading:
        """How ``text`` is said."""


@dataclass(frozen=True, slots=True)
class Audition:
    """What was heard: an MP3 of frames alone."""

    mp3: bytes
    duration_ms: int


def audition(
    voice: Voice, reader: Reader, manners: Manners, pauses: Pauses, bit_rate_kbps: int, workers: Workers
) -> Audition:
    """Speak the sample.

    Raises:
        VoiceError: the voice's model has gone, or is damaged.
        SpeechError: a sentence of it makes no sound.
    """
    texts, jobs, neighbours = [], [], []
    for paragraph, (role, sentences) in enumerate(SAMPLE):
        for job, text in _jobs(role, sentences, voice, reader, manners, pauses, bit_rate_kbps):
            texts.append(text)
            jobs.append(job)
            neighbours.append(Neighbour(role, Joint.SENTENCE, paragraph, 0, after_scene_break=False))
    running = [workers.submit(job, text) for job, text in zip(jobs, texts, strict=True)]
    clips = {str(number): future.result() for number, future in enumerate(running)}
    between = [pause_ms_between(before, after, pauses) for before, after in pairwise(neighbours)]
    named = [(key, clip.shape) for key, clip in clips.items()]
    recording = recording_of(named, [pauses.start, *between, pauses.end], bit_rate_kbps)
    frames = b"".join(clip_frames(recording, clips.__getitem__))  # no Info frame: as `narrate say` has it
    return Audition(frames, recording.duration_ms)


def _jobs(
    role: Role,
    sentences: Sequence[str],
    voice: Voice,
    reader: Reader,
    manners: Manners,
    pauses: Pauses,
    bit_rate_kbps: int,
) -> Iterator[tuple[RenderJob, str]]:
    """A paragraph's sentences, each in the manner of its place."""
    from narrate.speech.manner import level_of, manner_of, with_pauses
    from narrate.speech.render import RenderJob

    for number, text in enumerate(sentences):
        level = level_of(number, len(sentences))
        manner = manner_of(text, role, level, Joint.SENTENCE, manners, voice.engine)
        manner = with_pauses(manner, pauses.comma, pauses.breath, voice.engine)
        yield RenderJob.of(reader.read(text), voice, bit_rate_kbps, manner), text
