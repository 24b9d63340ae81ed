"""Notations that are no Markdown -> Markdown: those of novel sites, blogs and wikis."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from narrate.article.markdown.dialects.opaque import lucid_stretches
from narrate.article.markdown.notations.hatena import (
    is_hatena,
    plain_headings,
    plain_lines,
    plain_notes,
    plain_own_lines,
)
from narrate.article.markdown.notations.mediawiki import is_mediawiki, plain_mediawiki
from narrate.article.markdown.notations.pukiwiki import is_pukiwiki, plain_pukiwiki
from narrate.article.markdown.notations.scrapbox import is_scrapbox, plain_scrapbox
from narrate.article.novel import MARKS, plain_marks, plain_pages
from narrate.article.rewriting import Rewriting

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.model import Passage, Skip

    Step = Callable[[Rewriting, list[tuple[int, int]]], None]

__all__ = ["Notation", "markdown_of", "notation_of"]


class Notation(StrEnum):
    """What a text that does not say so by its name may be written in."""

    MEDIAWIKI = "MediaWiki"
    PUKIWIKI = "PukiWiki"
    HATENA = "Hatena"
    SCRAPBOX = "Scrapbox"


_KNOWN = {
    Notation.HATENA: is_hatena,
    Notation.MEDIAWIKI: is_mediawiki,
    Notation.PUKIWIKI: is_pukiwiki,
    Notation.SCRAPBOX: is_scrapbox,
}
_WIKIS = {
    Notation.MEDIAWIKI: plain_mediawiki,
    Notation.PUKIWIKI: plain_pukiwiki,
    Notation.SCRAPBOX: plain_scrapbox,
}


def notation_of(text: str) -> Notation | None:
    """The notation that several constructs of a text show, if any."""
    return next((notation for notation, fits in _KNOWN.items() if fits(text)), None)


def markdown_of(
    passage: Passage, notation: Notation | None, *, is_mdx: bool = False
) -> tuple[Passage, list[Skip]]:
    """A text with all that is no Markdown written as Markdown; without a notation it is Markdown itself."""
    if notation in _WIKIS:
        made = Rewriting(passage)
        _WIKIS[notation](made)
        return made.done(), made.skips
    is_own = notation is Notation.HATENA
    is_theirs = is_own or is_hatena(passage.text)
    steps: list[tuple[tuple[str, ...], Step]] = [
        ((">|", ">>", "\n====", "@start", "$"), plain_lines),
        (("",) if is_own else (), plain_own_lines),
        (("*",) if is_theirs and not is_own else (), plain_headings),
        (("[chapter:", "[newpage]"), plain_pages),
        (("((",), partial(plain_notes, all_notes=is_theirs)),
        (MARKS, plain_marks),
    ]
    skips: list[Skip] = []
    for signs, step in steps:
        if any(sign in passage.text for sign in signs):
            made = Rewriting(passage)
            step(made, _stretches(made, has_indented=not is_own and not is_mdx))
            passage = made.done()
            skips += made.skips
    return passage, skips


def _stretches(made: Rewriting, *, has_indented: bool) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in lucid_stretches(made.text, has_indented=has_indented)]
