"""More of the dialects: maths, ruby, HTML, MDX and the rest."""

from __future__ import annotations

import pytest

from prose import markdown, skipped, texts

FORMULA = "announcement: 数式は省略します。"
CODE = "announcement: コードは省略します。"


def said(text: str) -> list[str]:
    """The paragraphs of a Markdown text, of which nothing may be lost; plain ones without their role."""
    article = markdown(text)
    skipped(article)
    return [line.removeprefix("paragraph: ") for line in texts(article)]


MATHS = {
    "letters": ("高さ$h$と角$\\theta$と$ab$。\n", ["高さhと角θとab。"]),
    "formula once": (
        "傾きは$\\frac{h}{L}$だ。\n\n$$\nx = y\n$$\n\n終わり。\n",
        ["傾きは数式だ。", FORMULA, "終わり。"],
    ),
    "prices": ("茶は$5、菓子は$3だ。 From $5 to $10.\n", ["茶は$5、菓子は$3だ。 From $5 to $10."]),
    "shell names": ("$HOME/$USER と $PATH を見る。\n", ["$HOME/$USER と $PATH を見る。"]),
    "latex brackets": ("式\\(a+b\\)と\n\n\\[\nc = d\n\\]\n\n文。\n", ["式と", FORMULA, "文。"]),
    "fence": ("文。\n\n```math\nh = L\n```\n\n後。\n", ["文。", FORMULA, "後。"]),
}

RUBY = {
    "square and curly": ("[漢字]{かんじ}を書く。\n", ["｜漢字《かんじ》を書く。"]),
    "caret": ("[漢字]^(かんじ)を書く。\n", ["｜漢字《かんじ》を書く。"]),
    "dots": ("《《ここだけは》》忘れない。\n", ["ここだけは忘れない。"]),
    "curly in a table": (
        "| 名 |\n|---|\n| {小鳥遊|たかなし} |\n",
        ["item: 名", "item: ｜小鳥遊《たかなし》"],
    ),
    "not kana": ("[漢字]{.big}と[漢字]と{かな}。\n", ["漢字と[漢字]と{かな}。"]),
}

RAISED = {
    "power in HTML": ("10<sup>6</sup>個、5 km<sup>2</sup>、H<sub>2</sub>O。\n", ["10⁶個、5 km²、H2O。"]),
    "pandoc": ("10^-6^秒とH~2~O。\n", ["10⁻⁶秒とH2O。"]),
    "note mark": ("石は白い<sup>1</sup>。砂も<sup>[2]</sup>。\n", ["石は白い。砂も。"]),
    "not a power": ("1<sup>st</sup> と ~~消す~~。\n", ["1st と 消す。"]),
}

HTML = {
    "div and paragraphs": (
        "<div>\n  <p>材料は三つ。</p>\n  <p>順に。</p>\n</div>\n\n後。\n",
        ["材料は三つ。", "順に。", "後。"],
    ),
    "details": (
        "<details>\n<summary>分量</summary>\n\n- 油\n- 水\n\n</details>\n",
        ["分量", "item: 油", "item: 水"],
    ),
    "table": (
        "<table>\n<tr><th>品</th><th>量</th></tr>\n<tr>\n  <td>油</td>\n  <td>百</td>\n</tr>\n</table>\n",
        ["item: 品、量", "item: 油、百"],
    ),
    "headings and lists": (
        '<h1 align="center">題</h1>\n\n<h2 id="a">章&amp;節</h2>\n<ul><li>一</li><li>二</li></ul>\n',
        ["title: 題", "heading: 章&節", "item: 一", "item: 二"],
    ),
    "figure": (
        '<figure>\n<img src="a.png" alt="港の朝">\n<figcaption>三月。</figcaption>\n</figure>\n',
        ["画像、港の朝", "三月。"],
    ),
    "what is not text": (
        "<script>\nlet a = 1;\n\nlet b;\n</script>\n<style>p{}</style>\n\n文。<!-- 覚え\n\n書き -->続き。\n\n<iframe src='x'></iframe>\n<svg><text>図</text></svg>\n",
        ["文。続き。"],
    ),
    "what belongs to the page": (
        "<head><title>港 | 新聞</title></head>\n\n前。\n<nav>\n\n- [上](a)\n\n</nav>\n後。\n\n<button>送る</button>\n<template><p>型</p></template>\n\n<button>保存</button>を押す。\n",
        ["前。", "後。", "保存を押す。"],
    ),
    "what browsers show instead": (
        "<noscript>JavaScriptを有効に。</noscript>\n\n文。\n\n<video src='a'>再生できません。</video>\n\n<object data='a'><p>図がない。</p></object>\n<audio>音がない。</audio>\n",
        ["文。"],
    ),
    "badges and a header": (
        "<p align='center'>\n  <a href='x'><img src='logo.png' alt='logo.png'></a>\n</p>\n\n[![Build](https://img.shields.io/x.svg)](https://ci) [![npm](https://badge.fury.io/js/a.svg)](u)\n\n文。\n",
        ["文。"],
    ),
    "breaks": ("<p>一行目<br>二行目</p>\n", ["一行目二行目"]),
    "pre": ("<pre><code>a = 1\n\nb\n</code></pre>\n\n文。\n", [CODE, "文。"]),
    "comparisons": ("変数が a<b かつ c>d のとき。\n", ["変数が a<b かつ c>d のとき。"]),
    "parameters of types": (
        "List<String> と型 <T> と<b>太字</b>を返す Promise<void>。\n",
        ["List<String> と型 <T> と太字を返す Promise<void>。"],
    ),
    "tags that a sentence speaks of": (
        "見出しには <h1> を使う。終わりは </h1> だ。\n\n字は <b> で太く、<h1> と </h1> で囲む。\n",
        ["見出しには <h1> を使う。終わりは </h1> だ。", "字は <b> で太く、<h1> と </h1> で囲む。"],
    ),
    "lists of tags": (
        "- <h1> 見出し\n- <section> 節\n\n## <table> の話\n\n文。\n",
        ["item: <h1> 見出し", "item: <section> 節", "heading: <table> の話", "文。"],
    ),
    "tags within lines": (
        "前の文。<h2>題</h2>後の<div>文</div>。\n\n一つ。<p>二つ<p>三つ\n",
        ["前の文。", "heading: 題", "後の", "文", "。", "一つ。", "二つ", "三つ"],
    ),
    "less than": ("a < b かつ <名前> と1 <2。\n", ["a < b かつ <名前> と1 <2。"]),
}

MDX = {
    "imports": (
        "import {\n  A,\n} from './a';\nimport B from \"b\"\n\nexport const c = {\n  d: 1,\n};\n\n文。\n",
        ["文。"],
    ),
    "tabs": (
        '<Tabs>\n  <TabItem value="a" label="手鍋">\n\n    弱火で。\n\n  </TabItem>\n</Tabs>\n\n文。\n',
        ["手鍋", "弱火で。", "文。"],
    ),
    "self closing and expressions": (
        "import A from 'a';\n\n<A b={{c: '0 auto'}} d={() => 1} />\n\n文{a.b}の<A c=\"x\" />続き{/* 覚え */}。\n",
        ["文の続き。"],
    ),
}

REST = {
    "emoji": ("歩いた :santa::snowflake:\n\n10:30:45に**歩く**:walking:\n", ["歩いた", "10:30:45に歩く"]),
    "cards": ("@[card](https://a.example)\n\n%[https://b.example]\n\n@[youtube](abc)\n\n文。\n", ["文。"]),
    "contents": (
        "[TOC]\n\n## 目次\n\n- [源](#源)\n  - [流](#流)\n\n## 源\n\n文。\n\n## 流\n\n文。\n",
        ["heading: 源", "文。", "heading: 流", "文。"],
    ),
    "kramdown contents": ("* TOC\n{:toc}\n\n<!-- toc -->\n\n文。\n", ["文。"]),
    "links elsewhere stay": ("- [源](a.md)\n- [流](b.md#c)\n", ["item: 源", "item: 流"]),
    "image names": (
        "![IMG_2041.JPG](a)\n\n![スクリーンショット 2026-01-02 10.11.12](b)\n\n![港](c)\n",
        ["画像、港"],
    ),
    "citations": (
        "重い[@sato2020, p. 3]。```{r}は書かない。\n\n```{r}\nx\n```\n",
        ["重い。```{r}は書かない。", CODE],
    ),
    "brackets that cite nothing": (
        "連絡は[info@example.com まで]と[@taroさん]。[see @doe99; -@roe, p. 3]\n",
        ["連絡は[info@example.com まで]と[@taroさん]。"],
    ),
    "percent signs": (
        "50%% で、次は %%60 だ。終わりは %%70。\n\n文 %%覚え%%と続き。%%隠し%%です。\n\n%%\n長い\n\n覚え\n%%\n",
        ["50%% で、次は %%60 だ。終わりは %%70。", "文 と続き。です。"],
    ),
    "colons": (
        "キー:value:型と :sa: と完了:tada:です。 [:alpha:] と [:foo bar] だ (^o^)\n\n終わり :foo_bar:\n",
        ["キー:value:型と :sa: と完了です。 [:alpha:] と [:foo bar] だ (^o^)", "終わり"],
    ),
    "definitions": ("鍋\n: 煮る道具。\n\n釜\n:   炊く道具。\n", ["鍋", "煮る道具。", "釜", "炊く道具。"]),
    "abbreviations": ("HTMLの話。\n\n*[HTML]: Hyper Text Markup Language\n", ["HTMLの話。"]),
    "single signs, a text below each": (
        "#はじめに\n港へ行く。\n\n#Docker の支度\n\n```\n#注\n```\n##細目\n前の文。\n#終わり\n帰る。\n\n#旅\n",
        [
            *("title: はじめに", "港へ行く。", "heading: Docker の支度", CODE, "heading: 細目", "前の文。"),
            *("heading: 終わり", "帰る。"),
        ],
    ),
    "single signs that are tags": (
        "#旅\n#写真\n\n港へ行く。\n\n# 章\n\n文。\n\n#日記\n",
        ["title: 章", "港へ行く。", "文。"],
    ),
    "a single sign above a text": ("#潮の話\n港へ行く。\n", ["#潮の話港へ行く。"]),
    "heading without space": ("##支度\n\n文。\n", ["heading: 支度", "文。"]),
}

ALL = MATHS | RUBY | RAISED | HTML | MDX | REST


@pytest.mark.parametrize("name", ALL)
def test_what_dialects_add_is_read_as_their_readers_see_it(name: str) -> None:
    text, expected = ALL[name]
    assert said(text) == expected
