"""The table of homographs: each row with its own two sentences, and the order in which they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrate.reading.homographs.conditions import condition_of
from narrate.reading.homographs.special import CODE
from narrate.reading.homographs.table import Row, homographs, table_of
from narrate.reading.sounds.pronunciation import spoken
from narrate.reading.text.said import as_said

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd

ROWS = homographs().rows
MOST_CODE_ROWS = 10


def is_asking(row: Row) -> bool:
    """Whether a row has conditions; one without says why it always holds."""
    return bool(row.code or row.before or row.after or row.where)


@pytest.mark.engine
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_holds_in_its_one_sentence_and_not_in_its_other(front_end: FrontEnd, row: Row) -> None:
    yes, no = front_end.analysis(row.yes), front_end.analysis(row.no)
    found = zip(yes.words, front_end.readings(yes), strict=True)
    settled = [kana for word, kana in found if word.rule == row.name]
    assert settled, f"{row.name} does not hold in {row.yes}"
    assert all(kana.startswith(spoken(row.reads)) for kana in settled)
    assert row.name not in {word.rule for word in no.words}, f"{row.name} holds in {row.no}"


@pytest.mark.engine
@pytest.mark.parametrize("row", [r for r in ROWS if is_asking(r)], ids=lambda row: row.name)
def test_it_is_its_conditions_that_keep_a_row_from_its_other_sentence(front_end: FrontEnd, row: Row) -> None:
    """The word stands there, in a form and with a reading that the row is about."""
    said = as_said(row.no)
    if row.uncut:
        assert row.word in said.text
        return
    forms = re.compile(row.forms or re.escape(row.word))
    words = [word for word in front_end._heard(said)[0] if forms.fullmatch(word.surface)]
    readings = re.compile(f"{row.instead_of}|{spoken(row.reads)}")
    assert any(readings.match(word.pron) and not word.is_protected for word in words), row.no


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_rows_patterns_and_tests_can_be_understood(row: Row) -> None:
    for name in ("forms", "instead_of", "before", "after", "unless"):
        try:
            re.compile(getattr(row, name))
        except re.error as error:
            pytest.fail(f"{row.name}: {name} is no pattern ({error})")
    for test in row.where:
        condition_of(test, homographs().lists)
    assert row.accent is None or type(row.accent) is int, f"{row.name}: accent is no number"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reads": "いちぎょう"}, "the row 一行=いちぎょう reads 'いちぎょう', which is no katakana"),
        ({}, "the row 一行=None reads ''"),
        ({"read": "イチギョー", "reads": "イチ"}, "the row 一行=イチ has an unknown field 'read'"),
    ],
)
def test_a_row_that_would_lose_its_word_is_refused(fields: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        table_of({"row": [{"word": "一行", "before": "最初の", **fields}], "lists": {}})


def test_rows_stand_in_the_order_of_their_words() -> None:
    words = [row.word for row in ROWS]
    assert words == sorted(words)


def test_few_rows_call_code_and_each_says_why() -> None:
    coded = [row for row in ROWS if row.code]
    assert len(coded) <= MOST_CODE_ROWS
    assert all(row.why for row in coded)
    assert {row.code for row in coded} == set(CODE)


def test_a_row_asks_for_something_or_says_why_not() -> None:
    assert [row.name for row in ROWS if not is_asking(row) and not row.why] == []


def test_every_list_is_named_by_a_row_or_by_code() -> None:
    named = " ".join(test for row in ROWS for test in row.where)
    for name, words in homographs().lists.items():
        assert f"{{{name}}}" in named or name in ("dynasty", "historic", "realm"), name
        assert len(set(words)) == len(words), name
