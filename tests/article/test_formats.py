"""Which reader a file gets: by its name, and by what stands in it where that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.article.likeness import looks_like_markdown
from narrate.article.source import read_source
from narrate.errors import SourceError
from prose import LONG, read_article, texts

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


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.html", "HTML"), ("a.HTM", "HTML"), ("a.rst", "reStructuredText"), ("a.re", "Re:VIEW"),
        ("a.adoc", "AsciiDoc"), ("a.tex", "LaTeX"), ("a.pdf", "PDF"),
        ("a.org", "Org"), ("a.rtf", "RTF"), ("a.odt", "OpenDocument"), ("a.ipynb", "Jupyter Notebook"),
    ],
)  # fmt: skip
def test_what_narrate_does_not_read_is_refused_by_name(tmp_path: Path, name: str, format_: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\0\0" if name.endswith("x") else LONG.encode())
    with pytest.raises(
        SourceError, match=f"this is {format_}, which narrate does not read; save its text as"
    ):
        read_source(path)


@pytest.mark.parametrize(
    "head", ["<!DOCTYPE html>\n", "\n<html lang='ja'>", "<?xml version='1.0'?>\n<!doctype HTML>"]
)
def test_a_page_of_the_web_under_another_name_is_refused(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{head}<body>{LONG}</body>", encoding="utf-8")
    with pytest.raises(SourceError, match="this is HTML"):
        read_source(path)


@pytest.mark.parametrize(("name", "format_"), [("a.docx", "Word"), ("a.EPUB", "EPUB")])
def test_a_document_that_is_no_archive_is_told_so(tmp_path: Path, name: str, format_: str) -> None:
    path = tmp_path / name
    path.write_text(LONG, encoding="utf-8")
    with pytest.raises(SourceError, match=f"this is no {format_} file, or a damaged one; get the file again"):
        read_source(path)


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a"])
def test_an_old_or_locked_document_of_office_is_told_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(SourceError, match=r"old document of Office, or .* password; open it in Word"):
        read_source(path)


def test_what_word_keeps_while_a_document_is_open_is_told(tmp_path: Path) -> None:
    path = tmp_path / "~$water.docx"
    path.write_bytes(b"\x05mill." + b"\0" * 156)
    with pytest.raises(SourceError, match="Word keeps this file while a document is open; give the document"):
        read_source(path)
