"""Markdown's dialects -> CommonMark: each convention a small lexer that claims its characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.article.markdown.dialects.blocks import plain_blocks, plain_tabs
from narrate.article.markdown.dialects.html import plain_html
from narrate.article.markdown.dialects.mdx import is_mdx
from narrate.article.markdown.dialects.spans import plain_spans
from narrate.article.markdown.notations import Notation, markdown_of
from narrate.article.rewriting import Rewriting
from narrate.model import Passage

if TYPE_CHECKING:
    from narrate.ground.wording import Words
    from narrate.model import Skip, Source


@dataclass(frozen=True, slots=True)
class CommonMark:
    """A Markdown article without its dialect; ``formulas`` are the places of those left out."""

    passage: Passage
    skips: tuple[Skip, ...]
    formulas: tuple[int, ...]
    is_mdx: bool


def commonmark_of(
    source: Source, start: int, words: Words, notation: Notation | None = None, *, reads_tables: bool
) -> CommonMark:
    """The Markdown from ``start`` on, less its dialect: other notations, tabs, blocks, spans, then HTML."""
    whole = Passage(source.text[start:], range(start, len(source.text)))
    mdx = notation is None and is_mdx(source.path.suffix, whole.text)
    passage, skipped = markdown_of(whole, notation, is_mdx=mdx)
    written = Rewriting(passage)
    plain_tabs(written)
    blocks = Rewriting(written.done())
    plain_blocks(blocks, is_mdx=mdx)
    spans = Rewriting(blocks.done())
    formulas = plain_spans(spans, is_mdx=mdx)
    html = Rewriting(spans.done())
    plain_html(html, words.comma, is_mdx=mdx, reads_tables=reads_tables)
    skips = (*skipped, *blocks.skips, *spans.skips, *html.skips)
    return CommonMark(html.done(), skips, tuple(formulas), mdx)
