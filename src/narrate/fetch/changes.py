"""What became of an article since it was fetched: its paragraphs then and now."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.model import Article


class Change(NamedTuple):
    """A paragraph that is new, or is not there any more."""

    text: str
    is_new: bool


class KeptText(NamedTuple):
    """What stands in a kept text: its title, if it has one, and its author, date and paragraphs, one each."""

    title: str
    lines: tuple[str, ...]


def kept_text_of(text: str, path: Path) -> KeptText:
    """Read a text as a build would.

    Raises:
        SourceError, SettingsError: there is no article in it, or its front matter is wrong.
    """
    from narrate.article import parse_article
    from narrate.article.frontmatter import read_front_matter
    from narrate.article.source import source_of
    from narrate.model import Role

    source = source_of(path, text)
    article = parse_article(source, read_front_matter(source))
    title = article.text_of(Role.TITLE) or article.metadata.title
    title = "" if title == path.stem else title
    told = (article.metadata.author, str(article.metadata.date or ""))
    return KeptText(title, (*filter(None, told), *_paragraphs(article)))


def changes(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[Change, ...]:
    """What is not there any more and what is new, in the order of the article."""
    found: list[Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            found += (Change(text, is_new=False) for text in before[i1:i2])
            found += (Change(text, is_new=True) for text in after[j1:j2])
    return tuple(found)


def _paragraphs(article: Article) -> list[str]:
    return [p.passage.text for section in article.sections for p in section.paragraphs]
