"""What every reader of a format gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from narrate.messages import Message
    from narrate.model import Decision, Metadata, Paragraph, Skip


class Parsed(NamedTuple):
    """What a reader makes of a text; ``metadata`` has what the text says where front matter is silent.

    ``stressed`` are stretches of the source, half-open, that a format stresses otherwise than by marks.
    """

    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]
    metadata: Metadata
    notes: tuple[Message, ...] = ()
    decisions: tuple[Decision, ...] = ()
    stressed: tuple[tuple[int, int], ...] = ()
