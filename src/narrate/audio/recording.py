"""Clips and the pauses between them -> one recording: where everything lies, and its bytes.

The timeline is the one that players show, without the codec's delay: frame *n* starts at 24 *n* ms.
Joining copies frames; nothing is encoded, nothing is held in memory but one clip.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from narrate.audio.mp3 import (
    DELAY_SAMPLES,
    FRAME_MS,
    SAMPLE_RATE,
    frame_bytes,
    info_frame,
    silent_frame,
)
from narrate.ground.crc import CRC16, CRC32, Crc, crc16_of_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from narrate.audio.clip import Clip, ClipShape
    from narrate.ground.files import Stretch

DROPPED_FRAMES = 1
"""A gapless player drops one frame's worth of samples in all: the encoder's delay and the padding."""


class Placed(NamedTuple):
    """A clip at its place. ``first_frame`` counts audio frames; times are of the voice in it."""

    key: str
    shape: ClipShape
    first_frame: int
    voice_start_ms: int
    voice_end_ms: int


@dataclass(frozen=True, slots=True)
class Recording:
    """Clips at their places in ``frame_count`` frames; every other frame is silent."""

    bit_rate_kbps: int
    clips: tuple[Placed, ...]
    frame_count: int

    @property
    def duration_ms(self) -> int:
        """What players show and gapless ones play."""
        return (self.frame_count - DROPPED_FRAMES) * FRAME_MS

    @property
    def audio_byte_count(self) -> int:
        """The length of the Info frame and all audio frames."""
        return (self.frame_count + 1) * frame_bytes(self.bit_rate_kbps)


class KeptPlace(NamedTuple):
    """Which clip of another recording it is, and the number of the frame where it begins there."""

    number: int
    first_frame: int


class KeptFrames(Protocol):
    """A recording that is there already, whole, and holds some of the clips."""

    def place_of(self, placed: Placed) -> KeptPlace | None:
        """Where the clip lies there; ``None`` where it does not."""

    def frames(self, first_frame: int, frame_count: int) -> Stretch:
        """So many of its frames, as they lie in their file."""


def recording_of(
    clips: Sequence[tuple[str, ClipShape]],
    pauses_ms: Sequence[int],
    bit_rate_kbps: int,
) -> Recording:
    """Place clips, ``pauses_ms[i]`` of silence before clip *i* and the last one behind them all.

    A pause is measured from voice to voice; it is met within one frame.
    """
    assert len(pauses_ms) == len(clips) + 1, "there is a pause before each clip and one at the end"
    placed: list[Placed] = []
    frame, tail_samples = 0, 0
    for (key, shape), pause_ms in zip(clips, pauses_ms, strict=False):
        frame += _silent_frame_count(pause_ms, tail_samples + shape.lead_samples)
        start = frame * FRAME_MS + shape.lead_samples * 1000 // SAMPLE_RATE
        end = start - (-shape.voiced_samples * 1000 // SAMPLE_RATE)
        placed.append(Placed(key, shape, frame, start, end))
        frame += shape.frame_count
        tail_samples = _sample_count(shape.frame_count) - shape.lead_samples - shape.voiced_samples
    frame += max(DROPPED_FRAMES, _silent_frame_count(pauses_ms[-1], tail_samples - DELAY_SAMPLES))
    return Recording(bit_rate_kbps, tuple(placed), frame)


def info_of(recording: Recording) -> bytes:
    """The Info frame on top of all others."""
    crc = _crc(recording, CRC16, lambda shape: shape.music_crc, _silence_crc16)
    return info_frame(recording.frame_count, recording.bit_rate_kbps, crc)


def frames_crc32(recording: Recording) -> int:
    """The CRC-32 of all audio frames, of which none is looked at."""
    return _crc(recording, CRC32, lambda shape: shape.frames_crc32, _silence_crc32)


def frames_of(
    recording: Recording, clip_of: Callable[[str], Clip], kept: KeptFrames | None = None
) -> Iterator[bytes | Stretch]:
    """Every audio frame in order, piece by piece.

    What stands in ``kept`` in the same order, with the same pauses, is one stretch of its file; that is
    found out at once, the pieces are taken one by one.
    """
    parts = list(_parts(recording) if kept is None else _runs(recording, kept))
    return _taken(parts, recording, clip_of, kept)


def clip_frames(recording: Recording, clip_of: Callable[[str], Clip]) -> Iterator[bytes]:
    """Every audio frame in order, all of them from clips."""
    return (_whole(part, recording, clip_of) for part in _parts(recording))


def _taken(
    parts: Iterable[Placed | int | _Run],
    recording: Recording,
    clip_of: Callable[[str], Clip],
    kept: KeptFrames | None,
) -> Iterator[bytes | Stretch]:
    for piece in parts:
        if isinstance(piece, _Run):
            assert kept is not None, "a run is one of another recording"
            yield kept.frames(piece.first_frame, piece.frame_count)
        else:
            yield _whole(piece, recording, clip_of)


def _whole(piece: Placed | int, recording: Recording, clip_of: Callable[[str], Clip]) -> bytes:
    """The frames of a clip, or so many silent ones."""
    return (
        silent_frame(recording.bit_rate_kbps) * piece if isinstance(piece, int) else clip_of(piece.key).frames
    )


def _parts(recording: Recording) -> Iterator[Placed | int]:
    """Clips, and between them counts of silent frames."""
    frame = 0
    for clip in recording.clips:
        if clip.first_frame > frame:
            yield clip.first_frame - frame
        yield clip
        frame = clip.first_frame + clip.shape.frame_count
    if recording.frame_count > frame:
        yield recording.frame_count - frame


@dataclass(frozen=True, slots=True)
class _Run:
    """Frames that stand in another recording as they are wanted here, up to its clip ``last_number``."""

    first_frame: int
    frame_count: int
    last_number: int

    def is_followed_by(self, place: KeptPlace, pause_frames: int) -> bool:
        """Whether the clip at ``place`` is the next one there, after just this silence."""
        frame = self.first_frame + self.frame_count + pause_frames
        return (place.number, place.first_frame) == (self.last_number + 1, frame)


def _runs(recording: Recording, kept: KeptFrames) -> Iterator[Placed | int | _Run]:
    """The parts of a recording, those that can be copied from ``kept`` together as runs."""
    run: _Run | None = None
    pause = 0
    for part in _parts(recording):
        if isinstance(part, int):
            pause = part
            continue
        place, length = kept.place_of(part), part.shape.frame_count
        if run is not None and place is not None and run.is_followed_by(place, pause):
            run = _Run(run.first_frame, run.frame_count + pause + length, place.number)
        else:
            yield from _flushed(run, pause)
            run = None if place is None else _Run(place.first_frame, length, place.number)
            if place is None:
                yield part
        pause = 0
    yield from _flushed(run, pause)


def _flushed(run: _Run | None, pause: int) -> Iterator[int | _Run]:
    if run is not None:
        yield run
    if pause:
        yield pause


def _crc(
    recording: Recording,
    crc: Crc,
    of_clip: Callable[[ClipShape], int],
    of_silence: Callable[[int, int], int],
) -> int:
    """A CRC of all audio frames, joined from those of clips and pauses."""
    rate, parts = recording.bit_rate_kbps, list(_parts(recording))
    crcs = [of_silence(part, rate) if isinstance(part, int) else of_clip(part.shape) for part in parts]
    counts = [part if isinstance(part, int) else part.shape.frame_count for part in parts]
    return crc.of_runs(crcs, counts, frame_bytes(rate))


@lru_cache(maxsize=1024)
def _silence_crc16(frame_count: int, bit_rate_kbps: int) -> int:
    return crc16_of_frames(silent_frame(bit_rate_kbps) * frame_count, frame_bytes(bit_rate_kbps))


@lru_cache(maxsize=1024)
def _silence_crc32(frame_count: int, bit_rate_kbps: int) -> int:
    return zlib.crc32(silent_frame(bit_rate_kbps) * frame_count)


def _sample_count(frame_count: int) -> int:
    return frame_count * FRAME_MS * SAMPLE_RATE // 1000


def _silent_frame_count(pause_ms: int, silent_samples: int) -> int:
    """Frames of silence that make a pause of what the clips' own edges lack."""
    return max(0, round((pause_ms - silent_samples * 1000 / SAMPLE_RATE) / FRAME_MS))


def whole_second_in(gap_start_ms: int, gap_end_ms: int) -> int:
    """The whole second, in ms, for a chapter mark inside a silence.

    The last one that leaves 150 ms before the voice, or else the last one that leaves 60 ms; in both
    cases 60 ms behind the voice before. Players that do not drop the codec's delay seek up to 55 ms early.
    """
    for spare_ms in (150, 60):
        mark = (gap_end_ms - spare_ms) // 1000 * 1000
        if mark >= gap_start_ms + 60:
            return mark
    raise AssertionError(f"no whole second between {gap_start_ms} and {gap_end_ms} ms")
