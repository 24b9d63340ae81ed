"""What a user asks to be built, and the name of its edition."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from narrate.audio.mp3 import BIT_RATES_KBPS
from narrate.errors import UsageError
from narrate.ground.choices import FILE_NAME, PROSODY
from narrate.ground.opened import STANDARD_INPUT
from narrate.ground.system import DEVICE_NAMES
from narrate.ground.tables import Kinds, any_text, checked_table, inked_text, one_of, truth
from narrate.messages import Message
from narrate.production.surroundings import Surroundings, surroundings_of

_LONGEST_SLUG_BYTES = 200
"""File systems take 255 bytes; the companions' endings and versions need the rest."""
_DEVICE = re.compile(rf"\A(?:{DEVICE_NAMES})(?=\.|\Z)", re.IGNORECASE)
_FRONT_PAGE = "index"
"""A site's own page: no edition's page may have its name, on disks that take no note of case either."""


_CHOICES: Kinds = {
    "title": inked_text,
    "slug": FILE_NAME,
    "voice": any_text,
    "section": any_text,
    "speed": PROSODY["speed"],
    "pitch": PROSODY["pitch"],
    "bit_rate_kbps": one_of(*BIT_RATES_KBPS),
    "force": truth,
    "strict": truth,
}


def _refused(problem: Message, hint: Message, *_names: str) -> UsageError:
    return UsageError(problem, hint=hint)


@dataclass(frozen=True, slots=True)
class Request:
    """One article to build; ``None`` leaves a choice to front matter, settings and voice.

    The ``path`` ``-`` is standard input, which is read once. ``title`` and ``slug`` hold in place of those of
    the front matter.
    ``section`` is a chapter's number (from 1) or title: all of it is spoken again, of the rest only what
    changed. ``force`` alone means the whole article. ``strict`` makes no edition that lacks a sentence.
    """

    path: Path
    workspace: Path = Path()
    out: Path | None = None
    title: str | None = None
    slug: str | None = None
    voice: str | None = None
    speed: float | None = None
    pitch: float | None = None
    bit_rate_kbps: int | None = None
    force: bool = False
    section: str | None = None
    strict: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be meant.

        Raises:
            UsageError: a choice is not of its kind, or out of its range.
        """
        for name in ("path", "workspace", "out"):
            folder = getattr(self, name)
            if not isinstance(folder, Path) and (name != "out" or folder is not None):
                raise UsageError(
                    Message("{name} is {folder!r}", name=name, folder=folder),
                    hint=Message("it must be a Path"),
                )
        chosen = {name: getattr(self, name) for name in _CHOICES}
        checked_table({n: value for n, value in chosen.items() if value is not None}, _CHOICES, _refused)

    @property
    def is_piped_in(self) -> bool:
        """Whether the article comes by standard input."""
        return self.path == STANDARD_INPUT

    @property
    def surroundings(self) -> Surroundings:
        """The files that hold for the article beside itself."""
        return surroundings_of(self.path, self.workspace)

    @property
    def audio_folder(self) -> Path:
        """Where the edition and the store are written."""
        return self.out or self.workspace / "audio"


def slug_of(path: Path, chosen: str = "") -> str:
    """The name of an article's edition: what was chosen, or its file name, made fit for URLs and any disk.

    Raises:
        UsageError: its page would take the place of the site's front page.
    """
    name = unicodedata.normalize("NFKC", chosen or path.stem)
    fit = re.sub(r"[^\w.-]+", "-", name).strip("-.")
    slug = fit.encode()[:_LONGEST_SLUG_BYTES].decode("utf-8", "ignore").strip("-.") or "article"
    slug = re.sub(r"\.(words)$", r"-\1", slug)  # SLUG.words.vtt is a companion of SLUG
    slug = _DEVICE.sub(r"\g<0>_", slug)
    if slug.lower() == _FRONT_PAGE:
        raise UsageError(
            Message("its page would be {slug}.html, and that is the site's front page", slug=slug),
            hint=Message("give it a 'slug' in its front matter, or rename it"),
            path=path,
        )
    return slug
