"""Markdown as it is written, with its dialects -> paragraphs, each construct by a stated policy."""

from __future__ import annotations

from narrate.article.markdown.blocks import Markdown, MarkdownPolicy, parse_markdown

__all__ = ["Markdown", "MarkdownPolicy", "parse_markdown"]
