"""Texts beside a voice -> what they say of its licence, as help for whoever writes its credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.speech.arrival.offered import NearText

_CREATIVE_COMMONS = "https://creativecommons.org"
_MOST_LINES = 12
_SHORTEST_LINE, _LONGEST_LINE = 8, 160
_FRAME = " \t#*/|=+-_;\u3000"
"""What lines are framed with."""
_TELLING = re.compile(
    r"copyright|©|\(c\)|licen[cs]|creative\s?commons|\bcc[- ]by|\bcc0\b|public domain|attribution"
    r"|著作権|ライセンス|クレジット|表示",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?:copyright|©|\(c\))", re.IGNORECASE)
_BY_URL = re.compile(r"creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/(\d\.\d)", re.IGNORECASE)
_BY_MARK = re.compile(r"\bcc[- ](by(?:-nc)?(?:-nd|-sa)?)[- ](\d\.\d)", re.IGNORECASE)
_BY_WORDS = re.compile(
    r"creative\s+commons\s+attribution((?:[-\s]+(?:non-?commercial|share-?alike|no-?deriv\w+))*)"
    r"[^.\d]{0,30}(\d\.\d)",
    re.IGNORECASE,
)
_ZERO = re.compile(r"\bcc0\b|creativecommons\.org/publicdomain/zero", re.IGNORECASE)


class Licence(NamedTuple):
    """A licence as credits name it, and where it is to be read."""

    name: str
    url: str


NO_LICENCE = Licence("", "")


@dataclass(frozen=True)
class Help:
    """The lines worth a look, each with its text's name; where they leave no doubt, owner and licence."""

    lines: tuple[tuple[str, str], ...]
    owner: str
    licence: Licence


def help_in(texts: Sequence[NearText], model: str) -> Help:
    """What texts say. Of one that tells of several voices only the lines count that name this model."""
    rows = [(text.name, row) for text in texts for row in _rows(_told_of(text.text, model))]
    owners = [row for _, row in rows if _OWNER.match(row)]
    found = {licence for text in texts for licence in _licences(_told_of(text.text, model))}
    return Help(
        lines=tuple(rows[:_MOST_LINES]),
        owner=owners[0] if owners else "",
        licence=found.pop() if len(found) == 1 else NO_LICENCE,
    )


def licence_called(name: str) -> Licence:
    """A licence by the name that somebody gave it; where it is to be read, if that is known."""
    known = set(_licences(name))
    return Licence(name, known.pop().url if len(known) == 1 else "")


def _told_of(text: str, model: str) -> str:
    own = [line for line in text.splitlines() if model in line]
    return "\n".join(own) if any(_TELLING.search(line) for line in own) else text


def _rows(text: str) -> Iterator[str]:
    """The telling lines without their frames; what an owner's name goes on with is joined to it."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if not _TELLING.search(line):
            continue
        row = _plain(line)
        if _OWNER.match(row) and number + 1 < len(lines):
            after = lines[number + 1]
            if _indent(after) > _indent(line) and _plain(after) and not _TELLING.search(after):
                row = f"{row} {_plain(after)}"
        if len(row) > _SHORTEST_LINE:
            yield row[:_LONGEST_LINE]


def _plain(line: str) -> str:
    return " ".join(line.strip(_FRAME).split())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(_FRAME))


def _licences(text: str) -> Iterator[Licence]:
    words = " ".join(line.strip(_FRAME) for line in text.splitlines())
    for found in (*_BY_URL.finditer(words), *_BY_MARK.finditer(words)):
        yield _creative_commons(found[1].lower(), found[2])
    for found in _BY_WORDS.finditer(words):
        told = found[1].lower().replace("-", "")
        marks = {"noncommercial": "nc", "noderiv": "nd", "sharealike": "sa"}
        yield _creative_commons("-".join(["by", *(m for w, m in marks.items() if w in told)]), found[2])
    if _ZERO.search(words):
        yield Licence("CC0 1.0", f"{_CREATIVE_COMMONS}/publicdomain/zero/1.0/")


def _creative_commons(kind: str, version: str) -> Licence:
    return Licence(f"CC {kind.upper()} {version}", f"{_CREATIVE_COMMONS}/licenses/{kind}/{version}/")
