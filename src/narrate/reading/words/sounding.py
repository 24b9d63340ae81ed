"""Nodes as Open JTalk's label maker takes them: kana alone, counted as it counts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from narrate.ground.kana import is_kana, katakana, moras
from narrate.reading.words.word import SPAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    Node = dict[str, Any]

_NO_KANA = re.compile("[^ァ-ヶー’]")
"""What ends the labels of a sentence wherever it stands, and ’, the mark of a vowel without voice."""
_USUAL = str.maketrans({"ヵ": "カ", "ヷ": "ヴァ", "ヸ": "ヴィ", "ヹ": "ヴェ", "ヺ": "ヴォ"})
_LARGE = dict(zip("ァィゥェォャュョヮ", "アイウエオヤユヨワ", strict=True))
_PAUSE = {"pos": "記号", "pos_group1": "読点", "read": "、", "pron": "、", "acc": 0, "mora_size": 0}


def sayable(node: Node) -> Node:
    """The node with what of its sound is kana, and as many moras as the labels will have."""
    if not node["mora_size"]:
        return node
    return _saying(node, _NO_KANA.sub("", node["pron"].translate(_USUAL)))


def with_begun_sounds(nodes: Sequence[Node]) -> list[Node]:
    """The nodes, each beginning with a sound of its own.

    A written ー belongs to the node before, as the label maker has it, whatever phrase begins there; where
    nothing stands before, or only a pause, it makes no sound, but う is ウ there. A small kana that
    would be one mora with the kana before it is none where a word begins: 一ゃ are three moras.
    """
    out: list[Node] = []
    before, is_begun = "", False
    for node in nodes:
        if not node["mora_size"]:
            out.append(node)
            is_begun = False
            continue
        marks, rest = _parted(node) if node["string"].startswith("ー") or not is_begun else ("", node)
        if marks and is_begun:
            out[-1] = _saying(out[-1], out[-1]["pron"] + marks) | {SPAN: (out[-1][SPAN][0], rest[SPAN][0])}
            before = "ー"
        if rest["mora_size"]:
            out.append(_apart(before, rest))
            before = out[-1]["pron"].replace("’", "")[-1]
            is_begun = True
    return out


def _parted(node: Node) -> tuple[str, Node]:
    """The ー that a node begins with, and the node without them."""
    kana = node["pron"].lstrip("ー’")
    if kana == node["pron"]:
        return "", node
    first = katakana(node["string"][0])
    if first != "ー" and is_kana(first):
        return "", _saying(node, first + node["pron"][1:])
    marks = "ー" * node["pron"].removesuffix(kana).count("ー")
    start, end = node[SPAN]
    written = len(node["string"]) - len(node["string"].lstrip("ー"))
    return marks, _saying(node, kana) | {SPAN: (start + min(len(marks), written), end)}


def _apart(before: str, node: Node) -> Node:
    kana = node["pron"]
    for at, small in enumerate(kana):
        if small not in _LARGE or not before or len(moras(before + small)) > 1:
            break
        before = _LARGE[small]
        kana = kana[:at] + before + kana[at + 1 :]
    return node if kana == node["pron"] else node | {"pron": kana}


def _saying(node: Node, kana: str) -> Node:
    size = len(moras(kana.replace("’", "")))
    if not size:
        return node | _PAUSE
    if (kana, size) == (node["pron"], node["mora_size"]):
        return node
    return node | {"pron": kana, "mora_size": size, "acc": min(node["acc"], size)}
