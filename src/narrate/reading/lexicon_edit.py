"""Adding a word to a lexicon's text, or taking it out, without disturbing the rest of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from narrate.errors import SettingsError
from narrate.reading.kana import katakana
from narrate.reading.lexicon import checked, entry_of, fold, parse_lexicon

if TYPE_CHECKING:
    from pathlib import Path


def with_entry(text: str, written: str, kana: str, accent: int | None, pos: str | None, path: Path) -> str:
    """A lexicon's TOML text with one word more, or with its line replaced if it stands there already.

    Raises `SettingsError` if the text or the entry is faulty.
    """
    fields: dict[str, object] = {"kana": katakana(kana)}
    fields |= {k: v for k, v in (("accent", accent), ("pos", pos)) if v is not None}
    entry = entry_of(written, fields, path, None)
    checked([entry])
    parse_lexicon(text, path)
    value = _quoted(entry.kana)
    if len(fields) > 1:
        value = "{ " + ", ".join(f"{k} = {_quoted(v)}" for k, v in fields.items()) + " }"
    line = f"{_quoted(written)} = {value}"
    lines = text.splitlines() if text.strip() else ["[words]"]
    at = next((e.line for e in parse_lexicon(text, path) if fold(e.written) == fold(written)), None)
    if at is None:
        lines.append(line)
    else:
        lines[at - 1] = line
    return "\n".join(lines) + "\n"


def without_entry(text: str, written: str, path: Path) -> str:
    """A lexicon's TOML text without a word.

    Raises:
        SettingsError: the text is faulty, or the word does not stand there.
    """
    at = next((e.line for e in parse_lexicon(text, path) if fold(e.written) == fold(written)), None)
    if at is None:
        raise SettingsError(f"{written!r} does not stand there", hint="see 'narrate lexicon list'", path=path)
    return "".join(line for n, line in enumerate(text.splitlines(keepends=True), 1) if n != at)


def _quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
