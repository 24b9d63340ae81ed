"""Books for tests, packed in memory: their files by names, or their documents alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
