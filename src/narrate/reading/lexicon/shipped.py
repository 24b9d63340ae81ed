"""The words that narrate ships, of which ``shipped.tsv`` is the table."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from narrate.ground.kana import katakana
from narrate.reading.lexicon.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTICLES = {"は": "ワ", "へ": "エ"}
"""Those that are not said as they are written."""


SHIPPED = "shipped"
"""The ``path`` of the entries that narrate ships."""


@lru_cache(maxsize=1)
def shipped_entries() -> tuple[Entry, ...]:
    """The lexicon that narrate ships: names, brands, places and institutions of the news."""
    lines = _shipped_text().splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(entry for row in rows for entry in _shipped(*row))


def _shipped(written: str, kana: str, accent: str, pos: str = "", only_before: str = "") -> Iterator[Entry]:
    """The entries of a row: one, or one with each of the particles that must follow."""
    for particle in only_before.split() or [""]:
        said = _PARTICLES.get(particle, katakana(particle))
        yield Entry(written + particle, kana + said, int(accent), pos or None, SHIPPED)


def _shipped_text() -> str:
    """A table, since thousands of words are read from TOML in a tenth of the speed."""
    return (resources.files("narrate.reading.lexicon") / "shipped.tsv").read_text(encoding="utf-8")
