"""Ages in brackets behind a person: 山田花子（45）, 佐藤課長（45）, 長男（5） are said with 歳."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from narrate.reading.words.titles import POSTS, TITLES
from narrate.reading.words.word import Grounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.reading.words.word import Word

_AGES = range(15, 111)
"""Below, a number in brackets is rather a note's."""
_GROWN = range(10, 120)
_ANY = range(120)
_NONE = range(0)
_CHILDREN = frozenset([
    "ちゃん", "くん", "長男", "長女", "次男", "次女", "二男", "二女", "三男", "三女", "四男", "四女", "男児",
    "女児",
])  # fmt: skip
_PERSONS = frozenset([
    "さん", "氏", "容疑者", "被告", "選手", "投手", "監督", "議員", "首相", "大統領", "社長", "会長", "教授",
    "医師", "記者",
])  # fmt: skip
"""They say a person whatever stands before them."""
_SOMEBODY = frozenset(["少年", "少女", "男性", "女性"])
"""Somebody where it is said who, 会社員の男性（45）, and else a group that is counted: 男性（52）."""
_OTHERS = frozenset(["妻", "夫", "父親", "母親", "会社員", "公務員", "大学生", "高校生"])
"""So do these, but a number behind them is sooner a note's."""
_NEAR = 5
"""So many words before a post the name may stand: 佐藤 in 佐藤営業第一部長."""


def with_ages(words: Sequence[Word]) -> list[Word]:
    """The words with 歳 before each bracket that closes an age."""
    return list(_with_years(words))


def _with_years(words: Sequence[Word]) -> Iterator[Word]:
    for i, word in enumerate(words):
        if _closes_age(words, i):
            yield _years(word)
        yield word


def _closes_age(words: Sequence[Word], i: int) -> bool:
    if words[i].surface not in ("）", ")"):
        return False
    first = i
    while first and words[first - 1].pos[1] == "数" and words[first - 1].surface.isdecimal():
        first -= 1
    digits = "".join(w.surface for w in words[first:i])
    is_number = len(digits) in (1, 2, 3) and (digits == "０" or not digits.startswith("０"))
    return (
        is_number
        and first > 1
        and words[first - 1].surface in ("（", "(")
        and int(digits) in _ages_behind(words[: first - 1])
    )


def _ages_behind(words: Sequence[Word]) -> range:
    """The numbers that are an age where the words end in a person."""
    last = words[-1].surface
    if last in _CHILDREN:
        return _ANY
    if last in _PERSONS or (last in _SOMEBODY and _is_told_of(words)):
        return _GROWN
    return _AGES if last in _OTHERS or _is_full_name(words) or _is_named_post(words) else _NONE


def _is_told_of(words: Sequence[Word]) -> bool:
    """Whether a noun stands before the last word, or one with の."""
    return len(words) > 1 and (words[-2].surface == "の" or words[-2].pos[0] == "名詞")


def _is_full_name(words: Sequence[Word]) -> bool:
    """Whether the words end in a surname and a given name, or in two names with a dot between."""
    names = [w for w in words[-3:] if w.pos[2] == "人名"]
    if len(words) < 2 or len(names) < 2 or words[-1] is not names[-1]:
        return False
    is_native = words[-2] is names[-2] and names[-2].pos[3] == "姓" and names[-1].pos[3] == "名"
    return is_native or words[-2].surface == "・"


def _is_named_post(words: Sequence[Word]) -> bool:
    """Whether the words end in a post and there is a name in the same word: 佐藤営業部長."""
    compound = list(takewhile(lambda w: w.pos[0] in ("名詞", "接頭詞"), reversed(words[-_NEAR:])))
    written = "".join(w.surface for w in reversed(compound))
    return written.endswith(_POSTS) and any(
        w.pos[1] == "固有名詞" and w.pos[2] in ("人名", "一般") for w in compound
    )


_POSTS = (*TITLES, *POSTS)


def _years(bracket: Word) -> Word:
    pos = ("名詞", "接尾", "助数詞", "*", "*", "*")
    return replace(
        bracket,
        surface="歳",
        pos=pos,
        base="歳",
        read="サイ",
        pron="サイ",
        accent=1,
        chain="C3",
        grounds=Grounds.RULE,
        row="",
        rule="age in brackets",
    )
