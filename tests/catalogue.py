"""``make catalogue``: what the code says -> the catalogue, its Japanese kept, and compiled.

By Babel: `extract` finds the templates of `Message` and `counted`; help texts and the templates of what others
say are taken from the program as it runs. A changed English sentence keeps its Japanese as a guess, marked fuzzy:
look it over and take the mark away; a fuzzy sentence counts as not translated.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

import narrate
from narrate.cli.app import app
from narrate.cli.foreign import TEMPLATES
from narrate.cli.help import TYPER, help_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(narrate.__file__).parent
FOLDER = SOURCE / "cli" / "locale" / "ja" / "LC_MESSAGES"
PO, MO = FOLDER / "narrate.po", FOLDER / "narrate.mo"
KEYWORDS = {"Message": None, "counted": (1, 2)}


def said_in_code() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Each template with the module that says it (``cli/app.py``)."""
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS)
    for name, _, template, _, _ in found:
        if template:
            yield Path(name).as_posix(), template


def said_by_help() -> Iterator[tuple[str, str]]:
    """Each text of the commands' help, and of Typer's own in it."""
    for text in (*help_texts(get_command(app)), *TYPER):
        yield "--help", text


def template() -> Catalog:
    """All that is to be translated, in a steady order."""
    found = Catalog(project="narrate", charset="utf-8", fuzzy=False)
    for place, text in (*said_in_code(), *said_by_help(), *(("cli/foreign.py", t) for t in TEMPLATES)):
        found.add(text, locations=[(place, 0)])
    return found


def stored() -> Catalog:
    """The catalogue as it stands."""
    with PO.open("rb") as file:
        return read_po(file, locale="ja", charset="utf-8")


def updated() -> Catalog:
    """The catalogue with what is said now: what is new without Japanese, what is gone left out."""
    catalogue = stored() if PO.exists() else Catalog(locale="ja", project="narrate", fuzzy=False)
    catalogue.update(template(), no_fuzzy_matching=False, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = _HEADING
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as text."""
    out = BytesIO()
    write_po(out, catalogue, width=0, sort_output=True, omit_header=False, ignore_obsolete=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_CLOCKS)).encode()


_HEADING = "# What narrate says, in Japanese. `make catalogue` keeps it up to date: see CONTRIBUTING.md."
_CLOCKS = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Last-Translator',
    '"Report-Msgid',
    '"Language-Team',
    '"Project-Id',
)
"""Header lines that change without a change."""


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as `gettext` reads it."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # not the clock's
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences without Japanese that somebody has looked over."""
    missing = []
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(forms):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def main() -> None:
    """Write both files, and say what is left to do."""
    catalogue = updated()
    PO.write_bytes(po_bytes(catalogue))
    MO.write_bytes(mo_bytes(stored()))
    missing = untranslated(stored())
    for text in missing:
        print(f"{PO}: no Japanese yet: {text}")
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
