"""Addresses as people write them -> as they go over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import FetchError
from narrate.fetch.addresses import address_of, is_address, joined, meant_address

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://example.jp", "https://example.jp/"),
        ("  https://example.jp/a \n", "https://example.jp/a"),
        ("HTTP://Example.JP:80/A", "http://example.jp/A"),
        ("https://example.jp:443/", "https://example.jp/"),
        ("https://example.jp:8443/", "https://example.jp:8443/"),
        ("https://example.jp/a#top", "https://example.jp/a"),
        ("https://例え.テスト/港", "https://xn--r8jz45g.xn--zckzah/%E6%B8%AF"),
        ("https://例え．テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        (
            "https://example.jp/港の 灯り?q=霧",
            "https://example.jp/%E6%B8%AF%E3%81%AE%20%E7%81%AF%E3%82%8A?q=%E9%9C%A7",
        ),
        ("https://example.jp/%E6%B8%AF", "https://example.jp/%E6%B8%AF"),
        ("https://example.jp/100%", "https://example.jp/100%25"),
        ("https://example.jp/a?x=1&y=[2]", "https://example.jp/a?x=1&y=%5B2%5D"),
        ("http://[2001:DB8::1]:8000/a", "http://[2001:db8::1]:8000/a"),
        ("http://a_b.example.jp/", "http://a_b.example.jp/"),
    ],
)
def test_an_address_goes_out_in_ascii(written: str, sent: str) -> None:
    assert address_of(written) == sent
    assert address_of(sent) == sent


@pytest.mark.parametrize(
    "written",
    [
        "ftp://example.jp/", "file:///etc/passwd", "javascript:alert(1)", "mailto:a@example.jp", "港", "",
        "//example.jp/a", "http:example.jp", "http:///a", "http://", "https://exa mple.jp/", "http://a\\b/",
        "https://example.jp:port/", "https://example.jp:99999/", "http://[::1", "http://[::g]/",
        "http://[fe80::1%25eth0]/", "https://-/", "https://..jp/", "https://xn--\u3042/", "http://a/" + "b" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_in_a_line(written: str) -> None:
    with pytest.raises(FetchError) as caught:
        address_of(written)
    assert caught.value.hint


@pytest.mark.parametrize(
    "written", ["http://me:secret@example.jp/", "http://me@example.jp/", "http://a.jp\\@example.jp/"]
)
def test_a_name_or_a_password_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(FetchError, match="narrate sends none") as caught:
        address_of(written)
    assert "secret" not in str(caught.value)


@given(st.text(max_size=60))
def test_whatever_is_written_comes_out_plain_or_is_refused(written: str) -> None:
    for text in (written, f"https://{written}", f"https://example.jp/{written}"):
        try:
            sent = address_of(text)
        except FetchError:
            continue
        assert sent.isascii()
        assert sent.isprintable()
        assert " " not in sent
        assert sent.startswith(("http://", "https://"))
        assert address_of(sent) == sent


def test_a_part_of_an_address_is_joined_to_where_it_stands() -> None:
    assert joined("https://example.jp/a/b", "../c?x=港#d") == "https://example.jp/c?x=%E6%B8%AF"
    assert joined("https://example.jp/a", "//other.jp/b") == "https://other.jp/b"
    with pytest.raises(FetchError):
        joined("https://example.jp/a", "http://[")


def test_an_address_is_known_by_its_scheme() -> None:
    assert is_address("https://example.jp/a")
    assert is_address("ftp://example.jp/a")
    assert not is_address("text/essay.md")
    assert not is_address("example.jp/a")


def test_where_only_an_address_is_meant_the_scheme_may_be_left_out(tmp_path: Path) -> None:
    assert meant_address("example.jp/a", tmp_path / "none") == "https://example.jp/a"
    assert meant_address("例え.テスト/", tmp_path / "none").startswith("https://xn--")
    (tmp_path / "notes.md").mkdir()
    (tmp_path / "notes.md" / "essay").write_text("a", encoding="utf-8")
    for word in ("essay.md", "example.jp", "text/essay.md", "a b.jp/", "notes.md/essay"):
        with pytest.raises(FetchError, match="only addresses"):
            meant_address(word, tmp_path / word)


@pytest.mark.parametrize(
    "word",
    ["localhost:8765/a", "localhost/a", "127.0.0.1:8765/a", "127.0.0.1/", "[::1]:8000/a", "nas:8080/a"],
)
def test_a_host_of_the_house_is_taken_for_no_scheme(tmp_path: Path, word: str) -> None:
    with pytest.raises(FetchError, match="whether it is of http or https; write http://"):
        meant_address(word, tmp_path / "none")
    assert meant_address(f"http://{word}", tmp_path / "none").startswith("http://")
