"""Aozora Bunko's notation -> paragraphs: notes, ruby, characters by number, title, key, colophon."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrate.article.aozora.body import Body
from narrate.article.aozora.frame import colophon_in, front_of, is_aozora, key_in, source_in
from narrate.article.aozora.headings import judged, with_joined, with_levels
from narrate.messages import Message
from narrate.model import Paragraph, Role, Skip

if TYPE_CHECKING:
    from narrate.article.aozora.headings import Stretch
    from narrate.model import Metadata, Source

__all__ = ["Aozora", "is_aozora", "parse_aozora"]

_GAP = re.compile(r"\n[ \t\u3000]*\n")


@dataclass(frozen=True, slots=True)
class Aozora:
    """The paragraphs of a text of Aozora Bunko, what of it is not spoken, and metadata it showed."""

    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]
    metadata: Metadata
    notes: tuple[Message, ...] = ()


def parse_aozora(source: Source, metadata: Metadata, start: int, captions: str = "read") -> Aozora:
    """Read the text from offset ``start`` on; ``captions`` of pictures are ``"read"`` or ``"skip"``."""
    text = source.text
    end = colophon_in(text, start)
    key = key_in(text[:end], start)
    body = Body(text, captions)
    if key:
        body.skips.append(Skip(*key, Message("key to the notation")))
    if end < len(text):
        body.skips.append(Skip(end, len(text), Message("colophon")))
    above = key[0] if key else end
    front_end = _front_end(text, start, above)
    body.read(start, front_end)
    front = front_of([] if body.has_headings else body.stretches)
    body.stretches[: len(front.roles)] = [
        replace(stretch, role=role) for stretch, role in zip(body.stretches, front.roles, strict=False)
    ]
    body.read(front_end, above)
    if key:
        body.read(key[1], end)
    body.flush()
    marked = with_levels(body.stretches) if body.has_headings else judged(body.stretches)
    about = replace(
        metadata,
        author=metadata.author or front.author,
        description=metadata.description or source_in(text[end:]),
    )
    return Aozora(tuple(map(_paragraph, with_joined(marked))), tuple(body.skips), about)


def _front_end(text: str, start: int, above: int) -> int:
    """The end of the first lines that hold text, at a blank line or above the key."""
    held = text[start:above]
    first = start + len(held) - len(held.lstrip("\n \t\u3000"))
    gap = _GAP.search(text, first, above)
    return gap.start() + 1 if gap else above


def _paragraph(stretch: Stretch) -> Paragraph:
    return Paragraph(stretch.role or Role.BODY, stretch.passage, (), stretch.after_break, stretch.level)
