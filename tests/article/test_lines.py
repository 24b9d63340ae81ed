"""Lines of a source, and the ones that a mailer broke."""

from __future__ import annotations

from narrate.article.lines import Line, lines_in
from narrate.article.plain.wrapping import unwrapped
from narrate.model import Passage

PROSE = "朝の市場では、漁師たちが夜のうちにとった魚を並べ、声を張り上げて客を呼ぶ。値段は昼に向かって少しずつ下がっていく。"


def lines(text: str) -> list[Line]:
    return lines_in(Passage.of(text))


def wrapped_at(text: str, width: int) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def test_empty_lines_are_only_remembered() -> None:
    found = lines("一\n\n \u3000\n二\n三")
    assert [(line.passage.text, line.follows_blank) for line in found] == [
        ("一", True),
        ("二", True),
        ("三", False),
    ]


def test_indentation_is_a_signal_and_no_text() -> None:
    (line,) = lines("\u3000朝の市場。\u3000")
    assert line.passage.text == "朝の市場。"
    assert line.is_indented
    assert line.passage.origins[0] == 1


def test_lines_of_one_width_that_break_off_are_joined() -> None:
    found = unwrapped(lines(wrapped_at(PROSE * 2, 30)))
    assert [line.passage.text for line in found] == [PROSE * 2]


def test_paragraphs_between_empty_lines_stay_apart() -> None:
    found = unwrapped(lines(wrapped_at(PROSE, 15) + "\n\n" + wrapped_at(PROSE, 20)))
    assert len(found) > 1


def test_latin_words_keep_a_space_where_the_line_broke() -> None:
    text = "The harbour was quiet in the early morning\nand the boats lay still upon the dark blue\nwater."
    (line,) = unwrapped(lines(text))
    assert line.passage.text == text.replace("\n", " ")
    assert line.passage.origins == range(len(text))


def test_lines_that_end_as_sentences_are_paragraphs() -> None:
    text = "\n".join(["この町には三つの橋があり、どれも百年より前に架けられたという。"] * 4)
    assert len(unwrapped(lines(text))) == 4
