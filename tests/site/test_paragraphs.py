from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.model import Cue, Role
from narrate.site.paragraphs import chapter_texts
from narrate.site.sentences import Piece

if TYPE_CHECKING:
    from narrate.model import Edition


def test_sentences_come_back_as_the_article_had_them(edition: Edition) -> None:
    first, second, third = chapter_texts(edition)
    assert [b.role for b in first.blocks] == [Role.CATEGORY, Role.TITLE, Role.SUBTITLE, Role.LEAD]
    assert [len(b.paragraphs[0]) for b in second.blocks] == [1, 2, 1]
    assert [(b.role, len(b.paragraphs)) for b in third.blocks] == [
        (Role.HEADING, 1),
        (Role.ITEM, 2),
        (Role.QUOTE, 1),
        (Role.NOTE, 1),
    ]
    assert [s.name for s in second.sentences] == ["s5", "s6", "s7", "s8"]


def test_ruby_stands_over_its_word(edition: Edition) -> None:
    sentence = chapter_texts(edition)[1].sentences[1]
    assert sentence.pieces == (Piece("吾輩", "わがはい"), Piece("は猫である。"))


def test_a_paragraph_that_opens_with_a_bracket_says_so(edition: Edition) -> None:
    blocks = chapter_texts(edition)[1].blocks
    assert [b.opens_with_bracket for b in blocks] == [False, False, True]


def test_latin_sentences_keep_their_distance() -> None:
    from narrate.site.paragraphs import _sentences

    cues = [Cue(0, 1, text, (), Role.BODY, 0, 0) for text in ("Yes.", "No.", "はい。", "A.")]
    assert [s.gap for s in _sentences(enumerate(cues))] == ["", " ", "", ""]
