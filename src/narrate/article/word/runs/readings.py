"""The readings that stand above words, put back when it is known what each paragraph is."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.skips.reasons import RUBY
from narrate.model import NOWHERE, Passage, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narrate.model import Paragraph


class PhoneticGuide(NamedTuple):
    """Words and the kana above them (section 17.3.3.25)."""

    base: Passage
    kana: Passage


def with_readings(
    paragraphs: Iterable[Paragraph], readings: Iterable[PhoneticGuide]
) -> tuple[tuple[Paragraph, ...], tuple[Skip, ...]]:
    """The paragraphs with their readings as ``｜base《kana》``, and those whose words are not read."""
    waiting = {reading.base.origins[0]: reading for reading in readings}
    made = tuple(_marked(paragraph, waiting) for paragraph in paragraphs) if waiting else tuple(paragraphs)
    left = [Skip(*span, RUBY) for reading in waiting.values() for span in reading.kana.known_spans]
    return made, tuple(left)


def _marked(paragraph: Paragraph, waiting: dict[int, PhoneticGuide]) -> Paragraph:
    passage = paragraph.passage
    parts: list[Passage] = []
    places, sizes = [0], [0]
    at = 0
    for start in _starts(passage, waiting):
        reading = waiting[passage.origins[start]]
        end = start + len(reading.base)
        if start < at or passage.text[start:end] != reading.base.text:
            continue
        del waiting[passage.origins[start]]
        kana = Passage.unwritten("《") + reading.kana + Passage.unwritten("》")
        parts += [passage[at:start], Passage.unwritten("｜"), passage[start:end], kana]
        places += [start + 1, end]
        sizes += [1, len(kana)]
        at = end
    if not parts:
        return paragraph
    moved = tuple(cut + sum(sizes[: bisect_left(places, cut + 1)]) for cut in paragraph.cuts)
    return paragraph._replace(passage=Passage.joined([*parts, passage[at:]]), cuts=moved)


def _starts(passage: Passage, waiting: Mapping[int, PhoneticGuide]) -> list[int]:
    return [at for at, origin in enumerate(passage.origins) if origin != NOWHERE and origin in waiting]
