"""The text of a book: ruby, changes of scene, notes, pictures, numbers of pages."""

from __future__ import annotations

import pytest

from epubs import article_in, book, files_of, left_out, packed, page, said
from narrate.article.markdown import MarkdownPolicy
from narrate.article.policy import ArticlePolicy
from narrate.model import Role
from narrate.script.utterances import script_of


def _said(body: str) -> list[str]:
    return said(article_in(book({"a.xhtml": page(body)})))[1:]


@pytest.mark.parametrize(
    "written",
    [
        "<ruby>東京<rt>とうきょう</rt></ruby>",
        "<ruby><rb>東京</rb><rp>（</rp><rt>とうきょう</rt><rp>）</rp></ruby>",
        "<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>",
        "<ruby><rb>東</rb><rb>京</rb><rt>とう</rt><rt>きょう</rt></ruby>",
        "<ruby><rb>東</rb><rt>とう</rt></ruby><ruby><rb>京</rb><rt>きょう</rt></ruby>",
        "<ruby>東京<rtc><rt>とうきょう</rt></rtc></ruby>",
    ],
)
def test_ruby_is_kept_however_it_is_written(written: str) -> None:
    article = article_in(book({"a.xhtml": page(f"<p>　{written}へ行く。</p>")}))
    utterance = script_of(article).utterances[-1]
    assert utterance.text == "東京へ行く。"
    assert "".join(ruby.kana for ruby in utterance.rubies) == "とうきょう"


def test_characters_set_upright_or_dotted_are_text() -> None:
    written = '<p>　<span class="tcy">10</span>時に<span class="em-sesame">港</span>へ出た。</p>'
    assert _said(written) == ["10時に港へ出た。"]


def test_dots_beside_characters_are_stress() -> None:
    written = '<p>　それは<span class="em-sesame">港</span>だけの話であった。</p>'
    (_, utterance) = script_of(article_in(book({"a.xhtml": page(written)}))).utterances
    assert [utterance.text[a:b] for a, b in utterance.stressed] == ["港"]


def test_the_picture_of_a_character_is_that_character() -> None:
    made = book({"a.xhtml": page('<p>　<img class="gaiji" src="g.png" alt="𠮷"/>野へ行く。</p>')})
    policy = ArticlePolicy(MarkdownPolicy(image="skip"))
    assert said(article_in(made, policy))[1:] == ["𠮷野へ行く。"]


def test_a_rule_stars_and_empty_lines_change_the_scene() -> None:
    scenes = ["<hr/>", "<p>＊　＊　＊</p>", "<p><br/></p>", "<p>\u3000</p>", "<p><br/></p><p><br/></p>"]
    for scene in scenes:
        lines = [f"<p>{n}人目が来た。</p>" for n in range(10)]
        lines.insert(5, scene)
        article = article_in(book({"a.xhtml": page("".join(lines))}))
        breaks = [p.passage.text for s in article.sections for p in s.paragraphs if p.after_scene_break]
        assert breaks == ["5人目が来た。"], scene


def test_empty_lines_everywhere_are_no_changes_of_scene_and_two_are() -> None:
    lines = [f"<p>{n}人目が来た。</p><p><br/></p>" for n in range(10)]
    lines.insert(5, "<p><br/></p>")
    article = article_in(book({"a.xhtml": page("".join(lines))}))
    breaks = [p.passage.text for s in article.sections for p in s.paragraphs if p.after_scene_break]
    assert breaks == ["5人目が来た。"]


def test_numbers_of_pages_are_not_said() -> None:
    article = article_in(
        book({"a.xhtml": page('<p>船が<span epub:type="pagebreak" role="doc-pagebreak">12</span>出た。</p>')})
    )
    assert said(article)[1:] == ["船が出た。"]
    assert left_out(article, "page number") == "12"


_NOTED = {
    "a.xhtml": page('<h1>朝</h1><p>港<a epub:type="noteref" id="r1" href="n.xhtml#n1">※</a>を出た。</p>'),
    "b.xhtml": page('<h1>夜</h1><p>沖<sup><a id="r2" href="n.xhtml#n2">2</a></sup>へ来た。</p>'),
    "n.xhtml": page(
        '<h1>注</h1><aside epub:type="footnote" id="n1"><p>北の港。</p><p>今はない。</p></aside>'
        '<ol><li id="n2"><p>沖合のこと。<a href="b.xhtml#r2">↩</a></p></li></ol>'
    ),
}


def test_notes_are_said_behind_the_book_and_their_marks_are_not() -> None:
    article = article_in(book(_NOTED))
    assert said(article) == [
        "潮の道", "朝", "港を出た。", "夜", "沖へ来た。", "注", "注1、北の港。", "今はない。", "注2、沖合のこと。",
    ]  # fmt: skip
    assert left_out(article, "footnote mark") == "※2↩"


def test_notes_are_left_out_where_that_is_wanted() -> None:
    article = article_in(book(_NOTED), ArticlePolicy(MarkdownPolicy(footnotes="skip")))
    assert not said(article, Role.NOTE)
    assert "北の港。" in left_out(article, "footnote")


def test_notes_in_the_document_of_their_marks_are_moved_too() -> None:
    body = '<p>港<a href="#n1"><sup>*1</sup></a>を出た。</p><p id="n1"><a href="#r1">*1</a> 北の港。</p><p>沖へ来た。</p>'
    assert _said(body.replace('<a href="#n1">', '<a id="r1" href="#n1">')) == [
        "港を出た。", "沖へ来た。", "注1、北の港。",
    ]  # fmt: skip


def test_links_to_other_chapters_are_text() -> None:
    documents = {
        "a.xhtml": page('<p>続きは<a href="b.xhtml#x">第二章</a>で話す。</p>'),
        "b.xhtml": page('<p id="x">船が出た。</p>'),
    }
    assert said(article_in(book(documents)))[1:] == ["続きは第二章で話す。", "船が出た。"]


def test_what_is_not_of_the_order_of_reading_is_left_out() -> None:
    files = files_of({"a.xhtml": page("<p>船が出た。</p>"), "b.xhtml": page("<p>試し読み。</p>")})
    opf = str(files["OEBPS/book.opf"]).replace('<itemref idref="d1"/>', '<itemref idref="d1" linear="no"/>')
    article = article_in(packed(files | {"OEBPS/book.opf": opf}))
    assert said(article)[1:] == ["船が出た。"]
    reason = "set apart by the book: it is no part of its order of reading"
    assert "試し読み。" in left_out(article, reason)


def test_descriptions_of_pictures_follow_the_policy() -> None:
    body = '<p>船が出た。</p><p><img src="p.jpg" alt="港を出る船の絵"/></p>'
    made = book({"a.xhtml": page(body)})
    assert said(article_in(made))[-1] == "画像、港を出る船の絵"
    assert len(said(article_in(made, ArticlePolicy(MarkdownPolicy(image="skip"))))) == 2


def test_an_address_that_is_all_of_a_paragraph_is_left_out() -> None:
    address = "https://example.org/umi"
    body = f'<p>船が出た。</p><p>{address}</p><p><a href="{address}">{address}</a></p><p>次は{address}を見る。</p>'
    assert _said(body) == ["船が出た。", f"次は{address}を見る。"]


def test_a_book_in_japanese_that_calls_itself_english_is_japanese() -> None:
    documents = {"a.xhtml": page("<p>船が港を出て、それからどこへ行ったのか、だれも知らないのである。</p>")}
    article = article_in(book(documents, about="<dc:title>潮</dc:title><dc:language>en</dc:language>"))
    assert article.metadata.language == "ja"
    assert article.notes == ("the book calls its language en; it is Japanese",)


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("*1", "<p>[*1] 北の港。</p>"),
        ("[1]", "<p>[1]</p><p>北の港。</p>"),
        ("1", "<p>1. 北の港。</p>"),
        ("（注1）", "<p>注1　北の港。</p>"),
        ("1", '<p><span>[<a href="#r">1</a>]</span></p><p>北の港。</p>'),
    ],
)
def test_a_note_does_not_say_its_own_mark(mark: str, note: str) -> None:
    body = (
        f'<p>港<a id="r" epub:type="noteref" href="#n">{mark}</a>を出た。</p>'
        f'<div epub:type="footnote" id="n">{note}</div>'
    )
    assert _said(body) == ["港を出た。", "注1、北の港。"]


def test_a_note_that_begins_with_a_number_of_its_own_keeps_it() -> None:
    body = (
        '<p>港<a epub:type="noteref" href="#n">1</a>を出た。</p>'
        '<aside epub:type="footnote" id="n">1998年にできた港。</aside>'
    )
    assert _said(body) == ["港を出た。", "注1、1998年にできた港。"]


def test_classes_of_those_who_make_books_tell_numbers_and_notices() -> None:
    body = (
        '<section class="pg-boilerplate" id="pg-header"><p>だれでも使えます。</p></section>'
        '<p>船が<span class="pagenum">12</span>出た。</p><p class="pagenum">これは番号ではない文である。</p>'
    )
    assert _said(body) == ["船が出た。", "これは番号ではない文である。"]


def test_a_heading_may_be_a_picture_or_have_two_lines() -> None:
    assert _said('<h1><img src="t.png" alt="第一章　旅立ち"/></h1><p>船が出た。</p>')[0] == "第一章　旅立ち"
    assert _said("<h2>第一章<br/>旅立ち</h2><p>船が出た。</p>")[0] == "第一章 旅立ち"
