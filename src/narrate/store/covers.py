"""The cover in the tag: the author's image or a drawn one, made once and kept by what decides it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from narrate.edition.cover import AuthorImage, cover_mark, tag_cover
from narrate.ground.files import write_whole
from narrate.ground.versions import installed_version
from narrate.store.folder import covers_folder

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST_BYTES = 32


def kept_tag_cover(image: AuthorImage | None, title: str, author: str, audio_folder: Path) -> bytes | None:
    """The JPEG for a tag; ``None`` where no type to draw a title with is installed.

    Raises:
        SettingsError: the image cannot be used.
        OutputError: the audio folder cannot be written.
    """
    versions = [installed_version(name) for name in ("pillow", "pylopdf-fonts-cjk")]
    name = "-".join([cover_mark(image, title, author), *versions])
    path = covers_folder(audio_folder) / name
    kept = _sound(path)
    if kept is None and (kept := tag_cover(image, title, author)) is not None:
        write_whole(path, hashlib.sha256(kept).digest() + kept)
    return kept


def _sound(path: Path) -> bytes | None:
    """The kept picture, unless it is absent or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    picture = data[_DIGEST_BYTES:]
    return picture if hashlib.sha256(picture).digest() == data[:_DIGEST_BYTES] else None
