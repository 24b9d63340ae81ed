"""A breath in a long stretch that has no mark of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACES = {"は": 0, "て": 0, "で": 0, "ので": 0, "が": 2, "も": 2, "や": 3, "に": 4, "と": 6, "を": 7}
"""After which words readers breathe, and how many moras off the middle a better place may be."""
_BREATH = "is_breath"
_BEFORE_VERB = 6
"""A breath between a noun and its own verb is worse by so many moras."""


def with_breaths(features: Sequence[dict[str, Any]], longest: int) -> list[dict[str, Any]]:
    """The nodes with a short pause near the middle of each stretch of more than ``longest`` moras."""
    if longest <= 0:
        return list(features)
    out: list[dict[str, Any]] = []
    stretch: list[dict[str, Any]] = []
    for feature in features:
        if feature["mora_size"]:
            stretch.append(feature)
            continue
        out += [*_divided(stretch, longest), feature]
        stretch = []
    return out + _divided(stretch, longest)


def _divided(stretch: list[dict[str, Any]], longest: int) -> list[dict[str, Any]]:
    total = sum(f["mora_size"] for f in stretch)
    if total <= longest:
        return stretch
    best: tuple[float, int] | None = None
    before = 0
    for i, feature in enumerate(stretch[:-1]):
        before += feature["mora_size"]
        if stretch[i + 1]["chain_flag"] == 1 or feature["string"] not in _PLACES or feature["pos"] != "助詞":
            continue
        if not 8 <= before <= total - 8:
            continue
        cost = abs(before - total / 2) + _PLACES[feature["string"]]
        cost += _BEFORE_VERB if stretch[i + 1]["pos"] in ("動詞", "形容詞") else 0
        if best is None or cost < best[0]:
            best = (cost, i + 1)
    if best is None:
        return stretch
    cut = best[1]
    return [*_divided(stretch[:cut], longest), _breath(stretch[cut - 1]), *_divided(stretch[cut:], longest)]


def _breath(like: dict[str, Any]) -> dict[str, Any]:
    pause = dict.fromkeys(like, "*")
    pause |= {"string": "、", "pos": "記号", "pos_group1": "読点", "orig": "、", "read": "、", "pron": "、"}
    flags = {"is_reading_protected": False, "is_reading_rewritten": False}
    return pause | {"acc": 0, "mora_size": 0, "chain_flag": 0, _BREATH: True} | flags


def moras_before_breaths(features: Sequence[dict[str, Any]]) -> tuple[int, ...]:
    """How many moras stand before each pause that nobody wrote."""
    before, found = 0, []
    for feature in features:
        if feature.get(_BREATH):
            found.append(before)
        before += feature["mora_size"]
    return tuple(found)
