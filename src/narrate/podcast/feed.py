"""The feed: RSS 2.0 with the itunes, content, atom and Podcasting 2.0 namespaces.

Written with the standard library's ElementTree. feedgen knows itunes tags but none of the podcast namespace
(chapters, transcripts, guid); podgen knows fewer and is not kept up; either would leave half of the tags to
be added by hand to a tree that is not ours.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from narrate.edition import chapters_json
from narrate.edition.file_names import chapters_name, transcript_name, version
from narrate.edition.show_notes import show_notes, show_notes_html
from narrate.edition.xml_text import writable
from narrate.podcast.memory import PODCAST, FeedMemory, appeared, newest_first
from narrate.store.folder import mp3_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narrate.model import Edition
    from narrate.podcast.show import Show

FEED_FILE = "feed.xml"
MEDIA_TYPE = "application/rss+xml"

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ATOM = "http://www.w3.org/2005/Atom"

for _prefix, _namespace in (("itunes", ITUNES), ("content", CONTENT), ("atom", ATOM), ("podcast", PODCAST)):
    ET.register_namespace(_prefix, _namespace)


@dataclass(frozen=True, slots=True)
class Links:
    """What else is published below the base URL.

    ``cover`` and ``edition_covers`` (by slug) are paths of images; ``pages`` says whether each edition has
    its page.
    """

    cover: str = ""
    edition_covers: Mapping[str, str] = field(default_factory=dict)
    pages: bool = False


def feed_xml(show: Show, editions: Iterable[Edition], published: FeedMemory, links: Links) -> bytes:
    """The feed in UTF-8, newest edition first; the same arguments give the same bytes.

    ``show.base_url`` must be set. Sources: RSS 2.0; Apple, "Podcast RSS feed requirements"; Podcasting 2.0
    namespace (chapters, transcript, guid, medium).
    """
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    _describe(channel, show, published, links)
    for edition in newest_first(editions, published, show.utc_offset):
        _add_item(channel, edition, show, published, links)
    ET.indent(rss, " ")
    text: str = ET.tostring(rss, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _describe(channel: ET.Element, show: Show, published: FeedMemory, links: Links) -> None:
    _add(channel, "title", show.name)
    _add(channel, "link", show.base_url)
    _add(channel, "description", show.description or show.name)
    _add(channel, "language", show.language)
    _add(channel, "copyright", show.copyright)
    _add(channel, "generator", "narrate")
    address = _url(show, FEED_FILE)
    ET.SubElement(channel, f"{{{ATOM}}}link", {"href": address, "rel": "self", "type": MEDIA_TYPE})
    _add(channel, f"{{{ITUNES}}}author", show.author)
    _add(channel, f"{{{ITUNES}}}type", "serial" if show.serial else "episodic")
    _add(channel, f"{{{ITUNES}}}explicit", "true" if show.explicit else "false")
    _add_owner(channel, show)
    _add_category(channel, show.category)
    _add_image(channel, show, links.cover)
    _add(channel, f"{{{PODCAST}}}guid", published.guid)
    _add(channel, f"{{{PODCAST}}}medium", "podcast")


def _add_owner(channel: ET.Element, show: Show) -> None:
    if show.email:
        owner = ET.SubElement(channel, f"{{{ITUNES}}}owner")
        _add(owner, f"{{{ITUNES}}}name", show.author or show.name)
        _add(owner, f"{{{ITUNES}}}email", show.email)


def _add_category(channel: ET.Element, category: tuple[str, ...]) -> None:
    parent = channel
    for name in category:
        parent = ET.SubElement(parent, f"{{{ITUNES}}}category", {"text": name})


def _add_image(channel: ET.Element, show: Show, cover: str) -> None:
    """The cover twice: for podcast apps, and for readers that know RSS alone."""
    if not cover:
        return
    ET.SubElement(channel, f"{{{ITUNES}}}image", {"href": _url(show, cover)})
    image = ET.SubElement(channel, "image")
    _add(image, "url", _url(show, cover))
    _add(image, "title", show.name)
    _add(image, "link", show.base_url)


def _add_item(channel: ET.Element, edition: Edition, show: Show, published: FeedMemory, links: Links) -> None:
    item = ET.SubElement(channel, "item")
    _add(item, "title", edition.title)
    _add(item, "link", _url(show, f"{edition.slug}.html") if links.pages else "")
    _add(item, "description", show_notes(edition).strip())
    _add(item, f"{{{CONTENT}}}encoded", show_notes_html(edition))
    ET.SubElement(item, "guid", {"isPermaLink": "false"}).text = published.episode_guid(edition.slug)
    _add(item, "pubDate", format_datetime(appeared(edition, published, show.utc_offset)))
    sound = f"{_url(show, mp3_name(edition.slug))}?v={version(edition)}"
    size = str(edition.byte_count)
    ET.SubElement(item, "enclosure", {"url": sound, "length": size, "type": "audio/mpeg"})
    _add(item, f"{{{ITUNES}}}duration", str(round(edition.duration_ms / 1000)))
    _add(item, f"{{{ITUNES}}}author", edition.author or show.author)
    _add(item, f"{{{ITUNES}}}subtitle", edition.subtitle)
    _add(item, f"{{{ITUNES}}}explicit", "true" if show.explicit else "false")
    _add(item, f"{{{ITUNES}}}episodeType", "full")
    cover = links.edition_covers.get(edition.slug, "")
    if cover:
        ET.SubElement(item, f"{{{ITUNES}}}image", {"href": _url(show, cover)})
    _add_companions(item, edition, show)


def _add_companions(item: ET.Element, edition: Edition, show: Show) -> None:
    chapters = {"url": _url(show, chapters_name(edition)), "type": chapters_json.MEDIA_TYPE}
    if edition.chapters:
        ET.SubElement(item, f"{{{PODCAST}}}chapters", chapters)
    transcript = {
        "url": _url(show, transcript_name(edition)),
        "type": "text/vtt",
        "language": edition.language or show.language,
        "rel": "captions",
    }
    ET.SubElement(item, f"{{{PODCAST}}}transcript", transcript)


def _add(parent: ET.Element, tag: str, text: str) -> None:
    """Add an element, unless there is nothing to say in it."""
    if text:
        ET.SubElement(parent, tag).text = writable(text)


def _url(show: Show, path: str) -> str:
    return show.base_url + quote(path)
