"""A page of the web -> its article: what of it is one, title and credits, then paragraph after paragraph."""

from __future__ import annotations

from narrate.article.page.reading import parse_page

__all__ = ["parse_page"]
