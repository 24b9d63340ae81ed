"""A word as accents see it: what it is, how long, and where its own pitch falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from narrate.ground.kana import moras

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrate.reading.words.word import Word

_ACCENT, _ROW = 10, 12
"""The field of a dictionary row with the accents of its parts (``1/3:2/4``), and the length of a row."""
_RESYNC = 6
"""So many words ahead the word of a node is looked for: numbers are written otherwise in nodes."""
_FUNCTIONS = ("助詞", "助動詞")


@dataclass(frozen=True, slots=True)
class Node:
    """One of Open JTalk's nodes that makes a sound.

    ``nucleus`` is the mora after which its own pitch falls, 0 for none, as the dictionary has it; ``fall``
    the one of the phrase that Open JTalk had it begin. ``rule`` is Open JTalk's rule of chaining, and
    ``joins`` whether Open JTalk chained the node to the one before it. ``gap`` is what stands before it:
    ``""``, ``"pause"``, ``"space"`` between Japanese words, or a ``"mark"`` that makes no pause.
    """

    surface: str
    pos: str
    group: str
    subgroup: str
    ctype: str
    cform: str
    base: str
    moras: tuple[str, ...]
    is_devoiced: bool
    nucleus: int
    fall: int
    rule: str
    joins: bool
    gap: str

    @property
    def size(self) -> int:
        """The length in moras."""
        return len(self.moras)

    @property
    def is_content(self) -> bool:
        """Whether it can begin a bunsetsu: no particle, no auxiliary, no auxiliary verb."""
        return self.pos not in _FUNCTIONS and not (self.pos == "動詞" and self.group in ("非自立", "接尾"))


def nodes_of(words: Sequence[Word], features: Sequence[Mapping[str, Any]], mark: str) -> list[Node]:
    """The nodes that sound. ``mark`` is the key of a feature that has a silent mark before it."""
    nodes: list[Node] = []
    is_after_pause = True
    for feature, (nucleus, has_space, is_part) in zip(features, _own(words, features), strict=True):
        if not feature["mora_size"]:
            is_after_pause = True
            continue
        gap = "pause" if is_after_pause else "mark" if feature.get(mark) else "space" if has_space else ""
        nodes.append(_node(feature, nucleus, gap, is_part=is_part))
        is_after_pause = False
    return nodes


def _node(feature: Mapping[str, Any], nucleus: int | None, gap: str, *, is_part: bool) -> Node:
    kana = feature["pron"]
    return Node(
        feature["string"],
        feature["pos"],
        feature["pos_group1"],
        feature["pos_group2"],
        feature["ctype"],
        feature["cform"],
        feature["orig"],
        tuple(moras(kana.replace("’", ""))),
        kana.endswith("’"),
        feature["acc"] if nucleus is None else nucleus,
        feature["acc"],
        feature["chain_rule"],
        feature["chain_flag"] == 1,
        "part" if is_part and not gap else gap,
    )


def _own(
    words: Sequence[Word], features: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[int | None, bool, bool]]:
    """Of each node its own nucleus, whether a space stands before it, and whether it continues a word.

    A node that begins an accent phrase has the nucleus of the phrase, so its own comes from its word;
    ``None`` where that is not found.
    """
    at = 0
    parts: list[int] = []
    rest = ""
    for feature in features:
        surface = feature["string"]
        if rest.startswith(surface) and rest:
            rest = rest[len(surface) :]
            yield (parts.pop(0) if parts else None), False, True
            continue
        ahead = words[at : at + _RESYNC]
        found = next((i for i, word in enumerate(ahead, at) if word.surface.startswith(surface)), None)
        if found is None:
            yield None, False, False
            continue
        word = words[found]
        at, rest, parts = found + 1, word.surface[len(surface) :], _nuclei(word)
        has_space = found > 0 and words[found - 1].end < word.start and not word.surface[0].isascii()
        yield (parts.pop(0) if parts else None), has_space, False


def _nuclei(word: Word) -> list[int]:
    """The nuclei of a word's parts; most words have one."""
    if not word.row:
        return [word.accent]
    row = word.row.split(",")
    if len(row) < _ROW:
        return []
    return [int(nucleus) for part in row[_ACCENT].split(":") if (nucleus := part.split("/")[0]).isdigit()]
