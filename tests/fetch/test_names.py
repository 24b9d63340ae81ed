"""Names of kept files: by the address where that says something, else by the title."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.fetch.names import fit_name, free_name, name_for
from narrate.production.request import slug_of

TITLE = "港の灯り"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/2026/11/harbour-light/", "harbour-light"),
        ("/2026/11/harbour-light.html", "harbour-light"),
        ("/harbour_light.php?id=3", "harbour-light"),
        ("/harbour-light/index.html", "harbour-light"),
        ("/harbour-light-3f2a9c8d1e2b", "harbour-light"),
        ("/blog/harbour2026", "harbour2026"),
        ("/%E6%B8%AF%E3%81%AE%E8%A9%B1/", "港の話"),
        ("/%EF%BD%8Ahasami.html", "jhasami"),
        ("/港", "港"),
        ("/", TITLE),
        ("/index.html", TITLE),
        ("/2026/11/30/", TITLE),
        ("/articles/123456.html", TITLE),
        ("/articles/ASV2X3QK1V2XULFA00M.html", TITLE),
        ("/articles/82a1c9f0bcd123", TITLE),
        ("/n/n1a2b3c4d5e6f", TITLE),
        ("/items/0123456789abcdef0123", TITLE),
        ("/p/550e8400-e29b-41d4-a716-446655440000", TITLE),
        ("/news/article.html", TITLE),
        ("/archives/entry-12", TITLE),
        ("/a", TITLE),
        ("/%93%8C%8B%9E/", TITLE),
        ("/con.html", "page-con"),
        ("/README.md", "page-README"),
    ],
)
def test_a_page_is_called_by_what_its_address_says_or_its_title(path: str, name: str) -> None:
    assert name_for(f"https://example.jp{path}", TITLE) == name


def test_a_page_without_any_name_is_called_by_its_host() -> None:
    assert name_for("https://www.example.jp/1", "") == "www-example-jp"
    assert name_for("https://www.example.jp/1", "…！？") == "www-example-jp"


def test_a_long_title_is_cut_between_words() -> None:
    name = name_for("https://example.jp/1", "とても長い題名 " * 20)
    assert len(name) <= 60
    assert name.endswith("とても長い題名")


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("Harbour", set()) == "Harbour"
    assert free_name("Harbour", {"harbour"}) == "Harbour-2"
    assert free_name("harbour", {"harbour", "harbour-2"}) == "harbour-3"


@given(st.text(max_size=120), st.text(max_size=120))
def test_a_name_is_safe_everywhere_and_is_the_name_of_the_edition(path: str, title: str) -> None:
    name = name_for(f"https://example.jp/{path.replace('#', '')}", title)
    assert re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", name)
    assert len(name.encode()) <= 250
    assert slug_of(Path(f"{name}.html")) == name
    assert fit_name(name) == name
