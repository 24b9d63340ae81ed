"""The lexicon as a MeCab user dictionary, compiled once per content."""

from __future__ import annotations

import hashlib
import re
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from narrate.errors import OutputError, SettingsError
from narrate.ground.kana import moras
from narrate.ground.private import kept_file, passing_file
from narrate.ground.versions import installed_version
from narrate.messages import Message, reason_of
from narrate.reading.code import reading_code
from narrate.reading.lexicon.entries import POS
from narrate.reading.lexicon.shipped import SHIPPED
from narrate.reading.sounds.accent import compound_accent, loanword_accent, spelled_accent
from narrate.reading.sounds.pronunciation import spoken
from narrate.reading.sounds.spelling import spelled
from narrate.reading.text.said import said_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from narrate.reading.lexicon.entries import Entry

_KIND = "lexicon"
_COST = -8000
"""Low enough to win over any path of dictionary words."""
_SHIPPED_COST = {2: 1, 3: -3000}
"""By length: a short word that the author did not ask for must not cut longer words up."""

_NAMES = frozenset(["surname", "given", "place", "organization"])
"""What falls otherwise than the word that sounds like it: 飴 and a family アメ."""

PLACEHOLDER = "\ufffa"
"""Stands in the analysed text for a word whose reading is settled before; no said text keeps it."""


def compiled(entries: Iterable[Entry]) -> Path:
    """The path of the user dictionary for ``entries``; it is built if no earlier run has built it."""
    known = tuple(entries)
    with _told():
        return kept_file(_KIND, _digest(known), ".dic", partial(_build, known))


@contextmanager
def compiled_once(entries: Iterable[Entry]) -> Iterator[Path]:
    """The same for entries that are only tried: what is built for them goes with the block."""
    known = tuple(entries)
    with ExitStack() as stack:
        with _told():
            make = partial(_build, known)
            path = stack.enter_context(passing_file(_KIND, _digest(known), ".dic", make))
        yield path


def _build(entries: Iterable[Entry], path: Path) -> None:
    from narrate.reading.words.openjtalk import build_dictionary, normalised

    source = path.with_name("rows.csv")
    source.write_bytes("".join(sorted(_rows(entries, normalised))).encode())
    build_dictionary(source, path)


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong while a dictionary is compiled, told as the fault of who can mend it."""
    try:
        yield
    except RuntimeError as error:
        raise SettingsError(
            Message("the lexicon cannot be compiled"), hint=Message("look for odd characters in it")
        ) from error
    except OSError as error:
        from tempfile import gettempdir

        hint = Message("make room there, or let TMPDIR name another folder")
        raise OutputError(
            Message("cannot be written ({reason})", reason=reason_of(error)), hint=hint, path=gettempdir()
        ) from error


def _digest(entries: Iterable[Entry]) -> str:
    """A digest of what a dictionary is made from: the entries, the rules of this package, the compiler."""
    contents = sorted(repr((entry.content, entry.path == SHIPPED)) for entry in entries)
    made_from = (installed_version("pyopenjtalk-plus"), reading_code(), *contents)
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:32]


def accent_of(entry: Entry) -> int:
    """The nucleus of an entry: as given, else the dictionary's for that reading, else by its kind of word."""
    from narrate.reading.words.openjtalk import known_accent

    if entry.accent is not None:
        return entry.accent
    known = known_accent(entry.written, entry.kana, in_kana=entry.pos not in _NAMES)
    if known is not None:
        return known
    letters = re.sub(r"[^A-Za-z]", "", entry.written)
    if letters.isupper() and entry.kana == "".join(spelled(letters)):
        return spelled_accent(spelled(letters))
    is_foreign = any(c.isascii() for c in entry.written) or all("ァ" <= c <= "ヾ" for c in entry.written)
    return loanword_accent(entry.kana) if is_foreign else compound_accent(entry.kana)


def _rows(entries: Iterable[Entry], normalised: object) -> Iterator[str]:
    """The dictionary's rows. Words with Latin letters are found before the analysis, whatever their case."""
    assert callable(normalised)
    yield _row(PLACEHOLDER, "プレース", 0, POS["name"], _COST)
    for entry in entries:
        said = said_form(entry.written)
        if re.search("[A-Za-z]", said):
            continue
        surface = normalised(said)
        if "," not in surface and '"' not in surface:
            cost = _SHIPPED_COST.get(len(surface), _COST) if entry.path == SHIPPED else _COST
            yield _row(
                surface,
                entry.kana,
                accent_of(entry),
                POS[entry.pos or "name"],
                1 if len(surface) == 1 else cost,
            )


def _row(surface: str, kana: str, accent: int, pos: str, cost: int) -> str:
    pron = spoken(kana)
    return f"{surface},,,{cost},{pos},*,*,{surface},{kana},{pron},{accent}/{len(moras(pron))},C1\n"
