"""What of a source is in no paragraph -> skips: text with the reason it was left out, and tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.model import Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.model import Paragraph, Passage, Source

TAGS = Message("tags")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\xad]+")
"""Where a line may be broken, or must not be: neither text nor white space."""
_FREE = re.compile(b"\0+")


def skips_of(
    source: Source,
    start: int,
    paragraphs: Sequence[Paragraph],
    dropped: Iterable[tuple[Passage, Message]],
    texts: Iterable[Passage],
) -> tuple[Skip, ...]:
    """Skips for all from ``start`` on that the paragraphs do not hold.

    What stands in none of the ``texts`` of the tree is a tag. A text that nobody took or left out gets no
    skip, so that `script.coverage.account` finds it.
    """
    taken = bytearray(len(source.text))
    taken[:start] = b"\1" * start
    for paragraph in paragraphs:
        for first, end in paragraph.passage.known_spans:
            taken[first:end] = b"\1" * (end - first)
    skips = []
    for passage, reason in dropped:
        for first, end in passage.known_spans:
            skips += [Skip(a, b, reason) for a, b in _free(taken, first, end)]
            taken[first:end] = b"\1" * (end - first)
    for passage in texts:
        unseen = [match.span() for match in _UNSEEN.finditer(passage.text)]
        for first, end in (passage.without(unseen) if unseen else passage).known_spans:
            taken[first:end] = b"\1" * (end - first)
    skips += [Skip(a, b, TAGS) for a, b in _free(taken, start, len(taken)) if source.text[a:b].strip()]
    return tuple(skips)


def _free(taken: bytearray, first: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _FREE.finditer(taken, first, end)]
