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
_FREE = re.compile(b"\0+")


def skips_of(
    source: Source,
    start: int,
    paragraphs: Sequence[Paragraph],
    dropped: Iterable[tuple[Passage, Message]],
    markup: Message = TAGS,
) -> tuple[Skip, ...]:
    """Skips for all from ``start`` on that the paragraphs do not hold; what nobody names is ``markup``."""
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
    skips += [Skip(a, b, markup) for a, b in _free(taken, start, len(taken)) if source.text[a:b].strip()]
    return tuple(skips)


def _free(taken: bytearray, first: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _FREE.finditer(taken, first, end)]
