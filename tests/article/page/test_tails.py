"""What stands behind the last sentence of a page: other articles are left out, sources are read."""

from __future__ import annotations

import pytest

from narrate.model import Role
from prose import LONG, SHORT, page, skipped, texts

_HEAD = "<title>霧の港に灯がともる</title><link rel='canonical' href='https://www.minato.example/1.html'>"
_OTHERS = "<li><a href='/2.html'>沖の船が帰る朝に思うこと</a></li><li><a href='/3.html'>網をつくろう人びとの手</a></li>"


def _page(tail: str, head: str = _HEAD) -> list[str]:
    article = page(
        f"{head}<body><h1>霧の港に灯がともる</h1><p>{LONG}</p><h2>沖</h2><p>{SHORT}</p>{tail}</body>"
    )
    skipped(article)
    return texts(article)[-1:] if texts(article)[-1].startswith("paragraph") else texts(article)[-4:]


@pytest.mark.parametrize(
    "tail",
    [
        f"<h2>港だよりから</h2><ul>{_OTHERS}</ul>",
        f"<h2>港だよりから</h2><ul>{_OTHERS.replace('/2', 'https://minato.example/2')}</ul>",
        "<p>≫次の記事<br><a href='/2.html'>船が帰る。浜の網</a></p><p>≪前<br><a href='/0'>灯をともす。沖の船</a></p>",
        "<h3><a href='/2.html'>沖の船が帰る朝に思うこと</a>（11/3 8:10）</h3>",
        f"<h2>港だよりから</h2><ul>{_OTHERS}</ul><h2>催し</h2><p>船出の会</p>",
    ],
    ids=["list", "absolute", "next-and-last", "titles-as-headings", "the-rest-is-alike"],
)
def test_other_articles_of_the_site_are_left_out(tail: str) -> None:
    assert _page(tail) == [f"paragraph: {SHORT}"]


@pytest.mark.parametrize(
    ("tail", "last"),
    [
        (f"<h2>参考にした記事</h2><ul>{_OTHERS}</ul>", "item: 網をつくろう人びとの手"),
        (f"<ul>{_OTHERS}</ul>", "item: 網をつくろう人びとの手"),
        (
            "<h2>店</h2><p><a href='https://mise.example/1'>みなとや</a>は貝の店です</p><p><a href='//mise.example/'>なみ</a>は網元の食堂です</p>",
            "paragraph: なみは網元の食堂です",
        ),
        (
            "<h2>図</h2><ul><li><a href='a.png'>灯台から見た沖</a></li><li><a href='b.png'>沖の灯</a></li></ul>",
            "item: 沖の灯",
        ),
        ("<h2>道具</h2><ul><li>網と浮き</li><li>灯と油</li></ul>", "item: 灯と油"),
    ],
    ids=["sources", "list-of-the-text", "other-sites", "pictures", "no-links"],
)
def test_a_list_of_the_article_is_read_though_it_ends_it(tail: str, last: str) -> None:
    assert _page(tail)[-1] == last


def test_where_a_page_says_nothing_of_its_place_the_host_most_linked_is_its_own() -> None:
    links = "".join(
        f"<li><a href='https://minato.example/{n}'>港の話その{n}を読む</a></li>" for n in range(6)
    )
    assert _page(f"<h2>港だよりから</h2><ul>{links}</ul>", "<title>港</title>") == [f"paragraph: {SHORT}"]


def test_the_description_of_a_picture_is_no_heading() -> None:
    image = "<p><img src='a.jpg' alt='沖の船と灯台'></p>"
    article = page(f"<title>灯</title><body><p>{LONG}</p>{image}<p>{SHORT}</p><p>{LONG}</p></body>")
    assert [p.role for s in article.sections for p in s.paragraphs if "画像" in p.passage.text] == [Role.BODY]


@pytest.mark.parametrize("said", ["やめ時が見つからない…！", "書かないと落ち着かないわけで"])
def test_a_short_paragraph_that_runs_on_is_no_heading(said: str) -> None:
    article = page(f"<title>灯</title><body><p>{LONG}</p><p>{said}</p><p>{SHORT}</p><p>{LONG}</p></body>")
    assert f"paragraph: {said}" in texts(article)


_TEASER = "<h4><a href='/{0}.html'>沖の船が帰る朝{0}</a></h4><p>漁師は網を繕う。港は静かだ。</p>"


@pytest.mark.parametrize("title", ["関連する港の話", "最新TOPICS", "人気の記事"])
def test_a_section_that_shows_other_pages_with_their_first_words_is_left_out(title: str) -> None:
    others = "".join(_TEASER.format(n) for n in range(5))
    assert _page(f"<h3>{title}</h3>{others}") == [f"paragraph: {SHORT}"]
    assert _page(f"<h5>{title}</h5>{others}") == [f"paragraph: {SHORT}"]


@pytest.mark.parametrize("title", ["関連する研究", "最新の動き"])
def test_a_section_of_the_article_that_is_called_so_too_is_read(title: str) -> None:
    said = "".join(f"<p>{LONG}<a href='/{n}.html'>研究{n}</a>による。</p>" for n in range(2))
    assert _page(f"<h3>{title}</h3>{said}")[-1] == f"paragraph: {LONG}研究1による。"


def test_a_heading_above_a_film_stays_though_only_links_are_below() -> None:
    film = "<h2>船出の記録</h2><p><iframe src='//films.example/1'></iframe></p>"
    below = "<div><strong><a href='//films.example/1'>船出の記録</a></strong> | <a href='//films.example/'>港の会</a></div>"
    article = page(
        f"<title>灯</title><body><h1>灯</h1><p>{LONG}</p>{film}{below}<h2>沖</h2><p>{SHORT}</p></body>"
    )
    assert "heading: 船出の記録" in texts(article)
    skipped(article)
