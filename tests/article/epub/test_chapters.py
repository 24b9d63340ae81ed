"""Chapters of a book: by the headings of its documents and by its contents."""

from __future__ import annotations

import pytest

from epubs import ABOUT, article_in, book, chapters, files_of, left_out, packed, page, said
from narrate.model import Role
from narrate.script.utterances import script_of

_TEXT = page("<p>　船が港を出た。</p>")


def _item(name: str, label: str, inner: str = "") -> str:
    return f'<li><a href="{name}">{label}</a>{inner}</li>'


def _point(name: str, label: str, inner: str = "") -> str:
    return f'<navPoint><navLabel><text>{label}</text></navLabel><content src="{name}"/>{inner}</navPoint>'


def test_headings_of_documents_are_chapters() -> None:
    made = book(
        {"a.xhtml": page("<h1>朝</h1><p>晴れた。</p>"), "b.xhtml": page("<h1>夜</h1><p>曇った。</p>")}
    )
    assert chapters(article_in(made)) == ["潮の道", "朝", "夜"]


def test_a_document_without_a_heading_has_the_one_of_the_contents() -> None:
    article = article_in(book({"a.xhtml": _TEXT}, contents=_item("a.xhtml", "旅立ち")))
    assert chapters(article) == ["潮の道", "旅立ち"]
    heading = next(p for s in article.sections for p in s.paragraphs if p.role is Role.HEADING)
    assert article.source.part_of(heading.passage.known_origins[0]) == "OEBPS/nav.xhtml"


def test_so_it_is_with_an_ncx() -> None:
    made = book(
        {"a.xhtml": _TEXT, "b.xhtml": _TEXT}, chart=_point("a.xhtml", "旅立ち") + _point("b.xhtml", "帰り")
    )
    assert chapters(article_in(made)) == ["潮の道", "旅立ち", "帰り"]


def test_parts_and_their_chapters_are_chapters_and_sections_are_none() -> None:
    inner = "<ol>" + _item("b.xhtml", "第一章", "<ol>" + _item("b.xhtml#s", "一節") + "</ol>") + "</ol>"
    documents = {
        "a.xhtml": page("<h1>第一部</h1>"),
        "b.xhtml": page('<h2>第一章</h2><p>朝。</p><h3 id="s">一節</h3><p>昼。</p>'),
        "c.xhtml": page("<h1>第二部</h1><p>夜。</p>"),
    }
    made = book(documents, contents=_item("a.xhtml", "第一部", inner) + _item("c.xhtml", "第二部"))
    assert chapters(article_in(made)) == ["潮の道", "第一部", "第一章", "第二部"]


def test_a_chapter_in_several_files_is_one() -> None:
    documents = {"a.xhtml": page("<h1>朝</h1><p>一。</p>"), "b.xhtml": page("<p>二。</p>")}
    article = article_in(book(documents, contents=_item("a.xhtml", "朝")))
    assert chapters(article) == ["潮の道", "朝"]
    assert said(article, Role.BODY) == ["一。", "二。"]


def test_a_paragraph_that_reads_as_the_contents_do_is_the_heading() -> None:
    made = page('<p class="t">第一章</p><p class="t">旅立ち</p><p>船が出る。</p>')
    article = article_in(book({"a.xhtml": made}, contents=_item("a.xhtml", "第一章　旅立ち")))
    assert said(article) == ["潮の道", "第一章　旅立ち", "船が出る。"]


def test_ruby_in_a_heading_does_not_hide_it_from_the_contents() -> None:
    made = page("<p><ruby>汐<rt>しお</rt></ruby>の章</p><p>船が出る。</p>")
    article = article_in(book({"a.xhtml": made}, contents=_item("a.xhtml", "汐の章")))
    assert said(article, Role.HEADING) == ["<ruby>汐<rt>しお</rt></ruby>の章"]


def test_an_entry_that_leads_into_a_document_begins_a_chapter_there() -> None:
    made = page('<p>一。</p><p><a id="x"></a>二。</p>')
    listed = _item("a.xhtml", "朝") + _item("a.xhtml#x", "夜")
    article = article_in(book({"a.xhtml": made}, contents=listed))
    assert said(article) == ["潮の道", "朝", "一。", "夜", "二。"]


def test_a_name_for_the_whole_text_is_no_chapter() -> None:
    listed = _item("a.xhtml", "本文")
    assert chapters(article_in(book({"a.xhtml": _TEXT}, contents=listed))) == ["潮の道"]


def test_a_heading_that_the_contents_leave_out_stands_below_the_one_that_they_list() -> None:
    made = page("<h2>朝</h2><p>一。</p><h3>海辺</h3><p>二。</p>")
    article = article_in(book({"a.xhtml": made}, contents=_item("a.xhtml", "朝")))
    assert chapters(article) == ["潮の道", "朝"]
    assert "海辺" in said(article, Role.HEADING)


def test_the_title_is_said_once_and_the_author_is_no_chapter() -> None:
    made = page("<h1>潮の道</h1><h2>青井みなと</h2><p>船が出る。</p>")
    article = article_in(book({"a.xhtml": made}))
    assert said(article) == ["潮の道", "青井みなと", "船が出る。"]
    assert chapters(article) == ["潮の道"]


def test_cover_title_page_contents_and_colophon_are_left_out() -> None:
    documents = {
        "p-cover.xhtml": page('<p><img src="c.jpg" alt="表紙の絵"/></p>'),
        "t.xhtml": page("<p>潮の道</p><p>青井みなと</p>"),
        "toc.xhtml": page("".join(f'<p><a href="a.xhtml#{n}">第{n}章</a></p>' for n in range(5))),
        "a.xhtml": _TEXT,
        "z.xhtml": page('<body epub:type="colophon"><p>発行　青井書房</p></body>'),
    }
    article = article_in(book(documents, contents=_item("p-cover.xhtml", "表紙") + _item("a.xhtml", "朝")))
    assert said(article) == ["潮の道", "朝", "船が港を出た。"]
    assert "青井みなと" in left_out(article, "title page")
    assert "第3章" in left_out(article, "table of contents")
    assert "発行" in left_out(article, "colophon")


def test_a_chapter_that_is_called_like_furniture_is_read() -> None:
    prose = "".join(f"<p>{n}番目の客が表紙の話をした。</p>" for n in range(9))
    article = article_in(book({"cover.xhtml": page(prose)}, contents=_item("cover.xhtml", "表紙")))
    assert len(said(article, Role.BODY)) == 9


@pytest.mark.parametrize("name", ["扉", "カバー", "索引", "著作権", "目次", "奥付"])
@pytest.mark.parametrize("listed", [False, True])
def test_a_short_chapter_with_a_sentence_is_read_whatever_it_is_called(name: str, *, listed: bool) -> None:
    documents = {
        "a.xhtml": page("<h2>朝</h2><p>晴れた。</p>"),
        "b.xhtml": page(f"<p>{name}</p><p>　海が荒れた。</p>"),
    }
    contents = _item("a.xhtml", "朝") + (_item("b.xhtml", name) if listed else "")
    assert said(article_in(book(documents, contents=contents)))[-2:] == [name, "海が荒れた。"]


def test_a_poem_that_is_called_like_a_title_page_is_read() -> None:
    poem = "".join(f"<p>　{n}つめの波が岸を洗いまた沖へ帰る</p>" for n in "一二三四五六七八")
    documents = {"a.xhtml": page("<p>晴れた。</p>"), "b.xhtml": page(f"<p>扉</p>{poem}")}
    assert "扉" in said(article_in(book(documents)))


def test_what_the_guide_of_an_old_book_names_is_left_out() -> None:
    guide = '<guide><reference type="copyright-page" href="c.html" title="C"/></guide>'
    documents = {"a.html": _TEXT, "c.html": page("<p>無断転載を禁じる。</p>")}
    article = article_in(book(documents, more=guide))
    assert said(article, Role.BODY) == ["船が港を出た。"]


def test_the_colophon_of_aozora_bunko_tells_what_a_text_was_typed_from() -> None:
    colophon = (
        "<p>底本：「潮の道」青井文庫</p><p>入力：波野かもめ</p><p>校正：沖津しお</p>"
        "<p>2020年1月2日作成</p><p>青空文庫作成ファイル：</p>"
    )
    article = article_in(book({"a.xhtml": page(f"<p>　船が港を出た。</p>{colophon}")}))
    assert said(article, Role.BODY) == ["船が港を出た。"]
    assert "青井文庫" in article.metadata.description


def test_what_the_package_says_of_the_book_is_known() -> None:
    about = (
        ABOUT.replace(
            "青井みなと</dc:creator>",
            '波野かもめ</dc:creator><dc:creator opf:role="aut">青井みなと</dc:creator>',
        )
        + "<dc:date>2021-03-04</dc:date><dc:description>&lt;p&gt;海の話。&lt;/p&gt;</dc:description>"
    )
    metadata = article_in(book({"a.xhtml": _TEXT}, about=about)).metadata
    assert (metadata.title, metadata.author, metadata.language) == ("潮の道", "青井みなと", "ja")
    assert (str(metadata.date), metadata.description) == ("2021-03-04", "海の話。")


def test_a_year_is_no_date() -> None:
    assert article_in(book({"a.xhtml": _TEXT}, about=f"{ABOUT}<dc:date>2021</dc:date>")).metadata.date is None


def test_the_page_of_contents_tells_the_chapters_where_the_navigation_lists_only_furniture() -> None:
    """As the guide of the Japanese publishers' association has it."""
    toc = (
        '<body class="p-toc"><h1>目次</h1><p><a href="p-001.xhtml#t1">第一章　朝</a></p>'
        '<p>　<a href="p-002.xhtml#t2">一　港</a></p><p><a href="p-003.xhtml">あとがき</a></p></body>'
    )
    documents = {
        "p-cover.xhtml": page('<body class="p-cover"><p><img src="c.jpg" alt=""/></p></body>'),
        "p-caution.xhtml": page('<body class="p-caution"><p>無断転載を禁じます。</p></body>'),
        "p-toc.xhtml": page(toc),
        "p-001.xhtml": page('<body class="p-tobira"><p class="tobira-midashi" id="t1">第一章　朝</p></body>'),
        "p-002.xhtml": page(
            '<body class="p-text"><p><br/></p><p class="m" id="t2">一　港</p><p><br/></p><p><br/></p>'
            + "".join(f"<p>　{n}人目が来た。</p>" for n in range(20))
            + "</body>"
        ),
        "p-003.xhtml": page('<body class="p-text"><p>　読んでくれた人に礼を言う。</p></body>'),
        "p-ad-001.xhtml": page('<body class="p-ad"><p>好評発売中！</p></body>'),
    }
    listed = _item("p-cover.xhtml", "表紙") + _item("p-toc.xhtml", "目次")
    article = article_in(book(documents, contents=listed))
    assert chapters(article) == ["潮の道", "第一章　朝", "一　港", "あとがき"]
    assert not any(p.after_scene_break for s in article.sections for p in s.paragraphs)
    assert left_out(article, "notice of the publisher").strip().endswith("無断転載を禁じます。")
    assert left_out(article, "advertisement").strip().endswith("好評発売中！")


def test_what_a_package_says_in_terms_of_its_own_is_known_too() -> None:
    about = (
        '<meta property="dcterms:title">潮の道</meta><meta property="dcterms:creator" id="c">青井みなと</meta>'
        '<meta property="dcterms:date">2021-03-04</meta><dc:language>ja</dc:language>'
    )
    metadata = article_in(book({"a.xhtml": _TEXT}, about=about)).metadata
    assert (metadata.title, metadata.author, str(metadata.date)) == ("潮の道", "青井みなと", "2021-03-04")


def test_numbers_that_count_the_paragraphs_are_not_said() -> None:
    body = "".join(f"<div><label>{n}</label><p>{n}人目が来た。</p></div>" for n in range(1, 30))
    article = article_in(book({"a.xhtml": page(body)}))
    assert len(said(article, Role.BODY)) == 29
    assert left_out(article, "number of a paragraph").startswith("12")


def test_a_book_that_lies_in_one_folder_too_many_is_read() -> None:
    made = packed({f"book/{name}": data for name, data in files_of({"a.xhtml": _TEXT}).items()})
    assert said(article_in(made), Role.BODY) == ["船が港を出た。"]


@pytest.mark.parametrize(
    "written",
    [
        "<p>2021年3月4日　初版発行</p>",
        "<table><tr><td>発行日</td><td>２０２１年３月４日</td></tr></table>",
        "<p>令和3年3月4日発行</p>",
        "<dl><dt>発行</dt><dd>2021/3/4</dd></dl>",
    ],
)
def test_the_colophon_tells_when_a_book_was_published(written: str) -> None:
    documents = {"a.xhtml": _TEXT, "z.xhtml": page(f'<body class="p-colophon"><p>潮の道</p>{written}</body>')}
    assert str(article_in(book(documents)).metadata.date) == "2021-03-04"


def test_a_day_in_the_text_is_no_day_of_publication() -> None:
    made = page("<h2>朝</h2><p>2021年3月4日、新聞の発行が止まった。</p>")
    assert article_in(book({"a.xhtml": made})).metadata.date is None


def test_a_document_that_holds_but_the_title_of_the_next_one_is_the_same_chapter() -> None:
    documents = {
        "top.xhtml": page("<h1>この本について</h1>"),
        "a.xhtml": page("<h1>この本について</h1>"),
        "b.xhtml": page("<h1>1. この本について</h1><p>潮を書く。</p><h2>1.1 船</h2><p>船を書く。</p>"),
        "c.xhtml": page("<h1>港への道</h1>"),
        "d.xhtml": page("<h1>2. 港について</h1><p>港を書く。</p>"),
    }
    listed = (
        '<li><a href="top.xhtml">この本について</a></li>'
        '<li><a href="a.xhtml">この本について</a><ol><li><a href="b.xhtml">1. この本について</a></li></ol></li>'
        '<li><a href="c.xhtml">港への道</a><ol><li><a href="d.xhtml">2. 港について</a></li></ol></li>'
    )
    for contents in ("", listed):
        article = article_in(book(documents, contents=contents))
        assert said(article)[:3] == ["潮の道", "1. この本について", "潮を書く。"]
        assert left_out(article, "the title once more") == "この本についてこの本について"
        assert said(article, Role.HEADING)[1:] == ["1.1 船", "港への道", "2. 港について"]
    assert [s.title for s in article.sections if s.level == 1][1:] == ["1. この本について", "港への道"]


@pytest.mark.parametrize(
    ("documents", "chart", "title"),
    [
        ({"a.xhtml": page("<h1>潮の手引き</h1><p>潮を書く。</p>")}, "", "潮の手引き"),
        (
            {"a.xhtml": page("<p>青井みなと</p><p>訳</p><h1>潮の手引き</h1><p>潮を書く。</p>")},
            "",
            "潮の手引き",
        ),
        ({"a.xhtml": page("<h1>第一章　朝</h1><p>潮を書く。</p>")}, "x", "潮の道"),
        ({"a.xhtml": page("<h1>序章</h1><p>潮を書く。</p>")}, "", "tide-guide"),
    ],
)
def test_a_title_that_is_the_name_of_a_file_yields_to_another(
    documents: dict[str, str], chart: str, title: str
) -> None:
    about = "<dc:title>tide-guide</dc:title><dc:language>ja</dc:language>"
    article = article_in(book(documents, about=about, chart=chart))
    assert (article.metadata.title, said(article)[0]) == (title, title)
    assert said(article).count(title) == 1
    assert script_of(article).utterances


def test_a_title_of_one_word_is_a_title() -> None:
    about = "<dc:title>Tide</dc:title><dc:language>ja</dc:language>"
    article = article_in(book({"a.xhtml": page("<h1>潮の手引き</h1><p>潮を書く。</p>")}, about=about))
    assert article.metadata.title == "Tide"
