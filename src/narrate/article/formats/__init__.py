"""What a file is written in, by its name and by what stands in it: which reader it gets, if any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.formats.unread import (
    is_office,
    name_by_content,
    own_output,
    refused_by_content,
    refused_by_name,
    unread,
)
from narrate.errors import SourceError
from narrate.messages import Message
from narrate.model import Format

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "ARTICLE_SUFFIXES",
    "MARKDOWN_SUFFIXES",
    "SUBTITLES",
    "format_of_name",
    "format_of_text",
    "is_office",
    "name_by_content",
    "notation_of_name",
    "own_output",
    "refuse_unpacked",
    "unread",
]

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdx", ".qmd", ".rmd")
SUBTITLES = "subtitles"
ARTICLE_SUFFIXES = (
    *MARKDOWN_SUFFIXES, ".txt", ".html", ".htm", ".xhtml", ".epub", ".docx",
    ".rst", ".re", ".adoc", ".asciidoc", ".tex", ".org", ".textile",
)  # fmt: skip
"""What is taken for an article where a folder is looked through."""
_BY_SUFFIX = {
    **dict.fromkeys(MARKDOWN_SUFFIXES, Format.MARKDOWN),
    **dict.fromkeys((".htm", ".html", ".xhtml", ".xht"), Format.HTML),
    ".epub": Format.EPUB,
    ".docx": Format.WORD,
}
_NOTATIONS = {
    ".rst": "reStructuredText", ".rest": "reStructuredText", ".re": "Re:VIEW", ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc", ".tex": "LaTeX", ".latex": "LaTeX", ".org": "Org", ".textile": "Textile",
    ".pod": "POD", ".mediawiki": "MediaWiki", ".ks": "KAG", ".srt": SUBTITLES, ".vtt": SUBTITLES,
}  # fmt: skip
"""Plain text whose notation its name tells."""
_CALLS_ITSELF_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html[\s>])", re.IGNORECASE)
_OWNER_MARK = "~$"


def format_of_name(path: Path) -> Format:
    """What a file is written in by its name.

    Raises:
        SourceError: it is in a format that narrate does not read.
    """
    if (refused := refused_by_name(path)) is not None:
        raise refused
    return _BY_SUFFIX.get(path.suffix.lower(), Format.TEXT)


def notation_of_name(path: Path) -> str:
    """The notation that a file's name tells, or `SUBTITLES`; empty where it tells none."""
    return _NOTATIONS.get(path.suffix.lower(), "")


def format_of_text(path: Path, text: str) -> Format:
    """The same, where what stands in it says more than its name."""
    named = format_of_name(path)
    return Format.HTML if named is Format.TEXT and _CALLS_ITSELF_HTML.match(text) else named


def refuse_unpacked(data: bytes, path: Path) -> None:
    """Refuse what is no archive, but should be one by its name, or is known and not read by how it begins.

    Raises:
        SourceError: it is.
    """
    if is_office(data):
        problem = Message("this is an old document of Office, or one that is locked with a password")
        hint = Message("open it in Word, take the password away and save it as .docx")
        raise SourceError(problem, hint=hint, path=path)
    if (refused := refused_by_content(data, path)) is not None:
        raise refused
    suffix = path.suffix.lower()
    if path.name.startswith(_OWNER_MARK):
        problem = Message("Word keeps this file while a document is open")
        raise SourceError(problem, hint=Message("give the document itself"), path=path)
    if suffix == ".zip":
        problem = Message("this is no .zip archive, or a damaged one")
        raise SourceError(problem, hint=Message("unpack it and give the text itself"), path=path)
    if (kind := _BY_SUFFIX.get(suffix)) in (Format.EPUB, Format.WORD):
        problem = Message("this is no {format} file, or a damaged one", format=kind)
        raise SourceError(problem, hint=Message("get the file again"), path=path)
