"""What is remembered of a built edition: what it was made from, what came out, what was said.

With it an unchanged article is recognised without reading or speaking anything, and a changed one reads
only its new sentences. It is a memory, not a truth: without it, or with a damaged one, a build does more
work and makes the same bytes. Only what lists editions (feed, pages, books) cannot do without.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain, islice, repeat
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from narrate.audio.clip import ClipShape
from narrate.edition.timeline import words_within
from narrate.errors import PIPED_IN
from narrate.ground.files import identity, read_file, real, replacing
from narrate.messages import Foreign, Message, packed, unpacked
from narrate.model import Chapter, Cue, Edition, Role, Ruby, Silence, SpokenWord
from narrate.store.folder import record_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narrate.ground.files import Identity

_FORMAT = 8
_WITHOUT_WORDS = 6
"""The format of records that did not tell when words are heard; they tell what was spoken."""
_UNUSABLE = (OSError, ValueError, LookupError, TypeError, AttributeError)
_HERE = "./"
_ROWS_AT_ONCE = 200
_WORDS = 7
"""Where a sentence's row has its words."""
_ACCENTED = "／"
"""Begins kana that are written with their accents; records of older versions have none."""
_MARKS = str.maketrans("", "", "＼／、")


class ReadingFacts(NamedTuple):
    """What the rest of a build needs to know of a reading. No labels: the text makes no sound.

    ``accented`` is the kana with its accents; empty where they are not known.
    """

    labels_digest: str
    kana: str
    mora_count: int
    silences: tuple[Silence, ...]
    accented: str = ""


class SpokenFacts(NamedTuple):
    """One utterance of a built edition and what its sound depended on."""

    text: str
    reading_key: str
    reading: ReadingFacts
    voice_digest: str
    versions: str
    clip_key: str
    shape: ClipShape
    words: tuple[SpokenWord, ...] = ()


class Unspoken(NamedTuple):
    """A sentence that the edition lacks: its line, of its part, and why it could not be spoken.

    ``clip_key`` is what its clip would have been called; empty where it could not even be read.
    """

    text: str
    line: int
    problem: Message
    hint: Message
    clip_key: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file's length and its CRC-32."""

    byte_count: int
    crc32: int


@dataclass(frozen=True, slots=True)
class RecordHead:
    """An edition as it was built, without its sentences: ``edition`` has no cues here.

    ``source`` is the article's path from the audio folder; that of one that was piped in is ``-`` beside its
    settings. ``made_from`` maps each input (files, options, versions) to a digest, ``None`` for a file that
    was not there; ``made`` maps the names of the files in the audio folder to what they were.
    """

    source: str
    made_from: Mapping[str, str | None]
    made: Mapping[str, FileFacts]
    edition: Edition
    sentence_count: int
    notes: tuple[Message, ...]
    unspoken: tuple[Unspoken, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """An edition as it was built, whole."""

    head: RecordHead
    edition: Edition
    utterances: tuple[SpokenFacts, ...]


def save_record(
    audio_folder: Path, head: RecordHead, utterances: Iterable[SpokenFacts], cues: Iterable[Cue]
) -> None:
    """Write a record: its head on a line, then sentences, cues and, on the last line, sounds.

    A sentence names its sound, which is its voice and its versions, by the number there. The head has a
    check of its own, the rest another.

    Raises:
        OutputError: it cannot be written.
    """
    first = {
        "format": _FORMAT,
        "source": head.source,
        "made_from": {_portable(name, audio_folder): digest for name, digest in head.made_from.items()},
        "made": {name: [f.byte_count, f.crc32] for name, f in head.made.items()},
        "edition": _edition_to_json(head.edition),
        "sentence_count": head.sentence_count,
        "notes": [packed(note) for note in head.notes],
        "unspoken": [_unspoken_to_json(u) for u in head.unspoken],
    }
    sounds: dict[tuple[str, str], int] = {}
    rows = (
        _spoken_to_json(u, sounds.setdefault((u.voice_digest, u.versions), len(sounds))) for u in utterances
    )
    with replacing(record_path(audio_folder, head.edition.slug)) as file:
        _write_checked(file, [_json(first)])
        _write_checked(file, chain(_rows(rows), _rows(map(_cue_to_json, cues)), _sounds(sounds)))


def _write_checked(file: IO[bytes], parts: Iterable[str]) -> None:
    """Write the parts and, behind a tab, their check."""
    check = 0
    for part in parts:
        data = _encoded(part)
        check = zlib.crc32(data, check)
        file.write(data)
    file.write(b"\t" + _check(check))


def _check(crc32: int) -> bytes:
    return f"{crc32:08x}\n".encode()


def _sounds(sounds: Iterable[tuple[str, str]]) -> Iterator[str]:
    """All sounds, which are known when this is asked for."""
    yield _json(list(sounds))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _rows(rows: Iterator[list[Any]]) -> Iterator[str]:
    """A line with a list, some rows at a time: all of a long book's values at once take much memory."""
    opening = "["
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield opening + _json(some)[1:-1]
        opening = ","
    yield "[]\n" if opening == "[" else "]\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


class RecordFile:
    """The record of an edition as it lies on the disk, read once, and parsed as far as somebody asks."""

    def __init__(self, path: Path, data: bytes, seen: Identity | None = None) -> None:
        self._path = path
        self._seen = seen
        self._first, self._end, self._rest = data.partition(b"\n")

    @property
    def is_current(self) -> bool:
        """Whether it still lies there as it was read: records are replaced whole."""
        return identity(self._path) == self._seen

    @cached_property
    def source(self) -> str | None:
        """The path of the edition's article from the audio folder, as a record of any version tells it."""
        try:
            source = json.loads(self._first.split(b"\t")[0])["source"]
        except _UNUSABLE:
            return None
        return source if isinstance(source, str) else None

    @cached_property
    def head(self) -> RecordHead | None:
        """The head; ``None`` where it cannot be used. The rest is not looked at."""
        try:
            return _head_from_json(self._table(), self._path)
        except _UNUSABLE:
            return None

    @cached_property
    def is_whole(self) -> bool:
        """Whether every byte is as it was written."""
        try:
            self._table()
            _checked(self._rest)
        except _UNUSABLE:
            return False
        return True

    def record(self, *, with_cues: bool = True) -> Record | None:
        """The whole record, if wanted without its cues; ``None`` where it cannot be used."""
        try:
            sentences, timed, named = _checked(self._rest).split(b"\n")
            head, sounds = _head_from_json(self._table(), self._path), json.loads(named)
            rows = json.loads(timed) if with_cues else ()
            utterances = tuple(_spoken_from_json(row, sounds) for row in json.loads(sentences))
            words = chain((u.words for u in utterances), repeat(()))
            cues = tuple(_cue_from_json(row, its) for row, its in zip(rows, words, strict=False))
            edition = replace(head.edition, cues=cues)
            return Record(head, edition, utterances)
        except _UNUSABLE:
            return None

    def _table(self) -> dict[str, Any]:
        table: dict[str, Any] = json.loads(_checked(self._first + self._end))
        return table


def was_piped_in(source: str) -> bool:
    """Whether an edition's article, by its record's ``source``, came by standard input: it lies nowhere."""
    return Path(source).name == PIPED_IN


def open_record(audio_folder: Path, slug: str) -> RecordFile:
    """The record of an edition; one that is not there, or cannot be read, is of no use."""
    return opened_record(record_path(audio_folder, slug))


def load_record(audio_folder: Path, slug: str, *, with_cues: bool = True) -> Record | None:
    """The record of an edition, if wanted without its cues; ``None`` where there is none to be used."""
    return open_record(audio_folder, slug).record(with_cues=with_cues)


def head_at(path: Path) -> RecordHead | None:
    """The head of the record at a path, which is all that is read; ``None`` where it cannot be used."""
    try:
        if not path.is_file():  # nor a pipe, on which it would wait
            return None
        with path.open("rb") as file:
            return RecordFile(path, file.readline()).head
    except OSError:
        return None


def opened_record(path: Path) -> RecordFile:
    """The record at a path."""
    seen = identity(path)
    try:
        return RecordFile(path, read_file(path), seen)
    except OSError:
        return RecordFile(path, b"", seen)


def _checked(data: bytes) -> bytes:
    """What stands before its check."""
    content, _, check = data.rpartition(b"\t")
    if check != _check(zlib.crc32(content)):
        raise ValueError
    return content


def _portable(name: str, audio_folder: Path) -> str:
    """A path of the workspace as seen from it: a workspace that was moved or copied stays up to date."""
    home = real(audio_folder).parent
    path = Path(name)
    return _HERE + path.relative_to(home).as_posix() if path.is_relative_to(home) else name


def _found(name: str, path: Path) -> str:
    """What `_portable` wrote into the record at ``path``, where it is now."""
    home = real(path.parents[2]).parent
    return str(home / name.removeprefix(_HERE)) if name.startswith(_HERE) else name


def _head_from_json(table: dict[str, Any], path: Path) -> RecordHead:
    if table["format"] not in (_FORMAT, _WITHOUT_WORDS):
        raise ValueError
    made = {name: FileFacts(*facts) for name, facts in table["made"].items()}
    edition = _edition_from_json(table["edition"])
    count, notes = table["sentence_count"], tuple(map(_note, table["notes"]))
    made_from = {_found(name, path): digest for name, digest in table["made_from"].items()}
    unspoken = tuple(_unspoken_from_json(row) for row in table.get("unspoken", ()))
    return RecordHead(table["source"], made_from, made, edition, count, notes, unspoken)


def _unspoken_from_json(row: list[Any]) -> Unspoken:
    text, line, problem, hint, clip_key, *part = row
    return Unspoken(text, line, _note(problem), _note(hint), clip_key, *part)


def _unspoken_to_json(u: Unspoken) -> list[Any]:
    row = [u.text, u.line, packed(u.problem), packed(u.hint), u.clip_key]
    return [*row, u.part] if u.part else row


def _spoken_to_json(u: SpokenFacts, sound: int) -> list[Any]:
    """A row; ``sound`` is the number of its voice and versions, which a book's sentences share."""
    r = u.reading
    silences = [[s.start, s.end, s.reason] for s in r.silences]
    reading = (r.labels_digest, _kana_to_json(r), r.mora_count, silences)
    words = list(chain.from_iterable(u.words))
    return [u.text, u.reading_key, *reading, sound, words, u.clip_key, *u.shape]


def _spoken_from_json(row: list[Any], sounds: Sequence[tuple[str, str]]) -> SpokenFacts:
    words = row.pop(_WORDS) if isinstance(row[_WORDS], list) else []
    text, reading_key, labels, kana, moras, silences, sound, clip_key, *shape = row
    voice, versions = sounds[sound]
    marks = kana[1:] if kana.startswith(_ACCENTED) else ""
    facts = ReadingFacts(labels, _bare(kana), moras, tuple([Silence(*s) for s in silences]), marks)
    times = tuple([SpokenWord(*words[at : at + 4]) for at in range(0, len(words), 4)])
    return SpokenFacts(text, reading_key, facts, voice, versions, clip_key, ClipShape(*shape), times)


def _kana_to_json(reading: ReadingFacts) -> str:
    """The kana, with their accents where they are known: that makes a record a twentieth larger."""
    marked = _ACCENTED + reading.accented
    return marked if reading.accented and _bare(marked) == reading.kana else reading.kana


def _bare(kana: str) -> str:
    return kana.translate(_MARKS) if kana.startswith(_ACCENTED) else kana


def _edition_to_json(edition: Edition) -> dict[str, Any]:
    fields = {k: getattr(edition, k) for k in Edition.__slots__ if k not in ("chapters", "cues")}
    return fields | {"chapters": [[c.title, c.start_ms, c.end_ms] for c in edition.chapters]}


def _edition_from_json(table: dict[str, Any]) -> Edition:
    chapters = tuple(Chapter(*row) for row in table["chapters"])
    day = date.fromisoformat(table["date"]) if table["date"] else None
    fixed = {"chapters": chapters, "cues": (), "date": day, "credits": tuple(table["credits"])}
    return Edition(**table | fixed)


def _cue_to_json(c: Cue) -> list[Any]:
    rubies = [[r.start, r.end, r.kana] for r in c.rubies]
    return [c.start_ms, c.end_ms, c.text, rubies, c.role, c.paragraph, c.chapter]


def _cue_from_json(row: list[Any], words: tuple[SpokenWord, ...]) -> Cue:
    start, end, text, rubies, role, paragraph, chapter = row
    inside = words_within(words, end - start)
    return Cue(start, end, text, tuple(Ruby(*r) for r in rubies), Role(role), paragraph, chapter, inside)


def _note(value: Any) -> Message:
    """A note as it was told; older records have only its English."""
    note = unpacked(value)
    return note if isinstance(note, Message) else Message("{note}", note=Foreign(note))
