"""Article -> utterances with their places."""

from __future__ import annotations

import pytest

from narrate.model import Article, Joint, Role, Utterance
from narrate.script.utterances import script_of, without_ruby
from prose import markdown, plain, skipped


def utterances(article: Article) -> list[Utterance]:
    return list(script_of(article).utterances)


def test_utterances_know_their_lines_and_columns() -> None:
    found = utterances(markdown("# 題\n\n朝が来た。船が**出た**。\n\n- 一つ\n"))
    places = [(u.text, u.place.line, u.place.column, u.place.end_line, u.place.end_column) for u in found]
    assert places == [
        ("題", 1, 3, 1, 3),
        ("朝が来た。", 3, 1, 3, 5),
        ("船が出た。", 3, 6, 3, 14),
        ("一つ", 5, 3, 5, 4),
    ]


def test_a_sentence_over_two_lines_has_its_last_place_in_the_second() -> None:
    (u,) = utterances(markdown("朝が\n来た。\n"))
    assert (u.place.line, u.place.column, u.place.end_line, u.place.end_column) == (1, 1, 2, 3)


def test_announcements_stand_where_the_thing_stands() -> None:
    found = utterances(markdown("前。\n\n```\nx\n```\n"))
    assert [(u.role, u.place.line) for u in found] == [(Role.BODY, 1), (Role.ANNOUNCEMENT, 3)]


def test_hard_breaks_end_utterances_also_behind_ruby() -> None:
    found = utterances(markdown("<ruby>灯台<rt>とうだい</rt></ruby>の朝  \n霧の港\n"))
    assert [u.text for u in found] == ["灯台の朝", "霧の港"]
    assert [(r.start, r.end) for r in found[0].rubies] == [(0, 2)]


def test_ruby_is_taken_out_of_chapter_titles() -> None:
    script = script_of(markdown("# 題\n\n序。\n\n## ｜灯台《とうだい》の朝\n\n本文。\n"))
    assert [s.title for s in script.sections] == ["題", "灯台の朝"]


@pytest.mark.parametrize("text", ["……\n", "「」\n", "！？\n", "◆◆◆\n", "☆彡\n"])
def test_what_has_nothing_to_say_is_skipped_with_a_reason(text: str) -> None:
    article = plain(
        f"題\n\n長い本文がここにあり、句点で終わる文です。\n\n{text}\n長い本文がここにあります。\n"
    )
    spoken = "".join(u.text for u in utterances(article))
    if not any(c.isalnum() for c in text):
        assert text.strip() not in spoken
    skipped(article)


def test_a_scene_break_outlives_a_paragraph_without_sound() -> None:
    script = script_of(markdown("前。\n\n***\n\n……\n\n後。\n"))
    assert [p.after_scene_break for p in script.sections[0].paragraphs] == [False, True]


def test_parts_of_a_long_sentence_are_joined_by_a_comma() -> None:
    found = utterances(markdown("港では網を繕い、" * 30 + "日が暮れた。\n"))
    assert [u.joint for u in found] == [Joint.COMMA] * (len(found) - 1) + [Joint.SENTENCE]


def test_a_heading_of_two_lines_is_a_chapter_title_of_one() -> None:
    script = script_of(
        markdown("# 題&#10;名\n\n序。\n\nOne\ntwo\n---\n\n本文。\n\n## 第一章　海\n\n本文。\n")
    )
    assert [s.title for s in script.sections] == ["題 名", "One two", "第一章　海"]
    assert without_ruby("題\n 名") == "題 名"


def test_a_hard_break_before_an_entity_for_a_space_stays_where_it_is() -> None:
    found = utterances(markdown("海《うみ》の朝  \n&nbsp;空&nbsp;と&copy;山\n"))
    assert [u.text for u in found] == ["海の朝", "空\xa0と©山"]


@pytest.mark.parametrize("line", ["ーーーーーー", "ｰｰｰ", "ﾞ", "～～～～"])
def test_a_line_of_marks_that_only_lengthen_or_voice_is_skipped(line: str) -> None:
    article = plain(f"朝が来た。\n{line}\n船が出た。\n")
    assert line not in [u.text for u in utterances(article)]
    assert any(line in text for text, _ in skipped(article))


def test_a_run_of_the_same_announcements_is_made_once() -> None:
    code = "```\nx\n```\n\n"
    article = markdown(f"前の文。\n\n{code}{code}***\n\n{code}間の文。\n\n{code}")
    said = [u.text for u in script_of(article).utterances]
    assert said == ["前の文。", "コードは省略します。", "間の文。", "コードは省略します。"]


def test_an_announcement_with_a_lists_number_is_made_for_each_number() -> None:
    article = markdown("文。\n\n1.     x\n1.     y\n")
    assert [u.text for u in script_of(article).utterances][1:] == ["1、コードは省略します。"] * 2
    assert skipped(article)
