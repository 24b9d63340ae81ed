"""Which marks a reader makes a pause of."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from narrate.reading.phrases.quotations import CLOSES, OPENS
from narrate.reading.words.dictionary import PLACEHOLDER
from narrate.reading.words.word import SPAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.reading.policy import SayingPolicy
    from narrate.reading.words.word import Word

AFTER_MARK = "after_mark"
"""The key of a node's silent marks before it."""

_OPENING = frozenset("「『“‘〝〈《【〔［｛[{")
_CLOSING = frozenset("」』”’〟〉》】〕］｝]}")
"""Straight quotes that stand in pairs are round ones by now; one alone closes nothing."""
_STRAIGHT = frozenset("\"＂'＇")
_OPENING_BRACKET = frozenset("（(")
_CLOSING_BRACKET = frozenset("）)")
_BOUNDARY = frozenset("・･/／=＝＿_~〜～ＦF")
_HYPHEN = frozenset("-−－‐‑–")
_IDEOGRAPH = re.compile("[一-鿿々]")
_CLINGING = frozenset(("助詞", "助動詞"))


def without_joints(words: Sequence[Word], policy: SayingPolicy) -> list[Word]:
    """The words without the marks that must not keep neighbours apart.

    A closing quote and what follows it are one phrase (「はい」と), so are letters and digits round
    a hyphen. A closing bracket pauses only where no particle follows it.
    """
    kept: list[Word] = []
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else None
        if word.is_mark and _is_joint(word, kept[-1] if kept else None, following, policy):
            continue
        kept.append(word)
    return kept


def _is_joint(word: Word, before: Word | None, after: Word | None, policy: SayingPolicy) -> bool:
    mark = word.surface
    clings = after is not None and (after.pos[0] in _CLINGING or after.is_mark or after.pos[1] == "接尾")
    if mark in _CLOSING_BRACKET:
        return clings
    if mark in _CLOSING | _STRAIGHT and policy.quote == "silent":
        return not (after is not None and after.surface in _OPENING)
    if mark in _HYPHEN:
        return (
            before is not None
            and after is not None
            and _is_latin(before)
            and (_is_latin(after) or after.pos[1] == "数")
        )
    return mark in (".", "．") and before is not None and _is_latin(before)


def _is_latin(word: Word) -> bool:
    return word.surface == PLACEHOLDER or all("Ａ" <= c <= "ｚ" or c.isascii() for c in word.surface)


def has_quotation(text: str) -> bool:
    """Whether anything in it may close a quotation."""
    return not _CLOSING.isdisjoint(text)


def with_closings(
    features: Sequence[dict[str, Any]], text: str, words: Sequence[Word]
) -> list[dict[str, Any]]:
    """The nodes, each behind which quotations end in ``text`` with their number; see `quotations`."""
    closed: dict[int, int] = {}
    at = 0
    for word, after in pairwise(words):
        at += len(word.surface)
        is_kept = after.surface in _CLOSING and text[after.start] in _CLOSING
        count = sum(char in _CLOSING for char in text[word.end : after.start]) + is_kept
        if count:
            closed[at] = count
    return [
        f | {CLOSES: closed[f[SPAN][1]]} if f[SPAN][1] in closed and f["mora_size"] else f for f in features
    ]


def without_boundaries(features: Sequence[dict[str, Any]], policy: SayingPolicy) -> list[dict[str, Any]]:
    """The nodes without the marks that part two phrases but make no pause: ・ and opening quotes.

    What follows a quote that was left out knows it (see `quotations`), and has all the marks before it under
    `AFTER_MARK`.
    """
    silent = _BOUNDARY | (_OPENING if policy.quote == "silent" else frozenset())
    kept: list[dict[str, Any]] = []
    marks = ""
    for i, feature in enumerate(features):
        if feature["string"] in silent and not feature["mora_size"] and not _parts_names(features, i):
            marks += feature["string"]
            continue
        if kept and not feature["mora_size"] and not kept[-1]["mora_size"] and feature["pron"] == "、":
            continue
        kept.append(feature | _known_of(marks) if marks else feature)
        marks = ""
    return kept


def _known_of(marks: str) -> dict[str, Any]:
    """What a node knows of the silent marks before it."""
    opened = sum(mark in _OPENING for mark in marks)
    return {AFTER_MARK: marks} | ({OPENS: opened} if opened else {})


def _parts_names(features: Sequence[dict[str, Any]], at: int) -> bool:
    """Whether it is the ＝ of 写真＝東京, which readers stop at, and not that of ドロップ＝デッド."""
    if features[at]["string"] not in "=＝" or not 0 < at < len(features) - 1:
        return False
    before, after = features[at - 1]["string"], features[at + 1]["string"]
    return bool(_IDEOGRAPH.fullmatch(before[-1]) and _IDEOGRAPH.fullmatch(after[0]))
