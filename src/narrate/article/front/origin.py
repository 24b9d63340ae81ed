"""Where a file of the web is from, by the fence on top of it: its ``source`` and what stands beside that."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from narrate.article.decoding import with_plain_ends
from narrate.article.formats import ARTICLE_SUFFIXES
from narrate.article.front.fences import find_fence
from narrate.article.front.names import ORIGIN

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.article.front.fences import Fence

KEPT_SUFFIXES = (*ARTICLE_SUFFIXES, ".zip")
"""What the name of a file ends in that may keep a page, or stand where one would."""
_MARK = "---"
_HEAD_BYTES = 1 << 16
_NAMES = "|".join(sorted(ORIGIN))
_ROW = re.compile(rf"^({_NAMES})[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|\s)#.*")
_SINGLE_QUOTED = re.compile(r"'((?:[^']|'')*)'")
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
            head = _text(file.read(_HEAD_BYTES))
            if head.lstrip().startswith(_MARK) and origin_fence(head) is None:
                file.seek(0)
                head = _text(file.read())
    except OSError:
        return {}
    return origin_in(head)


def origin_in(text: str) -> dict[str, str]:
    """What the fence of a text tells of where it is from."""
    fence = origin_fence(text)
    return {name: _read(value) for name, value in _ROW.findall(fence.block)} if fence else {}


def origin_fence(text: str) -> Fence | None:
    """The fence on top of a text, if it is one that can tell where that is from: YAML, and closed."""
    if not text.lstrip().startswith(_MARK):
        return None
    fence = find_fence(text, is_markdown=False)
    return fence if fence is not None and fence.is_closed and fence.syntax == "yaml" else None


def without_origin(rows: str) -> str:
    """The rows of a fence without those that tell it."""
    return _ROWS.sub("", rows)


def _text(data: bytes) -> str:
    return with_plain_ends(data.decode("utf-8-sig", "replace"))


def _read(value: str) -> str:
    """A value as narrate writes it, or as somebody does by hand, perhaps with a comment behind it."""
    if value.startswith('"'):
        try:
            return str(json.JSONDecoder(strict=False).raw_decode(value)[0])
        except ValueError:
            return value
    if quoted := _SINGLE_QUOTED.match(value):
        return quoted[1].replace("''", "'")
    return _COMMENT.sub("", value).rstrip()
