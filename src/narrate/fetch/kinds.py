"""What a document is: a page, a feed, a text, or what is none of them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from narrate.article.formats import MARKDOWN_SUFFIXES, is_office, name_by_content
from narrate.errors import FetchError
from narrate.ground.files import is_archive
from narrate.messages import Foreign, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD_BYTES = 1_024


class Kind(StrEnum):
    """What a document is kept as."""

    PAGE = "page"
    FEED = "feed"
    TEXT = "text"
    MARKDOWN = "markdown"


_TYPES: Mapping[str, Message] = {
    "image": Message("a picture"), "audio": Message("sound"), "video": Message("a film"),
    "font": Message("a font"),
}  # fmt: skip
_APPLICATIONS: Mapping[str, Message | str] = {
    "application/pdf": "PDF", "application/zip": Message("a packed archive"),
    "application/json": Message("data (JSON)"), "application/javascript": Message("a script"),
    "text/javascript": Message("a script"), "text/css": Message("a style sheet"),
    "text/csv": Message("a table (CSV)"),
}  # fmt: skip
_ARCHIVE = Message("an archive, or a book or document in one")
_OFFICE = Message("a document of an office program")
_BUILDABLE = Message("save a book or a document as a file, and say 'narrate build FILE'")
_HINTS: Mapping[Message | str, Message] = {
    "PDF": Message(
        "save it as a file and make a text of it: {command}", command="pdftotext -layout FILE NAME.txt"
    ),
    _ARCHIVE: _BUILDABLE,
    _OFFICE: Message("save it as a file, open it in its program and save it as .docx"),
}
"""What helps, where it is something else than another address."""
_LOOKS_LIKE_A_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|section|main|div|h[1-6]|p|br|ruby)[\s/>]",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_FEEDS = frozenset({"rss", "feed", "rdf"})
_FEED_HEAD_CHARACTERS = 20_000


def refuse_foreign(address: str, content_type: str, data: bytes) -> None:
    """Refuse what is no text, by its first bytes; where they say nothing, by what the server calls it.

    Raises:
        FetchError: it is none.
    """
    name = _foreign(content_type, data[:_HEAD_BYTES])
    if name is not None:
        raise FetchError(
            Message("this is {kind}, not a page", kind=name),
            hint=_HINTS.get(name) or Message("give the address of the article itself"),
            path=address,
        )


def kind_of(address: str, content_type: str, text: str) -> Kind:
    """What a text from the web is; a page wherever nothing says otherwise."""
    if _root(text[:_FEED_HEAD_CHARACTERS]) in _FEEDS:
        return Kind.FEED
    is_text = content_type.startswith("text/") and content_type not in ("text/html", "text/xml")
    if not is_text or _LOOKS_LIKE_A_PAGE.search(text[:_HEAD_BYTES].encode("utf-8", "replace")):
        return Kind.PAGE
    is_markdown = content_type == "text/markdown" or _path(address).endswith(MARKDOWN_SUFFIXES)
    return Kind.MARKDOWN if is_markdown else Kind.TEXT


def _root(head: str) -> str:
    """The name of the first element of a text, without its prefix, in lower case."""
    at = 0
    while True:
        at += len(head) - at - len(head[at:].lstrip("\ufeff \t\r\n"))
        if head.startswith("<!--", at):
            end = head.find("-->", at)
        elif head.startswith(("<?", "<!"), at):
            end = _end_of_declaration(head, at)
        else:
            found = _ROOT.match(head, at)
            return found[1].lower() if found else ""
        if end < 0:
            return ""
        at = head.index(">", end) + 1


def _end_of_declaration(head: str, at: int) -> int:
    """Where a declaration ends, behind the declarations inside of it."""
    end, inner = head.find(">", at), head.find("[", at)
    return head.find(">", head.find("]", inner)) if 0 <= inner < end else end


def _path(address: str) -> str:
    return urlsplit(address).path.lower()


def _foreign(content_type: str, head: bytes) -> Message | str | None:
    """The name of what is no text."""
    if (name := _by_content(head)) is not None:
        return name
    if _LOOKS_LIKE_A_PAGE.search(head):
        return None
    if content_type in _APPLICATIONS:
        return _APPLICATIONS[content_type]
    if content_type.partition("/")[0] in _TYPES:
        return _TYPES[content_type.partition("/")[0]]
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Message("a file that is no text ({type})", type=Foreign(content_type or "?"))
    return None


def _by_content(head: bytes) -> Message | str | None:
    """The same, where the first bytes tell it."""
    if is_archive(head):
        return _ARCHIVE
    if is_office(head):
        return _OFFICE
    return name_by_content(head)
