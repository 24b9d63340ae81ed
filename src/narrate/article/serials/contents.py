"""The contents of a work of Kakuyomu: which chapters begin before which episodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narrate.article.lines import Line

_EPISODE = re.compile(r"(?P<number>\d+)\.[ \t\u3000]")
_CHAPTER = "§"


def chapters_in(lines: Iterable[Line]) -> tuple[Mapping[int, tuple[Line, ...]], list[Line]]:
    """The names of the chapters that begin before an episode, by its number, without their marks.

    And what else there is: the episodes' lines, whose names stand with their texts, and the marks.
    """
    found: dict[int, tuple[Line, ...]] = {}
    others: list[Line] = []
    above: list[Line] = []
    for line in lines:
        text = line.passage.text
        if text.startswith(_CHAPTER) and (name := line.passage[1:].strip()).text:
            others.append(line._replace(passage=line.passage[:1]))
            above.append(line._replace(passage=name))
            continue
        others.append(line)
        if (match := _EPISODE.match(text)) and above:
            found[int(match["number"])] = tuple(above)
            above = []
    return found, others + above
