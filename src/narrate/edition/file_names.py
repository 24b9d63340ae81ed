"""The names of an edition's files: those for people and scripts, and those that a feed links to.

An app that still holds an earlier MP3 must not be handed the chapters of a later one. A query string cannot
promise that, because a plain web host answers every query with the newest file. So what a feed links to is a
*version*: a file whose name carries the digest of the MP3 that it belongs to, written when the feed or the
site is, and left in place when a later edition comes. The plain names are for people and scripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from narrate.model import Edition

NOTES_SUFFIX = ".notes"
"""No ending that articles have: where editions and articles share a folder, notes must not be one of them."""

VERSIONS = "versions"
"""The folder of versioned companions, beside the MP3 files."""

VERSION_DIGITS = 12
"""How much of an MP3's digest names a version: 48 bits, ample for the editions of one article."""


WORDS_SUFFIX = ".words.vtt"
"""Of the transcript with the time of each word; no slug ends in its first part."""


def companion_names(slug: str) -> tuple[str, str, str, str]:
    """The plain file names of an edition's transcript, chapters, show notes and transcript by words."""
    return f"{slug}.vtt", f"{slug}.chapters.json", f"{slug}{NOTES_SUFFIX}", f"{slug}{WORDS_SUFFIX}"


def version(edition: Edition) -> str:
    """The mark of this very MP3 in names and URLs."""
    return edition.digest[:VERSION_DIGITS]


def transcript_name(edition: Edition) -> str:
    """The published transcript's path below the audio folder: it belongs to one MP3 and never changes."""
    return f"{VERSIONS}/{edition.slug}.{version(edition)}.vtt"


def chapters_name(edition: Edition) -> str:
    """The published JSON chapters' path below the audio folder."""
    return f"{VERSIONS}/{edition.slug}.{version(edition)}.chapters.json"


def superseded_versions(audio_folder: Path, editions: Iterable[Edition]) -> tuple[Path, ...]:
    """The versioned companions of MP3s that have been replaced.

    They may be deleted once no listener holds the old MP3 any more; nothing else depends on them.
    """
    current = {name for e in editions for name in (transcript_name(e), chapters_name(e))}
    found = sorted((audio_folder / VERSIONS).glob("*.*"))
    return tuple(path for path in found if f"{VERSIONS}/{path.name}" not in current)
