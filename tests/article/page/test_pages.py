"""Whole pages of the web: what of them is the article, its title, who wrote it and when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article.markup import html_tree
from narrate.article.markup.tree import passages_in
from narrate.errors import SourceError
from narrate.model import Role
from narrate.script.coverage import account
from narrate.script.utterances import script_of
from prose import LONG, SHORT, page, skipped, texts
from webpages import BLOG


def test_of_a_blog_page_only_the_article_is_read() -> None:
    article = page(BLOG)
    assert texts(article) == [
        "title: 霧の港に灯がともる",
        f"paragraph: {LONG}",
        "heading: 灯台",
        f"paragraph: {SHORT}",
        "heading: 沖",
        "paragraph: 沖は深い。船は静かに進む。",
    ]
    assert [s.title for s in article.sections] == ["霧の港に灯がともる", "灯台", "沖"]
    skipped(article)


def test_the_head_tells_who_wrote_it_and_when() -> None:
    about = page(BLOG).metadata
    assert (about.author, about.date, about.language) == ("葛城六平", date(2026, 11, 3), "ja")
    assert about.description == "港の一日。"


def test_front_matter_overrules_the_page() -> None:
    article = page(f"---\ntitle: 別の題\nauthor: 編者\n---\n{BLOG}")
    assert texts(article)[:2] == ["title: 別の題", f"paragraph: {LONG}"]
    assert (article.metadata.author, article.metadata.date) == ("編者", date(2026, 11, 3))
    skipped(article)


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("<title>灯の話 - 港だより</title><body><h1>港だより</h1><div><h2>灯の話</h2>", "灯の話"),
        ("<title>港だより » 灯の話</title><body><div>", "灯の話"),
        ("<title>灯の話</title><body><header><h1>灯の話</h1></header><div>", "灯の話"),
        ("<title>無題の文書</title><body><div><h1>灯の話</h1>", "灯の話"),
        ("<body><div><h2>灯の話</h2>", "灯の話"),
        ("<title>灯の話 ｜ 港だより</title><body><div>", "灯の話"),
    ],
)
def test_the_title_is_the_heading_that_the_page_is_called_by(top: str, title: str) -> None:
    article = page(f"<!doctype html>{top}<p>{LONG}</p><h3>沖</h3><p>{SHORT}</p><p>{LONG}</p></div></body>")
    assert article.text_of(Role.TITLE) == title
    assert [t for t in texts(article) if t.startswith("heading")] == ["heading: 沖"]
    skipped(article)


def test_a_page_without_headings_is_judged_as_plain_text_is() -> None:
    body = f"<p>■灯台</p><p>{LONG}</p><p>■沖</p><p>{SHORT}</p>"
    article = page(f"<title>港の灯</title><body><div>{body}</div></body>")
    assert [s.title for s in article.sections] == ["港の灯", "灯台", "沖"] or [
        s.title for s in article.sections
    ] == ["灯台", "沖"]
    skipped(article)


def test_a_box_among_paragraphs_is_read_whatever_it_is_called() -> None:
    box = "<div class='sidebar'><p>灯台守は三人いた。</p></div>"
    article = page(f"<title>灯</title><body><h1>灯</h1><h2>沖</h2><p>{LONG}</p>{box}<p>{SHORT}</p></body>")
    assert "paragraph: 灯台守は三人いた。" in texts(article)


def test_a_page_with_nothing_to_read_says_so() -> None:
    with pytest.raises(SourceError, match="there is nothing to read"):
        page("<title>港</title><body><nav>ホーム</nav></body>")


def test_further_pages_go_on_where_the_first_ends() -> None:
    further = f"<!doctype html><title>港の灯</title><body><h1>港の灯</h1><h2>夜</h2><p>{SHORT}</p></body>"
    first = f"<!doctype html><title>港の灯</title><body><h1>港の灯</h1><h2>朝</h2><p>{LONG}</p></body>\n"
    article = page(f"{first}<!-- page 2: https://harbour.example/2 -->\n{further}")
    assert texts(article) == [
        "title: 港の灯", "heading: 朝", f"paragraph: {LONG}", "heading: 夜", f"paragraph: {SHORT}",
    ]  # fmt: skip
    skipped(article)


def test_xhtml_is_read_as_xml() -> None:
    text = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ja"><head><title/></head>'
        f"<body><h1>灯<a id='x'/></h1><h2>朝</h2><p>{LONG}<br/>{SHORT}</p></body></html>"
    )
    assert texts(page(text)) == ["title: 灯", "heading: 朝", f"paragraph: {LONG}{SHORT}"]


PIECES = st.sampled_from([
    "<p>", "</p>", "<div>", "</div>", "<div class='share'>", "<div class='content'>", "<article>", "</article>",
    "<h1>", "</h1>", "<h2>", "</h2>", "<ul>", "<ol>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>",
    "<ruby>", "<rt>", "</ruby>", "<br>", "<br><br>", "<hr>", "<pre>", "</pre>", "<blockquote>", "</blockquote>",
    "<sup><a href='#n'>1</a></sup>", "<p id='n'>", "<a href='#n'>[1]</a>", "<aside>", "</aside>", "<b>", "</b>",
    "<math>", "</math>", "<title>", "</title>", "<nav>", "</nav>", "<img alt='灯台'>", "&amp;", "&nbsp;",
    "<", "港の朝。", "灯がともる。", "2026年11月3日", "■沖", "文・葛城六平", " ", "\n", "＊＊＊", "シェアする",
    "<section class='footnotes'>", "</section>", "<p class='note'>", "<header>", "</header>", "<details>",
])  # fmt: skip
"""Pieces of pages, whole and broken, in any order."""


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_character_is_spoken_or_skipped_and_no_text_passes_for_a_tag(text: str) -> None:
    try:
        article = page(text + f"<p>{LONG}</p>")
    except SourceError:
        return
    skips = account(script_of(article))
    tags = {offset for skip in skips if skip.reason == "tags" for offset in range(skip.start, skip.end)}
    for passage in passages_in(html_tree(article.source.text)):
        for character, origin in zip(passage.text, passage.origins, strict=True):
            assert character.isspace() or origin not in tags


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ('{"@type":"Organization","name":"港の会"}', "<p class='author'>葛城六平</p>", "葛城六平"),
        ('{"@type":"Organization","name":"港の会"}', "", "港の会"),
        ('{"@type":"Person","name":"葛城六平"}', "<p class='author'>汐見</p>", "葛城六平"),
        (
            '"港新聞社"',
            "<div class='article-author'><a class='article-author__name'>汐見</a>題：港</div>",
            "汐見",
        ),
        ('"港新聞社"', "<p class='writer'>《汐見》</p>", "汐見"),
        ('"港新聞社"', "<ul><li>author 小暮六平</li></ul>", "小暮六平"),
    ],
)
def test_a_person_comes_before_the_company_that_publishes(head: str, body: str, author: str) -> None:
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","author":{head}}}</script>'
    article = page(
        f"<title>灯</title>{data}<body><h1>灯</h1>{body}<p>{LONG}</p><h2>沖</h2><p>{SHORT}</p></body>"
    )
    assert article.metadata.author == author
    assert texts(article)[:2] == ["title: 灯", f"paragraph: {LONG}"]
    skipped(article)


@pytest.mark.parametrize(
    "state",
    [
        "Permalink | コメント(2) | トラックバック(2) | 23:12",
        "ジャンル：旅 2009/03/08 22:47| トラックバック:0| コメント:1",
    ],
)
def test_what_a_blog_counts_below_an_entry_is_left_out(state: str) -> None:
    article = page(f"<title>灯</title><body><h1>灯</h1><p>{LONG}</p><p>{SHORT}</p><p>{state}</p></body>")
    assert texts(article)[-1] == f"paragraph: {SHORT}"
    skipped(article)


def test_comments_on_this_entry_are_left_out_without_a_form_too() -> None:
    below = "<div>この記事に対するコメント</div><div>灯が見えました。【2009/03/09】とらじ</div>"
    article = page(f"<title>灯</title><body><h1>灯</h1><p>{LONG}</p><p>{SHORT}</p>{below}</body>")
    assert texts(article)[-1] == f"paragraph: {SHORT}"
    skipped(article)


@pytest.mark.parametrize("alt", ["fig", "Fig 2", "[cover photo]", "190419gak01", "20260419"])
def test_a_picture_that_nothing_describes_is_silent(alt: str) -> None:
    image = f"<p><img src='a.jpg' alt='{alt}'></p>"
    article = page(f"<title>灯</title><body><h1>灯</h1><p>{LONG}</p>{image}<p>{SHORT}</p></body>")
    assert not [t for t in texts(article) if "画像" in t]


def test_the_number_of_its_page_is_not_of_a_title() -> None:
    article = page(
        f"<title>霧の港に灯がともる朝 (1/2)</title><body><div><h1>港の話：霧の港に灯がともる朝 (1/2)</h1></div>"
        f"<div><h2>灯台を残すかどうか。町が揺れている。</h2></div><div class='text'><p>{LONG}</p><p>{SHORT}</p></div></body>"
    )
    assert texts(article)[:3] == [
        "title: 港の話：霧の港に灯がともる朝",
        "subtitle: 灯台を残すかどうか。町が揺れている。",
        f"paragraph: {LONG}",
    ]
    skipped(article)


@pytest.mark.parametrize("line", ["<a href='/p'>みなとや</a>は貝の店です", "店は<a href='/p'>みなとや</a>で"])
def test_a_line_with_one_link_is_read_unless_it_is_a_label(line: str) -> None:
    article = page(f"<title>灯</title><body><h1>灯</h1><p>{LONG}</p><p>{SHORT}</p><p>{line}</p></body>")
    assert len(texts(article)) == 4
    skipped(article)


def test_a_picture_and_its_caption_in_one_block_are_two_paragraphs() -> None:
    box = "<div><a href='b.html'><img src='b.jpg' alt='港の全景'></a><br><small>左は漁協の建物</small></div>"
    article = page(f"<title>灯</title><body><h1>灯</h1><p>{LONG}</p>{box}<p>{SHORT}</p></body>")
    assert texts(article)[2:4] == ["paragraph: 画像、港の全景", "paragraph: 左は漁協の建物"]
    skipped(article)
