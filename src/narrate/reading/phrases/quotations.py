"""Where quotations begin and end among the nodes, though their marks make no sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Node = dict[str, Any]

OPENS, CLOSES = "opens", "closes"
"""How many quotations begin with a node, and end with it."""
OPENED, CLOSED = "opened", "closed"
"""The moras of the longest that begins with a node, and of the longest that ends with it."""


def with_lengths(features: Sequence[Node]) -> list[Node]:
    """The nodes, each at an end of a quotation with its length."""
    found = list(features)
    open_ones: list[tuple[int, int]] = []
    at = 0
    for i, feature in enumerate(features):
        open_ones += [(i, at)] * feature.get(OPENS, 0)
        at += feature["mora_size"]
        for _ in range(min(feature.get(CLOSES, 0), len(open_ones))):
            first, begun = open_ones.pop()
            found[first] = found[first] | {OPENED: at - begun}
            found[i] = found[i] | {CLOSED: at - begun}
    return found


def levels(features: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """In how many quotations each node stands, and in how many what follows it does."""
    level = 0
    for feature in features:
        level += feature.get(OPENS, 0)
        inner = level
        level = max(0, level - feature.get(CLOSES, 0))
        yield inner, level
