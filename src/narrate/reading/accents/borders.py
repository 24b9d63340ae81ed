"""Where one accent phrase ends and the next begins: learned from sentences whose accents people marked.

borders.tsv has a weight for each thing that can be said of the joint between two words; where the sum is
above zero, a phrase begins. Weights are whole numbers, so the sum is the same on every machine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from narrate.ground.kana import KANJI
from narrate.reading.accents.chaining import nucleus_of
from narrate.reading.accents.nuclei import own_nucleus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.accents.node import Node

TABLE = "borders.tsv"
_NAMED_GROUPS = frozenset(["非自立", "接尾", "代名詞"])
_NAMED_POS = frozenset(["助詞", "助動詞", "接続詞", "連体詞", "接頭詞", "感動詞"])
_COMMON = frozenset(
    "する なる ある いる 言う いう よる 出る 行く くる 来る みる 見る できる 出来る 持つ 思う 考える ない 無い いい 良い"
    " よい 多い 私 彼 これ それ 何 人 時 中 上 後 前 場合 今 一 二 三 もう よく とても すべて 全て".split()
)
"""Words of open classes that are known by themselves; all others by their class alone."""
_INFLECTED = frozenset(["動詞", "形容詞", "助動詞"])
_SCRIPTS = (("K", re.compile(f"[{KANJI}]")), ("k", re.compile("[ァ-ヺ]")), ("L", re.compile("[Ａ-Ｚａ-ｚA-Za-z]")))
_LONG = 9


def begins_phrase(nodes: Sequence[Node], at: int, start: int) -> bool:
    """Whether the node at ``at`` begins a phrase, where the phrase so far began at ``start``."""
    weights = _weights()
    return sum(weights.get(said, 0) for said in (*joint_features(nodes, at, start), "")) > 0


def joint_features(nodes: Sequence[Node], at: int, start: int) -> list[str]:
    """All that is said of the joint before ``at``; each begins with the name of what it tells.

    Small letters are words: e, a before the joint, b, c, d behind it. ``k`` is a word's class, ``s`` its
    script, ``r`` its rule of chaining, ``m`` a length in moras, ``P`` and ``B`` where the pitch of the
    phrase so far and of the next word falls, ``n`` how many words of open classes the phrase has, ``j``
    whether Open JTalk joins the two, ``h`` the first word of the phrase.
    """
    before, node = nodes[at - 1], nodes[at]
    a, b = _name(before), _name(node)
    a_form = f"{a},{_form(before)}"
    e = _name(nodes[at - 2]) if at - 2 >= start else "^"
    c, c_node = _behind(nodes, at + 1)
    d = _behind(nodes, at + 2)[0] if c_node else "$"
    ka, kb = _class(before), _class(node)
    phrase = nodes[start:at]
    size = sum(n.size for n in phrase)
    nucleus = nucleus_of(phrase)
    fall = "f" if 0 < nucleus < size else "0"
    own = _own_fall(node)
    contents = str(min(sum(n.is_content for n in phrase), 3))
    joined = "mark" if node.gap == "mark" else "1" if node.joins else "0"
    moras, next_moras = _length(size), _length(node.size)
    ahead = _length(node.size + (c_node.size if c_node and not c_node.is_content else 0))
    rule = node.rule[:2] if node.pos == "名詞" else ""
    rule_before = before.rule[:2] if before.pos == "名詞" else ""
    return [
        f"a|{a_form}",
        f"b|{b}",
        f"ka|{ka},{_form(before)}",
        f"kb|{kb}",
        f"kab|{ka}|{kb}|{joined}",
        f"ea|{e}|{a}",
        f"bc|{b}|{c}",
        f"abc|{a}|{b}|{c}",
        f"j|{joined}",
        f"jb|{joined}|{b}",
        f"m|{moras}",
        f"mP|{moras}|{fall}",
        f"Pa|{fall}|{a}",
        f"Pb|{fall}|{b}",
        f"PBk|{fall}|{own}|{ka}|{kb}",
        f"am|{a}|{moras}",
        f"kbm|{kb}|{next_moras}",
        f"B|{own}",
        f"aB|{a}|{own}",
        f"nk|{contents}|{kb}",
        f"na|{contents}|{a}",
        f"sk|{_script(before)}|{_script(node)}|{ka}|{kb}",
        f"nab|{contents}|{a}|{b}",
        f"Pab|{fall}|{a}|{b}",
        f"kcd|{kb}|{c}|{d}",
        f"r|{rule}",
        f"rk|{rule_before}|{rule}|{ka}|{kb}",
        f"hab|{_name(nodes[start])}|{a}|{b}",
        f"mm|{moras}|{ahead}",
        f"PBm|{fall}|{own}|{moras}",
    ]


def _behind(nodes: Sequence[Node], at: int) -> tuple[str, Node | None]:
    """The name of the word at ``at`` and the word, if it comes before a pause."""
    if at >= len(nodes) or nodes[at].gap == "pause":
        return "$", None
    return _name(nodes[at]), nodes[at]


def _name(node: Node) -> str:
    """A word of a closed class or a common one by itself, another by its class."""
    if node.pos in _NAMED_POS:
        return f"{node.pos[:2]}:{node.base if node.pos == '助動詞' else node.surface}"
    if node.group in _NAMED_GROUPS:
        return f"{node.group}{node.pos[0]}:{node.base}"
    if node.base in _COMMON:
        return f"{node.pos[:2]}:{node.base}"
    return _class(node)


def _class(node: Node) -> str:
    subgroup = node.subgroup[:2] if node.group in ("固有名詞", "接尾", "非自立") else ""
    return f"{node.pos[:2]}/{node.group[:3]}/{subgroup}"


def _form(node: Node) -> str:
    return node.cform[:3] if node.pos in _INFLECTED else ""


def _own_fall(node: Node) -> str:
    nucleus = own_nucleus(node)
    return str(nucleus) if nucleus < 2 else "e" if nucleus == node.size else "m"


def _script(node: Node) -> str:
    return next((name for name, pattern in _SCRIPTS if pattern.search(node.surface)), "h")


def _length(moras: int) -> str:
    return str(moras) if moras < _LONG else "9+"


@lru_cache(maxsize=1)
def _weights() -> dict[str, int]:
    text = (resources.files("narrate.reading.accents") / TABLE).read_text(encoding="utf-8")
    rows = (line.rpartition("\t") for line in text.splitlines() if not line.startswith("#"))
    return {said: int(weight) for said, _, weight in rows}
