"""Clips on their way into an edition: out of the store, and made again where they turn out to be damaged.

The speaking of a plan looks at the headers of stored clips only: to read ten hours of frames twice would
take longer than to speak a new sentence. What is damaged behind a sound header shows when it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.audio.clip import Clip
from narrate.audio.recording import KeptPlace
from narrate.errors import OutputError
from narrate.messages import Message
from narrate.production.kept import job_of
from narrate.production.report import Reason
from narrate.speech.render import fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.audio.recording import Placed
    from narrate.ground.files import Stretch
    from narrate.production.kept import Kept
    from narrate.production.speaking import Spoken
    from narrate.speech.workers import Workers


class SoundClips:
    """The clips of spoken utterances by their keys, each looked at; and runs of an MP3 that was looked at."""

    def __init__(self, kept: Kept, spoken: Sequence[Spoken], workers: Workers) -> None:
        self._kept = kept
        self._spoken = {s.clip_key: s for s in spoken}
        self._workers = workers
        self._made_again: set[str] = set()

    def __call__(self, key: str) -> Clip:
        """The clip of this key.

        Raises:
            SpeechError: it was damaged and cannot be spoken again.
            OutputError: it was damaged, and what is made now is not what its header told.
        """
        spoken = self._spoken[key]
        if spoken.reason is None:  # one file in a row is read faster than thousands
            frames = self._kept.published.frames(key, spoken.shape)
            if frames is not None:
                return Clip(spoken.shape, frames)
        clip = self._kept.store.get(key)
        return clip if clip and clip.shape == spoken.shape else self._mended(spoken)

    def place_of(self, placed: Placed) -> KeptPlace | None:
        """Where a clip that was kept lies in the last MP3, if that is known to be whole."""
        if self._spoken[placed.key].reason is not None:
            return None
        row = self._kept.published.place_of(placed.key, placed.shape)
        return KeptPlace(row.number, row.first_frame) if row else None

    def frames(self, first_frame: int, frame_count: int) -> Stretch:
        """Frames of the last MP3."""
        return self._kept.published.stretch(first_frame, frame_count)

    def close(self) -> None:
        """Let go of the files that were read."""
        self._kept.published.close()

    def told(self, spoken: Sequence[Spoken]) -> list[Spoken]:
        """The utterances, with the reason of those that were spoken again on the way."""
        return [s._replace(reason=Reason.DAMAGED) if s.clip_key in self._made_again else s for s in spoken]

    def _mended(self, s: Spoken) -> Clip:
        clip = self._kept.published_clip(s.clip_key)
        if clip is None:
            reading, facts = self._kept.read(s.planned)
            if self._kept.key(s.planned, facts) != s.clip_key:
                raise OutputError(
                    Message("a clip was damaged, and its sentence is read otherwise now"),
                    hint=Message("run the same command again with --force"),
                    path=self._kept.store.folder,
                )
            job = job_of(s.planned, reading, self._kept.plan.bit_rate_kbps)
            clip = fitting(self._workers.submit(job, s.planned.utterance.text).result(), job.bit_rate_kbps)
            self._made_again.add(s.clip_key)
        self._kept.store.put(s.clip_key, clip)
        if clip.shape != s.shape:
            raise OutputError(
                Message("a clip was damaged while the file was written"),
                hint=Message("run the same command again"),
                path=self._kept.store.folder,
            )
        return clip
