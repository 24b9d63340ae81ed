"""Where one accent phrase ends and the next begins: learned from sentences whose accents people marked.

borders.tsv has a weight for each thing that can be said of the joint between two words; where the sum is
above zero, a phrase begins. Weights are whole numbers, so the sum is the same on every machine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from narrate.ground.kana import KANJI
from narrate.reading.accents.node import PAUSE
from narrate.reading.accents.nuclei import own_nucleus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.accents.chaining import Phrase
    from narrate.reading.accents.node import Node

TABLE = "borders.tsv"
_NAMED_GROUPS = frozenset(["非自立", "接尾", "代名詞"])
_NAMED_POS = frozenset(["助詞", "助動詞", "接続詞", "連体詞", "接頭詞", "感動詞"])
_COMMON = frozenset([
    "する", "なる", "ある", "いる", "言う", "いう", "よる", "出る", "行く", "くる", "来る", "みる",
    "見る", "できる", "出来る", "持つ", "思う", "考える", "ない", "無い", "いい", "良い", "よい",
    "多い", "私", "彼", "これ", "それ", "何", "人", "時", "中", "上", "後", "前", "場合", "今",
    "一", "二", "三", "もう", "よく", "とても", "すべて", "全て",
])  # fmt: skip
"""Words of open classes that are known by themselves; all others by their class alone."""
_INFLECTED = frozenset(["動詞", "形容詞", "助動詞"])
_SCRIPTS = (
    ("K", re.compile(f"[{KANJI}]")),
    ("k", re.compile("[ァ-ヺ]")),
    ("L", re.compile("[Ａ-Ｚａ-ｚA-Za-z]")),
)
_LONG = 9


class _Said(NamedTuple):
    """What is said of one word, whatever it stands beside."""

    name: str
    form: str
    kind: str
    script: str
    rule: str
    fall: str
    size: str


class Joints:
    """The joints between the words of a sentence."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self._said = [_said(node) for node in nodes]

    def begins_phrase(self, at: int, phrase: Phrase) -> bool:
        """Whether the node at ``at``, behind ``phrase``, begins a phrase of its own."""
        weights = _weights()
        return sum(map(weights.__getitem__, self.features(at, phrase))) + weights[""] > 0

    def features(self, at: int, phrase: Phrase) -> list[str]:
        """All that is said of the joint between ``phrase`` and ``at``; each begins with what it tells of.

        Small letters are words: e, a before the joint, b, c, d behind it. ``k`` is a word's class, ``s`` its
        script, ``r`` its rule of chaining, ``m`` a length in moras, ``P`` and ``B`` where the pitch of the
        phrase so far and of the next word falls, ``n`` how many words of open classes the phrase has, ``j``
        whether Open JTalk joins the two and a second reader takes both for one word.
        """
        before, said = self._said[at - 1], self._said[at]
        node = self.nodes[at]
        a, b, ka, kb, own = before.name, said.name, before.kind, said.kind, said.fall
        e = self._said[at - 2].name if len(phrase.nodes) > 1 else "^"
        c, ahead = self._behind(at)
        d = self._behind(at + 1)[0] if c != "$" else "$"
        fall = "f" if 0 < phrase.fall < phrase.size else "0"
        contents = min(sum(n.is_content for n in phrase.nodes), 3)
        joined = f"{int(node.joins)}{'u' if node.in_unit else ''}"
        moras = _length(phrase.size)
        return [
            f"b|{b}",
            f"ka|{ka},{before.form}",
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
            f"kbm|{kb}|{said.size}",
            f"B|{own}",
            f"aB|{a}|{own}",
            f"nk|{contents}|{kb}",
            f"na|{contents}|{a}",
            f"sk|{before.script}|{said.script}|{ka}|{kb}",
            f"nab|{contents}|{a}|{b}",
            f"Pab|{fall}|{a}|{b}",
            f"kcd|{kb}|{c}|{d}",
            f"r|{said.rule}",
            f"rk|{before.rule}|{said.rule}|{ka}|{kb}",
            f"mm|{moras}|{_length(node.size + ahead)}",
            f"PBm|{fall}|{own}|{moras}",
        ]

    def _behind(self, at: int) -> tuple[str, int]:
        """The name of the word behind ``at``, before a pause, and its moras where it leans on ``at``."""
        if at + 1 >= len(self.nodes) or self.nodes[at + 1].gap == PAUSE:
            return "$", 0
        node = self.nodes[at + 1]
        return self._said[at + 1].name, 0 if node.is_content else node.size


@lru_cache(maxsize=16384)
def _said(node: Node) -> _Said:
    rule = node.rule[:2] if node.pos == "名詞" else ""
    size = _length(node.size)
    return _Said(_name(node), _form(node), _class(node), _script(node), rule, _own_fall(node), size)


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


class _Weights(dict[str, int]):
    """What nothing was learned of has no weight."""

    def __missing__(self, said: str) -> int:
        return 0


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    text = (resources.files("narrate.reading.accents") / TABLE).read_text(encoding="utf-8")
    rows = (line.rpartition("\t") for line in text.splitlines() if not line.startswith("#"))
    return _Weights((said, int(weight)) for said, _, weight in rows)
