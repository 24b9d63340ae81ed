"""Where a file of the web is from, by the fence on top of it: its ``source`` and what stands beside that."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from narrate.article.formats import ARTICLE_SUFFIXES
from narrate.article.front.names import ORIGIN

if TYPE_CHECKING:
    from pathlib import Path

KEPT_SUFFIXES = (*ARTICLE_SUFFIXES, ".zip")
"""What the name of a file ends in that may keep a page, or stand where one would."""
FENCE = re.compile(r"\ufeff?---[ \t]*\n(?P<rows>(?:(?!---[ \t]*$).*\n)*?)---[ \t]*(?:\n|\Z)", re.MULTILINE)
_HEAD_BYTES = 1 << 16
_NAMES = "|".join(sorted(ORIGIN))
_ROW = re.compile(rf"^({_NAMES})[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_ROWS = re.compile(rf"^(?:{_NAMES})[ \t]*:.*\n", re.MULTILINE)


def is_kept(path: Path) -> bool:
    """Whether a file keeps a page of the web: it is somebody else's text, and is not given out."""
    return path.name.lower().endswith(KEPT_SUFFIXES) and "source" in origin_of(path)


def origin_of(path: Path) -> dict[str, str]:
    """What a file tells of where it is from; nothing where it cannot be read."""
    try:
        if not path.is_file():
            return {}
        with path.open("rb") as file:
            return origin_in(file.read(_HEAD_BYTES).decode("utf-8", "replace").replace("\r\n", "\n"))
    except OSError:
        return {}


def origin_in(text: str) -> dict[str, str]:
    """What the fence of a text tells of where it is from."""
    fence = FENCE.match(text)
    return {name: _read(value) for name, value in _ROW.findall(fence["rows"])} if fence else {}


def without_origin(rows: str) -> str:
    """The rows of a fence without those that tell it."""
    return _ROWS.sub("", rows)


def _read(value: str) -> str:
    """A value as narrate writes it, or as somebody does by hand."""
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except ValueError:
            return value
    return value.strip("'")
