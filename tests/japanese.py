"""Whether what narrate says is Japanese."""

from __future__ import annotations

import re

_KANA = re.compile("[ぁ-んァ-ヶ]")
_NOT_OURS = re.compile(
    r"「[^」]*」|【[^】]*】|'[^']*'|\"[^\"]*\"|\S*[/\\=.]\S*|--?[a-z][-a-z]*|(python -m )?narrate( [a-z]+)*|（[a-z]+|[a-z]+（"
    r"|pip install \w+|tcp:|\[(words|[a-z]+)\]"
)
"""What somebody wrote, paths, names of files, options, commands."""
_ROW = re.compile(r"[A-Za-z][a-z]+(?: +[A-Za-z][a-z]+)*")
_NAMES = frozenset((
    "accent", "add", "AI", "Apple", "Atom", "audio", "author", "Backspace", "base", "base_url", "bit", "BOM", "build", "by",
    "category", "CHAP", "check", "clean", "cover", "CRC", "CTOC", "Ctrl", "CUE", "Dask", "description",
    "division", "email", "Enter", "epub", "EPUB", "essay", "EUC", "false", "feed", "fence", "fetch", "given", "HTML", "Hz",
    "ID3", "Info", "JIS", "JP", "JPEG", "JSON", "JTalk", "kana", "KB", "kbit", "kHz", "LAME", "lexicon",
    "list", "LZ", "Markdown", "MB", "MP", "MP3", "ms", "name", "narrate", "none", "noun", "NUL", "odd",
    "one", "Open", "organization", "pitch", "place", "plan", "PNG", "Podcasts", "pos", "px", "PyAV",
    "readings", "rename", "remove", "review", "say", "sections", "serve", "SHA", "Shift", "ShiftJIS", "show", "site", "slug",
    "SLUG", "speed", "spoken", "surname", "text", "TIT", "TIT2", "title", "TLEN", "TOML", "true", "url",
    "URL", "UTF", "UUID", "voice", "voices", "Web", "WebVTT", "Word", "written", "x", "YAML", "zero",
    "ZeroDivisionError",
))  # fmt: skip
"""Names that Japanese writes in Latin letters too, keys of files, and names of commands."""


def english_in(text: str, least: int = 1) -> list[str]:
    """The English that is left in what narrate says: so many words in a row, at least, that are no names."""
    rows = _ROW.findall(_NOT_OURS.sub("·", text))
    unknown = ([word for word in row.split() if word not in _NAMES] for row in rows)
    return [" ".join(words) for words in unknown if len(words) >= least]


def assert_japanese(text: str, least: int = 1) -> None:
    """It has kana, and no English; where keys of files stand in it, ``least`` is two words in a row."""
    assert _KANA.search(text), text
    assert not english_in(text, least), (english_in(text, least), text)
