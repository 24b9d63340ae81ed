"""Documents of Word, read as their authors meant them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from article.word import docx
from article.word.docx import (
    box,
    field,
    image,
    listed,
    note_mark,
    paragraph,
    row,
    ruby,
    run,
    table,
    written,
)  # fmt: skip
from article.word.reading import article_in, lines_of, script_in
from narrate.article.markdown import MarkdownPolicy
from narrate.errors import SourceError
from narrate.model import Role

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "峠の水車は、今年の春にまた回りはじめた。"
MORE = "村の人たちは、朝から土手に集まって見ていた。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "水車.docx"


def test_headings_are_what_has_their_styles_directly_or_through_others(path: Path) -> None:
    written(
        path,
        paragraph("水車の記", "a3"), paragraph("峠の一年", "a4"), paragraph("春", "1"), paragraph(PROSE),
        paragraph("土手", "mine"), paragraph(MORE),
        paragraph("夏", properties='<w:outlineLvl w:val="0"/>'), paragraph(PROSE),
        styles=docx.styles(),
    )  # fmt: skip
    assert lines_of(path) == [
        "t 水車の記", "s 峠の一年", "h2 春", f"b {PROSE}", "h3 土手", f"b {MORE}", "h2 夏", f"b {PROSE}",
    ]  # fmt: skip
    assert [s.title for s in article_in(path).sections] == ["水車の記", "春", "夏"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("見出し 1", "t1 春"),
        ("Heading 1", "t1 春"),
        ("表題", "t 春"),
        ("Title", "t 春"),
        ("heading 3", "h3 春"),
    ],
)
def test_styles_are_known_by_their_names_in_both_languages(path: Path, name: str, line: str) -> None:
    written(path, paragraph("春", "x"), paragraph(PROSE), styles=docx.styles({"x": (name, "", "")}))
    assert lines_of(path) == [line, f"b {PROSE}"]


def test_several_headings_of_the_first_level_stand_below_the_title(path: Path) -> None:
    blocks = [paragraph("春", "1"), paragraph(PROSE), paragraph("夏", "1"), paragraph(MORE)]
    written(path, *blocks, styles=docx.styles())
    assert lines_of(path) == ["h2 春", f"b {PROSE}", "h2 夏", f"b {MORE}"]
    written(path, *blocks, styles=docx.styles(), core=docx.core("水車の記", "葛城六平"))
    assert lines_of(path)[:2] == ["t 水車の記", "h2 春"]
    assert article_in(path).metadata.author == "葛城六平"


def test_without_styles_bold_lines_are_headings(path: Path) -> None:
    bold = "<w:b/>"
    written(
        path,
        paragraph(run("水車の記", f'{bold}<w:sz w:val="36"/>')), paragraph(PROSE), paragraph(run("春の土手", bold)),
        paragraph(PROSE), paragraph(MORE), paragraph(run("夏の川", bold)), paragraph(MORE * 3),
    )  # fmt: skip
    assert lines_of(path) == [
        "t 水車の記", f"b {PROSE}", "h2 春の土手", f"b {PROSE}", f"b {MORE}", "h2 夏の川", f"b {MORE * 3}",
    ]  # fmt: skip


def test_without_styles_numbered_lines_are_judged_as_in_plain_text(path: Path) -> None:
    written(
        path,
        paragraph("水車の記"), paragraph(), paragraph("１．春の土手"), paragraph(PROSE * 2), paragraph(),
        paragraph("２．夏の川"), paragraph(MORE * 2), paragraph(), paragraph("３．秋の峠"), paragraph(PROSE * 2),
    )  # fmt: skip
    assert [line[:2] for line in lines_of(path)] == ["t ", "h2", "b ", "h2", "b ", "h2", "b "]


def test_where_only_the_title_has_a_style_the_other_headings_are_found_by_how_they_look(path: Path) -> None:
    bold = [paragraph(run(text, "<w:b/>")) for text in ("春の土手", "夏の川")]
    written(
        path,
        paragraph("水車の記", "1"),
        bold[0],
        paragraph(PROSE * 2),
        bold[1],
        paragraph(MORE * 2),
        styles=docx.styles(),
    )
    assert lines_of(path) == ["t1 水車の記", "h2 春の土手", f"b {PROSE * 2}", "h2 夏の川", f"b {MORE * 2}"]


def test_who_wrote_it_and_when_may_stand_above_the_title(path: Path) -> None:
    right = '<w:jc w:val="right"/>'
    title = paragraph(run("水車改修の報告", '<w:b/><w:sz w:val="32"/>'), properties='<w:jc w:val="center"/>')
    written(
        path,
        paragraph("2025年4月1日", properties=right), paragraph("総務部 葛城六平", properties=right), title,
        paragraph(run("1. はじめに", "<w:b/>")), paragraph(PROSE * 2), paragraph("(1) 土手"), paragraph(MORE * 2),
        paragraph("(2) 門"), paragraph(PROSE * 2), paragraph(run("2. おわりに", "<w:b/>")), paragraph(MORE * 2),
    )  # fmt: skip
    assert [line[:5].strip() for line in lines_of(path)] == [
        "t 水車改", "b 202", "b 総務部", "h2 1.", "b 峠の水", "h3 (1", "b 村の人", "h3 (2", "b 峠の水", "h2 2.", "b 村の人",
    ]  # fmt: skip
    assert str(article_in(path).metadata.date) == "2025-04-01"


def test_where_one_number_of_a_list_is_a_heading_the_others_are(path: Path) -> None:
    items = [
        listed(run(text, look), 1)
        for text, look in (("はじめに", "<w:b/>"), ("経過", "<w:b/>"), ("むすび", ""))
    ]
    blocks = [block for item in items for block in (item, paragraph(PROSE * 2))]
    written(path, *blocks, numbering=docx.numbering(("decimal", "%1.")))
    assert [line for line in lines_of(path) if line[0] in "ht"] == [
        "h2 1. はじめに",
        "h2 2. 経過",
        "h2 3. むすび",
    ]


def test_where_much_is_bold_it_is_no_sign_of_headings(path: Path) -> None:
    texts = ("朝の土手", PROSE, "夜の峠", "遠い森", MORE)
    written(path, *(paragraph(run(text, "<w:b/>")) for text in texts))
    bold = lines_of(path)
    written(path, *map(paragraph, texts))
    assert bold == lines_of(path)


def test_ruby_keeps_its_words_and_its_reading(path: Path) -> None:
    words = run("古い") + ruby("水車", "みずぐるま") + run("が、") + ruby("峠", "とうげ") + run("にある。")
    written(path, paragraph(words))
    script, skips = script_in(path)
    (utterance,) = script.utterances
    assert utterance.text == "古い水車が、峠にある。"
    assert [(r.start, r.end, r.kana) for r in utterance.rubies] == [(2, 4, "みずぐるま"), (6, 7, "とうげ")]
    assert {skip.reason.template for skip in skips} >= {"ruby"}


def test_the_phonetic_guide_of_older_documents_is_ruby_as_well(path: Path) -> None:
    guide = r'EQ \* jc2 \* "Font:ＭＳ 明朝" \* hps10 \o\ad(\s\up 9(とうげ),峠)'
    marks = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    told = f'<w:r><w:instrText xml:space="preserve">{guide}</w:instrText></w:r>'
    written(path, paragraph(run("ここが") + marks.format(told) + run("だ。")))
    (utterance,) = script_in(path)[0].utterances
    assert (utterance.text, [r.kana for r in utterance.rubies]) == ("ここが峠だ。", ["とうげ"])


def test_a_gloss_above_words_that_is_no_reading_is_left_out(path: Path) -> None:
    written(path, paragraph(ruby("水車", "water wheel") + run("が回る。")))
    assert lines_of(path) == ["b 水車が回る。"]


def test_dots_beside_characters_and_bold_words_are_stressed(path: Path) -> None:
    words = (
        run("これは")
        + run("決して", '<w:em w:val="dot"/>')
        + run("急がない水車だが、")
        + run("強い", "<w:b/>")
        + run("。")
    )
    written(
        path,
        paragraph(words),
        paragraph(run("何も", '<w:em w:val="none"/><w:b w:val="0"/>') + run("強くない。")),
    )
    first, second = script_in(path)[0].utterances
    assert [first.text[start:end] for start, end in first.stressed] == ["決して", "強い"]
    assert second.stressed == ()


def test_lists_have_their_numbers_and_bullets_are_not_said(path: Path) -> None:
    written(
        path,
        paragraph(PROSE),
        *(listed(text, 1) for text in ("水を引く。", "石を積む。")), listed("土手の石", 1, 1), listed("門を開ける。", 1),
        listed("雨の日", 2),
        numbering=docx.numbering(("decimal", "%1."), ("decimalEnclosedCircle", "%2")),
    )  # fmt: skip
    assert lines_of(path)[1:] == [
        "i 1、水を引く。",
        "i 2、石を積む。",
        "i ①、土手の石",
        "i 3、門を開ける。",
        "i 雨の日",
    ]


def test_numbers_of_headings_are_read_as_they_are_written(path: Path) -> None:
    place = '<w:pPr><w:numPr>{}<w:numId w:val="1"/></w:numPr></w:pPr>'
    known = {
        "1": ("heading 1", "", place.format("")),
        "2": ("heading 2", "", place.format('<w:ilvl w:val="1"/>')),
    }
    written(
        path,
        *(paragraph(t, s) for t, s in (("春", "1"), ("土手", "2"), ("川", "2"), ("夏", "1"), ("峠", "2"))), paragraph(PROSE),
        styles=docx.styles(known), numbering=docx.numbering(("japaneseCounting", "第%1章"), ("decimal", "%1.%2")),
    )  # fmt: skip
    assert lines_of(path)[:5] == ["h2 第一章 春", "h3 一.1 土手", "h3 一.2 川", "h2 第二章 夏", "h3 二.1 峠"]


def test_tables_are_read_row_by_row(path: Path) -> None:
    rows = [("季節", "水の量"), ("春", "多い"), ("", "少ない")]
    written(path, paragraph(PROSE), table(*rows))
    assert lines_of(path)[1:] == ["i 季節、水の量", "i 春、多い", "i 少ない"]
    assert lines_of(path, MarkdownPolicy(table="announce"))[1:] == ["a 表は省略します。"]
    assert lines_of(path, MarkdownPolicy(table="skip")) == [f"b {PROSE}"]


def test_a_cell_over_several_rows_is_said_once(path: Path) -> None:
    merged = '<w:tc><w:tcPr><w:vMerge w:val="{}"/></w:tcPr>{}</w:tc>'
    other = "<w:tc>{}</w:tc>"
    rows = [
        f"<w:tr>{merged.format(kind, paragraph(text))}{other.format(paragraph(month))}</w:tr>"
        for kind, text, month in (("restart", "春", "三月"), ("continue", "", "四月"))
    ]
    written(path, paragraph(PROSE), f"<w:tbl>{''.join(rows)}</w:tbl>")
    assert lines_of(path)[1:] == ["i 春、三月", "i 四月"]


def test_a_table_that_arranges_prose_is_read_as_paragraphs(path: Path) -> None:
    cell = paragraph(PROSE * 3) + paragraph(MORE * 3)
    inner = table(("春", "多い"))
    written(path, table((cell, "写真"), ("前", inner + paragraph())))
    assert lines_of(path) == [f"b {PROSE * 3}", f"b {MORE * 3}", "b 写真", "b 前", "i 春、多い"]


def test_notes_are_said_behind_the_article_in_the_order_of_their_marks(path: Path) -> None:
    written(
        path,
        paragraph(run("水車") + note_mark(3) + run("が回る。") + note_mark(2, "endnote")),
        footnotes=docx.notes("footnote", {3: "昭和の初めに建った。", 4: "誰も指さない注。"}),
        endnotes=docx.notes("endnote", {2: "村史による。"}),
    )
    assert lines_of(path) == ["b 水車が回る。", "n 注1、昭和の初めに建った。", "n 注2、村史による。"]
    assert lines_of(path, MarkdownPolicy(footnotes="skip")) == ["b 水車が回る。"]


def test_what_was_deleted_or_hidden_is_not_said_and_what_was_inserted_is(path: Path) -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>壊れた</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2">{run("去年の")}</w:moveFrom>'
    come = f'<w:ins w:id="3">{run("新しい")}</w:ins>'
    written(path, paragraph(gone + moved + come + run("水車") + run("秘密", "<w:vanish/>") + run("が回る。")))
    assert lines_of(path) == ["b 新しい水車が回る。"]
    assert {"deleted text", "hidden text"} <= {skip.reason.template for skip in script_in(path)[1]}


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next(path: Path) -> None:
    written(path, paragraph("水車が", properties='<w:rPr><w:del w:id="1"/></w:rPr>'), paragraph("回る。"))
    assert lines_of(path) == ["b 水車が回る。"]


def test_of_fields_their_results_are_said_and_tables_of_contents_are_not(path: Path) -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    )
    result = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + field("PAGEREF _Toc1", run("春 1"))
    written(
        path,
        paragraph(begin + result, "10"), paragraph(run("夏 2")), paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        paragraph("秋 3", "10"),
        paragraph("春", "1"),
        paragraph(run("図") + field("SEQ 図", run("1")) + run("は水車だ。")),
        paragraph(f'<w:hyperlink r:id="r9">{run("村の案内")}</w:hyperlink>' + run("も見る。")),
        styles=docx.styles(),
    )  # fmt: skip
    assert lines_of(path) == ["t1 春", "b 図1は水車だ。", "b 村の案内も見る。"]


def test_text_boxes_are_read_once_behind_the_paragraph_they_hang_on(path: Path) -> None:
    written(
        path, paragraph(run(PROSE) + box(paragraph("囲みの話。"), paragraph("二つ目。"))), paragraph(MORE)
    )
    assert lines_of(path) == [f"b {PROSE}", "b 囲みの話。", "b 二つ目。", f"b {MORE}"]


def test_what_stands_around_words_is_looked_through(path: Path) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('水車')}</w:sdtContent></w:sdt>"
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("ここに入力")
        + "</w:sdtContent></w:sdt>"
    )
    tag = f'<w:smartTag w:element="date">{run("五月")}</w:smartTag>'
    written(
        path,
        f"<w:sdt><w:sdtContent>{paragraph(tag + run('の') + control + empty + run('。'))}</w:sdtContent></w:sdt>",
    )
    assert lines_of(path) == ["b 五月の水車。"]


def test_signs_tabs_hyphens_and_line_breaks(path: Path) -> None:
    made = (
        '<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:tab/><w:t>型</w:t><w:sym w:font="Wingdings" w:char="F0E0"/>'
        '<w:softHyphen/><w:t>改良</w:t><w:br/><w:t>次の行</w:t><w:br w:type="page"/></w:r>'
    )
    written(path, paragraph("春", "1"), paragraph(made), paragraph("夏", "1"), styles=docx.styles())
    body = article_in(path).sections[0].paragraphs[1]
    assert (body.passage.text, body.cuts) == ("A-1 型→改良次の行", (8,))


def test_a_line_break_ends_a_sentence_and_an_empty_line_a_paragraph(path: Path) -> None:
    line = "<w:r><w:br/></w:r>"
    content = f"{run('春は遅い。')}{line}{run('水車も回る。')}{line}{line}{run('夏は速い。')}{line}{run('　秋は止まる。')}"
    written(path, paragraph(PROSE), paragraph(content))
    _, *found = article_in(path).sections[0].paragraphs
    assert [p.passage.text for p in found] == ["春は遅い。水車も回る。", "夏は速い。", "秋は止まる。"]
    assert found[0].cuts == (5,)


def test_formulas_are_announced_once(path: Path) -> None:
    formula = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    written(
        path,
        paragraph(run("水の量は") + formula + run("だ。")),
        paragraph(f"<m:oMathPara>{formula}</m:oMathPara>"),
        paragraph(MORE),
    )
    assert lines_of(path) == ["b 水の量はだ。", "a 数式は省略します。", f"b {MORE}"]


def test_pictures_are_described_by_their_authors_not_by_machines(path: Path) -> None:
    by_machine = image("屋外, 草 が含まれている画像\n\n自動的に生成された説明")
    written(
        path,
        paragraph(image("回る水車")),
        paragraph(by_machine),
        paragraph(image("IMG_0123.JPG")),
        paragraph(PROSE),
    )
    assert lines_of(path) == ["b 画像、回る水車", f"b {PROSE}"]
    assert lines_of(path, MarkdownPolicy(image="skip")) == [f"b {PROSE}"]


@pytest.mark.parametrize(
    "between",
    [paragraph("* * *"), paragraph("◇"), paragraph(properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>')],
)
def test_scenes_are_parted_by_marks_and_lines_and_not_by_pages(path: Path, between: str) -> None:
    page = paragraph('<w:r><w:br w:type="page"/></w:r>')
    written(
        path,
        paragraph("春", "1"),
        paragraph(PROSE),
        between,
        paragraph(MORE),
        page,
        paragraph(PROSE),
        styles=docx.styles(),
    )
    assert [p.after_scene_break for p in article_in(path).sections[0].paragraphs] == [
        False,
        False,
        True,
        False,
    ]


def test_a_language_is_believed_only_where_the_text_bears_it_out(path: Path) -> None:
    written(path, paragraph(PROSE), core=docx.core(language="en-US"))
    assert article_in(path).metadata.language == ""
    written(
        path, paragraph("The old mill"), paragraph("It turns again. " * 9), core=docx.core(language="en-US")
    )
    assert article_in(path).metadata.language == "en-US"


@pytest.mark.parametrize(
    "name", ["user", "Windows ユーザー", "Administrator", "python-docx", "Microsoft Office User"]
)
def test_an_author_that_a_program_made_up_is_none(path: Path, name: str) -> None:
    written(path, paragraph(PROSE), core=docx.core("文書1", name))
    assert article_in(path).metadata.author == ""
    assert [p.role for p in article_in(path).sections[0].paragraphs] == [Role.BODY]


def test_places_tell_the_part_and_the_paragraph(path: Path) -> None:
    written(path, paragraph(PROSE), paragraph(), paragraph(run(MORE) + note_mark(3)),
            footnotes=docx.notes("footnote", {3: "注の文。"}))  # fmt: skip
    places = [u.place for u in script_in(path)[0].utterances]
    assert [(p.line, p.part) for p in places] == [
        (1, "word/document.xml"), (3, "word/document.xml"), (2, "word/footnotes.xml"),
    ]  # fmt: skip


def test_what_nobody_reads_of_a_document_is_told(path: Path) -> None:
    chart = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><c:chart xmlns:c="c"/></wp:inline></w:drawing></w:r>'
    written(path, paragraph(PROSE + "", ""), paragraph(chart), '<w:altChunk r:id="r8"/>')
    assert len(article_in(path).notes) == 2


def test_tables_in_tables_in_tables_without_end_are_refused_in_one_line(path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 10_000 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 10_000
    written(path, paragraph(PROSE), deep)
    with pytest.raises(SourceError, match="nested too deeply"):
        article_in(path)


def test_a_row_is_read_though_something_stands_around_it(path: Path) -> None:
    around = f"<w:sdt><w:sdtContent>{row(('春', '多い'))}</w:sdtContent></w:sdt>"
    written(path, paragraph(PROSE), f"<w:tbl>{around}</w:tbl>")
    assert lines_of(path)[1:] == ["i 春、多い"]


def test_a_field_that_never_ends_takes_nothing_with_it(path: Path) -> None:
    written(path, paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run(PROSE)), paragraph(MORE))
    assert lines_of(path) == [f"b {PROSE}", f"b {MORE}"]


def test_an_address_that_has_its_line_for_itself_is_not_said(path: Path) -> None:
    address = "https://example.com/mizu"
    written(path, paragraph("春", "1"), paragraph(PROSE), paragraph(address), paragraph(f"{address} を見る。"), paragraph("夏", "1"),
            styles=docx.styles())  # fmt: skip
    assert lines_of(path) == ["h2 春", f"b {PROSE}", f"b {address} を見る。", "h2 夏"]


@pytest.mark.parametrize("name", ["目次", "目　次", "Contents", "【本書の目次】"])
def test_what_stands_above_a_table_of_contents_goes_with_it(path: Path, name: str) -> None:
    blocks = [paragraph("春", "1"), paragraph(PROSE), paragraph("夏", "1"), paragraph(MORE)]
    written(
        path, paragraph(name), paragraph("春 1", "10"), paragraph("夏 2", "10"), *blocks, styles=docx.styles()
    )
    assert lines_of(path) == ["h2 春", f"b {PROSE}", "h2 夏", f"b {MORE}"]


def test_announcements_are_in_the_language_of_the_document(path: Path) -> None:
    words = run("The old mill turns again. " * 3) + note_mark(1)
    written(
        path,
        paragraph(words),
        core=docx.core(language="en-GB"),
        footnotes=docx.notes("footnote", {1: "Since May."}),
    )
    assert lines_of(path)[-1] == "n Note 1: Since May."


def test_words_in_a_drawn_shape_are_read(path: Path) -> None:
    shape = (
        '<w:r><w:drawing><wp:inline xmlns:a="a"><wp:docPr id="1" name="x"/><a:txBody><a:bodyPr/><a:p><a:r>'
        "<a:t>囲みの話。</a:t></a:r></a:p></a:txBody></wp:inline></w:drawing></w:r>"
    )
    written(path, paragraph(run(PROSE) + shape))
    assert lines_of(path) == [f"b {PROSE}", "b 囲みの話。"]


def test_lines_of_code_are_announced_once(path: Path) -> None:
    known = docx.STYLES | {"c": ("Source Code", "a", "")}
    code = [paragraph('print("水")', "c"), paragraph('print("車")', "c")]
    written(path, paragraph(PROSE), *code, paragraph(MORE), code[0], styles=docx.styles(known))
    said = "a コードは省略します。"
    assert lines_of(path) == [f"b {PROSE}", said, f"b {MORE}", said]
    assert lines_of(path, MarkdownPolicy(code="skip")) == [f"b {PROSE}", f"b {MORE}"]
    assert lines_of(path, MarkdownPolicy(code="read"))[1:3] == ['b print("水")', 'b print("車")']


def test_what_looks_like_a_title_is_none_and_a_day_is_known(path: Path) -> None:
    known = docx.STYLES | {
        "d": ("Date", "a3", ""),
        "x": ("Affiliation", "a3", ""),
        "y": ("論文の表題", "a3", ""),
    }
    written(path, paragraph("水車の記", "y"), paragraph("峠の会", "x"), paragraph("2025年4月1日", "d"), paragraph(PROSE),
            paragraph("春", "1"), paragraph(MORE), styles=docx.styles(known))  # fmt: skip
    assert lines_of(path) == ["t 水車の記", "b 峠の会", "b 2025年4月1日", f"b {PROSE}", "h2 春", f"b {MORE}"]
    assert str(article_in(path).metadata.date) == "2025-04-01"


def test_what_an_image_shows_is_said_once_where_the_caption_says_it_too(path: Path) -> None:
    written(path, paragraph(PROSE), paragraph(image("回る水車")), paragraph("回る水車"), paragraph(MORE))
    assert "回る水車" in lines_of(path)[1]
    assert len(lines_of(path)) == 3
