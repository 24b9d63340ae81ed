r"""What it takes to understand 1 MB of one construct, and 2 MB: from the file to its article, nothing said.

    python benchmarks/structure.py [--mb N] [NAME ...]

CPU seconds for each construct whose name holds one of the NAMEs, or for all; the slowest first, with the
growth to twice as much: 2 is linear, 4 quadratic. Behind each stands what it is made of and the command
that times it alone.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.source import read_source
from narrate.errors import NarrateError

PROSE = "港に朝が来て、三隻の船が沖へ出た。波は低く、風は東から吹いていた。"
LEAST_S, MOST_GROWTH = 5.0, 2.3


class Construct(NamedTuple):
    """A file of this suffix: a head, then a piece again and again (``{n}`` is its number), then a foot."""

    suffix: str
    piece: str
    head: str = ""
    foot: str = "\n\n本文です。\n"

    def text(self, byte_count: int) -> str:
        """So many bytes of it."""
        count = byte_count // len(self.piece.encode()) + 1
        if "{n}" not in self.piece:
            return self.head + self.piece * count + self.foot
        return self.head + "".join(self.piece.replace("{n}", str(n)) for n in range(count)) + self.foot


def nested(suffix: str, opened: str, closed: str) -> Construct:
    """Twenty levels, again and again."""
    return Construct(suffix, opened * 20 + "あ" + closed * 20 + "\n\n")


NOVEL = f"　{PROSE * 4}\n　「おはよう」\n　{PROSE * 2}\n\n"
RULE = "-" * 55
AOZORA = f"題\n名\n\n{RULE}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n{RULE}\n\n"
HATENA = ">||\na\n||<\n[http://a.example/:title]\n[f:id:a:1j:image]\n"
MEDIAWIKI = "{{a}}\n'''港'''は[[町]]である。\n== 港 ==\n[[Category:港]]\n"
PUKIWIKI = "#contents\n*港 [#abcdef]\n&ruby(みなと){港};\n"
SCRAPBOX = "題\n[a.icon]\n[** 港]\n[*** 町]\ncode:a\n b\n"
WRAPPED = "　港に朝が来て、三隻の船が沖へ出た。波は低く、風は東から吹いていたが、\n網は空のままだった。\n"
CONSTRUCTS = {
    "novel": Construct("txt", NOVEL),
    "novel, chapters": Construct("txt", f"第{{n}}章　港\n\n{NOVEL * 20}"),
    "novel, one line": Construct("txt", PROSE),
    "novel, wrapped": Construct("txt", WRAPPED),
    "essay in Markdown": Construct("md", f"## 港\n\n{PROSE * 4}\n\n{PROSE * 2}**強く**[港](http://a.example/)。\n\n"),
    "lines": Construct("txt", "a\n"),
    "lines of kana": Construct("txt", "あ\n"),
    "lines apart": Construct("txt", "a\n\n"),
    "lines all different": Construct("txt", "港{n}\n"),
    "sentences": Construct("txt", "船が出た。\n"),
    "speech": Construct("txt", "「ああ」\n"),
    "speech all different": Construct("txt", "「港{n}」\n"),
    "squares": Construct("txt", "■港\n"),
    "brackets": Construct("txt", "【港】\n"),
    "numbers": Construct("txt", "{n}. 港\n"),
    "numbers alone": Construct("txt", "{n}\n船が出た。\n"),
    "kanji numbers": Construct("txt", "一、港\n"),
    "articles of a law": Construct("txt", "第一条　港\n"),
    "questions": Construct("txt", "Q1 港\n船が出た。\n"),
    "bullets": Construct("txt", "・港\n"),
    "labels": Construct("txt", "場所：港\n"),
    "rules": Construct("txt", "----\n"),
    "scene breaks": Construct("txt", "港\n\n＊\n\n"),
    "rules under lines": Construct("txt", "港\n----\n"),
    "rules around lines": Construct("txt", "----\n港\n----\n"),
    "round brackets": Construct("txt", "(\n"),
    "square brackets": Construct("txt", "[\n"),
    "indents": Construct("txt", "　港\n"),
    "indents deep": Construct("txt", "          a\n"),
    "blank lines": Construct("txt", "\n"),
    "spaces": Construct("txt", " "),
    "navigation": Construct("txt", "ホーム > 港\n"),
    "buttons": Construct("txt", "Facebook\n"),
    "bars": Construct("txt", "ホーム | 検索 | 閉じる\n"),
    "captions": Construct("txt", "写真：港\n"),
    "bylines": Construct("txt", "文・山田 太郎\n"),
    "dates": Construct("txt", "2024年1月2日\n"),
    "contents": Construct("txt", "港{n} …… {n}\n", "目次\n"),
    "times": Construct("txt", "0:00 港\n"),
    "addresses": Construct("txt", "https://a.example/\n"),
    "mail": Construct("txt", "> 港\n", "From: a@example.com\nSubject: 港\nDate: Mon, 1 Jan 2024\n\n"),
    "copyright": Construct("txt", "Copyright 2024 A\n"),
    "notices": Construct("txt", "無断転載を禁じます\n"),
    "subtitles": Construct("txt", "1\n00:00:01,000 --> 00:00:02,000\n船が出た。\n\n"),
    "subtitles, WebVTT": Construct("txt", "00:01.000 --> 00:02.000\n船\n\n", "WEBVTT\n\n"),
    "ruby": Construct("txt", "漢字《かんじ》\n"),
    "ruby opened": Construct("txt", "｜漢《\n"),
    "emphasis dots": Construct("txt", "《《港》》\n"),
    "pixiv chapters": Construct("txt", "[chapter:港]\n"),
    "pixiv pages": Construct("txt", "港\n[newpage]\n"),
    "pixiv ruby": Construct("txt", "[[rb:港 > みなと]]"),
    "Aozora ruby": Construct("txt", "港《みなと》\n", AOZORA),
    "Aozora ruby opened": Construct("txt", "｜港《", AOZORA),
    "Aozora notes": Construct("txt", "［＃３字下げ］港\n", AOZORA),
    "Aozora headings": Construct("txt", "港［＃「港」は中見出し］\n", AOZORA),
    "Aozora headings around": Construct("txt", "［＃中見出し］港［＃中見出し終わり］\n", AOZORA),
    "Aozora dots": Construct("txt", "港［＃「港」に傍点］", AOZORA),
    "Aozora pages": Construct("txt", "［＃改ページ］\n", AOZORA),
    "Aozora notes opened": Construct("txt", "［＃", AOZORA),
    "Aozora gaiji": Construct("txt", "※［＃「魚＋生」、第3水準1-94-39］\n", AOZORA),
    "Aozora accents": Construct("txt", "〔e'tude〕\n", AOZORA),
    "Aozora repeats": Construct("txt", "／＼\n", AOZORA),
    "Aozora lines": Construct("txt", "あ\n", AOZORA),
    "Hatena headings": Construct("txt", "*港\n", HATENA),
    "Hatena notes": Construct("txt", "((港。))\n", HATENA),
    "MediaWiki headings": Construct("txt", "== 港 ==\n", MEDIAWIKI),
    "MediaWiki templates": Construct("txt", "{{a|b}}\n", MEDIAWIKI),
    "MediaWiki opened": Construct("txt", "{{", MEDIAWIKI),
    "PukiWiki headings": Construct("txt", "*港 [#a1b2c3]\n", PUKIWIKI),
    "PukiWiki lists": Construct("txt", "-港\n", PUKIWIKI),
    "Scrapbox headings": Construct("txt", "[** 港]\n", SCRAPBOX),
    "Scrapbox lists": Construct("txt", " 港\n", SCRAPBOX),
    "Markdown in plain text": Construct("txt", "# 港\n\n船が出た。\n\n"),
    "paragraphs": Construct("md", "a\n\n"),
    "lines in Markdown": Construct("md", "a\n"),
    "breaks": Construct("md", "a  \n"),
    "headings": Construct("md", "# a\n"),
    "headings, empty": Construct("md", "#\n"),
    "headings, underlined": Construct("md", "a\n=\n"),
    "items": Construct("md", "- a\n"),
    "items, stars": Construct("md", "* a\n"),
    "items, empty": Construct("md", "- \n"),
    "items, numbered": Construct("md", "1. a\n"),
    "items, brackets": Construct("md", "1) a\n"),
    "items apart": Construct("md", "- a\n\n"),
    "items of two kinds": Construct("md", "- a\n* a\n"),
    "items inside items": Construct("md", "- a\n  - b\n"),
    "tasks": Construct("md", "- [ ] a\n"),
    "quotations": Construct("md", "> a\n\n"),
    "quotations, lines": Construct("md", "> a\n"),
    "quotations, deep": Construct("md", "> > > > a\n\n"),
    "fences": Construct("md", "```\na\n```\n"),
    "fences opened": Construct("md", "```\n", foot=""),
    "fences, waves": Construct("md", "~~~\na\n~~~\n"),
    "code, indented": Construct("md", "    a\n\nb\n\n"),
    "rules in Markdown": Construct("md", "***\n"),
    "tables": Construct("md", "|\n|-\n"),
    "tables, filled": Construct("md", "|a|\n|-|\n|b|\n\n"),
    "rows": Construct("md", "| a | b |\n", "| a | b |\n|---|---|\n"),
    "rows, narrow": Construct("md", "|a\n", "|a|\n|-|\n"),
    "footnotes": Construct("md", "a[^{n}]\n\n[^{n}]: b\n\n"),
    "footnotes, one": Construct("md", "[^1]", foot="\n\n[^1]: a\n"),
    "footnotes, unused": Construct("md", "[^{n}]: a\n"),
    "footnotes, in the text": Construct("md", "a^[b]"),
    "definitions of links": Construct("md", "[{n}]: b\n"),
    "definitions": Construct("md", "a\n: b\n\n"),
    "links": Construct("md", "[a](b)"),
    "links, opened": Construct("md", "[a]("),
    "images": Construct("md", "![a](b)"),
    "images, paragraphs": Construct("md", "![a](b)\n\n"),
    "links by reference": Construct("md", "[a][b]", "[b]: c\n\n"),
    "autolinks": Construct("md", "<http://a.example>"),
    "brackets opened": Construct("md", "["),
    "brackets in brackets": nested("md", "[", "]"),
    "stars": Construct("md", "*a* "),
    "stars opened": Construct("md", "*a "),
    "stars closed": Construct("md", "a**"),
    "underscores": Construct("md", "_a_ "),
    "strikes": Construct("md", "~~a~~"),
    "code in the text": Construct("md", "`a`"),
    "code opened": Construct("md", "`a`` "),
    "entities": Construct("md", "&amp;"),
    "escapes": Construct("md", "\\*"),
    "HTML, items": Construct("md", "<li>a"),
    "HTML, paragraphs": Construct("md", "<p>a</p>\n"),
    "HTML, divisions": Construct("md", "<div>"),
    "HTML, divisions closed": nested("md", "<div>", "</div>"),
    "HTML, headings": Construct("md", "<h2>a</h2>\n"),
    "HTML, rows": Construct("md", "<tr><td>a<td>b", "<table>"),
    "HTML, breaks": Construct("md", "a<br>"),
    "HTML, bold": Construct("md", "<b>a</b>"),
    "HTML, tags opened": Construct("md", "<a "),
    "HTML, comments": Construct("md", "<!-- a -->\n"),
    "HTML, comments opened": Construct("md", "<!--"),
    "HTML, ruby": Construct("md", "<ruby>港<rt>みなと</rt></ruby>"),
    "HTML, details": Construct("md", "<details><summary>a</summary>b</details>\n"),
    "HTML, scripts": Construct("md", "<script>a</script>\n"),
    "raised": Construct("md", "10<sup>6</sup>"),
    "containers": Construct("md", ":::message\na\n:::\n\n"),
    "containers opened": Construct("md", ":::message\n"),
    "alerts": Construct("md", "> [!NOTE]\n> a\n\n"),
    "admonitions": Construct("md", "!!! note\n    a\n\n"),
    "attributes": Construct("md", "# a {#b}\n\n"),
    "shortcodes": Construct("md", "{{< a >}}\n"),
    "shortcodes opened": Construct("md", "{{< a "),
    "template tags": Construct("md", "{% a %}b{% enda %}\n"),
    "wiki links": Construct("md", "[[a|b]]"),
    "embeds": Construct("md", "![[a]]\n"),
    "cards": Construct("md", "@[card](http://a.example)\n"),
    "Obsidian comments": Construct("md", "%%a%%\n"),
    "highlights": Construct("md", "==a=="),
    "emoji codes": Construct("md", ":tada:"),
    "tags": Construct("md", "#a #b\n\n"),
    "maths": Construct("md", "$x$ "),
    "maths opened": Construct("md", "$"),
    "maths displayed": Construct("md", "$$\nx+y\n$$\n"),
    "ruby in Markdown": Construct("md", "{港|みなと}"),
    "contents in Markdown": Construct("md", "- [a](#a)\n"),
    "languages in a row": Construct("md", "[English](a) | [日本語](b)\n\n"),
    "ways back": Construct("md", "[a](#a)<br>"),
    "MDX imports": Construct("mdx", "import a from 'b'\n\n"),
    "MDX expressions": Construct("mdx", "{a}\n\n"),
    "MDX components": Construct("mdx", '<A title="b">\n\nc\n\n</A>\n\n'),
    "front matter, keys": Construct("md", "a{n}: b\n", "---\ntitle: 港\n", "---\n\n本文です。\n"),
    "front matter, a list": Construct("md", "  - a\n", "---\ntitle: 港\ntags:\n", "---\n\n本文です。\n"),
    "front matter, brackets": Construct("md", "[", "---\ntitle: 港\ntags: ", "\n---\n\n本文です。\n"),
    "front matter, TOML": Construct("md", "a{n} = 1\n", '+++\ntitle = "港"\n', "+++\n\n本文です。\n"),
    "front matter, lexicon": Construct(
        "md", "  - {surface: 港{n}, reading: ミナト}\n", "---\nlexicon:\n", "---\n\n本文です。\n"
    ),
}  # fmt: skip


_OBJECTS_BETWEEN_COLLECTIONS = 1_000_000
"""As the command has it."""


def seconds(construct: Construct, byte_count: int) -> float:
    """The CPU time from the file to the article; one that is refused is timed too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"essay.{construct.suffix}"
        path.write_text(construct.text(byte_count), encoding="utf-8", newline="")
        gc.collect()
        begun = time.process_time()
        try:
            source = read_source(path)
            parse_article(source, read_front_matter(source))
        except NarrateError as error:
            print(f"{construct.piece!r}: {error.problem}", file=sys.stderr)
        return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mb", type=float, default=1)
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    chosen = [
        name for name in CONSTRUCTS if not arguments.names or any(part in name for part in arguments.names)
    ]
    byte_count = int(arguments.mb * 1_000_000)
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    for suffix in ("txt", "md"):  # modules are loaded for these
        seconds(Construct(suffix, PROSE), 1000)
    found = []
    for name in chosen:
        construct = CONSTRUCTS[name]
        once, twice = (seconds(construct, count) for count in (byte_count, 2 * byte_count))
        found.append((once, twice / once, name))
    for once, growth, name in sorted(found, reverse=True):
        mark = "!" if once > LEAST_S * arguments.mb or (growth > MOST_GROWTH and once > 0.2) else " "
        piece = CONSTRUCTS[name]
        command = f"python {sys.argv[0]} '{name}'"
        print(f"{mark} {once:6.2f} s  x {growth:.2f}  {piece.suffix:3} {piece.piece[:24]!r:30} {command}")
    print(f"{len(found)} constructs, {arguments.mb:g} MB")


if __name__ == "__main__":
    main()
