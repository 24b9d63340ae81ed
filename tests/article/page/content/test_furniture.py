"""What sites set around and between the texts of their pages, and what is none of it however it looks."""

from __future__ import annotations

import pytest

from narrate.model import Role
from prose import LONG, SHORT, page, skipped, texts

HEAD = "<!DOCTYPE html><html lang='ja'><title>港の灯</title><body>"
WORDS = f"<p>{LONG}</p><h2>灯台</h2><p>{SHORT}</p><p>{LONG[:40]}朝だ。</p>"


def spoken(above: str = "", below: str = "", inside: str = "") -> list[str]:
    """What a page says besides its title and its text."""
    text = f"<p>{LONG}</p><h2>灯台</h2>{inside}<p>{SHORT}</p><p>{LONG[:40]}朝だ。</p>"
    html = f"{HEAD}<article>{above.format(title='<h1>港の灯</h1>')}<div class='text'>{text}</div>{below}</article></body>"
    article = page(html)
    skipped(article)
    own = {"title: 港の灯", f"paragraph: {LONG}", "heading: 灯台", f"paragraph: {SHORT}"}
    own.add(f"paragraph: {LONG[:40]}朝だ。")
    return [said for said in texts(article) if said not in own]


@pytest.mark.parametrize(
    "above",
    [
        "<nav><a href='/'>ホーム</a></nav>{title}",
        "<div class='bread-crumb'>ホーム ＞ 暮らし</div>{title}",
        "{title}<p class='post-meta'>2026年11月3日 ・ 3分 ・ 葛城六平</p>",
        "{title}<p>2026年11月3日</p><p>葛城六平</p>",
        "{title}<ul class='sns-share'><li>シェアする</li></ul>",
        "{title}<p><a href='/en'>English</a> <a href='/ja'>日本語</a></p>",
        "{title}<p><a hreflang='en' href='/en'>en</a> <a hreflang='ja' href='/ja'>ja</a></p>",
        "{title}<dl><dt>テーマ：</dt><dd><a rel='tag' href='/t'>旅のこと</a></dd></dl>",
        "{title}<p>※本記事はアフィリエイト広告を利用しています。</p>",
        "{title}<div id='toc'><p>目次</p><ol><li><a href='#a'>灯台</a></ol></div>",
        "{title}<h3>目次</h3><ul><li><a href='#a'>灯台</a><li><a href='#b'>沖</a><li><a href='#c'>船</a></ul>",
        "{title}<p class='icon'><a href='/v'><img alt='Valid CSS!' src='v.png'></a><a href='/x'><img alt='XHTML' src='x.png'></a></p>",
        "{title}<div style='display:none'>隠れた文。</div><noscript>画面です。</noscript>",
    ],
)
def test_what_stands_above_a_text_is_left_out(above: str) -> None:
    assert spoken(above) == []


@pytest.mark.parametrize(
    "below",
    [
        "<div class='ProfileCard'><a href='/p'>葛城六平</a><p>港の町で暮らす。</p></div>",
        "<section class='related'><h2>関連記事</h2><ul><li><a href='/x'>海の話を聞いた。</a></ul></section>",
        "<div id='comments'><h2>コメント</h2><p>よい記事でした。</p></div>",
        "<footer>カテゴリー：暮らし</footer>",
        "<p><a href='/prev'>前の記事</a> | <a href='/next'>次の記事</a></p>",
        "<p>[ <a href='/c'>Contents</a> | Introduction | <a href='/k'>Credits</a> ]</p>",
        "<center>Back to <a href='/'>Harbour Homepage</a>.</center>",
        "<h3>添付資料</h3><ul><li><a href='/1.pdf'>調査の概要（PDF：1.2MB）</a></ul>",
        "<p>PDF形式のファイルをご覧いただくには、Adobe Readerが必要です。</p>",
        "<p>最終更新日：2026年11月3日</p>",
        "<ul class='tag-list'><li><a href='/t'>港</a></ul>",
    ],
)
def test_what_stands_below_a_text_is_left_out(below: str) -> None:
    assert spoken("{title}", below) == []


@pytest.mark.parametrize(
    "inside",
    [
        "<div class='adsbygoogle'>広告です。</div>",
        "<figure><a href='/n'><strong>退職した朝</strong><em>十年勤めた。</em></a></figure>",
        "<div class='code-block-filename'>main.py</div>",
        "<a href='#top'><img src='top.png' alt='上へ'></a>",
        "<form><input name='q'><button>探す</button></form>",
        "<div class='pochipp-box'><div>灯台の模型</div></div>",
    ],
)
def test_what_stands_between_the_paragraphs_is_left_out(inside: str) -> None:
    assert spoken("{title}", inside=inside) == []


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<div class='sidebar'><p>灯台守は三人いた。</p></div>", ["paragraph: 灯台守は三人いた。"]),
        ("<aside><h3>荷</h3><ul><li>手紙</li></ul></aside>", ["heading: 荷", "item: 手紙"]),
        ("<ul><li><a href='/a'>灯台の図</a><li><a href='/b'>沖の図</a><li><a href='/c'>船の図</a></ul>", [
            "item: 灯台の図", "item: 沖の図", "item: 船の図"
        ]),
        ("<h3 class='anchorWithStickyNavbar'>沖</h3><p>深い。</p>", ["heading: 沖", "paragraph: 深い。"]),
        ("<div class='elementor-widget'><p>沖は深い。</p></div>", ["paragraph: 沖は深い。"]),
    ],
)  # fmt: skip
def test_what_only_looks_like_furniture_is_read(inside: str, said: list[str]) -> None:
    assert spoken("{title}", inside=inside) == said


def test_a_caption_above_the_text_is_read() -> None:
    figure = "<div class='top'><figure><img alt='' src='a.jpg'><figcaption>朝の灯台＝11月3日撮影</figcaption></figure></div>"
    assert spoken("{title}<p>2026年11月3日</p>" + figure) == ["paragraph: 朝の灯台＝11月3日撮影"]


def test_a_line_below_a_title_that_stands_apart_leads_in() -> None:
    header = "<header class='hero'><h1>港の灯</h1><p>凍った港で四日</p></header>"
    article = page(f"{HEAD}{header}<main>{WORDS}</main></body>")
    assert texts(article)[:3] == ["title: 港の灯", "subtitle: 凍った港で四日", f"paragraph: {LONG}"]
    skipped(article)


def test_of_a_page_laid_out_in_a_table_the_column_of_the_text_is_read() -> None:
    menu = "<td><b>部屋</b><br><a href='a'>日記</a><br><a href='b'>写真</a><br>あなたは人目です</td>"
    table = f"<table><tr><td colspan=2><marquee>掲示板を新しくしました！</marquee></td></tr><tr>{menu}<td>{WORDS}</td></tr></table>"
    article = page(f"{HEAD}<center>{table}</center></body>")
    assert "あなたは" not in "".join(texts(article))
    assert "掲示板" not in "".join(texts(article))
    assert f"paragraph: {SHORT}" in texts(article)
    skipped(article)


def test_comments_below_a_heading_are_left_out_where_a_form_asks_for_more() -> None:
    comments = "<h2>この記事に対するコメント</h2><p>よい話でした。</p><form><textarea></textarea></form>"
    article = page(f"{HEAD}<div><h1>港の灯</h1>{WORDS}{comments}</div></body>")
    assert "よい話でした。" not in "".join(texts(article))
    without = page(f"{HEAD}<div><h1>港の灯</h1>{WORDS}<h2>コメント</h2><p>行の頭に書く。</p></div></body>")
    assert "heading: コメント" in texts(without)


def test_a_poem_without_marks_is_the_article_and_its_colophon_is_not() -> None:
    poem = (
        "<div class='main_text'>"
        + "<br>".join(["雨にも風にも", "夏の暑さにも", "丈夫なからだで"] * 6)
        + "</div>"
    )
    colophon = f"<div class='bibliographical_information'>底本：港の詩集。{LONG}</div>"
    article = page(f"{HEAD}<h1 class='title'>港の灯</h1>{poem}{colophon}</body>")
    said = "".join(texts(article))
    assert "丈夫なからだで" in said
    assert "底本" not in said
    assert article.text_of(Role.TITLE) == "港の灯"
