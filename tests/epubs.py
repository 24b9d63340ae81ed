"""Books for tests, packed in memory, and what narrate makes of them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.source import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrate.article.policy import ArticlePolicy
    from narrate.model import Article, Role

NAME = Path("潮の道.epub")

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
ABOUT = "<dc:title>潮の道</dc:title><dc:creator>青井みなと</dc:creator><dc:language>ja</dc:language>"


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of these files, the type first."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def page(body: str, *, head: str = "<title>章</title>") -> str:
    """An XHTML document with this body; one that has its own ``<body`` keeps it."""
    inside = body if body.startswith("<body") else f"<body>{body}</body>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">\n'
        f"<head>{head}</head>\n{inside}\n</html>\n"
    )


def nav(listed: str, more: str = "") -> str:
    """A navigation document with these items of its list."""
    return page(f'<nav epub:type="toc"><h1>目次</h1><ol>{listed}</ol></nav>{more}')


def ncx(points: str) -> str:
    """An NCX with these points."""
    return (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f"<docTitle><text>潮の道</text></docTitle><navMap>{points}</navMap></ncx>"
    )


def package(manifest: str, spine: str, about: str = ABOUT, *, toc: str = "", more: str = "") -> str:
    """A package document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{about}</metadata>\n<manifest>{manifest}</manifest>\n"
        f"<spine{toc}>{spine}</spine>\n{more}</package>\n"
    )


def files_of(
    documents: Mapping[str, str], *, contents: str = "", about: str = ABOUT, more: str = "", chart: str = ""
) -> dict[str, str | bytes]:
    """The files of a book of these documents in their order; ``contents`` are the items of its nav."""
    items = [
        f'<item id="d{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(documents)
    ]
    if contents:
        items.append('<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>')
    if chart:
        items.append('<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>')
    spine = "".join(f'<itemref idref="d{n}"/>' for n in range(len(documents)))
    toc = ' toc="ncx"' if chart else ""
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package("".join(items), spine, about, toc=toc, more=more),
    }
    if contents:
        files["OEBPS/nav.xhtml"] = nav(contents)
    if chart:
        files["OEBPS/toc.ncx"] = ncx(chart)
    return files | {f"OEBPS/{name}": text for name, text in documents.items()}


def book(documents: Mapping[str, str], **others: str) -> bytes:
    """A book of these documents."""
    return packed(files_of(documents, **others))


def article_in(data: bytes, policy: ArticlePolicy | None = None) -> Article:
    """The article that a book holds."""
    source = read_source(NAME, lambda _path: data)
    return parse_article(source, read_front_matter(source), policy)


def said(article: Article, *roles: Role) -> list[str]:
    """What is said, in order; of some roles or all."""
    paragraphs = (p for section in article.sections for p in section.paragraphs)
    return [p.passage.text for p in paragraphs if not roles or p.role in roles]


def chapters(article: Article) -> list[str]:
    """The titles of the chapters."""
    return [section.title for section in article.sections]


def left_out(article: Article, reason: str) -> str:
    """All source text that is left out for a reason."""
    text = article.source.text
    return "".join(text[skip.start : skip.end] for skip in article.skips if skip.reason == reason)
