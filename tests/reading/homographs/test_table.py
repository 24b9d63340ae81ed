"""The table of homographs: each row with its own two sentences, and the order in which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.reading.homographs.special import CODE
from narrate.reading.homographs.table import Row, homographs
from narrate.reading.sounds.pronunciation import spoken

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd

ROWS = homographs().rows
MOST_CODE_ROWS = 10


@pytest.mark.engine
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_holds_in_its_one_sentence_and_not_in_its_other(front_end: FrontEnd, row: Row) -> None:
    yes, no = front_end.analysis(row.yes), front_end.analysis(row.no)
    settled = [
        kana for word, kana in zip(yes.words, front_end.readings(yes), strict=True) if word.rule == row.name
    ]
    assert settled, f"{row.name} does not hold in {row.yes}"
    assert all(kana.startswith(spoken(row.reads)) for kana in settled)
    assert row.name not in {word.rule for word in no.words}, f"{row.name} holds in {row.no}"
    assert row.word[0] in row.no or row.forms


def test_rows_stand_in_the_order_of_their_words() -> None:
    words = [row.word for row in ROWS]
    assert words == sorted(words)


def test_few_rows_call_code_and_each_says_why() -> None:
    coded = [row for row in ROWS if row.code]
    assert len(coded) <= MOST_CODE_ROWS
    assert all(row.why for row in coded)
    assert {row.code for row in coded} == set(CODE)


def test_a_row_asks_for_something() -> None:
    for row in ROWS:
        assert row.code or row.before or row.after or row.where, row.name


def test_every_list_is_named_by_a_row_or_by_code() -> None:
    named = " ".join(test for row in ROWS for test in row.where)
    for name, words in homographs().lists.items():
        assert f"{{{name}}}" in named or name in ("dynasty", "historic", "realm"), name
        assert len(set(words)) == len(words), name
