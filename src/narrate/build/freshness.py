"""Is an edition what its inputs would make again? Answered from contents, without reading a sentence."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.build.report import unchanged_report
from narrate.build.request import LEXICON_FILE, SETTINGS_FILE
from narrate.ground.versions import installed_version, source_digest
from narrate.podcast.show import SHOW_FILE
from narrate.speech.voice import voice_files, voice_folders
from narrate.store.facts import file_facts
from narrate.store.record import is_whole, load_head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrate.build.report import BuildReport
    from narrate.build.request import Request
    from narrate.store.record import RecordHead

_PACKAGES = (
    "pyopenjtalk-plus", "sudachipy", "sudachidict-core", "kanalizer", "lameenc", "pydub", "numpy",
    "pillow", "pylopdf-fonts-cjk", "mutagen", "markdown-it-py", "mdit-py-plugins", "pyyaml",
)  # fmt: skip


def fresh_record(request: Request, slug: str) -> RecordHead | None:
    """The record of an edition that is up to date, whole and undamaged; otherwise ``None``."""
    head = load_head(request.audio_folder, slug)
    if head is None or _is_forced(request) or head.made_from != inputs(request, head.edition.cover):
        return None
    folder = request.audio_folder
    whole = all(file_facts(folder / name) == facts for name, facts in head.made.items())
    return head if whole and head.made and is_whole(folder, slug) else None


def _is_forced(request: Request) -> bool:
    return request.force or request.section is not None


def unchanged_edition(request: Request, slug: str) -> BuildReport | None:
    """The report on an edition that is up to date; ``None`` when there is something to do."""
    record = fresh_record(request, slug)
    return None if record is None else unchanged_report(request, record)


def inputs(request: Request, cover: str) -> dict[str, str | None]:
    """Everything that an edition is made from, by name, as digests; files that do not exist too."""
    choices = (request.voice, request.speed, request.pitch, request.bit_rate_kbps)
    found: dict[str, str | None] = {"options": repr(choices), "versions": _versions()}
    for path in {path.resolve(): None for path in _files(request)}:  # a model may be named and found
        found[str(path)] = _digest(path)
    return found | cover_input(request, cover)


def cover_input(request: Request, cover: str) -> dict[str, str | None]:
    """The part of an edition's inputs that only its front matter names."""
    path = request.path.parent / cover
    return {str(path.resolve()): _digest(path)} if cover else {}


def _files(request: Request) -> Iterator[Path]:
    folder = request.path.parent
    yield request.path
    yield from (folder / name for name in (SETTINGS_FILE, LEXICON_FILE, SHOW_FILE))
    yield from voice_files(voice_folders(request.workspace))


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


@lru_cache(maxsize=1)
def _versions() -> str:
    """The versions of all packages that have a say in the bytes, and of narrate's own source."""
    own = f"narrate={source_digest('narrate')}"
    return " ".join([own, *(f"{name}={installed_version(name)}" for name in _PACKAGES)])
