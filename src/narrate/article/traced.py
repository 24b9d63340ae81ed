"""A string that remembers where each of its characters came from, through slicing and adding.

markdown-it-py tells on which lines a block stands, but not where in them a word does. Its inline rules
only slice and add the string they are given; given this one, their tokens know their places.
"""

from __future__ import annotations

from typing import Self, SupportsIndex


class Traced(str):
    """Text with one index per character; an index is ``None`` for a character that was made up."""

    __slots__ = ("indices",)
    indices: tuple[int | None, ...]

    def __new__(cls, text: str, indices: tuple[int | None, ...]) -> Self:
        """``text`` with the index of each of its characters."""
        self = super().__new__(cls, text)
        self.indices = indices
        return self

    def __getitem__(self, key: SupportsIndex | slice) -> Traced:
        if isinstance(key, slice):
            return Traced(super().__getitem__(key), self.indices[key])
        return Traced(super().__getitem__(key), (self.indices[key],))

    def __add__(self, other: str) -> Traced:
        return Traced(super().__add__(other), self.indices + _indices(other))

    def __radd__(self, other: str) -> Traced:
        return Traced(str(other) + str(self), _indices(other) + self.indices)

    def rstrip(self, chars: str | None = None, /) -> Traced:
        """The string without white space (or ``chars``) at its end, still traced."""
        return self[: len(super().rstrip(chars))]

    def __reduce__(self) -> tuple[type[Traced], tuple[str, tuple[int | None, ...]]]:
        return Traced, (str(self), self.indices)


def traced(text: str) -> Traced:
    """Trace ``text`` by its own positions."""
    return Traced(text, tuple(range(len(text))))


def _indices(text: str) -> tuple[int | None, ...]:
    return text.indices if isinstance(text, Traced) else (None,) * len(text)
