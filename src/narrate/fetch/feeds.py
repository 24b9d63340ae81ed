"""RSS (0.9x, 1.0, 2.0) and Atom (RFC 4287) -> their entries, also where they are no well-formed XML."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from html import escape, unescape
from html.entities import html5
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.markup import Element, XmlError, xml_tree
from narrate.errors import FetchError
from narrate.fetch.addresses import joined
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_ENTRIES = 1_000
_LONGEST_NAME = 300
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(\w{1,32});)")
_NAMED = re.compile(r"&(\w{1,32});")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL = re.compile("[\x7f-\x84\x86-\x9f\ufeff]")
"""Of those that XML lets stand; U+0085 is a space."""
_LITERAL = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_AROUND = re.compile(r"<(/?)((?:\w+:)?(?:rss|rdf|feed|channel))[\s>]", re.IGNORECASE)
_CUT_OFF = re.compile(
    r"(?:\[?(?:…|\.{3}|‥|&hellip;|&#8230;)\]?|続きを読む|続きはこちら|もっと読む|全文を読む|Read more|"
    r"Continue reading)[\s.…»→>]*\Z",
    re.IGNORECASE,
)
_END_CHARACTERS = 200
"""In which a text says that it is cut off."""
_END_MARKUP = 20_000
"""And how much of its markup they stand in."""
_LEFT_OUT = re.compile(r"\[(?:…|\.{3}|‥|&hellip;|&#8230;)\]")
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_ARTICLE_CHARACTERS = 400
_TAG = re.compile(r"<[^<>]{0,2000}>")
_MAIL_AND_NAME = re.compile(r"[^\s@]+@[^\s()]+\s*\((.*)\)")
_LONGEST_MOMENT = 60
_TEXT_TYPES = ("", "text", "html", "xhtml", "text/html", "application/xhtml+xml", "text/plain")


class Entry(NamedTuple):
    """One entry of a feed. ``key`` tells it from the feed's others for ever; ``content`` is whole, as HTML.

    ``content`` is empty where the feed has a summary only, ``link`` where it has none; ``summary`` is one
    that is as long as an article, as HTML, or empty.
    """

    key: str
    link: str
    title: str
    author: str
    day: date | None
    content: str
    summary: str = ""


class Feed(NamedTuple):
    """A feed's title and its entries, the newest first."""

    title: str
    entries: tuple[Entry, ...]


def feed_in(text: str, address: str) -> Feed:
    """Read a feed that lies at an address.

    Raises:
        FetchError: it is none that can be read, or one that grows as it is read.
    """
    root = _root(text, address)
    channel = root.first("channel") or root.first("feed") or root
    items = list(islice(root.all("item", "entry"), _MOST_ENTRIES))
    author = _author(channel)
    dated = [(_moment(item), _entry(item, address, author)) for item in items]
    order = sorted(range(len(dated)), key=lambda n: (-(dated[n][0] or _LONG_AGO).timestamp(), n))
    unique = {dated[n][1].key: dated[n][1] for n in reversed(order) if dated[n][1].key}
    return Feed(_line(_text(channel, "title")), tuple(reversed(unique.values())))


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def _root(text: str, address: str) -> Element:
    try:
        return xml_tree(text)
    except XmlError as error:
        if error.declares_entities:
            raise _odd(
                address, Message("the feed declares entities, which small files grow large by")
            ) from None
    for again in (_mended(text), _mended(_whole_entries(text))):
        try:
            return xml_tree(again)
        except XmlError as error:
            line = error.line
    raise _odd(address, Message("the feed is no XML (line {line})", line=line))


def _odd(address: str, problem: Message) -> FetchError:
    return FetchError(problem, hint=Message("give the addresses of its articles instead"), path=address)


def _mended(text: str) -> str:
    """A feed that no library wrote: signs that stand for themselves are escaped, odd characters left out."""
    text = _NO_XML.sub("", text).lstrip()
    parts: list[str] = []
    at = 0
    for literal in _LITERAL.finditer(text):
        parts += (_with_signs(text[at : literal.start()]), literal[0])
        at = literal.end()
    return "".join([*parts, _with_signs(text[at:])])


def _with_signs(text: str) -> str:
    def known(found: re.Match[str]) -> str:
        return found[0] if f"{found[1]};" in html5 else f"&amp;{found[1]};"

    return _NAMED.sub(known, _BARE_AMPERSAND.sub("&amp;", text))


def _whole_entries(text: str) -> str:
    """A feed that breaks off, or is odd behind its entries: down to the last whole one, and closed there."""
    ends = [found.end() for found in _ENTRY_END.finditer(text)]
    head = text[: ends[-1]] if ends else text
    opened = [name for slash, name in _AROUND.findall(head) if not slash]
    closed = {name for slash, name in _AROUND.findall(head) if slash}
    return head + "".join(f"</{name}>" for name in reversed(opened) if name not in closed)


def _entry(item: Element, address: str, author: str) -> Entry:
    link = _link(item, address)
    key = _line(_text(item, "guid") or _text(item, "id") or link or item["rdf:about"])
    day = moment.date() if (moment := _moment(item)) else None
    title = _line(unescape(_TAG.sub("", _text(item, "title"))))
    author = _line(_author(item) or author)
    return Entry(key or title, link, title, author, day, _content(item), _summary(item))


def _link(item: Element, address: str) -> str:
    """The address of an entry's page; empty if it has none that can be fetched."""
    for written in _links(item):
        if written.strip():
            try:
                return joined(address, written)
            except FetchError:
                continue
    return ""


def _links(item: Element) -> Iterator[str]:
    for link in _children(item, "link"):
        if link["rel"] in ("", "alternate"):
            yield link["href"] or link.text
    for guid in _children(item, "guid"):
        if guid["isPermaLink"] != "false":
            yield guid.text if guid.text.strip().startswith("http") else ""
    yield item["rdf:about"] if item["rdf:about"].startswith("http") else ""


def _content(item: Element) -> str:
    """The whole text as HTML; empty where there is a summary only, or the feed cuts it off."""
    elements = _children(item, "encoded", "content")
    return next((markup for markup in map(_html, elements) if markup and not _is_cut_off(markup)), "")


def _summary(item: Element) -> str:
    """A summary that is an article by its length, as HTML."""
    for markup in map(_html, _children(item, "description", "summary")):
        is_long = len(_PARAGRAPH.findall(markup)) > 1 or len(_TAG.sub("", markup)) >= _ARTICLE_CHARACTERS
        if is_long and not _is_cut_off(markup) and not _LEFT_OUT.search(markup):
            return markup
    return ""


def _html(element: Element) -> str:
    """What an element holds as HTML; empty where that is no text."""
    kind = element["type"].lower()
    if element["url"] or element["src"] or kind not in _TEXT_TYPES:
        return ""
    if kind in ("xhtml", "application/xhtml+xml"):
        return _markup(element)
    if kind in ("text", "text/plain"):
        return "".join(f"<p>{escape(row)}</p>\n" for row in element.text.split("\n") if row.strip())
    return element.text.strip()


def _is_cut_off(markup: str) -> bool:
    end = _TAG.sub("", markup[-_END_MARKUP:]).rstrip()[-_END_CHARACTERS:]
    return _CUT_OFF.search(end) is not None


def _markup(element: Element) -> str:
    """What stands in an element, written as HTML again."""
    pieces: list[str] = []
    for child in element.children:
        if isinstance(child, Element):
            attributes = "".join(f' {name}="{escape(value)}"' for name, value in child.attributes.items())
            pieces.append(f"<{child.name}{attributes}>{_markup(child)}")
            pieces.append("" if child.name in ("br", "hr", "img") else f"</{child.name}>")
        else:
            pieces.append(escape(child.text, quote=False))
    return "".join(pieces).strip() if element.name == "content" else "".join(pieces)


def _children(item: Element, *names: str) -> list[Element]:
    return [child for child in item.elements if child.name in names]


def _text(item: Element, name: str) -> str:
    return next((text for child in _children(item, name) if (text := child.text.strip())), "")


def _author(item: Element) -> str:
    for element in _children(item, "creator", "author"):
        name = element.first("name")
        if said := (name.text if name is not None else element.text).strip():
            named = _MAIL_AND_NAME.fullmatch(said)
            return named[1] if named else said
    return ""


def _line(text: str) -> str:
    """A text of one line, of which nothing steers anything."""
    return " ".join(_CONTROL.sub("", _NO_XML.sub("", text)).split())[:_LONGEST_NAME]


def _moment(item: Element) -> datetime | None:
    for name in ("pubDate", "published", "date", "issued", "updated", "modified"):
        moment = _read_moment(_text(item, name)[:_LONGEST_MOMENT])
        if moment is not None:
            return moment
    return None


def _read_moment(written: str) -> datetime | None:
    """A time as RFC 822 or RFC 3339 has it; one without a zone as if it were UTC."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(written)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
