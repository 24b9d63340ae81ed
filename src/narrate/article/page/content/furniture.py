"""What of a page's elements is not the article: by the element, by its role, by the names of its classes."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.article.markup import Element

NAVIGATION = Message("navigation")
LANGUAGES = Message("other languages of the same text")
_PROGRAM = Message("program or picture in HTML")
_HIDDEN = Message("hidden text")
FORM = Message("form")
_ADVERTISEMENT = Message("advertisement")
COMMENTS = Message("comments of readers")
SHARE = Message("share button")
RELATED = Message("links to other articles")
CONTENTS = Message("table of contents")
OUTSIDE = Message("outside of the article")
BYLINE = Message("who wrote it, and when")
FILES = Message("files to download")
_CODE = Message("code")
COLOPHON = Message("colophon")
PAGE = Message("frame of an HTML page")

_BY_ELEMENT = {
    **dict.fromkeys(
        ("script", "style", "noscript", "template", "svg", "canvas", "audio", "video", "iframe", "object",
         "embed", "applet", "map", "frameset", "noframes", "link", "meta", "head"),
        _PROGRAM,
    ),
    **dict.fromkeys(("form", "button", "select", "textarea", "input", "datalist", "dialog", "menu"), FORM),
    **dict.fromkeys(("amp-ad", "amp-embed", "amp-sidebar", "amp-analytics", "amp-consent"), _PROGRAM),
    "nav": NAVIGATION,
    "marquee": PAGE,
    "title": PAGE,
}  # fmt: skip
ALWAYS_SILENT = (_PROGRAM,)
_BY_ROLE = {
    **dict.fromkeys(("navigation", "menu", "menubar", "toolbar", "tablist", "tree"), NAVIGATION),
    **dict.fromkeys(("search", "dialog", "alertdialog", "alert", "button"), FORM),
    **dict.fromkeys(("contentinfo", "banner", "complementary"), PAGE),
    "doc-toc": CONTENTS,
}
_INLINE_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TOKENS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_BY_WORD = {
    SHARE: (
        "share sharing shares sns social socials sharedaddy addtoany addthis sharebutton sharebuttons "
        "blogcard linkcard embedcard ogpcard shareaholic snsbutton snsbuttons snsshare hatebu hateb"
    ),
    RELATED: (
        "related relateds relatedposts relatedarticles recommend recommends recommended recommendation "
        "recommendations pickup pickups ranking rankings popular yarpp outbrain taboola uzou popin logly"
    ),
    NAVIGATION: (
        "breadcrumb breadcrumbs pankuzu topicpath crumb crumbs pager pagination paginate pagenation "
        "pagenavi nav navi navbar navigation gnav gnavi globalnav globalnavi lnav menu menus pagetop "
        "gotop backtotop totop skip skiplink tagcloud prevnext sitemap permalink headerlink headeranchor "
        "editsection editlink navbox navboxes ambox catlinks mbox printfooter linkbox"
    ),
    CONTENTS: "toc tocbox tableofcontents",
    _ADVERTISEMENT: (
        "ad ads adbox adarea adsense adsbygoogle advert advertise advertisement advertisements advertising "
        "banner banners bnr bnrs sponsor sponsors sponsored promo promotion prbox affiliate "
        "pochipp rinker kaerebalink booklink tomarebalink amazlet cstmreba"
    ),
    COMMENTS: (
        "comment comments commentlist respond disqus reaction reactions impression impressions "
        "trackback trackbacks pingback"
    ),
    PAGE: (
        "sidebar sidebars sidemenu sidecol sidecolumn subcol subcolumn footer cookie cookies gdpr popup "
        "modal newsletter subscribe subscription login signup copyright profile profiles calltoaction cta "
        "authorbox authorbio"
    ),
    _HIDDEN: "noprint visuallyhidden screenreader",
    FORM: "btn button buttons",
    BYLINE: "postmeta postmetadata entrymeta byline pubdate dateline",
}
_EDITED = Message("note")
_NOTE_OF_EDITOR = re.compile(r"［＃[^［］]*］")
"""As Aozora Bunko has them in its pages too."""
_LABEL_OF_CODE = re.compile(
    r"code[\w-]*(?:title|lang|language|file-?name|header|copy)[\w-]*|shcb-language", re.IGNORECASE
)
_REASONS = {word: reason for reason, words in _BY_WORD.items() for word in words.split()}
_BY_PAIR = {
    _HIDDEN: ("screen-reader sr-only visually-hidden no-print"),
    PAGE: ("author-box author-bio author-info about-author side-bar entry-footer post-footer article-footer"),
    NAVIGATION: (
        "side-menu page-top topic-path bread-crumb tag-list tag-links cat-links cat-label cat-link "
        "category-label entry-categories post-categories post-tags entry-tags article-tags "
        "article-topics mw-editsection prev-next to-top edit-page read-more news-more "
        "call-to suggest-changes hash-link"
    ),
    CONTENTS: ("table-contents"),
    BYLINE: (
        "post-meta entry-meta article-meta post-metadata post-info entry-info article-info post-date "
        "entry-date article-date post-author entry-author article-author"
    ),
    _ADVERTISEMENT: ("blogger-card"),
}
_PAIRS = {tuple(pair.split("-")): reason for reason, pairs in _BY_PAIR.items() for pair in pairs.split()}
_WHOLE = {
    "widget": PAGE, "widgets": PAGE, "side": PAGE, "aside": PAGE, "tags": NAVIGATION, "tag": NAVIGATION,
    "rss": NAVIGATION, "follow": SHARE, "hatena": SHARE, "bibliographical_information": COLOPHON,
    "notation_notes": COLOPHON, "contact": PAGE, "author": BYLINE,
}  # fmt: skip
"""Names that say so only when they stand alone: page builders call each of their blocks a widget."""
_LONGEST_BYLINE = 80
_EXEMPT = frozenset({"html", "body", "main", "article", "h1"})
"""Their classes tell of the page's layout, or of a theme, and not of them."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_NAMED_BY_PLACE = frozenset(
    {"div", "ul", "ol", "dl", "aside", "footer", "header", "table", "td", "form", "p"}
)
"""Sections, headings and what stands in them bear the words of a heading, or its number in the contents."""


def why_silent(element: Element) -> Message | None:
    """Why an element is never part of what is said, wherever it stands."""
    if reason := _BY_ELEMENT.get(element.name):
        return reason
    if "hidden" in element.attributes and element["hidden"] != "until-found":
        return _HIDDEN
    if element["aria-hidden"] == "true" or _INLINE_HIDDEN.search(element["style"]):
        return _HIDDEN
    role = element["role"].strip().lower()
    return None if role == "button" and element.first("img") else _BY_ROLE.get(role)


def why_furniture(element: Element) -> Message | None:
    """Why an element is probably not of the article: by the names that its author gave it."""
    if element.name in _EXEMPT:
        return None
    if element.name == "a" and element["rel"].lower() in ("tag", "category", "category tag"):
        return NAVIGATION
    if element.name == "span" and _NOTE_OF_EDITOR.fullmatch(element.text.strip()):
        return _EDITED
    for name in _names(element):
        if _LABEL_OF_CODE.fullmatch(name):
            return _CODE
        tokens = tokens_of(name)
        known = (_WHOLE.get(name.lower()), *map(_REASONS.get, (name.lower(), *tokens)))
        pairs = (_PAIRS.get(pair) for pair in itertools.pairwise(tokens))
        reason = next(filter(None, (*known, *pairs)), None)
        if reason is BYLINE and len(element.text) > _LONGEST_BYLINE:
            continue
        if reason is not None and not (element.name in _HEADINGS and reason in (NAVIGATION, CONTENTS)):
            return reason
    return None


def tokens_of(name: str) -> list[str]:
    """The words in a name, however it sets them apart: ``entry-content``, ``articleBody``."""
    return [token.lower() for token in _TOKENS.findall(name)]


def _names(element: Element) -> Iterator[str]:
    yield from element["class"].split()
    if element["id"] and element.name in _NAMED_BY_PLACE:
        yield element["id"]
