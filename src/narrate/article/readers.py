"""The registry: a format -> its reader. What is plain text is read in the notation that its marks show.

Each reader is loaded when a text needs it: a build of Markdown knows nothing of EPUB.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.article.formats import SUBTITLES, notation_of_name
from narrate.article.parsed import Parsed
from narrate.messages import Message
from narrate.model import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from narrate.article.frontmatter import FrontMatter
    from narrate.article.markdown import Notation
    from narrate.article.policy import ArticlePolicy
    from narrate.model import Source

    Reader = Callable[[Source, FrontMatter, ArticlePolicy], Parsed]


def parsed_by_format(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    """What the reader of a source's format makes of it."""
    return _READERS[source.format](source, front, policy)


def _text(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    """A text in the notation that its name tells, or else that its marks show."""
    named = notation_of_name(source.path)
    if named == SUBTITLES:
        return _subtitles(source, front, policy)
    if named:
        from narrate.article.markdown import Notation

        return _in_notation(source, front, policy, Notation(named))
    found = (read for shows, read in _kinds_of_text() if shows(source.text, front.end))
    return next(found, _plain)(source, front, policy)


def _kinds_of_text() -> Sequence[tuple[Callable[[str, int], bool], Reader]]:
    """What plain text may be: whether its marks from an offset on show that, and the reader."""
    from narrate.article.aozora import is_aozora
    from narrate.article.plain.chats import is_chat
    from narrate.article.serials import is_serial
    from narrate.article.subtitles import is_subtitles

    return (
        (is_chat, _chat),
        (is_subtitles, _subtitles),
        (is_serial, _serial),
        (is_aozora, _aozora),
        (_shows_notation, _shown_notation),
        (_shows_markdown, _shown_markdown),
    )


def _chat(source: Source, front: FrontMatter, _: ArticlePolicy) -> Parsed:
    from narrate.article.plain.chats import parse_chat

    chat = parse_chat(source, front.end)
    return Parsed(chat.paragraphs, chat.skips, front.metadata)


def _subtitles(source: Source, front: FrontMatter, _: ArticlePolicy) -> Parsed:
    from narrate.article.subtitles import parse_subtitles

    said = parse_subtitles(source, front.end)
    return Parsed(said.paragraphs, said.skips, front.metadata)


def _serial(source: Source, front: FrontMatter, _: ArticlePolicy) -> Parsed:
    from narrate.article.serials import parse_serial

    return parse_serial(source, front.metadata, front.end)


def _aozora(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    from narrate.article.aozora import parse_aozora

    literature = parse_aozora(source, front.metadata, front.end, policy.markdown.image)
    return Parsed(literature.paragraphs, literature.skips, literature.metadata, literature.notes)


def _shows_notation(text: str, start: int) -> bool:
    return _notation_in(text, start) is not None


def _notation_in(text: str, start: int) -> Notation | None:
    from narrate.article.markdown import notation_of

    return notation_of(text[start:])


def _shown_notation(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    notation = _notation_in(source.text, front.end)
    if notation is None:
        return _plain(source, front, policy)
    note = Message("the text is written in the notation of {name} and read as that", name=notation.value)
    return _in_notation(source, front, policy, notation)._replace(notes=(note,))


def _shows_markdown(text: str, start: int) -> bool:
    from narrate.article.markdown import looks_like_markdown

    return looks_like_markdown(text[start:])


def _shown_markdown(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    note = Message("the text is written in Markdown and read as that")
    return _markdown(source, front, policy)._replace(notes=(note,))


def _plain(source: Source, front: FrontMatter, _: ArticlePolicy) -> Parsed:
    from narrate.article.plain import parse_plain

    plain = parse_plain(source, front.metadata, front.end)
    return Parsed(plain.paragraphs, plain.skips, plain.metadata, plain.notes, plain.decisions)


def _in_notation(source: Source, front: FrontMatter, policy: ArticlePolicy, notation: Notation) -> Parsed:
    """A text in a notation, with the author and the day that it names."""
    from narrate.article.markdown import author_in, date_in

    author = front.metadata.author or author_in(source.text, notation)
    about = replace(front.metadata, author=author, date=front.metadata.date or date_in(source.text, notation))
    return _notation(source, front, policy, notation)._replace(metadata=about)


def _markdown(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    return _notation(source, front, policy)


def _notation(
    source: Source, front: FrontMatter, policy: ArticlePolicy, notation: Notation | None = None
) -> Parsed:
    """Markdown, or a notation that is made Markdown of."""
    from narrate.article.markdown import parse_markdown, titled, without_navigation
    from narrate.ground.wording import words_of

    words = words_of(front.metadata.language)
    parsed = parse_markdown(source, front.end, policy.markdown, words, notation)
    paragraphs, skips = parsed.paragraphs, parsed.skips
    if notation is None:
        paragraphs, led = without_navigation(source, paragraphs)
        skips += led
    return Parsed(titled(paragraphs, front.metadata), skips, front.metadata)


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
