"""Options and arguments that several commands share."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer

from narrate.errors import UsageError
from narrate.ground.choices import DEFAULT_BIT_RATE_KBPS, PITCH, SPEED
from narrate.messages import Listed, Message


def _finite(param: typer.CallbackParam, number: float | None) -> float | None:
    if number is not None and not math.isfinite(number):
        problem = Message("--{option} {number} is no number", option=param.name, number=number)
        raise UsageError(problem, hint=Message("give one like 1.1"))
    return number


def _bit_rate(kbps: int | None) -> int | None:
    from narrate.audio.mp3 import BIT_RATES_KBPS

    if kbps is not None and kbps not in BIT_RATES_KBPS:
        problem = Message("--bitrate {kbps} cannot be had", kbps=kbps)
        raise UsageError(problem, hint=Message("there are: {names}", names=Listed(BIT_RATES_KBPS)))
    return kbps


def as_typed(word: str) -> str:
    """A file's name, which may have any bytes, or a web address."""
    return word


Articles = typer.Argument(
    ..., metavar="ARTICLE…", show_default=False, parser=as_typed,
    help="Plain text, Markdown, HTML, EPUB or Word files, a web address, or - for standard input.",
)  # fmt: skip

Article = typer.Argument(
    ..., metavar="ARTICLE", parser=as_typed,
    help="A plain text, Markdown, HTML, EPUB or Word file, a web address, or - for standard input.",
)  # fmt: skip

AllowLocal = typer.Option(False, "--allow-local", help="Fetch from the local network and this machine, too.")

Title = typer.Option(
    None, "--title", metavar="TEXT", help="The title of the only ARTICLE, in place of its own."
)

Slug = typer.Option(
    None, "--slug", metavar="NAME",
    help="What the edition of the only ARTICLE is called. [default: as the file, or as the title of -]",
)  # fmt: skip

Out = typer.Option(
    None, "--out", metavar="DIR", readable=False, help="Where editions and clips go. [default: audio]"
)

VoiceName = typer.Option(None, "--voice", metavar="NAME", help="A voice; see 'narrate voices'.")

Speed = typer.Option(
    None, "--speed", metavar="X", min=SPEED.low, max=SPEED.high, callback=_finite,
    help="Speed; 1.0 is that of the voice's model. [default: the settings' or the voice's own]",
)  # fmt: skip

Pitch = typer.Option(
    None, "--pitch", metavar="SEMITONES", min=PITCH.low, max=PITCH.high, callback=_finite,
    help="Higher or lower than the voice's model.",
)  # fmt: skip

BitRate = typer.Option(
    None, "--bitrate", metavar="K", callback=_bit_rate,
    help=f"kbit/s: 64, 80, 96, 112, 128 … [default: the settings' or {DEFAULT_BIT_RATE_KBPS}]",
)  # fmt: skip
LexiconFile = typer.Option(
    None, "--file", metavar="FILE", readable=False,
    help="The lexicon. [default: lexicon.toml in the folder of the articles]",
)  # fmt: skip
ForArticle = typer.Option(
    None, "--for", metavar="ARTICLE", readable=False, help="The lexicon in this article's folder."
)
Text = Annotated[
    Path | None,
    typer.Option(
        "--text",
        help="The folder with show.toml and the authors' images. [default: the folder of the articles]",
        metavar="FOLDER",
    ),
]
Audio = Annotated[Path, typer.Option("--audio", help="The folder with the editions.", metavar="FOLDER")]
AUDIO_FOLDER = Path("audio")
"""Where editions go, unless somebody says otherwise."""


def text_folder(chosen: Path | None) -> Path:
    """The folder of the articles, unless somebody says otherwise."""
    from narrate.production.surroundings import surroundings_of

    return chosen or surroundings_of().folder


def lexicon_file(chosen: Path | None, article: Path | None) -> Path:
    """The lexicon that is meant.

    Raises:
        UsageError: by two options that do not go together, or by an article that is not there.
    """
    from narrate.production.surroundings import surroundings_of

    if chosen is not None and article is not None:
        raise UsageError(Message("--file and --for do not go together"), hint=Message("give one of the two"))
    if article is not None and not article.is_file():
        raise UsageError(Message("there is no such file"), hint=Message("check the path"), path=article)
    return chosen or surroundings_of(article).lexicon
