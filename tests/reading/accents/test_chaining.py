"""Each row of the table of chaining holds in its one sentence and not in the other."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from narrate.reading.accents.chaining import FLAT, OWN, STAYS, Phrase, Row, _is, _row, _state, rows
from narrate.reading.accents.node import nodes_of
from narrate.reading.accents.phrasing import phrases_of
from narrate.reading.phrases.marks import AFTER_MARK, without_boundaries
from narrate.reading.text.said import DEFAULT_POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.reading.accents.node import Node
    from narrate.reading.frontend import FrontEnd

ROWS = rows()


def phrases(front_end: FrontEnd, text: str) -> list[Phrase]:
    analysis = front_end.analysis(text)
    said = analysis.said.text
    features = without_boundaries(analysis.nodes, DEFAULT_POLICY)
    return phrases_of(nodes_of(said, analysis.words, features, AFTER_MARK, front_end.opinion(said)))


def joins(front_end: FrontEnd, text: str) -> Iterator[tuple[Phrase, Node, Row | None]]:
    """Each word that joins a phrase, with the phrase before it and the row that holds."""
    for phrase in phrases(front_end, text):
        begun = accumulate(phrase.nodes[1:], Phrase.joined, initial=Phrase.of(phrase.nodes[0]))
        for before, node in zip(begun, phrase.nodes[1:], strict=False):
            yield before, node, _row(_state(before.nucleus, before.size), before.nodes[-1], node)


def name_of(row: Row) -> str:
    return f"{row.states} {'|'.join(row.before)} {'|'.join(row.words)}"


@pytest.mark.engine
@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_row_holds_in_its_sentence(front_end: FrontEnd, row: Row) -> None:
    assert row in [found for *_, found in joins(front_end, row.yes)], row.yes


@pytest.mark.engine
@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_row_does_not_hold_in_its_other_sentence_though_its_word_is_there(
    front_end: FrontEnd, row: Row
) -> None:
    nodes = [node for phrase in phrases(front_end, row.no) for node in phrase.nodes]
    assert any(_is(name, node) for name in row.words for node in nodes), row.no
    assert row not in [found for *_, found in joins(front_end, row.no)], row.no


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_row_can_be_understood(row: Row) -> None:
    assert set(row.states) <= set("0EPA")
    assert row.fall in (STAYS, FLAT, OWN) or row.fall.lstrip("-").isdigit()
    assert all(row.before)
    assert all(row.words)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("text", "accents"),
    [
        ("作られた橋だ。", "ツクラ＼レタ／ハシ＼ダ"),
        ("排除された。", "ハ＼イジョサレタ"),
        ("歩きましょう。", "アルキマショ＼ー"),
        ("荷物を置いた。", "ニ＼モツヲ／オイタ"),
        ("確認できた。", "カクニンデ＼キタ"),
        ("入学式に出た。", "ニューガク＼シキニ／デ＼タ"),
        ("日本初の試みだ。", "ニホンハツノ／ココロミダ"),
        ("必要がある。", "ヒツヨーガア＼ル"),
        ("誰も知らない。", "ダレモ／シラナイ"),
    ],
)
def test_the_pitch_falls_where_a_newsreader_lets_it(front_end: FrontEnd, text: str, accents: str) -> None:
    from narrate.reading.accents.notation import accented

    assert accented(front_end.analysis(text).features) == accents
