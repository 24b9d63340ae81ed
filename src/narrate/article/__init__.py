"""Article files -> `Article`: decode, take the front matter off, parse, sort into sections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.article.formats import ARTICLE_SUFFIXES
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.frontmatter import FrontMatter
    from narrate.article.policy import ArticlePolicy
    from narrate.model import Article, Source

__all__ = ["ARTICLE_SUFFIXES", "parse_article"]


def parse_article(source: Source, front: FrontMatter, policy: ArticlePolicy | None = None) -> Article:
    """Understand a decoded article by the reader that fits it.

    Raises:
        SourceError: it has nothing to speak but headings.
    """
    from narrate.article.policy import ArticlePolicy
    from narrate.article.readers import parsed_by_format
    from narrate.article.sections import article_of, retitled
    from narrate.article.skips.addresses import without_addresses
    from narrate.article.skips.commands import without_commands
    from narrate.ground.wording import words_of
    from narrate.model import Format, Skip

    policy = policy or ArticlePolicy()
    parsed = parsed_by_format(source, front, policy)
    paragraphs, skips = parsed.paragraphs, parsed.skips
    if policy.markdown.code != "read" and source.format is Format.TEXT:
        said = words_of(front.metadata.language).code_left_out if policy.markdown.code == "announce" else ""
        kept, typed = without_commands(source.text, paragraphs, said)
        paragraphs, skips = tuple(kept), skips + typed
    if not policy.reads_addresses:
        kept, lone = without_addresses(source, paragraphs)
        paragraphs, skips = tuple(kept), skips + lone
    fence = (Skip(0, front.end, Message("front matter")),) if front.end else ()
    notes = parsed.notes + front.notes
    article = article_of(source, parsed.metadata, paragraphs, fence + skips, notes, policy.chapters)
    article = retitled(article, front.renamed) if front.renamed else article
    return replace(article, decisions=parsed.decisions, stressed=parsed.stressed)
