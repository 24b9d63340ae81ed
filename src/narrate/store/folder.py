"""Where everything lies in an audio folder: the one place that knows `.narrate` and ``SLUG.mp3``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN_FOLDER = ".narrate"
"""Under the audio folder: records, clips and covers. Never served, never published."""


def mp3_name(slug: str) -> str:
    """The name of an edition's MP3."""
    return f"{slug}.mp3"


def mp3_path(audio_folder: Path, slug: str) -> Path:
    """The MP3 of an edition."""
    return audio_folder / mp3_name(slug)


def mp3_paths(audio_folder: Path) -> list[Path]:
    """All MP3s in the folder, by name; not all of them need be editions."""
    return sorted(audio_folder.glob("*.mp3"))


def hidden_folder(audio_folder: Path) -> Path:
    """Where all that is kept between builds lies."""
    return audio_folder / HIDDEN_FOLDER


def records_folder(audio_folder: Path) -> Path:
    """Where the records of all editions lie."""
    return hidden_folder(audio_folder) / "editions"


def record_path(audio_folder: Path, slug: str) -> Path:
    """Where the record of an edition lies."""
    return records_folder(audio_folder) / f"{slug}.json"


def record_paths(audio_folder: Path) -> list[Path]:
    """The records of all editions, by slug."""
    return sorted(records_folder(audio_folder).glob("*.json"))


def clips_folder(audio_folder: Path) -> Path:
    """Where the clips lie."""
    return hidden_folder(audio_folder) / "clips"


def covers_folder(audio_folder: Path) -> Path:
    """Where the covers made for tags lie."""
    return hidden_folder(audio_folder) / "covers"


def lock_path(audio_folder: Path) -> Path:
    """The file that builds hold together and a sweep holds alone."""
    return hidden_folder(audio_folder) / "lock"


def edition_lock_path(audio_folder: Path, slug: str) -> Path:
    """The file that a build holds alone while it publishes an edition."""
    return records_folder(audio_folder) / f"{slug}.lock"
