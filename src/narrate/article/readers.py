"""The registry: a format -> its reader. What is plain text is read in the notation that its marks show.

Each reader is loaded when a text needs it: a build of Markdown knows nothing of EPUB.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.article.formats import SUBTITLES, notation_of_name
from narrate.article.parsed import Parsed
from narrate.messages import Message
from narrate.model import Format, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrate.article.frontmatter import FrontMatter
    from narrate.article.markdown import Notation
    from narrate.article.policy import ArticlePolicy
    from narrate.model import Metadata, Paragraph, Source

    Reader = Callable[[Source, FrontMatter, ArticlePolicy], Parsed]

_NAME = re.compile(r"[^。、！？!?:：\n]{2,39}[^。、！？!?:：\nすただいるうねよ]")
"""What may be a title: short, no sentence."""


def parsed_by_format(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    """What the reader of a source's format makes of it."""
    return _READERS[source.format](source, front, policy)


def _text(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    from narrate.article.aozora import is_aozora, parse_aozora
    from narrate.article.markdown import Notation, notation_of
    from narrate.article.markdown.likeness import looks_like_markdown
    from narrate.article.plain import parse_plain
    from narrate.article.plain.chats import is_chat, parse_chat
    from narrate.article.serials import is_serial, parse_serial
    from narrate.article.subtitles import is_subtitles, parse_subtitles

    named = notation_of_name(source.path)
    if named == SUBTITLES:
        said = parse_subtitles(source, front.end)
        return Parsed(said.paragraphs, said.skips, front.metadata)
    if named:
        return _in_notation(source, front, policy, Notation(named))
    if is_chat(source.text, front.end):
        chat = parse_chat(source, front.end)
        return Parsed(chat.paragraphs, chat.skips, front.metadata)
    if is_subtitles(source.text, front.end):
        said = parse_subtitles(source, front.end)
        return Parsed(said.paragraphs, said.skips, front.metadata)
    if is_serial(source.text, front.end):
        return parse_serial(source, front.metadata, front.end)
    if is_aozora(source.text, front.end):
        literature = parse_aozora(source, front.metadata, front.end, policy.markdown.image)
        return Parsed(literature.paragraphs, literature.skips, literature.metadata, literature.notes)
    if (notation := notation_of(source.text[front.end :])) is not None:
        note = Message("the text is written in the notation of {name} and read as that", name=notation.value)
        return _in_notation(source, front, policy, notation)._replace(notes=(note,))
    if looks_like_markdown(source.text[front.end :]):
        note = Message("the text is written in Markdown and read as that")
        return _notation(source, front, policy)._replace(notes=(note,))
    plain = parse_plain(source, front.metadata, front.end)
    return Parsed(plain.paragraphs, plain.skips, plain.metadata, plain.notes, plain.decisions)


def _in_notation(source: Source, front: FrontMatter, policy: ArticlePolicy, notation: Notation) -> Parsed:
    """A text in a notation, with the author that it names."""
    from narrate.article.markdown import author_in

    author = front.metadata.author or author_in(source.text, notation)
    about = replace(front.metadata, author=author)
    return _notation(source, front, policy, notation)._replace(metadata=about)


def _markdown(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    return _notation(source, front, policy)


def _notation(
    source: Source, front: FrontMatter, policy: ArticlePolicy, notation: Notation | None = None
) -> Parsed:
    """Markdown, or a notation that is made Markdown of."""
    from narrate.article.markdown import parse_markdown, without_navigation
    from narrate.ground.wording import words_of

    words = words_of(front.metadata.language)
    parsed = parse_markdown(source, front.end, policy.markdown, words, notation)
    paragraphs, skips = parsed.paragraphs, parsed.skips
    if notation is None:
        paragraphs, led = without_navigation(source, paragraphs)
        skips += led
    return Parsed(_named(paragraphs, front.metadata), skips, front.metadata)


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


def _page(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    from narrate.article.page import parse_page

    return parse_page(source, front, policy)


def _word(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    from narrate.article.word import parse_word

    return parse_word(source, front, policy)


def _book(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    from narrate.article.epub import parse_epub

    return parse_epub(source, front, policy)


_READERS: Mapping[Format, Reader] = {
    Format.TEXT: _text,
    Format.MARKDOWN: _markdown,
    Format.HTML: _page,
    Format.EPUB: _book,
    Format.WORD: _word,
}
