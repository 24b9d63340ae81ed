"""Who wrote a page and when, where it marks that: by rel, itemprop, class names, time elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.front.dates import written_date
from narrate.article.page.content.furniture import COMMENTS, RELATED
from narrate.article.page.credits import BRACKETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from narrate.article.markup import Element
    from narrate.article.page.content.whole import Content

_AUTHOR = re.compile(
    r"(?:^|[-_])(?:author|writer|byline|creator|vcard)(?:[-_]*(?:name|link|info))?$", re.IGNORECASE
)
_BEFORE = re.compile(
    r"^(?:文|投稿者|著者|作者|筆者|執筆者?|ライター|by|written by|author|posted by)\s*[:：・／/]?\s*",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?<=\w)[，,／/].*")
"""Where the person works."""
_NO_NAME = re.compile(r"^\W*\d*\W*$|[。！？：:]|https?:|\d{4}|フォロー|一覧|プロフィール|この記事")
_CHANGED = re.compile(r"modif|updat|revis", re.IGNORECASE)
_DATED = re.compile(r"(?<![a-z])(?:date|time|published|pubdate|posted|posttime)(?![a-z])", re.IGNORECASE)
_LONGEST = 30
_LONGEST_DATE = 40


def marked_author(page: Element, content: Content) -> str:
    """The first name in an element that is marked as its author's; those of the article itself first."""
    others = {id(inner) for element in page.all() for inner in _of_others(element, content)}
    for element in (*content.element.all(), *page.all()):
        if id(element) not in others and _is_author(element) and (name := _name_in(element)):
            return name
    return ""


def _of_others(element: Element, content: Content) -> Iterator[Element]:
    """What stands in the comments of readers and in links to other articles."""
    return element.all() if content.reasons.get(id(element)) in (COMMENTS, RELATED) else iter(())


def _is_author(element: Element) -> bool:
    if "author" in element["rel"].split() or element["itemprop"] == "author":
        return True
    names = [*element["class"].split(), element["id"]]
    return any(map(_AUTHOR.search, names)) or ("fn" in names and "vcard" in names)


def _name_in(element: Element) -> str:
    named = next(
        (inner for inner in element.all() if inner["itemprop"] == "name" and inner is not element), element
    )
    name = _BEHIND.sub("", _BEFORE.sub("", " ".join(named.text.split())).strip(BRACKETS))
    return "" if not name or len(name) > _LONGEST or _NO_NAME.search(name) else name


def marked_date(page: Element, content: Content) -> date | None:
    """The earliest date of a time element above the text that is not that of a change."""
    days = list(_days(page, content))
    return min(days, default=None)


def _days(page: Element, content: Content) -> Iterator[date]:
    for element in page.all():
        if not content.is_on_top(element) or not _is_dated(element):
            continue
        if day := written_date(element["datetime"]) or written_date(element.text.strip()):
            yield day


def _is_dated(element: Element) -> bool:
    names = f"{element['itemprop']} {element['class']} {element['id']}"
    if _CHANGED.search(names) and "publish" not in names.lower():
        return False
    return element.name == "time" or (_DATED.search(names) is not None and len(element.text) <= _LONGEST_DATE)
