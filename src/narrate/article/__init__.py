"""Article files -> `Article`: decode, take the front matter off, parse, sort into sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.frontmatter import FrontMatter
    from narrate.article.markdown import MarkdownPolicy
    from narrate.model import Article, Source

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"})


def parse_article(source: Source, front: FrontMatter, policy: MarkdownPolicy | None = None) -> Article:
    """Understand a decoded article: Markdown by its suffix, Aozora Bunko's notation by its notes, else plain.

    Raises:
        SourceError: it has nothing to speak but headings.
    """
    from dataclasses import replace

    from narrate.article.sections import article_of
    from narrate.model import Skip

    fence = (Skip(0, front.end, Message("front matter")),) if front.end else ()
    if source.path.suffix.lower() in MARKDOWN_SUFFIXES:
        from narrate.article.markdown import MarkdownPolicy, parse_markdown
        from narrate.ground.wording import words_of

        words = words_of(front.metadata.language)
        parsed = parse_markdown(source, front.end, policy or MarkdownPolicy(), words)
        return article_of(source, front.metadata, parsed.paragraphs, fence + parsed.skips, front.notes)
    from narrate.article.aozora import is_aozora, parse_aozora

    if is_aozora(source.text, front.end):
        captions = policy.image if policy else "read"
        found = parse_aozora(source, front.metadata, front.end, captions)
        return article_of(source, found.metadata, found.paragraphs, fence + found.skips, front.notes)
    from narrate.article.plain import parse_plain

    plain = parse_plain(source, front.metadata, front.end)
    article = article_of(source, plain.metadata, plain.paragraphs, fence + plain.skips, front.notes)
    return replace(article, decisions=plain.decisions)
