"""Bunsetsu: a word with the particles and auxiliaries that lean on it.

They are told by parts of speech. Nothing stands between two words of one: no reader breathes there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from narrate.reading.phrases.lists import (
    CLAUSE_NOUNS,
    DOING,
    FORMULAS,
    HELPERS,
    JOINED_FORMULAS,
    NOUN_FORMULAS,
    POLITE,
    SUPPORTS,
)
from narrate.reading.phrases.quotations import OPENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    Node = dict[str, Any]


@dataclass(frozen=True)
class Bunsetsu:
    """One bunsetsu: ``nodes`` from ``start`` on.

    ``level`` tells in how many quotations its first word stands, ``outer`` in how many what follows it does.
    """

    nodes: tuple[Node, ...]
    start: int
    level: int
    outer: int

    @cached_property
    def moras(self) -> int:
        """Its length."""
        return sum(node["mora_size"] for node in self.nodes)

    @cached_property
    def end(self) -> int:
        """The node behind it."""
        return self.start + len(self.nodes)

    @cached_property
    def is_verbal(self) -> bool:
        """Whether it has a verb or an adjective of its own; サ変 nouns with する are verbs."""
        own = self.nodes[: len(self.nodes) - _formula_length(self.nodes)]
        return any(n["pos"] in ("動詞", "形容詞") and n["pos_group1"] == "自立" for n in own)

    @cached_property
    def is_formula(self) -> bool:
        """Whether its verb is part of a particle: に対して, という."""
        return _formula_length(self.nodes) > 0

    @cached_property
    def is_nominal(self) -> bool:
        """Whether it is made round a noun."""
        first = self.nodes[0]
        return first["pos"] in ("名詞", "接頭詞", "記号", "フィラー")

    @cached_property
    def is_noun(self) -> bool:
        """Whether its first word is a noun to what stands before: 発明 of 発明を行う, not of 発明する."""
        if self.nodes[0]["pos_group1"] == "形容動詞語幹" and self.nodes[-1]["string"] == "に":
            return False
        if not self.is_verbal:
            return self.is_nominal
        if not self.is_nominal:
            return False
        after = next((n for n in self.nodes if n["pos"] not in ("名詞", "接頭詞", "記号")), None)
        return after is not None and bool(after["pos"] == "助詞")

    @cached_property
    def is_epithet(self) -> bool:
        """Whether it is a word before its noun: 新しい工場, この工場."""
        return len(self.nodes) == 1 and self.nodes[0]["pos"] in ("形容詞", "連体詞")

    @cached_property
    def last_noun(self) -> Node | None:
        """The last noun before its particles."""
        found = None
        for node in self.nodes:
            if node["pos"] not in ("名詞", "接頭詞", "記号"):
                break
            found = node
        return found


_LEANING = frozenset(("助詞", "助動詞"))
_LEANING_KINDS = frozenset(
    (
        ("名詞", "接尾"),
        ("名詞", "非自立"),
        ("名詞", "特殊"),
        ("名詞", "数"),
        ("動詞", "接尾"),
        ("動詞", "非自立"),
        ("形容詞", "接尾"),
        ("形容詞", "非自立"),
    )
)


def bunsetsu_of(stretch: Sequence[Node], inside: Sequence[tuple[int, int]]) -> list[Bunsetsu]:
    """The bunsetsu of a stretch; ``inside`` tells the quotations round each node and behind it."""
    found: list[Bunsetsu] = []
    start = 0
    for at in range(1, len(stretch) + 1):
        if at < len(stretch) and _leans(stretch, at):
            continue
        found.append(Bunsetsu(tuple(stretch[start:at]), start, inside[start][0], inside[at - 1][1]))
        start = at
    return found


def _leans(stretch: Sequence[Node], at: int) -> bool:
    """Whether a node belongs to the bunsetsu of the one before it."""
    before, node = stretch[at - 1], stretch[at]
    if node["pos"] in _LEANING or before["pos"] == "接頭詞":
        return True
    if node.get(OPENS) and before["pos"] in (*_LEANING, "名詞"):
        return False
    if node["string"] in CLAUSE_NOUNS and before["pos"] in ("動詞", "助動詞", "形容詞"):
        return True
    if (node["pos"], node["pos_group1"]) in _LEANING_KINDS:
        return not (node["pos_group1"] == "数" and before["pos"] in _LEANING) or _is_counted(stretch, at)
    if node["pos"] in ("名詞", "接頭詞"):
        return before["pos"] in ("名詞", "記号") or _is_deverbal(stretch, at - 1)
    return _makes_longer(stretch, at)


def _makes_longer(stretch: Sequence[Node], at: int) -> bool:
    """Whether a verb, an adverb or a conjunction is a part of what stands before it."""
    before, node = stretch[at - 1], stretch[at]
    return (
        _is_supported(before, node)
        or _is_light(stretch, at)
        or _formula_begins(before, node, _after(stretch, at))
    )


def _is_counted(stretch: Sequence[Node], at: int) -> bool:
    return bool(stretch[at - 1]["pos_group1"] == "数")


def _is_deverbal(stretch: Sequence[Node], at: int) -> bool:
    """Whether a verb is part of a compound noun: コード折り畳み範囲."""
    verb, before = stretch[at], stretch[at - 1] if at else None
    if verb["pos"] != "動詞" or verb["cform"] != "連用形" or before is None:
        return False
    return before["pos"] == "名詞" and before["pos_group1"] == "一般" and verb["orig"] not in SUPPORTS


def _is_light(stretch: Sequence[Node], at: int) -> bool:
    """Whether a verb says little without the noun before it: 対象となる, 調査を行う."""
    if at < 2 or stretch[at]["pos"] != "動詞" or stretch[at - 2]["pos"] != "名詞":
        return False
    particle, verb = stretch[at - 1]["string"], stretch[at]["orig"]
    if particle == "を":
        return bool(stretch[at - 2]["pos_group1"] == "サ変接続" and verb in DOING)
    return (particle in ("に", "と") and verb in ("なる", "成る")) or (particle == "と" and verb == "する")


def _after(nodes: Sequence[Node], at: int) -> Node | None:
    return nodes[at + 1] if at + 1 < len(nodes) else None


def _is_supported(before: Node, node: Node) -> bool:
    """Whether it makes a verb of what stands before: 開発 + する, 見て + いる."""
    if node["pos"] == "動詞" and before["pos"] == "名詞" and node["orig"] in SUPPORTS:
        return True
    if node["pos"] == "記号":
        return bool(before["pos"] == "名詞")
    if node["string"] == "どう" and before["string"] == "か":
        return True
    is_te = before["string"] in ("て", "で") and before["pos_group1"] == "接続助詞"
    return is_te and _is_helper(node)


def _is_helper(node: Node) -> bool:
    return node["orig"] in HELPERS or node["string"].startswith(POLITE)


def _formula_begins(before: Node, node: Node, after: Node | None) -> bool:
    if before["pos"] != "助詞":
        return False
    if node["pos"] == "接続詞":
        return before["string"] in ("に", "と") and node["string"] in JOINED_FORMULAS
    if node["pos"] in ("動詞", "副詞"):
        if node["orig"] == "する":
            return (
                before["string"] == "と" and after is not None and node["string"] + after["string"] == "して"
            )
        return node["orig"] in FORMULAS.get(before["string"], ()) or node["string"] == "とも"
    return node["string"] in NOUN_FORMULAS.get(before["string"], ())


def _formula_length(nodes: Sequence[Node]) -> int:
    """How many nodes from its particle on are a formula; 0 where there is none."""
    for at in range(len(nodes) - 1, 0, -1):
        if nodes[at]["pos"] != "助詞" and _formula_begins(nodes[at - 1], nodes[at], _after(nodes, at)):
            return len(nodes) - at + 1
    return 0
