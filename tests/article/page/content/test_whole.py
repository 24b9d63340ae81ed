"""No text of an article is lost to what resembles furniture: each of these was, once."""

from __future__ import annotations

from datetime import date

import pytest

from narrate.model import Role
from prose import LONG, SHORT, page, skipped, texts

HEAD = "<!DOCTYPE html><html lang='ja'>"


def said(html: str) -> list[str]:
    article = page(HEAD + html)
    skipped(article)
    return texts(article)


def test_what_goes_on_behind_the_title_in_its_paragraph_is_read() -> None:
    body = f"<p><b>港の灯</b><br>本文はここから。</p><p>{LONG}</p>"
    found = said(f"<title>港の灯</title><body><div>{body}</div>")
    assert found == ["title: 港の灯", "paragraph: 本文はここから。", f"paragraph: {LONG}"]


def test_a_heading_further_down_that_the_page_is_called_by_is_no_title() -> None:
    html = f"<title>港の灯 - まとめ</title><body><div><p>{LONG}</p><h2>まとめ</h2><p>{SHORT}</p></div>"
    assert f"paragraph: {LONG}" in said(html)
    assert "heading: まとめ" in said(html)


def test_bold_words_further_down_that_are_the_title_again_lose_nothing() -> None:
    body = f"<p>{LONG}</p><p>{SHORT}</p><p><b>港の灯</b>は続く。</p>"
    found = said(f"<title>港の灯</title><body><div>{body}</div>")
    assert found[-3:] == [f"paragraph: {LONG}", f"paragraph: {SHORT}", "paragraph: 港の灯は続く。"]


@pytest.mark.parametrize(
    ("behind", "text"),
    [
        ("<table><tr><th>町<th>灯<tr><td>北浜<td>三つ</table>", "item: 北浜、三つ"),
        ("<ul class='points'><li>網を繕う</ul>", "item: 網を繕う"),
        ("<section class='outro'><h2>終わりに</h2><p>夜が来た。</p></section>", "paragraph: 夜が来た。"),
    ],
)
def test_what_stands_behind_the_main_box_and_leads_nowhere_is_read(behind: str, text: str) -> None:
    box = f"<div class='text'><p>{LONG}</p><h2>沖</h2><p>{SHORT}</p></div>"
    assert text in said(f"<body><article><h1>港の灯</h1>{box}{behind}</article>")


@pytest.mark.parametrize(
    "wrapper",
    [
        "form id='aspnetForm'",
        "div style='display:none' id='app'",
        "div aria-hidden='true'",
        "div role='dialog'",
    ],
)
def test_what_holds_the_whole_page_is_not_left_out(wrapper: str) -> None:
    name = wrapper.split(maxsplit=1)[0]
    html = f"<body><{wrapper}><h1>港の灯</h1><p>{LONG}</p><h2>沖</h2><p>{SHORT}</p></{name}>"
    assert said(html)[:2] == ["title: 港の灯", f"paragraph: {LONG}"]


@pytest.mark.parametrize("name", ["sidebar", "menu", "ranking", "comment", "footer", "pager"])
def test_a_box_between_paragraphs_is_read_whatever_it_is_called(name: str) -> None:
    box = f"<div class='{name}'><p>灯台守は三人いた。</p></div>"
    html = f"<body><div><h1>港の灯</h1><h2>沖</h2><p>{LONG}</p>{box}<p>{SHORT}</p></div>"
    assert "paragraph: 灯台守は三人いた。" in said(html)


def test_a_last_sentence_that_begins_with_a_day_is_read() -> None:
    last = "2026年11月30日、灯台は静かに閉じた。"
    assert said(f"<body><h1>港の灯</h1><h2>沖</h2><p>{LONG}</p><p>{last}</p>")[-1] == f"paragraph: {last}"


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href='/a'>海</a>の<a href='/b'>話</a></p>",
        "<p><a href='/a'>葛城六平</a>、<a href='/b'>北浜七子</a>、<a href='/c'>南浜八郎</a></p>",
        "<p><a href='/a'>デスクトップ</a></p>",
        "<ul><li><a href='/a'>ワード：言葉の港</a><li><a href='/b'>エクセル入門</a></ul>",
    ],
)
def test_lines_of_links_in_a_text_are_read(line: str) -> None:
    html = f"<body><h1>港の灯</h1><h2>沖</h2><p>{LONG}</p><h3>人</h3>{line}<p>{SHORT}</p>"
    assert len(said(html)) > len(said(html.replace(line, "")))


def test_the_date_is_not_that_of_a_link_or_of_the_story() -> None:
    related = "<section class='related'><time datetime='2011-01-01'>2011年</time></section>"
    story = "<p>それは<time>1945年8月15日</time>のことだった。</p>"
    about = "<p class='date'>2026年11月3日</p>"
    article = page(f"{HEAD}<body><h1>港の灯</h1>{about}<h2>沖</h2><p>{LONG}</p>{story}{related}</body>")
    assert article.metadata.date == date(2026, 11, 3)


def test_the_section_on_an_author_ends_with_the_next_heading() -> None:
    author = "<h2>この記事を書いた人</h2><p>港の町で暮らす。</p>"
    html = f"<body><h1>港の灯</h1><h2>沖</h2><p>{LONG}</p>{author}<h2>その後</h2><p>{SHORT}</p>"
    assert said(html)[-2:] == ["heading: その後", f"paragraph: {SHORT}"]
    assert "paragraph: 港の町で暮らす。" not in said(html)


def test_of_two_parts_of_a_name_the_title_is_the_one_next_to_the_text() -> None:
    title = "<title>霧の郵便屋 | 第二話　渡し守 | 小説の港</title>"
    html = f"{HEAD}{title}<body><h1>霧の郵便屋</h1><h2>第二話　渡し守</h2><p>{LONG}</p>"
    assert page(html).text_of(Role.TITLE) == "第二話　渡し守"


@pytest.mark.parametrize("unseen", ["\u200b ", "\ufeff ", "\u2060&nbsp;", "&#8203; ", " \u200b"])
def test_what_is_not_seen_at_the_end_of_a_sentence_is_not_lost(unseen: str) -> None:
    assert said(f"<body><h1>港の灯</h1><h2>沖</h2><p>朝が来た。{unseen}船が出た。</p>")[-1].endswith(
        "船が出た。"
    )


def test_what_stands_above_a_late_heading_is_read() -> None:
    html = f"<title>昼の港 | 新聞</title><body><p>{LONG}</p><p>{SHORT}</p><h1>昼の港</h1><p>風は南から吹いた。</p>"
    assert f"paragraph: {LONG}" in said(html)


@pytest.mark.parametrize(
    "html",
    ["港の船<ruby>朝<h1>山の話</h1></ruby>", "<p>港の船。</p><h2>船の話<dd>夜が来た。<h1>山の話</h1>"],
)
def test_a_heading_in_an_odd_place_is_said_once(html: str) -> None:
    assert "".join(said(html)).count("山の話") == 1


def test_text_of_a_template_is_left_out_as_text() -> None:
    article = page(f"{HEAD}<body><h1>港の灯</h1><p>{LONG}</p><template><p>夕だ。</p></template>")
    assert ("夕だ。", "program or picture in HTML") in skipped(article)


def test_xhtml_below_front_matter_is_xml_too() -> None:
    text = f"<?xml version='1.0'?><html><head><title>港</title><script src='a.js'/></head><body><p>{LONG}</p></body></html>"
    assert f"paragraph: {LONG}" in texts(page(f"---\nauthor: 葛城六平\n---\n{text}"))
