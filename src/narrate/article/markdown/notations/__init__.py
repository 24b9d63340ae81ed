"""Notations that are no Markdown -> Markdown: those of novel sites, blogs and wikis."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from narrate.article.markdown.dialects.opaque import lucid_stretches
from narrate.article.markdown.notations.asciidoc import (
    author_in_asciidoc,
    date_in_asciidoc,
    is_asciidoc,
    plain_asciidoc,
)
from narrate.article.markdown.notations.dokuwiki import is_dokuwiki, plain_dokuwiki
from narrate.article.markdown.notations.hatena import (
    is_hatena,
    plain_headings,
    plain_lines,
    plain_notes,
    plain_own_lines,
)
from narrate.article.markdown.notations.kag import is_kag, plain_kag
from narrate.article.markdown.notations.latex import author_in_latex, is_latex, plain_latex
from narrate.article.markdown.notations.mediawiki import is_mediawiki, plain_mediawiki
from narrate.article.markdown.notations.org import author_in_org, is_org, plain_org
from narrate.article.markdown.notations.pod import is_pod, plain_pod
from narrate.article.markdown.notations.pukiwiki import is_pukiwiki, plain_pukiwiki
from narrate.article.markdown.notations.rest import author_in_rest, date_in_rest, is_rest, plain_rest
from narrate.article.markdown.notations.review import is_review, plain_review
from narrate.article.markdown.notations.scrapbox import is_scrapbox, plain_scrapbox
from narrate.article.markdown.notations.textile import is_textile, plain_textile
from narrate.article.novel import MARKS, plain_marks, plain_pages
from narrate.article.rewriting import Rewriting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from narrate.model import Passage, Skip

    Step = Callable[[Rewriting, list[tuple[int, int]]], None]

__all__ = ["Notation", "author_in", "date_in", "markdown_of", "notation_of"]


class Notation(StrEnum):
    """What a text that does not say so by its name may be written in."""

    MEDIAWIKI = "MediaWiki"
    PUKIWIKI = "PukiWiki"
    HATENA = "Hatena"
    SCRAPBOX = "Scrapbox"
    LATEX = "LaTeX"
    REVIEW = "Re:VIEW"
    REST = "reStructuredText"
    ASCIIDOC = "AsciiDoc"
    DOKUWIKI = "DokuWiki"
    TEXTILE = "Textile"
    ORG = "Org"
    POD = "POD"
    KAG = "KAG"


_KNOWN = {
    Notation.KAG: is_kag,
    Notation.HATENA: is_hatena,
    Notation.DOKUWIKI: is_dokuwiki,
    Notation.ORG: is_org,
    Notation.POD: is_pod,
    Notation.MEDIAWIKI: is_mediawiki,
    Notation.PUKIWIKI: is_pukiwiki,
    Notation.SCRAPBOX: is_scrapbox,
    Notation.LATEX: is_latex,
    Notation.REVIEW: is_review,
    Notation.REST: is_rest,
    Notation.ASCIIDOC: is_asciidoc,
    Notation.TEXTILE: is_textile,
}
_WIKIS = {
    Notation.MEDIAWIKI: plain_mediawiki,
    Notation.PUKIWIKI: plain_pukiwiki,
    Notation.SCRAPBOX: plain_scrapbox,
    Notation.LATEX: plain_latex,
    Notation.REVIEW: plain_review,
    Notation.REST: plain_rest,
    Notation.ASCIIDOC: plain_asciidoc,
    Notation.DOKUWIKI: plain_dokuwiki,
    Notation.TEXTILE: plain_textile,
    Notation.ORG: plain_org,
    Notation.POD: plain_pod,
    Notation.KAG: plain_kag,
}


_AUTHORS = {
    Notation.LATEX: author_in_latex,
    Notation.ORG: author_in_org,
    Notation.REST: author_in_rest,
    Notation.ASCIIDOC: author_in_asciidoc,
}
_DATES = {Notation.REST: date_in_rest, Notation.ASCIIDOC: date_in_asciidoc}


def notation_of(text: str) -> Notation | None:
    """The notation that several constructs of a text show, if any."""
    return next((notation for notation, fits in _KNOWN.items() if fits(text)), None)


def author_in(text: str, notation: Notation) -> str:
    """Who wrote a text, where its notation has a place for that."""
    found = _AUTHORS.get(notation)
    return found(text) if found else ""


def date_in(text: str, notation: Notation) -> date | None:
    """The day of a text, where its notation has a place for that."""
    found = _DATES.get(notation)
    return found(text) if found else None


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
