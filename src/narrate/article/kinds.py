"""What kind of text a file holds: by its name, and where that says nothing, by what stands in it."""

from __future__ import annotations

import re
from itertools import islice
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
_ENOUGH = 3
_MOST_COUNTED = 2
_MARKS = (
    re.compile(r"^ {0,3}#{1,6}[ \t]+[^\s#]", re.MULTILINE),
    re.compile(r"!?\[[^\[\]\n]{0,300}\]\((?:[a-z]+://|[./#])?[^()\s]{1,500}\)"),
    re.compile(r"\*\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*\*"),
    re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE),
    re.compile(r"^ {0,3}\|?[ \t]*:?-{3,}:?[ \t]*\|", re.MULTILINE),
    re.compile(r"^\s{0,6}[-*+] \[[ xX]\] ", re.MULTILINE),
)
"""Headings, links and images, strong emphasis, fences, the line below a table's head, tasks."""
_WEAK_MARKS = (
    re.compile(r"^ {0,3}[-*+] \S", re.MULTILINE),
    re.compile(r"^ {0,3}> \S", re.MULTILINE),
    re.compile(r"(?<!`)`[^`\n]{1,100}`(?!`)"),
)
"""Lists, quotations, code in the text: plain text has them as well."""


def is_markdown_name(path: Path) -> bool:
    """Whether a file is Markdown by its name."""
    return path.suffix.lower() in MARKDOWN_SUFFIXES


def looks_like_markdown(text: str) -> bool:
    """Whether several constructs of Markdown stand in a text. One hash or star is none."""
    strong = [_count(mark, text) for mark in _MARKS]
    kinds = sum(map(bool, strong))
    if not kinds:
        return False
    headings, links = strong[:2]
    if headings >= _MOST_COUNTED or (headings and links):
        return True
    return kinds >= 2 and sum(strong) + sum(_count(mark, text) > 1 for mark in _WEAK_MARKS) >= _ENOUGH


def _count(mark: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in islice(mark.finditer(text), _MOST_COUNTED))


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
