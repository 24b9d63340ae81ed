"""One sentence spoken on its own, to hear how a word comes out."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.errors import OutputError, SpeechError, UsageError
from narrate.messages import Foreign, Listed, Message, reason_of
from narrate.reading.accents.notation import accent_phrases, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrate.reading.accents.notation import AccentPhrase
    from narrate.reading.frontend import FrontEnd
    from narrate.speech.render import RenderJob
    from narrate.speech.voice import Voice
    from narrate.synthesis.delivery import Delivery

_PLAYERS = (
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"),
    ("mpv", "--really-quiet", "--no-video"),
    ("mpg123", "-q"),
    ("afplay",),
    ("play", "-q"),
    ("cvlc", "--play-and-exit", "--quiet"),
)
_STARTS_WITHIN_S = 5
_NO_DEVICE = re.compile(r"cannot find card|Unknown PCM|[Ff]ailed to open|audio open failed|No such device")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that was read, and all that decides its sound."""

    text: str
    phrases: tuple[AccentPhrase | None, ...]
    job: RenderJob

    @property
    def accented(self) -> str:
        """Its reading with its accents."""
        return marked(self.phrases)


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence's sound as an MP3."""

    mp3: bytes
    duration_ms: int


def read_alone(
    front_end: FrontEnd, text: str, voice: Voice, bit_rate_kbps: int, manner: Delivery
) -> Sentence:
    """Read ``text``, to be said in that manner.

    Raises:
        SpeechError: it makes no sound.
    """
    from narrate.model import Passage
    from narrate.script.ruby import resolve_ruby
    from narrate.speech.render import RenderJob

    passage, rubies, _ = resolve_ruby(Passage.of(text))
    analysis = front_end.analysis(passage.text, rubies)
    reading = front_end.reading_of(analysis)
    if not reading.labels:
        raise SpeechError(
            Message("{text!r} makes no sound", text=text), hint=Message("write something that can be read")
        )
    job = RenderJob.of(reading, voice, bit_rate_kbps, manner)
    return Sentence(passage.text, tuple(accent_phrases(analysis.features)), job)


def spoken(sentence: Sentence) -> Trial:
    """Speak it."""
    from narrate.speech.render import render

    clip = render(sentence.job)
    return Trial(clip.frames, clip.shape.duration_ms)


def drawn(sentence: Sentence, worded: Callable[[Message], str]) -> bytes:
    """Draw its pitch, moras and accents: a PNG with a legend in the words of ``worded``.

    Raises:
        NarrateError: the voice has no pitch, or the sentence is too long.
    """
    from narrate.review.pitch_plot import Sketch, plot_png
    from narrate.speech.course import course_of

    phrases = tuple(phrase for phrase in sentence.phrases if phrase)
    name = sentence.job.voice.name
    return plot_png(Sketch(sentence.text, name, course_of(sentence.job), phrases), worded)


def play(trial: Trial) -> None:
    """Play it with whatever player the machine has.

    Raises:
        UsageError: it has none, or none that can be heard.
    """
    failed: Message | None = None
    for name, *options in _PLAYERS:
        player = shutil.which(name)
        if player is None:
            continue
        fault = _fault_of([player, *options], trial)
        if not fault:
            return
        failed = Message("{name} cannot play it ({fault})", name=name, fault=fault)
    if failed:
        raise UsageError(failed, hint=Message("give -o FILE.mp3"))
    names = Listed(name for name, *_ in _PLAYERS)
    problem = Message("there is no player on this machine: install one of {names}", names=names)
    raise UsageError(problem, hint=Message("or give -o FILE.mp3"))


def _written(mp3: bytes, path: Path) -> Path:
    try:
        path.write_bytes(mp3)
    except OSError as error:
        raise OutputError(
            Message("cannot be written ({reason})", reason=reason_of(error)),
            hint=Message("give -o FILE.mp3"),
            path=path,
        ) from error
    return path


def _fault_of(player: Sequence[str], trial: Trial) -> str:
    """Why a player could not be heard; empty where it could."""
    with tempfile.TemporaryDirectory() as folder:
        path = _written(trial.mp3, Path(folder) / "say.mp3")
        patience_s = trial.duration_ms / 1000 + _STARTS_WITHIN_S
        try:
            done = subprocess.run(  # noqa: S603 - a fixed list
                [*player, str(path)], check=False, capture_output=True, timeout=patience_s
            )
        except subprocess.TimeoutExpired:  # so does mpg123 where there is no sound card
            return Message("it does not come to an end")
        except OSError as error:
            return reason_of(error)
    told = done.stderr.decode(errors="replace").strip()
    if not done.returncode and not _NO_DEVICE.search(told):
        return ""
    return Foreign(told.splitlines()[-1]) if told else Message("code {code}", code=done.returncode)
