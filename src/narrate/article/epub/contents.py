"""A book's table of contents -> its entries: the navigation document (EPUB 3.3, section 7) or the NCX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.article.elements.inline import collapsed
from narrate.article.epub.names import fragment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.article.epub.names import Names
    from narrate.article.markup import Element
    from narrate.model import Passage


_LISTS = ("ol", "ul")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: what it says, how deep it stands (from 1), where it leads."""

    label: Passage
    depth: int
    name: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries in their order, and what the landmarks call documents."""

    entries: tuple[Entry, ...] = ()
    landmarks: tuple[tuple[str, str], ...] = ()


def contents_of_nav(root: Element, name: str, names: Names) -> Contents:
    """What the navigation document ``name`` says."""
    navs = list(root.all("nav"))
    tocs = [nav for nav in navs if "toc" in types_of(nav)] or [nav for nav in navs if not types_of(nav)]
    marks = [a for nav in navs if "landmarks" in types_of(nav) for a in nav.all("a")]
    lists = [found for nav in tocs[:1] if (found := nav.first("ol", "ul"))]
    return Contents(
        tuple(entry for found in lists for entry in _of_list(found, 1, name, names)),
        tuple((names.find(a["href"], name), kind) for a in marks for kind in types_of(a)),
    )


def _of_list(listed: Element, depth: int, name: str, names: Names) -> Iterator[Entry]:
    for item in (child for child in listed.elements if child.name == "li"):
        inner = [child for child in item.elements if child.name in _LISTS]
        others = (child for child in item.elements if child.name not in _LISTS)
        link = next((a for child in others for a in child.all("a")), None)
        if link is not None:
            yield _entry(link.passage, depth, link["href"], name, names)
        for deeper in inner:
            yield from _of_list(deeper, depth + 1, name, names)


def contents_of_ncx(root: Element, name: str, names: Names) -> Contents:
    """What the NCX ``name`` says (ANSI/NISO Z39.86-2005, section 8)."""
    chart = next((e for e in root.all() if e.name.lower() == "navmap"), None)
    return Contents(tuple(_of_points(chart, 1, name, names)) if chart is not None else ())


def _of_points(element: Element, depth: int, name: str, names: Names) -> Iterator[Entry]:
    for point in (child for child in element.elements if child.name.lower() == "navpoint"):
        label = next((e for e in point.elements if e.name.lower() == "navlabel"), None)
        content = next((e for e in point.elements if e.name.lower() == "content"), None)
        if label is not None and content is not None:
            yield _entry(label.passage, depth, content["src"], name, names)
        yield from _of_points(point, depth + 1, name, names)


def _entry(label: Passage, depth: int, href: str, name: str, names: Names) -> Entry:
    return Entry(collapsed(label), depth, names.find(href, name), fragment_of(href))


def contents_of_page(body: Element, name: str, names: Names) -> tuple[Entry, ...]:
    """The entries of a page of contents: its links, the deeper the farther their lines are set in."""
    links = [(indent, a) for indent, a in _indented(body, 0) if a["href"] and a.text.strip()]
    ranks = {indent: rank for rank, indent in enumerate(sorted({indent for indent, _ in links}), 1)}
    return tuple(_entry(a.passage, ranks[indent], a["href"], name, names) for indent, a in links)


def _indented(element: Element, indent: int) -> Iterator[tuple[int, Element]]:
    """Links, each with how many lists it stands in and how many wide spaces stand before it."""
    links = [child for child in element.elements if child.name == "a"]
    here = indent + (_wide_spaces(element.text) if links else 0)
    for child in element.elements:
        if child.name == "a":
            yield here, child
        else:
            yield from _indented(child, indent + 100 * (child.name in _LISTS))


def _wide_spaces(text: str) -> int:
    line = text.lstrip(" \t\n")
    return len(line) - len(line.lstrip("\u3000"))


def types_of(element: Element) -> frozenset[str]:
    """What an element is by ``epub:type``, or by its role (DPUB-ARIA 1.1) in the same words."""
    roles = [role.removeprefix("doc-") for role in element["role"].lower().split() if role[:4] == "doc-"]
    return frozenset([*element["epub:type"].lower().split(), *roles])
