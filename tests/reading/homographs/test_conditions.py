"""Tests of neighbours, as the table of homographs writes them."""

from __future__ import annotations

import pytest

from narrate.reading.homographs.conditions import condition_of
from narrate.reading.words.word import Grounds, Word, noun

LISTS = {"drink": ("水", "*茶", "酒*")}


def words(*surfaces: str) -> list[Word]:
    kinds = {"を": "助詞,格助詞,一般,*", "の": "助詞,連体化,*,*"}
    return [
        noun(s, (i, i + 1), kinds.get(s, "名詞,一般,*,*"), "カ", 0, Grounds.DICTIONARY)
        for i, s in enumerate(surfaces)
    ]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("-1 を", True),
        ("-1 が を", True),
        ("-1 が", False),
        ("-1 not が", True),
        ("-1 not を", False),
        ("-1 <助詞>", True),
        ("-1 <助詞,格助詞>", True),
        ("-1 <助詞,連体化>", False),
        ("-1 <*,格助詞>", True),
        ("-1 !<助詞>", False),
        ("-2 {drink}", True),
        ("-2 麦*", True),
        ("-2 *茶", True),
        ("-2 *", True),
        ("-2 /.茶/", True),
        ("-3 *", False),
        ("-3 edge", True),
        ("-3 not 水", True),
        ("+2 edge", True),
        ("0 飲む", True),
        ("-2..1 人", True),
        ("-2..-1 人", False),
        ("-2..1 飲む", False),
        ("-2..1 not {drink}", False),
        ("-2&-1 麦茶を", True),
        ("-1&1 を人", False),
    ],
)
def test_a_condition_looks_at_the_words_beside_a_word(condition: str, holds: bool) -> None:
    assert condition_of(condition, LISTS)(words("麦茶", "を", "飲む", "人"), 2) is holds


@pytest.mark.parametrize("condition", ["を", "-1", "-1 not", "1.5 を", "-1..+x を"])
def test_what_is_no_condition_is_refused(condition: str) -> None:
    with pytest.raises(ValueError, match=r"place|word"):
        condition_of(condition, LISTS)


def test_a_list_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        condition_of("-1 {food}", LISTS)
