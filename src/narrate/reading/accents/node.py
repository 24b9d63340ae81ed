"""A word as accents see it: what it is, how long, and where its own pitch falls."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from narrate.ground.kana import moras
from narrate.reading.words.word import SPAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrate.reading.words.word import Token, Word

PAUSE, SPACE, PART = "pause", "space", "part"
_ACCENT, _ROW = 10, 12
"""The field of a dictionary row with the accents of its parts (``1/3:2/4``), and the length of a row."""
_LATIN = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
_FUNCTIONS = ("助詞", "助動詞")


@dataclass(frozen=True, slots=True)
class Node:
    """One of Open JTalk's nodes that makes a sound.

    ``nucleus`` is the mora after which its own pitch falls, 0 for none, as the dictionary has it; ``fall``
    the one of the phrase that Open JTalk had it begin. ``rule`` is Open JTalk's rule of chaining, and
    ``joins`` whether Open JTalk chained the node to the one before it. ``gap`` is what stands before it:
    `PAUSE`, `SPACE` between Japanese words, `PART` where the dictionary's word goes on, silent marks, or
    nothing. ``in_unit`` is whether a second reader takes the place before it for the inside of a word.
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
    in_unit: bool = False

    @property
    def size(self) -> int:
        """The length in moras."""
        return len(self.moras)

    @property
    def is_content(self) -> bool:
        """Whether it can begin a bunsetsu: no particle, no auxiliary, no auxiliary verb."""
        return self.pos not in _FUNCTIONS and not (self.pos == "動詞" and self.group in ("非自立", "接尾"))


def nodes_of(
    text: str,
    words: Sequence[Word],
    features: Sequence[Mapping[str, Any]],
    mark: str,
    tokens: Sequence[Token] = (),
) -> list[Node]:
    """The nodes that sound, of a said text.

    ``mark`` is the key under which a feature has the silent marks before it; ``tokens`` are the words of a
    second reader.
    """
    inside = {at for token in tokens for at in range(token.start + 1, token.end)}
    nodes: list[Node] = []
    gap = PAUSE
    for feature, own in zip(features, _own(words, features), strict=True):
        if not feature["mora_size"]:
            gap = PAUSE
            continue
        is_apart = own.start > 0 and _is_apart(text, own.start)
        gap = gap or feature.get(mark, "") or (PART if own.is_part else SPACE if is_apart else "")
        nodes.append(_node(feature, own.nucleus, gap, in_unit=own.start in inside))
        gap = ""
    return nodes


def _is_apart(text: str, start: int) -> bool:
    """Whether a space parts two Japanese words; one beside Latin letters and digits is there for the eye."""
    if not text[start - 1].isspace() or text[start].isascii():
        return False
    before = next((char for char in reversed(text[:start]) if not char.isspace()), "")
    return not _LATIN.match(before)


def _node(feature: Mapping[str, Any], nucleus: int | None, gap: str, *, in_unit: bool) -> Node:
    kana = feature["pron"]
    return Node(
        feature["string"],
        feature["pos"],
        feature["pos_group1"],
        feature["pos_group2"],
        feature["ctype"],
        feature["cform"],
        "できる" if feature["orig"] == "する" and feature["ctype"] == "一段" else feature["orig"],
        tuple(moras(kana.replace("’", ""))),
        kana.endswith("’"),
        _within(feature) if nucleus is None else nucleus,
        feature["acc"],
        feature["chain_rule"],
        feature["chain_flag"] == 1,
        gap,
        in_unit,
    )


def _within(feature: Mapping[str, Any]) -> int:
    """The fall of a phrase that its first node begins, if it is in that node."""
    return int(feature["acc"]) if feature["acc"] <= feature["mora_size"] else 0


class _Own(NamedTuple):
    """What a node has of its word: the nucleus, where it stands in the text, whether it goes on with it."""

    nucleus: int | None
    start: int
    is_part: bool


def _own(words: Sequence[Word], features: Sequence[Mapping[str, Any]]) -> Iterator[_Own]:
    """A node that begins an accent phrase has the nucleus of the phrase, so its own comes from its word.

    A number has none: its nodes are not its words (百 and 二十 of 120).
    """
    ends = list(accumulate(len(word.surface) for word in words))
    parts: list[int] = []
    for feature in features:
        if not feature["mora_size"]:
            yield _NO_WORD
            continue
        at, _ = feature[SPAN]
        index = min(bisect_right(ends, at), len(words) - 1)
        word = words[index]
        inside = at + len(word.surface) - ends[index]
        if not inside:
            parts = _nuclei(word)
        is_its = word.surface.startswith(feature["string"], inside)
        yield _Own(parts.pop(0) if parts and is_its else None, word.start + inside, inside > 0)


_NO_WORD = _Own(None, 0, is_part=False)


def _nuclei(word: Word) -> list[int]:
    """The nuclei of a word's parts; most words have one."""
    if not word.row:
        return [word.accent]
    row = word.row.split(",")
    if len(row) < _ROW:
        return []
    return [int(nucleus) for part in row[_ACCENT].split(":") if (nucleus := part.split("/")[0]).isdigit()]
