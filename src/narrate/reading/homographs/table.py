"""The table of homographs: a row for each case in which the neighbours of a word decide its reading.

docs/homographs.md says how a row is written.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from narrate.ground.kana import is_kana, katakana

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "homographs.toml"


@dataclass(frozen=True)
class Row:
    """One way to settle a word. All fields but ``name`` are keys of the table.

    ``forms`` is a pattern of the forms of ``word`` that it is about. Where a form's pronunciation begins
    with ``instead_of`` (a pattern), ``reads`` takes the place of that beginning, and the pitch falls after
    the mora ``accent`` (0: nowhere; ``None``: where it fell). ``before`` and ``after`` are patterns of the
    text right beside the word, ``unless`` of what must stand on neither side, ``where`` tests of single
    words there. ``uncut`` is the part of speech of a word that the dictionary would cut up: it is looked
    for in the text. ``code`` names a function in `special` that decides instead. ``yes`` is a sentence
    where the row holds, ``no`` one with the word where it must not.
    """

    name: str
    word: str
    reads: str = ""
    forms: str = ""
    instead_of: str = ""
    accent: int | None = None
    before: str = ""
    after: str = ""
    unless: str = ""
    where: tuple[str, ...] = ()
    uncut: str = ""
    code: str = ""
    why: str = ""
    yes: str = ""
    no: str = ""


@dataclass(frozen=True)
class Table:
    """All rows in their order, and the lists that their tests name."""

    rows: tuple[Row, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def homographs() -> Table:
    """The table that narrate ships."""
    text = (resources.files("narrate.reading.homographs") / TABLE).read_text(encoding="utf-8")
    return table_of(tomllib.loads(text))


def table_of(values: Mapping[str, Any]) -> Table:
    """The table that parsed TOML describes. A row is called after its word, its reading and its turn.

    Raises:
        ValueError: a row has a field that is none, or a reading that cannot be spoken.
    """
    turns: Counter[str] = Counter()
    rows = []
    for fields in values["row"]:
        name = f"{fields['word']}={fields.get('reads', fields.get('code'))}"
        turns[name] += 1
        name += f" {turns[name]}" if turns[name] > 1 else ""
        rows.append(_row(name, fields))
    return Table(tuple(rows), {name: tuple(words.split()) for name, words in values["lists"].items()})


def _row(name: str, fields: Mapping[str, Any]) -> Row:
    unknown = set(fields) - set(Row.__annotations__)
    if unknown:
        raise ValueError(f"the row {name} has an unknown field {min(unknown)!r}")
    row = Row(name, **{**fields, "where": tuple(fields.get("where", ()))})
    if not row.code and not (is_kana(row.reads) and katakana(row.reads) == row.reads):
        raise ValueError(f"the row {name} reads {row.reads!r}, which is no katakana: its word would be lost")
    return row
