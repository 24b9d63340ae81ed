"""``feeds.toml``: which entries of feeds were brought: none comes twice, or back after it was deleted."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from narrate.errors import SettingsError
from narrate.ground.files import write_over
from narrate.ground.locks import in_turn
from narrate.ground.ownership import FETCHED_MARK, is_marked_file, keep_foreign
from narrate.ground.toml import TomlFile, read_toml
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BROUGHT_FILE = "feeds.toml"
_HEADING = f"""\
{FETCHED_MARK}
# What stands here is not fetched again, deleted or not: to have an entry once more, take its line out.
"""


def brought_from(folder: Path, feed: str) -> Mapping[str, date]:
    """The entries of a feed that were brought into a folder, each by its key, and when.

    A key that is an address or a URN means the same in every feed, so also after a feed has moved.

    Raises:
        SettingsError: the file is damaged.
    """
    tables = _tables(folder)
    elsewhere = {key: day for table in tables.values() for key, day in table.items() if ":" in key}
    return elsewhere | tables.get(feed, {})


def remember(folder: Path, feed: str, keys: Mapping[str, date]) -> None:
    """Have entries count as brought.

    Raises:
        SettingsError: the file is damaged.
        OutputError: it cannot be written, or is not narrate's.
    """
    path = folder / BROUGHT_FILE
    with in_turn(path):
        keep_foreign([path], is_marked_file)
        tables = _tables(folder)
        tables[feed] = {**keys, **tables.get(feed, {})}
        rows = [_HEADING]
        for address in sorted(tables):
            entries = sorted(tables[address].items(), key=lambda row: (row[1], row[0]))
            rows.append(f"\n[{_quoted(address)}]\n")
            rows += (f"{_quoted(key)} = {day.isoformat()}\n" for key, day in entries)
        write_over(path, "".join(rows).encode())


def _tables(folder: Path) -> dict[str, dict[str, date]]:
    file = read_toml(folder / BROUGHT_FILE)
    if file is None:
        return {}
    return {feed: _checked(file, feed, entries) for feed, entries in file.values.items()}


def _checked(file: TomlFile, feed: str, entries: Any) -> dict[str, date]:
    if not isinstance(entries, dict):
        raise _odd(file, feed)
    for key, day in entries.items():
        if not isinstance(day, date):
            raise _odd(file, feed, key)
    return entries


def _odd(file: TomlFile, *names: str) -> SettingsError:
    return SettingsError(
        Message("{name!r} is no day", name=names[-1]),
        hint=Message("restore the file, or take the line out"),
        path=file.path,
        line=file.line_of(*names),
    )


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's, but for the one control that JSON lets stand."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
