"""The files beside an MP3: transcript, JSON chapters, show notes and transcript by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.edition.chapters_json import chapters_json
from narrate.edition.file_names import companion_names
from narrate.edition.show_notes import notes_file
from narrate.edition.transcript import webvtt, words_webvtt
from narrate.ground.files import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrate.model import Edition


def companions(edition: Edition) -> dict[str, str]:
    """The companions' texts by plain file name."""
    texts = (webvtt(edition), chapters_json(edition), notes_file(edition), words_webvtt(edition))
    return dict(zip(companion_names(edition.slug), texts, strict=True))


def write_companions(texts: Mapping[str, str], audio_folder: Path) -> dict[Path, bytes]:
    """Write `companions` into ``audio_folder``; files that hold the right bytes already are left alone.

    Each file is whole at every moment. Returns what all of them hold. Raises `OutputError`.
    """
    made = {audio_folder / name: text.encode() for name, text in texts.items()}
    for path, data in made.items():
        write_if_changed(path, data)
    return made
