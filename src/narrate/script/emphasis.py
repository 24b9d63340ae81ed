"""What an author stressed: strong words, dots beside characters.

Every mark of emphasis is left out of what is spoken and stands among an article's skips, whatever notation
it is of; so here they are paired again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.model import NOWHERE, Format, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.model import Article, Passage, ScriptParagraph, ScriptSection, Skip

_DOTTED = (
    r"(?:[\"' ](?:em-(?:sesame|dot|circle|double-circle|triangle)(?:-open|-filled)?"
    r"|(?:sesame|bou?ten|kenten)(?:[-_]?dots?)?|emphasis[-_]?dots?)[\"' ]|text-emphasis)"
)
"""How books name dots beside characters: by class (電書協 EPUB 3 制作ガイド 1.1.3, and others) or style."""
_MARK = re.compile(
    r"(?P<both>\*\*|__)|(?P<open>《《|<(?:strong|b)\b[^>]*>|<span\b[^>]*" + _DOTTED + "[^>]*>)"
    r"|(?P<close>》》|</(?:strong|b|span)\s*>)"
    r"|［＃(?:「(?P<about>[^」\n]{1,40})」に)?(?:[^「」［］\n]*?の左に)?[^「」［］\n]{0,6}"
    r"(?:傍点|傍線|圏点|太字|ゴシック体?)(?P<end>終わり)?］",
    re.IGNORECASE,
)
_HINTS = ("**", "__", "《《", "》》", "<", "</", "［＃")
_LONGEST = 60
"""Characters: more is no word, but a passage set in another type."""
_REACH = 200
"""How far before its note the words may stand that it is about."""
_MOST = 0.5
"""Of an utterance: where more is stressed, nothing stands out."""
_MOST_SPANS = 3
_STRESSING = frozenset([Role.BODY, Role.LEAD, Role.ITEM, Role.QUOTE])
"""Paragraphs of which words can stand out."""


def with_stress(sections: tuple[ScriptSection, ...], article: Article) -> tuple[ScriptSection, ...]:
    """The sections with the stressed stretches of each utterance."""
    is_marked = article.source.format is not Format.WORD
    spans = article.stressed or (emphases_in(article.source.text, article.skips) if is_marked else ())
    if not spans:
        return sections
    return tuple(
        replace(section, paragraphs=tuple(_stressed(p, spans) for p in section.paragraphs))
        for section in sections
    )


def _stressed(paragraph: ScriptParagraph, spans: Sequence[tuple[int, int]]) -> ScriptParagraph:
    if paragraph.role not in _STRESSING:
        return paragraph
    utterances = tuple(u._replace(stressed=stressed_in(u.passage, spans)) for u in paragraph.utterances)
    return replace(paragraph, utterances=utterances)


def emphases_in(text: str, skips: Iterable[Skip]) -> tuple[tuple[int, int], ...]:
    """The stretches of a source's ``text`` that are stressed, half-open and ascending."""
    spans: list[tuple[int, int]] = []
    opened = NOWHERE
    for skip in sorted(s for s in skips if s.end - s.start <= _REACH and text.startswith(_HINTS, s.start)):
        for mark in _MARK.finditer(text[skip.start : skip.end]):
            start, end = skip.start + mark.start(), skip.start + mark.end()
            if mark["about"]:
                spans += _before(text, mark["about"], start)
            elif opened != NOWHERE and not mark["open"] and _is_word(text[opened:start]):
                spans.append((opened, start))
                opened = NOWHERE
            else:
                opened = NOWHERE if mark["close"] or mark["end"] else end
    return tuple(sorted(set(spans)))


def stressed_in(passage: Passage, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The stretches of an utterance that are stressed; none where most of it is, or much."""
    known = passage.known_origins
    if not spans or not known or not _touch(spans, min(known), max(known)):
        return ()
    found: list[tuple[int, int]] = []
    for at, origin in enumerate(passage.origins):
        if origin == NOWHERE or not _touch(spans, origin, origin):
            continue
        if found and found[-1][1] == at:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    is_much = sum(end - start for start, end in found) > _MOST * len(passage)
    return () if is_much or len(found) > _MOST_SPANS else tuple(found)


def _touch(spans: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    """Whether a span holds one of the characters ``first`` to ``last``."""
    near = bisect_right(spans, last, key=lambda span: span[0]) - 1
    return near >= 0 and spans[near][1] > first


def _before(text: str, words: str, at: int) -> list[tuple[int, int]]:
    start = text.rfind(words, max(0, at - _REACH), at)
    return [(start, start + len(words))] if start >= 0 else []


def _is_word(stressed: str) -> bool:
    return 0 < len(stressed) <= _LONGEST and "\n\n" not in stressed
