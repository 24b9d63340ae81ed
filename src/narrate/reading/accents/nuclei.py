"""Where the pitch of a single word falls, where its dictionary row does not say so."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from narrate.ground.kana import KANJI
from narrate.reading.accents.node import PAUSE
from narrate.reading.sounds.accent import is_second_half, is_weak, loanword_accent, spelled_accent
from narrate.reading.sounds.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.accents.node import Node

_DEPENDENT_NOUNS = {
    "こと": 2, "事": 2, "もの": 2, "物": 2, "者": 2, "ため": 2, "為": 2, "まま": 2, "上": 2, "とき": 2,
    "時": 2, "ところ": 3, "つもり": 0,
}  # fmt: skip
"""Nouns that lean on what is said before them: シタ／コト＼ガ. The dictionary has them standing alone."""
_FLAT_VERBS = frozenset(["しまう", "よる"])
"""Auxiliary verbs without a fall."""
_FLAT = frozenset(["他の", "何の"])
_KATAKANA = re.compile("[ァ-ヺー・=＝]+")
_TWO_MORAS = re.compile(f"[{KANJI}]{{2}}|[ァ-ヺー]+")
_CAPITALS = re.compile("[A-Z]{2,}")
_LEANING = frozenset(["接尾", "数", "非自立"])


def own_nucleus(node: Node) -> int:
    """The mora after which the pitch of ``node`` falls by itself; 0 for nowhere.

    A name that no dictionary has falls as loanwords do. A verb whose fall would be on the last mora of its
    連用形 has it one earlier: モ＼チ. 人 falls after its last mora where something says what people it is.
    What is spelled falls in its last letter's name: エムアイティ＼ー.
    """
    nucleus = node.nucleus
    letters = unicodedata.normalize("NFKC", node.surface)
    if _CAPITALS.fullmatch(letters) and "".join(node.moras) == "".join(spelled(letters)):
        return spelled_accent(spelled(letters))
    if node.surface in _FLAT:
        return 0
    if not nucleus and node.pos == "フィラー" and _KATAKANA.fullmatch(node.surface):
        return loanword_accent("".join(node.moras))
    if node.pos == "名詞":
        return _of_noun(node)
    if node.group == "非自立" and node.base in _FLAT_VERBS:
        return 0
    is_last = node.cform == "連用形" and nucleus == node.size > 1
    return nucleus - 1 if is_last and node.pos in ("動詞", "助動詞") else nucleus


def _of_noun(node: Node) -> int:
    if node.group == "非自立":
        nucleus = _DEPENDENT_NOUNS.get(node.surface, node.nucleus)
        return nucleus if nucleus <= node.size else node.nucleus
    if node.surface == "人" and not node.nucleus and node.gap != PAUSE:
        return node.size
    return node.nucleus


def keeps_fall(node: Node) -> bool:
    """Whether a noun of two moras has its fall at the end of a compound, too: コーツージ＼コ, カンコーバ＼ス.

    Those of one kanji do not: ナガノ＼ケン.
    """
    return (
        node.pos == "名詞"
        and node.group not in _LEANING
        and node.nucleus == 1
        and node.size == 2
        and bool(_TWO_MORAS.fullmatch(node.surface))
    )


def bearable(nodes: Sequence[Node], nucleus: int) -> int:
    """The nucleus of a phrase, one mora earlier where its mora cannot bear a fall: ー, ッ, ン."""
    before = 0
    for at, node in enumerate(nodes):
        place = nucleus - before
        if place <= 0:
            break
        if place <= node.size:
            return nucleus - 1 if _is_weak(nodes, at, place) else nucleus
        before += node.size
    return nucleus


def _is_weak(nodes: Sequence[Node], at: int, place: int) -> bool:
    """Whether a mora cannot bear the fall; before a word of the rule C3 イ of アイ and a whisper do not."""
    node = nodes[at]
    if is_weak(node.moras[place - 1]):
        return True
    is_joint = place == node.size and at + 1 < len(nodes) and nodes[at + 1].rule == "C3"
    return is_joint and (is_second_half(node.moras, place) or node.is_devoiced)
