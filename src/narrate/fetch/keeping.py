"""Documents from the web as files in the folder of the articles, each under a fence that tells its origin.

::

    ---
    source: https://example.jp/2026/11/harbour-light/
    asked: https://example.jp/hl
    fetched: 2026-11-30
    digest: "0c5e…"
    ---
    <!doctype html>
    …

``source`` is the address where the page lies, ``asked`` the one that was given, where a server led on from
there; ``digest`` is that of what stands below the fence, so that no change of the user's is written over.
Whatever else stands in the fence is the user's, or was told by a feed, and stays.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.article.formats import format_of_name
from narrate.article.front.fences import find_fence
from narrate.article.front.names import ORIGIN, SHARED, plain_name
from narrate.article.front.origin import KEPT_SUFFIXES, origin_fence, origin_in, origin_of, without_origin
from narrate.errors import OutputError, SettingsError
from narrate.fetch.kinds import Kind
from narrate.fetch.names import free_name
from narrate.ground.files import TEMPORARY_PREFIX, write_over
from narrate.ground.locks import in_turn
from narrate.messages import Message, reason_of
from narrate.model import Format, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_SUFFIXES = {Kind.PAGE: ".html", Kind.FEED: ".html", Kind.TEXT: ".txt", Kind.MARKDOWN: ".md"}
_ENTRY = re.compile(r"^[^\s#-].*\n(?:(?:[ \t#-].*)?\n)*", re.MULTILINE)
"""A key of YAML with all that belongs to it."""
_TEMPORARY = re.compile(rf"{re.escape(TEMPORARY_PREFIX)}\d+-\d+-\d+")
_STALE_S = 3_600.0
_OF_A_TEXT = frozenset(key for name, keys in SHARED.items() if name not in ("cover", "slug") for key in keys)
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON lets stand in quotes, and YAML does not, or takes for the end of a line (1.2.2, section 5)."""
_PLAIN_VALUE = re.compile(r"https?://[\w./?=&%+~-]*[\w/]|\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page is from: ``source`` as `Download` has it, ``asked`` as the user or a feed gave it."""

    source: str
    asked: str
    fetched: date

    @property
    def rows(self) -> dict[str, str]:
        """What the fence says of it."""
        asked = {"asked": self.asked} if self.asked != self.source else {}
        return {"source": self.source, **asked, "fetched": self.fetched.isoformat()}


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept file and what its fence says of where it is from."""

    path: Path
    source: str
    asked: str

    @property
    def addresses(self) -> frozenset[str]:
        """All addresses that mean it."""
        return frozenset({self.source, self.asked} - {""})


@dataclass(frozen=True, slots=True)
class Page:
    """A text to keep. ``facts`` are what else belongs in front of it: a feed's title, author and date."""

    text: str
    kind: Kind
    origin: Origin
    facts: Mapping[str, str] = field(default_factory=dict)


def kept_in(folder: Path) -> Iterator[Kept]:
    """The kept files of a folder, by name."""
    for name in _articles(folder):
        path = folder / name
        rows = origin_of(path)
        if "source" in rows:
            yield Kept(path, rows["source"], rows.get("asked", ""))


def kept_of(folder: Path, *addresses: str) -> Kept | None:
    """The file that keeps the page of one of these addresses, if there is one."""
    wanted = set(addresses)
    return next((kept for kept in kept_in(folder) if kept.addresses & wanted), None)


def keep(page: Page, folder: Path, name: str, *, is_chosen: bool = False) -> Kept:
    """Keep a page under a name that nothing else has; the file that has it already is given back as it is.

    ``is_chosen``: the name is the user's, and no other will do.

    Raises:
        OutputError: the folder cannot be written, or the chosen name belongs to something else.
    """
    origin = page.origin
    with in_turn(folder / name):
        _remove_leftovers(folder)
        if (kept := kept_of(folder, origin.source, origin.asked)) is not None:
            return kept
        taken = {_stem(other) for other in _articles(folder)}
        if is_chosen and name.lower() in taken:
            raise OutputError(
                Message("there is another article of this name"),
                hint=Message("choose another --slug"),
                path=folder / name,
            )
        path = folder / (free_name(name, taken) + _SUFFIXES[page.kind])
        write_over(path, with_rows(page.text, origin.rows | dict(page.facts)).encode("utf-8", "replace"))
    return Kept(path, origin.source, origin.asked if origin.asked != origin.source else "")


def renewed(before: str, page: Page) -> str:
    """A kept text with what lies at its address now; the user's rows of the fence stay."""
    fence = origin_fence(before)
    users = without_origin(fence.block) if fence else ""
    return with_rows(page.text, page.origin.rows, users)


def renew(kept: Kept, page: Page) -> None:
    """Put a page's new text into the file that keeps it.

    Raises:
        OutputError: it cannot be read or written, its text was changed by somebody, or what lies at its
            address now is not what such a file holds.
    """
    with in_turn(kept.path):
        before = text_in(kept.path)
        _refuse_another_kind(page.kind, kept.path)
        _refuse_changed(before, kept.path)
        write_over(kept.path, renewed(before, page).encode("utf-8", "replace"))


def _refuse_another_kind(kind: Kind, path: Path) -> None:
    """No HTML goes into a file that is read as a text, nor a text into a page."""
    is_page, was_page = kind is Kind.PAGE, format_of_name(path) is Format.HTML
    if is_page is not was_page:
        told = {
            True: Message("its address gives an HTML page now, and this file holds a text"),
            False: Message("its address gives a text now, and this file holds an HTML page"),
        }
        hint = Message("take 'source' out of the file to keep it, and fetch the address as a new one")
        raise OutputError(told[is_page], hint=hint, path=path)


def _refuse_changed(text: str, path: Path) -> None:
    """Keep what the user wrote into a kept text."""
    fence = origin_fence(text)
    digest = origin_in(text).get("digest")
    if fence is not None and digest and digest != _digest(text[fence.end :]):
        raise OutputError(
            Message("somebody changed the text of this file since it was fetched"),
            hint=Message("rename it and take 'source' out to keep it, or take 'digest' out to give it up"),
            path=path,
        )


def with_rows(text: str, rows: Mapping[str, str], users: str = "") -> str:
    """A text under a fence of rows. What it tells in a fence of its own goes there too, if no user tells it.

    That is its title, its author and the like: what chooses a voice or names a file is for the user to say.
    """
    body, entries = _without_fence(text)
    facts = {name: value for name, value in rows.items() if name not in ORIGIN}
    rows = {name: value for name, value in rows.items() if name in ORIGIN} | {"digest": _digest(body)} | facts
    told = "".join(f"{name}: {_value(value)}\n" for name, value in rows.items()) + users
    known = {_key(entry) for entry in _ENTRY.findall(told)}
    own = "".join(entry for entry in entries if _key(entry) in _OF_A_TEXT - known)
    return f"---\n{told}{own}---\n{body}"


def _without_fence(text: str) -> tuple[str, list[str]]:
    """A text below its own front matter, and the entries of that in YAML.

    What is not closed, holds prose or cannot be read stays in the text.
    """
    fence = find_fence(text, is_markdown=False)
    if fence is None or not fence.is_closed:
        return text, []
    from narrate.article.front.shared import shared_of
    from narrate.article.front.values import values_of

    written = _ENTRY.findall(fence.block)
    try:
        values = values_of(fence, Source(Path(), text, "utf-8", Format.MARKDOWN))
    except SettingsError:
        return (text[fence.end :], written) if fence.syntax == "yaml" else (text, [])
    if values.end != fence.end:
        return text, []
    told = [f"{name}: {_value(str(value))}\n" for name, value in shared_of(values).fields.items()]
    return text[fence.end :], written if fence.syntax == "yaml" else told


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:16]


def _key(entry: str) -> str:
    return plain_name(entry.partition(":")[0].strip())


def text_in(path: Path) -> str:
    """The text of a kept file, its lines ended by a newline.

    Raises:
        OutputError: it cannot be read, and so not be renewed.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        problem = Message("cannot be read (not UTF-8)")
        raise OutputError(problem, hint=Message("save it as UTF-8"), path=path) from None
    except OSError as error:
        problem = Message("cannot be read ({reason})", reason=reason_of(error))
        raise OutputError(problem, hint=Message("check its permissions"), path=path) from None


def _remove_leftovers(folder: Path) -> None:
    """Take away what writes that were killed left here; what is young may still be written."""
    for path in folder.glob(f"{TEMPORARY_PREFIX}*"):
        with contextlib.suppress(OSError):
            status = path.lstat()
            if _TEMPORARY.fullmatch(path.name) and time.time() - status.st_mtime > _STALE_S:
                path.unlink()


def _articles(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as inside:
            return sorted(entry.name for entry in inside if entry.name.lower().endswith(KEPT_SUFFIXES))
    except OSError:
        return []


def _stem(name: str) -> str:
    return name.rpartition(".")[0].lower()


def _value(value: str) -> str:
    """A value of YAML: addresses and dates as they are, all else in quotes."""
    if _PLAIN_VALUE.fullmatch(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
