"""An answer to a doubtful word, and what it comes to."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from narrate.reading.lexicon.entries import parse_lexicon

if TYPE_CHECKING:
    from narrate.reading.lexicon.entries import Entry
    from narrate.review.doubts import Doubt


class Answer(NamedTuple):
    """How a word is to be read. Without ``accent`` the pitch is by rule."""

    kana: str
    accent: int | None = None


class Besides(NamedTuple):
    """What an answer would change as well, and where: in this article, or in the ``article`` of that path.

    ``part`` is the file inside the article that ``line`` counts in, empty where there is but one.
    """

    line: int
    written: str
    before: str
    after: str
    article: str = ""
    part: str = ""


class Harm(NamedTuple):
    """What speaks against an answer.

    ``still`` is the kana that the word would have in spite of it. ``unseen`` articles were not looked at: it
    would have taken too long.
    """

    still: str = ""
    besides: tuple[Besides, ...] = ()
    unseen: int = 0

    @property
    def is_done(self) -> bool:
        """Whether there is any, as far as somebody looked."""
        return bool(self.still or self.besides)


class Settled(NamedTuple):
    """An answer that was written: its entry, its kana with the fall, and the other doubts that it settled."""

    entry: Entry
    marked: str
    others: tuple[Doubt, ...] = ()


class Step(Enum):
    """What a sitting did, and can take back."""

    SKIPPED = auto()
    SETTLED = auto()
    CONFIRMED = auto()


def written_of(doubt: Doubt) -> str:
    """The word that the lexicon is to have: what stands in the line that the doubt offers."""
    offered = parse_lexicon(f"[words]\n{doubt.line}\n", "") if doubt.line else ()
    return offered[0].written if offered else doubt.written
