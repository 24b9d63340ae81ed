"""A reading as a person checks it: kana with its accent phrases and where the pitch falls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from narrate.ground.kana import moras

if TYPE_CHECKING:
    from collections.abc import Sequence

FALL = "＼"
"""Stands after the mora after which the pitch falls."""
BOUNDARY = "／"
"""Stands between two accent phrases."""


def accented(nodes: Sequence[dict[str, Any]]) -> str:
    """``オーサカ／フ＼、キョート`` for the nodes of a sentence; ``、`` is a pause."""
    out: list[str] = []
    phrase: list[str] = []
    accent = 0
    for node in nodes:
        if node["mora_size"] and node["chain_flag"] == 1 and phrase:
            phrase += moras(node["pron"].replace("’", ""))
            continue
        out += _closed(phrase, accent)
        phrase = []
        if node["mora_size"]:
            phrase, accent = moras(node["pron"].replace("’", "")), node["acc"]
        elif out and out[-1] != "、":
            out.append("、")
    out += _closed(phrase, accent)
    return _joined(out)


def _closed(phrase: list[str], accent: int) -> list[str]:
    if not phrase:
        return []
    if 0 < accent <= len(phrase):
        return ["".join([*phrase[:accent], FALL, *phrase[accent:]])]
    return ["".join(phrase)]


def _joined(parts: list[str]) -> str:
    text = ""
    for part in parts:
        needs_boundary = text and part != "、" and not text.endswith("、")
        text += (BOUNDARY if needs_boundary else "") + part
    return text.rstrip("、")
