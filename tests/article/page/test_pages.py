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
