"""MDX: Markdown with JavaScript's imports and exports, components and expressions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.ground.kana import HIRAGANA, KANJI, KATAKANA

if TYPE_CHECKING:
    from collections.abc import Sequence

_IMPORT = re.compile(
    r"import\s+(?:[\w*${}\s,]{1,400}?\s+from\s+)?(?P<quote>[\"'])[^\"'\n]+(?P=quote)[ \t]*;?[ \t]*$",
    re.MULTILINE,
)
_OPEN_IMPORT = re.compile(r"import\s+[\w$,\s]*\{[^{}\"'<>]*$")
_EXPORT = re.compile(
    r"export\s+(?:(?:const|let|var|class|type|interface|enum)\s+[\w$]+\b\s*[={<:(]|(?:async\s+)?function\b"
    r"|default\s+(?:[\w$]+\s*[;({]?|\(|\{|\[)|\{[^{}]*\}|\*\s)"
)
_COMPONENT = re.compile(r"^[ \t]*</?[A-Z][\w.]*(?:\s[^<>]*)?/?>[ \t]*$", re.MULTILINE)
_OPENING, _CLOSING = re.compile(r"[({\[]"), re.compile(r"[)}\]]")
JAPANESE = re.compile(f"[{HIRAGANA}{KATAKANA}{KANJI}]")
"""A letter that no program needs."""


def is_mdx(suffix: str, text: str) -> bool:
    """Whether a Markdown text is MDX: by its suffix, or since it imports, or has components' tags."""
    if suffix.lower() == ".mdx":
        return True
    imports = any(_IMPORT.match(text, match.start()) for match in re.finditer("^import ", text, re.MULTILINE))
    return imports or bool(_COMPONENT.search(text))


def module_lines(lines: Sequence[str], first: int) -> int:
    """How many lines from ``first`` on are one import or export; 0 if none."""
    line = lines[first]
    if line.startswith("import ") and _IMPORT.match(line):
        return 1
    if not (line.startswith("import ") and _OPEN_IMPORT.match(line)) and not _EXPORT.match(line):
        return 0
    open_brackets = 0
    for number in range(first, len(lines)):
        line = lines[number]
        open_brackets += len(_OPENING.findall(line)) - len(_CLOSING.findall(line))
        following = lines[number + 1] if number + 1 < len(lines) else ""
        is_inside = line.strip() or following.startswith((" ", "\t", "}", ")", "]"))
        if open_brackets <= 0 or not is_inside:
            return number + 1 - first
    return len(lines) - first
