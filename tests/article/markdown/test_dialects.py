"""Markdown as it is written: what each dialect adds is read or skipped as its readers see it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.article.markdown import MarkdownPolicy
from narrate.errors import SourceError
from narrate.script.utterances import script_of
from prose import markdown, skipped, texts

READ_ALL = MarkdownPolicy("read", "read", "read", "read")
SKIP_ALL = MarkdownPolicy("skip", "skip", "skip", "skip")
FORMULA = "announcement: 数式は省略します。"
CODE = "announcement: コードは省略します。"

CONTAINERS = {
    "zenn message": (":::message\n油をなじませる。\n:::\n\n洗う。\n", ["油をなじませる。", "洗う。"]),
    "zenn alert, text around it": (
        "前の文。\n:::message alert\n空だきはしない。\n:::\n後の文。\n",
        ["前の文。", "空だきはしない。", "後の文。"],
    ),
    "zenn details": (":::details 焦げたとき\n重曹を入れる。\n:::\n", ["焦げたとき", "重曹を入れる。"]),
    "nested": (
        "::::details 外\n:::message\n内。\n:::\n外の文。\n::::\n\n終わり。\n",
        ["外", "内。", "外の文。", "終わり。"],
    ),
    "qiita note": (":::note warn\n手を切らない。\n:::\n", ["手を切らない。"]),
    "vitepress": ("::: tip 覚え書き\nふたをする。\n:::\n", ["覚え書き", "ふたをする。"]),
    "docusaurus": (":::note[補足の題]\n\n木べらを使う。\n\n:::\n", ["補足の題", "木べらを使う。"]),
    "pandoc": (
        '::: {.callout-note title="先に読む"}\n本文。\n:::\n\n::: {.center}\n中央。\n:::\n',
        ["先に読む", "本文。", "中央。"],
    ),
    "obsidian, in a list and nested": (
        "> [!info]+ 案内\n> 一行目。\n>> [!tip]\n>> 内側。\n",
        ["quote: 案内", "quote: 一行目。", "quote: 内側。"],
    ),
    "mkdocs": (
        '!!! note "補足"\n    木べらを使う。\n\n    - 一つ\n    - 二つ\n\n??? tip\n    隠れた文。\n\n外。\n',
        ["補足", "木べらを使う。", "item: 一つ", "item: 二つ", "隠れた文。", "外。"],
    ),
    "mkdocs tabs": (
        '=== "手鍋"\n\n    弱火。\n\n=== "大鍋"\n\n    強火。\n',
        ["手鍋", "弱火。", "大鍋", "強火。"],
    ),
}

ATTRIBUTES = {
    "span": ("これは[大事]{.mark}だ。\n", ["これは大事だ。"]),
    "kramdown": ("段落。\n{: .lead #top}\n\n次。{:.small}\n", ["段落。", "次。"]),
    "kramdown options": ('{::options parse_block_html="true" /}\n\n文。\n', ["文。"]),
    "image": ("![庭の図](a.png){width=50%}\n", ["画像、庭の図"]),
    "mdx comment id": ("# 題 {/* #top */}\n\n文。\n", ["title: 題", "文。"]),
}

SHORTCODES = {
    "hugo paired": ("{{% notice tip %}}\n曇りの日に磨く。\n{{% /notice %}}\n", ["曇りの日に磨く。"]),
    "hugo caption": ('{{< figure src="a.jpg" caption="磨いた窓" >}}\n\n文。\n', ["磨いた窓", "文。"]),
    "hugo ruby": ('表の{{< ruby "硝子" "がらす" >}}を拭く。\n', ["表の｜硝子《がらす》を拭く。"]),
    "jekyll": ("{% include ad.html %}\n\n窓を拭く{{ site.mark }}。\n", ["窓を拭く。"]),
    "jekyll code": ("{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n文。\n", [CODE, "文。"]),
    "mdn in a sentence": (
        "{{domxref(\"Window.alert()\")}} は {{Glossary('Cloth', '布')}}を返す。\n\n{{Compat}}\n",
        ["Window.alert() は 布を返す。"],
    ),
    "in a target": ("[前回]({% post_url 2020-01-01-x %})を見る。\n", ["前回を見る。"]),
    "erb": ("<%= title %>\n\n文<% if x %>と文<% end %>。\n", ["文と文。"]),
    "documented in code": ("`{{ name }}` と書く。\n", ["{{ name }} と書く。"]),
}

OBSIDIAN = {
    "wiki links": ("[[石]]と[[砂|すな]]と[[土#赤い土]]。\n", ["石とすなと土、赤い土。"]),
    "embeds": ("前。\n\n![[絵.png|300]]\n\n後。\n", ["前。", "後。"]),
    "comments": ("前%%覚え%%の文。\n\n%%\n長い\n\n覚え\n%%\n\n後。\n", ["前の文。", "後。"]),
    "highlight": ("ここが==大事==だ。 a == b == c\n", ["ここが大事だ。 a == b == c"]),
    "block id": ("一つの段落。 ^a1b2c3\n\n次。\n", ["一つの段落。", "次。"]),
    "tags": ("# 題\n\n#庭 #石/白\n\n文。\n", ["title: 題", "文。"]),
    "tasks": ("- [ ] 砂を買う\n- [x] 石を運ぶ\n", ["item: 砂を買う", "item: 石を運ぶ"]),
}

FOUND = {
    "zenn image": ("![港](https://a.b/c.png =250x)\n*朝の港*\n", ["港朝の港"]),
    "hatena": ("[:contents]\n\n[f:id:a_b:20250101:plain]\n\n[asin:4798110523:detail]\n\n文。\n", ["文。"]),
    "attributes with a space": (
        "## 序 { .unnumbered }\n\n段落。\n{ .annotate }\n",
        ["heading: 序", "段落。"],
    ),
    "attributes of a heading": (
        "## 序 {ignore=true .no}\n\n### 次 {-}\n\n文。\n",
        ["heading: 序", "heading: 次", "文。"],
    ),
    "slashes and braces": ("## 水 {/water/}\n\n{/a/}文{b}。\n", ["heading: 水", "文{b}。"]),
    "what is no mark": ("50%%オフと30%%オフ。a==b==cだ。\n", ["50%%オフと30%%オフ。a==b==cだ。"]),
    "linked note marks": ("石<sup>[1](#a)</sup>と砂<sup>[[2]](#b)</sup>。\n", ["石と砂。"]),
    "hugo details": ('{{< details "開く題" >}}\n中身。\n{{< /details >}}\n', ["開く題", "中身。"]),
    "ruby without quotes": ("{{< ruby 硝子 がらす >}}を拭く。\n", ["｜硝子《がらす》を拭く。"]),
    "a snippet": ("<<< @/a.js{2}\n\n<template #b>\n文。\n</template>\n", ["文。"]),
    "elements that end behind Markdown": (
        "<table>\n  <tr>\n    <td>\n\n**太字**\n\n    </td>\n  </tr>\n</table>\n",
        ["太字"],
    ),
    "keys": ("++shift+a++を押す。C++とC++。\n", ["shift+aを押す。C++とC++。"]),
    "quarto": ("図は@fig-aに示す。\n", ["図はに示す。"]),
    "a README's header": (
        '<p align="center">\n  <img src="a.png" alt="Logo">\n</p>\n\n<h3>\n  港<br>の朝\n</h3>\n\n文。\n',
        ["heading: 港の朝", "文。"],
    ),
    "set in": (
        "目的は次のとおり。\n\n    １　橋を架けること、守ること\n    ２　川\n\n終わり。\n",
        ["目的は次のとおり。", "１　橋を架けること、守ること", "２　川", "終わり。"],
    ),
    "emphasis at brackets": (
        "これは**「大事」**です。**「二つ」**と*『三つ』*も。\n",
        ["これは「大事」です。「二つ」と『三つ』も。"],
    ),
}

ALL = FOUND | CONTAINERS | ATTRIBUTES | SHORTCODES | OBSIDIAN


def said(text: str) -> list[str]:
    """The paragraphs of a Markdown text, of which nothing may be lost; plain ones without their role."""
    article = markdown(text)
    skipped(article)
    return [line.removeprefix("paragraph: ") for line in texts(article)]


@pytest.mark.parametrize("name", ALL)
def test_what_dialects_add_is_read_as_their_readers_see_it(name: str) -> None:
    text, expected = ALL[name]
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "「行くよ」\n彼は立った。\n　窓が鳴る\n――遠くで。\n",
            ["「行くよ」", "彼は立った。", "窓が鳴る", "――遠くで。"],
        ),
        ("彼は「行くよ」\nと言って、窓を\n開けた。\n", ["彼は「行くよ」と言って、窓を開けた。"]),
        ("![港](a.png)\n*朝の港*\n", ["港", "朝の港"]),
    ],
)
def test_a_line_that_its_author_ended_on_purpose_ends_a_sentence(text: str, sentences: list[str]) -> None:
    assert [u.text.strip("\u3000") for u in script_of(markdown(text)).utterances] == sentences


_PIECES = (
    *("海", "の", "文", "。", "「", "」", "、", "\n", "\n\n", "　", " ", "    ", "a", "B c", "1", "# ", "- ", "> ", "|", "*", "**"),
    *(":::", ":::note\n", ":::details 題\n", "::::", "> [!NOTE]\n", "[!tip]+ 題", '!!! note "題"\n    ', '=== "題"\n\n    '),
    *("{#id}", "{.a}", "{: .a}", "{/a/}", "{", "}", "{{", "}}", "{{< a >}}", '{{< ruby "字" "じ" >}}', "{%", "%}", "<%", "%>"),
    *("{% highlight a %}", "{% endhighlight %}", '{{a("b", "字")}}', "[[", "]]", "[[頁#節|字]]", "![[", "%%", "==", "^ab1\n", "#札 #札\n"),
    *(":tada:", ":", "$", "$$", "$x$", "$a+b$", "\\(", "\\)", "\\[", "\\]", "`", "```", "```\n", "```{note} 題\n", "~~~\n", "```math\n"),
    *("@[card](u)", "%[https://a.b]", "[TOC]\n", "- [字](#a)\n", "## 目次\n", "[字]{じ}", "《《", "》》", "{字|じ}", "[[rb:字 > じ]]", "｜字《じ》"),
    *("<sup>", "</sup>", "<sup>2</sup>", "^2^", "~2~", "<div>", "</div>", "<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "</td>"),
    *("<h2>", "</h2>", "<li>", "<hr>", "<br>", "<pre>", "</pre>", '<img alt="絵" src="a b">', '<img alt="', "<!--", "-->", "<script>", "</script>"),
    *('<A title="題" b={{c: 1}}>\n', "</A>", "import A from 'a';\n", "export const a = {\n", "{/*", "*/}", "{a.b}", '{"字"}', "[@a, p. 1]"),
    *(": 定義\n", "*[A]: b\n", "[^1]", "[^1]: 注\n", "^[注]", "\\", "&amp;", "![絵](u)", "[字](u)", "[![a](https://a/badge.svg)](u)", "\t"),
)  # fmt: skip


@settings(max_examples=600)
@given(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=30).map("".join),
    st.sampled_from([MarkdownPolicy(), READ_ALL, SKIP_ALL]),
)
def test_every_character_is_spoken_or_skipped_once(text: str, policy: MarkdownPolicy) -> None:
    try:
        article = markdown(text, policy)
    except SourceError:
        return
    skipped(article)
