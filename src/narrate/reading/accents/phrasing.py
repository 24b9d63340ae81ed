"""Nodes -> nodes, parted into accent phrases anew, each with the fall of its pitch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from narrate.ground.kana import KANJI
from narrate.reading.accents.borders import Joints
from narrate.reading.accents.chaining import DOTS, Phrase
from narrate.reading.accents.node import PART, PAUSE, SPACE, nodes_of
from narrate.reading.words.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.accents.node import Node
    from narrate.reading.words.word import Token, Word

_COUNT = re.compile("[一二三四五六七八九]つ")
_EVERY = frozenset(["毎日", "毎朝", "毎晩", "毎週", "毎月", "毎年", "連日"])
_KATAKANA = re.compile("[ァ-ヺー]+")
_COURTEOUS = re.compile(f"[おご御][{KANJI}].")
_LIGHT = frozenset(["する", "できる", "ある", "ない", "なる"])
_CONJUNCTIONS = frozenset([
    "及び", "および", "並びに", "ならびに", "又は", "または", "若しくは", "もしくは", "かつ", "あるいは",
])  # fmt: skip
"""They stand between two nouns."""
_ENDINGS = frozenset(["た", "ます", "う"])
_LEANING = ("接尾", "非自立")
_LONGEST_NAME = 12
"""Moras of a name in two parts that is said as one phrase."""


def with_accents(
    text: str,
    words: Sequence[Word],
    features: Sequence[dict[str, Any]],
    mark: str,
    tokens: Sequence[Token] = (),
) -> list[dict[str, Any]]:
    """Open JTalk's nodes with other accent phrases; see `nodes_of`."""
    phrases = phrases_of(nodes_of(text, words, features, mark, tokens))
    heads: dict[int, int] = {}
    at = 0
    for phrase in phrases:
        heads[at] = fall_of(phrase)
        at += len(phrase.nodes)
    accented = []
    at = 0
    for feature in features:
        if not feature["mora_size"]:
            accented.append(feature)
            continue
        has = _flags(heads.get(at), feature)
        accented.append(feature if has.items() <= feature.items() else feature | has)
        at += 1
    return accented


def _flags(nucleus: int | None, feature: dict[str, Any]) -> dict[str, int]:
    """What a node has in its phrase: the nucleus at the head, elsewhere the chain to the node before."""
    if nucleus is None:
        return {"chain_flag": 1}
    return {"chain_flag": min(feature["chain_flag"], 0), "acc": nucleus}


def phrases_of(nodes: Sequence[Node]) -> list[Phrase]:
    """The accent phrases of a sentence."""
    joints = Joints(nodes)
    found: list[Phrase] = []
    for at, node in enumerate(nodes):
        if found and not _is_border(joints, at, found[-1]):
            found[-1] = found[-1].joined(node)
        else:
            found.append(Phrase.of(node))
    return found


def _is_border(joints: Joints, at: int, phrase: Phrase) -> bool:
    settled = settled_border(joints.nodes, at)
    return joints.begins_phrase(at, phrase) if settled is None else settled


def settled_border(nodes: Sequence[Node], at: int) -> bool | None:
    """Whether a phrase begins at ``at`` where no table is asked; ``None`` where one is."""
    before, node = nodes[at - 1], nodes[at]
    if node.gap == PAUSE or (node.gap == SPACE and node.is_content and node.group != "接尾"):
        return True
    if leans(before, node) or is_hundreds_of_year(nodes, at):
        return False
    if node.gap == PART or is_inside_number(before, node):
        return not node.joins
    if not DOTS.isdisjoint(node.gap):
        return not is_name_in_two(nodes, at)
    if is_next_place(before, node):
        return True
    if belongs(before, node):
        return False
    is_apart = is_adverbial(before) and not node.in_unit and _is_of_open_class(node)
    if is_apart or begins_alone(before, node):
        return True
    return None


def _is_of_open_class(node: Node) -> bool:
    if node.pos == "名詞":
        return node.group in ("一般", "サ変接続", "固有名詞")
    return node.pos in ("動詞", "形容詞") and node.group == "自立" and node.base not in _LIGHT


def is_inside_number(before: Node, node: Node) -> bool:
    """Whether both are digits of one number; a decimal point is one, too."""
    return node.group == "数" and (before.group == "数" or before.surface == "．")


def is_hundreds_of_year(nodes: Sequence[Node], at: int) -> bool:
    """Whether it is the 九 of 千九百九十二: セ＼ンキューヒャク."""
    before, node = nodes[at - 1], nodes[at]
    is_first = before.surface == "千" and (at < 2 or nodes[at - 2].group != "数")
    return is_first and node.group == "数" and [n.moras[0] for n in nodes[at + 1 : at + 2]] == ["ヒャ"]


def leans(before: Node, node: Node) -> bool:
    """Whether it never begins a phrase: a particle, た, ます, an ending such as れる, みる behind て."""
    if node.pos == "助詞":
        return node.group != "副助詞"
    if node.pos == "動詞":
        return node.group == "接尾" or (
            before.pos == "助詞" and (node.group, node.base) == ("非自立", "みる")
        )
    return node.pos == "助動詞" and node.base in _ENDINGS


def begins_alone(before: Node, node: Node) -> bool:
    """Whether it begins one for what it is or stands behind: 板／及び／紙, なるべく／行く, 下記／お知らせ."""
    if node.pos == "接続詞":
        return node.surface in _CONJUNCTIONS
    if not node.is_content or node.group in _LEANING:
        return False
    if before.pos == "副詞":
        return node.base not in ("する", "ある")
    if before.pos == node.pos == "名詞" and _COURTEOUS.match(node.surface):
        return True
    is_adverb = before.pos == "形容詞" and before.cform == "連用テ接続"
    return before.pos == "接続詞" or (is_adverb and node.pos in ("名詞", "接頭詞"))


def is_next_place(before: Node, node: Node) -> bool:
    """Whether it is the smaller place behind the larger: 中央区／日本橋."""
    is_larger = before.group == "接尾" and before.subgroup == node.subgroup == "地域"
    return is_larger and node.group != "接尾"


def belongs(before: Node, node: Node) -> bool:
    """Whether it is of one phrase with the noun before: a title, できる, 改革 in 働き方改革."""
    if node.surface in TITLES:
        return before.pos in ("名詞", "フィラー") and not is_adverbial(before)
    if before.pos == node.pos == "名詞":
        return node.in_unit and before.group == "接尾"
    return is_able(before, node)


def is_able(before: Node, node: Node) -> bool:
    """Whether it is the できる of a noun without a fall that する makes a verb: リヨーデキ＼ル."""
    is_verbs = before.group == "サ変接続" or before.subgroup == "サ変接続"
    return is_verbs and not before.nucleus and node.surface.startswith(("でき", "出来"))


def is_adverbial(node: Node) -> bool:
    """Whether it is a noun that tells when or how much, and makes no compound: 毎年海に行く."""
    is_time = node.group == "副詞可能" and len(node.surface) > 1 and not node.joins
    is_count = bool(_COUNT.fullmatch(node.surface))
    return is_time or is_count or node.surface in _EVERY or node.surface == "大変"


def is_name_in_two(nodes: Sequence[Node], at: int) -> bool:
    """Whether the dot before ``at`` parts a foreign name of two, and no things that are listed."""
    parts = nodes[at - 1 : at + 1]
    beside = (nodes[at - 1], *nodes[at + 1 : at + 2])
    return (
        all(_KATAKANA.fullmatch(node.surface) for node in parts)
        and (nodes[at].in_unit or all(node.group != "一般" for node in parts))
        and sum(node.size for node in parts) <= _LONGEST_NAME
        and all(DOTS.isdisjoint(node.gap) for node in beside)
    )


def fall_of(phrase: Phrase) -> int:
    """The nucleus of a phrase; Open JTalk knows that of numbers, unless its own phrase is longer."""
    nodes = phrase.nodes
    is_number = len(nodes) > 1 and nodes[0].group == nodes[1].group == "数"
    fall = nodes[0].fall if is_number and all(node.joins for node in nodes[1:]) else phrase.fall
    return fall if fall <= phrase.size else 0
