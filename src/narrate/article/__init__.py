"""Article files -> `Article`: decode, take the front matter off, parse, sort into sections."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.kinds import MARKDOWN_SUFFIXES, is_markdown_name
from narrate.messages import Message
from narrate.model import Role

if TYPE_CHECKING:
    from narrate.article.frontmatter import FrontMatter
    from narrate.article.markdown import Notation
    from narrate.article.policy import ArticlePolicy
    from narrate.model import Article, Decision, Metadata, Paragraph, Skip, Source

_NAME = re.compile(r"[^。、！？!?:：\n]{2,39}[^。、！？!?:：\nすただいるうねよ]")
"""What may be a title: short, no sentence."""

__all__ = ["MARKDOWN_SUFFIXES", "parse_article"]


class _Parsed(NamedTuple):
    """What a reader makes of a text; ``metadata`` has what the text says where front matter is silent."""

    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]
    metadata: Metadata
    notes: tuple[Message, ...] = ()
    decisions: tuple[Decision, ...] = ()


def parse_article(source: Source, front: FrontMatter, policy: ArticlePolicy | None = None) -> Article:
    """Understand a decoded article by the reader that fits it.

    Raises:
        SourceError: it has nothing to speak but headings.
    """
    from narrate.article.addresses import without_addresses
    from narrate.article.commands import without_commands
    from narrate.article.policy import ArticlePolicy
    from narrate.article.sections import article_of
    from narrate.ground.wording import words_of
    from narrate.model import Skip

    policy = policy or ArticlePolicy()
    parsed = _parsed(source, front, policy)
    paragraphs, skips = parsed.paragraphs, parsed.skips
    if policy.markdown.code != "read" and not is_markdown_name(source.path):
        said = words_of(front.metadata.language).code_left_out if policy.markdown.code == "announce" else ""
        kept, typed = without_commands(source.text, paragraphs, said)
        paragraphs, skips = tuple(kept), skips + typed
    if not policy.reads_addresses:
        kept, lone = without_addresses(source, paragraphs)
        paragraphs, skips = tuple(kept), skips + lone
    fence = (Skip(0, front.end, Message("front matter")),) if front.end else ()
    notes = parsed.notes + front.notes
    article = article_of(source, parsed.metadata, paragraphs, fence + skips, notes, policy.chapters)
    return replace(article, decisions=parsed.decisions)


def _parsed(source: Source, front: FrontMatter, policy: ArticlePolicy) -> _Parsed:
    """What the reader makes of a text that its name asks for, or else its notation."""
    from narrate.article.aozora import is_aozora, parse_aozora
    from narrate.article.likeness import looks_like_markdown
    from narrate.article.markdown import author_in, notation_of
    from narrate.article.plain import parse_plain
    from narrate.article.plain.chats import is_chat, parse_chat
    from narrate.article.subtitles import is_subtitles, parse_subtitles

    if is_markdown_name(source.path):
        return _markdown(source, front, policy)
    if is_chat(source.text, front.end):
        chat = parse_chat(source, front.end)
        return _Parsed(chat.paragraphs, chat.skips, front.metadata)
    if is_subtitles(source.text, front.end):
        said = parse_subtitles(source, front.end)
        return _Parsed(said.paragraphs, said.skips, front.metadata)
    if is_aozora(source.text, front.end):
        literature = parse_aozora(source, front.metadata, front.end, policy.markdown.image)
        return _Parsed(literature.paragraphs, literature.skips, literature.metadata, literature.notes)
    if (notation := notation_of(source.text[front.end :])) is not None:
        note = Message("the text is written in the notation of {name} and read as that", name=notation.value)
        about = front.metadata
        about = replace(about, author=about.author or author_in(source.text, notation))
        return _markdown(source, front, policy, notation)._replace(notes=(note,), metadata=about)
    if looks_like_markdown(source.text[front.end :]):
        note = Message("the text is written in Markdown and read as that")
        return _markdown(source, front, policy)._replace(notes=(note,))
    plain = parse_plain(source, front.metadata, front.end)
    return _Parsed(plain.paragraphs, plain.skips, plain.metadata, plain.notes, plain.decisions)


def _markdown(
    source: Source, front: FrontMatter, policy: ArticlePolicy, notation: Notation | None = None
) -> _Parsed:
    from narrate.article.markdown import parse_markdown, without_navigation
    from narrate.ground.wording import words_of

    words = words_of(front.metadata.language)
    parsed = parse_markdown(source, front.end, policy.markdown, words, notation)
    paragraphs, skips = parsed.paragraphs, parsed.skips
    if notation is None:
        paragraphs, led = without_navigation(source, paragraphs)
        skips += led
    return _Parsed(_named(paragraphs, front.metadata), skips, front.metadata)


def _named(paragraphs: tuple[Paragraph, ...], metadata: Metadata) -> tuple[Paragraph, ...]:
    """A short first line that stands alone above headings, of which none is of the title's level, is it.

    So is a heading on top that is set smaller than those below it.
    """
    first, *others = paragraphs or (None,)
    levels = [p.level for p in others if p.role is Role.HEADING]
    if first is not None and first.role is Role.HEADING and levels and min(levels) < first.level:
        return paragraphs if metadata.title else (first._replace(level=1), *others)
    if metadata.title or not levels or min(levels) == 1 or others[0].role is not Role.HEADING:
        return paragraphs
    if first is None or first.role is not Role.BODY or first.cuts or not _NAME.fullmatch(first.passage.text):
        return paragraphs
    return (first._replace(role=Role.HEADING, level=1), *others)
