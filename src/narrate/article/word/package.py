"""A package of Word -> the text of those of its parts that an article is read from.

Which part is which its relationships tell (ECMA-376, part 2, section 6.5); what is outside of the package is
never asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

from narrate.article.markup import XmlError, xml_tree
from narrate.errors import SourceError
from narrate.ground.archive import ArchiveError, Fault
from narrate.messages import Message
from narrate.model import Format, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from narrate.ground.archive import Archive

MOST_PART_BYTES = 48_000_000
MOST_TAGS = 2_500_000
"""Of a part: a book of a million characters, saved often, comes to half of it."""
_MAIN = "officeDocument"
_CORE = "core-properties"
_BESIDE = ("footnotes", "endnotes", "styles", "numbering")
"""Kinds of parts that belong to the main one."""
_DEFAULT_NAMES = {_MAIN: "word/document.xml", _CORE: "docProps/core.xml"}
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_ENCODINGS = frozenset({
    "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252", "cp1252", "shift-jis", "sjis", "windows-31j",
    "cp932", "euc-jp", "iso-2022-jp", "gb2312", "gbk", "gb18030", "big5", "euc-kr",
})  # fmt: skip
"""What counts where a part says so, with hyphens: Python knows others, which are no encodings of text."""
_UTF_16 = (
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_PREFIX = re.compile(
    r"xmlns(?::(\w+))?\s*=\s*[\"']http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/wordprocessingml/"
)
_HEAD = 20_000
_PROBLEMS = {
    Fault.TWICE: Message("the document holds a part twice"),
    Fault.LOCKED: Message("the document is locked with a password"),
    Fault.ODDLY_PACKED: Message("the document is packed in a way that narrate does not know"),
    Fault.TOO_LARGE: Message("the document is too large"),
    Fault.TOO_MANY: Message("the document holds too many files"),
    Fault.MISSING: Message("the document has no text in it"),
}


def read_word(archive: Archive, path: Path) -> Source:
    """The parts of a document that matter, one behind the other: the text, its notes, styles and lists.

    A paragraph counts as a line.

    Raises:
        SourceError: the document is damaged, locked or too large.
    """
    package = _Package(archive, path)
    root = package.related("_rels/.rels", "")
    main = package.named(root.get(_MAIN, _DEFAULT_NAMES[_MAIN])) or package.named(_DEFAULT_NAMES[_MAIN])
    if main is None:
        raise damaged(path, Message("the document has no text in it"))
    folder, _, last = main.rpartition("/")
    beside = package.related(f"{folder}/_rels/{last}.rels".lstrip("/"), folder)
    wanted = [beside.get(kind, f"{folder}/{kind}.xml".lstrip("/")) for kind in _BESIDE]
    names = [main, *filter(None, map(package.named, wanted))]
    core = package.named(root.get(_CORE, _DEFAULT_NAMES[_CORE]))
    names += [core] if core is not None else []
    texts = ((name, package.text(name)) for name in dict.fromkeys(names))
    return Source.of_parts(path, texts, "utf-8", Format.WORD, _later_paragraphs)


def _later_paragraphs(text: str) -> Iterator[int]:
    """Where each paragraph but the first begins."""
    declared = _PREFIX.search(text, 0, _HEAD)
    prefix = f"{re.escape(declared[1])}:" if declared and declared[1] else ""
    starts = (match.start() for match in re.finditer(rf"<{prefix}p(?=[\s/>])", text))
    next(starts, None)
    return starts


@dataclass
class _Package:
    """The files of a package by their names, which do not tell large letters from small ones."""

    archive: Archive
    path: Path

    def __post_init__(self) -> None:
        self._names = {name.lower().lstrip("/"): name for name in reversed(self.archive.names)}

    def named(self, name: str) -> str | None:
        """The name of a part as the archive has it, if it is there."""
        return self._names.get(name.lower().lstrip("/"))

    def related(self, name: str, folder: str) -> Mapping[str, str]:
        """The first part of each kind that a list of relationships names."""
        own = self.named(name)
        if own is None:
            return {}
        try:
            tree = xml_tree(self.text(own))
        except XmlError:
            raise damaged(self.path, Message("the document is damaged ({part})", part=own)) from None
        found: dict[str, str] = {}
        for relation in tree.all("Relationship"):
            target = relation["Target"]
            if relation["TargetMode"] == "External" or not target:
                continue
            where = target if target.startswith("/") else f"{folder}/{target}"
            found.setdefault(relation["Type"].rpartition("/")[2], normpath(where).lstrip("/"))
        return found

    def text(self, name: str) -> str:
        r"""A part, decoded, with ``\n`` for line ends."""
        try:
            data = self.archive.read(name, MOST_PART_BYTES)
        except ArchiveError as error:
            problem = _PROBLEMS.get(error.fault) or Message("the document is damaged ({part})", part=name)
            raise damaged(self.path, problem) from None
        text = _decoded(data)
        if text is None:
            raise damaged(self.path, Message("the document is damaged ({part})", part=name))
        if text.count("<") > MOST_TAGS:
            raise damaged(self.path, _PROBLEMS[Fault.TOO_LARGE])
        return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    """XML by its mark, what it says, or UTF-8 (XML 1.0, appendix F); ``None`` where that does not hold."""
    try:
        for mark, encoding in _UTF_16:
            if data.startswith(mark):
                return data.decode(encoding).removeprefix("\ufeff")
        declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
        encoding = declared[1].decode("ascii").lower().replace("_", "-") if declared else ""
        return data.decode(encoding if encoding in _ENCODINGS else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def damaged(path: Path, problem: Message) -> SourceError:
    """What is wrong with a document as a whole."""
    return SourceError(problem, hint=Message("open it in Word and save it again as .docx"), path=path)
