"""The element that a page calls the body of its article: trusted, unless much stands beside it."""

from __future__ import annotations

import pytest

from prose import LONG, SHORT, page, skipped, texts

_NOTICE = (
    "本紙の記事の無断転載を禁じます。すべての内容は法律で守られています。くわしくは規約をお読みください。"
)
_TEASER = "<p><a href='/9.html'>沖の船</a>が朝早くに帰ってきた。漁師は網を繕う。</p>"


def _page(body: str, *, before: str = "<h1>霧の港</h1>", behind: str = "") -> list[str]:
    article = page(f"<title>霧の港</title><body><div class='page'>{before}{body}{behind}</div></body>")
    skipped(article)
    return texts(article)


@pytest.mark.parametrize(
    "name",
    [
        "id='article-body'",
        "class='ArticleText'",
        "class='p-entry__content x'",
        "itemprop='articleBody'",
        "id='honbun'",
    ],
)
@pytest.mark.parametrize(
    "behind",
    [
        f"<footer><p>{_NOTICE}</p><p>{_NOTICE}</p><p>{_NOTICE}</p></footer>",
        f"<div id='contents-right'><p>{_NOTICE}</p></div>",
        f"<section class='main-x'>{_TEASER * 4}</section>",
    ],
    ids=["footer", "column", "teasers"],
)
def test_the_named_body_is_the_article_however_much_the_frame_says(name: str, behind: str) -> None:
    said = _page(f"<div {name}><p>{LONG}</p><p>{SHORT}</p></div>", behind=behind)
    assert said == ["title: 霧の港", f"paragraph: {LONG}", f"paragraph: {SHORT}"]


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='entry-content'><p>{LONG}</p></div><div class='entry-content'><p>{SHORT}</p></div>",
        f"<div class='entry-content'><p>{LONG}</p></div><div class='zoku'><p>{SHORT}</p></div>",
        f"<div class='zoku'><p>{LONG}</p><p>{LONG}</p></div><div class='post-body'><p>{SHORT}</p></div>",
    ],
    ids=["two-of-one-name", "as-much-beside-it", "less-than-half"],
)
def test_what_may_be_of_the_article_beside_the_named_body_is_read(body: str) -> None:
    assert f"paragraph: {LONG}" in _page(body)
    assert f"paragraph: {SHORT}" in _page(body)


def test_of_bodies_inside_of_each_other_the_innermost_is_the_article() -> None:
    inner = f"<article class='arti-body'><p>{LONG}</p><p>{SHORT}</p></article>"
    said = _page(f"<div class='arti-content'><h3>港の便り</h3>{inner}</div>")
    assert said == ["title: 霧の港", f"paragraph: {LONG}", f"paragraph: {SHORT}"]


@pytest.mark.parametrize(
    "picture", ["<img src='a.jpg' alt='沖の船'>", "<amp-img src='a.jpg' alt='沖の船'></amp-img>"]
)
def test_a_picture_and_a_lead_between_title_and_body_are_read(picture: str) -> None:
    before = (
        "<header><h1>霧の港</h1></header><div class='x'><h2>灯台を残すかどうか。町が揺れている。</h2><p>くらし・港</p></div>"
        f"<figure>{picture}<figcaption>朝の沖</figcaption></figure>"
    )
    said = _page(f"<div class='post-content'><p>{LONG}</p><p>{SHORT}</p></div>", before=before)
    assert said[:5] == [
        "title: 霧の港",
        "subtitle: 灯台を残すかどうか。町が揺れている。",
        "paragraph: 画像、沖の船",
        "paragraph: 朝の沖",
        f"paragraph: {LONG}",
    ]


def test_a_title_right_above_the_body_is_found_on_any_level() -> None:
    before = "<h1>港の日誌</h1><p>月に一度は沖へ</p><h3>霧の港に灯がともる</h3>"
    body = f"<div class='entry-body'><p>{LONG}</p><p>{SHORT}</p></div>"
    article = page(f"<title>港の日誌:霧の港に灯がともる</title><body>{before}{body}</body>")
    assert texts(article) == ["title: 霧の港に灯がともる", f"paragraph: {LONG}", f"paragraph: {SHORT}"]
    skipped(article)


def test_links_in_the_named_body_are_read_unless_they_are_called_related() -> None:
    links = "<ul><li><a href='/1.html'>沖の船が帰る朝に</a></li><li><a href='/2.html'>網をつくろう人びと</a></li></ul>"
    article = f"<div class='entry-content'><p>{LONG}</p><p>{SHORT}</p><h2>{{}}</h2>{links}</div>"
    assert _page(article.format("今週の港から"))[-1] == "item: 網をつくろう人びと"
    assert _page(article.format("あわせて読みたい"))[-1] == f"paragraph: {SHORT}"


def test_a_last_line_without_a_link_is_read_above_related_articles() -> None:
    last = "それでも灯台は残すべきだと言うしかなさそうですが…"
    tail = f"<p>{last}</p><p>・関連記事<br><a href='/1.html'>沖の船が帰る。朝の港</a><br><a href='/2.html'>網。灯</a></p>"
    said = _page(f"<div class='entry-content'><p>{LONG}</p><p>{SHORT}</p>{tail}</div>")
    assert said[-1] == f"paragraph: {last}"


def test_a_picture_that_is_described_again_and_again_is_described_once() -> None:
    image = "<li><a href='/p{}'><img src='{}.jpg' alt='窓辺の機械'></a></li>"
    images = "".join(image.format(n, n) for n in range(5))
    said = _page(f"<div class='entry-content'><p>{LONG}</p><p>{SHORT}</p><ul>{images}</ul></div>")
    assert [line for line in said if "窓辺" in line] == ["item: 画像、窓辺の機械"]
