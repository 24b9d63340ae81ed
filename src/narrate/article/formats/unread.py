"""What is known, and not read: by a file's name, by its first bytes, and what its owner can do about it."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from narrate.errors import PIPED_IN, SourceError
from narrate.messages import NOTHING, Message

if TYPE_CHECKING:
    from pathlib import Path

_HEAD_BYTES = 1_024

_PROGRAM = Message("open it in its program and save it as .docx")
_BOOK = Message("make an EPUB of it, as Calibre does")
_PAGE = Message("save the page as HTML only")
_ARCHIVE = Message("unpack it and give the text itself")
_PICTURE = Message("narrate reads no text out of pictures; give the text itself")
_SOUND = Message("give the article itself")
_TO_MARKDOWN = ("pandoc", "-t", "markdown", "{file}", "-o", "{name}.md")
_PICKED: tuple[tuple[str, Message | str, Message | tuple[str, ...]], ...] = (
    (".pdf", "PDF", ("pdftotext", "-layout", "{file}", "{name}.txt")),
    (".ipynb", "Jupyter Notebook", ("jupyter", "nbconvert", "--to", "markdown", "{file}")),
    (".rtf", "RTF", _PROGRAM),
    (".doc .dot", "Word 97-2003", _PROGRAM),
    (".odt .ott .fodt", "OpenDocument", _PROGRAM),
    (".pages", "Pages", _PROGRAM),
    (".jtd .jtt .jtdc", Message("Ichitaro"), _PROGRAM),
    (".wpd", "WordPerfect", _PROGRAM),
    (".mobi .azw .azw3 .prc .kfx", "Kindle", _BOOK),
    (".lit", "Microsoft Reader", _BOOK),
    (".fb2", "FictionBook", _TO_MARKDOWN),
    (".typ", "Typst", _TO_MARKDOWN),
    (".opml", "OPML", _TO_MARKDOWN),
    (".dbk .docbook", "DocBook", _TO_MARKDOWN),
    (".t2t", "txt2tags", _TO_MARKDOWN),
    (".muse", "Muse", _TO_MARKDOWN),
    (".creole", "Creole", _TO_MARKDOWN),
    (".mht .mhtml .webarchive .maff", Message("a web archive"), _PAGE),
    (".gz .tgz .bz2 .xz .zst .tar .7z .rar .lzh .lha", Message("a packed archive"), _ARCHIVE),
    (
        ".jpg .jpeg .png .gif .webp .heic .avif .tif .tiff .bmp .svg .psd .djvu",
        Message("a picture"),
        _PICTURE,
    ),
    (".mp3 .m4a .m4b .aac .wav .ogg .opus .flac", Message("sound"), _SOUND),
    (".mp4 .mov .mkv .avi .webm", Message("a film"), _SOUND),
    (".csv .tsv .ods", Message("a table"), NOTHING),
    (".json .jsonl", "JSON", NOTHING),
    (".yaml .yml", "YAML", NOTHING),
    (".xls .xlsx", "Excel", NOTHING),
    (".ppt .pptx", "PowerPoint", NOTHING),
    (".key", "Keynote", NOTHING),
    (".odp", "OpenDocument", NOTHING),
    (".numbers", "Numbers", NOTHING),
    (".exe", Message("a program"), _SOUND),
    (".ps .eps", "PostScript", NOTHING),
    (".dvi", "DVI", NOTHING),
)
"""Suffixes, what they mean, and what helps: words, or a command. Else the text is to be saved as text."""
_BY_SUFFIX = {suffix: (name, advice) for suffixes, name, advice in _PICKED for suffix in suffixes.split()}
_BEGINNINGS = (
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}%PDF-\d"), ".pdf"),
    (re.compile(rb"\s{0,64}\{\\rtf\d"), ".rtf"),
    (re.compile(rb"%!PS-Adobe"), ".ps"),
    (re.compile(rb"\xf7\x02\x01\x83\x92\xc0"), ".dvi"),
    (re.compile(rb"\x1f\x8b\x08|BZh\d1AY&SY|\xfd7zXZ\0|\x28\xb5\x2f\xfd"), ".gz"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07"), ".7z"),
    (re.compile(rb"[\s\S]{2}-lh[\dd]-[\s\S]{13}[\0-\3]"), ".lzh"),
    (re.compile(rb"[\s\S]{257}ustar[\0 ]"), ".tar"),
    (re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a[\s\S]{3}\0|II\*\0|MM\0\*"), ".png"),
    (re.compile(rb"RIFF[\s\S]{4}WEBP|BM[\s\S]{4}\0{4}|[\s\S]{4}ftyp(?:heic|heix|mif1|avif)"), ".png"),
    (re.compile(rb"ID3[\2-\4]\0|\xff[\xf2\xf3\xfa\xfb][\s\S]\0|OggS\0|fLaC\0"), ".mp3"),
    (re.compile(rb"RIFF[\s\S]{4}WAVE|\0\0\0[\s\S]ftypM4A"), ".wav"),
    (re.compile(rb"[\s\S]{4}ftyp[\s\S]{4}\0|\x1a\x45\xdf\xa3|RIFF[\s\S]{4}AVI "), ".mp4"),
    (re.compile(rb"\x7fELF|MZ\x90\0"), ".exe"),
    (re.compile(rb"[\s\S]{60}(?:BOOKMOBI|TEXtREAd)"), ".mobi"),
    (re.compile(rb"bplist00[\s\S]{0,200}WebMainResource"), ".webarchive"),
    (re.compile(rb'\s*\{\s*"(?:cells|metadata)"\s*:[\s\S]*"(?:cell_type|nbformat|kernelspec)"'), ".ipynb"),
)  # fmt: skip
"""How a file begins that is what a suffix says, whatever it is called: text hardly begins so."""
_XML_HEAD_BYTES = 8_192
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*\?>")
_FEED_AT_ONCE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:rss\s+version|feed\s+xmlns|rdf:RDF\s+xmlns)\b")
_XML_ROOT = re.compile(
    rb"(?:\s|<!--(?:(?!-->)[\s\S])*-->|<\?[^>]*\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*+<([\w.:-]+)"
)
"""What stands above the first element of a document (XML 1.0, section 2.8), and its name."""
_FEEDS = (b"rss", b"feed", b"rdf:RDF")
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".xht")
_BY_ROOT = {b"opml": ".opml", b"FictionBook": ".fb2", b"svg": ".svg"}
_DOCBOOK = re.compile(rb"docbook\.org/ns/docbook|//DTD DocBook", re.IGNORECASE)
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused_by_name(path: Path) -> SourceError | None:
    """Why a file is not read, where its name tells that."""
    return _refused(path, path.suffix.lower())


def refused_by_content(data: bytes, path: Path) -> SourceError | None:
    """Why a file is not read, where its first bytes tell that."""
    suffix = _suffix_by_content(data)
    return _refused(path, suffix) if suffix else _refused_xml(data[:_XML_HEAD_BYTES], path)


def _refused_xml(head: bytes, path: Path) -> SourceError | None:
    """Why XML is not read; a page may be XML, too."""
    declared = _XML.match(head)
    found = _XML_ROOT.match(head, declared.end()) if declared else None
    root = found[1] if found else b""
    if root in _FEEDS or _FEED_AT_ONCE.match(head):
        hint = Message("give its address to 'narrate fetch', which brings its articles")
        return SourceError(Message("this is a feed, not an article"), hint=hint, path=path)
    if not root or path.suffix.lower() in _PAGE_SUFFIXES or root.lower().rpartition(b":")[2] == b"html":
        return None
    suffix = ".docbook" if _DOCBOOK.search(head) else _BY_ROOT.get(root, "")
    return _refused(path, suffix) or _error(path, "XML", NOTHING)


def name_by_content(data: bytes) -> Message | str | None:
    """What a file is that is no text, where its first bytes tell that."""
    suffix = _suffix_by_content(data)
    return _BY_SUFFIX[suffix][0] if suffix else None


def is_office(data: bytes) -> bool:
    """Whether a file is an old Office document, or a new one that is locked ([MS-CFB], section 2.2)."""
    return data.startswith(_OLE_MARK)


def own_output(path: Path) -> SourceError:
    """What narrate made is no article."""
    problem = Message("narrate made this file of an article")
    return SourceError(problem, hint=Message("give the article itself"), path=path)


def unread(path: Path, name: str) -> SourceError:
    """A file in a format that is known, and not read."""
    advice = next((advice for _, known, advice in _PICKED if known == name), NOTHING)
    return _error(path, name, advice)


def _suffix_by_content(data: bytes) -> str:
    head = data[:_HEAD_BYTES]
    return next((suffix for mark, suffix in _BEGINNINGS if mark.match(head)), "")


def _refused(path: Path, suffix: str) -> SourceError | None:
    return _error(path, *_BY_SUFFIX[suffix]) if suffix in _BY_SUFFIX else None


def _error(path: Path, name: Message | str, advice: Message | tuple[str, ...]) -> SourceError:
    problem = Message("this is {format}, which narrate does not read", format=name)
    return SourceError(problem, hint=_hint(path, advice), path=path)


def _hint(path: Path, advice: Message | tuple[str, ...]) -> Message:
    if isinstance(advice, Message):
        return advice or Message("save its text as a .txt or .md file")
    stem = path.with_suffix("") if path.suffix.lower() in _BY_SUFFIX else path.with_name(f"{path.stem}-text")
    is_file = str(path) != PIPED_IN
    names = {"file": str(path), "name": str(stem)} if is_file else {"file": "FILE", "name": "NAME"}
    command = shlex.join(word.format_map(names) for word in advice)
    return Message("make a text of it first: {command}", command=command)
