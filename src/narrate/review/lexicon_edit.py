"""Adding a word to a lexicon, or taking it out, without disturbing the rest of its text."""

from __future__ import annotations

import json
import re
import tomllib
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from narrate.errors import SettingsError
from narrate.ground.files import read_file, write_over
from narrate.ground.kana import katakana
from narrate.ground.locks import in_turn
from narrate.ground.toml import read_toml
from narrate.messages import Message
from narrate.reading.lexicon.entries import checked, entry_of, parse_lexicon
from narrate.reading.lexicon.forms import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from narrate.reading.lexicon.entries import Entry

_TABLES = ("words", "confirmed")


class Texts(NamedTuple):
    """A lexicon's text before an edit and after it."""

    before: str
    after: str


def edited(lexicon: Path, edit: Callable[[str], str]) -> Texts:
    """Change a lexicon file, while nobody else does; one that is not there has no text.

    Raises:
        NarrateError: it cannot be read or written, or ``edit`` refuses; nothing is changed.
    """
    with in_turn(lexicon):
        found = read_toml(lexicon)
        before = found.text if found else ""
        after = edit(before)
        write_over(lexicon, _mark_of(lexicon) + after.encode())
    return Texts(before, after)


def _mark_of(lexicon: Path) -> bytes:
    """The byte order mark that a file begins with, if it does."""
    try:
        return BOM_UTF8 if read_file(lexicon).startswith(BOM_UTF8) else b""
    except FileNotFoundError:
        return b""


def entry_in(text: str, written: str, path: Path) -> Entry | None:
    """How a lexicon's text says that a word is read."""
    return _there(parse_lexicon(text, path), written, "words")


def confirmed_in(text: str, written: str, path: Path) -> Entry | None:
    """The reading of a word that a lexicon's text has as right."""
    return _there(parse_lexicon(text, path), written, "confirmed")


def with_entry(text: str, written: str, kana: str, accent: int | None, pos: str | None, path: Path) -> str:
    """A lexicon's TOML text with one word more, or with its line replaced if it stands there already.

    That the word was found right with another reading goes.

    Raises `SettingsError` if the text or the entry is faulty, or if the text would become so.
    """
    fields: dict[str, object] = {"kana": katakana(kana)}
    fields |= {k: v for k, v in (("accent", accent), ("pos", pos)) if v is not None}
    entry = entry_of(written, fields, path, None)
    value = _quoted(entry.kana)
    if len(fields) > 1:
        value = "{ " + ", ".join(f"{k} = {_quoted(v)}" for k, v in fields.items()) + " }"
    text = _with(text, entry, value, path)
    confirmed = confirmed_in(text, written, path)
    if confirmed is None or confirmed.kana == entry.kana:
        return text
    return _with_row(text, None, written, "confirmed", path)


def with_confirmed(text: str, written: str, kana: str, path: Path) -> str:
    """The text with a word that was found right as it is read.

    Raises `SettingsError` if the text or the word is faulty, or if the text would become so.
    """
    entry = replace(entry_of(written, {"kana": kana}, path, None), is_confirmed=True)
    return _with(text, entry, _quoted(entry.kana), path)


def without_entry(text: str, written: str, path: Path) -> str:
    """A lexicon's TOML text without a word, whether it was settled or confirmed.

    Raises:
        SettingsError: the text is faulty or would become so, or the word does not stand there.
    """
    entries = parse_lexicon(text, path)
    gone = [entry for table in _TABLES if (entry := _there(entries, written, table))]
    if not gone:
        raise SettingsError(
            Message("{written!r} does not stand there", written=written),
            hint=Message("see 'narrate lexicon list'"),
            path=path,
        )
    lines = {entry.line for entry in gone}
    rows = [row for number, row in enumerate(_rows(text), 1) if number not in lines]
    return _proved(rows, text, [e for e in entries if e not in gone], path)


def taken_back(text: str, edit: Texts, written: str, path: Path) -> str | None:
    """The text as it was before an edit of a word; what else was written since stays.

    ``None`` where somebody has written that word otherwise since.
    """
    if text == edit.after:
        return edit.before
    for table in _TABLES:
        before, after, now = (_row_of(t, written, table, path) for t in (edit.before, edit.after, text))
        if before == after:
            continue
        if now != after:
            return None
        text = _with_row(text, before, written, table, path)
    return text


def _with_row(text: str, row: str | None, written: str, table: str, path: Path) -> str:
    """The text with another row for a word, or with none."""
    entries = parse_lexicon(text, path)
    there = _there(entries, written, table)
    rows = _rows(text)
    if there is not None and there.line:
        rows[there.line - 1 : there.line] = [] if row is None else [row]
    elif row is not None:
        rows[:] = _with_room(rows, row, table)
    wanted = [e for e in entries if e is not there]
    if row is not None:
        wanted += parse_lexicon(f"[{table}]\n{row}\n", path)
    return _proved(rows, text, wanted, path)


def _with(text: str, entry: Entry, value: str, path: Path) -> str:
    """The text with an entry in place of the one for its word, of which the comment stays."""
    checked([entry])
    table = _TABLES[entry.is_confirmed]
    entries = parse_lexicon(text, path)
    there = _there(entries, entry.written, table)
    rows, row = _rows(text), f"{_quoted(entry.written)} = {value}"
    if there is None:
        rows = _with_room(rows, row, table)
    elif there.line:
        rows[there.line - 1] = row + _comment_of(rows[there.line - 1])
    return _proved(rows, text, [*(e for e in entries if e is not there), entry], path)


def _there(entries: Sequence[Entry], written: str, table: str) -> Entry | None:
    """The entry for a word in a table."""
    form = fold(written)
    return next((e for e in entries if _TABLES[e.is_confirmed] == table and fold(e.written) == form), None)


def _row_of(text: str, written: str, table: str, path: Path) -> str | None:
    """The row that a word has in a table."""
    there = _there(parse_lexicon(text, path), written, table)
    return _rows(text)[there.line - 1] if there and there.line else None


def _rows(text: str) -> list[str]:
    plain = text.replace("\r\n", "\n").removesuffix("\n")
    return plain.split("\n") if plain else []


def _comment_of(row: str) -> str:
    """What a row says behind its entry, with the space between."""
    for sign in re.finditer(r"\s*#", row):
        with suppress(tomllib.TOMLDecodeError):
            tomllib.loads(row[: sign.start()])
            return row[sign.start() :]
    return ""


def _with_room(rows: Sequence[str], row: str, table: str) -> list[str]:
    """The rows with a new one at the end of a table, which is begun where it is missing."""
    header = re.compile(rf"""\s*\[\s*("{table}"|'{table}'|{table})\s*\]""")
    head = next((n for n, text in enumerate(rows) if header.match(text)), None)
    if head is None:
        return [*rows, *([""] if rows and rows[-1] and table != "words" else []), f"[{table}]", row]
    at = next((n for n in range(head + 1, len(rows)) if rows[n].lstrip().startswith("[")), len(rows))
    while at < len(rows) and at > head + 1 and _is_apart(rows[at - 1]):
        at -= 1
    return [*rows[:at], row, *rows[at:]]


def _is_apart(row: str) -> bool:
    """Whether it says nothing, or something of the table below it."""
    return not row.strip() or row.lstrip().startswith("#")


def _proved(rows: Sequence[str], before: str, wanted: Sequence[Entry], path: Path) -> str:
    """The rows as a text, if it says just what it should: not all ways to write TOML are known here."""
    text = "".join(f"{row}\n" for row in rows)
    try:
        is_right = _said(parse_lexicon(text, path)) == _said(wanted)
    except SettingsError:
        is_right = False
    if not is_right:
        problem = Message("the file is written in a way that narrate cannot change")
        raise SettingsError(problem, hint=Message("change it by hand"), path=path)
    return text.replace("\n", "\r\n") if "\r\n" in before else text


def _said(entries: Iterable[Entry]) -> set[tuple[object, ...]]:
    return {(*entry.content, entry.is_confirmed) for entry in entries}


def _quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
