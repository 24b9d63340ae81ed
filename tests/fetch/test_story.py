"""From an address to a file: kept once, renewed when asked, all pages, a feed's new entries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narrate.errors import FetchError, OutputError, SettingsError
from narrate.fetch.brought import BROUGHT_FILE
from narrate.fetch.changes import Change
from narrate.fetch.limits import Limits
from narrate.fetch.story import Brought, Fetched, Wishes, article_at, fetched
from narrate.ground.ownership import is_marked_file
from web import PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from web import Web

WISHES = Wishes(allows_local=True, limits=Limits(2_000_000, 2.0, 1.0))
AGAIN = replace(WISHES, is_again=True)


def page(address: str, folder: Path, wishes: Wishes = WISHES) -> Fetched:
    found = fetched(address, folder, wishes)
    assert isinstance(found, Fetched)
    return found


def feed(address: str, folder: Path, wishes: Wishes = WISHES) -> Brought:
    found = fetched(address, folder, wishes)
    assert isinstance(found, Brought)
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_article_is_kept_once(web: Web, folder: Path) -> None:
    address = web.put("/2026/harbour-light/")
    first = page(address, folder)
    assert first == Fetched(folder / "harbour-light.html", "港の灯り", is_new=True)
    assert page(address, folder) == Fetched(first.path, "港の灯り", is_new=False)
    assert article_at(address, folder, WISHES).path == first.path
    assert len(web.requests) == 1


def test_an_address_that_leads_to_a_kept_page_keeps_no_second(web: Web, folder: Path) -> None:
    first = page(web.put("/harbour"), folder)
    again = page(web.move("/short", "/harbour"), folder)
    assert (again.path, again.is_new) == (first.path, False)
    assert names(folder) == ["harbour.html"]


def test_the_address_that_was_asked_for_needs_no_network_either(web: Web, folder: Path) -> None:
    web.put("/harbour")
    address = web.move("/short", "/harbour")
    first = page(address, folder)
    assert f'asked: "{address}"' in first.path.read_text(encoding="utf-8")
    count = len(web.requests)
    assert page(address, folder).path == first.path
    assert page(web.url("/harbour"), folder).path == first.path
    assert len(web.requests) == count


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "utf-8", "iso2022_jp"])
@pytest.mark.parametrize("declared", ["shift_jis", "euc-jp", "utf-8", "iso-8859-1", ""])
@pytest.mark.parametrize("served", ["Shift_JIS", "EUC-JP", "utf-8", "ISO-8859-1", ""])
def test_a_page_is_read_whatever_encoding_is_claimed(
    web: Web, folder: Path, encoding: str, declared: str, served: str
) -> None:
    text = PAGE.replace('"utf-8"', f'"{declared}"')
    header = f"Content-Type: text/html; charset={served}" if served else "Content-Type: text/html"
    found = page(web.put("/harbour", text.encode(encoding), header), folder)
    assert found.path.read_text(encoding="utf-8").endswith(text)
    assert found.notes == ()


def test_one_damaged_byte_costs_one_character_and_is_told(web: Web, folder: Path) -> None:
    data = PAGE.encode("cp932").replace("霧".encode("cp932"), b"\x81\x22", 1)
    found = page(web.put("/harbour", data, "Content-Type: text/html; charset=Shift_JIS"), folder)
    assert "\ufffd" in found.path.read_text(encoding="utf-8")
    assert "damaged and stand" in found.notes[0]


def test_bytes_that_are_no_text_are_refused(web: Web, folder: Path) -> None:
    with pytest.raises(FetchError, match="neither UTF-8 nor"):
        page(web.put("/harbour", b"<p>" + bytes(range(0x80, 0xFF)) * 9), folder)
    assert names(folder) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<html><body><div id=app></div><script>run()</script>", "no article is found there"),
        ("   ", "the page is empty"),
        ("<p>", "no article is found there"),
        ("<html>", "no article is found there"),
    ],
)
def test_a_page_without_an_article_is_told_and_not_kept(web: Web, folder: Path, body: str, told: str) -> None:
    with pytest.raises(FetchError, match=told):
        page(web.put("/harbour", body), folder)
    assert names(folder) == []


@pytest.mark.parametrize("mark", ["<p>", "&amp;"])
def test_a_page_of_nothing_but_tags_is_not_taken_apart(web: Web, folder: Path, mark: str) -> None:
    with pytest.raises(FetchError, match="more than 200000 tags"):
        page(web.put("/harbour", f"<html>{mark * 200_000}"), folder)


def test_a_text_is_kept_as_what_it_is(web: Web, folder: Path) -> None:
    plain = page(
        web.put("/a/plain.txt", "港の話\n\n朝が来た。船が出た。\n", "Content-Type: text/plain"), folder
    )
    marked = page(
        web.put("/a/marked.md", "---\ntitle: 港\n---\n# 港\n\n朝が来た。\n", "Content-Type: text/plain"),
        folder,
    )
    assert names(folder) == ["marked.md", "plain.txt"]
    assert (plain.title, marked.title) == ("港の話", "港")


def test_renewing_shows_what_became_of_the_article(web: Web, folder: Path) -> None:
    address = web.put("/harbour")
    before = page(address, folder)
    web.put(
        "/harbour",
        PAGE.replace("雨が降った", "雪が積もった").replace("</article>", "<p>夜は晴れた。</p></article>"),
    )
    found = page(address, folder, AGAIN)
    assert found.differences == (
        Change("夕方には雨が降った。灯りがひとつずつともった。", is_new=False, same=4),
        Change("夕方には雪が積もった。灯りがひとつずつともった。", is_new=True, same=4),
        Change("夜は晴れた。", is_new=True),
    )
    assert found.path == before.path
    assert "雪が積もった" in found.path.read_text(encoding="utf-8")


def test_a_change_is_shown_with_readings_in_brackets(web: Web, folder: Path) -> None:
    address = web.put("/harbour")
    page(address, folder)
    web.put("/harbour", PAGE.replace("<rt>みなと</rt>", "<rt>こう</rt>"))
    gone, new = page(address, folder, AGAIN).differences
    assert gone.text == "朝が来た。船が静かに出ていった。港（みなと）には霧が残っていた。"
    assert new.text == "朝が来た。船が静かに出ていった。港（こう）には霧が残っていた。"
    assert gone.same == new.same == gone.text.index("みなと")


def test_a_text_whose_address_gives_a_page_now_stays_as_it_was(web: Web, folder: Path) -> None:
    address = web.put("/plain.txt", "朝が来た。\n\n船が出た。\n", "Content-Type: text/plain; charset=utf-8")
    path = page(address, folder).path
    before = path.read_bytes()
    web.put("/plain.txt")
    with pytest.raises(OutputError, match="gives an HTML page now"):
        page(address, folder, AGAIN)
    assert (names(folder), path.read_bytes()) == (["plain.txt"], before)


def test_the_title_is_told_where_the_file_is_named_by_it_too(web: Web, folder: Path) -> None:
    address = web.put("/12345")
    assert page(address, folder).path.name == "港の灯り.html"
    assert page(address, folder).title == "港の灯り"
    untitled = web.put("/plain", "朝が来た。船が出た。\n", "Content-Type: text/plain; charset=utf-8")
    assert page(untitled, folder).title == page(untitled, folder).title


def test_where_the_article_is_the_same_the_file_stays_as_it_was(web: Web, folder: Path) -> None:
    address = web.put("/harbour")
    path = page(address, folder).path
    text = path.read_text(encoding="utf-8").replace("fetched: 20", "fetched: 19")
    path.write_text(text, encoding="utf-8")
    web.put("/harbour", PAGE.replace("<body>", "<body data-token='99'>"))
    assert page(address, folder, AGAIN).differences == ()
    assert path.read_text(encoding="utf-8") == text


def test_a_page_that_is_gone_leaves_what_was_kept(web: Web, folder: Path) -> None:
    address = web.put("/harbour")
    path = page(address, folder).path
    before = path.read_bytes()
    for said in ("<html></html>", ""):
        web.put("/harbour", said)
        with pytest.raises(FetchError):
            page(address, folder, AGAIN)
    web.put("/harbour", "gone", status="404 Not Found")
    with pytest.raises(FetchError, match="404"):
        page(address, folder, AGAIN)
    assert path.read_bytes() == before


def pages(count: int) -> list[str]:
    """An article on so many pages, each with a link to the next."""
    made = []
    for number in range(1, count + 1):
        following = (
            f'<p><a rel="nofollow next" href="?p={number + 1}">次のページ</a></p>' if number < count else ""
        )
        body = f"<h1>港の灯り</h1><p>{number}枚目の文章。船が出た。風は南から吹いていた。</p>{following}"
        made.append(PAGE[: PAGE.index("<h1>")] + body + "</article></main></body></html>\n")
    return made


def test_all_pages_are_one_article(web: Web, folder: Path) -> None:
    for number, text in enumerate(pages(3), 1):
        web.put("/harbour" if number == 1 else f"/harbour?p={number}", text)
    found = page(web.url("/harbour"), folder, replace(WISHES, follows_pages=True))
    assert found.page_count == 3
    text = found.path.read_text(encoding="utf-8")
    for number in (2, 3):
        assert f"\n<!-- page {number}: {web.url(f'/harbour?p={number}')} -->\n<!doctype html>" in text
    from narrate.fetch.changes import kept_text_of

    lines = kept_text_of(text, found.path).lines
    assert [line for line in lines if "枚目" in line] == [
        f"{number}枚目の文章。船が出た。風は南から吹いていた。" for number in (1, 2, 3)
    ]


def test_renewing_all_pages_needs_no_word(web: Web, folder: Path) -> None:
    for number, text in enumerate(pages(2), 1):
        web.put("/harbour" if number == 1 else f"/harbour?p={number}", text)
    page(web.url("/harbour"), folder, replace(WISHES, follows_pages=True))
    web.put("/harbour?p=2", pages(2)[1].replace("南から", "北から"))
    found = page(web.url("/harbour"), folder, AGAIN)
    assert found.page_count == 2
    assert [change.is_new for change in found.differences] == [False, True]


def test_renewing_keeps_each_address(web: Web, folder: Path) -> None:
    web.put("/harbour")
    short = web.move("/short", "/harbour")
    page(short, folder)
    web.put("/harbour", PAGE.replace("南から", "北から"))
    assert page(web.url("/harbour"), folder, AGAIN).differences
    count = len(web.requests)
    assert not page(short, folder).is_new
    assert len(web.requests) == count


def test_pages_that_lead_in_a_circle_or_without_an_end_end(web: Web, folder: Path) -> None:
    one, two = pages(3)[:2]
    web.put("/harbour?p=2", two.replace("?p=3", "/harbour"))
    web.put("/harbour", one)
    assert page(web.url("/harbour"), folder, replace(WISHES, follows_pages=True)).page_count == 2
    for number in range(60):
        web.put(f"/long?p={number}", one.replace("?p=2", f"?p={number + 1}"))
    long = page(web.url("/long?p=0"), folder, replace(WISHES, follows_pages=True))
    assert long.page_count == 50
    assert [str(note) for note in long.notes] == [
        f"page 51 and those behind it are left out: {web.url('/long?p=50')}"
    ]


def test_damage_on_a_later_page_is_told(web: Web, folder: Path) -> None:
    one, two = pages(2)
    web.put("/harbour?p=2", two.encode().replace("風".encode(), b"\xe9"))
    found = page(web.put("/harbour", one), folder, replace(WISHES, follows_pages=True))
    assert ["damaged" in str(note) for note in found.notes] == [True]


def test_a_next_page_elsewhere_is_none_and_a_missing_one_is_a_fault(web: Web, folder: Path) -> None:
    wishes = replace(WISHES, follows_pages=True)
    one = pages(2)[0]
    address = web.put("/away", one.replace("?p=2", f"http://localhost:{web.port}/away"))
    assert page(address, folder, wishes).page_count == 1
    with pytest.raises(FetchError, match="404"):
        page(web.put("/torn", one), folder, wishes)
    assert names(folder) == ["away.html"]


def entry(number: int, more: str = "", day: int | None = None) -> str:
    return (
        f"<item><title>話{number}</title><link>/story-{'abcdefghijklmnopqrst'[number]}</link><guid>id-{number}</guid>"
        f"<pubDate>{day or number + 1:02} Nov 2026 09:00:00 +0900</pubDate>{more}</item>"
    )


def whole(number: int) -> str:
    text = f"<p>{number}番目の話。朝が来た。船が静かに出ていった。</p><p>港には霧が残っていた。</p>"
    return f"<content:encoded><![CDATA[{text}]]></content:encoded>"


def rss(*entries: str) -> str:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel><title>浜の新聞</title>{"".join(entries)}</channel></rss>'


def test_a_feed_brings_each_entry_once(web: Web, folder: Path) -> None:
    web.put("/story-b")
    address = web.put("/feed", rss(entry(0, whole(0)), entry(1, "<description>要約</description>")))
    found = feed(address, folder)
    assert (found.title, found.faults, found.older_count) == ("浜の新聞", (), 0)
    assert [article.title for article in found.articles] == ["港の灯り", "話0"]
    assert names(folder) == [BROUGHT_FILE, "story-a.html", "story-b.html"]
    text = (folder / "story-a.html").read_text(encoding="utf-8")
    assert '"\ntitle: "話0"\ndate: 2026-11-01\n---\n<article>\n<p>0番目の話。' in text
    count = len(web.requests)
    assert feed(address, folder).articles == ()
    assert web.paths[count:] == ["/feed"]


def test_what_was_deleted_does_not_come_back_and_what_was_renamed_is_no_second(
    web: Web, folder: Path
) -> None:
    address = web.put("/feed", rss(entry(0, whole(0)), entry(1, whole(1))))
    feed(address, folder)
    (folder / "story-a.html").unlink()
    (folder / "story-b.html").rename(folder / "mine.html")
    web.put("/feed", rss(entry(0, whole(0)), entry(1, whole(1)), entry(2, whole(2))))
    assert [article.title for article in feed(address, folder).articles] == ["話2"]
    assert names(folder) == [BROUGHT_FILE, "mine.html", "story-c.html"]


def test_a_feed_that_moved_brings_nothing_back(web: Web, folder: Path) -> None:
    items = rss(
        entry(0, whole(0)).replace("id-0", "urn:story:0"), entry(1, whole(1)).replace("id-1", "urn:story:1")
    )
    feed(web.put("/feed", items), folder)
    (folder / "story-a.html").unlink()
    assert feed(web.put("/new-feed", items), folder).articles == ()


def test_an_article_that_was_fetched_before_is_not_brought_again(web: Web, folder: Path) -> None:
    page(web.put("/story-a"), folder)
    found = feed(web.put("/feed", rss(entry(0), entry(1, whole(1)))), folder)
    assert [article.title for article in found.articles] == ["話1"]
    assert web.paths.count("/story-a") == 1


def test_one_entry_that_fails_stops_no_other_and_is_tried_again(web: Web, folder: Path) -> None:
    address = web.put("/feed", rss(entry(0), entry(1, whole(1)), "<item><title>空</title></item>", entry(3)))
    web.put("/story-d", b"\x89PNG\r\n\x1a\n")
    found = feed(address, folder)
    assert [article.title for article in found.articles] == ["話1"]
    told = [str(fault) for fault in found.faults]
    assert len(told) == 3
    assert "/story-d: this is a picture, not a page" in told[0]
    assert "/story-a: there is no such page" in told[1]
    assert "the entry '空' has neither its text nor a link" in told[2]
    web.put("/story-a")
    assert [article.path.name for article in feed(address, folder).articles] == ["story-a.html"]


def test_a_long_summary_stands_for_a_page_that_is_gone(web: Web, folder: Path) -> None:
    long = whole(0).replace("content:encoded", "description")
    address = web.put(
        "/feed", rss(entry(0, long), entry(1, long), entry(2, "<description>短い。</description>"))
    )
    web.put("/story-b")
    found = feed(address, folder)
    assert [article.title for article in found.articles] == ["港の灯り", "話0"]
    assert [len(article.notes) for article in found.articles] == [0, 1]
    assert "/story-a cannot be had, and the feed's own text is kept" in str(found.articles[1].notes[0])
    assert ["/story-c" in str(fault) for fault in found.faults] == [True]
    without_link = entry(3, long).replace("<link>/story-d</link>", "")
    assert [article.title for article in feed(web.put("/more", rss(without_link)), folder).articles] == [
        "話3"
    ]


def test_of_many_entries_the_newest_come(web: Web, folder: Path) -> None:
    entries = [entry(number, whole(number)) for number in range(15)]
    address = web.put("/feed", rss(*entries))
    found = feed(address, folder)
    assert [article.title for article in found.articles] == [f"話{number}" for number in range(14, 4, -1)]
    assert found.older_count == 5
    assert feed(address, folder).articles == ()
    web.put("/feed", rss(*entries, entry(15, whole(15))))
    assert [article.title for article in feed(address, folder).articles] == ["話15"]
    assert len(feed(address, folder, replace(WISHES, limit=99)).articles) == 5


def test_two_entries_of_one_name_are_two_files(web: Web, folder: Path) -> None:
    one, two = entry(0, whole(0)), entry(1, whole(1)).replace("/story-b", "/other/story-a")
    feed(web.put("/feed", rss(one, two)), folder)
    assert names(folder) == [BROUGHT_FILE, "story-a-2.html", "story-a.html"]


def test_an_entry_with_its_text_needs_no_link(web: Web, folder: Path) -> None:
    item = entry(0, whole(0)).replace("<link>/story-a</link>", "")
    address = web.put("/feed", rss(item))
    assert [article.path.name for article in feed(address, folder).articles] == ["話0.html"]
    assert feed(address, folder).articles == ()


def test_what_was_brought_is_told_in_a_file_that_is_no_article(web: Web, folder: Path) -> None:
    address = web.put("/feed", rss(entry(0, whole(0))))
    feed(address, folder)
    path = folder / BROUGHT_FILE
    assert is_marked_file(path)
    assert f'\n["{address}"]\n"id-0" = 20' in path.read_text(encoding="utf-8")
    path.write_text(f'{path.read_text(encoding="utf-8")}"id-1" = "soon"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"feeds.toml:6: 'id-1' is no day"):
        feed(address, folder)


def test_a_file_of_the_users_of_that_name_is_not_written_over(web: Web, folder: Path) -> None:
    (folder / BROUGHT_FILE).write_text("mine = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="is no day"):
        feed(web.put("/feed", rss(entry(0, whole(0)))), folder)
    assert names(folder) == [BROUGHT_FILE]


def test_a_feed_is_no_article(web: Web, folder: Path) -> None:
    with pytest.raises(FetchError, match="this is a feed, not an article"):
        article_at(web.put("/feed", rss(entry(0, whole(0)))), folder, WISHES)
    assert names(folder) == []
