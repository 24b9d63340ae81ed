"""Where front matter begins and ends, by whatever marks a tool puts around it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from narrate.article.front.names import is_known, plain_name

Syntax: TypeAlias = Literal["yaml", "toml", "json", "percent"]

_BLANK_LINES = re.compile(r"(?:[ \t\u3000]*\n)*")
_OPENING = re.compile(r"(?P<mark>---|\+\+\+|;;;)[ \t]*(?P<syntax>yaml|toml|json)?[ \t]*(?:\n|\Z)")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
    ";;;": re.compile(r"^;;;[ \t]*(?:\n|\Z)", re.MULTILINE),
    "}": re.compile(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE),
}
_SYNTAX: dict[str, Syntax] = {
    "---": "yaml", "+++": "toml", ";;;": "json", "yaml": "yaml", "toml": "toml", "json": "json",
}  # fmt: skip
_JSON = re.compile(r'\{\s*"[^"\n]{1,60}"\s*:')
_OBJECT_END = re.compile(r"\}[ \t]*(?:\n|\Z)")
_YAML_KEY = re.compile(r"[\w\"'-]+[ \t]*:(?:\s|$)")
_TOML_ROW = re.compile(r"\[{1,2}[\w.\"' -]+\]|[\w.\"'-]+[ \t]*=")
_KEY = re.compile(r"[\"']?([A-Za-z_@][\w.-]*(?: [\w.-]+){0,2})[\"']?[ \t]*[:：=]")
_JAPANESE_KEY = re.compile(r"(\w{2,8})[ \t]*[:：]")
_PERCENT = re.compile(r"%[ \t]+\S[^\n]*(?:\n|\Z)(?:(?:%|[ \t]+\S)[^\n]*(?:\n|\Z)){0,9}")
_LONGEST_BARE = 60
"""Lines of front matter without a mark above it."""


class Fence(NamedTuple):
    """Front matter: the lines inside its marks, where they start, and the offset of the body."""

    syntax: Syntax
    block: str
    start: int
    end: int
    is_closed: bool = True

    @property
    def without_prose(self) -> Fence:
        """The fence down to the prose in it: what seemed to close it is a mark further down the article."""
        if self.syntax == "json":
            return self
        length = _length_of_entries(self.block, is_closed=True)
        if length >= len(self.block.rstrip()):
            return self
        return self._replace(block=self.block[:length], end=self.start + length, is_closed=False)


def find_fence(text: str, *, is_markdown: bool) -> Fence | None:
    """The front matter on top of a text; what needs no marks only in Markdown, where tools know it."""
    blank = _BLANK_LINES.match(text)
    start = blank.end() if blank else 0
    if match := _OPENING.match(text, start):
        return _between_marks(text, match, is_markdown=is_markdown)
    if text.startswith("{", start):
        return _json_object(text, start)
    return _without_marks(text, start) if is_markdown else None


def _between_marks(text: str, opening: re.Match[str], *, is_markdown: bool) -> Fence | None:
    start = opening.end()
    syntax = _SYNTAX[opening["syntax"] or opening["mark"]]
    closing = _CLOSING[opening["mark"]].search(text, start)
    block = text[start : closing.start() if closing else len(text)]
    if not _looks_like(syntax, block, is_markdown=is_markdown, is_closed=closing is not None):
        return None
    if closing:
        return Fence(syntax, block, start, closing.end())
    length = _length_of_entries(block, is_closed=False)
    return Fence(syntax, block[:length], start, start + length, is_closed=False)


def _looks_like(syntax: Syntax, block: str, *, is_markdown: bool, is_closed: bool) -> bool:
    """A scene break above prose is no front matter: the first line must look like one of its rows."""
    first = next((line for line in block.splitlines() if line.strip() and line[0] != "#"), "").lstrip()
    if not first or syntax == "json":
        return is_closed
    key = _KEY.match(first) or _JAPANESE_KEY.match(first)
    knows = key is not None and is_known(key[1])
    if not is_closed:
        return knows
    if syntax == "toml":
        return knows or bool(_TOML_ROW.match(first))
    return knows or (bool(_YAML_KEY.match(first)) and (is_markdown or _has_latin_key(block)))


def _has_latin_key(block: str) -> bool:
    return any(map(_KEY.match, block.splitlines()))


def _length_of_entries(block: str, *, is_closed: bool) -> int:
    """How much of a block are keys with what belongs to them.

    A line that is no part of an entry ends it, unless a key follows; so does a heading, which in a block
    that is closed could be a comment.
    """
    rows = block.splitlines(keepends=True)
    length = at = 0
    follows_blank = False
    for number, row in enumerate(rows):
        at += len(row)
        if not row.strip():
            follows_blank = True
            continue
        if not _is_key(row):
            belongs = row[0] in (" \t-]}\"'#" if is_closed else " \t-]}\"'") and not follows_blank
            if not belongs and not any(map(_is_key, rows[number + 1 : number + 2])):
                break
        length, follows_blank = at, False
    return length


def _is_key(row: str) -> bool:
    match = _KEY.match(row)
    if match is None:
        match = _JAPANESE_KEY.match(row)
        return match is not None and is_known(match[1])
    return True


def _json_object(text: str, start: int) -> Fence | None:
    import json

    if not _JSON.match(text, start):
        return None
    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        closing = _CLOSING["}"].search(text, start)
    else:
        closing = _OBJECT_END.match(text, end - 1)
    return Fence("json", text[start : closing.end()], start, closing.end()) if closing else None


def _without_marks(text: str, start: int) -> Fence | None:
    if match := _PERCENT.match(text, start):
        return Fence("percent", match[0], start, match.end())
    rows: list[str] = []
    at = start
    for _ in range(_LONGEST_BARE):
        end = text.find("\n", at) + 1 or len(text)
        row = text[at:end]
        if not row.strip() or row.rstrip() in ("---", ";;;"):
            return _bare(text, start, rows, row.strip(), at, end)
        if not (_is_key(row) or (rows and row[0] in " \t-")):
            return None
        rows.append(row)
        at = end
    return None


def _bare(text: str, start: int, rows: list[str], mark: str, at: int, end: int) -> Fence | None:
    """Hexo's, which has no mark above it, and Pelican's, which has none at all."""
    names = [match[1] for row in rows if (match := _KEY.match(row))]
    if sum(map(is_known, names)) < 1 + (not mark) or "title" not in map(plain_name, names):
        return None
    return Fence("json" if mark == ";;;" else "yaml", text[start:at], start, end)
