"""Sentences that are held out stay held out."""

from __future__ import annotations

from halves import document_of, half_of


def test_sentences_of_one_document_are_in_one_half() -> None:
    assert document_of("wiki00309617-02-03") == "wiki00309617-02"
    assert half_of("wiki00309617-02-03") == half_of("wiki00309617-02-02")


def test_the_split_is_the_same_every_time() -> None:
    ids = ("BASIC5000_0001", "BASIC5000_0002", "ROHAN4600_0001", "wiki00309617-02-03")
    assert [half_of(name) for name in ids] == ["held", "open", "held", "open"]
