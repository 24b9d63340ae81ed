"""Where the pitch of a phrase falls: what each word does to the fall of what stands before it.

Most words bring a rule of the dictionary with them (F1 to F5, C1 to C5, P1 to P14, of Sagisaka and Sato,
1983, as Open JTalk has them); chaining.tsv has the cases in which others hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from narrate.reading.accents.nuclei import bearable, keeps_fall, own_nucleus

if TYPE_CHECKING:
    from narrate.reading.accents.node import Node

TABLE = "chaining.tsv"
DOTS = frozenset("・=＝")
STAYS, FLAT, OWN = "stays", "flat", "own"
_INDEPENDENT = frozenset(["名詞", "動詞", "形容詞", "副詞", "連体詞", "接続詞", "感動詞"])
_AFTER_WORD = frozenset(["助詞", "助動詞", "連体詞", "形容詞", "副詞"])
_VOICES = frozenset(["れる", "られる", "せる", "させる", "す"])
"""Endings that make a verb passive or causative."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of chaining.tsv: with ``states``, ``before`` and ``words`` it says where the pitch falls."""

    states: str
    before: tuple[str, ...]
    words: tuple[str, ...]
    fall: str
    yes: str
    no: str

    def holds(self, state: str, before: Node, node: Node) -> bool:
        """Whether it says what ``node`` does to a phrase that ends in ``before``."""
        if state not in self.states:
            return False
        return any(_is(name, before) for name in self.before) and any(_is(name, node) for name in self.words)


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """All rows, in their order."""
    text = (resources.files("narrate.reading.accents") / TABLE).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Row(states, tuple(before.split("|")), tuple(words.split("|")), *rest)
        for states, before, words, *rest in lines[1:]
    )


@dataclass(frozen=True, slots=True)
class Phrase:
    """An accent phrase as far as it goes; ``nucleus`` is the mora after which its pitch falls, 0 for none.

    ``is_verbal`` is whether the fall is still one that the endings of a verb move.
    """

    nodes: tuple[Node, ...]
    nucleus: int
    size: int
    is_verbal: bool

    @classmethod
    def of(cls, node: Node) -> Phrase:
        """The phrase of one node."""
        nucleus = own_nucleus(node)
        return cls((node,), nucleus, node.size, bool(nucleus) and node.pos != "名詞")

    def joined(self, node: Node) -> Phrase:
        """The phrase with one more node."""
        before = self.nodes[-1]
        row = _row(_state(self.nucleus, self.size), before, node)
        fall = row.fall if row else None
        is_verbal = self.is_verbal
        if fall is None and is_verbal and self.nucleus and not is_independent(before, node):
            fall = _moved(node)
            is_verbal = fall is not None
        nucleus = _applied(fall or _fall(before, node, self.nucleus), node, self.nucleus, self.size)
        is_verbal = is_verbal or (node.pos == "動詞" and not self.nucleus and nucleus > self.size)
        return Phrase((*self.nodes, node), nucleus, self.size + node.size, is_verbal)

    @property
    def fall(self) -> int:
        """The mora after which its pitch is heard to fall; 0 for nowhere."""
        if len(self.nodes) == 1 and self.nodes[0].pos == "接頭詞":
            return 1
        return bearable(self.nodes, self.nucleus)


def is_independent(before: Node, node: Node) -> bool:
    """Whether a word keeps its own accent though it shares a phrase: ヒツヨーガア＼ル."""
    if node.pos not in _INDEPENDENT or node.group == "接尾":
        return node.base == "ある" and before.surface == "で"
    if node.group == "特殊" or (node.group == "非自立" and node.surface in ("の", "ん")):
        return False
    if node.pos == "動詞" and node.base == "する":
        return before.pos in _AFTER_WORD - {"連体詞"}
    if before.pos == "動詞":
        return node.pos == "名詞" and before.cform in ("基本形", "体言接続")
    return before.pos in _AFTER_WORD or (before.pos == "名詞" and node.pos in ("動詞", "形容詞"))


def _state(nucleus: int, size: int) -> str:
    if not nucleus:
        return "0"
    return "E" if nucleus == size > 1 else "P" if nucleus == size - 1 else "A"


def _moved(node: Node) -> str | None:
    """What an ending does to the fall of its verb: カ＼ク, カキマ＼ス, カカ＼ナイ."""
    if node.ctype == "特殊・マス":
        return "2" if node.cform == "未然形" else "1"
    if node.ctype == "特殊・ナイ":
        return "0"
    if node.base in _VOICES or node.base == "すぎる":
        return str(node.nucleus)
    return None


def _fall(before: Node, node: Node, nucleus: int) -> str:
    """Where the pitch falls by the general rules, in the terms of the table.

    The two parts of a name with a dot between fall where the second does: イーロン・マ＼スク.
    """
    if not DOTS.isdisjoint(node.gap):
        return OWN
    if is_independent(before, node):
        return STAYS if nucleus else OWN
    if node.pos == "動詞" and node.group == "接尾" and node.base in _VOICES:
        return str(node.size - (node.cform != "未然形")) if nucleus else STAYS
    if before.pos == "名詞" and keeps_fall(node):
        return OWN
    rule, moras = _dictionary_rule(node.rule, before.pos)
    if rule in ("F2", "F3"):
        return str(moras) if bool(nucleus) is (rule == "F3") else STAYS
    falls = {
        "F4": str(moras),
        "F5": FLAT,
        "C1": str(own_nucleus(node) or int(node.size > 2)),
        "C2": "1",
        "C3": "0",
        "C4": FLAT,
        "P1": str(node.nucleus or FLAT),
        "P2": str(node.nucleus or 1),
        "P6": FLAT,
        "P14": str(node.nucleus or STAYS),
    }
    return falls.get(rule, STAYS)


@lru_cache(maxsize=4096)
def _dictionary_rule(text: str, pos: str) -> tuple[str, int]:
    """The rule for words after ``pos`` and its moras, of ``動詞%F2@1/名詞%F1``."""
    for part in text.split("/"):
        wanted, sign, rule = part.rpartition("%")
        if not sign or wanted in pos:
            name, _, moras = rule.partition("@")
            return name, int(moras or 0)
    return "*", 0


def _applied(fall: str, node: Node, nucleus: int, size: int) -> int:
    if fall == STAYS:
        return nucleus
    if fall == FLAT:
        return 0
    if fall == OWN:
        own = own_nucleus(node)
        return size + own if own else 0
    return max(1, size + int(fall))


def _row(state: str, before: Node, node: Node) -> Row | None:
    by_word = _rows_by_word()
    for name in (node.surface, f"*{node.base}", ""):
        for row in by_word.get(name, ()):
            if row.holds(state, before, node):
                return row
    return None


@lru_cache(maxsize=1)
def _rows_by_word() -> dict[str, tuple[Row, ...]]:
    """The rows by each of their words; those for parts of speech are under ``""``."""
    found: dict[str, tuple[Row, ...]] = {}
    for row in rows():
        for name in {"" if word.startswith("<") else word.partition(".")[0] for word in row.words}:
            found[name] = (*found.get(name, ()), row)
    return found


def _is(name: str, node: Node) -> bool:
    """Whether a node is what a name of the table says."""
    if name == "*":
        return True
    bare, _, form = name.partition(".")
    if bare.startswith("<"):
        pos, _, group = name[1:-1].partition(".")
        return node.pos == pos and group in ("", node.group)
    is_word = node.base == bare[1:] if bare.startswith("*") else node.surface == bare
    return is_word and form in ("", node.cform)
