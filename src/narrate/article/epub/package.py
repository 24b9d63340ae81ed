"""A book's package: title, authors, and which of its files are read in which order.

Sources: EPUB 3.3, section 5; OPF 2.0.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.elements.inline import collapsed
from narrate.article.front.dates import written_date
from narrate.article.front.people import UNSAID, is_nobody

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from narrate.article.epub.names import Names
    from narrate.article.markup import Element
    from narrate.model import Passage

_DOCUMENTS = frozenset(
    {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"}
)
_NCX = "application/x-dtbncx+xml"
_ENDINGS = (".xhtml", ".html", ".htm", ".xht")
_MOST_FALLBACKS = 10
_TAG = re.compile(r"<[^<>]*>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"\s*<[^<>@]{1,100}@[^<>@]{1,100}>")
_OF_PUBLICATION = ("", "publication", "published", "original-publication")
_WRITERS = frozenset({"", "aut"})
"""MARC relators: a creator with another one is a translator, say (OPF 2.0.1, section 2.2.6)."""


class Spined(NamedTuple):
    """A document in the order of reading; what is not linear is read where something leads to it."""

    name: str
    is_linear: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says. ``missing`` are references to documents that are not in the book.

    ``kinds`` says of documents what they are, in the words of EPUB's structure or of OPF's guide;
    ``pictures`` counts what the spine holds besides documents.
    """

    title: Passage | None
    author: str
    date: date | None
    language: str
    description: str
    names: frozenset[str]
    nav: str
    ncx: str
    documents: tuple[Spined, ...]
    missing: tuple[str, ...]
    kinds: Mapping[str, str]
    pictures: int
    is_ours: bool


class _Item(NamedTuple):
    href: str
    media_type: str
    properties: tuple[str, ...]
    fallback: str


def package_of(root: Element, name: str, names: Names) -> Package:
    """The package in the file ``name``; its references are looked up among ``names``."""
    items = {item["id"]: _item_of(item) for item in root.all("item") if item["id"]}
    spine = root.first("spine")
    found, missing, pictures = _spined(root, items, name, names)
    title, *_ = [*_titles(root), None]
    ncx = items.get(spine["toc"]) if spine is not None else None
    ncx = ncx or next((item for item in items.values() if item.media_type == _NCX), None)
    nav = next((item for item in items.values() if "nav" in item.properties), None)
    return Package(
        title=collapsed(title.passage) if title is not None else None,
        author="、".join(_authors(root)),
        date=_published(root),
        language=next((tag for e in _told(root, "language") if (tag := _language(e.text))), ""),
        description=next((text for e in _told(root, "description") if (text := _plain(e.text))), ""),
        names=frozenset(text for kind in ("title", "creator", "contributor", "publisher")
                        for e in root.all(kind) if (text := " ".join(e.text.split()))),
        nav=names.find(nav.href, name) if nav else "",
        ncx=names.find(ncx.href, name) if ncx else "",
        documents=tuple(found),
        missing=tuple(dict.fromkeys(missing)),
        kinds={names.find(e["href"], name): e["type"].lower() for e in root.all("reference") if e["href"]},
        pictures=pictures,
        is_ours=any((e["name"], e["content"]) == ("generator", "narrate") for e in root.all("meta")),
    )  # fmt: skip


def _item_of(item: Element) -> _Item:
    properties = tuple(item["properties"].lower().split())
    return _Item(item["href"], item["media-type"].strip().lower(), properties, item["fallback"])


def _spined(
    root: Element, items: Mapping[str, _Item], name: str, names: Names
) -> tuple[list[Spined], list[str], int]:
    """The documents of the spine, each once, the references that lead nowhere, and how many pictures."""
    found: dict[str, Spined] = {}
    missing: list[str] = []
    pictures = 0
    itemrefs = {itemref["idref"]: itemref for itemref in reversed(list(root.all("itemref")))}
    for itemref in reversed(itemrefs.values()):
        item = _document(items.get(itemref["idref"]), items)
        if item is None:
            listed = items.get(itemref["idref"])
            pictures += listed is not None
            missing += [] if listed is not None else [itemref["idref"]]
        elif there := names.find(item.href, name):
            if there != name:
                found.setdefault(there, Spined(there, itemref["linear"].strip().lower() != "no"))
        else:
            missing.append(item.href)
    return list(found.values()), missing, pictures


def _document(item: _Item | None, items: Mapping[str, _Item]) -> _Item | None:
    """An item, or what stands in for it, that holds text (EPUB 3.3, section 5.6.2)."""
    for _ in range(_MOST_FALLBACKS):
        if item is None or item.media_type in _DOCUMENTS:
            return item
        if "/" not in item.media_type and item.href.lower().endswith(_ENDINGS):
            return item
        item = items.get(item.fallback)
    return None


def _told(root: Element, name: str) -> list[Element]:
    """The elements of Dublin Core of a name, or what says the same in EPUB 3's own way."""
    found = [e for e in root.all(name) if e.text.strip()]
    return found or [e for e in root.all("meta") if e["property"] == f"dcterms:{name}" and e.text.strip()]


def _titles(root: Element) -> Iterator[Element]:
    """The titles, the main one first (EPUB 3.3, section 5.5.3.1.2)."""
    told = {
        e["refines"].lstrip("#"): e.text.strip() for e in root.all("meta") if e["property"] == "title-type"
    }
    yield from sorted(_told(root, "title"), key=lambda e: told.get(e["id"], "main") != "main")


def _authors(root: Element) -> list[str]:
    """Those who wrote it; where none is called an author, the first creator."""
    roles = {
        e["refines"].lstrip("#"): e.text.strip().lower() for e in root.all("meta") if e["property"] == "role"
    }
    creators = []
    for creator in _told(root, "creator"):
        name = _ADDRESS.sub("", " ".join(creator.text.split()))
        role = creator["opf:role"] or creator["role"] or roles.get(creator["id"], "")
        if not is_nobody(name):
            creators.append((name, role.lower()))
    named = [name for name, role in creators if role == "aut"]
    named = named or [name for name, role in creators if role in _WRITERS] or [n for n, _ in creators[:1]]
    return list(dict.fromkeys(named))


def _published(root: Element) -> date | None:
    """The day of publication, where the whole day is told."""
    dates = [
        e
        for e in (*_told(root, "date"), *_told(root, "issued"))
        if (e["opf:event"] or e["event"]).lower() in _OF_PUBLICATION
    ]
    return next((day for e in dates if (day := written_date(e.text.strip()))), None)


def _language(tag: str) -> str:
    return tag.strip() if _LANGUAGE.fullmatch(tag.strip()) else ""


def _plain(described: str) -> str:
    """A description without the tags that shops have in it."""
    plain = " ".join(_TAG.sub(" ", described).split())
    return "" if plain.lower() in UNSAID else plain
