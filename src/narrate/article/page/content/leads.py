"""What only leads to other pages, told by its links: bars, lists of ways, rows of languages, badges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markup.tree import Element
from narrate.article.page.content.furniture import CONTENTS, FILES, LANGUAGES, NAVIGATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.markup import Node
    from narrate.messages import Message
_CALLED_FILE = re.compile(
    r"[（(［\[][^（()）]{0,20}(?:PDF|ＰＤＦ|Excel|エクセル|Word|ワード|[KMＫＭ][BＢ])|PDF(?:形式|ファイル|版|[：:])"
    r"|\d\s*(?:[KMＫＭ][BＢ]|キロバイト)"
)
_SENTENCE = re.compile(r"[。！？]|[a-z]{2}[.!?](?:\s|$)")
_BARS = frozenset({"p", "div", "span", "center", "td", "address", "small", "section"})
_LISTS = frozenset({"ul", "ol", "dl", "table", "div"})
_TEXT_OF_ITS_OWN = ("h1", "h2", "h3", "h4", "h5", "h6", "ruby", "sup", "dd", "blockquote", "pre")
_PARTED = ("li", "tr", "dt", "p", "div", "table", "ul", "ol")
_FEWEST = 3
_LONGEST_ON_AVERAGE = 16
_LONGEST_PART = 24
_LONGEST_LABEL = 7
_LABEL = re.compile(r"(?:\w*[^\w、。])?\W*\d*\W*|\W*(?:in|by|カテゴリー?|タグ|テーマ)\W*", re.IGNORECASE)
"""What may stand around the one link: a name with a mark behind it, a count."""
_BETWEEN = re.compile(r"[\s|｜\[\]［］/／・•‧∙<>＜＞«»‹›→←↑↓-]+")
_WAY_BACK = re.compile(
    r"(?:Back|Return|Go(?: up)?) to\b.{0,40}|.{0,20}(?:へ|に)(?:戻る|もどる)"
    r"|(?:.{0,18}\W)?(?:サイト)?トップ(?:ページ)?(?:へ|に)?|.{0,18}トップ(?:ページ)?へ",
    re.IGNORECASE,
)


def why_leads(element: Element, *, is_on_top: bool, is_last: bool, follows_text: bool) -> Message | None:
    """Why an element only leads elsewhere.

    ``is_on_top``: no sentence of the article stands before it, ``is_last``: none behind. ``follows_text``:
    a heading or a text stands right before it, so that a list of links may be what that speaks of.
    """
    if element.name == "a":
        return NAVIGATION if element["href"].startswith("#") and element.first("img") else None
    if element.name not in _BARS | _LISTS:
        return None
    links = list(element.all("a"))
    if len(links) == 1 and _is_file(links[0]) and _length(element.text) == _length(links[0].text):
        return FILES
    if (
        len(links) == 1
        and (is_on_top or (is_last and element.name in _BARS))
        and _is_label(element, links[0])
    ):
        return NAVIGATION
    if element.first(*_TEXT_OF_ITS_OWN):
        return None
    if len(links) > 1 and all(link["hreflang"] for link in links):
        return LANGUAGES
    if element.name in _BARS and all(inner is element for inner in element.all(*_PARTED)):
        return NAVIGATION if is_bar([element]) else None
    return _why_list(element, links, is_on_top=is_on_top, follows_text=follows_text)


def _is_label(element: Element, link: Element) -> bool:
    """Whether a link to others of its kind stands there, perhaps behind its name: ``テーマ：旅``."""
    said = _length(element.text)
    if element.first("h1", "h2", "h3", "h4", "ruby"):
        return False
    around = "".join(element.text.split()).replace("".join(link.text.split()), "", 1)
    if not _LABEL.fullmatch(around):
        return False
    return 0 < said - _length(link.text) + 1 <= _LONGEST_LABEL and said <= _LONGEST_PART + _LONGEST_LABEL


def is_card(element: Element) -> bool:
    """Whether a link shows another page: its title, its picture and its first words in one box."""
    if element.name != "a" or not element["href"]:
        return False
    said = [child for child in element.elements if child.text.strip()]
    return len(said) > 1 or any(inner.name in _PARTED for inner in element.all())


def is_bar(nodes: Sequence[Node]) -> bool:
    """Whether what stands in a line only leads elsewhere: to several places, or back."""
    elements = [node for node in nodes if isinstance(node, Element)]
    links = [link for element in elements for link in element.all("a")]
    images = [image for element in elements for image in element.all("img")]
    text = "".join(node.text for node in nodes).strip()
    if not links or _SENTENCE.search(text.rstrip(".")) or any(e.first("ruby", "sup") for e in elements):
        return False
    if not text:
        return len(links) > 1 and all(link.first("img") for link in links)
    if any(image["alt"].strip() for image in images):
        return False
    if len(links) == 1:
        return bool(_WAY_BACK.fullmatch(" ".join(text.rstrip(".").split())))
    parts = [part for part in _BETWEEN.split(text) if part]
    linked = [part for link in links for part in _BETWEEN.split(link.text) if part]
    is_parted = all(part in parts for part in linked) and len(parts) - len(linked) <= 1
    return is_parted and all(len(part) <= _LONGEST_PART for part in parts)


def _why_list(
    element: Element, links: Sequence[Element], *, is_on_top: bool, follows_text: bool
) -> Message | None:
    text, linked = _length(element.text), sum(_length(link.text) for link in links)
    if links and all(map(_is_file, links)) and text - linked <= _LONGEST_PART * len(links):
        return FILES
    if len(links) < _FEWEST or not linked or text - linked > 2 * len(links):
        return None
    if _SENTENCE.search(element.text) or any(image["alt"].strip() for image in element.all("img")):
        return None
    if all(link["href"].startswith("#") for link in links):
        return CONTENTS
    is_short = linked <= _LONGEST_ON_AVERAGE * len(links)
    return NAVIGATION if is_short and (is_on_top or not follows_text) else None


def _is_file(link: Element) -> bool:
    """Whether a link says that it gives a file to keep."""
    return _CALLED_FILE.search(link.text) is not None


def _length(text: str) -> int:
    return len("".join(text.split()))
