"""Which reader a file gets: by its name, and by what stands in it where that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.article.markdown.likeness import looks_like_markdown
from narrate.article.source import read_source
from narrate.errors import SourceError
from prose import LONG, read_article, skipped, texts

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "the text is written in Markdown and read as that"
MARKDOWN = f"# 旅のしおり\n\n## 一日目\n\n**港**まで歩く。[地図](https://map.example/port)は駅で。\n\n- 登る\n- 帰る\n\n> {LONG}\n"


def test_markdown_in_a_text_file_is_read_as_markdown_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(MARKDOWN, encoding="utf-8")
    article = read_article(path)
    assert texts(article)[:3] == [
        "title: 旅のしおり",
        "heading: 一日目",
        "paragraph: 港まで歩く。地図は駅で。",
    ]
    assert NOTE in article.notes


@pytest.mark.parametrize("suffix", [".md", ".mdx", ".qmd", ".Rmd", ".markdown"])
def test_markdown_by_its_name_is_read_without_a_note(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("# 釜を洗う\n\n**冷めてから**洗う。\n", encoding="utf-8")
    article = read_article(path)
    assert texts(article) == ["title: 釜を洗う", "paragraph: 冷めてから洗う。"]
    assert article.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "# 一\n\n文。\n\n# 二\n\n文。\n",
        "# 一\n\n[文](https://a.example/)\n",
        "**太字**の文と**太字**の文。\n\n```\ncode\n```\n",
        "| a | b |\n|---|---|\n| c | d |\n\n![絵](a.png)と[文](b.html)\n",
    ],
)
def test_several_constructs_make_markdown(text: str) -> None:
    assert looks_like_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        f"霧の港\n\n{LONG}\n",
        f"# 霧の港\n\n{LONG}\n",
        "#読書 #日記\n\n#港\n文。\n",
        "* 一つ\n* 二つ\n\n> 引用\n> 引用\n\n---\n\n文。\n",
        "** お知らせ **\n\n文。\n\n** お願い **\n",
        "３＊４＊５は*印が多い。\n第［1］章（一）。a[1](二)\n",
        "====\n見出し\n====\n\n- 文\n- 文\n",
    ],
)
def test_a_hash_or_a_star_alone_makes_none(text: str) -> None:
    assert not looks_like_markdown(text)


NOTED = {
    ".rst": "港\n==\n\n.. note:: 早い。\n\n船が出た。\n",
    ".re": "= 港\n\n//note{\n早い。\n//}\n\n船が@<b>{出}た。\n",
    ".adoc": "= 港\n\nNOTE: 早い。\n\n船が出た。\n",
    ".tex": "\\section{港}\n早い。\n\n船が\\textbf{出}た。\n",
    ".org": "#+TITLE: 港\n早い。\n\n船が出た。\n",
    ".textile": "h1. 港\n\n早い。\n\n船が出た。\n",
    ".pod": "=head1 港\n\n早い。\n\n船がB<出>た。\n",
    ".mediawiki": "= 港 =\n早い。\n\n船が'''出'''た。\n",
}


@pytest.mark.parametrize(("suffix", "text"), NOTED.items())
def test_a_notation_by_its_name_is_read_however_few_marks_show_it(
    tmp_path: Path, suffix: str, text: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(text, encoding="utf-8")
    article = read_article(path)
    spoken = [line.partition(": ")[2] for line in texts(article)]
    assert [line for line in spoken if line != "注"] == ["港", "早い。", "船が出た。"]
    assert article.notes == ()
    skipped(article)


CONSTRUCTS = {
    "a.re": [
        ("= 港 @<href>{https://a.example,甲}\n\n船が出た。\n", ["title: 港 甲", "paragraph: 船が出た。"]),
        ("= 港\n\n# 甲さん、いつもありがとう。\n", ["title: 港", "paragraph: # 甲さん、いつもありがとう。"]),
        ("= 港\n\n#@# 覚え\n船が出た。\n", ["title: 港", "paragraph: 船が出た。"]),
    ],
    "a.adoc": [
        ("= 港\n\n(((船)))\n((船))が出た。(((港, 船)))\n", ["title: 港", "paragraph: 船が出た。"]),
        ("= 港\n\n////\n== Harbour\n((a)) left.\n////\n船が出た。\n", ["title: 港", "paragraph: 船が出た。"]),
    ],
    "a.org": [
        ("#+TITLE: 港\n\n船[cite:@ship;@port]が出た[cite/t:@a]。\n", ["title: 港", "paragraph: 船が出た。"]),
    ],
    "a.tex": [
        ("\\section{港}\n\n命令\\verb+\\clear*+と\\lstinline|a_b|がある。\n", ["heading: 港", "paragraph: 命令\\clear*とa_bがある。"]),
        ("\\section{港}\n\n印\\verb|`%|がある。\n", ["heading: 港", "paragraph: 印`%がある。"]),
    ],
    "a.rst": [
        (
            "====\n港\n====\n\n.. note:: \n   早い。\n\n.. left over\n.. again\n\n`船 <https://a.example>`_ が出た:\n\n.. code-block:: none\n\n    a\n",
            ["title: 港", "paragraph: 早い。", "paragraph: 船 が出た:", "announcement: コードは省略します。"],
        ),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "lines"), [(name, *case) for name, cases in CONSTRUCTS.items() for case in cases]
)
def test_what_books_and_manuals_hold_is_read_as_they_mean_it(
    tmp_path: Path, name: str, text: str, lines: list[str]
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    article = read_article(path)
    assert texts(article) == lines
    skipped(article)


@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
def test_one_subtitle_is_one_by_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\n船が出た。\n", encoding="utf-8")
    assert texts(read_article(path)) == ["paragraph: 船が出た。"]


REFUSED = {
    "paper.pdf": ("PDF", "make a text of it first: pdftotext -layout {path} {stem}.txt"),
    "note.ipynb": ("Jupyter Notebook", "make a text of it first: jupyter nbconvert --to markdown {path}"),
    "a.typ": ("Typst", "make a text of it first: pandoc -t markdown {path} -o {stem}.md"),
    "a.rtf": ("RTF", "open it in its program and save it as .docx"),
    "a.doc": ("Word 97-2003", "open it in its program and save it as .docx"),
    "a.odt": ("OpenDocument", "open it in its program and save it as .docx"),
    "a.PAGES": ("Pages", "open it in its program and save it as .docx"),
    "a.jtd": ("Ichitaro", "open it in its program and save it as .docx"),
    "a.mobi": ("Kindle", "make an EPUB of it, as Calibre does"),
    "a.azw3": ("Kindle", "make an EPUB of it, as Calibre does"),
    "a.mhtml": ("a web archive", "save the page as HTML only"),
    "a.tar.gz": ("a packed archive", "unpack it and give the text itself"),
    "a.lzh": ("a packed archive", "unpack it and give the text itself"),
    "a.JPG": ("a picture", "narrate reads no text out of pictures; give the text itself"),
    "a.mp3": ("sound", "give the article itself"),
    "a.mp4": ("a film", "give the article itself"),
    "a.json": ("JSON", "save its text as a .txt or .md file"),
    "a.yaml": ("YAML", "save its text as a .txt or .md file"),
    "a.csv": ("a table", "save its text as a .txt or .md file"),
    "a.xlsx": ("Excel", "save its text as a .txt or .md file"),
}


@pytest.mark.parametrize(("name", "told"), REFUSED.items())
def test_what_narrate_does_not_read_is_refused_by_name_with_what_helps(
    tmp_path: Path, name: str, told: tuple[str, str]
) -> None:
    path = tmp_path / name
    path.write_text(LONG, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        read_source(path)
    format_, hint = told
    help_ = hint.format(path=path, stem=path.with_suffix(""))
    assert str(refused.value) == f"{path}: this is {format_}, which narrate does not read; {help_}"
    assert refused.value.exit_code == 3


MARKED = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "RTF": b"{\\rtf1\\ansi\\ansicpg932 \\'96\\'b6}",
    "a packed archive": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "sound": b"ID3\x04\x00\x00\x00\x00\x00\x00",
    "Kindle": b"a" * 60 + b"BOOKMOBI",
    "PostScript": b"%!PS-Adobe-3.0\n",
    "Jupyter Notebook": b'{"cells": [{"cell_type": "markdown", "source": ["a"]}], "nbformat": 4}',
}
ALSO_MARKED = [
    (b"BZh91AY&SY\x00", "a packed archive"), (b"\xfd7zXZ\x00", "a packed archive"),
    (b"7z\xbc\xaf\x27\x1c\x00", "a packed archive"), (b"Rar!\x1a\x07\x00", "a packed archive"),
    (b"\x20\x00-lh5-" + b"\x01" * 13 + b"\x01", "a packed archive"), (b"a" * 257 + b"ustar\x00", "a packed archive"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"), (b"GIF89a\x01\x00\x01\x00", "a picture"),
    (b"RIFF\x00\x00\x00\x00WEBP", "a picture"), (b"\x00\x00\x00\x18ftypheic\x00", "a picture"),
    (b"RIFF\x00\x00\x00\x00WAVE", "sound"), (b"OggS\x00", "sound"), (b"fLaC\x00", "sound"),
    (b"\xff\xfb\x90\x00", "sound"), (b"RIFF\x00\x00\x00\x00AVI ", "a film"), (b"\x7fELF\x02\x01", "a program"), (b"\x00\x00\x00\x18ftypisom\x00\x00", "a film"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "format_"), [*((d, n) for n, d in MARKED.items()), *ALSO_MARKED])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a"])
def test_what_a_file_is_shows_whatever_it_is_called(
    tmp_path: Path, name: str, data: bytes, format_: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data + b"\x00\xff" * 40 if b"\x00" in data else data)
    with pytest.raises(SourceError, match=f"this is {format_}, which narrate does not read; "):
        read_source(path)


def test_the_command_for_it_does_not_write_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "my paper.txt"
    path.write_bytes(MARKED["PDF"])
    with pytest.raises(SourceError) as refused:
        read_source(path)
    assert refused.value.hint.endswith(f"-layout '{path}' '{tmp_path}/my paper-text.txt'")


@pytest.mark.parametrize(
    "text",
    [
        "PDF（%PDF-で始まる）の話。\n",
        "ID3タグの話。\n",
        "GIF89aという形式の話。\n",
        "BMという会社の話。\n",
        "Rar!という掛け声の話。\n",
        "RIFFの話、WAVEの話。\n",
        '{ "cells" }という語の話。\n',
    ],
)
def test_a_text_about_formats_is_a_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert read_source(path).text == text


@pytest.mark.parametrize(
    ("name", "text", "spoken"),
    [
        (
            "a.qmd",
            "# 港\n\n::: {.callout-note}\n早い。\n:::\n\n```{r}\nplot(1)\n```\n\n船が出た。\n",
            "早い。",
        ),
        (
            "a.Rmd",
            "# 港\n\n早い。\n\n```{r, echo=FALSE}\nplot(1)\n```\n\n値は`r 1 + 1`です。船が出た。\n",
            "早い。",
        ),
        (
            "a.mdx",
            "import A from './a'\n\n# 港\n\n<A>早い。</A>\n\nexport const b = 1\n\n船が出た。\n",
            "早い。",
        ),
    ],
)
def test_what_markdown_carries_of_programs_is_not_spoken(
    tmp_path: Path, name: str, text: str, spoken: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    article = read_article(path)
    said = "\n".join(texts(article))
    assert "title: 港" in said
    assert spoken in said
    assert not any(word in said for word in ("plot", "import", "export", "callout", "echo"))
    skipped(article)


DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'{DECLARED}<rss version="2.0"><channel/></rss>', "this is a feed, not an article"),
        (f'{DECLARED}<!-- 浜の便り -->\n<feed xmlns="http://www.w3.org/2005/Atom"/>', "this is a feed"),
        (
            f'{DECLARED}<?xml-stylesheet href="a.xsl"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"/>',
            "this is a feed",
        ),
        ('\ufeff<rss version="2.0"><channel/></rss>', "this is a feed"),
        (
            f'{DECLARED}<article xmlns="http://docbook.org/ns/docbook"><para>朝。</para></article>',
            "this is DocBook",
        ),
        (f"{DECLARED}<!DOCTYPE TEI [<!ELEMENT p ANY>]>\n<TEI><p>朝が来た。</p></TEI>", "this is XML, which"),
        (f'{DECLARED}<opml version="2.0"/>', "this is OPML"),
    ],
)
def test_xml_that_is_no_page_is_told_by_what_it_is(tmp_path: Path, text: str, told: str) -> None:
    for name in ("a.xml", "a.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SourceError, match=told):
            read_source(path)


@pytest.mark.parametrize(
    "text",
    [
        f"{DECLARED}<!DOCTYPE html>\n<html><body><p>朝が来た。</p></body></html>",
        f"{DECLARED}<HTML><body><p>朝が来た。</p></body></HTML>",
        "<rss> の話。\n\n朝が来た。\n",
        "<?xml の話。\n\n朝が来た。\n",
        DECLARED + "<!-- -->" * 9_000 + "<html><p>朝が来た。</p></html>",
        DECLARED + "<!--" * 9_000,
    ],
)
def test_a_page_in_xml_and_a_text_about_it_are_read(tmp_path: Path, text: str) -> None:
    for name in ("a.txt", "a.html"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert read_source(path).text
    part = tmp_path / "part.html"
    part.write_text(f"{DECLARED}<div><p>朝が来た。</p></div>", encoding="utf-8")
    assert read_source(part).text
