"""Nodes -> nodes, parted into accent phrases anew, each with the fall of its pitch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from narrate.reading.accents.borders import begins_phrase
from narrate.reading.accents.chaining import nucleus_of
from narrate.reading.accents.node import nodes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.accents.node import Node
    from narrate.reading.words.word import Word


def with_accents(
    words: Sequence[Word], features: Sequence[dict[str, Any]], mark: str
) -> list[dict[str, Any]]:
    """Open JTalk's nodes with other accent phrases. ``mark``: see `nodes_of`."""
    nodes = nodes_of(words, features, mark)
    heads: dict[int, int] = {start: _nucleus(nodes[start:end]) for start, end in phrases(nodes)}
    accented = []
    at = 0
    for feature in features:
        if not feature["mora_size"]:
            accented.append(feature)
            continue
        nucleus = heads.get(at)
        if nucleus is None:
            accented.append(feature | {"chain_flag": 1})
        else:
            accented.append(feature | {"chain_flag": 0 if at else feature["chain_flag"], "acc": nucleus})
        at += 1
    return accented


def phrases(nodes: Sequence[Node]) -> list[tuple[int, int]]:
    """The accent phrases, from the first node of each to behind its last."""
    starts: list[int] = []
    for at, node in enumerate(nodes):
        if not starts or _is_border(nodes, at, starts[-1]):
            starts.append(at)
    return list(zip(starts, [*starts[1:], len(nodes)], strict=True))


def _is_border(nodes: Sequence[Node], at: int, start: int) -> bool:
    node = nodes[at]
    if node.gap in ("pause", "space"):
        return True
    if node.gap == "part":
        return not node.joins
    return begins_phrase(nodes, at, start)


def _nucleus(nodes: Sequence[Node]) -> int:
    """The nucleus of a phrase; Open JTalk knows that of numbers."""
    is_number = len(nodes) > 1 and nodes[0].group == nodes[1].group == "数"
    if is_number and all(node.joins for node in nodes[1:]):
        return nodes[0].fall
    return nucleus_of(nodes)
