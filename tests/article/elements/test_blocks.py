"""What the elements of a page say, one construct after the other."""

from __future__ import annotations

import pytest

from narrate.article.markdown import MarkdownPolicy
from narrate.article.policy import ArticlePolicy
from prose import LONG, SHORT, page, skipped, texts

HEAD = "<!DOCTYPE html><html lang='ja'><title>港の灯</title><body><h1>港の灯</h1><h2>朝</h2>"


def said(body: str, policy: ArticlePolicy | None = None) -> list[str]:
    """What a page says of ``body``, without the sentence before it and that behind it."""
    article = page(f"{HEAD}<p>{LONG}</p>{body}<p>{SHORT}</p></body></html>", policy)
    skipped(article)
    found = texts(article)
    return found[found.index(f"paragraph: {LONG}") + 1 : found.index(f"paragraph: {SHORT}")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>灯が\n    ともる。</p>", ["paragraph: 灯がともる。"]),
        ("<p>船は\n  Open JTalk\n  and more を\n積む。</p>", ["paragraph: 船はOpen JTalk and more を積む。"]),
        ("<p>A&nbsp;B&amp;C&hellip;</p>", ["paragraph: A B&C…"]),
        ("<p>灯<wbr>台&#8203;が&shy;ある。</p>", ["paragraph: 灯台がある。"]),
        ("<div>灯がともる。<p>船が出る。</p>朝になる。</div>", [
            "paragraph: 灯がともる。", "paragraph: 船が出る。", "paragraph: 朝になる。"
        ]),
        ("<p>灯が<b>強く</b>ともる<em>夜</em>。</p>", ["paragraph: 灯が強くともる夜。"]),
        ("<p>一行目。<br><br>二行目。</p>", ["paragraph: 一行目。", "paragraph: 二行目。"]),
        ("<h3>沖へ<br><small>船と人</small></h3>", ["heading: 沖へ 船と人"]),
        ("<h3>沖<ruby>合<rt>あい</rt></ruby></h3>", ["heading: 沖<ruby>合<rt>あい</rt></ruby>"]),
        ("<blockquote><p>光は道だ。</p></blockquote>", ["quote: 光は道だ。"]),
        ("<dl><dt>灯台</dt><dd>光る塔。</dd></dl>", ["item: 灯台", "item: 光る塔。"]),
        ("<details><summary>沖</summary><p>深い。</p></details>", ["paragraph: 沖", "paragraph: 深い。"]),
        ("<p>10<sup>3</sup>とH<sub>2</sub>O。</p>", ["paragraph: 103とH2O。"]),
        ("<p>前<script>x('字')</script>後<!-- 字 --><style>p{}</style>。</p>", ["paragraph: 前後。"]),
        ("<p>南<del>西</del><s>東</s>の風。</p>", ["paragraph: 南の風。"]),
        ("<p>人は<q>待て</q>と言う。</p>", ["paragraph: 人は「待て」と言う。"]),
        ("<p><img class='gaiji' alt='※(「魚＋生」、第3水準1-94-39)'>を焼く。</p>", ["paragraph: 鮏を焼く。"]),
        ("<p>男は<span class='notes'>［＃「男は」はママ］</span>立つ。</p>", ["paragraph: 男は立つ。"]),
        ("<p>前<span style='display: none'>隠</span>後。</p><p hidden>隠</p>", ["paragraph: 前後。"]),
    ],
)  # fmt: skip
def test_text_is_what_a_browser_shows(body: str, expected: list[str]) -> None:
    assert said(body) == expected


@pytest.mark.parametrize(
    ("ruby", "expected"),
    [
        ("<ruby>灯<rt>ひ</rt></ruby>", "<ruby>灯<rt>ひ</rt></ruby>"),
        ("<ruby>灯<rp>（</rp><rt>ひ</rt><rp>）</rp></ruby>", "<ruby>灯<rt>ひ</rt></ruby>"),
        ("<ruby><rb>灯</rb><rt>ひ</rt></ruby>", "<ruby>灯<rt>ひ</rt></ruby>"),
        ("<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>", "<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>"),
        ("<ruby><rb>東<rb>京<rt>とう<rt>きょう</ruby>", "<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>"),
        ("<ruby>\n 灯\n <rt>\n ひ</rt></ruby>", "<ruby>灯<rt>ひ</rt></ruby>"),
        ("<ruby><span class='k'>灯</span><rt><b>ひ</b></rt></ruby>", "<ruby>灯<rt>ひ</rt></ruby>"),
        ("<ruby>灯</ruby>", "灯"),
        (
            "<ruby><img alt='※(「魚＋生」、第3水準1-94-39)'><rt>さけ</rt></ruby>",
            "<ruby>鮏<rt>さけ</rt></ruby>",
        ),
        ("<ruby>&lt;灯&gt;<rt>ひ</rt></ruby>", "<灯>"),
    ],
)
def test_ruby_is_kept_in_all_its_forms(ruby: str, expected: str) -> None:
    assert said(f"<p>沖の{ruby}がともる。</p>") == [f"paragraph: 沖の{expected}がともる。"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ul><li>網<li>船</ul>", ["item: 網", "item: 船"]),
        ("<ul><li>網<ul><li>目</li></ul>の話</li></ul>", ["item: 網", "item: 目", "item: の話"]),
        ("<ol><li>登る</li><li><p>降りる</p></li></ol>", ["item: 1、登る", "item: 2、降りる"]),
        ("<ol start=3><li>登る<li value=7>待つ<li>降りる</ol>", ["item: 3、登る", "item: 7、待つ", "item: 8、降りる"]),
        ("<ol reversed><li>登る<li>降りる</ol>", ["item: 2、登る", "item: 1、降りる"]),
        ("<ol><li>（1）登る<li>（2）降りる</ol>", ["item: （1）登る", "item: （2）降りる"]),
        ("<ol style='list-style: none'><li>登る</ol>", ["item: 登る"]),
        ("<ol><li></li><li>登る</li></ol>", ["item: 2、登る"]),
        ("<ol><li>1,200円の券<li>降りる</ol>", ["item: 1、1,200円の券", "item: 2、降りる"]),
    ],
)  # fmt: skip
def test_lists_say_their_numbers_once(body: str, expected: list[str]) -> None:
    assert said(body) == expected


TABLE = "<table><caption>灯の数</caption><thead><tr><th>町<th>数<tbody><tr><td>北浜<td>三つ</table>"


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("read", ["paragraph: 灯の数", "item: 町、数", "item: 北浜、三つ"]),
        ("announce", ["paragraph: 灯の数", "announcement: 表は省略します。"]),
        ("skip", ["paragraph: 灯の数"]),
    ],
)
def test_a_table_is_read_as_the_settings_say(policy: str, expected: list[str]) -> None:
    settings = ArticlePolicy(markdown=MarkdownPolicy(table=policy))  # type: ignore[arg-type]
    assert said(TABLE, settings) == expected


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    body = f"<table><tr><td><h3>西</h3><p>{SHORT[:20]}。</p></td><td>{LONG}東は晴れ。</td></tr></table>"
    assert said(body) == ["heading: 西", f"paragraph: {SHORT[:20]}。", f"paragraph: {LONG}東は晴れ。"]


def test_hidden_rows_and_captions_say_nothing() -> None:
    hidden = "<caption hidden>隠</caption><tr style='display:none'><td>隠<td>す</tr>"
    found = said(f"<table>{hidden}<tr><th>町<th>灯<tr><td>北浜<td>三つ</table>")
    assert found == ["item: 町、灯", "item: 北浜、三つ"]


def test_a_cell_that_ends_a_sentence_needs_no_comma() -> None:
    assert said("<table><tr><th>朝<th>夜<tr><td>霧だ。<td>晴れだ。</table>")[-1] == "item: 霧だ。晴れだ。"


def test_a_sign_and_its_name_beside_it_are_said_once() -> None:
    sign = "<tr><th><img alt='[注記]' src='n.png'></th><th>注記</th></tr>"
    assert said(f"<table>{sign}<tr><td>一</td><td>潮が速い</td></tr></table>")[0] == "item: 注記"


def test_cells_that_say_the_same_are_all_said() -> None:
    table = "<table><tr><th>町<th>朝<th>夜<tr><td>北浜<td>霧<td>霧</table>"
    assert said(table)[-1] == "item: 北浜、霧、霧"


def test_ruby_in_typed_lines_is_kept() -> None:
    body = "<pre>\n沖の<ruby>灯<rt>ひ</rt></ruby>がともる。船はまだ帰らない。\n</pre>"
    assert said(body) == ["paragraph: 沖の<ruby>灯<rt>ひ</rt></ruby>がともる。船はまだ帰らない。"]


def test_a_cell_of_several_paragraphs_is_one_cell() -> None:
    body = "<table><tr><th>町<th>灯<tr><td><p>北浜</p><p>南浜</p><td>三つ</table>"
    assert said(body) == ["item: 町、灯", "item: 北浜、南浜、三つ"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<img src='a.jpg' alt='霧の中の灯台'>", ["paragraph: 画像、霧の中の灯台"]),
        ("<figure><img src='a.jpg' alt='霧の灯台'><figcaption>夕方</figcaption></figure>", [
            "paragraph: 画像、霧の灯台", "paragraph: 夕方"
        ]),
        ("<p>灯<img src='b.png' alt='台'>だ。</p>", ["paragraph: 灯台だ。"]),
        ("<img src='a.jpg' alt='IMG_0123.jpg'><img src='a.jpg' alt=''>", []),
    ],
)  # fmt: skip
def test_images_say_what_describes_them(body: str, expected: list[str]) -> None:
    assert said(body) == expected


@pytest.mark.parametrize(
    ("policy", "expected"), [("announce", ["announcement: コードは省略します。"]), ("skip", [])]
)
def test_code_is_left_out_as_the_settings_say(policy: str, expected: list[str]) -> None:
    settings = ArticlePolicy(markdown=MarkdownPolicy(code=policy))  # type: ignore[arg-type]
    assert said("<pre><code>for x in y:\n  pass</code></pre>", settings) == expected


def test_prose_that_was_typed_in_lines_is_prose() -> None:
    body = "<pre>\n沖に灯がともる。船はまだ帰らない。\n\n夜が明ける。霧が晴れる。\n</pre>"
    assert said(body) == [
        "paragraph: 沖に灯がともる。船はまだ帰らない。",
        "paragraph: 夜が明ける。霧が晴れる。",
    ]


@pytest.mark.parametrize("rule", ["<hr>", "<p>＊　＊　＊</p>", "<div>***</div>"])
def test_a_rule_or_stars_are_a_pause(rule: str) -> None:
    article = page(f"{HEAD}<p>{LONG}</p>{rule}<p>{SHORT}</p></body>")
    assert [p.after_scene_break for s in article.sections for p in s.paragraphs][-1]
    assert texts(article)[-2:] == [f"paragraph: {LONG}", f"paragraph: {SHORT}"]


def test_a_formula_is_told_of_once() -> None:
    body = "<p>重さは<math><mi>m</mi></math>だ。</p><p><span class='katex'>x</span>もある。</p>"
    assert said(body) == ["paragraph: 重さはだ。", "announcement: 数式は省略します。", "paragraph: もある。"]


NOTES = (
    "<section class='footnotes'><h3>注</h3><ol><li id='f1'>沖の名。<a href='#r1'>↩</a></li></ol></section>"
)


def test_notes_are_read_at_the_end_with_their_numbers() -> None:
    mark = "<sup><a href='#f1' id='r1'>1</a></sup>"
    article = page(f"{HEAD}<p>{LONG}灯{mark}がある。</p><p>{SHORT}</p>{NOTES}</body>")
    assert texts(article)[-3:] == [
        f"paragraph: {LONG}灯がある。",
        f"paragraph: {SHORT}",
        "note: 注1、沖の名。",
    ]
    skipped(article)


def test_a_note_is_found_by_an_address_in_any_spelling() -> None:
    mark = "<sup><a href='#%E6%B3%A81' id='r1'>1</a></sup>"
    notes = "<ol class='footnotes'><li id='注1'>沖の名。<a href='#r1'>↩</a></li></ol>"
    article = page(f"{HEAD}<p>{LONG}灯{mark}がある。</p><p>{SHORT}</p>{notes}</body>")
    assert texts(article)[-1] == "note: 注1、沖の名。"


def test_notes_may_be_left_out() -> None:
    mark = "<a href='#f1' id='r1' class='footnote-ref'>[1]</a>"
    settings = ArticlePolicy(markdown=MarkdownPolicy(footnotes="skip"))
    article = page(f"{HEAD}<p>{LONG}灯{mark}がある。</p><p>{SHORT}</p>{NOTES}</body>", settings)
    assert texts(article)[-1] == f"paragraph: {SHORT}"
    assert ("沖の名。", "footnote") in skipped(article)


def test_a_line_break_ends_a_sentence_unless_the_line_was_full() -> None:
    full = "港の朝は早く、夜明け前から荷を積む音が響いて日が昇るころには"
    article = page(f"{HEAD}<p>{full}<br>船が出る。<br>「待て」<br>と声がした。</p><p>{SHORT}</p></body>")
    paragraph = next(p for s in article.sections for p in s.paragraphs if p.passage.text.startswith(full))
    assert [paragraph.passage.text[cut:][:3] for cut in paragraph.cuts] == ["「待て", "と声が"]
