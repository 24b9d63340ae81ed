from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from narrate.errors import OutputError, SettingsError, UsageError
from narrate.podcast.show import Show
from narrate.production.request import slug_of
from narrate.site.covers import find_images
from narrate.site.documents import Document, write_documents
from narrate.site.mirror import mirror
from narrate.site.publication import Shelf, feed_documents, site_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from narrate.model import Edition
    from narrate.podcast.memory import FeedMemory


class Page(HTMLParser):
    """Collects what a page refers to, and checks that its elements are closed in order."""

    VOID = frozenset({"meta", "link", "img", "input", "br", "path"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        self.links += [v for k, v in attrs if k in ("href", "src") and v]
        self.ids += [v for k, v in attrs if k == "id" and v]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


@pytest.fixture
def shelf(edition: Edition, show: Show, published: FeedMemory, tmp_path: Path) -> Shelf:
    return Shelf(show, (edition,), published)


def made(documents: Iterable[Document]) -> dict[str, bytes]:
    return {d.path: d.make() for d in documents}


def test_everything_that_the_pages_and_the_feed_refer_to_is_published(shelf: Shelf) -> None:
    site = made(site_documents(shelf))
    known = {*site, "neko.mp3", "./"}
    for name in ("index.html", "neko.html"):
        page = Page(site[name].decode())
        assert not page.open
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids
            else:
                assert link.partition("?")[0] in known, link
    feed = site["feed.xml"].decode()
    for path in re.findall(r'(?:url|href)="https://example.org/show/([^"?]+)', feed):
        assert path in known, path


def test_no_fixed_name_is_one_that_an_edition_may_have(
    make_edition: Callable[..., Edition], shelf: Shelf, tmp_path: Path
) -> None:
    for document in site_documents(replace(shelf, editions=(make_edition("x-y"),))):
        if document.path.startswith("x-y.") or "/" in document.path:
            continue
        stem, _, ending = document.path.partition(".")
        if ending in ("html", "mp3", "epub", "vtt", "txt", "chapters.json"):
            with pytest.raises(UsageError, match="front page"):
                slug_of(tmp_path / f"{stem}.md")


def test_no_page_asks_another_site_for_anything(shelf: Shelf) -> None:
    site = made(site_documents(shelf))
    for name in ("index.html", "neko.html", "assets/page.css", "assets/page.js"):
        text = site[name].decode()
        assert not re.search(r"""(?:src|href|url|import|fetch)\s*[=(]?\s*["'(]?(?:https?:)?//""", text), name


def test_what_an_article_holds_is_shown_not_obeyed(
    make_edition: Callable[..., Edition], shelf: Shelf
) -> None:
    evil = '"><script>alert(1)</script>\x00'
    edition = make_edition(title=evil, author=evil, subtitle=evil, description=evil, credits=(evil,))
    show = replace(shelf.show, title=evil, description=evil, copyright=evil)
    site = made(site_documents(replace(shelf, show=show, editions=(edition,))))
    for name in ("index.html", "neko.html"):
        html = site[name].decode()
        assert "<script>" not in html
        assert "\x00" not in html


def test_ruby_is_shown_as_ruby_and_the_text_stands_there_without_scripts(shelf: Shelf) -> None:
    html = made(site_documents(shelf))["neko.html"].decode()
    assert "<ruby>吾輩<rp>（</rp><rt>わがはい</rt><rp>）</rp></ruby>は猫である。" in html
    assert '<audio id="sound" controls' in html
    assert '<div class="player" id="player" role="region" aria-label="プレーヤー" hidden>' in html


def test_without_an_address_there_is_no_feed_and_no_link_to_one(shelf: Shelf) -> None:
    site = made(site_documents(replace(shelf, show=replace(shelf.show, base_url=""))))
    assert "feed.xml" not in site
    assert not any(b"feed.xml" in data for data in site.values())


def test_a_feed_alone_does_not_point_to_pages(shelf: Shelf) -> None:
    assert b"neko.html" not in made(feed_documents(shelf, pages=False))["feed.xml"]


def test_the_authors_image_is_the_cover_and_a_changed_one_has_a_new_address(
    make_edition: Callable[..., Edition], shelf: Shelf, tmp_path: Path
) -> None:
    editions = (make_edition(cover="a.png"),)
    names = []
    for colour in ("red", "blue"):
        Image.new("RGB", (1400, 1400), colour).save(tmp_path / "a.png")
        images = find_images(shelf.show, {"neko": tmp_path / "neko.md"}, editions, tmp_path / "text")
        shelf = replace(shelf, editions=editions, images=images)
        names += [d.path for d in feed_documents(shelf, pages=True) if d.path.startswith("covers/neko")]
    assert len(set(names)) == 2


def test_an_image_that_is_damaged_is_told_and_the_cover_is_drawn(
    make_edition: Callable[..., Edition], shelf: Shelf, tmp_path: Path
) -> None:
    editions = (make_edition(cover="a.png"),)
    Image.new("RGB", (1400, 1400), "red").save(tmp_path / "a.png")
    whole = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(whole[: len(whole) // 2])
    images = find_images(shelf.show, {}, editions, tmp_path)
    shelf = replace(shelf, editions=editions, images=images)
    assert [fault.path for fault in shelf.faults] == [tmp_path / "a.png"]
    assert all(d.make() for d in feed_documents(shelf, pages=True) if d.path.startswith("covers/"))


@pytest.mark.parametrize("damage", [b"", b"\xff\xd8\xff cut off"])
def test_a_cover_that_was_damaged_where_it_is_published_is_made_again(
    shelf: Shelf, tmp_path: Path, damage: bytes
) -> None:
    documents = [d for d in feed_documents(shelf, pages=False) if d.lasting]
    path = write_documents(documents, tmp_path)[0]
    whole = path.read_bytes()
    path.write_bytes(damage)
    write_documents(documents, tmp_path)
    assert path.read_bytes() == whole
    path.write_bytes(b"the user's own")
    with pytest.raises(OutputError, match="did not make"):
        write_documents(documents, tmp_path)


def test_an_image_that_is_not_there_is_drawn_for_an_edition_and_refused_for_the_show(
    make_edition: Callable[..., Edition], shelf: Shelf, tmp_path: Path
) -> None:
    editions = (make_edition(cover="none.png"),)
    images = find_images(shelf.show, {}, editions, tmp_path)
    assert images.absent == (tmp_path / "none.png",)
    shelf = replace(shelf, editions=editions, images=images)
    assert any(d.path.startswith("covers/neko") for d in feed_documents(shelf, pages=True))
    missing = find_images(Show(cover="none.png"), {}, (), tmp_path)
    with pytest.raises(SettingsError, match="cannot be used"):
        feed_documents(replace(shelf, images=missing), pages=True)


def test_a_second_writing_changes_no_file(shelf: Shelf, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = [p.stat().st_mtime_ns for p in write_documents(site_documents(shelf), out)]
    assert [p.stat().st_mtime_ns for p in write_documents(site_documents(shelf), out)] == before


def test_old_versions_stay_when_an_edition_is_replaced(
    make_edition: Callable[..., Edition], shelf: Shelf, tmp_path: Path
) -> None:
    for digest in ("a" * 64, "b" * 64):
        write_documents(
            feed_documents(replace(shelf, editions=(make_edition(digest=digest),)), pages=False), tmp_path
        )
    assert len(list((tmp_path / "versions").glob("*.vtt"))) == 2


def test_a_copy_of_the_site_has_the_sound_and_nothing_hidden(
    edition: Edition, audio_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    for _ in range(2):
        mirror(audio_folder, out, [edition])
    assert [p.name for p in out.rglob("*")] == ["neko.mp3"]
    assert (out / "neko.mp3").read_bytes() == (audio_folder / "neko.mp3").read_bytes()
