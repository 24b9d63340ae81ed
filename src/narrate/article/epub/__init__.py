"""EPUB 2 and 3: a book -> the text of its parts, and that -> paragraphs (EPUB 3.3; OPF 2.0.1)."""

from __future__ import annotations

from narrate.article.epub.opening import read_epub
from narrate.article.epub.reading import parse_epub

__all__ = ["parse_epub", "read_epub"]
