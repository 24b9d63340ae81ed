"""Rows of the table that no condition can express: each says why in its ``why``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from narrate.reading.words.word import Word

    Lists = Mapping[str, Sequence[str]]

_STATES = {
    "秦": "シン",
    "清": "シン",
    "晋": "シン",
    "隋": "ズイ",
    "普": "フ",
    "殷": "イン",
    "漢": "カン",
    "斉": "セイ",
    "燕": "エン",
    "魯": "ロ",
    "宋": "ソウ",
    "梁": "リョウ",
}
"""States of China that are names of people or places as well."""


def state(words: Sequence[Word], at: int, lists: Lists) -> str | None:
    """清, 秦 as states of China, which the dictionary takes for people, near what states are told of."""
    word, before, after = words[at], _word(words, at - 1), _word(words, at + 1)
    kana = _STATES[word.surface]
    if kana == word.pron or word.pos[1] != "固有名詞" or _is_person(before, after):
        return None
    near = [_word(words, at - 2), before, *words[at + 1 : at + 9]]
    earlier = near[0]
    is_listed = before is not None and before.surface in ("・", "、", "と", "や", "から")
    follows = is_listed and earlier is not None and earlier.surface in lists["dynasty"]
    is_told = follows or _has_realm(words, at, lists["realm"])
    return kana if is_told or any(_is_historic(w, lists["historic"]) for w in near if w) else None


def _is_person(before: Word | None, after: Word | None) -> bool:
    if after is not None and (after.pos[2] == "人名" or after.surface in ("氏", "さん", "君")):
        return True
    return before is not None and before.pos[2] == "人名"


def _has_realm(words: Sequence[Word], at: int, realm: Sequence[str]) -> bool:
    """清の国, 清軍, 時代の清."""
    after = _word(words, at + 1)
    of = after is not None and after.surface == "の"
    beside = (_word(words, at - 2), _word(words, at - 1), _word(words, at + 2) if of else after)
    return any(w is not None and w.surface in realm for w in beside)


def _is_historic(word: Word, historic: Sequence[str]) -> bool:
    is_ruler = word.pos[2] == "人名" and word.surface.endswith(("王", "公", "帝"))
    return word.surface in historic or is_ruler


def _word(words: Sequence[Word], at: int) -> Word | None:
    return words[at] if 0 <= at < len(words) else None


CODE: dict[str, Callable[[Sequence[Word], int, Lists], str | None]] = {"state": state}
"""By the name that a row gives."""
