"""What a file is by its name: Markdown, text, or something that narrate does not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.errors import SourceError
from narrate.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

MARKDOWN_SUFFIXES = frozenset(
    {".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdx", ".qmd", ".rmd"}
)
_OTHERS = {
    ".htm": "HTML", ".html": "HTML", ".xhtml": "HTML",
    ".rst": "reStructuredText", ".re": "Re:VIEW", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc",
    ".tex": "LaTeX", ".org": "Org", ".rtf": "RTF", ".docx": "Word", ".doc": "Word",
    ".odt": "OpenDocument", ".epub": "EPUB", ".pdf": "PDF", ".ipynb": "Jupyter Notebook",
}  # fmt: skip
_CALLS_ITSELF_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html[\s>])", re.IGNORECASE)


def is_markdown_name(path: Path) -> bool:
    """Whether a file is Markdown by its name."""
    return path.suffix.lower() in MARKDOWN_SUFFIXES


def refuse_other_formats(path: Path) -> None:
    """Refuse by its name what would be read with all its markup.

    Raises:
        SourceError: it is in a format that narrate does not read.
    """
    if (name := _OTHERS.get(path.suffix.lower())) is not None:
        raise _unread(path, name)


def refuse_html(path: Path, text: str) -> None:
    """Refuse a page of the web under another name.

    Raises:
        SourceError: it begins as HTML does.
    """
    if not is_markdown_name(path) and _CALLS_ITSELF_HTML.match(text):
        raise _unread(path, "HTML")


def _unread(path: Path, name: str) -> SourceError:
    return SourceError(
        Message("this is {format}, which narrate does not read", format=name),
        hint=Message("save its text as a .txt or .md file"),
        path=path,
    )
