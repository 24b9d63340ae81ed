"""Editions whose article has another name now: found again, moved, or left to the one that was built anew."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from narrate.edition.file_names import companion_names
from narrate.errors import EditionError, OutputError
from narrate.ground.files import identity, output_error, real
from narrate.ground.locks import alone
from narrate.ground.system import path_from
from narrate.messages import Message
from narrate.store.facts import file_facts
from narrate.store.folder import lock_path, mp3_name, mp3_path, record_path, record_paths
from narrate.store.owned import is_own_mp3, keep_foreign_files
from narrate.store.published import is_edition
from narrate.store.record import head_at, load_record, open_record, save_record, was_piped_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrate.store.record import FileFacts, Record, RecordHead


def edition_of(audio_folder: Path, article: Path) -> str | None:
    """The slug of an article's edition, whether the article is still there or not.

    Of several, whose article had one slug after the other, the one that was built last.
    """
    ours = [slug for slug, source, _ in _sources(audio_folder) if source == real(article)]
    return max(ours, key=lambda slug: _age(audio_folder, slug), default=None)


def are_strangers(audio_folder: Path, old: str, new: str) -> bool:
    """Whether two editions stand there that have less than half of the old one's text in common."""
    before, after = (load_record(audio_folder, slug, with_cues=False) for slug in (old, new))
    if before is None or after is None or not mp3_path(audio_folder, new).is_file():
        return False
    was = {spoken.text for spoken in before.utterances}
    return 2 * len(was & {spoken.text for spoken in after.utterances}) < len(was)


class GoneArticles:
    """Articles that have gone, by their text; looked for once, when somebody asks first."""

    def __init__(self, audio_folder: Path) -> None:
        self._audio_folder = audio_folder

    def twin(self, digest: str | None) -> Path | None:
        """The path of one that was, to the letter, what this SHA-256 is of."""
        return self._by_digest.get(digest) if digest else None

    @cached_property
    def _by_digest(self) -> dict[str | None, Path]:
        gone = [(s, head) for _, s, head in _sources(self._audio_folder) if not s.exists()]
        return {head.made_from.get(str(source)): source for source, head in reversed(gone)}


@dataclass(frozen=True, slots=True)
class Move:
    """An edition that is to be called ``new``, whose article lies at ``article`` now.

    ``record`` is that of the edition ``old``; ``None`` where one was built anew as ``new``, which stays.
    ``is_begun``: it was stopped on its way before.
    """

    audio_folder: Path
    old: str
    new: str
    article: Path
    record: Record | None
    is_begun: bool

    def run(self) -> None:
        """Move what is to be moved. Whoever is stopped here runs it again.

        Raises:
            OutputError: something cannot be written.
            OSError: something cannot be moved.
        """
        if self.record is None:
            return
        if not self.is_begun:
            self._save_record(self.record)
        for name, other in _renamed(self.old, self.new).items():
            if self._is_ours(name, self.record.head.made.get(name)):
                (self.audio_folder / name).replace(self.audio_folder / other)

    def end(self) -> None:
        """Remove what is left of the edition ``old``, as far as narrate made it; its record last.

        Raises:
            OSError: something cannot be removed.
        """
        head = open_record(self.audio_folder, self.old).head
        for name, facts in head.made.items() if head else ():
            if self._is_ours(name, facts):
                (self.audio_folder / name).unlink()
        record_path(self.audio_folder, self.old).unlink(missing_ok=True)

    def _save_record(self, record: Record) -> None:
        head = replace(
            record.head,
            source=path_from(real(self.audio_folder), real(self.article)),
            made=_made_as(record.head, self.old, self.new),
            edition=replace(record.head.edition, slug=self.new),
        )
        save_record(self.audio_folder, head, record.utterances, record.edition.cues)

    def _is_ours(self, name: str, facts: FileFacts | None) -> bool:
        if facts is None:
            return False
        if file_facts(self.audio_folder / name) == facts:
            return True
        head = self.record.head if self.record else None
        return name == mp3_name(self.old) and is_own_mp3(self.audio_folder, self.old, head)


@contextlib.contextmanager
def moving(audio_folder: Path, old: str, new: str, article: Path) -> Iterator[Move]:
    """The way of the edition ``old`` to the name ``new``, with the folder held; nothing is changed yet.

    Raises:
        OutputError: a build is under way, something cannot be written, or is not narrate's to replace.
        EditionError: nobody knows what the old edition is.
    """
    with alone(lock_path(audio_folder)) as is_alone:
        if not is_alone:
            raise OutputError(
                Message("a build is under way here"), hint=Message("wait until it is done"), path=audio_folder
            )
        try:
            yield _planned(audio_folder, old, new, article)
        except OSError as error:
            raise output_error(audio_folder, error) from error


def _planned(audio_folder: Path, old: str, new: str, article: Path) -> Move:
    record, head = load_record(audio_folder, old), open_record(audio_folder, new).head
    is_begun = bool(record and head and _is_half_moved(record.head, head, (old, new), article))
    if head is not None and not is_begun and is_edition(mp3_path(audio_folder, new)):
        return Move(audio_folder, old, new, article, None, is_begun=False)
    if record is None:
        raise EditionError(
            Message("its record is lost, damaged, or of another version of narrate"),
            hint=Message("build the article under its new name"),
            path=mp3_path(audio_folder, old),
        )
    keep_foreign_files(audio_folder, new, head)
    return Move(audio_folder, old, new, article, record, is_begun)


def _is_half_moved(before: RecordHead, after: RecordHead, slugs: tuple[str, str], article: Path) -> bool:
    """Whether a record was written by a move that was stopped, and not by a build."""
    return str(real(article)) not in after.made_from and after.made == _made_as(before, *slugs)


def _made_as(head: RecordHead, old: str, new: str) -> dict[str, FileFacts]:
    """What an edition's files are under its new name."""
    names = _renamed(old, new)
    return {names[name]: facts for name, facts in head.made.items() if name in names}


def _renamed(old: str, new: str) -> dict[str, str]:
    """The names of an edition's files before and after."""
    return dict(zip(_names(old), _names(new), strict=True))


def _names(slug: str) -> tuple[str, ...]:
    return mp3_name(slug), *companion_names(slug)


def _sources(audio_folder: Path) -> Iterator[tuple[str, Path, RecordHead]]:
    """Each edition's slug, the path of its article, and the head of its record; but for what was piped in."""
    for path in record_paths(audio_folder):
        if (head := head_at(path)) is not None and not was_piped_in(head.source):
            yield path.stem, real(audio_folder / head.source), head


def _age(audio_folder: Path, slug: str) -> tuple[bool, int]:
    """How late an edition was built; one whose MP3 has gone was before all others."""
    seen = identity(record_path(audio_folder, slug))
    return mp3_path(audio_folder, slug).is_file(), seen[2] if seen else 0
