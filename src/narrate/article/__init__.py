"""Article files -> `Article`: decode, take the front matter off, parse, sort into sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from narrate.article.kinds import MARKDOWN_SUFFIXES, is_markdown_name
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.frontmatter import FrontMatter
    from narrate.article.policy import ArticlePolicy
    from narrate.model import Article, Paragraph, Skip, Source

__all__ = ["MARKDOWN_SUFFIXES", "parse_article"]


class Parsed(Protocol):
    """What a reader gives; ``metadata`` and ``notes`` as well, where it finds such things in the text."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]: ...
    @property
    def skips(self) -> tuple[Skip, ...]: ...


def parse_article(source: Source, front: FrontMatter, policy: ArticlePolicy | None = None) -> Article:
    """Understand a decoded article by the reader that fits it.

    Raises:
        SourceError: it has nothing to speak but headings.
    """
    from narrate.article.addresses import without_addresses
    from narrate.article.policy import ArticlePolicy
    from narrate.article.sections import article_of
    from narrate.model import Skip

    policy = policy or ArticlePolicy()
    parsed, notes = _read(source, front, policy)
    paragraphs, skips = parsed.paragraphs, parsed.skips
    if not policy.reads_addresses:
        kept, lone = without_addresses(source, paragraphs)
        paragraphs, skips = tuple(kept), skips + lone
    fence = (Skip(0, front.end, Message("front matter")),) if front.end else ()
    metadata = getattr(parsed, "metadata", front.metadata)
    notes += front.notes + getattr(parsed, "notes", ())
    return article_of(source, metadata, paragraphs, fence + skips, notes, policy.chapters)


def _read(source: Source, front: FrontMatter, policy: ArticlePolicy) -> tuple[Parsed, tuple[Message, ...]]:
    """What the reader makes of it that its name asks for, or else its text; and a note on that."""
    from narrate.article.likeness import looks_like_markdown

    if is_markdown_name(source.path):
        return _markdown(source, front, policy), ()
    if looks_like_markdown(source.text[front.end :]):
        return _markdown(source, front, policy), (
            Message("the text is written in Markdown and read as that"),
        )
    from narrate.article.plain import parse_plain

    return parse_plain(source, front.metadata, front.end), ()


def _markdown(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    from narrate.article.markdown import parse_markdown
    from narrate.ground.wording import words_of

    return parse_markdown(source, front.end, policy.markdown, words_of(front.metadata.language))
