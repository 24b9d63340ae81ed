"""Paragraphs -> sections: the title block, one section a heading, and never too many chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.article.sections import MOST_CHAPTERS, retitled
from narrate.model import Metadata, Role
from narrate.script.coverage import account
from narrate.script.utterances import script_of
from prose import LONG, markdown, outline, plain, read_article, skipped, texts

if TYPE_CHECKING:
    from pathlib import Path


def test_text_above_the_first_heading_is_a_chapter_of_the_title() -> None:
    article = markdown("序の文。\n\n## 一\n\n本文。\n")
    assert [s.title for s in article.sections] == ["harbour", "一"]


def test_300_headings_make_255_chapters_and_a_note() -> None:
    text = "# 題\n\n序。\n\n" + "".join(f"## 見出し{n}\n\n本文{n}。\n\n" for n in range(300))
    article = markdown(text)
    assert len(article.sections) == MOST_CHAPTERS == 255
    assert article.sections[-1].title == "見出し253"
    assert any("301 headings" in note and "46 headings" in note for note in article.notes)
    headings = [p for s in article.sections for p in s.paragraphs if p.role is Role.HEADING]
    assert len(headings) == 300
    skipped(article)


def chapters(text: str, levels: int | None = None, title: str = "") -> list[str]:
    article = markdown(text, metadata=Metadata(title=title, chapters=levels))
    skipped(article)
    return [section.title for section in article.sections]


DEEP = "# 題\n\n## 一\n\n### 一の一\n\n文。\n\n#### 深い\n\n文。\n\n## 二\n\n文。\n"


@pytest.mark.parametrize(
    ("levels", "titles"),
    [
        (None, ["題", "一", "二"]),
        (1, ["題", "一", "二"]),
        (2, ["題", "一", "一の一", "二"]),
        (6, ["題", "一", "一の一", "深い", "二"]),
    ],
)
def test_headings_of_as_many_levels_as_are_asked_for_make_chapters(
    levels: int | None, titles: list[str]
) -> None:
    assert chapters(DEEP, levels) == titles


@pytest.mark.parametrize(
    ("text", "title", "titles"),
    [
        ("### 一\n\n文。\n\n### 二\n\n文。\n\n#### 深い\n\n文。\n", "題", ["題", "一", "二"]),
        ("# 題\n\n### 一\n\n文。\n\n##### 深い\n\n文。\n", "", ["題", "一"]),
        ("# 一\n\n文。\n\n## 深い\n\n文。\n\n# 二\n\n文。\n", "題", ["題", "一", "二"]),
        ("# 題\n\n文。\n\n## 一\n\n文。\n\n# 次\n\n文。\n\n### 深い\n\n文。\n", "", ["題", "一", "次"]),
        ("# 長い題\n\n文。\n\n## 一\n\n文。\n\n## 二\n\n文。\n", "題", ["題", "長い題", "一", "二"]),
        ("序文。\n\n# 題\n\n## 一\n\n文。\n\n### 深い\n\n文。\n", "", ["題", "一"]),
    ],
)
def test_the_titles_level_and_the_next_that_occurs_make_chapters(
    text: str, title: str, titles: list[str]
) -> None:
    assert chapters(text, title=title) == titles


def test_a_heading_that_makes_no_chapter_is_spoken() -> None:
    assert "heading: 深い" in texts(markdown(DEEP))


def test_the_deepest_headings_stop_being_chapters_first() -> None:
    part = "## 章{n}\n\n本文。\n\n### 節{n}の一\n\n本文。\n\n### 節{n}の二\n\n本文。\n\n"
    text = "# 題\n\n序。\n\n" + "".join(part.format(n=n) for n in range(100))
    article = markdown(text, metadata=Metadata(chapters=2))
    assert len(article.sections) == 101
    assert all(s.level < 3 for s in article.sections)


def test_chapters_of_one_name_are_noted() -> None:
    article = markdown("## 朝\n\n本文。\n\n## 朝\n\n本文。\n")
    assert [s.title for s in article.sections] == ["朝", "朝"]
    assert "several chapters are called 朝; --section needs their numbers" in article.notes


def test_front_matter_titles_are_spoken_and_no_character_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ncategory: 随筆\ntitle: 霧の港\nsubtitle: 夏\n---\n\n本文。\n", encoding="utf-8")
    article = read_article(path)
    assert outline(article) == [
        ("霧の港", ["category: 随筆", "title: 霧の港", "subtitle: 夏", "paragraph: 本文。"])
    ]
    account(script_of(article))


def test_a_front_matter_title_that_yaml_folds_is_spoken_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text('---\ntitle: >\n  霧の\n  港\nsubtitle: "\\u590f"\n---\n\n本文。\n', encoding="utf-8")
    article = read_article(path)
    assert article.text_of(Role.TITLE) == "霧の 港"
    assert article.text_of(Role.SUBTITLE) == "夏"
    account(script_of(article))


def test_values_that_repeat_each_other_are_spoken_each(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 港\nsubtitle: 港\ncategory: 港の話\n---\n\n本文。\n", encoding="utf-8")
    account(script_of(read_article(path)))


def test_a_title_in_text_and_front_matter_is_spoken_once() -> None:
    article = markdown("# 港\n\n本文。\n", metadata=Metadata(title="港", subtitle="朝"))
    assert outline(article) == [("港", ["title: 港", "subtitle: 朝", "paragraph: 本文。"])]


def test_plain_text_without_a_title_takes_that_of_the_front_matter() -> None:
    assert plain(f"{LONG}\n", Metadata(title="港")).sections[0].title == "港"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 山の記録\n\n朝は寒い。\n\n## 昼\n\n雪が降る。\n", [("別の題", ["title: 別の題", "paragraph: 朝は寒い。"]), ("昼", ["paragraph: 雪が降る。"])]),
        ("## 昼\n\n雪が降る。\n", [("別の題", ["title: 別の題"]), ("昼", ["paragraph: 雪が降る。"])]),
        ("雪が降る。\n", [("別の題", ["title: 別の題", "paragraph: 雪が降る。"])]),
    ],
)  # fmt: skip
def test_a_title_that_is_asked_for_stands_in_place_of_the_articles_own(
    text: str, expected: list[tuple[str, list[str]]]
) -> None:
    article = retitled(markdown(text), "別の題")
    assert outline(article) == expected
    assert article.metadata.title == "別の題"
    account(script_of(article))
