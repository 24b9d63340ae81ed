"""What newspapers and web pages leave when they are copied: structure without markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from narrate.errors import SourceError
from narrate.model import Metadata, Role
from prose import LONG, SHORT, outline, plain, skipped, texts, wild_text

REPORT = [
    "地域",
    "灯台をどう残すか",
    "百年の光に迫る期限",
    SHORT,
    "始まりは一通の手紙",
    LONG,
    "「あの光を見て育った」と漁師の一人は話す。" + LONG,
    "費用は誰が払うのか?",
    LONG,
    LONG,
    "海と町の約束",
    LONG,
    "LEDと歯車: 残す技術",
    LONG,
]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n", "\n\u3000\n"])
def test_a_newspaper_report_has_all_its_parts(between: str) -> None:
    article = plain(between.join(REPORT) + "\n")
    first, *others = outline(article)
    assert first == (
        "灯台をどう残すか",
        [
            "category: 地域",
            "title: 灯台をどう残すか",
            "subtitle: 百年の光に迫る期限",
            f"lead: {SHORT}",
        ],
    )
    assert [title for title, _ in others] == [
        "始まりは一通の手紙",
        "費用は誰が払うのか?",
        "海と町の約束",
        "LEDと歯車: 残す技術",
    ]
    assert skipped(article) == []


def test_a_report_with_indented_paragraphs_has_the_same_parts() -> None:
    indented = ["\u3000" + line if "。" in line else line for line in REPORT]
    assert [title for title, _ in outline(plain("\n".join(indented)))] == [
        title for title, _ in outline(plain("\n".join(REPORT)))
    ]


def test_a_title_alone_above_prose_is_the_title() -> None:
    assert outline(plain(f"灯台の町\n\n{LONG}\n\n{LONG}\n")) == [
        ("灯台の町", ["title: 灯台の町", f"paragraph: {LONG}", f"paragraph: {LONG}"])
    ]


def test_prose_without_a_title_is_called_by_its_file() -> None:
    assert outline(plain(f"{LONG}\n\n{LONG}\n")) == [
        ("harbour", [f"paragraph: {LONG}", f"paragraph: {LONG}"])
    ]


@pytest.mark.parametrize(
    ("heading", "title", "skips"),
    [
        ("■手紙の中身", "手紙の中身", [("■", "heading mark")]),
        ("◆ 手紙の中身", "手紙の中身", [("◆ ", "heading mark")]),
        ("第二章　手紙の中身", "第二章　手紙の中身", []),
        ("【手紙の中身】", "【手紙の中身】", []),
    ],
)
def test_marked_headings_are_chapters(heading: str, title: str, skips: list[tuple[str, str]]) -> None:
    article = plain(f"灯台の町\n\n{LONG}\n\n{heading}\n{LONG}\n")
    assert [title for title, _ in outline(article)] == ["灯台の町", title]
    assert [(text.strip(), reason) for text, reason in skipped(article)] == [
        (text.strip(), reason) for text, reason in skips
    ]


def test_lists_are_items_without_their_bullets() -> None:
    article = plain(f"灯台の町\n\n{LONG}\n\n・残す案\n・移す案\n① 壊す案\n\n{LONG}\n")
    assert texts(article)[2:5] == ["item: 残す案", "item: 移す案", "item: ① 壊す案"]
    assert skipped(article) == [("・", "bullet"), ("・", "bullet")]


@pytest.mark.parametrize("mark", ["＊＊＊", "* * *", "◇", "―――", "※", "＝＝＝＝"])
def test_a_scene_break_is_a_pause(mark: str) -> None:
    article = plain(f"灯台の町\n\n{LONG}\n\n{mark}\n\n{LONG}\n")
    last = article.sections[-1].paragraphs[-1]
    assert last.after_scene_break
    assert skipped(article) == [(mark, "scene break: a pause")]


def test_dialogue_is_no_heading() -> None:
    article = plain(
        f"灯台の町\n\n{LONG}\n\n「まだ灯るのか」\n\n「今夜までは」\n\n老人は海を見た。{LONG}\n\n「そうか」\n{LONG}\n"
    )
    assert [title for title, _ in outline(article)] == ["灯台の町"]


def test_captions_and_bylines_are_no_headings() -> None:
    lines = [
        "灯台の町",
        "文＝佐藤海",
        LONG,
        "（写真は港の全景）",
        LONG,
        "写真：佐藤海",
        LONG,
        "出典＝町史",
        LONG,
    ]
    article = plain("\n\n".join(lines))
    assert [title for title, _ in outline(article)] == ["灯台の町"]


def test_a_dateline_gives_the_date_and_is_no_heading() -> None:
    article = plain(f"灯台の町\n2026年7月1日\n\n{LONG}\n\n{LONG}\n")
    assert str(article.metadata.date) == "2026-07-01"
    assert [title for title, _ in outline(article)] == ["灯台の町"]


def test_an_impossible_date_is_only_text() -> None:
    assert plain(f"灯台の町\n2026年13月41日\n\n{LONG}\n").metadata.date is None


def test_mail_that_was_wrapped_is_joined_to_paragraphs() -> None:
    def mail(text: str) -> str:
        return "\n".join(text[i : i + 28] for i in range(0, len(text), 28))

    article = plain(f"便り\n\n{mail(LONG * 2)}\n\n{mail(LONG)}\n")
    assert texts(article) == ["title: 便り", f"paragraph: {LONG * 2}", f"paragraph: {LONG}"]


def test_a_sentence_is_never_a_heading() -> None:
    short = "夜が明けた。"
    article = plain(f"灯台の町\n\n{LONG}\n\n{short}\n\n{LONG}\n\n{LONG}\n")
    assert f"paragraph: {short}" in texts(article)


def test_the_last_line_is_no_heading() -> None:
    article = plain(f"灯台の町\n\n{LONG}\n\n{LONG}\n\n以上\n")
    assert [title for title, _ in outline(article)] == ["灯台の町"]


@pytest.mark.parametrize("text", ["灯台の町\n", "■灯台\n\n■港\n\n■町\n", "【灯台】\n【港】\n"])
def test_headings_alone_are_no_article(text: str) -> None:
    with pytest.raises(SourceError, match="nothing to read but headings"):
        plain(text)


def test_the_author_may_name_the_title() -> None:
    article = plain(f"地域\n灯台の町\n{LONG}\n", Metadata(title="灯台の町"))
    assert article.text_of(Role.CATEGORY) == "地域"
    assert article.text_of(Role.TITLE) == "灯台の町"


def test_a_title_of_the_author_that_is_not_in_the_text_comes_first() -> None:
    article = plain(f"{LONG}\n", Metadata(title="別の題", category="随筆"))
    assert texts(article)[:2] == ["category: 随筆", "title: 別の題"]


def test_a_line_of_100000_characters_is_one_paragraph() -> None:
    text = (LONG * 1500)[:100_000]
    article = plain(f"長い話\n\n{text}\n")
    assert len(article.sections[0].paragraphs[-1].passage) == 100_000


@pytest.mark.parametrize("mark", ["\u3000", "  "])
def test_lines_know_their_places(mark: str) -> None:
    article = plain(f"灯台の町\n\n{mark}{LONG}\n")
    paragraph = article.sections[0].paragraphs[-1]
    assert article.source.path == Path("harbour.txt")
    assert article.source.text[paragraph.passage.origins[0]] == LONG[0]


@given(wild_text)
def test_every_character_is_spoken_or_skipped_once(text: str) -> None:
    try:
        article = plain(text)
    except SourceError:
        return
    skipped(article)


@pytest.mark.parametrize(
    "top",
    [
        "特集・地方鉄道\n海辺の単線、復活への道\n利用者が三割増えた理由を追う\n",
        "【社説】\n図書館を夜も開こう\n",
    ],
)
def test_a_column_name_above_the_title_is_the_kicker(top: str) -> None:
    body = "町の図書館が夜も開くことになった。働く人が帰りに寄れるようにするためだという。" * 2
    article = plain(top + body + "\n" + body * 2)
    roles = [p.role for p in article.sections[0].paragraphs]
    assert roles[:2] == [Role.CATEGORY, Role.TITLE]
    assert len(article.sections) == 1


def test_a_marked_line_at_the_very_end_is_no_heading() -> None:
    body = "町の図書館が夜も開くことになった。働く人が帰りに寄れるようにするためだという。" * 2
    article = plain(f"図書館の夜\n{body}\n{body}\n【熊本=佐々木一郎】")
    assert len(article.sections) == 1
