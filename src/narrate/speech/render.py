"""Labels -> clip: the one pure function that costs time. It runs in threads, or on other machines."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from narrate.audio.mp3 import lame_quality
from narrate.errors import SpeechError
from narrate.ground.versions import installed_version
from narrate.messages import Message
from narrate.model import SpokenWord
from narrate.speech.engine import ENGINES
from narrate.speech.manner import stressed_moras
from narrate.speech.voice import model_bytes
from narrate.synthesis.delivery import NEUTRAL, Delivery, have_pauses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrate.audio.clip import Clip
    from narrate.model import HeardWord, Reading
    from narrate.speech.engine import Engine
    from narrate.speech.voice import Voice

RENDER_VERSION = 4
"""Raised whenever the engine or the editing of a clip changes its samples."""

_PAUSES_MARK = "~"

_OWN = threading.local()


@dataclass(frozen=True, slots=True)
class RenderJob:
    """Everything that decides a clip's sound."""

    labels: tuple[str, ...]
    voice: Voice
    bit_rate_kbps: int
    manner: Delivery = NEUTRAL

    @classmethod
    def of(
        cls,
        reading: Reading,
        voice: Voice,
        bit_rate_kbps: int,
        manner: Delivery,
        stressed: Iterable[tuple[int, int]] = (),
    ) -> Self:
        """A sentence that is read so, in a manner; ``stressed``: written stretches that stand out."""
        moras = stressed_moras(stressed, reading.words)
        told = replace(manner, breaths=reading.breaths, stressed=moras)
        return cls(reading.labels, voice, bit_rate_kbps, told)

    @property
    def delivery(self) -> Delivery:
        """How it is said: the manner, at the voice's own speed and pitch, in its shade."""
        voice, manner = self.voice, self.manner
        return replace(
            manner,
            speed=voice.speed * manner.speed,
            semitones=voice.pitch + manner.semitones,
            span=voice.span * manner.span,
            warp=voice.warp + manner.warp,
        )


def labels_digest(
    labels: tuple[str, ...], breaths: tuple[int, ...] = (), stressed: tuple[tuple[int, int], ...] = ()
) -> str:
    """A digest of full-context labels, of which of their pauses are breaths and which moras stressed, in hex.

    It ends in a mark where there are pauses: how long they are is then part of the sound.
    """
    told = (*labels, *map(str, breaths), *map(repr, stressed))
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]
    return digest + _PAUSES_MARK if have_pauses(labels) else digest


def has_pauses(digest: str) -> bool:
    """Whether labels of that digest have pauses inside."""
    return digest.endswith(_PAUSES_MARK)


@lru_cache(maxsize=1)
def engine_versions() -> str:
    """The versions of everything between labels and frames."""
    from narrate.audio.lame import encoder_package

    names = ("pyopenjtalk-plus", encoder_package(), "pydub")
    return " ".join([f"render={RENDER_VERSION}", *(f"{n}={installed_version(n)}" for n in names)])


@lru_cache(maxsize=16)
def sound_versions(bit_rate_kbps: int) -> str:
    """What of engine and encoder decides a sound, beside labels and voice."""
    return f"{engine_versions()} lame={lame_quality(bit_rate_kbps)}@{bit_rate_kbps}"


def clip_key(labels: str, voice: str, bit_rate_kbps: int) -> str:
    """The key of a clip, 32 hexadecimal digits.

    It is made of the digests of its labels and of its voice with its manner, the encoder's settings and the
    versions; of nothing else: not the text, the pauses between sentences or the tag.
    """
    parts = ("clip-1", labels, voice, sound_versions(bit_rate_kbps))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def render(job: RenderJob) -> Clip:
    """Speak, edit and encode one utterance. The same job gives the same bytes on every thread.

    Raises:
        UnspokenError: it makes no sound.
    """
    from narrate.audio.clip import Clip
    from narrate.audio.editing import edited
    from narrate.audio.mp3 import encode

    sound = _engine(job.voice).sound(job.labels, job.delivery)
    speech = edited(sound.samples, int(sound.start_ms), job.voice.gain_db)
    frames = encode(speech.samples, job.bit_rate_kbps)
    return Clip.of(frames, job.bit_rate_kbps, speech.lead_samples, speech.voiced_samples)


def spoken_words(job: RenderJob, words: Iterable[HeardWord]) -> tuple[SpokenWord, ...]:
    """When each of the words is heard in the clip of a job; costs a hundredth of it."""
    start_ms, starts_ms, ends_ms = _engine(job.voice).heard(job.labels, job.delivery)
    lead_ms = start_ms - int(start_ms)  # clips begin on whole milliseconds
    last = len(starts_ms) - 1
    return tuple(
        SpokenWord(
            word.start,
            word.end,
            round(starts_ms[min(word.first_mora, last)] + lead_ms),
            round(ends_ms[min(word.end_mora - 1, last)] + lead_ms),
        )
        for word in words
    )


def fitting(clip: Clip, bit_rate_kbps: int) -> Clip:
    """The clip, before it is kept.

    Raises:
        SpeechError: it does not fit its own shape, or has another bit rate.
    """
    from narrate.audio.clip import misfit_of

    misfit = misfit_of(clip, bit_rate_kbps)
    if misfit:
        raise SpeechError(Message("what was rendered cannot be used: {fault}", fault=misfit))
    return clip


def _engine(voice: Voice) -> Engine:
    """This thread's engine for the voice's model."""
    engines: dict[str, Engine] = _OWN.__dict__.setdefault("engines", {})
    key = f"{voice.engine} {voice.model_digest} {voice.timbre}"
    if key not in engines:
        model_bytes(voice)
        engines[key] = ENGINES[voice.engine](voice)
    return engines[key]
