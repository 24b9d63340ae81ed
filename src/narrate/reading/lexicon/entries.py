"""Entries of a lexicon: a word and how it is read, from files, front matter and ruby."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from narrate.errors import SettingsError
from narrate.ground.files import read_file
from narrate.ground.kana import is_kana, is_sayable, katakana, moras
from narrate.ground.tables import (
    Range,
    UnwantedError,
    any_text,
    checked_table,
    checked_value,
    one_of,
    or_none,
)
from narrate.ground.toml import parse_toml, read_toml
from narrate.messages import Message
from narrate.reading.lexicon.forms import fold
from narrate.reading.text.said import said_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from narrate.ground.opened import Read
    from narrate.ground.tables import Kinds
    from narrate.ground.toml import TomlFile
    from narrate.model import Ruby

POS = {
    "noun": "名詞,一般,*,*",
    "verbal": "名詞,サ変接続,*,*",
    "name": "名詞,固有名詞,一般,*",
    "surname": "名詞,固有名詞,人名,姓",
    "given": "名詞,固有名詞,人名,名",
    "place": "名詞,固有名詞,地域,一般",
    "organization": "名詞,固有名詞,組織,*",
    "suffix": "名詞,接尾,一般,*",
}
"""What ``pos`` may be, and the part of speech of Open JTalk's dictionary behind it."""
LONGEST_WORD = 100
"""Characters, and kana; the compiler of dictionaries takes eight times as many."""
_HINT = Message('write one word a line: "尾上" = "オノエ"')


@dataclass(frozen=True, slots=True)
class Entry:
    """``written`` is read ``kana``.

    ``accent`` is the mora after which the pitch falls (0: it does not fall, None: by rule); ``pos`` is
    a key of `POS`. ``path`` and ``line`` say where the entry stands. One that ``is_confirmed`` only says that
    the word was right as it was read: it decides no reading.
    """

    written: str
    kana: str
    accent: int | None = None
    pos: str | None = None
    path: str = ""
    line: int | None = None
    is_confirmed: bool = False

    @property
    def content(self) -> tuple[str, str, int | None, str | None]:
        """What of the entry decides a reading."""
        return self.written, self.kana, self.accent, self.pos


def load_lexicon(path: Path, read: Read = read_file) -> tuple[Entry, ...]:
    """The entries of a lexicon file; none where there is no such file.

    Raises `SettingsError`, with the line, for a faulty entry.
    """
    return lexicon_in(path, read) or ()


def lexicon_in(path: Path, read: Read = read_file) -> tuple[Entry, ...] | None:
    """The same, but ``None`` where there is no such file."""
    file = read_toml(path, hint=_HINT, read=read)
    return lexicon_of(file) if file else None


def parse_lexicon(text: str, path: Path | str) -> tuple[Entry, ...]:
    """The entries of a lexicon's TOML text: ``[words]``, then ``"written" = "kana"`` line by line.

    ``[confirmed]`` has the words that somebody found right as they are read, in the same way.
    """
    return lexicon_of(parse_toml(text, path, hint=_HINT))


def lexicon_of(file: TomlFile) -> tuple[Entry, ...]:
    """The entries of a lexicon file. Raises `SettingsError`, with the line, for a faulty one."""
    for key in file.values:
        if key not in ("words", "confirmed"):
            raise file.fault(
                Message("unknown table {key!r}", key=key), Message("put the words under [words]"), key
            )
    words = [entry_of(w, v, file.path, line) for w, v, line in _rows_of(file, "words")]
    found_right = [entry_of(w, {"kana": v}, file.path, line) for w, v, line in _rows_of(file, "confirmed")]
    confirmed = (replace(entry, is_confirmed=True) for entry in checked(found_right))
    return (*checked(words), *confirmed)


def _rows_of(file: TomlFile, table: str) -> list[tuple[str, object, int | None]]:
    """The words of a table, what it says of each, and the line."""
    rows = file.values.get(table, {})
    if not isinstance(rows, dict):
        problem = Message("{table} is no table", table=table)
        raise file.fault(problem, Message("begin the list with a line [{table}]", table=table), table)
    return [(written, value, file.line_of(table, written)) for written, value in rows.items()]


def entries_of(
    mappings: Sequence[Mapping[str, object]],
    path: Path | str,
    line_of: Callable[..., int | None] = lambda *_: None,
) -> tuple[Entry, ...]:
    """The entries of an article's front matter.

    Each mapping is ``{written: kana}``, or has the keys ``written``, ``kana`` and, if wanted, ``accent``
    and ``pos``. ``line_of`` tells the line of a mapping, by its number, and of a written form in it.
    Raises `SettingsError` for a faulty entry.
    """
    entries: list[Entry] = []
    for number, mapping in enumerate(mappings):
        if "written" in mapping:
            rest = {k: v for k, v in mapping.items() if k != "written"}
            written = str(mapping["written"])
            entries.append(entry_of(written, rest, path, line_of(number, written)))
        elif "kana" in mapping:
            raise SettingsError(
                Message("a reading without a word"),
                hint=Message("write {example}", example="{written: 尾上, kana: オノエ}"),
                path=path,
                line=line_of(number),
            )
        else:
            entries += [entry_of(str(w), v, path, line_of(number, str(w))) for w, v in mapping.items()]
    return checked(entries)


def entries_of_ruby(
    sentences: Iterable[tuple[str, Iterable[Ruby], Path | str, int]],
) -> tuple[Entry, ...]:
    """The readings an author gave, as entries for the same words in the rest of the article.

    Of each sentence its text, its rubies, its file and its line. A single kanji is left out,
    since it reads otherwise in other words, and so is a word that the author reads in two ways.
    """
    found: dict[str, dict[str, tuple[Path | str, int]]] = {}
    for text, rubies, path, line in sentences:
        for ruby in rubies:
            written = text[ruby.start : ruby.end]
            if 1 < len(written) <= LONGEST_WORD and len(ruby.kana) <= LONGEST_WORD:
                found.setdefault(written, {}).setdefault(katakana(ruby.kana), (path, line))
    return tuple(
        Entry(written, kana, path=str(path), line=line)
        for written, kinds in found.items()
        if len(kinds) == 1
        for kana, (path, line) in kinds.items()
    )


def entry_of(written: str, value: object, path: Path | str, line: int | None) -> Entry:
    """One entry from its kana or its table. Raises `SettingsError` if it is faulty."""

    def fault(problem: Message, hint: Message, *_names: str) -> SettingsError:
        return SettingsError(
            Message("{written!r}: {problem}", written=written, problem=problem),
            hint=hint,
            path=path,
            line=line,
        )

    fields = value if isinstance(value, dict) else {"kana": value}
    if "kana" not in fields:
        raise fault(Message("no reading"), Message('write "{written}" = "カナ"', written=written))
    kana = checked_value(fields["kana"], _kana, fault, "kana")
    more = checked_table(fields, _kinds(len(moras(kana))), fault) if len(fields) > 1 else {}
    return Entry(written, kana, more.get("accent"), more.get("pos"), str(path), line)


def _kana(value: object) -> str:
    kana = katakana("".join(any_text(value).split()))
    if not is_sayable(kana):
        raise UnwantedError(Message("kana that can be spoken, as it sounds"))
    return kana


@cache
def _kinds(mora_count: int) -> Kinds:
    """What an entry's table may have beside its kana, which has so many moras."""
    return {
        "kana": any_text,
        "accent": or_none(Range(0, mora_count, Message("moras")).whole),
        "pos": or_none(one_of(*POS)),
    }


def _is_unmatched(character: str) -> bool:
    """Whether a character stands in no sentence: ends of lines and controls do not."""
    return character != "\t" and unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs")


def _has_sound(character: str) -> bool:
    """Whether a character may have one: a letter, a sign, one of a font's own."""
    category = unicodedata.category(character)
    return category[0] in "LNS" or category == "Co"


def checked(entries: list[Entry]) -> tuple[Entry, ...]:
    """The entries. Raises `SettingsError` for one that can never match or that stands twice."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        fault = _fault_of(entry) or _twice(entry, seen.setdefault(fold(entry.written), entry))
        if fault is not None:
            raise SettingsError(fault[0], hint=fault[1], path=entry.path, line=entry.line)
    return tuple(entries)


def _fault_of(entry: Entry) -> tuple[Message, Message] | None:
    """What is wrong with an entry by itself, and what to do."""
    written = entry.written
    if max(len(written), len(entry.kana)) > LONGEST_WORD:
        return (
            Message("{written!r} is too long for a word", written=written[:20] + "…"),
            Message(
                "{count} characters and {count} kana are the most; give a longer passage ruby",
                count=LONGEST_WORD,
            ),
        )
    never = Message("{written!r} can never match", written=written)
    if not any(map(_has_sound, written)):
        return never, Message("it holds neither a letter nor a sign that could be said")
    if any(map(_is_unmatched, written)):
        return never, Message("it holds a line break or a control character")
    said = said_form(written)
    whole = Message("write the whole word that it belongs to")
    if written == "〇":
        return Message("{written!r} is a figure of many numbers", written=written), whole
    if len(said) == 1 and is_kana(said):
        return Message("{written!r} stands in nearly every sentence", written=written), whole
    return None


def _twice(entry: Entry, twin: Entry) -> tuple[Message, Message] | None:
    if twin is entry:
        return None
    problem = Message("{written!r} stands already", written=entry.written)
    if twin.line:
        problem = Message("{written!r} stands already in line {line}", written=entry.written, line=twin.line)
    return problem, Message("keep one of the two")
