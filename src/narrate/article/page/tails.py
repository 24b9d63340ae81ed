"""What stands behind the last sentence of a page's article and leads on through its site."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from narrate.article.page.content.furniture import RELATED
from narrate.article.page.stretches import is_prose
from narrate.article.page.words import Left, end_of_section
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.markup import Element
    from narrate.model import Paragraph

_MOSTLY = 0.6
_ALL = 0.75
"""Where it is but one."""
_LONG = 15
_ENDS = "。！？!?…」"
_TITLE = 0.4
"""Of a heading that is the title of another page, with its date behind it."""
_FEWEST = 2
_ENOUGH = 5
"""Links to one host."""
_OF_THE_TEXT = re.compile(
    r"参考|参照|出典|典拠|引用|文献|資料|注|註|脚注|登場|紹介した|使った|リンク(?!集)|外部|reference|source|notes?\b|links?\b",
    re.IGNORECASE,
)
"""Headings of lists that are of the article though they lead elsewhere."""
_OTHERS = re.compile(
    r"関連|おすすめ|オススメ|お薦め|[あ併合]わ?せて|こちらも|人気|新着|最新|ランキング|[次前他]の(?:記事|話)|過去の|読まれて"
    r"|バックナンバー|pick ?up|related|recommend|ranking|latest|\bPR\b|\bnew\b",
    re.IGNORECASE,
)
"""Headings and labels of lists of other articles."""
_A_TEASER = 160
"""Characters that a site shows of another page at most, as a rule."""
_FILE = re.compile(r"\.(?!(?:[sx]?html?|php\d?|aspx?|jsp|cgi|do)$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
"""A picture or a program that the text speaks of, and no page."""


class InnerLinks:
    """Where the links stand that stay in a page's site."""

    def __init__(self, page: Element, address: str) -> None:
        host = _host(address) or _most_linked(page)
        spans = [(link.start, link.end) for link in page.all("a") if _stays(link["href"], host)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def of(self, paragraph: Paragraph) -> tuple[int, int]:
        """How many of a paragraph's characters stand in such links, and in how many of them."""
        places = [self._at(origin) for origin in paragraph.passage.known_origins]
        found = [place for place in places if place is not None]
        return len(found), len(set(found))

    def _at(self, origin: int) -> int | None:
        n = bisect_right(self._starts, origin) - 1
        return n if n >= 0 and origin < self._ends[n] else None


def without_teasers(paragraphs: Sequence[Paragraph], links: InnerLinks) -> Left:
    """Less sections that are called related, newest or most read, and show pages of the site one by one."""
    left = Left([], [])
    end = 0
    for at, paragraph in enumerate(paragraphs):
        if at >= end and paragraph.role is Role.HEADING and _OTHERS.search(paragraph.passage.text):
            stop = _end_of_teasers(paragraphs, at, links)
            end = stop if _shows_others(paragraphs[at:stop], links) else end
        if at < end:
            left.dropped.append((paragraph.passage, RELATED))
        else:
            left.paragraphs.append(paragraph)
    return left


def _end_of_teasers(paragraphs: Sequence[Paragraph], at: int, links: InnerLinks) -> int:
    """Where the section ends, with those that the titles of other pages head."""
    stop = end_of_section(paragraphs, at)
    while stop < len(paragraphs) and _is_title_of_other(paragraphs[stop], links):
        stop = end_of_section(paragraphs, stop)
    return stop


def _is_title_of_other(title: Paragraph, links: InnerLinks) -> bool:
    return title.role is Role.HEADING and links.of(title)[0] >= _TITLE * len(title.passage.known_origins)


def _shows_others(section: Sequence[Paragraph], links: InnerLinks) -> bool:
    linked, count = map(sum, zip(*map(links.of, section), strict=True))
    return count >= _ENOUGH and _length(section) - linked < _A_TEASER * count


def without_tail(paragraphs: Sequence[Paragraph], links: InnerLinks, *, is_body: bool) -> Left:
    """Less what leads on, behind the last paragraph in sentences.

    Each heading there with what stands below it is judged for itself, and so is what stands above the first;
    where most of it leads on, the rest is of the same kind. Where the page calls the whole the body of an
    article (``is_body``), links may be what it is about: there only those go that are called related.
    """
    says = (n + 1 for n in reversed(range(len(paragraphs))) if _says(paragraphs[n], links))
    end = next(says, len(paragraphs))
    begins = [n for n in range(end, len(paragraphs)) if n == end or paragraphs[n].role is Role.HEADING]
    groups = [paragraphs[start:stop] for start, stop in pairwise([*begins, len(paragraphs)])]
    leading = [_leads_on(group, links) and (not is_body or _is_called_so(group)) for group in groups]
    length = sum(map(_length, groups))
    mostly = 2 * sum(_length(group) for group, leads in zip(groups, leading, strict=True) if leads) > length
    left = Left(list(paragraphs[:end]), [])
    for group, leads in zip(groups, leading, strict=True):
        goes = leads or (mostly and not _is_of_text(group))
        is_below_text = group[0].role is not Role.HEADING
        for paragraph in group:
            if goes and not (is_below_text and _stands_alone(paragraph, links)):
                left.dropped.append((paragraph.passage, RELATED))
            else:
                left.paragraphs.append(paragraph)
    return left


def _stands_alone(paragraph: Paragraph, links: InnerLinks) -> bool:
    """Whether a line without a link is too long for a label above some."""
    return len(paragraph.passage.text) >= _LONG and not links.of(paragraph)[1]


def _length(group: Sequence[Paragraph]) -> int:
    return sum(len(paragraph.passage.text) for paragraph in group)


def _says(paragraph: Paragraph, links: InnerLinks) -> bool:
    """Whether it is in sentences that are not those of other pages' titles."""
    text = paragraph.passage.text
    is_said = is_prose(paragraph) or (len(text) >= _LONG and text[-1] in _ENDS and _is_text(paragraph))
    return is_said and links.of(paragraph)[0] < _MOSTLY * len(paragraph.passage.known_origins)


def _is_text(paragraph: Paragraph) -> bool:
    return paragraph.role in (Role.BODY, Role.QUOTE)


def _is_of_text(group: Sequence[Paragraph]) -> bool:
    """Whether it is a list of sources, or stands right below what it is a list of."""
    title = group[0]
    if title.role is Role.ITEM or any("<ruby>" in paragraph.passage.text for paragraph in group):
        return True
    return title.role is Role.HEADING and _OF_THE_TEXT.search(title.passage.text) is not None


def _is_called_so(group: Sequence[Paragraph]) -> bool:
    return _OTHERS.search(group[0].passage.text) is not None


def _leads_on(group: Sequence[Paragraph], links: InnerLinks) -> bool:
    if _is_of_text(group):
        return False
    if group[0].role is Role.HEADING and links.of(group[0])[0] >= _TITLE * len(
        group[0].passage.known_origins
    ):
        return True
    said = [p for p in group if p.role is not Role.HEADING] or list(group)
    linked, count = map(sum, zip(*map(links.of, said), strict=True))
    length = sum(len(p.passage.known_origins) for p in said)
    return linked >= (_MOSTLY if count >= _FEWEST else _ALL) * length and count > 0


def _stays(href: str, host: str) -> bool:
    """Whether an address leads to another page of the same site: a place in this page is of this page."""
    if not href or href.startswith("#"):
        return False
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    if parts.scheme not in ("", "http", "https") or _FILE.search(parts.path):
        return False
    return not parts.netloc or (bool(host) and _is_of(_bare(parts.netloc), host))


def _most_linked(page: Element) -> str:
    """The host that most addresses in a page name: where it says nothing of itself, it is its own."""
    hosts = Counter(filter(None, (_host(link["href"]) for link in page.all("a"))))
    host, count = max(hosts.items(), key=lambda found: found[1], default=("", 0))
    return host if count >= _ENOUGH and 2 * count >= hosts.total() else ""


def _host(address: str) -> str:
    try:
        return _bare(urlsplit(address).netloc)
    except ValueError:
        return ""


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _is_of(host: str, other: str) -> bool:
    return host == other or host.endswith(f".{other}") or other.endswith(f".{host}")
