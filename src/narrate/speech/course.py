"""How high a voice speaks, and when each mora and pause of it sounds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from narrate.errors import VoiceError
from narrate.messages import Message
from narrate.speech.open_jtalk import voice_model
from narrate.speech.voice import model_bytes
from narrate.synthesis.delivery import AS_MODELLED, PAUSE
from narrate.synthesis.labels import is_devoiced, phones_of
from narrate.synthesis.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.speech.render import RenderJob
    from narrate.synthesis.labels import Phones
    from narrate.synthesis.speaker import Spoken


@dataclass(frozen=True, slots=True)
class Segment:
    """A mora or a pause: its phones, and its time from the first sound on."""

    phones: tuple[str, ...]
    start_ms: float
    end_ms: float

    @property
    def is_devoiced(self) -> bool:
        """Whether its vowel is whispered."""
        return any(map(is_devoiced, self.phones))


@dataclass(frozen=True, slots=True)
class Course:
    """An utterance in time.

    ``pitch`` are its voiced stretches, each a run of points: milliseconds from the first sound on, and Hz.
    """

    moras: tuple[Segment, ...]
    pauses: tuple[Segment, ...]
    pitch: tuple[tuple[tuple[float, float], ...], ...]

    @property
    def duration_ms(self) -> float:
        """From the first sound to the last."""
        return max((sound.end_ms for sound in self.moras), default=0.0)


def course_of(job: RenderJob) -> Course:
    """How a voice speaks labels.

    hts_engine tells nothing of its pitch; narrate's own engine makes the same of the same model.

    Raises:
        VoiceError: the voice only hums, or its model is damaged.
    """
    path = job.voice.model_path
    if path is None:
        raise VoiceError(
            Message("the voice {name!r} has no pitch to draw", name=job.voice.name),
            hint=Message("choose one that speaks: --voice NAME"),
        )
    model = voice_model(model_bytes(job.voice), path)
    timbre = AS_MODELLED if job.voice.engine == "hts_engine" else job.voice.timbre
    spoken = Speaker(model, timbre).spoken(job.labels, job.delivery)
    ends_ms = spoken.ends_samples * (1000.0 / model.sample_rate_hz)
    sounds = list(_sounds(phones_of(job.labels), [0.0, *ends_ms.tolist()]))
    moras = [sound for number, sound in sounds if number >= 0]
    start_ms = moras[0].start_ms if moras else 0.0
    pauses = [sound for number, sound in sounds if number < 0 and sound.phones == (PAUSE,)]
    return Course(
        tuple(_earlier(mora, start_ms) for mora in moras),
        tuple(_earlier(pause, start_ms) for pause in pauses),
        tuple(_runs(spoken, model.frame_ms, start_ms)),
    )


def _sounds(phones: Phones, borders_ms: list[float]) -> Iterator[tuple[int, Segment]]:
    """Each mora with its number, and each silence with -1."""
    numbered = enumerate(zip(phones.moras.tolist(), phones.names, strict=True))
    for number, group in groupby(numbered, key=lambda entry: entry[1][0]):
        entries = list(group)
        first, last = entries[0][0], entries[-1][0]
        names = tuple(name for _, (_, name) in entries)
        yield number, Segment(names, borders_ms[first], borders_ms[last + 1])


def _earlier(sound: Segment, by_ms: float) -> Segment:
    return Segment(sound.phones, sound.start_ms - by_ms, sound.end_ms - by_ms)


def _runs(spoken: Spoken, frame_ms: float, start_ms: float) -> Iterator[tuple[tuple[float, float], ...]]:
    voiced = np.flatnonzero(spoken.log_f0)
    for run in np.split(voiced, np.flatnonzero(np.diff(voiced) > 1) + 1):
        if len(run):
            times_ms = (run + 0.5) * frame_ms - start_ms
            yield tuple(zip(times_ms.tolist(), np.exp(spoken.log_f0[run]).tolist(), strict=True))
