"""Of any mixture of a notation's marks nothing is lost, and four times as much takes about four times the work."""

from __future__ import annotations

import cProfile
import pstats
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.source import source_of
from narrate.errors import SourceError
from prose import skipped

_NOVEL = (
    *(
        "[chapter:",
        "題]",
        "[newpage]",
        "[[rb:",
        "漢字 > かんじ]]",
        " > ",
        "[pixivimage:1]",
        "[jump:1]",
        "[[jumpuri:",
    ),
    *(
        "<i1|2>",
        "<i",
        "《《",
        "》》",
        "《",
        "》",
        "｜",
        "|漢字《かんじ》",
        "［＃改ページ］",
        "[http://a.b:title=",
        "字]",
    ),
)
_HATENA = (
    *(
        ">|rb|\n",
        ">||\n",
        "||<\n",
        ">>\n",
        "<<\n",
        "((",
        "))",
        "((注。))",
        "[f:id:abc:20200101000000p:plain]",
        "[:contents]\n",
    ),
    *(
        "====\n",
        "*見出し\n",
        "**",
        "-項\n",
        "+",
        "@startuml\n",
        "@enduml\n",
        "$lsx(/a)\n",
        "`",
        "[http://a.b:title]",
    ),
)
_WIKI = (
    *(
        "'''",
        "''",
        "== 題 ==\n",
        "=",
        "[[",
        "]]",
        "|",
        "[[File:",
        "[[Category:",
        "<ref>",
        "</ref>",
        "<ref/>",
        "{{",
        "}}",
    ),
    *(
        "{|",
        "|}",
        "{{lang|en|",
        "[http://a.b 字]",
        "* ",
        "# ",
        ":",
        "__TOC__",
        "----\n",
        "== 脚注 ==\n<references/>\n",
    ),
)
_PUKI = (
    *(
        "&ruby(かな){漢};",
        "&ruby(",
        "){",
        "};",
        "&br;",
        "#contents\n",
        "#ref(a)\n",
        "[#a1b2c3d4]\n",
        "&color(red){",
        "&size(",
    ),
    *("[[字>頁]]", "//注\n", "~\n", "~"),
)
_SCRAP = (
    *(
        "[** 題]\n",
        "[* 字]",
        "[字 https://a.b]",
        "[https://a.b 字]",
        "[https://a.b/c.png]",
        "[a.icon]",
        "[$ x]",
        "[字]",
    ),
    *("code:a.py\n", "table:a\n", " 段\n", "#札\n", "[", "]"),
)
_TIMES = (
    *("1\n", "00:00:01,000 --> 00:00:02,000\n", "00:01.000 --> 00:02.000\n", "WEBVTT\n", "NOTE 覚\n", "<v 名>", "</v>", "{\\an8}"),
    *("▼目次\n", "0:00 始\n", "1:00 次\n", "▼SNS\n", "X：@abc\n", "https://a.b\n", "#札 #札\n", "作者：甲乙\n", "詩：甲\n"),
)  # fmt: skip
_ASCIIDOC = (
    *("= 題\n", "== 節\n", ":toc:\n", "[NOTE]\n", "[source,sh]\n", "----\n", "====\n", "|===\n", "| 甲 | 乙\n"),
    *("link:https://a.b[字]", "image::a.png[図]\n", "footnote:[注。]", "footnote:[", "]", "<<a,字>>", "字:: 義\n"),
    *("+\n", " +\n", ".題\n", "<<<\n", "////\n", "{a}", "#字#", "[[a]]", "kbd:[F1]", "NOTE: ", "* ", ". "),
    *("(((甲, 乙)))", "((甲))", "(((", ")))"),
)  # fmt: skip
_LATEX = (
    *("\\section{題}\n", "\\section{", "\\textbf{字}", "\\textbf{", "{", "}", "\\item ", "\\begin{itemize}\n"),
    *("\\end{itemize}\n", "\\footnote{注。}", "\\footnote{", "$x$", "$", "$$", "\\begin{tabular}{ll}\n", "&"),
    *("\\end{tabular}\n", "\\cite{a}", "\\ref{", "\\begin{verbatim}\n", "\\end{verbatim}\n", "\\ruby{漢}{かん}"),
    *("\\begin{equation}\n", "\\end{equation}\n", "\\[", "\\]", "\\title{題}", "\\begin{document}\n", "\\%"),
    *("\\\\", "%注\n", "~", "\\a", "\\verb+a%b+", "\\verb|`|", "\\verb+"),
)  # fmt: skip
_REST = (
    *("題\n==\n", "題\n----\n", "====\n", "----\n", ".. note::\n", ".. note:: 題\n", "   文。\n", "::\n"),
    *(".. figure:: a.png\n", "   :width: 3\n", ".. _a:\n", ".. 注\n", ".. [1] 注。\n", "[1]_ ", ":ref:`字 <a>`"),
    *("``字``", "`字 <https://a.b>`_", "|a|", "| 行\n", "#. ", "+---+---+\n", "| 甲 | 乙 |\n", ":author: 甲\n"),
    *(".. code-block:: sh\n", "  ", "`"),
)  # fmt: skip
_REVIEW = (
    *("= 題\n", "=={a} 節\n", "==[column] 題\n", "==[/column]\n", "//note[題]{\n", "//list[a][題]{\n", "//}\n"),
    *("@<b>{字}", "@<b>{", "@<ruby>{漢, かん}", "@<fn>{a}", "@<m>$x$", "@<href>{https://a.b, 字}", "@<br>{}"),
    *("//image[a][図]{\n", "//footnote[a][注。]\n", "//table[a][題]{\n", "#@# 注\n", "//noindent\n", "}", "@<"),
    *("//}", " * ", " : ", "# 甲\n", "#"),
)  # fmt: skip
_CHAT = (
    *("[LINE] 会のトーク履歴\n", "保存日時：2026/01/01\n", "10:00\t甲\t文。\n", '10:00\t甲\t"文\n', '文"\n', "\t"),
    *("10:01\t乙\t[スタンプ]\n", "2026/01/01(木)\n", "午前8:00\t甲\t\n", "10:00\t"),
)  # fmt: skip
_DIALECTS = (
    *("---\n", "layout: a\n", "著者:: 甲\n", "id:: 1\n", "[甲:: 乙]", "作成日時: 1\n", "<aside>\n", "</aside>\n"),
    *("(a)=\n", "```{note} 題\n", "```{toctree}\n", "```\n", "{ref}`字 <a>`", "{cite}`a`", "{ref}`", "`x`{=html}"),
    *("{% raw %}", "{% endraw %}", "{{ a }}", '--8<-- "a"\n', "--8<--\n", "::a::\n", "::: {.callout-tip}\n"),
    *("[^1]", "[^甲]", "[^1]: 注。\n", '<ol start="3">', "<li>", "</li>", "</ol>", "<ul>", "</ul>", ":::\n"),
    *("*\n", "![bg left:3%](a)", "% 注\n", "`= this.a`"),
)  # fmt: skip
_TEXTILE = (
    *("h1. 題\n", "h2(#a). 節\n", "bq. 文。\n", "bc. a\n", "{code:sh}\n", "{code}\n", "{quote}", "* ", "# ", "|_. 甲 |乙 |\n"),
    *('"字":https://a.b ', "[字|https://a.b]", "!a.png!", "[1]", "@a@", "|", "{panel:title=a}", "fn1. 注。\n"),
)  # fmt: skip
_ORG = (
    *("#+TITLE: 題\n", "* 題\n", "** TODO 節 :a:b:\n", "#+begin_src sh\n", "#+end_src\n", "#+begin_quote\n", "| 甲 | 乙 |\n"),
    *(":PROPERTIES:\n", ":END:\n", "[[https://a.b][字]]", "[[file:a.png]]", "[fn:1] 注。\n", "[fn:1]", "=a=", "|---+---|\n"),
    *("- 字 :: 義\n", "# 注\n", "SCHEDULED: <2026-01-01>\n", "|", "  ", "[cite:@a]", "[cite:"),
)  # fmt: skip
_DOKU = (
    *("====== 題 ======\n", "==== 節 ====\n", "  * 項\n", "  - 項\n", "**字**", "//字//", "\\\\ ", "\\\\\n", "{{a.png|図}}"),
    *("[[頁|字]]", "[[頁]]", "<code sh>\n", "</code>\n", "| 甲 | 乙 |\n", "^ 甲 ^ 乙 ^\n", "((注。))", "((", "))", "__字__"),
    *("''a''", "|", "^", "<nowiki>", "</nowiki>", "~~NOTOC~~\n"),
)  # fmt: skip
_MORE = (
    *("?> 文。\n", "!> 文。\n", "[!INCLUDE [a](b)]\n", "{+字+}", "{++字++}", "{--字--}", "{>>注<<}", "{~~字~>義~~}", "{=="),
    *("==}", '[caption id="a"]', "[/caption]", "[embed]", "[/embed]", '[gallery ids="1"]', "[b]", "[/b]", ":a{b=c}"),
    *(":a[字]{}", "::card\n", "::\n", ":LOGBOOK:\n", ":END:\n", "- TODO 事\n", "###### tags: `a`\n", "[name=甲]", "`r a(b)`"),
    *("```{r}\n", "| 行\n", "|   行\n", "(@) 例\n", "^12^月", ':::image alt-text="図":::\n', "{docsify-ignore}\n", "[a](b ':include')"),
)  # fmt: skip
_POD = (
    *("=head1 題\n", "=over\n", "=item * 項\n", "=item\n\n", "=back\n", "=cut\n", "B<字>", "L<字|a>", "L<a>", "E<lt>", "X<a>", ">"),
    *("=begin a\n", "=end a\n", "=for a\n", "C<"),
)  # fmt: skip
_RARE = (
    *('[details="題"]', "[/details]", "{::comment}", "{:/comment}", "W> 文。\n", "{pagebreak}\n", "[.a: b]\n", "^ 注\n", "# [fit] 題\n"),
    *("theme: a\n", "# (PART) 題\n", "\\@ref(a)", "(ref:a) 図\n", "::: {.panel-tabset}\n", ":::\n", "## 札\n", "#image(a)\n", "#{1}\n"),
    *("{% tabs %}", "<!-- tab 題 -->", "<!-- endtab -->", "#漢字__かんじ__#", "__#", '@import "a"\n', ".. note:: 題\n", ".. image:: a\n"),
    *("   :a: b\n", "   文。\n", "[[TOC]]", "[wiki:A 字]", "{{{", "}}}"),
)  # fmt: skip
_SERIAL = (
    *("【タイトル】\n", "【Nコード】\n", "【本文】\n", "【本文（3行）】\n", "【前書き】\n", "【後書き】\n", "【リアクション】\n", "0件\n"),
    *("--- エピソード1開始 ---\n", "【エピソードタイトル】\n", "【文字数】\n9\n\n【本文】\n", "［＃区切り線］\n", "掲載ページ:\n", "《《それ》》"),
    *("［＃ここから柱］題［＃ここで柱終わり］\n", "あらすじ：\n", "*" * 44 + "\n", "◇\n"),
)  # fmt: skip
_TEXT = ("\n", "\n", "\n\n", "文。", "港の朝は早い。", "漢字", "　", " ", "a b", "```\n", "# 題\n")


def _mixed(marks: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(marks + _TEXT), min_size=1, max_size=40).map("".join)


_ALL = (
    *(_NOVEL, _HATENA, _WIKI, _PUKI, _SCRAP, _TIMES),
    *(_ASCIIDOC, _LATEX, _REST, _REVIEW, _CHAT, _DIALECTS),
    *(_TEXTILE, _ORG, _DOKU, _MORE, _POD, _RARE, _SERIAL),
)
_SHOWN = "\n".join(
    [
        *("[f:id:abc:20200101000000p:plain]", ">||", "a", "||<", ""),
        *("== 題 ==", "'''字''' [[頁]] <ref>甲</ref>", ""),
        *("#contents", "&br;", ""),
        *("[* 字] [a.icon] [字]", ""),
        *("\\documentclass{a} \\section{題}", ""),
        *("= 題", "//note{", "@<b>{字}", "//}", ""),
        *("題", "====", ".. note:: 文", ""),
        *("= 題", "== 節", "[NOTE]", ""),
        *("h1. 題", "h2. 節", ""),
        *("#+TITLE: 題", "* 節", ""),
        *("====== 題 ======", "  * 項", "**字**", ""),
        *("=head1 題", "=head1 題", "=cut", ""),
        *("【文字数】", "9", "【本文】", "文。", ""),
        *("題", "名", "［＃区切り線］", "掲載ページ:", "［＃区切り線］"),
    ]
)


@given(
    st.one_of([_mixed(marks) for marks in (*_ALL, sum(_ALL, ()))]),
    st.sampled_from(
        ["a.txt", "a.md", "a.rst", "a.re", "a.adoc", "a.tex", "a.org", "a.textile", "a.srt", "a.ks"]
    ),
)
def test_every_character_is_spoken_or_skipped(text: str, name: str) -> None:
    _read(name, text)


@pytest.mark.parametrize("begin", _SHOWN.split("\n\n"))
@given(text=st.one_of([_mixed(marks) for marks in (*_ALL, sum(_ALL, ()))]))
def test_every_character_is_spoken_or_skipped_once_the_notation_is_known(begin: str, text: str) -> None:
    _read("a.txt", f"{begin}\n\n{text}\n\n{begin}\n")


def _read(name: str, text: str) -> None:
    source = source_of(Path(name), text)
    try:
        article = parse_article(source, read_front_matter(source))
    except SourceError:
        return
    skipped(article)


SMALL, LARGE = 1_500, 6_000
MOST_GROWTH = 5
_UNITS = {
    "": [
        *("[chapter:", "[chapter:あ", "[chapter:[[rb:", "[[rb:", "[[rb:あ > ", "[[jumpuri:あ > ", "《《", "《《あ《い》", "<i1|"),
        *("[http://a", "[http://a:title=", "`((", "00:00:01,000 --> 00:00:02,000\n", "<v ", "NOTE\n", "作者：甲\n"),
        *("▼目次\n0:00 あ\n", "▼SNS\n@abc\n", "#札 ", "#札\n"),
        *("10:00\t甲\tあ\n", '10:00\t甲\t"あ\n', "[LINE] あ\n"),
    ],
    "hatena": [">||\n", ">|a|\n", ">>\n", "((", "((あ(い)", "*見\n", "@startuml\n", "$lsx("],
    "mediawiki": [
        *("'''", "[[", "[[あ|", "[[File:", "{{", "{{lang|", "{|\n", "<ref>", "<ref>あ", "<ref ", "== ", "== あ\n"),
        *("* あ\n", "== 脚注 ==\n"),
    ],
    "pukiwiki": ["&ruby(", "&ruby(あ){", "&a{", "#a(", "[[あ>", "*あ[#", "&br;", "~\n"],
    "scrapbox": ["[* ", "[あ ", "[あ https://", "code:a\n", " code:a\n", "[https://a"],
    "latex": [
        *("{", "}", "\\a{", "\\section{", "\\footnote{", "\\begin{verbatim}", "\\begin{tabular}{", "$", "\\[", "&"),
        *("\\ruby{あ}", "\\cite{", "\\item[", "\\item ", "\\\\", "\\begin{a}", "\\title{あ", " ", "~", "%"),
    ],
    "review": [
        *("@<b>{", "@<m>$", "//list[a]{\n", "//note[あ]{\n", "//image[a][b]{\n", "= あ\n", " * あ\n", "@<ruby>{あ,"),
        *("\t", "//table{\n", "//table[a][あ]{\nあ\tい\n----\n//}\n", "@<list>{", "//list[a][あ]{\n//}\n"),
    ],
    "rest": [
        *(".. note::\n", ".. a::\n", ".. \n", "   あ\n", "あ::\n", "あ\n==\n", "==\n", ".. note::\n   ", "`", ":a:`"),
        *(":a: あ\n", "あ\n  い\n", "あ\n  い\n   う\n", ".. image:: a\n   :alt: あ\n", ".. figure:: a\n   :alt: あ\n"),
        *(".. [1] あ\n", " .. note::\n  .. tip::\n", "| あ\n", "|a"),
    ],
    "asciidoc": [
        *("= あ\n", "----\n", "....\n-----\n", "|===\n", "| あ", "* あ\n", ". あ\n", "footnote:[", "link:a[", "<<a"),
        *("= あ\nい\n\n", "//\n", "|===\n\n|あ\n\n", "\n|あ\n\n"),
        *("あ:: あ\n", "image::a[", "#あ", "{a", ":a: あ\n", "あ:", "[a", ".あ\n"),
    ],
    "textile": ["h1. あ\n", "bq. あ\n", "bc. あ\n", "{code}\n", '"あ":', "|あ", "|あ|\n", "[あ|", "@あ", "* あ\n"],
    "org": [
        *("* あ\n", "#+begin_src\n", ":PROPERTIES:\n", "[[あ][", "[[あ", "|あ", "|あ|\n", "=あ", "[fn:1]", "あ ::", "  "),
    ],
    "dokuwiki": [
        *("== あ\n", "<code>", "  * あ\n", "|あ", "|あ|\n", "^", "{{あ", "[[あ|", "((", "((あ", "//あ", "\\\\ "),
    ],
    "pod": ["=head1 あ\n", "=item あ\n", "=item\n\n", "=begin\n", "B<", "B<あ", "L<", "L<あ|", "E<"],
}  # fmt: skip
_UNITS |= {
    "serial": ["【タイトル】\n", "【本文】\n", "【後書き】\nあ\n", "【リアクション】\n", "--- エピソード1開始 ---\n", "【目次】\n§ あ\n"],
    "download": ["［＃区切り線］\n", "［＃ここから柱］\n", "［＃ここから柱］あ［＃ここで柱終わり］\n", "あらすじ：\n", "掲載ページ:\n"],
}  # fmt: skip
_BEGINS = dict(zip(_UNITS, ["", *_SHOWN.split("\n\n")], strict=True))


def _calls(name: str, text: str) -> int:
    source = source_of(Path(name), text)
    front = read_front_matter(source)
    with cProfile.Profile() as profiler:
        parse_article(source, front)
    return sum(calls for _, calls, *_ in pstats.Stats(profiler).stats.values())  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "unit"), [(n, u) for n, units in _UNITS.items() for u in units], ids=ascii)
def test_calls_grow_with_the_text_and_not_with_its_square(name: str, unit: str) -> None:
    counted = [
        _calls("a.txt", f"{_BEGINS[name]}\n\n{unit * (size // len(unit.encode()))}\n\n本文です。\n")
        for size in (SMALL, LARGE)
    ]
    assert counted[1] < MOST_GROWTH * max(counted[0], 4_000)


@pytest.mark.parametrize(
    "unit",
    [
        *("---\na: b\n", "\n---\na: b\n", "a:: b\n", "a::\n", "[a:: ", "```{toctree}\n", "```{note}\n", "{ref}`"),
        *("{% raw %}", "{% raw %}{{ a }}", "--8<--\n", '--8<-- "a"\n', "::a::\n", "::: {.callout-a}\n", "[^a]"),
        *("?> あ\n", "[!INCLUDE ", "{++", "{--", "{~~", "{>>", "{==", "[caption ", "[embed]", "[b]", "[/b]", ":a{"),
        *(":a[", "::a\n", "::\n", ":LOGBOOK:\n", "`r a", "| あ\n", "(@) あ\n", "^12^", ':::image a="', "[a](b '"),
        *('[details="あ"]', "[details=", "{::comment}", "W> あ\n", "{a}\n", "[.a: b]\n", "^ あ\n", "\\@ref(", "(ref:a) あ\n"),
        *("::: {.panel-tabset}\n", "#image(", "{% tabs %}<!-- tab あ", "#あ__", "#あ__い__#", "@import ", ".. note::\n"),
        *(".. image::\n", ".. image::\n   あ\n"),
        *("<ol>", "<ol><li>", "<li>あ", "</ol>", "# a\n\na: b\n", "`= this.", "`a`{=", "(a)=\n", "[^1", "*\n"),
    ],
    ids=ascii,
)  # fmt: skip
def test_calls_grow_in_markdown_too(unit: str) -> None:
    counted = [
        _calls("a.md", f"{unit * (size // len(unit.encode()))}\n\n本文です。\n") for size in (SMALL, LARGE)
    ]
    assert counted[1] < MOST_GROWTH * max(counted[0], 4_000)


@pytest.mark.parametrize("gap", ["\t", " "])
def test_a_long_gap_in_latex_is_passed_once(gap: str) -> None:
    held = f"文。\n\n{gap * 60_000}\n\n\\section{{二}}\n文。\n{gap * 60_000}字{gap * 60_000}\\item あ\n"
    source = source_of(
        Path("a.tex"),
        f"\\documentclass{{a}}\n\\begin{{document}}\n\\section{{一}}\n{held}\\end{{document}}\n",
    )
    begun = time.perf_counter()
    parse_article(source, read_front_matter(source))
    assert time.perf_counter() - begun < 3
