"""``narrate say``: one sentence, to hear it."""

from __future__ import annotations

from pathlib import Path

import typer

from narrate.cli.options import ForArticle, LexiconFile, VoiceName, lexicon_file
from narrate.errors import UsageError
from narrate.messages import Message


def say(
    text: str = typer.Argument(..., metavar="TEXT", help="One sentence."),
    out: Path | None = typer.Option(None, "-o", "--out", metavar="FILE.mp3", help="Write it here."),
    voice: str | None = VoiceName,
    lexicon: Path | None = LexiconFile,
    article: Path | None = ForArticle,
) -> None:
    """Speak one sentence, to a file or aloud, to try a reading.

    The settings beside the lexicon hold here too. A file is replaced only if this command made it.
    """
    from narrate.audio.mp3 import is_bare_sound
    from narrate.ground.ownership import bytes_of, keep_foreign
    from narrate.production.settings import load_settings
    from narrate.production.surroundings import Surroundings
    from narrate.reading.frontend import front_end
    from narrate.reading.lexicon.entries import load_lexicon
    from narrate.review.trial import play, try_out
    from narrate.speech.manner import manner_alone, with_pauses
    from narrate.speech.voice import find_voice, voice_folders

    if out is not None and out.suffix.lower() != ".mp3":
        problem = Message("{path} would hold an MP3", path=out)
        raise UsageError(problem, hint=Message("give a name that ends in .mp3"))
    if out is not None:
        keep_foreign([out], lambda path: is_bare_sound(bytes_of(path)))
    words = lexicon_file(lexicon, article)
    settings = load_settings(Surroundings(words.parent).settings)
    own, choice = load_lexicon(words), settings.voice
    speaker = find_voice(voice or choice.name, voice_folders(Path.cwd()))
    speaker = speaker.with_prosody(choice.speed, choice.pitch)
    manner = manner_alone(text, speaker.engine, choice.manners)
    manner = with_pauses(manner, settings.pauses.comma, settings.pauses.breath, speaker.engine)
    trial = try_out(front_end(own, settings.reading), text, speaker, settings.bit_rate_kbps, manner)
    print(trial.accented)
    if out is not None:
        from narrate.ground.files import write_whole

        write_whole(out, trial.mp3)
    else:
        play(trial)
