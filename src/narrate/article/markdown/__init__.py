"""Markdown as it is written, with its dialects -> paragraphs, each construct by a stated policy."""

from __future__ import annotations

from narrate.article.markdown.blocks import Markdown, MarkdownPolicy, parse_markdown
from narrate.article.markdown.likeness import looks_like_markdown
from narrate.article.markdown.navigation import without_navigation
from narrate.article.markdown.notations import Notation, author_in, date_in, notation_of
from narrate.article.markdown.titles import titled

__all__ = [
    "Markdown",
    "MarkdownPolicy",
    "Notation",
    "author_in",
    "date_in",
    "looks_like_markdown",
    "notation_of",
    "parse_markdown",
    "titled",
    "without_navigation",
]
