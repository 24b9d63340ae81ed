"""What an edition is called: readable, the same each time, and safe on every disk and in every address."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import UsageError
from narrate.production.request import Request, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("港の朝", "港の朝"),
        ("港の朝　――第一回", "港の朝-第一回"),
        ("Python入門（上）", "Python入門-上"),
        ("ﾐﾅﾄ①", "ミナト1"),
        ("が", "が"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("../../etc/passwd", "etc-passwd"),
        ("...", "article"),
        ("！？", "article"),
        ("名前. ", "名前"),
        ("CON", "CON_"),
        ("con.txt", "con_.txt"),
        ("Nul", "Nul_"),
        ("com1", "com1_"),
        ("LPT９", "LPT9_"),
        ("COM¹", "COM1_"),
        ("console", "console"),
        ("beacon", "beacon"),
        ("浜.con", "浜.con"),
        ("com10", "com10"),
        ("a.words", "a-words"),
        ("あ" * 300, "あ" * 66),
        ("あ" * 66 + ".え", "あ" * 66),
    ],
)
def test_a_title_becomes_a_name(title: str, slug: str) -> None:
    assert slug_of(Path("-"), title) == slug


@pytest.mark.parametrize("title", ["index", "Index", "INDEX!"])
def test_the_front_page_of_a_site_is_nobodys(title: str) -> None:
    with pytest.raises(UsageError, match="that is the site's front page"):
        slug_of(Path("-"), title)


_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


@given(st.text())
def test_any_title_is_a_name_on_every_disk(title: str) -> None:
    try:
        slug = slug_of(Path("-"), title)
    except UsageError:
        return
    assert slug
    assert len(f"{slug}.chapters.json".encode()) <= 255
    assert not set(slug) & set('\0/\\:*?"<>|\n\t ')
    assert slug[0] not in ".-"
    assert slug[-1] not in ".-"
    assert slug.partition(".")[0].lower() not in _DEVICES


@given(st.text())
def test_a_name_stays_what_it_is(title: str) -> None:
    try:
        slug = slug_of(Path("-"), title)
    except UsageError:
        return
    assert slug_of(Path("-"), slug) == slug


def test_a_request_says_whether_its_article_is_piped_in() -> None:
    assert Request(Path("-")).is_piped_in
    assert not Request(Path("a.md")).is_piped_in
    with pytest.raises(UsageError, match="slug is 'a/b'; it must be a file name"):
        Request(Path("-"), slug="a/b")
