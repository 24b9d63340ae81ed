"""Feeds of all kinds, as they are in the wild: what their entries are."""

from __future__ import annotations

import contextlib
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.errors import FetchError
from narrate.fetch.feeds import Feed, feed_in
from narrate.fetch.kinds import Kind, kind_of

AT = "https://example.jp/feed"

RSS = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>浜の新聞</title><link>https://example.jp/</link><atom:link rel="self" href="https://example.jp/feed"/>
<item><title>古い話</title><link>/old</link><guid isPermaLink="false">id-1</guid>
<pubDate>Mon, 02 Nov 2026 09:00:00 +0900</pubDate><description>要約だけの話。</description>
<media:content url="https://example.jp/a.jpg" type="image/jpeg"/></item>
<item><title>新しい話 &amp; 灯り</title><link>https://example.jp/new?a=1&amp;b=2</link><dc:creator>汐見 遥</dc:creator>
<pubDate>Mon, 30 Nov 2026 09:00:00 +0900</pubDate><description>要約。</description>
<content:encoded><![CDATA[<p>全文の<ruby>港<rt>みなと</rt></ruby>です。</p>]]></content:encoded></item>
</channel></rss>
"""
ATOM = """\
<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>浜の便り</title><author><name>編集部</name></author>
<entry><title type="html">一つ目&lt;b&gt;の&lt;/b&gt;話</title><id>urn:1</id><link rel="edit" href="/edit"/>
<link rel="alternate" href="/one"/><published>2026-11-29T01:00:00Z</published><updated>2026-11-30T01:00:00Z</updated>
<content type="html">&lt;p&gt;本文。&lt;/p&gt;</content></entry>
<entry><title>二つ目</title><id>urn:2</id><link href="two"/><updated>2026-11-28T01:00:00+09:00</updated>
<author><name>汐見 遥</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A &amp; B<br/><ruby>港<rt>みなと</rt></ruby></p></div></content></entry>
<entry><title>三つ目</title><id>urn:3</id><link href="/three"/><updated>2026-11-27</updated><summary>要約。</summary></entry>
<entry><title>四つ目</title><id>urn:4</id><link href="/four"/><updated>2026-11-26</updated>
<content type="text">一段落目 &lt;です&gt;。
二段落目。</content></entry>
</feed>
"""
RDF = """\
<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.jp/"><title>浜の記録</title></channel>
<item rdf:about="https://example.jp/r1"><title>記録一</title><link>https://example.jp/r1</link>
<dc:date>2026-11-01T00:00:00+09:00</dc:date><description>短い。</description></item>
</rdf:RDF>
"""
OLD = """\
<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>浜の昔話</title>
<item><title>昔&nbsp;話</title><link>https://example.jp/o1</link></item></channel></rss>
"""


def told(feed: Feed) -> list[tuple[str, str, str, date | None]]:
    return [(entry.title, entry.link, entry.author, entry.day) for entry in feed.entries]


def test_rss_has_its_entries_newest_first() -> None:
    feed = feed_in(RSS, AT)
    assert feed.title == "浜の新聞"
    assert told(feed) == [
        ("新しい話 & 灯り", "https://example.jp/new?a=1&b=2", "汐見 遥", date(2026, 11, 30)),
        ("古い話", "https://example.jp/old", "", date(2026, 11, 2)),
    ]
    assert [entry.key for entry in feed.entries] == ["https://example.jp/new?a=1&b=2", "id-1"]
    assert feed.entries[0].content == "<p>全文の<ruby>港<rt>みなと</rt></ruby>です。</p>"
    assert feed.entries[1].content == ""


def test_atom_has_its_entries_with_each_kind_of_content() -> None:
    feed = feed_in(ATOM, AT)
    assert told(feed) == [
        ("一つ目の話", "https://example.jp/one", "編集部", date(2026, 11, 29)),
        ("二つ目", "https://example.jp/two", "汐見 遥", date(2026, 11, 28)),
        ("三つ目", "https://example.jp/three", "編集部", date(2026, 11, 27)),
        ("四つ目", "https://example.jp/four", "編集部", date(2026, 11, 26)),
    ]
    first, second, third, fourth = (entry.content for entry in feed.entries)
    assert first == "<p>本文。</p>"
    assert "<p>A &amp; B<br><ruby>港<rt>みなと</rt></ruby></p></div>" in second
    assert third == ""
    assert fourth == "<p>一段落目 &lt;です&gt;。</p>\n<p>二段落目。</p>\n"


def test_older_kinds_are_read() -> None:
    assert told(feed_in(RDF, AT)) == [("記録一", "https://example.jp/r1", "", date(2026, 11, 1))]
    assert told(feed_in(OLD, AT)) == [("昔 話", "https://example.jp/o1", "", None)]


@pytest.mark.parametrize("text", [RSS, ATOM, RDF, OLD])
def test_a_feed_is_known_by_what_it_holds(text: str) -> None:
    for content_type in ("application/rss+xml", "text/html", "text/plain", ""):
        assert kind_of(AT, content_type, text) is Kind.FEED


@pytest.mark.parametrize(
    ("content_type", "text", "kind"),
    [
        ("text/html", "<!doctype html><p>a</p>", Kind.PAGE),
        ("text/html", "<!-- rss --><html><feed></html>", Kind.PAGE),
        ("application/xhtml+xml", "<?xml version='1.0'?><html><p>a</p></html>", Kind.PAGE),
        ("", "ただの文章。", Kind.PAGE),
        ("text/plain", "ただの文章。", Kind.TEXT),
        ("text/plain", "<html><p>文章。</p></html>", Kind.PAGE),
        ("text/markdown", "# 港", Kind.MARKDOWN),
        ("text/html", "<!-- " * 9_000, Kind.PAGE),
        ("text/html", "<!-- --> " * 9_000, Kind.PAGE),
        ("text/html", "<!doctype [" * 9_000, Kind.PAGE),
    ],
)
def test_what_is_no_feed_is_a_page_or_a_text(content_type: str, text: str, kind: Kind) -> None:
    assert kind_of("https://example.jp/a", content_type, text) is kind


def test_markdown_is_known_by_its_address() -> None:
    assert kind_of("https://example.jp/a.md?raw=1", "text/plain", "# 港") is Kind.MARKDOWN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("新しい話 &amp; 灯り", "新しい話 & 灯り"),
        ("a=1&amp;b=2", "a=1&b=2"),
        ("浜の新聞", "浜の\x08新聞&nbsp;&odd;&"),
        ("</channel></rss>", ""),
        ("</channel></rss>", "<item><title>途中で切れ"),
        ("</channel></rss>", "</channel></rss>\n<script>a < b</script>"),
        ("<?xml", "\n\n<?xml"),
    ],
)
def test_a_feed_that_is_not_well_formed_gives_its_entries(old: str, new: str) -> None:
    entries = feed_in(RSS.replace(old, new), AT).entries
    assert [entry.title for entry in entries] == ["新しい話 & 灯り", "古い話"]
    assert entries[0].link == "https://example.jp/new?a=1&b=2"
    assert "<rt>みなと</rt>" in entries[0].content


def test_a_feed_that_declares_entities_is_refused() -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    text = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]><rss><item>&a9;</item></rss>'
    with pytest.raises(FetchError, match="declares entities"):
        feed_in(text, AT)


@pytest.mark.parametrize("end", ["…", "[...]", "<a href='/a'>続きを読む</a>", "... Read more »"])
def test_a_text_that_the_feed_cuts_off_is_a_summary(end: str) -> None:
    text = RSS.replace("です。</p>", f"です {end}</p>")
    assert feed_in(text, AT).entries[0].content == ""


def test_an_entry_that_stands_twice_is_one() -> None:
    item = RSS[RSS.index("<item>") : RSS.index("</item>") + 7]
    assert len(feed_in(RSS.replace("</channel>", f"{item}</channel>"), AT).entries) == 2


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://[", ""])
def test_a_link_that_leads_nowhere_is_none(link: str) -> None:
    text = RSS.replace("<link>/old</link>", f"<link>{link}</link>")
    assert feed_in(text, AT).entries[1].link == ""


@settings(max_examples=300)
@given(st.data())
def test_a_feed_that_is_damaged_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([RSS, ATOM, RDF, OLD]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 30))
        text = text[:at] + data.draw(st.text("<>&;/![]-\"'a \0港", max_size=6)) + text[at + length :]
    with contextlib.suppress(FetchError):
        assert all(entry.key for entry in feed_in(text, AT).entries)


@pytest.mark.parametrize(
    "text", ["<rss>" * 50_000, "<item>" * 50_000, "<rss>" + "&" * 200_000, "<![CDATA[" * 50_000]
)
def test_a_feed_of_nothing_but_signs_is_done_with_soon(text: str) -> None:
    begun = time.monotonic()
    with contextlib.suppress(FetchError):
        feed_in(text, AT)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "text",
    ["." * 50_000 + "x", "…" * 50_000 + "x", ". " * 25_000 + "x", "&lt;" * 50_000, "&lt;a " * 50_000],
)
def test_a_text_of_one_sign_over_and_over_is_done_with_soon(text: str) -> None:
    begun = time.monotonic()
    entries = feed_in(
        RSS.replace("<![CDATA[<p>全文の<ruby>港<rt>みなと</rt></ruby>です。</p>]]>", text), AT
    ).entries
    assert time.monotonic() - begun < 3
    assert len(entries) == 2


@pytest.mark.parametrize(
    "author", ["@" * 50_000, "a@" * 50_000, "a@b " + "(" * 50_000, "a@b" + " " * 50_000 + "x"]
)
def test_an_author_of_one_sign_over_and_over_is_done_with_soon(author: str) -> None:
    begun = time.monotonic()
    feed_in(RSS.replace("汐見 遥", author), AT)
    assert time.monotonic() - begun < 3


def test_an_author_is_the_name_behind_the_mail_address() -> None:
    for said in ("shio@example.jp (汐見 遥)", "汐見 遥", "shio@example.jp(汐見 遥)"):
        assert feed_in(RSS.replace("汐見 遥", said), AT).entries[0].author == "汐見 遥"


def test_a_day_with_nothing_but_brackets_is_none() -> None:
    text = RSS.replace("Mon, 30 Nov 2026 09:00:00 +0900", "(" * 100_000)
    assert [entry.day for entry in feed_in(text, AT).entries] == [date(2026, 11, 2), None]


def test_controls_in_a_title_are_left_out() -> None:
    entries = feed_in(RSS.replace("古い話", "古\x7fい\x80\x9b話\x85と灯り\ufeff"), AT).entries
    assert entries[1].title == "古い話 と灯り"


@pytest.mark.parametrize(
    ("described", "is_long"),
    [
        ("&lt;p&gt;朝が来た。&lt;/p&gt;&lt;p&gt;船が出た。&lt;/p&gt;", True),
        ("船が静かに出ていった。" * 40, True),
        ("&lt;p&gt;朝が来た。&lt;/p&gt;", False),
        ("船が静かに出ていった。" * 40 + "…", False),
        ("&lt;p&gt;朝が来た。[&amp;#8230;]&lt;/p&gt;&lt;p&gt;浜の新聞より&lt;/p&gt;", False),
    ],
)
def test_a_summary_counts_where_it_is_as_long_as_an_article(described: str, is_long: bool) -> None:
    entry = feed_in(RSS.replace("要約だけの話。", described), AT).entries[1]
    assert entry.content == ""
    assert bool(entry.summary) is is_long
