"""Which line of Markdown is its title, where none is marked as that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.model import Role

if TYPE_CHECKING:
    from narrate.model import Metadata, Paragraph

_NAME = re.compile(r"[^。、！？!?:：\n]{2,39}[^。、！？!?:：\nすただいるうねよ]")
"""What may be a title: short, no sentence."""


def titled(paragraphs: tuple[Paragraph, ...], metadata: Metadata) -> tuple[Paragraph, ...]:
    """A short first line that stands alone above headings, of which none is of the title's level, is it.

    So is a heading on top that is set smaller than those below it.
    """
    first, *others = paragraphs or (None,)
    levels = [p.level for p in others if p.role is Role.HEADING]
    if first is not None and first.role is Role.HEADING and levels and min(levels) < first.level:
        return paragraphs if metadata.title else (first._replace(level=1), *others)
    if metadata.title or not levels or min(levels) == 1 or others[0].role is not Role.HEADING:
        return paragraphs
    if first is None or first.role is not Role.BODY or first.cuts or not _NAME.fullmatch(first.passage.text):
        return paragraphs
    return (first._replace(role=Role.HEADING, level=1), *others)
