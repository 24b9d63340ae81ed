"""A text rewritten from left to right: each character knows where it stood, each one left out why.

So a dialect becomes CommonMark before the parser sees it, and nothing of it is lost on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.model import NOWHERE, Passage, Skip

if TYPE_CHECKING:
    from narrate.messages import Message


class Rewriting:
    """What has been made of ``before`` up to position ``at``."""

    def __init__(self, before: Passage) -> None:
        self.text = before.text
        self.at = 0
        self.skips: list[Skip] = []
        self._before = before.origins
        self._texts: list[str] = []
        self._origins: list[int] = []

    def keep(self, end: int) -> None:
        """Take the text up to ``end`` as it is."""
        if end > self.at:
            self._texts.append(self.text[self.at : end])
            self._origins += self._before[self.at : end]
            self.at = end

    def drop(self, end: int, reason: Message) -> None:
        """Leave out the text up to ``end``."""
        if end > self.at:
            self.skips += skips_at(self._before[self.at : end], reason)
            self.at = end

    def exchange(self, end: int, text: str) -> None:
        """Write ``text`` instead, as long as what stands up to ``end``, character by character."""
        assert len(text) == end - self.at, "each character has its place"
        self._texts.append(text)
        self._origins += self._before[self.at : end]
        self.at = end

    def put(self, text: str) -> None:
        """Write what stands nowhere."""
        self._texts.append(text)
        self._origins += [NOWHERE] * len(text)

    def place(self) -> int:
        """Where in the source the text at ``at`` stands."""
        return next((o for o in self._before[self.at : self.at + 100] if o != NOWHERE), 0)

    def done(self) -> Passage:
        """What has been made of all of it."""
        self.keep(len(self.text))
        return Passage("".join(self._texts), self._origins)


def skips_at(origins: object, reason: Message) -> list[Skip]:
    """The skips of what stands at these places, which may have gaps."""
    skips: list[Skip] = []
    if isinstance(origins, range):
        return [Skip(origins.start, origins.stop, reason)] if origins else skips
    start = end = NOWHERE
    for origin in origins:  # type: ignore[attr-defined]
        if origin == end != NOWHERE:
            end += 1
            continue
        if start != NOWHERE:
            skips.append(Skip(start, end, reason))
        start, end = (origin, origin + 1) if origin != NOWHERE else (NOWHERE, NOWHERE)
    if start != NOWHERE:
        skips.append(Skip(start, end, reason))
    return skips
