"""Bunsetsu: a word with the particles and auxiliaries that lean on it, and how each one ends.

They are told by parts of speech. Nothing stands between two words of one: no reader breathes there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from narrate.reading.phrases.lists import (
    CLAUSE_NOUNS,
    DOING,
    FORMULAS,
    HELPERS,
    JOINED_FORMULAS,
    JOINERS,
    NOUN_FORMULAS,
    POLITE,
    SUPPORTS,
    TIMES,
)
from narrate.reading.phrases.quotations import CLOSES, OPENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    Node = dict[str, Any]


class Ending(StrEnum):
    """What a bunsetsu is to those behind it."""

    TOPIC = "は"
    ALSO = "も"
    SUBJECT = "が"
    CASE = "を、に"
    PLACE = "で、から、まで"
    TIME = "a time"
    QUOTED = "と of what is said"
    ATTRIBUTE = "の"
    RELATIVE = "a clause before its noun"
    LISTED = "や"
    PAIRED = "と between nouns"
    ADVERB = "an adverb"
    TE = "て"
    STEM = "連用中止"
    MANNER = "ながら、ように"
    REASON = "ので、ば"
    OCCASION = "ため、とき"
    SENTENCE = "a sentence within a sentence"
    OPENER = "しかし"
    JOINER = "および"
    BARE = "a noun without a particle"


@dataclass(frozen=True)
class Phrase:
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
_COPULA = frozenset(("特殊・ダ", "特殊・デス"))


def phrases_of(stretch: Sequence[Node], inside: Sequence[tuple[int, int]]) -> list[Phrase]:
    """The bunsetsu of a stretch; ``inside`` tells the quotations round each node and behind it."""
    found: list[Phrase] = []
    start = 0
    for at in range(1, len(stretch) + 1):
        if at < len(stretch) and _leans(stretch, at):
            continue
        found.append(Phrase(tuple(stretch[start:at]), start, inside[start][0], inside[at - 1][1]))
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


def ending_of(phrase: Phrase, following: Phrase) -> Ending:
    """How a bunsetsu ends; what follows tells a clause before its noun from the end of a sentence."""
    last = phrase.nodes[-1]
    if phrase.nodes[0]["string"] in JOINERS:
        return Ending.JOINER
    if last["pos"] == "助詞":
        return _with_particle(phrase, following)
    if last["pos"] in ("動詞", "形容詞", "助動詞"):
        return _with_form(phrase, following)
    return _without_either(phrase)


_BY_STRING = {
    "は": Ending.TOPIC,
    "こそ": Ending.TOPIC,
    "も": Ending.ALSO,
    "さえ": Ending.ALSO,
    "しか": Ending.CASE,
    "の": Ending.ATTRIBUTE,
    "や": Ending.LISTED,
    "とか": Ending.LISTED,
    "やら": Ending.LISTED,
    "たり": Ending.LISTED,
    "だり": Ending.LISTED,
    "か": Ending.LISTED,
    "など": Ending.LISTED,
    "ながら": Ending.MANNER,
    "つつ": Ending.MANNER,
}
_CASES = {
    "が": Ending.SUBJECT,
    "で": Ending.PLACE,
    "から": Ending.PLACE,
    "まで": Ending.PLACE,
    "より": Ending.PLACE,
}


def _with_particle(phrase: Phrase, following: Phrase) -> Ending:
    last = phrase.nodes[-1]
    string, kind = last["string"], last["pos_group1"]
    if kind == "接続助詞":
        if string in ("て", "で"):
            return _with_te(phrase)
        return _BY_STRING.get(string, Ending.REASON)
    if string == "と" and kind in ("格助詞", "並立助詞"):
        return _with_to(phrase, following)
    if string in _BY_STRING:
        return _BY_STRING[string]
    if kind in ("格助詞", "副詞化", "副助詞", "特殊"):
        return _with_case(phrase)
    return Ending.SENTENCE if kind == "終助詞" else Ending.CASE


def _with_te(phrase: Phrase) -> Ending:
    return Ending.PLACE if phrase.is_formula else Ending.TE


def _with_to(phrase: Phrase, following: Phrase) -> Ending:
    before = phrase.nodes[-2] if len(phrase.nodes) > 1 else phrase.nodes[-1]
    is_noun = before["pos"] == "名詞" or before["pos_group1"] in ("副助詞", "格助詞")
    if before.get(CLOSES) or not is_noun:
        return Ending.QUOTED
    return Ending.PAIRED if following.is_noun or following.is_epithet else Ending.CASE


def _with_case(phrase: Phrase) -> Ending:
    last, before = phrase.nodes[-1], phrase.nodes[-2] if len(phrase.nodes) > 1 else None
    if before is None:
        return Ending.CASE
    if before["string"] in ("よう", "そう") and last["string"] == "に":
        return Ending.MANNER
    if (
        before["string"] in CLAUSE_NOUNS
        and _has_clause(phrase, before)
        and last["string"] in ("に", "で", "から")
    ):
        return Ending.OCCASION
    if last["pos_group1"] == "副詞化" or before["pos_group1"] == "形容動詞語幹":
        return Ending.ADVERB
    if last["string"] in ("に", "から", "まで", "より") and _is_time(before):
        return Ending.TIME
    return _CASES.get(last["string"], Ending.CASE)


def _has_clause(phrase: Phrase, noun: Node) -> bool:
    """Whether a verb, の or この stands before the noun it is about."""
    at = next(i for i, node in enumerate(phrase.nodes) if node is noun)
    return noun["string"] in ("ため", "為") or (
        at > 0 and phrase.nodes[at - 1]["pos"] in ("動詞", "助動詞", "形容詞")
    )


def _is_time(noun: Node) -> bool:
    return noun["pos_group1"] == "副詞可能" or noun["pos_group2"] == "副詞可能" or noun["string"] in TIMES


def _with_form(phrase: Phrase, following: Phrase) -> Ending:
    last = phrase.nodes[-1]
    form = last["cform"]
    if last["pos"] == "助動詞" and last["ctype"] in _COPULA and form == "連用形":
        return Ending.STEM
    if form.startswith("仮定"):
        return Ending.REASON
    if form.startswith("連用"):
        if phrase.is_formula:
            return Ending.PLACE
        return Ending.ADVERB if last["pos"] == "形容詞" or last["orig"] == "らしい" else Ending.STEM
    if form.startswith("体言") or last["string"] == "な" or phrase.is_formula:
        return Ending.ATTRIBUTE
    if last["pos"] == "形容詞" and following.nodes[0]["pos"] == "形容詞":
        return Ending.ATTRIBUTE
    if last["string"] == "や":
        return Ending.LISTED
    if following.is_nominal or following.is_epithet:
        return Ending.RELATIVE if phrase.is_verbal and last["pos"] != "形容詞" else Ending.ATTRIBUTE
    return Ending.SENTENCE


def _without_either(phrase: Phrase) -> Ending:
    last = phrase.nodes[-1]
    if last["pos"] == "連体詞":
        return Ending.ATTRIBUTE
    if phrase.is_formula:
        return Ending.TOPIC if last["string"].endswith("は") else Ending.PLACE
    if last["pos"] in ("接続詞", "感動詞"):
        return Ending.OPENER
    if last["pos"] == "副詞":
        return Ending.ADVERB
    if last["string"] in CLAUSE_NOUNS and len(phrase.nodes) > 1 and _has_clause(phrase, last):
        return Ending.OCCASION
    return Ending.TIME if _is_time(last) else Ending.BARE
