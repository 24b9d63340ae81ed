"""Empty paragraphs that stand for a change of scene."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrate.article.markup import Element
    from narrate.model import Paragraph

_BLANKS = frozenset({"br", "span", "a", "b", "i"})
_FEW = 6
"""One in so many paragraphs has an empty line above it, or more do where they set apart scenes."""


def gaps_in(body: Element, paragraphs: Sequence[Paragraph]) -> Counter[int]:
    """How many empty lines stand above a paragraph, by its number; none above the first."""
    starts = [p.start for p in paragraphs]
    blanks = (e for e in body.all("p", "div") if _is_blank(e))
    found = Counter(bisect_left(starts, blank.start) for blank in blanks)
    return Counter({at: count for at, count in found.items() if 0 < at < len(paragraphs)})


def _is_blank(element: Element) -> bool:
    """Whether a paragraph shows an empty line, and not nothing at all."""
    inner = [e for e in element.all() if e is not element]
    if any(e.name not in _BLANKS for e in inner) or element.text.strip():
        return False
    return bool(element.text.strip(" \t\n")) or any(e.name == "br" for e in inner)


def fewest_lines(gaps: Sequence[Mapping[int, int]], paragraph_count: int) -> int:
    """How many empty lines make a change of scene in this book.

    Where one stands between every few paragraphs, as in novels of the web, it takes more of them.
    """
    heights = Counter(count for found in gaps for count in found.values())
    for lines in sorted(heights):
        if sum(n for height, n in heights.items() if height >= lines) * _FEW <= paragraph_count:
            return lines
    return max(heights, default=0) + 1


def with_breaks(paragraphs: Sequence[Paragraph], gaps: Mapping[int, int], fewest: int) -> list[Paragraph]:
    """The paragraphs, those that empty lines stand above with the longer pause."""
    return [
        p._replace(after_scene_break=True) if gaps.get(at, 0) >= fewest else p
        for at, p in enumerate(paragraphs)
    ]


def without_breaks_below_headings(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs; empty lines around a heading set it apart, and change no scene."""
    above = (None, *paragraphs)
    return [
        p._replace(after_scene_break=False)
        if p.after_scene_break and Role.HEADING in (p.role, before.role if before else None)
        else p
        for before, p in zip(above, paragraphs, strict=False)
    ]
