"""What became of an article since it was fetched: its paragraphs then and now."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.model import Article


_READING = re.compile(r"<rt>([^<]*)</rt>")
_RUBY_MARK = re.compile(r"</?ruby>")


class Change(NamedTuple):
    """A paragraph that is new, or is not there any more; its readings stand in brackets.

    ``same`` is how many characters it has in common with the one in its place, from the start on.
    """

    text: str
    is_new: bool
    same: int = 0


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
    told = (article.metadata.author, str(article.metadata.date or ""))
    return KeptText(title, (*filter(None, told), *_paragraphs(article)))


def changes(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[Change, ...]:
    """What is not there any more and what is new, in the order of the article."""
    found: list[Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            gone, new = list(map(_shown, before[i1:i2])), list(map(_shown, after[j1:j2]))
            same = [_same(pair) for pair in zip(gone, new, strict=False)] + [0] * max(len(gone), len(new))
            found += (Change(text, is_new=False, same=n) for text, n in zip(gone, same, strict=False))
            found += (Change(text, is_new=True, same=n) for text, n in zip(new, same, strict=False))
    return tuple(found)


def _same(pair: tuple[str, str]) -> int:
    """How many characters two texts both begin with."""
    return sum(1 for _ in takewhile(lambda signs: signs[0] == signs[1], zip(*pair, strict=False)))


def _shown(text: str) -> str:
    return _RUBY_MARK.sub("", _READING.sub(r"（\1）", text))


def _paragraphs(article: Article) -> list[str]:
    return [p.passage.text for section in article.sections for p in section.paragraphs]
