"""A TOML file -> its values, and the line of each of them: the one reader of everything written in TOML."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from narrate.errors import NarrateError, SettingsError
from narrate.ground.files import read_file
from narrate.messages import NOTHING, Foreign, Message, reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrate.ground.opened import Read


_NAME = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)"""
_PART = re.compile(_NAME)
_ROW = re.compile(rf"\s*(\[{{1,2}})?\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*[=\]]")
_WHERE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class TomlFile:
    """What a file says. ``kind`` is the branch of the error tree that its faults belong to."""

    path: Path | str
    text: str
    values: Mapping[str, Any]
    kind: type[NarrateError] = SettingsError

    def line_of(self, *names: str) -> int | None:
        """The line of a table or key, named from the top: ``line_of("voice", "speed")``."""
        return self.lines.get(names)

    def fault(self, problem: Message, hint: Message, *names: str) -> NarrateError:
        """What is wrong with the table or key of these names, with its line or that of what it stands in."""
        lines = (self.line_of(*names[:depth]) for depth in range(len(names), 0, -1))
        return self.kind(problem, hint=hint, path=self.path, line=next(filter(None, lines), None))

    @cached_property
    def lines(self) -> dict[tuple[str, ...], int]:
        """The lines of all tables and keys, by their names from the top."""
        found: dict[tuple[str, ...], int] = {}
        table: tuple[str, ...] = ()
        for number, row in enumerate(self.text.split("\n"), 1):
            match = _ROW.match(row)
            if match is None:
                continue
            names = tuple(map(_plain, _PART.findall(match[2])))
            whole = names if match[1] else table + names
            table = names if match[1] else table
            for depth in range(1, len(whole) + 1):
                found.setdefault(whole[:depth], number)
        return found


def read_toml(
    path: Path,
    kind: type[NarrateError] = SettingsError,
    *,
    hint: Message = NOTHING,
    read: Read = read_file,
) -> TomlFile | None:
    """Read a file by ``read``; ``None`` where there is none. A byte order mark is no fault.

    Raises:
        NarrateError: of this ``kind``, with the line: it cannot be read, is not UTF-8, or not TOML.
    """
    try:
        data = read(path)
    except FileNotFoundError:
        if path.is_symlink():
            raise kind(
                Message("this link leads to no file"), hint=Message("mend it or remove it"), path=path
            ) from None
        return None
    except OSError as error:
        problem = Message("cannot be read ({reason})", reason=reason_of(error))
        raise kind(problem, hint=Message("put a file there"), path=path) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problem = Message("cannot be read (not UTF-8)")
        raise kind(problem, hint=Message("save it as UTF-8"), path=path, line=line) from None
    return parse_toml(text, path, kind, hint=hint)


def parse_toml(
    text: str, path: Path | str, kind: type[NarrateError] = SettingsError, *, hint: Message = NOTHING
) -> TomlFile:
    """What a TOML text says; ``hint`` tells how such a text is written.

    Raises:
        NarrateError: of this ``kind``, with the line: it is not TOML.
    """
    try:
        return TomlFile(path, text, tomllib.loads(text), kind)
    except (ValueError, RecursionError) as error:
        reason, line = _reason(error, text)
        twice = "overwrite" in reason
        raise kind(
            Message(
                "not valid TOML ({reason})",
                reason=Message("the same name stands here twice") if twice else Foreign(reason),
            ),
            hint=Message("keep one of the two") if twice else hint or Message("strings stand in quotes"),
            path=path,
            line=line,
        ) from None


def _reason(error: ValueError | RecursionError, text: str) -> tuple[str, int]:
    """What the parser says, in one line, and the line that it says it of."""
    said = "nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
    where = _WHERE.search(said)
    if where is None:
        return said, _longest_row(text)
    last = text.rstrip("\n").count("\n") + 1
    return said[: where.start()], int(where[1]) if where[1] else last


def _longest_row(text: str) -> int:
    """The line of what is too much for the parser, which does not say where that stands."""
    rows = text.split("\n")
    return 1 + max(range(len(rows)), key=lambda n: len(rows[n]))


def _plain(name: str) -> str:
    """A name without its quotes."""
    if name[0] == '"' and "\\" in name:
        return str(tomllib.loads(f"name = {name}")["name"])
    return name[1:-1] if name[0] in "\"'" else name
