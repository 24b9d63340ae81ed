"""``narrate say``: one sentence, to hear it."""

from __future__ import annotations

from pathlib import Path

import typer

from narrate.cli.options import ForArticle, LexiconFile, VoiceName, lexicon_file
from narrate.cli.words import worded
from narrate.errors import UsageError
from narrate.messages import Message


def say(
    text: str = typer.Argument(..., metavar="TEXT", help="One sentence."),
    out: Path | None = typer.Option(None, "-o", "--out", metavar="FILE.mp3", help="Write it here."),
    plot: Path | None = typer.Option(
        None,
        "--plot",
        metavar="FILE.png",
        help="Draw its pitch, moras and accents here instead of playing it.",
    ),
    voice: str | None = VoiceName,
    lexicon: Path | None = LexiconFile,
    article: Path | None = ForArticle,
) -> None:
    """Speak one sentence, to a file or aloud, to try a reading, or draw how it sounds.

    The settings beside the lexicon hold here too. A file is replaced only if this command made it.
    """
    from narrate.ground.files import write_whole
    from narrate.production.settings import load_settings, own_words
    from narrate.production.surroundings import Surroundings
    from narrate.reading.frontend import front_end
    from narrate.review.trial import drawn, play, read_alone, spoken
    from narrate.speech.manner import manner_alone, with_pauses
    from narrate.speech.voice import find_voice, voice_folders

    _refuse_outputs(out, plot)
    words = lexicon_file(lexicon, article)
    settings = load_settings(Surroundings(words.parent).settings)
    own, choice = tuple(e for layer in own_words(settings, words) for e in layer), settings.voice
    speaker = find_voice(voice or choice.name, voice_folders(Path.cwd()))
    speaker = speaker.with_prosody(choice.speed, choice.pitch)
    manner = manner_alone(text, speaker.engine, choice.manners)
    manner = with_pauses(manner, settings.pauses.comma, settings.pauses.breath, speaker.engine)
    sentence = read_alone(front_end(own, settings.reading), text, speaker, settings.bit_rate_kbps, manner)
    picture = drawn(sentence, worded) if plot is not None else b""
    trial = spoken(sentence) if out is not None or plot is None else None
    print(sentence.accented)
    if plot is not None:
        write_whole(plot, picture)
    if trial is not None and out is not None:
        write_whole(out, trial.mp3)
    elif trial is not None:
        play(trial)


def _refuse_outputs(out: Path | None, plot: Path | None) -> None:
    """Refuse files that would not be what their names say, or are somebody else's."""
    from narrate.audio.mp3 import is_bare_sound
    from narrate.ground.ownership import bytes_of, keep_foreign
    from narrate.review.pitch_plot import is_own_plot

    if out is not None and out.suffix.lower() != ".mp3":
        problem = Message("{path} would hold an MP3", path=out)
        raise UsageError(problem, hint=Message("give a name that ends in .mp3"))
    if plot is not None and plot.suffix.lower() != ".png":
        problem = Message("{path} would hold a PNG", path=plot)
        raise UsageError(problem, hint=Message("give a name that ends in .png"))
    if out is not None:
        keep_foreign([out], lambda path: is_bare_sound(bytes_of(path)))
    if plot is not None:
        keep_foreign([plot], lambda path: is_own_plot(bytes_of(path)))
