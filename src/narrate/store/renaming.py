"""Editions whose article has another name now: found again, moved, or left to the one that was built anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.edition.file_names import companion_names
from narrate.errors import EditionError, OutputError
from narrate.ground.files import output_error, real
from narrate.ground.locks import alone
from narrate.ground.system import path_from
from narrate.messages import Message
from narrate.store.facts import file_facts
from narrate.store.folder import lock_path, mp3_name, mp3_path, record_path, record_paths
from narrate.store.owned import keep_foreign_files
from narrate.store.published import is_edition
from narrate.store.record import load_record, open_record, save_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrate.store.record import RecordHead


def edition_of(audio_folder: Path, article: Path) -> str | None:
    """The slug of an article's edition, whether the article is still there or not."""
    sources = ((slug, source) for slug, source, _ in _sources(audio_folder))
    return next((slug for slug, source in sources if source == real(article)), None)


def gone_twin(audio_folder: Path, digest: str | None) -> Path | None:
    """The path of an article that has gone and was, to the letter, what this SHA-256 is of."""
    for _, source, head in _sources(audio_folder):
        if not source.exists() and head.made_from.get(str(source)) == digest:
            return source
    return None


def rename_edition(audio_folder: Path, old: str, new: str, article: Path) -> None:
    """Call the edition ``old`` ``new``, whose article lies at ``article`` now. One that was built anew stays.

    Raises:
        OutputError: a build is under way, something cannot be written, or is not narrate's to replace.
        EditionError: nobody knows what the old edition is.
    """
    with alone(lock_path(audio_folder)) as is_alone:
        if not is_alone:
            raise OutputError(
                Message("a build is under way here"), hint=Message("wait until it is done"), path=audio_folder
            )
        head = open_record(audio_folder, new).head
        try:
            if head is None or not is_edition(mp3_path(audio_folder, new)):
                _move(audio_folder, old, new, article)
            _withdraw(audio_folder, old)
        except OSError as error:
            raise output_error(audio_folder, error) from error


def _sources(audio_folder: Path) -> Iterator[tuple[str, Path, RecordHead]]:
    """Each edition's slug, the path of its article, and the head of its record."""
    for path in record_paths(audio_folder):
        if (head := open_record(audio_folder, path.stem).head) is not None:
            yield path.stem, real(audio_folder / head.source), head


def _move(audio_folder: Path, old: str, new: str, article: Path) -> None:
    record = load_record(audio_folder, old)
    if record is None:
        raise EditionError(
            Message("its record is lost, damaged, or of another version of narrate"),
            hint=Message("build the article under its new name"),
            path=mp3_path(audio_folder, old),
        )
    keep_foreign_files(audio_folder, new, None)
    names = dict(zip(_names(old), _names(new), strict=True))
    moved = {name: facts for name, facts in record.head.made.items() if name in names}
    head = replace(
        record.head,
        source=path_from(real(audio_folder), real(article)),
        made={names[name]: facts for name, facts in moved.items()},
        edition=replace(record.head.edition, slug=new),
    )
    save_record(audio_folder, head, record.utterances, record.edition.cues)
    for name, facts in moved.items():
        if file_facts(audio_folder / name) == facts:
            (audio_folder / name).replace(audio_folder / names[name])


def _withdraw(audio_folder: Path, slug: str) -> None:
    """Remove what is left of an edition, as far as narrate made it."""
    head = open_record(audio_folder, slug).head
    for name, facts in head.made.items() if head else ():
        path = audio_folder / name
        if file_facts(path) == facts:
            path.unlink()
    record_path(audio_folder, slug).unlink(missing_ok=True)


def _names(slug: str) -> tuple[str, ...]:
    return mp3_name(slug), *companion_names(slug)
