"""Aozora Bunko's notation -> paragraphs: notes, ruby, characters by number, title, key, colophon."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrate.article.aozora.body import Body
from narrate.article.aozora.downloads import download_in
from narrate.article.aozora.frame import colophon_in, front_of, is_aozora, key_in, source_in
from narrate.article.aozora.headings import judged, with_joined, with_levels
from narrate.article.skips.reasons import COLOPHON
from narrate.messages import Message
from narrate.model import Paragraph, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    download = download_in(text[:end], start)
    key = download.told if download else key_in(text[:end], start)
    body = Body(text, captions)
    if key:
        why = Message("what the site tells of the work") if download else Message("key to the notation")
        body.skips.append(Skip(*key, why))
    if end < len(text):
        body.skips.append(Skip(end, len(text), COLOPHON))
    above = key[0] if key else end
    front_end = _front_end(text, start, above)
    body.read(start, front_end)
    front = front_of([] if body.has_headings else body.stretches)
    body.stretches[: len(front.roles)] = [
        replace(stretch, role=role) for stretch, role in zip(body.stretches, front.roles, strict=False)
    ]
    body.read(front_end, above)
    if key:
        _read_below(body, key[1], end, download.lines if download else ())
    body.flush()
    marked = with_levels(body.stretches) if body.has_headings else judged(body.stretches)
    about = replace(
        metadata,
        author=metadata.author or front.author,
        description=metadata.description or (download.summary if download else source_in(text[end:])),
    )
    return Aozora(tuple(map(_paragraph, with_joined(marked))), tuple(body.skips), about)


def _read_below(body: Body, start: int, end: int, left_out: Iterable[tuple[int, int]]) -> None:
    """Read on, but for the lines that a tool repeats on each page."""
    for first, last in left_out:
        body.read(start, first)
        body.skips.append(Skip(first, last, Message("head of a page")))
        start = last
    body.read(start, end)


def _front_end(text: str, start: int, above: int) -> int:
    """The end of the first lines that hold text, at a blank line or above the key."""
    held = text[start:above]
    first = start + len(held) - len(held.lstrip("\n \t\u3000"))
    gap = _GAP.search(text, first, above)
    return gap.start() + 1 if gap else above


def _paragraph(stretch: Stretch) -> Paragraph:
    return Paragraph(stretch.role or Role.BODY, stretch.passage, (), stretch.after_break, stretch.level)
