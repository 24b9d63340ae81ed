"""Markdown: what is read, what is announced, what is skipped, and that nothing is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.article.markdown import MarkdownPolicy
from narrate.errors import SourceError
from narrate.model import Metadata, Role
from narrate.script.utterances import script_of
from prose import markdown, outline, skipped, texts, wild_text

READ_ALL = MarkdownPolicy("read", "read", "read", "read")
SKIP_ALL = MarkdownPolicy("skip", "skip", "skip", "skip")


def test_headings_have_their_levels_whatever_marks_them() -> None:
    article = markdown("# 題\n\n序。\n\n## 一\n\n本文。\n\n### 一の一\n\n本文。\n\n二\n---\n\n本文。\n")
    assert [(s.title, s.level) for s in article.sections] == [("題", 1), ("一", 2), ("二", 2)]
    assert article.text_of(Role.TITLE) == "題"
    headings = [p for s in article.sections for p in s.paragraphs if p.role is Role.HEADING]
    assert [(p.passage.text, p.level) for p in headings] == [("一", 2), ("一の一", 3), ("二", 2)]


def test_emphasis_is_read_without_its_marks() -> None:
    assert texts(markdown("**太い**字と*斜めの*字と~~消した~~字と***両方***。\n")) == [
        "paragraph: 太い字と斜めの字と消した字と両方。"
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("[灯台](https://example.org/a_(b))へ。", "灯台へ。"),
        ('[灯台](u "題) 名")へ。', "灯台へ。"),
        ("[灯台](<a b> '題')へ。", "灯台へ。"),
        ("[[角]括弧](u)へ。", "[角]括弧へ。"),
        ("[灯台][光]へ。\n\n[光]: http://e.org '古い光'\n", "灯台へ。"),
        ("[光]へ。\n\n[光]:\n  <http://e.org>\n  '古い光'\n", "光へ。"),
        ("[光][]へ。\n\n[光]: /u\n[光]: /v\n", "光へ。"),
        ("[灯台]へ。", "[灯台]へ。"),
        ("<https://example.org/%E6%97%A5>へ。", "https://example.org/%E6%97%A5へ。"),
        ("<umi@example.org>へ。", "umi@example.orgへ。"),
        ("[**太い**灯台](u)へ。", "太い灯台へ。"),
    ],
)
def test_links_are_read_without_their_targets(text: str, read: str) -> None:
    article = markdown(text)
    assert texts(article) == [f"paragraph: {read}"]
    skipped(article)


def test_link_targets_are_skipped_with_a_reason() -> None:
    article = markdown("[灯台](https://example.org)へ[光][]。\n\n[光]: /u '題'\n")
    assert ("](https://example.org)", "link target") in skipped(article)
    assert [text for text, reason in skipped(article) if reason == "link definition"] == [
        "[光]:",
        "/u",
        "'題'",
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (r"\*星\*と\\と\[角\]", r"*星*と\と[角]"),
        ("A&amp;Bと&lt;と&#x3042;と&#12356;", "A&Bと<とあとい"),
        (r"C:\港\町", r"C:\港\町"),
        ("`a * b`と`` c ` d ``", "a * bとc ` d"),
        ("`二行の\nコード`です", "二行の コードです"),
        ("&nope;です", "&nope;です"),
        ("2 * 3 * 4は_a_b", "2 * 3 * 4は_a_b"),
        ("港～～町~と~~", "港～～町~と~~"),
    ],
)
def test_escapes_entities_and_code_are_read_as_what_they_stand_for(text: str, read: str) -> None:
    article = markdown(text + "。\n")
    assert texts(article) == [f"paragraph: {read}。"]
    skipped(article)


def test_a_soft_break_joins_japanese_and_parts_latin_words() -> None:
    assert texts(markdown("港の\n朝。\nOpen\nAI です。\n")) == ["paragraph: 港の朝。Open AI です。"]


@pytest.mark.parametrize("mark", ["  \n", "\\\n", "<br>", "<br />"])
def test_a_hard_break_ends_a_sentence(mark: str) -> None:
    (paragraph,) = markdown(f"題のない詩{mark}二行目\n").sections[0].paragraphs
    assert paragraph.cuts == (5,)


@pytest.mark.parametrize(
    "text",
    [
        "\u3000\n港の朝。\n",
        "\u3000\u3000\n\u3000港の朝。\n\u3000\n",
        "\u000b\n港の朝。\n",
        "> \u3000\n> 港の朝。\n",
    ],
)
def test_lines_of_ideographic_space_are_white_space(text: str) -> None:
    article = markdown(text)
    assert [p.passage.text.strip() for p in article.sections[0].paragraphs] == ["港の朝。"]
    skipped(article)


def test_lists_are_items_and_say_their_numbers() -> None:
    article = markdown("- 一つ目\n- 二つ目\n  - 内側\n\n1. 甲\n2. 乙\n   1) 丙\n10. 丁\n")
    assert texts(article) == [
        "item: 一つ目",
        "item: 二つ目",
        "item: 内側",
        "item: 1、甲",
        "item: 2、乙",
        "item: 1、丙",
        "item: 10、丁",
    ]
    skipped(article)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1. 1. 甲\n", ["item: 1、1、甲"]),
        ("> - > 1. 甲\n", ["item: 1、甲"]),
        ("1. \n2. 乙\n\n丙。\n", ["item: 2、乙", "paragraph: 丙。"]),
        ("1. ```\n   x\n   ```\n2. 乙\n", ["announcement: 1、コードは省略します。", "item: 2、乙"]),
        ("- [ ] やる\n- [x] やった\n", ["item: やる", "item: やった"]),
        ("-\t甲\n\n\t続き\n", ["item: 甲", "item: 続き"]),
    ],
)
def test_odd_lists_lose_nothing(text: str, read: list[str]) -> None:
    article = markdown(text)
    assert texts(article) == read
    skipped(article)


def test_a_number_without_an_item_is_skipped_with_a_reason() -> None:
    article = markdown("1.\n\n本文。\n")
    assert ("1", "number of an empty list item") in skipped(article)


def test_quotations_are_quotations() -> None:
    article = markdown("> 引かれた\n言葉。\n>\n> > 深い言葉。\n")
    assert texts(article) == ["quote: 引かれた言葉。", "quote: 深い言葉。"]
    skipped(article)


TABLE = "| 船 | 数 |\n|:---|---:|\n| 漁船 | 12 |\n| 客\\|船 |  |\n| `a\\|b` | 3 | 余り |\n"


def test_tables_are_read_row_by_row() -> None:
    article = markdown(TABLE)
    assert texts(article) == ["item: 船、数", "item: 漁船、12", "item: 客|船", "item: a|b、3"]
    assert ("余り", "table cell without a column") in skipped(article)


@pytest.mark.parametrize("policy", ["announce", "skip"])
def test_tables_may_be_left_out(policy: str) -> None:
    article = markdown(f"前。\n\n{TABLE}\n後。\n", MarkdownPolicy(table=policy))  # type: ignore[arg-type]
    announced = ["announcement: 表は省略します。"] if policy == "announce" else []
    assert texts(article) == ["paragraph: 前。", *announced, "paragraph: 後。"]
    assert ("漁船", "table") in skipped(article)


def test_footnotes_are_read_at_the_end_in_the_order_of_their_marks() -> None:
    text = "港[^b]と町[^a]と[^b]。^[その場の注[^c]。]\n\n[^a]: 町の注。\n\n    続き。\n\n[^b]: 港の注。\n\n[^c]: 注の注。\n\n後。\n"
    article = markdown(text)
    assert texts(article) == [
        "paragraph: 港と町と。",
        "paragraph: 後。",
        "note: 注1、港の注。",
        "note: 注2、町の注。",
        "note: 続き。",
        "note: 注3、その場の注。",
        "note: 注4、注の注。",
    ]
    skipped(article)


def test_footnotes_may_be_skipped() -> None:
    article = markdown("港[^1]。^[その場。]\n\n[^1]: 町の注。\n", MarkdownPolicy(footnotes="skip"))
    assert texts(article) == ["paragraph: 港。"]
    assert ("町の注。", "footnote") in skipped(article)
    assert ("その場。", "footnote") in skipped(article)


def test_a_footnote_without_a_mark_is_skipped_with_a_reason() -> None:
    article = markdown("港。\n\n[^1]: 町の注。\n    - 項目\n")
    assert texts(article) == ["paragraph: 港。"]
    assert ("町の注。", "footnote that nothing refers to") in skipped(article)


def test_the_last_of_two_footnotes_with_one_name_counts() -> None:
    article = markdown("港[^1]。\n\n[^1]: 甲。\n\n[^1]: 乙。\n")
    assert texts(article) == ["paragraph: 港。", "note: 注1、乙。"]
    assert ("甲。", "footnote that nothing refers to") in skipped(article)


def test_a_footnote_may_begin_with_a_list() -> None:
    article = markdown("港[^1]。\n\n[^1]: 1. 甲\n    2. 乙\n")
    skipped(article)
    assert texts(article)[0] == "paragraph: 港。"


CODE = "```python\nprint('港')\n\nx = 1\n```\n"


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        (
            "ja-JP",
            [
                "item: 1、Flour", "item: 2、Water", "announcement: 表は省略します。",
                "announcement: コードは省略します。", "paragraph: 画像、A loaf", "paragraph: Salt.", "note: 注1、Or not.",
            ],
        ),
        (
            "en",
            [
                "item: 1. Flour", "item: 2. Water", "announcement: The table is left out.",
                "announcement: The code is left out.", "paragraph: Image: A loaf", "paragraph: Salt.",
                "note: Note 1: Or not.",
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_said_beside_the_text_is_in_its_language(language: str, heard: list[str]) -> None:
    text = "1. Flour\n2. Water\n\n|a|b|\n|-|-|\n|c|d|\n\n```\nx\n```\n\n![A loaf](l.png)\n\nSalt.[^1]\n\n[^1]: Or not.\n"
    article = markdown(text, MarkdownPolicy(table="announce"), Metadata(language=language))
    assert texts(article) == heard
    skipped(article)


@pytest.mark.parametrize(("language", "row"), [("", "item: salt、9 g"), ("en", "item: salt, 9 g")])
def test_cells_are_parted_by_a_comma_of_their_language(language: str, row: str) -> None:
    article = markdown("|what|how much|\n|-|-|\n|salt|9 g|\n", metadata=Metadata(language=language))
    assert texts(article)[-1] == row


def test_a_numbered_item_stays_one_sentence_in_every_language() -> None:
    for language, said in (("", "12、Flour"), ("en", "12. Flour")):
        script = script_of(markdown("12. Flour\n", metadata=Metadata(language=language)))
        assert [u.text for u in script.utterances] == [said]


def test_code_is_announced_read_or_skipped() -> None:
    text = f"前。\n\n{CODE}\n    字下げ\n\n後。\n"
    announced = markdown(text)
    assert texts(announced).count("announcement: コードは省略します。") == 2
    assert texts(markdown(text, SKIP_ALL)) == ["paragraph: 前。", "paragraph: 後。"]
    read = markdown(text, READ_ALL)
    assert texts(read)[1:4] == ["paragraph: print('港')", "paragraph: x = 1", "paragraph: 字下げ"]
    assert ("```python", "code language") in skipped(read)
    for article in (announced, markdown(text, SKIP_ALL)):
        assert any(reason == "code" for _, reason in skipped(article))


def test_images_are_described_or_skipped() -> None:
    text = '![港の*朝*](asa.jpg "題")\n\n文の中の![絵](e.png)です。\n'
    assert texts(markdown(text)) == ["paragraph: 画像、港の朝", "paragraph: 文の中の絵です。"]
    article = markdown(text, MarkdownPolicy(image="skip"))
    assert texts(article) == ["paragraph: 文の中のです。"]
    assert ("絵", "image description") in skipped(article)


def test_the_tags_of_html_are_skipped_and_its_text_is_read_with_its_ruby() -> None:
    text = "<div>\n囲み\n</div>\n\n<ruby>灯台<rt>とうだい</rt></ruby>の<b>光</b>。<!-- 覚え -->\n"
    article = markdown(text)
    assert texts(article) == ["paragraph: 囲み", "paragraph: <ruby>灯台<rt>とうだい</rt></ruby>の光。"]
    assert ("<b>", "HTML") in skipped(article)
    assert ("<!-- 覚え -->", "comment") in skipped(article)


def test_a_rule_is_a_scene_break() -> None:
    article = markdown("前。\n\n***\n\n後。\n")
    assert [p.after_scene_break for p in article.sections[0].paragraphs] == [False, True]
    assert ("***", "scene break: a pause") in [(t.strip(), r) for t, r in skipped(article)]


def test_a_heading_may_hold_markup() -> None:
    article = markdown("# 題\n\n序。\n\n## [港](u)の**朝** ##\n\n本文。\n")
    assert [s.title for s in article.sections] == ["題", "港の朝"]
    skipped(article)


def test_only_headings_are_no_article() -> None:
    with pytest.raises(SourceError, match="nothing to read but headings"):
        markdown("# 題\n\n## 一\n\n## 二\n")


def test_only_marks_are_no_article() -> None:
    with pytest.raises(SourceError, match="nothing to read"):
        markdown("***\n\n---\n")


def test_a_line_of_100000_characters_is_one_paragraph() -> None:
    text = "港の朝は早い。" * 14_286
    (section,) = markdown(text).sections
    assert len(section.paragraphs[0].passage) == len(text)


def test_the_heading_above_everything_is_the_title_unless_front_matter_names_another() -> None:
    text = "# 港\n\n本文。\n"
    assert outline(markdown(text))[0][0] == "港"
    article = markdown(text, metadata=Metadata(title="町"))
    assert [s.title for s in article.sections] == ["町", "港"]


@settings(max_examples=300)
@given(wild_text, st.sampled_from([MarkdownPolicy(), READ_ALL, SKIP_ALL]))
def test_every_character_is_spoken_or_skipped_once(text: str, policy: MarkdownPolicy) -> None:
    try:
        article = markdown(text, policy)
    except SourceError:
        return
    skipped(article)
    for section, role in itertools.product(article.sections, Role):
        assert all(p.passage.text for p in section.paragraphs if p.role is role)


@pytest.mark.parametrize("entity", ["&nbsp;", "&emsp;", "&#32;", "&#10;", "&#12288;"])
@pytest.mark.parametrize(
    "text", ["一つ目の文です。{}次の文です。", "{}本文です。", "本文です。{}", "海{}  \n{}空。"]
)
def test_a_white_space_entity_at_a_border_of_sentences_is_markup(entity: str, text: str) -> None:
    found = skipped(markdown(text.replace("{}", entity)))
    assert found == [(entity, "markup")] * text.count("{}")


def test_a_line_break_entity_in_a_sentence_is_a_space() -> None:
    assert texts(markdown("海&#10;空。")) == ["paragraph: 海 空。"]


@pytest.mark.parametrize("text", ["- " * 10 + "海。", "> " * 30 + "海。", ">" * 98 + " 海。"])
def test_deep_nesting_is_read(text: str) -> None:
    article = markdown(text)
    assert [t[-2:] for t in texts(article)] == ["海。"]
    assert {reason for _, reason in skipped(article)} == {"markup"}


@pytest.mark.parametrize("text", ["> " * 100 + "海。", "- " * 60 + "海。", "> - " * 60 + "海。"])
def test_nesting_that_the_parser_cannot_follow_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(SourceError, match="nested too deeply") as refused:
        markdown("序。\n\n" + text)
    assert refused.value.line == 3


def test_a_paragraph_of_many_parts_and_breaks_is_read_in_linear_time() -> None:
    article = markdown("*海*&amp;空  \n" * 5_000)
    assert len(script_of(article).utterances) == 5_000


@pytest.mark.parametrize(("opened", "closed"), [("![", "](x.png)"), ("^[", "]"), ("[", "](x)"), ("[", "]")])
def test_brackets_as_deep_as_you_like_lose_nothing(opened: str, closed: str) -> None:
    said = "".join(texts(markdown(opened * 300 + "猫" + closed * 300 + "\n\n犬\n")))
    assert said.count("猫") == said.count("犬") == 1


def test_a_link_after_many_open_brackets_is_still_one() -> None:
    assert texts(markdown("[" * 200 + "[港](x.html)の朝"))[0].endswith("[港の朝")


@pytest.mark.parametrize("text", ["\u2000\n\x1d\nい", "\u3000\n\x1f\n\x1c\n○い", "- \x1e\n  い"])
def test_a_line_of_nothing_but_a_separator_loses_no_line_below_it(text: str) -> None:
    article = markdown(text)
    assert texts(article)[-1].endswith("い")
    assert "い" not in "".join(part for part, _ in skipped(article))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (">\t>\t1) 港", "item: 1、港"),
        (">\t>\t- 港\n>\t>\t- 港", "item: 港"),
        ("-\t>\t>\t2. 港", "item: 2、港"),
    ],
)
def test_tabs_among_the_marks_of_quotations_and_lists_are_no_text(text: str, said: str) -> None:
    article = markdown(f"朝。\n\n{text}\n\n夜。\n")
    assert said in texts(article)
    assert "港" not in "".join(part for part, _ in skipped(article))


def test_a_heading_in_a_footnote_is_part_of_the_note_and_no_chapter() -> None:
    article = markdown("本文[^1]。\n\n[^1]: ## 題\n\n    注。\n\n## 章\n\n終わり。\n")
    assert [s.title for s in article.sections] == ["harbour", "章"]
    assert [said for said in texts(article) if said.startswith("note")] == ["note: 注1、題", "note: 注。"]
