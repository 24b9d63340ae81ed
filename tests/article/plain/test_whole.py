"""A text as a whole: nothing is lost, nothing takes long, and each decision has its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.lines import Line, lines_in
from narrate.article.plain import judged
from narrate.article.source import source_of
from narrate.errors import SourceError
from narrate.model import Article, Metadata, Passage, Role
from prose import LONG, plain, skipped

_LINES = (
    *("題", "", "", "　本文の一行。", "港の朝は早い。" * 6, "　字下げした長い行が折り返されて、次の行へと続いて", "いく。"),
    *("━━━━", "----", "--", "◇", "■見出し", "■日時：1日", "【章】", "＜章＞", "--- 章 ---", "1. 甲", "2. 乙", "（1）甲", "①甲"),
    *("第一章", "第1条（目的）", "一", "Ⅰ 甲", "議題1 甲", "Q1. 甲", "A. 乙。", "1.1 甲", "・項目", "-- 項目", "→ 項目"),
    *("目次", "題……1", "関連記事", "ホーム > 甲", "シェアする", "前へ", "検索", "[画像1: 甲]", "© 2026 甲", "配信停止はこちら"),
    *("From: a@b.c", "To: d@e.f", "Subject: 題", "Date: 2026-01-02", "発行　甲", "印刷　乙", "ISBN 0", "TEL：0"),
    *("各位", "株式会社甲", "文・山田 太郎", "山田 太郎", "2026年1月2日", "第3号", "～副題～", "写真：甲", "0:00 - 0:20"),
    *("「会話」", "――問い。", "まえがき", "記", "以上", "以上、", "SLEEP(1)   甲   SLEEP(1)", "甲   乙   SLEEP(1)", "a b"),
)  # fmt: skip


@given(st.lists(st.sampled_from(_LINES), min_size=1, max_size=40).map("\n".join))
def test_every_character_of_any_lines_is_spoken_or_skipped(text: str) -> None:
    try:
        article = plain(text)
    except SourceError:
        return
    skipped(article)


def read(text: str) -> Article:
    source = source_of(Path("harbour.txt"), text)
    return parse_article(source, read_front_matter(source))


def test_each_heading_and_what_nearly_was_one_has_its_reason() -> None:
    article = read(
        f"題\n\n{LONG}\n\n■朝\n{LONG}\n\n■昼\n{LONG}\n\n札の字\n\n{LONG}\n\n言いかけて、\n\n{LONG}\n"
    )
    assert [(d.text, d.is_heading, str(d.reason)) for d in article.decisions] == [
        ("朝", True, "marked as 2 headings are"),
        ("昼", True, "marked as 2 headings are"),
        ("札の字", False, "the headings of this text are marked, this line is not"),
        ("言いかけて、", False, "it ends in a comma"),
    ]


def test_a_line_that_knows_its_role_keeps_it() -> None:
    text = f"大見出し\n{LONG}\n{LONG}\n"
    first, *others = lines_in(Passage.of(text))
    known = Line(first.passage, False, True, role=Role.HEADING, level=3, after_break=True)
    paragraph = judged([known, *others], Metadata()).paragraphs[0]
    assert (paragraph.role, paragraph.level, paragraph.after_scene_break) == (Role.HEADING, 3, True)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("本文へスキップ", "navigation"),
        ("シェアする", "share button"),
        ("[画像1: リンク ]", "mark of an image"),
        ("Copyright 2026 港の会", "copyright notice"),
    ],
)
def test_what_is_not_the_article_is_skipped_with_its_reason(line: str, reason: str) -> None:
    article = plain(f"題\n\n{LONG}\n\n{line}\n\n{LONG}\n")
    assert skipped(article) == [(line, reason)]


def test_the_path_of_a_page_above_its_title_is_skipped() -> None:
    assert skipped(plain(f"ホーム > 町 > 港\n\n題\n\n{LONG}\n")) == [("ホーム > 町 > 港", "navigation")]


@pytest.mark.parametrize("line", ["シェアする本棚を作った", "検索", "お問い合わせ", "目次", "関連記事"])
def test_what_might_be_the_article_is_spoken(line: str) -> None:
    article = plain(f"題\n\n{LONG}\n\n{line}\n\n{LONG}\n")
    assert skipped(article) == []


@pytest.mark.parametrize("width", [30, 33, 36, 40])
@pytest.mark.parametrize("indent", ["", "\u3000"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_text_of_any_width_is_joined_to_its_paragraphs(width: int, indent: str, gap: str) -> None:
    if not indent and gap == "\n":
        return
    paragraphs = [LONG * 2 + "夕方には風が変わる。", LONG * 3]
    wrapped = []
    for paragraph in paragraphs:
        whole = indent + paragraph
        wrapped.append("\n".join(whole[i : i + width] for i in range(0, len(whole), width)))
    article = plain("題\n\n" + gap.join(wrapped) + "\n")
    spoken = [p.passage.text for p in article.sections[0].paragraphs[1:]]
    assert spoken == paragraphs
