"""Aozora Bunko's notation -> paragraphs: notes in ［＃…］, ruby, characters by number, title, key and colophon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrate.article.aozora.body import Body, with_joined_headings, with_levels
from narrate.article.aozora.frame import colophon_in, front_of, is_aozora, key_in, source_in
from narrate.article.plain import judged
from narrate.messages import Message
from narrate.model import Paragraph, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.lines import Line
    from narrate.model import Metadata, Source

__all__ = ["Aozora", "is_aozora", "parse_aozora"]

_LONGEST_HEADING = 40
_CLOSERS = "。、，．」』）)"


@dataclass(frozen=True, slots=True)
class Aozora:
    """The paragraphs of a text of Aozora Bunko, what of it is not spoken, and metadata it showed."""

    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]
    metadata: Metadata
    notes: tuple[Message, ...] = ()


def parse_aozora(source: Source, metadata: Metadata, start: int, captions: str = "read") -> Aozora:
    """Read the text that begins at offset ``start``; ``captions`` of pictures are ``"read"`` or ``"skip"``."""
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
    front = front_of([line for line in body.lines if line.role is None])
    if front.roles and not body.has_headings:
        body.lines = [
            replace(line, role=role) for line, role in zip(body.lines, front.roles, strict=True)
        ]
    count = len(body.lines)
    body.read(front_end, above)
    if key:
        body.read(key[1], end)
    body.flush()
    metadata = replace(
        metadata,
        author=metadata.author or front.author,
        description=metadata.description or source_in(text[end:]),
    )
    return _paragraphs(body, count, metadata)


def _front_end(text: str, start: int, above: int) -> int:
    """The end of the first lines that hold text, at a blank line or above the key."""
    first = len(text[start:above]) - len(text[start:above].lstrip("\n \t\u3000")) + start
    gap = text.find("\n\n", first, above)
    return above if gap < 0 else gap + 1


def _paragraphs(body: Body, front_count: int, metadata: Metadata) -> Aozora:
    """By their notes where the text has any on headings; by judgement of the lines where not."""
    if not body.has_headings:
        lines = [*body.lines[:front_count], *map(_settled, body.lines[front_count:])]
        plain = judged(lines, metadata)
        return Aozora(plain.paragraphs, tuple(body.skips) + plain.skips, plain.metadata)
    lines = with_joined_headings(with_levels(body.lines))
    return Aozora(tuple(map(_paragraph, lines)), tuple(body.skips), metadata)


def _settled(line: Line) -> Line:
    """A line that can be no heading, in literature, is told to be none."""
    text = line.passage.text
    is_body = len(text) > _LONGEST_HEADING or "。" in text or text[-1] in _CLOSERS
    return replace(line, role=Role.BODY) if line.role is None and is_body else line


def _paragraph(line: Line) -> Paragraph:
    return Paragraph(line.role or Role.BODY, line.passage, (), line.after_break, line.level)
