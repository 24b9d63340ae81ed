"""Adding a word to a lexicon, or taking it out, without disturbing the rest of its text."""

from __future__ import annotations

import json
import re
import tomllib
from codecs import BOM_UTF8
from contextlib import suppress
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
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from narrate.reading.lexicon.entries import Entry

_HEADER = re.compile(r"""\s*\[\s*("words"|'words'|words)\s*\]""")


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
    """What a lexicon's text says of a word."""
    return _parted(parse_lexicon(text, path), written)[1]


def with_entry(text: str, written: str, kana: str, accent: int | None, pos: str | None, path: Path) -> str:
    """A lexicon's TOML text with one word more, or with its line replaced if it stands there already.

    Raises `SettingsError` if the text or the entry is faulty, or if the text would become so.
    """
    fields: dict[str, object] = {"kana": katakana(kana)}
    fields |= {k: v for k, v in (("accent", accent), ("pos", pos)) if v is not None}
    entry = entry_of(written, fields, path, None)
    checked([entry])
    value = _quoted(entry.kana)
    if len(fields) > 1:
        value = "{ " + ", ".join(f"{k} = {_quoted(v)}" for k, v in fields.items()) + " }"
    row = f"{_quoted(written)} = {value}"
    others, there = _parted(parse_lexicon(text, path), written)
    rows = _rows(text)
    if there is None:
        rows.insert(*_room(rows, row))
    elif there.line:
        rows[there.line - 1] = row + _comment_of(rows[there.line - 1])
    return _proved(rows, text, [*others, entry], path)


def without_entry(text: str, written: str, path: Path) -> str:
    """A lexicon's TOML text without a word.

    Raises:
        SettingsError: the text is faulty or would become so, or the word does not stand there.
    """
    others, there = _parted(parse_lexicon(text, path), written)
    if there is None:
        raise SettingsError(
            Message("{written!r} does not stand there", written=written),
            hint=Message("see 'narrate lexicon list'"),
            path=path,
        )
    rows = [row for number, row in enumerate(_rows(text), 1) if number != there.line]
    return _proved(rows, text, others, path)


def _parted(entries: Sequence[Entry], written: str) -> tuple[list[Entry], Entry | None]:
    """The entries of other words, and that of this one."""
    others = [e for e in entries if fold(e.written) != fold(written)]
    return others, next((e for e in entries if fold(e.written) == fold(written)), None)


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


def _room(rows: list[str], row: str) -> tuple[int, str]:
    """Where a new row goes: to the end of ``[words]``, which is begun where it is missing."""
    head = next((n for n, text in enumerate(rows) if _HEADER.match(text)), None)
    if head is None:
        return len(rows), f"[words]\n{row}"
    later = (n for n in range(head + 1, len(rows)) if rows[n].lstrip().startswith("["))
    return next(later, len(rows)), row


def _proved(rows: Sequence[str], before: str, wanted: Sequence[Entry], path: Path) -> str:
    """The rows as a text, if it says just what it should: not all ways to write TOML are known here."""
    text = "".join(f"{row}\n" for row in rows)
    try:
        is_right = {e.content for e in parse_lexicon(text, path)} == {e.content for e in wanted}
    except SettingsError:
        is_right = False
    if not is_right:
        problem = Message("the file is written in a way that narrate cannot change")
        raise SettingsError(problem, hint=Message("change it by hand"), path=path)
    return text.replace("\n", "\r\n") if "\r\n" in before else text


def _quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
